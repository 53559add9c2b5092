"""A run on this machine: one process reads and hands out chunks, the others clean them and write the parts."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import NamedTuple

from cleaner.corpus.manifest import Manifest
from cleaner.corpus.pieces import Chunk
from cleaner.corpus.surveys import Surveys
from cleaner.corpus.work import Plan, Task, Word, serve
from cleaner.model import CleanerError
from cleaner.report.survey import ALL

LEAVE_WITHIN = 5.0  # seconds that an ended process may take


class Progress(NamedTuple):
    """How far a run is: documents, characters read, removed and judged, bytes of input; parts of earlier runs counted in."""

    documents: int
    read: int
    removed: int
    judged: int
    weight: int


@dataclass(slots=True)
class Worker:
    """A process, the pipe to it, what it does, what it last said and when."""

    process: BaseProcess
    pipe: Connection
    task: Task | None = None
    last: Word | None = None
    heard: float = field(default_factory=time.monotonic)
    ready: bool = False


class Pool:
    """Worker processes that clean chunks. One that dies or hangs is replaced, and the record that did it becomes a failed row.

    Args:
        plan: what to do.
        workers: how many processes.
        timeout: seconds that one record may take.
        target: what a process runs.

    `below` may be lowered as the run goes on: no document with a larger key is shown in the report.
    """

    def __init__(self, plan: Plan, workers: int, timeout: float, target: Callable[[Connection, Plan], None] = serve) -> None:
        self._plan, self._timeout, self._target = plan, timeout, target
        self._context = get_context("spawn")  # a fork would copy threads' locks and the pipes of the others
        self._again: deque[Task] = deque()
        self.below = ALL
        self.workers = [self._started() for _ in range(workers)]

    def _started(self) -> Worker:
        """A new process."""
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=self._target, args=(theirs, self._plan), daemon=True)
        process.start()
        theirs.close()
        return Worker(process, ours)

    def run(self, chunks: Iterator[Chunk], done: Callable[[Word], None], tick: Callable[[], None]) -> None:
        """Clean all chunks.

        Args:
            chunks: read as they are needed, one ahead for each worker.
            done: called with the last word about each chunk.
            tick: called about twice a second.

        Raises:
            CleanerError: a worker cannot start, or a part cannot be written.
        """
        ahead: deque[Chunk] = deque()
        more = True
        while True:
            while more and len(ahead) < len(self.workers):
                chunk = next(chunks, None)
                more = chunk is not None
                if chunk is not None:
                    ahead.append(chunk)
                self._hand_out(ahead)
            self._hand_out(ahead)
            if not (more or ahead or self._again or any(worker.task for worker in self.workers)):
                return
            self._listen(done)
            tick()

    def _hand_out(self, ahead: deque[Chunk]) -> None:
        """Give each worker that waits something to do; what killed one goes first."""
        for index, worker in enumerate(self.workers):
            if worker.ready and worker.task is None and (self._again or ahead):
                worker.task = self._again.popleft() if self._again else Task(ahead.popleft(), below=self.below)
                worker.last, worker.heard = None, time.monotonic()
                try:
                    worker.pipe.send(worker.task)
                except OSError:
                    self._replace(index, f"the process ended with {worker.process.exitcode}")

    def _listen(self, done: Callable[[Word], None]) -> None:
        """Hear what the workers say, for half a second at most."""
        pipes = [worker.pipe for worker in self.workers]
        heard = wait(pipes, 0.5)
        for index, worker in enumerate(self.workers):
            if worker.pipe in heard:
                try:
                    said: Word = worker.pipe.recv()
                except (EOFError, OSError):
                    worker.process.join(5)
                    self._replace(index, f"the process ended with {worker.process.exitcode}")
                    continue
                worker.last, worker.heard, worker.ready = said, time.monotonic(), True
                if said.trouble:
                    raise CleanerError(said.trouble)
                if said.part is not None:
                    worker.task, worker.last = None, None
                    done(said)
            elif worker.task and time.monotonic() - worker.heard > self._timeout:
                worker.process.kill()
                self._replace(index, f"took more than {self._timeout:g} seconds")

    def _replace(self, index: int, what: str) -> None:
        """Start another process in the place of one that is lost, and find out which record did it."""
        lost = self.workers[index]
        lost.pipe.close()
        if not lost.ready:
            raise CleanerError(f"a worker cannot start: {what}")
        if lost.task is not None:
            task = lost.task._replace(careful=True)
            if lost.task.careful:
                culprit = lost.last.documents if lost.last else 0
                if culprit in dict(task.lethal):
                    raise CleanerError(f"workers keep dying at record {culprit} of part {task.chunk.number}: {what}")
                task = task._replace(lethal=(*task.lethal, (culprit, what)))
            self._again.append(task)
        self.workers[index] = self._started()

    def close(self) -> None:
        """End all processes."""
        for worker in self.workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self.workers:
            worker.process.join(LEAVE_WITHIN)
            worker.process.kill()
            worker.process.join()


def run(
    plan: Plan,
    chunks: Iterator[Chunk],
    manifest: Manifest,
    workers: int,
    timeout: float,
    watch: Callable[[Progress], None],
    surveys: Surveys | None = None,
) -> None:
    """Clean all chunks that no earlier run has finished, and note each part in the manifest.

    Args:
        plan: what to do.
        chunks: everything there is to clean; the same each time.
        manifest: of the folder where the parts go.
        workers: how many processes clean.
        timeout: seconds that one record may take.
        watch: called about twice a second.
        surveys: takes what the report needs of each part, if there is to be one.

    Raises:
        CleanerError: a worker cannot start, or an input is not what it was.
    """
    pool = Pool(plan, workers, timeout)
    pool.below = surveys.below if surveys is not None else ALL

    def done(said: Word) -> None:
        if said.part is not None and said.survey is not None and surveys is not None:
            surveys.add(said.part.number, said.survey)
            pool.below = surveys.below
        if said.part is not None:
            manifest.add(said.part)

    def tick() -> None:
        watch(progress(manifest, pool))

    try:
        pool.run((chunk for chunk in chunks if not manifest.is_done(chunk.number, chunk.digest)), done, tick)
    finally:
        pool.close()


def progress(manifest: Manifest, pool: Pool) -> Progress:
    """How far a run is: the parts that are done, and what the workers said since."""
    tally = manifest.tally
    said = [worker.last for worker in pool.workers if worker.last is not None]
    return Progress(
        tally.documents + sum(word.documents for word in said),
        tally.read + sum(word.read for word in said),
        tally.removed + sum(word.removed for word in said),
        tally.removed + tally.text + sum(word.judged for word in said),
        manifest.weight,
    )
