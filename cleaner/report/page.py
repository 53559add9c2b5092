"""The page: counts, charts and documents in one HTML file with its own style and script, and nothing fetched."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.answer import made_by
from cleaner.model import FAMILIES
from cleaner.report.sheet import Row, Sheet, middle_cut
from cleaner.report.survey import BINS, Survey, largest
from cleaner.rules import builtin_codes

PARTS = Path(__file__).parent / "page"
MARKER = "cleaner report"  # in the page's head: how a report of ours is known
FIRST_BARS, MOST_BARS = 8, 200  # of a chart at once, and when it is unfolded
LONGEST_NAME = 60  # characters of a file's name in a chart
UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}  # what could end a script element, or a line of a script


class Proposal(NamedTuple):
    """A rule that was learned: what it takes and stays away from, and the line that disables it, with the place for it."""

    id: str
    site: str
    code: str
    why: str
    pages: int
    of: int
    lines: tuple[str, ...]
    keeps: tuple[str, ...]
    under: str
    off: str


class Report(NamedTuple):
    """What a page is made of. `rules` are those to review, if that is what it is for.

    `taken` is what happened to lines: "removed", or "found" where they still stand.
    """

    title: str
    about: str
    survey: Survey
    documents_are: str = "Documents"
    taken: str = "removed"
    rules: Sequence[Proposal] | None = None


class Bar(NamedTuple):
    """A bar of a chart: its short name, all of it, the figure, the length in per cent of the longest."""

    name: str
    full: str
    figure: str
    width: str
    family: str
    code: str = ""


def rendered(report: Report) -> str:
    """The page as HTML. The same report gives the same bytes.

    Args:
        report: what it shows.
    """
    import jinja2
    from markupsafe import Markup

    survey = report.survey
    sheets = survey.sheets()
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    style = (PARTS / "page.css").read_text(encoding="utf-8").replace("{{ families }}", family_colours(survey.lines))
    script = (PARTS / "page.js").read_text(encoding="utf-8")
    page = environment.from_string((PARTS / "page.html").read_text(encoding="utf-8")).render(
        report=report,
        marker=MARKER,
        made_by=made_by(),
        style=Markup(style),  # ours, as the script: nothing of a document is in them
        style_hash=digest(style),
        script=Markup(script),
        script_hash=digest(script),
        tiles=tiles(survey, report.taken),
        charts=[rule_chart(survey, report.taken), place_chart(survey, report.taken)],
        histogram=histogram(survey),
        sampled=sampled(len(sheets), survey.documents),
        data=Markup(inert(data_of(sheets, survey.lines, report))),
    )
    return encodable(page)


def digest(text: str) -> str:
    """What a content security policy knows a style or script by."""
    return b64encode(sha256(text.encode()).digest()).decode()


def inert(values: Any) -> str:
    """Values as JSON that nothing in a script element can mistake for its end, and no reader of JavaScript for a line's."""
    return encodable(json.dumps(values, ensure_ascii=False, separators=(",", ":"))).translate(UNSAFE)


def encodable(text: str) -> str:
    """The text with lone surrogates, which UTF-8 cannot hold, as U+FFFD."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def shown(text: str) -> str:
    """A name on one line, control codes as escapes."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape", "surrogatepass").decode() for sign in text)


def family_of(code: str) -> str:
    """A code without its number."""
    return code.rstrip("0123456789")


def family_colours(codes: Iterable[str]) -> str:
    """Each family's hue, in degrees: neighbours in the list of families are far apart, an own family's comes from its name."""
    known = list(FAMILIES)
    rules = []
    for family in dict.fromkeys([*known, *sorted(map(family_of, codes))]):
        place = known.index(family) if family in known else blake2b(family.encode()).digest()[0]
        rules.append(f".f-{family} {{ --h: {25 + round(place * 137.5) % 360}; }}")
    return "\n".join(rules)


def data_of(sheets: Sequence[Sheet], codes: Iterable[str], report: Report) -> dict[str, Any]:
    """What the page's script shows: documents as lists, each code and reason once."""
    notes: dict[tuple[str, str, str], int] = {}
    documents = [[*sheet_values(sheet), [row_values(row, notes) for row in sheet.rows]] for sheet in sheets]
    families = {family: FAMILIES.get(family, "own rules") for family in sorted(map(family_of, codes))}
    reasons = builtin_codes()
    return {
        "documents": documents,
        "notes": [list(note) for note in notes],
        "families": families,
        "reasons": {code: reasons[code] for code, _, _ in notes if code in reasons},
        "rules": None if report.rules is None else [rule._asdict() for rule in report.rules],
        "taken": report.taken,
    }


