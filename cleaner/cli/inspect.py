"""Check one file after the other, on one or several processors, in the order of the files."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator
from hashlib import blake2b
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

from cleaner.clean import compiled
from cleaner.cli.cache import KEY_SIZE, Cache, options_digest
from cleaner.cli.contents import BrokenError, document_bytes, is_records, unpacked, whole
from cleaner.cli.findings import Law, Report, check_records, check_text, from_store, stored
from cleaner.cli.fix import BLOCK, diff_of, fix_file
from cleaner.cli.inplace import FileError, Stamp, held, opened
from cleaner.cli.process import tidy_worker, worker_signals
from cleaner.cli.site import of_path
from cleaner.model import Options

FEW = 64  # files: to start processes for fewer takes longer than to check them
CHUNK = 16  # files handed to a process at a time
KEPT_AT_ONCE = 2000  # answers written to the cache at a time

Mode = Literal["report", "fix", "diff"]


class Job(NamedTuple):
    """A file and how it is checked: options of the cleaner, the budget (None: the level's own), the field of JSON lines."""

    path: str
    options: Options
    budget: float | None
    field: str


class Plan(NamedTuple):
    """What holds for all files of a run."""

    mode: Mode
    accepted: frozenset[tuple[str, str]] = frozenset()
    log: Path | None = None
    counting: bool = False
    cache: Path | None = None


class Inspector:
    """Checks files by a plan; one a process."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._cache = Cache(plan.cache) if plan.cache is not None else None

    def __call__(self, job: Job) -> Report:
        """Check one file, and fix it if that is the plan. What goes wrong with it is a problem in its report."""
        try:
            with whole():
                return self._read(job) if self.plan.mode == "report" else self._known(job) or self._changed(job)
        except (OSError, BrokenError) as error:
            problem = getattr(error, "strerror", None) or str(error)
            return Report(job.path, problems=[f"cannot be read: {problem}"])
        except FileError as error:
            return Report(job.path, problems=[str(error)])

    def _law(self, job: Job, cutting: bool) -> Law:
        """How the texts of a file are judged."""
        return Law(compiled(job.options), job.budget, self.plan.accepted, cutting, self.plan.counting)

    def _read(self, job: Job) -> Report:
        """Check a file as it is, or answer from the cache."""
        with open(job.path, "rb", buffering=0) as file:  # noqa: PTH123  # a path object for each of many files is felt
            data = None if is_records(job.path) else document_bytes(file)
            key = self._key(job, data, file) if self._cache is not None else b""
            kept = self._cache.get(key) if self._cache is not None else None
            known = from_store(job.path, kept) if kept is not None else None
            if known is not None:
                return self._unaccepted(known)
            law = self._law(job, False)._replace(accepted=frozenset())
            report = check_content(job, data, file, law)
        report.key = key if not report.problems else b""
        return report if report.key else self._unaccepted(report)

    def _unaccepted(self, report: Report) -> Report:
        """The report without what a baseline accepts."""
        if self.plan.accepted:
            report.findings = [item for item in report.findings if (item.code, item.text.strip()) not in self.plan.accepted]
        return report

    def _key(self, job: Job, data: bytes | None, file: BinaryIO) -> bytes:
        """The cache's key for a content."""
        asked = job.field if data is None else f"site {of_path(Path(job.path))}" if job.options.sites else ""
        digest = options_digest(job.options, asked, self.plan.counting)
        if data is not None:
            return blake2b(data, digest_size=KEY_SIZE, key=digest).digest()
        found = blake2b(digest_size=KEY_SIZE, key=digest, person=Path(job.path.lower()).suffix.encode()[:KEY_SIZE])
        while block := file.read(BLOCK):
            found.update(block)
        file.seek(0)
        return found.digest()

    def _known(self, job: Job) -> Report | None:
        """A file in which the cache knows that there is nothing to do."""
        if self._cache is None:
            return None
        with open(job.path, "rb", buffering=0) as file:  # noqa: PTH123  # as above
            data = None if is_records(job.path) else document_bytes(file)
            kept = self._cache.get(self._key(job, data, file))
        report = from_store(job.path, kept) if kept is not None else None
        return report if report is not None and not self._unaccepted(report).findings else None

    def _changed(self, job: Job) -> Report:
        """Check a file and fix it in place, or tell what a fix would do."""
        path = Path(job.path)
        with held(path) if self.plan.mode == "fix" else opened(path) as file:
            stamp = Stamp.of(os.fstat(file.fileno()))
            data = None if is_records(job.path) else document_bytes(file)
            report = check_content(job, data, file, self._law(job, True))
            if report.cuts and self.plan.mode == "fix":
                self._fix(report, file, stamp)
            elif report.cuts:
                file.seek(0)
                report.diff = diff_of(report, document_bytes(unpacked(job.path, file)))
        report.cuts = []
        return report

    def _fix(self, report: Report, file: BinaryIO, stamp: Stamp) -> None:
        """Fix a held file; if that fails, nothing in it is fixed."""
        try:
            fix_file(report, file, stamp, self.plan.log)
        except FileError as error:
            report.problems.append(str(error))
            report.findings = [item._replace(fixed=False) for item in report.findings]


def check_content(job: Job, data: bytes | None, file: BinaryIO, law: Law) -> Report:
    """Check the bytes of a text file, or the records of a file that is read as it goes."""
    if data is not None:
        return check_text(job.path, data, law)
    return check_records(job.path, unpacked(job.path, file), job.field, law)


_inspectors: list[Inspector] = []  # of a worker process: what its initializer made


def start(plan: Plan) -> None:
    """Make the inspector of a worker process."""
    worker_signals()
    _inspectors[:] = [Inspector(plan)]


def inspect_here(job: Job) -> Report:
    """Check one file in a worker process."""
    with tidy_worker():
        return _inspectors[0](job)


def inspected(jobs: Iterable[Job], plan: Plan, processes: int) -> Generator[Report, None, None]:
    """The reports of all files, in their order; new answers go to the cache.

    Args:
        jobs: the files.
        plan: what holds for all of them.
        processes: how many at once; 0: one a processor, if there are many files.
    """
    jobs = iter(jobs)
    if processes == 0:
        first = list(islice(jobs, FEW))
        processes = (os.cpu_count() or 1) if len(first) == FEW else 1
        jobs = chain(first, jobs)
    yield from kept(several(jobs, plan, processes) if processes > 1 else map(Inspector(plan), jobs), plan)


def several(jobs: Iterator[Job], plan: Plan, processes: int) -> Iterator[Report]:
    """The reports from several processes, in the order of the files."""
    from multiprocessing import Pool

    with Pool(processes, start, (plan,)) as pool:
        yield from pool.imap(inspect_here, jobs, CHUNK)


def kept(reports: Iterator[Report], plan: Plan) -> Iterator[Report]:
    """The same reports; those that the cache does not know go into it."""
    cache = Cache(plan.cache) if plan.cache is not None else None
    fresh: list[tuple[bytes, str]] = []
    for report in reports:
        if report.key:
            fresh.append((report.key, stored(report)))
            if plan.accepted:
                report.findings = [item for item in report.findings if (item.code, item.text.strip()) not in plan.accepted]
        yield report
        if cache is not None and len(fresh) >= KEPT_AT_ONCE:
            cache.put(fresh)
            fresh = []
    if cache is not None and fresh:
        cache.put(fresh)
