"""What a call can ask for, and the error for what it cannot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Literal

Level = Literal["safe", "full"]
Engine = Literal["auto", "lines", "trafilatura", "justext"]

LEVELS = ("safe", "full")
ENGINES = ("auto", "lines", "trafilatura", "justext")
KINDS = ("auto", "text", "html")
MOVABLE = ("title", "byline", "date", "credit")
BUDGETS = {"safe": 0.5, "full": 0.98}  # share of non-blank characters; furniture is over 0.4 on half of all raw pages


class CleanerError(Exception):
    """Wrong configuration or a wrong pack: the message says what, where and what to do."""


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint ", did you mean 'x'?" for a misspelt name, or an empty string."""
    import difflib  # only an error needs it

    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f", did you mean {close[0]!r}?" if close else ""


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that a call can ask for.

    `max_removed` is the share of non-blank characters (0 to 1) a level may remove, None for its default.
    `select` and `ignore` hold codes or prefixes of codes, of which the longest that fits decides, and `ignore` where both have it;
    `rules` paths of packs of one's own; `keep` whole lines that always stay, or expressions between slashes (RE2, searched in the
    folded line); `sites` files and folders that `cleaner learn` wrote; `move` the metadata that leaves the text; `today` makes
    relative dates possible.
    Caps bound time and memory, and where one bites the status is `truncated`: of a text only the first `max_lines` lines and
    `max_chars` characters are judged, the rest stays as it is; of HTML only the first `max_html` characters and `max_nodes` tags are
    read, and of its lines the first `max_lines`.
    `engine` says who judges HTML: "lines" the scorecard alone, "auto" the scorecard, which asks trafilatura where a page is in
    doubt, "trafilatura" and "justext" those programs, line by line. `links` keeps the links of HTML for Markdown.
    """

    level: Level = "full"
    language: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    max_removed: float | None = None
    move: tuple[str, ...] = MOVABLE
    strip_dateline: bool = False
    today: date | None = None
    max_lines: int = 2_000_000
    max_chars: int = 200_000_000
    max_html: int = 10_000_000
    max_nodes: int = 1_000_000
    engine: Engine = "auto"
    links: bool = False

    def __post_init__(self) -> None:
        check_choice("level", self.level, LEVELS)
        check_choice("engine", self.engine, ENGINES)
        for name in ("select", "ignore", "rules", "keep", "sites", "move"):
            value = getattr(self, name)
            if isinstance(value, str):
                raise CleanerError(f"option {name}: a list of strings is wanted, not one string; write {name}=({value!r},)")
            if not isinstance(value, list | tuple | set | frozenset) or not all(isinstance(item, str) for item in value):
                raise CleanerError(f"option {name}: a list of strings is wanted, not {value!r}")
            if not all(map(str.strip, value)):
                raise CleanerError(f"option {name}: an empty string names nothing; take it out")
            object.__setattr__(self, name, tuple(value))
        for name in ("strip_dateline", "links"):
            if not isinstance(getattr(self, name), bool):
                raise CleanerError(f"option {name}: True or False is wanted, not {getattr(self, name)!r}")
        for word in self.move:
            check_choice("move", word, MOVABLE)
        for name in ("max_lines", "max_chars", "max_html", "max_nodes"):
            if not is_number(getattr(self, name), int) or getattr(self, name) < 1:
                raise CleanerError(f"option {name}: {getattr(self, name)!r} is no number from 1 on")
        if self.max_removed is not None and not (is_number(self.max_removed, int | float) and 0 <= self.max_removed <= 1):
            raise CleanerError(f"option max_removed: {self.max_removed!r} is not a share from 0 to 1")
        if self.today is not None and (not isinstance(self.today, date) or isinstance(self.today, datetime)):
            raise CleanerError(f"option today: a datetime.date is wanted, not {self.today!r}")
        check_texts(language=self.language)

    @classmethod
    def of(cls, **given: Any) -> Options:
        """Options from keywords; an unknown one is an error that names the nearest."""
        known = {item.name for item in fields(cls)}
        for name in given:
            if name not in known:
                raise CleanerError(f"no option {name!r}{nearest(name, known)}")
        return cls(**given)


def is_number(value: object, kind: Any) -> bool:
    """Is a value a number of some types? True and False are none."""
    return isinstance(value, kind) and not isinstance(value, bool)


def check_texts(**values: str | None) -> None:
    """Refuse values that are neither text nor missing, each by its name."""
    for name, value in values.items():
        if value is not None and not isinstance(value, str):
            raise CleanerError(f"option {name}: text is wanted, not {value!r}")


def check_choice(name: str, value: str, known: Sequence[str]) -> None:
    """Refuse a value that is not one of the known words."""
    if value not in known:
        raise CleanerError(f"option {name}: no {value!r}{nearest(str(value), known)}; there are: {', '.join(known)}")