def sheet_values(sheet: Sheet) -> list[Any]:
    """A sheet without its rows, in the order that the script knows."""
    texts = (shown(sheet.name), sheet.site, sheet.language, sheet.level, sheet.status, sheet.detail)
    return [*map(middle_cut, texts), round(sheet.share, 4), sheet.facts]


def row_values(row: Row, notes: dict[tuple[str, str, str], int]) -> list[Any]:
    """A row: number and text, and the number of its note if it went; a gap is the number of its lines below zero."""
    if not row.number:
        return [-int(row.text)]
    if not row.code:
        return [row.number, row.text]
    return [row.number, row.text, notes.setdefault((row.code, row.why, row.rule), len(notes))]


def tiles(survey: Survey, taken: str) -> list[dict[str, str]]:
    """The figures at the top."""
    moved = sum(count for code, count in survey.lines.items() if family_of(code) == "META")
    removed = survey.lines.total() - moved
    told = ", ".join(f"{count:,} {status}" for status, count in sorted(survey.statuses.items()) if status != "ok")
    rules = sum(family_of(code) != "META" for code in survey.lines)
    share = f"{survey.gone / (survey.characters or 1):.1%}".replace("%", " %")
    of = f"{survey.gone:,} of {survey.characters:,} characters"
    found = [
        {"name": "Documents", "value": f"{survey.documents:,}", "note": told or "all could be read"},
        {"name": f"Lines {taken}", "value": f"{removed:,}", "note": f"by {rules} rule{'s' * (rules != 1)}"},
        {"name": "Share of the text", "value": share, "note": of},
    ]
    if moved:
        found.insert(2, {"name": "Moved to metadata", "value": f"{moved:,}", "note": "titles, bylines, dates, credits"})
    return found


def rule_chart(survey: Survey, taken: str) -> dict[str, Any]:
    """Lines by rule."""
    whys = builtin_codes()
    counts = {code: count for code, count in survey.lines.items() if family_of(code) != "META"}
    pairs = largest(counts, MOST_BARS)
    made = []
    for code, count in pairs:
        why = whys.get(code, "a rule of your own")
        full = f"{code} {why}: in {survey.documents_of[code]:,} of {survey.documents:,} documents"
        made.append(Bar(why, full, f"{count:,}", width(count, pairs[0][1]), family_of(code), code))
    return chart(f"Lines {taken}, by rule", "Rule", made, len(counts))


def place_chart(survey: Survey, taken: str) -> dict[str, Any]:
    """Lines by file, or by site where all come from one file."""
    what, counts = ("site", survey.sites) if len(survey.files) < 2 < len(survey.sites) else ("file", survey.files)
    pairs = largest(counts, MOST_BARS)
    made = [
        Bar(middle_cut(shown(name), LONGEST_NAME), middle_cut(shown(name)), f"{count:,}", width(count, pairs[0][1]), "file")
        for name, count in pairs
    ]
    return chart(f"Lines {taken}, by {what}", what.capitalize(), made, len(counts))


def chart(title: str, column: str, bars: Sequence[Bar], number: int) -> dict[str, Any]:
    """A bar chart: the longest bars, and the others folded away."""
    groups = [group for group in (bars[:FIRST_BARS], bars[FIRST_BARS:]) if group]
    more = f"{len(bars) - FIRST_BARS} more" + (f" of {number - FIRST_BARS:,}" if number > len(bars) else "")
    return {"title": title, "column": column, "bars": bars, "groups": groups, "more": more, "none": "There are none."}


def width(count: int, top: int) -> str:
    """A bar's length in per cent; the smallest can still be seen."""
    return f"{max(0.8, 100 * count / top):.1f}"


def histogram(survey: Survey) -> dict[str, Any]:
    """Documents by the share of their characters that went."""
    counts = [survey.shares.get(str(place), 0) for place in range(BINS + 1)]
    names = ["nothing", *(f"{5 * place - 5} to {5 * place} %" for place in range(1, BINS + 1))]
    top = max(counts) or 1
    bars = []
    for name, count in zip(names, counts, strict=True):
        height = max(1.5, 96 * count / top) if count else 0.0  # the smallest can still be seen
        bars.append({"name": name, "count": count, "height": round(height, 1), "top": round(100 - height, 1)})
    half = sum(counts[BINS // 2 + 1 :])
    told = f"None of the text in {counts[0]:,} of {survey.documents:,} documents; more than half of it in {half:,}."
    return {"bars": bars, "told": told}


def sampled(number: int, of: int) -> str:
    """What is told where not all documents are shown."""
    if number >= of:
        return ""
    return (
        f"{number:,} of {of:,} documents are shown, drawn by a hash of their names: the same ones each time. The counts above are of all."
    )
