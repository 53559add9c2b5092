"""What a phrase or an expression needs: a word, or a beginning. A line without it cannot match, and a hash tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from cleaner.fold import EDGES, HAN

MOST_STARTS = 2000  # first words of one expression
MOST_FORMS = 300  # ways to spell a part of an expression; beyond that the part gives no anchor
# Signs beyond ASCII that separate words as ASCII punctuation does; in lines that have any they become spaces.
SIGNS = "«»‹›→←↑↓·•●■▶►©®™°£€¥₹№§…–—“”„‟‘’「」『』【】〈〉《》（）、。，：；！？・※؟،؛۔।×｜"
SIGN = re.compile(f"[{SIGNS}]")
# ASCII punctuation to spaces: what stands between words; bytes above 127 are letters' and stay.
SPACED = bytes(byte if byte > 127 or chr(byte).isalnum() else 32 for byte in range(256))
LONGEST_WORD = 40  # characters of a line's first word that are spelt out
UNKNOWN = "\0"  # in a spelling: what follows cannot be spelt out
DIGIT = "0"  # the first word that stands for any digit


def tokens(folded: str) -> list[bytes]:
    """The words of a folded line, as UTF-8."""
    coded = (folded if folded.isascii() else SIGN.sub(" ", folded)).encode("utf-8", "surrogatepass")
    return coded.translate(SPACED).split()


def rarest(words: Iterable[str], common: frozenset[str]) -> str | None:
    """The word that fewest lines will have: a long one that is no stop word; None if there is none to go by."""
    good = [word for word in words if not word.isdecimal()]
    return max(good, key=lambda word: (word not in common, len(word), word)) if good else None


def of_phrase(how: str, phrase: str, common: frozenset[str]) -> frozenset[str] | None:
    """What to look a phrase up by: its first word ("^word") if lines start with it, its last ("word$") if they end
    with it, else its rarest; None for scripts without spaces and phrases without a word."""
    words = [token.decode("utf-8", "surrogatepass") for token in tokens(phrase)]
    if not words or HAN.search(phrase):
        return None
    if how == "start":
        return frozenset(["^" + words[0]])
    if how == "end":
        return frozenset([words[-1] + "$"])
    word = rarest(words, common)
    return frozenset([word]) if word else None


def of_expression(pattern: str, common: frozenset[str]) -> frozenset[str] | None:
    """Words one of which stands in every line that the expression matches; None if no part of it tells.

    The expression is cut where a word surely ends; a part between two cuts that can be spelt out gives its words.
    """
    try:
        parsed = parser.parse(pattern)
    except (re.error, RecursionError, OverflowError):
        return None  # RE2's own syntax
    found = [words for part in parts(list(parsed)) if (words := anchors(part, common))]
    return min(found, key=lambda words: (any(word in common for word in words), len(words), sorted(words))) if found else None


def parts(items: Sequence[Any]) -> Iterable[list[Any]]:
    """The items between two sure ends of words; an expression begins at a word's edge, its open end is not sure."""
    current: list[Any] = []
    sure = True
    for item in items:
        if is_edge(item):
            if sure and current:
                yield current
            current, sure = [], True
        else:
            current.append(item)


def is_edge(item: Any) -> bool:
    """Does a word surely end here: an anchor, a mandatory space or punctuation sign?"""
    code, value = item
    if code is op.AT:
        return value in (op.AT_BEGINNING, op.AT_BEGINNING_STRING, op.AT_END, op.AT_END_STRING, op.AT_BOUNDARY)
    if code is op.LITERAL:
        return splits(value)
    if code is op.MAX_REPEAT and value[0] > 0:
        return all(is_edge(inner) for inner in value[2])
    if code is op.SUBPATTERN:
        return len(value[-1]) == 1 and is_edge(value[-1][0])
    if code is op.BRANCH:
        return all(len(branch) == 1 and is_edge(branch[0]) for branch in value[1])
    if code is op.IN:
        return all((kind is op.LITERAL and splits(what)) or (kind is op.CATEGORY and what is op.CATEGORY_SPACE) for kind, what in value)
    return False


def splits(code: int) -> bool:
    """Does `tokens` cut at this character?"""
    return SPACED[code] == 32 if code < 128 else chr(code) in SIGNS


def anchors(items: Sequence[Any], common: frozenset[str]) -> frozenset[str] | None:
    """The rarest word of each way to spell these items; None if one of them has none."""
    forms = spelt(items)
    if not forms:
        return None
    words = [rarest((token.decode() for token in tokens(form)), common) for form in forms]
    return None if None in words or any(HAN.search(form) for form in forms) else frozenset(word for word in words if word)


def spelt(items: Sequence[Any]) -> list[str]:
    """All ways to spell some items; empty if they cannot be spelt out or are too many."""
    ways: list[str] = [""]
    for item in items:
        more = spelt_item(item)
        if not more or len(ways) * len(more) > MOST_FORMS:
            return []
        ways = [before + after for before, after in product(ways, more)]
    return ways


