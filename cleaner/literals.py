"""What every line that an expression matches must hold: one of a few literals, which one automaton finds for all rules at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product
from re import _constants as op  # type: ignore[attr-defined]  # not in the stubs
from re import _parser as parser  # type: ignore[attr-defined]  # not in the stubs
from typing import Any

from cleaner.fold import is_lettered, normal, unspaced
from cleaner.model import nearest

MOST = 200  # literals of one expression; a part that can be spelt in more ways is cut
LONGEST = 12  # characters of a literal: the rest of a longer one says nothing new
ENOUGH, EACH = 0.03, 0.012  # expected hits a line of literals that are worth a place in the automaton, and of one of them
LONG, ENOUGH_LONG = 4, 0.5  # the same where each has so many signs: words come together less often than signs
SCRIPT = re.compile(r"\\[pP](?:\{\^?\w+\}|[A-Z])")  # RE2's classes of scripts, which Python's parser does not know
COMMON, RARE = frozenset(" \n-:,.0123456789()"), frozenset("jkqvwxyz")
TELLING = frozenset("@>#[›»©°℃")  # signs that at most 0.6 % of the lines of real dumps hold: each is a literal by itself

MEANT = re.compile(r"\\[pP](?:\{\^?\w+\}|[A-Z])|\\.|\(\?P?<\w+>|\{\w+\}")  # what stands for other signs in an expression
SLOTS = ("month", "weekday")  # what names in braces stand for
ANY_CASE = "(?i"
EDGE_OF_LETTER = re.compile(r"[^\x00-\x7f]\\b|\\b[^\x00-\x7f]")

Ways = frozenset[str]


def literals(pattern: str) -> Ways | None:
    """Literals one of which stands in every line that an expression matches; None if no part of it tells.

    The line begins and ends with a newline in them. Of all parts of the expression that can be spelt out, the
    one is taken whose literals fewest lines will hold.

    Args:
        pattern: an RE2 expression that is searched in folded lines.
    """
    try:
        parsed = parser.parse(SCRIPT.sub(r"\\w", pattern))
    except (re.error, RecursionError, OverflowError):
        return None
    found = required(list(parsed))
    return found if found is not None and is_enough(found) else None


def is_enough(ways: Ways) -> bool:
    """Will few lines hold one of some literals?"""
    enough = ENOUGH_LONG if min(map(len, ways)) >= LONG else ENOUGH
    return expected(ways) <= enough and all(expected([way]) <= EACH for way in ways)


def expected(ways: Iterable[str]) -> float:
    """About how many lines in one hold one of some literals: each rare sign makes it five times rarer."""
    return sum(0.2 ** sum(rarity(sign) for sign in way) for way in ways)


def rarity(sign: str) -> float:
    """How telling a sign is."""
    if sign == "\n":
        return 1.5
    if sign in COMMON:
        return 0.4
    if sign in TELLING:
        return 2.9
    return (1.3 if sign in RARE else 1.0) if sign.isascii() else 2.2 if unspaced(sign) or not sign.isalpha() else 1.4


def required(items: Sequence[Any]) -> Ways | None:
    """The most telling literals of a sequence of items."""
    found: list[Ways] = []
    run: Ways = frozenset([""])
    for item in items:
        ways, open_end = spelt(item)
        if ways is None:
            found.append(run)
            inner = within(item)
            if inner is not None:
                found.append(inner)
            run = frozenset([""])
            continue
        if len(run) * len(ways) > MOST:
            found.append(run)
            run = tails(run)
        run = frozenset(before + after for before, after in product(run, ways)) if len(run) * len(ways) <= MOST else ways
        if open_end:
            found.append(run)
            run = ways
    found.append(run)
    good = [least(ways) for ways in found if "" not in ways]
    return min(good, key=worth) if good else None


def worth(ways: Ways) -> tuple[bool, bool, float, list[str]]:
    """The order of literals: those of letters beyond ASCII first, for lines without such letters are not looked through for them."""
    return not is_enough(ways), not all(map(is_lettered, ways)), expected(ways), sorted(ways)


def tails(ways: Ways) -> Ways:
    """Ways without those that end with another one."""
    return frozenset(way for way in ways if not any(other != way and way.endswith(other) for other in ways))


def least(ways: Ways) -> Ways:
    """Ways without those that hold another one, cut to a length."""
    short = {way[:LONGEST] for way in ways}
    return frozenset(way for way in short if not any(other != way and other in way for other in short))


def within(item: Any) -> Ways | None:
    """The most telling literals inside an item that cannot be spelt out."""
    code, value = item
    if code is op.SUBPATTERN:
        return required(list(value[-1]))
    if code is op.BRANCH:
        branches = [required(list(branch)) for branch in value[1]]
        if any(branch is None for branch in branches):
            return None
        together = frozenset(way for branch in branches for way in branch or ())
        return together if len(together) <= MOST else None
    if code in (op.MAX_REPEAT, op.MIN_REPEAT) and value[0] > 0:
        return required(list(value[2]))
    return None


def spelt(item: Any) -> tuple[Ways | None, bool]:
    """All ways to spell an item, None if there are too many; and whether it may go on in an unknown way after them."""
    code, value = item
    if code is op.LITERAL:
        return frozenset([chr(value).lower()]), False  # folded lines have no capitals: one is meant by (?i) or never found
    if code is op.AT:
        return frozenset(["" if value in (op.AT_BOUNDARY, op.AT_NON_BOUNDARY) else "\n"]), False
    if code is op.IN:
        few = len(value) <= 8 and all(kind is op.LITERAL for kind, _ in value)
        return (frozenset(chr(what).lower() for _, what in value) if few else None), False
    if code is op.SUBPATTERN:
        return sequence(value[-1]), False
    if code is op.BRANCH:
        branches = [sequence(branch) for branch in value[1]]
        together = frozenset(way for branch in branches for way in branch or ())
        return (None if None in branches or len(together) > MOST else together), False
    if code in (op.MAX_REPEAT, op.MIN_REPEAT):
        return repeated(value[0], value[1], sequence(value[2]))
    return None, False


def repeated(least_times: int, most_times: int, inner: Ways | None) -> tuple[Ways | None, bool]:
    """Ways to spell a repetition: all of an optional item, the first of one that may go on."""
    if inner is None:
        return None, False
    if (least_times, most_times) == (0, 1):
        return inner | {""}, False
    if least_times == 0:
        return None, False
    return inner, most_times > 1


def sequence(items: Iterable[Any]) -> Ways | None:
    """All ways to spell some items in a row."""
    ways: Ways = frozenset([""])
    for item in items:
        more, open_end = spelt(item)
        if more is None or open_end or len(ways) * len(more) > MOST:
            return None
        ways = frozenset(before + after for before, after in product(ways, more))
    return ways


def never_matches(pattern: str) -> str:
    """Why a part of an expression can match no folded line, "" if nothing is seen."""
    if EDGE_OF_LETTER.search(pattern):
        return rf"{pattern!r}: \b of RE2 knows ASCII letters only and is never beside another one; write (?:\PL|$) or a space"
    slots = (found[0][1:-1] for found in MEANT.finditer(pattern) if found[0][0] == "{" and pattern[: found.start()][-2:] != r"\x")
    unknown = next((name for name in slots if not (name.isdecimal() or name in SLOTS)), None)
    if unknown:
        return (
            rf"{pattern!r}: {{{unknown}}} means nothing{nearest(unknown, SLOTS)}; there are: {', '.join(SLOTS)}; a brace of the line is \{{"
        )
    shown = MEANT.sub("", pattern)
    odd = next((sign for sign in shown if normal(sign) != sign), "")
    if not odd or (odd.isalpha() and ANY_CASE in pattern):
        return ""
    return f"{pattern!r}: {odd!r} stands in no folded line; write {normal(odd)!r}"
