"""Packs: TOML files of rules and words, read strictly; selection of rules by code."""

from __future__ import annotations

import re
import warnings
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.literals import never_matches
from cleaner.model import ANYWHERE, FAMILIES, CleanerError, Rule, nearest
from cleaner.stored import PACKS, stored
from cleaner.tomlfile import entries, line_of, parse_toml, read_toml

PLACES = (*ANYWHERE, "head", "tail", "edge", "ends")
LISTS = ("line", "start", "end", "has", "regex", "removes", "keeps", "into", "until", "in")
FIELDS: dict[str, type] = dict.fromkeys(LISTS, list) | {"code": str, "why": str, "where": str, "max": int, "safe": bool, "seen": str}
FORMS = ("line", "start", "end", "has", "into", "until")  # lines and parts of lines
MATCHERS = ("line", "start", "end", "has", "regex")
TABLES: dict[str, set[str] | None] = {
    "language": {"code", "name", "months", "solar_months", "weekdays", "stop_words", "clock"},
    "byline": {
        "labels",
        "cues",
        "others",
        "after",
        "roles",
        "joiners",
        "desks",
        "beside",
        "kinds",
        "outlets",
        "paper_starts",
        "paper_ends",
        "filed",
        "whence",
        "before_time",
        "particles",
        "titles",
        "given",
        "glued",
        "marks",
        "examples",
    },
    "dateline": {"reports", "prepositions", "articles", "forms", "places", "examples"},
    "dates": {"published", "updated", "others", "until", "relative", "order", "eras", "years", "examples"},
    "credit": {"source", "reporting", "with", "wires", "forms", "examples"},
    "agencies": None,
}
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")  # of an element, as rules write it
NO_PLACE = (*MATCHERS, "where", "max", "into", "until")  # fields that a rule of containers has not
CODE = re.compile(r"([A-Z]+)([0-9]{2,3})")
MAX_WORDS = 100  # no rule may look at a longer line: wording says nothing about prose


@dataclass(frozen=True, slots=True)
class Pack:
    """One file: its rules, and the words of its language as plain tables."""

    name: str
    rules: tuple[Rule, ...]
    tables: dict[str, Any] = field(default_factory=dict)


def parse_pack(source: str, path: str, name: str | None = None, refusal: Callable[[str], str] = never_matches) -> Pack:
    """A pack from TOML text.

    Args:
        source: the file's text.
        path: its path, for messages.
        name: the pack's name; by default the file's stem.
        refusal: tells why an expression is none, "" if it is one; those of the built-in packs are compiled when they are needed.

    Raises:
        CleanerError: broken TOML, an unknown table or field, a wrong type or value, with path and line.
    """
    data = parse_toml(source, path)
    name = name or Path(path).stem
    rules: list[Rule] = []
    for kind in ("keep", "rule"):
        for entry, number in entries(data, kind, source, path):
            rules.append(read_rule(entry, source, path, number, name, kind == "keep"))
            check_expressions(rules[-1], source, number, refusal)
        data.pop(kind, None)
    for table, content in data.items():
        check_table(table, content, source, path)
    return Pack(name, tuple(rules), data)


def check_table(table: str, content: Any, source: str, path: str) -> None:
    """Refuse a table or a field of a table that no module reads."""
    where = next((n for n, line in enumerate(source.split("\n"), 1) if re.match(rf"\s*\[?{re.escape(table)}\b", line)), 1)
    if table not in TABLES:
        raise CleanerError(f"{path}:{where}: no table [{table}]{nearest(table, [*TABLES, 'rule', 'keep'])}")
    known = TABLES[table] or content.keys()
    if not isinstance(content, dict):
        raise CleanerError(f"{path}:{where}: [{table}] must be a table")
    for name in content:
        if name not in known:
            raise CleanerError(f"{path}:{line_of(source, name, where)}: no field {name!r} in [{table}]{nearest(name, known)}")


def check_expressions(rule: Rule, source: str, number: int, refusal: Callable[[str], str]) -> None:
    """Refuse an expression of a rule, named by the line where it stands; `number` is that of the rule."""
    for pattern in rule.regex:
        if message := refusal(pattern):
            raise CleanerError(f"{rule.at.rpartition(':')[0]}:{line_of(source, 'regex', number, pattern)}: {message}")


def read_rule(entry: dict[str, Any], source: str, path: str, number: int, pack: str, keep: bool) -> Rule:
    """One rule from its TOML table, checked."""
    short = "/".join(Path(path).parts[-2:])

    def wrong(field_name: str, message: str) -> CleanerError:
        return CleanerError(f"{short}:{line_of(source, field_name, number)}: {message}")

    for name, value in entry.items():
        if message := wrong_field(name, value):
            raise wrong(name, message)
    code = entry.get("code", "KEEP01" if keep else "")
    match = CODE.fullmatch(code)
    if not match:
        raise wrong("code", f"code {code!r} is not a family and a number such as AD01")
    if code.startswith("META"):
        raise wrong("code", f"{code}: META is what moves to the metadata, which no rule does; take another family, such as XX01")
    if keep and "code" in entry:
        raise wrong("code", "a [[keep]] entry has no code: what it matches always stays")
    why = entry.get("why") or ("always stays" if keep else builtin_codes().get(code, ""))
    if not why:
        raise wrong("code", f'{code} has no why, here or in codes.toml; say what the line does, as in why = "asks for money"')
    if not any(entry.get(name) for name in (*MATCHERS, "in")):
        raise wrong("code", f"{code} matches nothing: give one of {', '.join(MATCHERS)}, in")
    if "in" in entry and (message := wrong_container(entry, keep)):
        raise wrong("in", message)
    if entry.get("where", "any") not in PLACES:
        raise wrong("where", f"no place {entry['where']!r}{nearest(entry['where'], PLACES)}; there are: {', '.join(PLACES)}")
    if not 1 <= entry.get("max", 1) <= MAX_WORDS:
        raise wrong("max", f"max must be 1 to {MAX_WORDS} words")
    texts: dict[str, Any] = {name: tuple(value) if name in LISTS else value for name, value in entry.items()}
    texts["inside"] = texts.pop("in", ())
    return Rule(**(texts | {"pack": pack, "code": code, "why": why, "keep": keep, "at": f"{short}:{number}"}))


