"""Rare signs: an expression that needs one is asked only of the lines that hold one."""

from __future__ import annotations

import re
from collections.abc import Callable
from re import _constants as op  # type: ignore[attr-defined]  # not in the stubs
from re import _parser as parser  # type: ignore[attr-defined]  # not in the stubs
from typing import Any

from cleaner.literals import SCRIPT, TELLING

# ASCII signs that few lines hold: expressions that need one are asked only there
MARKS = b"0123456789" + "".join(sorted(filter(str.isascii, TELLING))).encode()
SCRIPTS = re.compile(r"\\p\{(?:Han|Hiragana|Katakana|Hangul|Thai|Lao)\}")

Test = Callable[[int], bool]  # of a character's code


def is_marked(pattern: str) -> bool:
    """Does every line that an expression matches hold a digit, one of `MARKS`, or a character beyond ASCII?"""
    return needs(pattern, lambda code: code > 127 or code in MARKS, digits=True)


def needs_letter(pattern: str) -> bool:
    """Does every line that an expression matches hold a letter beyond ASCII?"""
    return needs(pattern, lambda code: code > 127 and chr(code).isalpha(), digits=False)


def needs(pattern: str, test: Test, digits: bool) -> bool:
    """Does every line that an expression matches hold a character that passes a test, or a digit where `digits` says so?"""
    plain = SCRIPT.sub(r"\\w", SCRIPTS.sub("\u4e00", pattern))  # one letter stands for all of a script
    try:
        return any(needed(item, test, digits) for item in parser.parse(plain))
    except (re.error, RecursionError, OverflowError):
        return False


def needed(item: Any, test: Test, digits: bool) -> bool:
    """Does every spelling of an item hold such a character?"""
    code, value = item
    if code is op.SUBPATTERN:
        return any(needed(inner, test, digits) for inner in value[-1])
    if code is op.BRANCH:
        return all(any(needed(inner, test, digits) for inner in branch) for branch in value[1])
    if code is op.MAX_REPEAT:
        return value[0] > 0 and any(needed(inner, test, digits) for inner in value[2])
    if code is op.LITERAL:
        return test(value)
    return code is op.IN and all((digits and kind == (op.CATEGORY, op.CATEGORY_DIGIT)) or passes(kind, test) for kind in value)


def passes(member: Any, test: Test) -> bool:
    """Does a member of a class stand only for characters that pass a test?"""
    kind, what = member
    if kind is op.LITERAL:
        return test(what)
    return kind is op.RANGE and test(what[0]) and test(what[1])
