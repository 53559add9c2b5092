"""Site files: what was learned of one site as TOML that a person can read and edit."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from cleaner.fold import fold
from cleaner.model import CleanerError, nearest
from cleaner.sites import Site, SiteRule, Sites, host_name
from cleaner.tomlfile import entries, line_of, parse_toml, read_toml

CODES = ("SITE01", "SITE02", "SITE03", "SITE04", "SITE05")
PLACES = ("any", "head", "tail", "edge")
LISTS = ("line", "slot", "above", "below", "removes", "keeps")
DATES = ("first", "last", "until")
TYPES: dict[str, type] = {
    **dict.fromkeys(LISTS, list),
    **dict.fromkeys(DATES, date),
    "code": str,
    "why": str,
    "where": str,
    "made": str,
    "pages": int,
    "of": int,
    "safe": bool,
    "enabled": bool,
}
SITE_TYPES: dict[str, type] = {"name": str, "pages": int, "near_duplicates": int, "first": date, "last": date, "learned": str}
DEFAULTS = {item.name: item.default for item in fields(SiteRule)}
WIDE = 100  # characters: a longer list is written one item a line
HEAD = """\
# What many pages of {name} share, written by `cleaner learn`. Edit it: take lines out, set enabled = false in a rule, add
# [[keep]] with line = ["..."] for lines that always stay. `cleaner learn --update` adds counts and leaves your edits as they are,
# and your comments above a rule, at the top and at the end of the file; comments inside of a rule go.
"""


def check_sum(text: str) -> str:
    """Eight hex digits of a text."""
    return f"{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def written(value: Any) -> str:
    """A value as TOML writes it; JSON strings are TOML strings but for DEL and lone surrogates."""
    if isinstance(value, tuple):
        items = [written(item) for item in value]
        line = f"[{', '.join(items)}]"
        return line if len(line) <= WIDE else "[\n" + "".join(f"  {item},\n" for item in items) + "]"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        value = value.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def rule_text(rule: SiteRule) -> str:
    """The fields of a rule that say something, without what only `learn` writes."""
    names = [item.name for item in fields(SiteRule) if item.name != "made"]
    values = {name: getattr(rule, name) for name in names}
    return "".join(f"{name} = {written(value)}\n" for name, value in values.items() if value != DEFAULTS.get(name))


def sealed(rule: SiteRule) -> SiteRule:
    """The rule with the check sum by which an edit is noticed."""
    return replace(rule, made=check_sum(rule_text(rule)))


def is_edited(rule: SiteRule) -> bool:
    """Did a person write or change this rule?"""
    return rule.made != check_sum(rule_text(rule))


def site_text(site: Site) -> str:
    """A site's file."""
    out = [HEAD.format(name=site.name), "\n[site]\n"]
    values = {name: getattr(site, name) for name in SITE_TYPES if name != "learned"}
    out += [f"{name} = {written(value)}\n" for name, value in values.items() if value is not None]
    if site.learned:
        out.append(f'learned = """\n{wrapped(sorted(site.learned))}"""  # check sums of lines: one you take out stays out\n')
    if site.keep:
        out.append(f"\n[[keep]]\nline = {written(site.keep)}\n")
    out += [f'\n[[rule]]\n{rule_text(rule)}made = "{rule.made}"\n' for rule in site.rules]
    return "".join(out)


def wrapped(sums: list[str]) -> str:
    """Check sums, twelve a line."""
    return "".join(" ".join(sums[place : place + 12]) + "\n" for place in range(0, len(sums), 12))


class Reader:
    """Reads one file; errors carry its path and line."""

    def __init__(self, path: Path, source: str) -> None:
        self.path, self.source = path, source

    def wrong(self, name: str, start: int, message: str) -> CleanerError:
        """An error at a field."""
        return CleanerError(f"{self.path}:{line_of(self.source, name, start)}: {message}")

    def table(self, values: Mapping[str, Any], types: Mapping[str, type], start: int) -> dict[str, Any]:
        """The fields of a table, checked; lists become tuples."""
        for name, value in values.items():
            if name not in types:
                raise self.wrong(name, start, f"no field {name!r}{nearest(name, types)}")
            strings = not isinstance(value, list) or all(isinstance(item, str) and fold(item) for item in value)
            if type(value) is not types[name] or not strings:
                kind = {list: "a list of lines", date: "a day as 2024-11-22"}.get(types[name], types[name].__name__)
                raise self.wrong(name, start, f"{name} must be {kind}")
        return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}

    def rule(self, values: Mapping[str, Any], start: int) -> SiteRule:
        """One rule, with its examples proved."""
        read = self.table(values, TYPES, start)
        code = read.get("code", "")
        if code not in CODES:
            raise self.wrong("code", start, f"no code {code!r} in a site file; there are: {', '.join(CODES)}; other rules go in a pack")
        if read.get("where", "any") not in PLACES:
            raise self.wrong("where", start, f"no place {read['where']!r}{nearest(read['where'], PLACES)}; there are: {', '.join(PLACES)}")
        if not any(read.get(name) for name in ("line", "slot", "above", "below")):
            raise self.wrong("code", start, f"{code} matches nothing: give line, slot, above or below")
        rule = SiteRule(**{"why": "", **read})
        alone = Site("", rules=(replace(rule, enabled=True),))
        for line in rule.keeps:
            if alone.rule_of(fold(line)):
                raise self.wrong("keeps", start, f"{code} removes what it must keep: {line!r}")
        return rule

    def site(self) -> Site:
        """The site of the file."""
        data = parse_toml(self.source, str(self.path))
        for table in data:
            if table not in ("site", "rule", "keep"):
                raise CleanerError(f"{self.path}: no table [{table}]{nearest(table, ('site', 'rule', 'keep'))}")
        head = self.table(data.get("site", {}), SITE_TYPES, 1)
        tables = {kind: entries(data, kind, self.source, str(self.path)) for kind in ("rule", "keep")}
        rules = [self.rule(values, line) for values, line in tables["rule"]]
        kept = [self.table(values, {"line": list}, line) for values, line in tables["keep"]]
        head["name"] = host_name(head.get("name", self.path.stem))
        head["learned"] = frozenset(head.get("learned", "").split())
        return Site(**head, rules=tuple(rules), keep=tuple(line for values in kept for line in values.get("line", ())))


def read_site(path: Path) -> Site:
    """A site from its file.

    Raises:
        CleanerError: it cannot be read, or is no good site file; with path and line.
    """
    return Reader(path, read_toml(path, " as a site file")).site()


def load_sites(paths: Iterable[str | Path]) -> Sites:
    """The sites of files, and of folders of files; of two files for one site the later one holds.

    Raises:
        CleanerError: a path does not exist, or a file is wrong.
    """
    found: dict[str, Site] = {}
    for path in map(Path, paths):
        if not path.exists():
            raise CleanerError(f"sites {path}: there is no such file or folder; `cleaner learn` writes one")
        for file in sorted(path.glob("*.toml")) if path.is_dir() else [path]:
            site = read_site(file)
            found[site.name] = site
    return Sites(found)