def wrong_field(name: str, value: Any) -> str:
    """What is wrong with a field of a rule by itself, "" if nothing is."""
    forms: Sequence[str] = value if name in FORMS else ()
    if name not in FIELDS:
        return f"no field {name!r}{nearest(name, FIELDS)}"
    if type(value) is not FIELDS[name] or (isinstance(value, list) and not all(type(item) is str and item for item in value)):
        return f"{name} must be {'a list of strings, none of them empty' if name in LISTS else FIELDS[name].__name__}"
    if any("\n" in item or not item.strip() for item in forms):
        return f"{name} names lines and parts of lines: none of them is blank or holds a line break"
    return ""


def wrong_container(entry: dict[str, Any], keep: bool) -> str:
    """What is wrong with a rule that names elements of HTML, "" if nothing is."""
    if keep or any(name in entry for name in NO_PLACE):
        return "in stands alone: it names whole elements of HTML, whatever their lines say and wherever they stand"
    odd = next((name for name in entry["in"] if not NAME.fullmatch(name)), None)
    return f'{odd!r} is no name of an element: write it in lower case with hyphens, as in "share-bar"' if odd else ""


@cache
def codes_file() -> dict[str, Any]:
    """The catalogue of codes: why each code removes, and what replaced the retired ones."""
    import tomllib

    return tomllib.loads((PACKS / "codes.toml").read_text(encoding="utf-8"))


def builtin_codes() -> dict[str, str]:
    """Code -> why, for all built-in codes."""
    return dict(codes_file()["codes"])


def successors() -> dict[str, str]:
    """Retired code -> the code that took its place."""
    return dict(codes_file().get("retired", {}))


def load_pack(path: Path, refusal: Callable[[str], str] = never_matches) -> Pack:
    """A pack from a file.

    Args:
        path: of the file.
        refusal: as in `parse_pack`.

    Raises:
        CleanerError: the file cannot be read or is not a good pack.
    """
    return parse_pack(read_toml(path, " as a pack"), str(path), refusal=refusal)


@cache
def builtin_packs() -> tuple[Pack, ...]:
    """All packs of the package, `any` first, then by name."""
    paths = sorted(path for path in PACKS.glob("*.toml") if path.name != "codes.toml")
    packs = [load_pack(path) for path in paths]
    return tuple(sorted(packs, key=lambda pack: (pack.name != "any", pack.name)))


@cache
def packs_digest() -> str:
    """Eight hex digits that change with the built-in packs."""
    paths = sorted(PACKS.glob("*.toml"))
    return stored("digest.txt", lambda: b"%08x" % zlib.crc32(b"".join(path.read_bytes() for path in paths))).decode()


def wanted(code: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    """Is a code chosen? The longest prefix that fits decides, `ignore` where both have it; with `select`, what fits nothing is left out."""
    fits = [(len(prefix), left_out) for left_out, group in enumerate((select, ignore)) for prefix in group if code.startswith(prefix)]
    return not max(fits)[1] if fits else not select


class RetiredCode(UserWarning):
    """A code that was named is retired; its successor is meant."""


def redirected(prefixes: Sequence[str]) -> tuple[str, ...]:
    """The prefixes with retired codes replaced by their successors; a `RetiredCode` warning tells of each."""
    old = successors()
    for prefix in prefixes:
        if prefix in old:
            warnings.warn(f"{prefix} is retired; {old[prefix]} took its place, write that", RetiredCode, stacklevel=2)
    return tuple(old.get(prefix, prefix) for prefix in prefixes)


def checked(prefixes: Sequence[str], own: Iterable[Rule] = ()) -> tuple[str, ...]:
    """Prefixes of codes, with retired codes replaced.

    Raises:
        CleanerError: one of them begins no code, built-in or of `own` rules.
    """
    if not prefixes:
        return ()
    codes = {*FAMILIES, *builtin_codes(), *(rule.code for rule in own)}
    prefixes = redirected(prefixes)
    for prefix in prefixes:
        if not any(code.startswith(prefix) for code in codes):
            raise CleanerError(f"no rule begins with {prefix!r}{nearest(prefix, codes)}; `cleaner rules` lists them")
    return prefixes


def choose(rules: Iterable[Rule], select: Sequence[str] = (), ignore: Sequence[str] = ()) -> list[Rule]:
    """The rules that `select` and `ignore` leave; keep rules always stay."""
    return [rule for rule in rules if rule.keep or wanted(rule.code, select, ignore)]
