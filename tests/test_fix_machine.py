"""`--fix`, `restore` and the baseline as a machine: whatever the order of edits, fixes, undoing and accepting, no byte is lost."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from cleaner.cli.baseline import read_baseline, write_baseline
from cleaner.cli.checking import options_of
from cleaner.cli.inspect import Inspector, Job, Plan
from cleaner.cli.settings import Settings
from cleaner.cli.undo import undone

NAMES = ("a.txt", "b.txt", "c.jsonl")
LINES = (
    "The ferry came in on Monday.",
    "Advertisement",
    "Read more",
    "Subscribe to our newsletter",
    "",
    "It was late.",
    "Share this article",
)
names = st.sampled_from(NAMES)
texts = st.lists(st.sampled_from(LINES), max_size=8).map("\n".join)


def content(name: str, text: str) -> bytes:
    """A text as the file of a name holds it."""
    return (json.dumps({"id": 1, "text": text}) + "\n" if name.endswith(".jsonl") else text).encode()


class Machine(RuleBasedStateMachine):
    """Some files, a log, a baseline, and what a person knows about them.

    `before` holds for each file, since its last fix that changed it, the bytes from before the fix and those after it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.log = Path(self.folder.name, "log")
        self.base = Path(self.folder.name, "baseline.json")
        self.files = dict.fromkeys(NAMES, b"")
        self.fixed: list[tuple[str, bytes, bytes]] = []
        self.accepted: frozenset[tuple[str, str]] = frozenset()
        for name in NAMES:
            self.path(name).write_bytes(b"")

    def path(self, name: str) -> Path:
        return Path(self.folder.name, name)

    def job(self, name: str) -> Job:
        return Job(str(self.path(name)), options_of(Settings(), ()), 1.0, "text")

    @rule(name=names, text=texts)
    def edit(self, name: str, text: str) -> None:
        self.files[name] = content(name, text)
        self.path(name).write_bytes(self.files[name])

    @rule(name=names)
    def fix(self, name: str) -> None:
        before = self.files[name]
        report = Inspector(Plan("fix", self.accepted, self.log))(self.job(name))
        after = self.path(name).read_bytes()
        assert not report.problems
        assert (after != before) == bool(report.findings)
        assert not {(item.code, item.text.strip()) for item in report.findings} & self.accepted
        assert not Inspector(Plan("report", self.accepted))(self.job(name)).findings
        self.files[name] = after
        if after != before:
            self.fixed.append((name, before, after))

    @rule(name=names)
    def report(self, name: str) -> None:
        report = Inspector(Plan("report", self.accepted))(self.job(name))
        assert not {(item.code, item.text.strip()) for item in report.findings} & self.accepted

    @rule()
    def accept(self) -> None:
        write_baseline(self.base, [Inspector(Plan("report"))(self.job(name)) for name in NAMES])
        self.accepted = read_baseline(self.base)
        assert not any(Inspector(Plan("report", self.accepted))(self.job(name)).findings for name in NAMES)

    @precondition(lambda self: self.fixed)
    @rule()
    def undo(self) -> None:
        """The last fixes come back first; a file that is neither what a fix left nor what it found stays as it is."""
        refused = False
        for name, before, after in reversed(self.fixed):
            if self.files[name] == after:
                self.files[name] = before
            else:
                refused = refused or self.files[name] != before
        assert undone(self.log) is not refused

    @rule()
    def begin_a_new_log(self) -> None:
        self.log.unlink(missing_ok=True)
        self.fixed = []

    @invariant()
    def files_are_what_is_known(self) -> None:
        assert {name: self.path(name).read_bytes() for name in NAMES} == self.files
        assert {path.name for path in Path(self.folder.name).iterdir()} <= {*NAMES, "log", "baseline.json"}

    def teardown(self) -> None:
        self.folder.cleanup()


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
