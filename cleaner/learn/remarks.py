"""Remarks: the comments that a person wrote into a site's file, which learning again writes back where they stood."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from cleaner.learn.merge import forms_of
from cleaner.sitefile import HEAD
from cleaner.sites import Site
from cleaner.tomlfile import located

SITE = "[site]"
OWN = tuple(line.partition("{")[0][:24] for line in HEAD.splitlines())  # how our own comments begin, also those of an earlier version

Place = tuple[str, ...]  # what a remark stands above: code, place and forms of a rule; nothing for the lines that are kept


class Remarks(NamedTuple):
    """Comments as lines: at the top, above rules and kept lines, at the end. Those inside of a rule are not among them."""

    top: list[str]
    above: dict[Place, list[str]]
    end: list[str]


def remarks_of(source: str, site: Site) -> Remarks:
    """The comments of a site's file.

    Args:
        source: the file.
        site: what it says.
    """
    lines = [line.rstrip("\r") for line in source.split("\n")]
    saying = [index for index, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]
    if not saying:
        return Remarks(trimmed(lines), {}, [])
    above: dict[Place, list[str]] = {}
    for index, place in places(source, site):
        if before := bisect_left(saying, index):  # else they are at the top
            above.setdefault(place, []).extend(trimmed(lines[saying[before - 1] + 1 : index]))
    return Remarks(trimmed(lines[: saying[0]]), above, trimmed(lines[saying[-1] + 1 :]))


def places(text: str, site: Site) -> Iterator[tuple[int, Place]]:
    """The index of the line of each `[[rule]]` and `[[keep]]` of a file, and what it begins."""
    rules = iter(site.rules)
    for kind, number in located(text, site.name):
        rule = next(rules, None) if kind == "rule" else None
        yield number - 1, () if rule is None else (rule.code, rule.where, *forms_of(rule))


def trimmed(lines: Sequence[str]) -> list[str]:
    """Lines of comments without our own and without blank lines around them."""
    left = [line for line in lines if not line.startswith(OWN)]
    said = [index for index, line in enumerate(left) if line.strip()]
    return left[said[0] : said[-1] + 1] if said else []


def like(place: Place, there: Mapping[int, Place]) -> int | None:
    """The index of the rule of the same code that shares the most forms with one that has gained or lost some; None if none does."""
    shared = {index: len({*place[2:]} & {*other[2:]}) for index, other in there.items() if place[:1] == other[:1]}
    best = max(shared, key=shared.__getitem__, default=None)
    return best if best is not None and shared[best] else None


def with_remarks(text: str, site: Site, remarks: Remarks) -> str:
    """A site's new file with the comments of the old one: above the same rule or the most like it, else at the end.

    Args:
        text: the new file.
        site: what it says.
        remarks: the comments.
    """
    lines = text.split("\n")
    left, there = dict(remarks.above), dict(places(text, site))
    added = {index: left.pop(place) for index, place in there.items() if place in left}
    for place in remarks.above:
        index = like(place, {index: other for index, other in there.items() if index not in added}) if place in left else None
        if index is not None:
            added[index] = left.pop(place)
    if remarks.top:
        added[lines.index(SITE)] = [*remarks.top, ""]
    end = [*chain.from_iterable(left.values()), *remarks.end]
    body = "\n".join(chain.from_iterable([*added.get(index, []), line] for index, line in enumerate(lines)))
    return "\n".join([body, *end, ""]) if end else body
