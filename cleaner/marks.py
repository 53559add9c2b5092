"""Rare signs: an expression that needs one is asked only of the lines that hold one."""

from __future__ import annotations

import re
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

MARKS = b"0123456789@>[#"  # ASCII signs that few lines hold: expressions that need one are asked only there


def is_marked(pattern: str) -> bool:
    """Does every line that an expression matches hold a digit, one of `MARKS`, or a character beyond ASCII?"""
    try:
        return any(marked_item(item) for item in parser.parse(pattern))
    except (re.error, RecursionError, OverflowError):
        return False


def marked_item(item: Any) -> bool:
    """Does every spelling of an item hold such a mark?"""
    code, value = item
    if code is op.SUBPATTERN:
        return any(marked_item(inner) for inner in value[-1])
    if code is op.BRANCH:
        return all(any(marked_item(inner) for inner in branch) for branch in value[1])
    if code is op.MAX_REPEAT:
        return value[0] > 0 and any(marked_item(inner) for inner in value[2])
    if code is op.LITERAL:
        return value > 127 or value in MARKS
    return code is op.IN and all(kind == (op.CATEGORY, op.CATEGORY_DIGIT) or is_mark(kind) for kind in value)


def is_mark(member: Any) -> bool:
    """Does a member of a class stand for marks only?"""
    kind, what = member
    if kind is op.LITERAL:
        return what > 127 or what in MARKS
    return kind is op.RANGE and (what[0] > 127 or (what[0] in MARKS and what[1] in MARKS))
