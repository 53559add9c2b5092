"""What a worker process does: chunk in, part out, and word of how far it is."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.clean import Cleaner
from cleaner.corpus.manifest import Part
from cleaner.corpus.parts import part_name, written
from cleaner.corpus.pieces import Chunk
from cleaner.corpus.records import records
from cleaner.corpus.rows import Fields, Record, cleaned, row
from cleaner.corpus.surveys import count
from cleaner.corpus.tally import Tally
from cleaner.model import Document, Options
from cleaner.report.survey import ALL, Survey

TELL_EVERY = 0.5  # seconds between two words of a worker about how far it is


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is to do, as every worker must know it: how to clean, what holds what, where the parts go, whether to survey them."""

    options: Options
    fields: Fields
    kind: str
    folder: str
    format: str
    survey: bool = False


class Task(NamedTuple):
    """A chunk to clean.

    `lethal` names records that ended a process or never came back, with what happened: they become rows without being
    touched. A `careful` worker says each record that it begins, so that the next such one is known. No document whose key is
    not `below` that number is shown in a report.
    """

    chunk: Chunk
    careful: bool = False
    lethal: tuple[tuple[int, str], ...] = ()
    below: int = ALL


class Word(NamedTuple):
    """What a worker says: how far it is in its chunk, at its end the part and its survey, or why there can be none (a full disk)."""

    documents: int
    read: int
    removed: int
    judged: int
    part: Part | None = None
    trouble: str = ""
    survey: dict[str, Any] | None = None


READY = Word(0, 0, 0, 0)


def serve(connection: Connection, plan: Plan) -> None:
    """Clean chunks until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then leaves
    with suppress(EOFError, OSError):
        cleaner = Cleaner(plan.options)
        connection.send(READY)
        while True:
            task: Task = connection.recv()
            connection.send(answer(task, plan, cleaner, connection.send))


def answer(task: Task, plan: Plan, cleaner: Cleaner, say: Callable[[Word], None]) -> Word:
    """The last word about a chunk: its part, or what stood in the way of writing it."""
    try:
        return clean_chunk(task, plan, cleaner, say)
    except BrokenPipeError:  # the parent is gone
        raise
    except OSError as error:  # inputs that cannot be read are rows
        where = Path(plan.folder) / part_name(task.chunk.number, plan.format)
        return READY._replace(trouble=f"{where}: cannot be written: {error.strerror or error}; the same command goes on later")
    except Exception as error:  # no record's fault: the whole run must hear of it
        return READY._replace(trouble=f"part {task.chunk.number}: {type(error).__name__}: {error}")


def clean_chunk(task: Task, plan: Plan, cleaner: Cleaner, say: Callable[[Word], None]) -> Word:
    """Clean a chunk and write its part.

    Args:
        task: the chunk, and what is known about it.
        plan: what the run is to do.
        cleaner: made from the plan's options.
        say: takes word of how far it is.

    Returns:
        The last word, with the part.
    """
    tally = Tally()
    survey = Survey(below=task.below) if plan.survey else None
    lethal = dict(task.lethal)
    content = plan.kind if plan.kind in ("text", "html") else "auto"
    next_word = time.monotonic() + TELL_EVERY
    with written(Path(plan.folder), task.chunk.number, plan.format, plan.fields.carried) as writer:
        for piece in task.chunk.pieces:
            for record in records(piece, plan.fields, content):
                if task.careful or time.monotonic() > next_word:
                    say(word(tally))
                    next_word = time.monotonic() + TELL_EVERY
                tried = record
                if tally.documents in lethal:
                    tried = record._replace(content=None, problem=lethal[tally.documents])
                document = tally_and_write(tried, cleaner, tally, writer.write, plan.fields)
                if survey is not None:
                    count(survey, tried, document, plan.options.level)
    last = word(tally, Part(task.chunk.number, task.chunk.digest, tally.documents, task.chunk.weight, tally))
    return last if survey is None else last._replace(survey=survey.as_dict())


def tally_and_write(record: Record, cleaner: Cleaner, tally: Tally, write: Callable[[dict[str, object]], None], fields: Fields) -> Document:
    """Clean one record, write its row, count it."""
    document = cleaned(cleaner, record)
    write(row(record, document, fields))
    tally.count(record, document)
    return document


def word(tally: Tally, part: Part | None = None) -> Word:
    """How far a worker is, in numbers."""
    return Word(tally.documents, tally.read, tally.removed, tally.removed + tally.text, part)
