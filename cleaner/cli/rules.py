"""`cleaner rules` and `cleaner explain`: the packs, as a person reads them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from cleaner.cli.output import as_json, emit
from cleaner.model import FAMILIES, CleanerError, Rule, check_choice, nearest
from cleaner.rules import MATCHERS, builtin_codes, builtin_packs, redirected

FORMATS = ("text", "md", "json")

PLACE = {
    "any": "anywhere",
    "apart": "anywhere but between two sentences",
    "head": "above the body",
    "tail": "below the body",
    "edge": "above or below the body",
    "ends": "above or below the body, and no menu by itself",
}
FORMS = (*MATCHERS, "inside")  # the fields whose entries say what a rule matches


def rules_command(
    language: Annotated[str | None, typer.Option("--language", help="Only this pack: fi, de ...; prints all its forms.")] = None,
    format: Annotated[str, typer.Option("-f", "--format", help=", ".join(FORMATS))] = "text",
) -> None:
    """List the rules; with --language every form of a pack and the kind of site that prints it."""
    check_choice("--format", format, FORMATS)
    packs = {pack.name: pack.rules for pack in builtin_packs()}
    if language is not None and language not in packs:
        raise CleanerError(f"no pack {language!r}{nearest(language, packs)}; there are: {', '.join(packs)}")
    rules = [rule for name, group in packs.items() for rule in group if language in (None, name)]
    if format == "json":
        emit(as_json([described(rule) for rule in rules], 1) + "\n")
    elif language is None:
        emit(catalogue(rules, format == "md"))
    else:
        emit(forms_table(rules, format == "md"))


def described(rule: Rule) -> dict[str, Any]:
    """A rule as plain values."""
    names = ("pack", "code", "why", "where", "max", "safe", "seen", "at", *MATCHERS, "into", "until", "inside", "removes", "keeps")
    return {name: getattr(rule, name) for name in names}


def catalogue(rules: Iterable[Rule], markdown: bool) -> str:
    """Every code with its reason and the packs that have it, by family."""
    packs: dict[str, list[str]] = {}
    for rule in rules:
        if not rule.keep and rule.pack not in packs.setdefault(rule.code, []):
            packs[rule.code].append(rule.pack)
    codes = builtin_codes()
    out = []
    for family, what in FAMILIES.items():
        mine = [code for code in codes if code.rstrip("0123456789") == family]
        if not mine:
            continue
        out.append(f"\n## {family}: {what}\n" if markdown else f"\n{family}: {what}")
        for code in mine:
            names = " ".join(packs.get(code, ()))
            out.append(
                f"- `{code}` {codes[code]} ({names or 'built in'})" if markdown else f"  {code:9} {codes[code]}  [{names or 'built in'}]"
            )
    return "\n".join(out).lstrip("\n") + "\n"


def forms_table(rules: Iterable[Rule], markdown: bool) -> str:
    """Each form of a pack: code, place, how it is matched, the form, who prints it."""
    rows = [(rule.code, rule.where, how, form, rule.seen) for rule in rules for how in FORMS for form in getattr(rule, how)]
    if markdown:
        cells = [("code", "place", "match", "form", "seen on"), ("---",) * 5, *rows]
        return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in cells)
    width = min(60, max((len(row[3]) for row in rows), default=0))
    return "".join(f"{code:9} {where:5} {how:6} {form:{width}}  {seen}\n" for code, where, how, form, seen in rows)


def explain_command(code: Annotated[str, typer.Argument(help="A code such as AD01.")]) -> None:
    """Tell what a rule removes, why, what it keeps, where it stands and how to ignore it."""
    (wanted,) = redirected([code.upper()])
    known = builtin_codes()
    if mine := [name for name in known if name.rstrip("0123456789") == wanted]:
        raise CleanerError(f"{wanted} is a family of rules: name one of {', '.join(mine)}")
    if wanted not in known:
        raise CleanerError(f"no rule {code!r}{nearest(wanted, known)}; `cleaner rules` lists them")
    rules = [rule for pack in builtin_packs() for rule in pack.rules if rule.code == wanted and not rule.keep]
    family = wanted.rstrip("0123456789")
    out = [f"{wanted}: {known[wanted]}", f"Family {family}: {FAMILIES[family]}.", ""]
    for rule in rules:
        out += explained(rule)
    out += [f"Ignore it with --ignore {wanted}, the whole family with --ignore {family};"]
    out += [f'in cleaner.toml with ignore = ["{wanted}"], for some files with per-file-ignores = {{ "forum/**" = ["{wanted}"] }}.']
    emit("\n".join(out) + "\n")


def explained(rule: Rule) -> list[str]:
    """One pack's entry: where, how, examples."""
    counts = ", ".join(f"{len(getattr(rule, how))} {how}" for how in FORMS if getattr(rule, how))
    place = PLACE[rule.where]
    lines = [f"{rule.at}: {place}, {counts}{'; seen on ' + rule.seen if rule.seen else ''}"]
    lines += [f"  removes  {first(example)}" for example in rule.removes[:3]]
    lines += [f"  keeps    {first(example)}" for example in rule.keeps[:2]]
    return [*lines, ""]


def first(example: str) -> str:
    """An example on one line."""
    return textwrap.shorten(example.replace("\n", " ⏎ "), 110)