def spelt_item(item: Any) -> list[str]:
    """All ways to spell one item."""
    code, value = item
    if code is op.LITERAL:
        return [chr(value)]
    if code is op.AT:
        return [" "] if is_edge(item) else []
    if code is op.IN:
        return [chr(what) for _, what in value] if all(kind is op.LITERAL for kind, _ in value) else []
    if code is op.SUBPATTERN:
        return spelt(list(value[-1]))
    if code is op.BRANCH:
        branches = [spelt(list(branch)) for branch in value[1]]
        return [form for forms in branches for form in forms] if all(branches) else []
    if code is op.MAX_REPEAT and tuple(value[:2]) == (0, 1):
        inner = spelt(list(value[2]))
        return ["", *inner] if inner else []
    return []


def first_words(pattern: str) -> frozenset[str] | None:
    """The first words ("^word") of all lines that an expression matches, or `DIGIT`; None if it does not say."""
    try:
        items = list(parser.parse(pattern))
    except (re.error, RecursionError, OverflowError):
        return None
    if not items or items[0] != (op.AT, op.AT_BEGINNING):
        return None
    items = without_folded_away(items[1:])
    if items and begins_with_digit(items[0]):
        return frozenset([DIGIT])
    ways = {word_end(way) for way in begun(items)}
    return None if not ways or None in ways else frozenset(f"^{way}" for way in ways if way)


def word_end(way: str) -> str | None:
    """The first word of a spelling; None if the word may go on."""
    while way and splits(ord(way[0])):
        way = way[1:]
    match = re.match(r"[^\W_]+(?=(.))", way, re.S)
    if match is None or match[0][0].isdecimal() or HAN.search(match[0]):
        return None
    return match[0] if splits(ord(match[1])) else None


def without_folded_away(items: list[Any]) -> list[Any]:
    """The items less optional signs at the start that a folded line never begins with."""
    while items and items[0][0] is op.MAX_REPEAT and items[0][1][0] == 0 and never_first(list(items[0][1][2])):
        items = items[1:]
    return items


def never_first(items: Sequence[Any]) -> bool:
    """Are these only signs that folding takes off the edges?"""
    signs = [
        what
        for code, value in items
        for kind, what in ([(code, value)] if code is op.LITERAL else value if code is op.IN else [(code, None)])
    ]
    return all(isinstance(sign, int) and chr(sign) in EDGES for sign in signs)


def begun(items: Sequence[Any]) -> set[str]:
    """The ways in which some items begin, each cut after its first word or where it can be spelt no further."""
    ways = {""}
    for item in items:
        if all(cut(way) for way in ways):
            break
        more = first_of(item)
        ways = {way if cut(way) else (way + after)[:LONGEST_WORD] for way in ways for after in more}
        if len(ways) > MOST_STARTS:
            return {UNKNOWN}
    return ways


def cut(way: str) -> bool:
    """Is the first word of a spelling complete, or can it be spelt no further?"""
    return len(way) >= LONGEST_WORD or any(sign == UNKNOWN or (place and splits(ord(sign))) for place, sign in enumerate(way))


def first_of(item: Any) -> set[str]:
    """How an item is spelt, as far as it can be; what cannot is `UNKNOWN`."""
    code, value = item
    if code is op.SUBPATTERN:
        return begun(list(value[-1]))
    if code is op.BRANCH:
        return {way for branch in value[1] for way in begun(list(branch))}
    if code is op.MAX_REPEAT:
        ways = begun(list(value[2]))
        again = ways if value[1] == 1 else {way + (" " if way.isspace() else UNKNOWN) for way in ways}
        return again if value[0] == 1 else {"", *again} if value[0] == 0 else {UNKNOWN}
    if code is op.IN and is_edge(item):
        return {" "}
    return set(spelt_item(item)) or {UNKNOWN}


def begins_with_digit(item: Any) -> bool:
    """Does an item begin with a digit? Folded lines begin with no comma, point or sign that a class may also name."""
    code, value = item
    if code is op.SUBPATTERN:
        inner = without_folded_away(list(value[-1]))
        return bool(inner) and begins_with_digit(inner[0])
    if code is op.BRANCH:
        return all(branch and begins_with_digit(without_folded_away(list(branch))[0]) for branch in value[1])
    if code is op.MAX_REPEAT:
        return value[0] > 0 and begins_with_digit(value[2][0])
    if code is op.LITERAL:
        return chr(value).isdecimal()
    digits = (op.RANGE, (48, 57)), (op.CATEGORY, op.CATEGORY_DIGIT)
    return code is op.IN and all(
        kind in digits or (kind[0] is op.LITERAL and (chr(kind[1]) in EDGES or chr(kind[1]).isdecimal())) for kind in value
    )
