"""Findings for people and for machines: text, json, jsonl, github, sarif; and the counts by rule."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from cleaner.answer import VERSION
from cleaner.cli.findings import Finding, Report
from cleaner.cli.output import as_json, visible
from cleaner.rules import builtin_codes

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
WIDEST = 160  # signs of a line shown on a terminal

Chunks = Iterator[str]


class Look(NamedTuple):
    """How text looks: with the line below each finding, in colours."""

    lines: bool
    colours: bool

    def paint(self, text: str, style: str) -> str:
        """A text in an ANSI style, if there are colours."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.colours else text


def look_of(terminal: bool) -> Look:
    """How text looks on a terminal or elsewhere, by what the environment says of colours."""
    forced = bool(os.environ.get("FORCE_COLOR"))
    return Look(terminal or forced, forced or (terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"))


def text(reports: Iterable[Report], look: Look) -> Chunks:
    """`path:line:col: CODE why`, and the line on a terminal; a record is `path:line (id): CODE why`."""
    for report in reports:
        name = look.paint(visible(report.path), "1")
        out = []
        for item in report.findings:
            place = f"{item.line} ({visible(item.record)})" if item.record else f"{item.line}:{item.column}"
            done = look.paint(" (removed)", "2") if item.fixed else ""
            out.append(f"{name}:{place}: {look.paint(item.code, '1;31')} {visible(item.why)}{done}\n")
            if look.lines:
                shown = visible(item.text.strip())
                number = item.inner or item.line
                out.append(f"{number:6} | {look.paint(shown if len(shown) <= WIDEST else shown[:WIDEST] + '…', '33')}\n")
        if out:
            yield "".join(out)


def plain(path: str, item: Finding) -> dict[str, Any]:
    """A finding as plain values."""
    record = {"record": item.record, "text_line": item.inner} if item.record else {}
    return (
        {"file": path, "line": item.line, "column": item.column}
        | record
        | {"code": item.code, "why": item.why, "text": item.text, "fixed": item.fixed}
    )


def jsonl(reports: Iterable[Report], look: Look) -> Chunks:
    """One object a line."""
    for report in reports:
        if report.findings:
            yield "".join(as_json(plain(report.path, item)) + "\n" for item in report.findings)


def json(reports: Iterable[Report], look: Look) -> Chunks:
    """One list of objects, each on a line."""
    before = "["
    for report in reports:
        for item in report.findings:
            yield f"{before}\n{as_json(plain(report.path, item))}"
            before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def github(reports: Iterable[Report], look: Look) -> Chunks:
    """Workflow commands of GitHub Actions: annotations in a pull request."""
    for report in reports:
        out = []
        for item in report.findings:
            if not item.fixed:
                place = f"file={escaped(report.path, True)},line={item.line},col={item.column}"
                what = f"{item.code} {item.why}{f' ({item.record})' if item.record else ''}: {visible(item.text.strip())}"
                out.append(f"::error title=cleaner {item.code},{place}::{escaped(what, False)}\n")
        if out:
            yield "".join(out)


def escaped(value: str, is_property: bool) -> str:
    """A value as a workflow command writes it."""
    value = visible(value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))
    return value.replace(":", "%3A").replace(",", "%2C") if is_property else value


def sarif(reports: Iterable[Report], look: Look) -> Chunks:
    """One SARIF 2.1.0 log, as code scanning services read it."""
    results = [result(report.path, item) for report in reports for item in report.findings if not item.fixed]
    whys = builtin_codes() | {
        item["ruleId"]: item["message"]["text"].split(":")[0] for item in results if item["ruleId"] not in builtin_codes()
    }
    used = sorted({item["ruleId"] for item in results})
    for item in results:
        item["ruleIndex"] = used.index(item["ruleId"])
    rules = [{"id": code, "shortDescription": {"text": whys[code]}, "help": {"text": f"cleaner explain {code}"}} for code in used]
    driver = {"name": "cleaner", "version": VERSION, "rules": rules}
    log = {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    yield as_json(log, 1) + "\n"


def result(path: str, item: Finding) -> dict[str, Any]:
    """A finding as SARIF writes it."""
    uri = ("file://" if Path(path).is_absolute() else "") + quote(os.fsencode(path).replace(os.sep.encode(), b"/"))
    place = (
        {"startLine": item.line} if item.record else {"startLine": item.line, "startColumn": item.column, "snippet": {"text": item.text}}
    )
    where: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": place}}
    if item.record:
        where["logicalLocations"] = [{"name": item.record, "kind": "element"}]
    return {"ruleId": item.code, "level": "warning", "message": {"text": f"{item.why}: {item.text.strip()}"}, "locations": [where]}


FORMATS: dict[str, Callable[[Iterable[Report], Look], Chunks]] = {
    "text": text,
    "json": json,
    "jsonl": jsonl,
    "github": github,
    "sarif": sarif,
}


def statistics(reports: Iterable[Report], as_values: bool) -> Chunks:
    """Findings and their share of the characters, by rule, the most frequent first."""
    counts: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    whys = builtin_codes()
    total = files = 0
    for report in reports:
        total, files = total + report.characters, files + (not report.note)
        for item in report.findings:
            counts[item.code] += 1
            sizes[item.code] += len(item.text.strip())
    rows = [
        (code, count, sizes[code] / (total or 1), whys.get(code, ""))
        for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    if as_values:
        rules = [{"code": code, "findings": count, "share": round(share, 6), "why": why} for code, count, share, why in rows]
        yield (
            as_json(
                {
                    "files": files,
                    "characters": total,
                    "findings": counts.total(),
                    "share": round(sizes.total() / (total or 1), 6),
                    "rules": rules,
                },
                1,
            )
            + "\n"
        )
        return
    yield "".join(f"{count:8} {share:8.3%} {code:9} {why}\n" for code, count, share, why in rows)
    yield f"{counts.total():8} {sizes.total() / (total or 1):8.3%} of {total} characters in {files} files\n"
