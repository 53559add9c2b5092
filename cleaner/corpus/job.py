"""One run from its inputs to its summary: what `cleaner run` does, without the printing."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.answer import made_by
from cleaner.clean import Cleaner
from cleaner.corpus import FORMATS, KINDS, TIMEOUT
from cleaner.corpus.inputs import Extent, Inputs, extent, silent
from cleaner.corpus.local import Progress, run
from cleaner.corpus.manifest import Manifest, discard
from cleaner.corpus.pieces import chunks
from cleaner.corpus.rows import ROW_SCHEMA, Fields
from cleaner.corpus.surveys import Surveys
from cleaner.corpus.tally import Tally
from cleaner.corpus.work import Plan
from cleaner.model import CleanerError, Options, check_choice
from cleaner.report.survey import Survey

PARTS = 64  # a corpus is cut into about so many parts, unless they would be smaller or larger than these bytes
SMALLEST_PART, LARGEST_PART = 1 << 18, 1 << 24


@dataclass(frozen=True, slots=True)
class Job:
    """What to clean and where to put it.

    `inputs` are files, folders or "-"; `kind` what they hold ("auto" goes by names); `out` the folder for parts and
    manifest; `workers` how many processes, None for one a processor; `part_bytes` how much input makes a part,
    None for a 64th of the whole, 256 KB to 16 MB; `timeout` seconds that one record may take; `survey` keeps what a report needs.
    """

    inputs: tuple[str, ...]
    out: Path
    options: Options = field(default_factory=Options)
    fields: Fields = field(default_factory=Fields)
    kind: str = "auto"
    format: str = "jsonl"
    workers: int | None = None
    part_bytes: int | None = None
    timeout: float = TIMEOUT
    overwrite: bool = False
    survey: bool = False

    def __post_init__(self) -> None:
        check_choice("kind", self.kind, KINDS)
        check_choice("format", self.format, FORMATS)
        if self.workers is not None and self.workers < 1:
            raise CleanerError(f"{self.workers} workers: at least one is needed")
        if not self.timeout > 0:  # nor is NaN
            raise CleanerError(f"timeout {self.timeout:g}: a record needs more than no time; inf sets no limit")


class Done(NamedTuple):
    """What came of a run: its counts, and the survey for a report if one was asked for."""

    tally: Tally
    survey: Survey | None


def start(job: Job, watch: Callable[[Progress, Extent], None], say: Callable[[str], None] = silent) -> Done:
    """Do a job, or what is left of it; the rows are the same whatever the number of workers, and however often it was killed.

    Args:
        job: what to do.
        watch: called about twice a second with how far the run is and how much there is.
        say: told in one line each of files that are passed over.

    Returns:
        The counts over all parts, those of earlier runs too, and the survey that was asked for.

    Raises:
        CleanerError: an option, a pack or an input is wrong, there is no document, or the folder holds something else.
    """
    new = not job.out.exists()
    inputs, whole = found(job, say)
    done = cleaned(job, inputs, whole, lambda progress: watch(progress, whole))
    if not done.tally.documents:
        discard(job.out)
        if new:
            with suppress(OSError):
                job.out.rmdir()
        files = "file that is there holds" if whole.files == 1 else f"{whole.files} files that are there hold"
        raise CleanerError(f"{', '.join(job.inputs)}: 0 documents: the {files} no line, row or page that could be one")
    return done


def found(job: Job, say: Callable[[str], None]) -> tuple[Inputs, Extent]:
    """The inputs of a job, walked once; what is wrong with the job is told before anything is written.

    Raises:
        CleanerError: an option, a pack or an input is wrong, or there is no file.
    """
    Cleaner(job.options)
    if job.format == "parquet":
        from cleaner.corpus.tables import arrow

        arrow()
    inputs = Inputs(job.inputs, job.kind, str(job.out))
    whole = extent(inputs, say)
    if not whole.files:
        own = any(Path(path).resolve() == job.out.resolve() for path in job.inputs)
        why = whole.passed_over() if whole.unknown else "the output goes there; name another folder" if own else "no file is there"
        raise CleanerError(f"{', '.join(job.inputs)}: nothing to read: {why}")
    if whole.unknown:
        say(whole.passed_over())
    return inputs, whole


def cleaned(job: Job, inputs: Inputs, whole: Extent, watch: Callable[[Progress], None]) -> Done:
    """Do a job, or what is left of it."""
    size = job.part_bytes or min(max(whole.size // PARTS, SMALLEST_PART), LARGEST_PART)
    with ExitStack() as stack:
        manifest = stack.enter_context(closing(Manifest(job.out, asked(job, whole, size), job.overwrite)))
        surveys = stack.enter_context(closing(Surveys(job.out))) if job.survey else None
        if not manifest.finished:
            plan = Plan(job.options, job.fields, job.kind, str(job.out), job.format, job.survey)
            run(
                plan,
                chunks(inputs, size, job.fields),
                manifest,
                job.workers or processors(),
                job.timeout,
                watch,
                surveys,
            )
            manifest.finish(made_by())
        return Done(manifest.tally, surveys.whole() if surveys is not None else None)


def asked(job: Job, whole: Extent, size: int) -> dict[str, Any]:
    """What decides the rows of a job, as plain values for its manifest."""
    return {
        "made_by": made_by(),
        "rows": ROW_SCHEMA,
        "options": asdict(job.options),
        "own_packs": [file_digest(path) for path in job.options.rules],
        "learned": [file_digest(path) for path in job.options.sites],
        "fields": asdict(job.fields),
        "kind": job.kind,
        "format": job.format,
        "part_bytes": size,
        "inputs": job.inputs,
        "files": whole.files,
        "bytes": whole.size,
        "digest": whole.digest,
    } | ({"report": True} if job.survey else {})  # parts that were made without have nothing for it


def file_digest(path: str) -> str:
    """A digest of the bytes of a file, or of all packs in a folder with their names."""
    named = sorted(Path(path).glob("*.toml")) if Path(path).is_dir() else [Path(path)]
    digest = blake2b(digest_size=16)
    for file in named:
        data = file.read_bytes()
        digest.update(f"{file.name} {len(data)} ".encode() + data)
    return digest.hexdigest()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
