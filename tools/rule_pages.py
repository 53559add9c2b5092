"""Pages of the documentation about rules, written from the packs: one page a pack, and the catalogue of codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from cleaner.cli.rules import PLACE
from cleaner.model import FAMILIES, Rule
from cleaner.rules import MATCHERS, Pack, builtin_codes

HOW = {
    "line": "whole lines",
    "start": "lines that begin so",
    "end": "lines that end so",
    "has": "lines that hold",
    "regex": "expressions (RE2, on the folded line)",
    "into": "together with the next line",
    "until": "together with all lines down to",
}
GROUPS = {"META": "built in", "STRUCT": "built in", "DUP": "built in", "SITE": "learned"}


def title(pack: Pack) -> str:
    """The name of a pack's language."""
    name: str = pack.tables["language"]["name"]
    return name[:1].upper() + name[1:]


def file_of(pack: Pack) -> str:
    """The file of a pack's page."""
    return f"{pack.name}.md"


def rule_pages(packs: Sequence[Pack]) -> dict[str, str]:
    """Name of file -> Markdown: `index.md`, then one page a pack."""
    return {"index.md": catalogue(packs)} | {file_of(pack): pack_page(pack) for pack in packs}


def catalogue(packs: Sequence[Pack]) -> str:
    """Every code by family, with links to the packs that have rules of it."""
    have: dict[str, list[Pack]] = defaultdict(list)
    for pack in packs:
        for code in dict.fromkeys(rule.code for rule in pack.rules if not rule.keep):
            have[code].append(pack)
    rules = sum(len(pack.rules) for pack in packs)
    forms = sum(len(getattr(rule, how)) for pack in packs for rule in pack.rules for how in MATCHERS)
    languages = ", ".join(f"[{title(pack)}]({file_of(pack)})" for pack in packs)
    out = [
        "# Rules",
        f"{rules:,} rules with {forms:,} forms. A code means the same in every language and is never used again. "
        "Search finds every form and example; `cleaner explain AD01` prints one code's rules.",
        f"By language: {languages}.",
    ]
    for family, what in FAMILIES.items():
        codes = {code: why for code, why in builtin_codes().items() if code.rstrip("0123456789") == family}
        if codes:
            out += [f"## {family}: {what} {{#{family}}}", *(code_row(code, why, have[code]) for code, why in codes.items())]
    return "\n\n".join(out) + "\n"


def code_row(code: str, why: str, packs: Iterable[Pack]) -> str:
    """One code: what it says of a line, and where its rules are."""
    links = " ".join(f"[{pack.name}]({file_of(pack)}#{code})" for pack in packs)
    return f"**`{code}`** {why}. {links or GROUPS[code.rstrip('0123456789')].capitalize() + '.'}"


def pack_page(pack: Pack) -> str:
    """All rules of a pack, by code in the order of the catalogue; what always stays at the end."""
    by_code: dict[str, list[Rule]] = defaultdict(list)
    for rule in pack.rules:
        by_code["" if rule.keep else rule.code].append(rule)
    out = [f"# {title(pack)}", f"What `packs/{pack.name}.toml` removes, with its own examples: each of them is a test."]
    for code, why in builtin_codes().items():
        if code in by_code:
            out += [f"## {code}: {why} {{#{code}}}", *(entry(rule, pack.name) for rule in by_code[code])]
    if by_code[""]:
        out += ["## What always stays {#keep}", *(entry(rule, pack.name) for rule in by_code[""])]
    return "\n\n".join(out) + "\n"


def entry(rule: Rule, language: str) -> str:
    """One rule as a block of HTML: dumps hold every sign that Markdown reads."""
    level = "" if rule.safe else "; at level full only"
    seen = f"; seen on {rule.seen}" if rule.seen else ""
    most = f"; at most {rule.max} words" if any(getattr(rule, how) for how in ("start", "end", "has", "regex")) else ""
    lines = [f'<div class="rule"><p>{escape(PLACE[rule.where])}{most}{level}{escape(seen)}</p>', *examples(rule, language)]
    for name, what in HOW.items():
        forms = getattr(rule, name)
        if forms:
            items = "".join(f"<li>{shown(form, language, name == 'regex')}</li>" for form in forms)
            lines.append(f"<details><summary>{len(forms)} {escape(what)}</summary><ul>{items}</ul></details>")
    return "\n".join([*lines, "</div>"])


def examples(rule: Rule, language: str) -> Iterator[str]:
    """The rule's proofs: lines that go, lines that stay."""
    rows = [("removes", "s", text) for text in rule.removes] + [("keeps", "span", text) for text in rule.keeps]
    if rows:
        yield "<dl>" + " ".join(f"<dt>{what}</dt> <dd><{tag}>{shown(text, language)}</{tag}></dd>" for what, tag, text in rows) + "</dl>"


def shown(text: str, language: str, code: bool = False) -> str:
    """A line of a site in its own language and direction."""
    if code:
        return f"<code>{escape(text)}</code>"
    stated = "" if language == "any" else f' lang="{language}"'
    return f"<bdi{stated}>{'<br>'.join(escape(line) for line in text.split(chr(10)))}</bdi>"
