"""What was found out about single lines of a page: it is read in rounds, and most of its lines stay from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.meta.cues import Cues
from cleaner.model import Page

if TYPE_CHECKING:
    from cleaner.meta import Found
    from cleaner.meta.authors import Loose, Parsed
    from cleaner.meta.credit import Credit
    from cleaner.meta.days import Dated
    from cleaner.meta.parts import Parts
    from cleaner.meta.pieces import Line


class Noted:
    """Findings by the index of the line, each made when it is first asked for.

    They follow from the line, the packs' words and the language stated; what depends on the language
    that the body shows stands under it in `spoken`. All go with the page.
    """

    def __init__(self, cues: Cues, stated: str | None) -> None:
        self.cues, self.stated = cues, stated
        self.weights: dict[bool, list[float | None]] = {}  # points of the lines that tell where the body is
        self.lines: dict[int, Line] = {}  # taken apart
        self.begins: dict[int, bool] = {}  # with a cue word of a byline
        self.cued: list[int] | None = None  # short lines that begin so, wherever they stand
        self.times: dict[bool, dict[int, str]] = {False: {}, True: {}}  # what tells the time on a line, in a text without spaces too
        self.days: dict[int, tuple[Dated, ...]] = {}  # of lines that have some
        self.datelines: dict[int, Parts | None] = {}  # what the line's beginning is as one
        self.worded: dict[int, str] = {}  # a day in words that fills the line, or ""
        self.promise: dict[int, int] = {}  # of a credit
        self.languages: dict[tuple[int, ...], tuple[str, ...]] = {}  # by the lines that tell them
        self.spoken: dict[tuple[str, ...], Spoken] = {}
        self.found: dict[tuple[Any, ...], Found] = {}  # by the lines that were looked at
        self.order: str | None = None  # of day and month in the page's dates

    @classmethod
    def on(cls, page: Page, cues: Cues, stated: str | None) -> Noted:
        """What is noted on a page, if it was read by these words and in this language."""
        known = page.noted
        if isinstance(known, cls) and known.cues is cues and known.stated == stated:
            return known
        page.noted = made = cls(cues, stated)
        return made


class Spoken:
    """Findings that hold while the body shows the same languages."""

    def __init__(self) -> None:
        self.readings: dict[int, Parsed | Loose] = {}  # of lines as bylines
        self.credits: dict[str, str] = {}  # form of a credit by text
        self.behind: dict[int, Credit | None] = {}  # sign-offs behind a sentence
