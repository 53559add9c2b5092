"""Write the documentation's source for its generator: python tools/docs_site.py OUT, then zensical build --strict -f OUT/zensical.toml

OUT/pages gets the pages of docs/, README's sections where a page includes them (a line that is nothing but a link to
`../README.md#section`, or the section's tables alone where the link's title is "tables"), the rules as the packs hold them,
the examples, CONTRIBUTING and CHANGELOG. OUT/zensical.toml gets the menu. Nothing of it is kept in the repository, so nothing can drift.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from rule_pages import file_of, rule_pages, title  # noqa: E402

from cleaner.rules import builtin_packs  # noqa: E402

MENU = ("index", "filter", "library", "metadata", "html", "own-rules", "sites", "hook", "corpora", "report", "faults", "quality", "design")
GUIDES = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
FENCED = re.compile(r"^(```.*?^```)$", re.M | re.S)
INCLUDE = re.compile(r"^\[[^\]\n]+\]\(\.\./README\.md#(?P<section>[\w-]+)(?P<tables> \"tables\")?\)$", re.M)
LINK = re.compile(r"(\]\()([^)\s]+)(\))")
HEADING = re.compile(r"^(#+) (.+)$", re.M)


def slug(heading: str) -> str:
    """A heading's anchor, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Change a text but for its fenced blocks."""
    return "".join(part if part.startswith("```") else change(part) for part in FENCED.split(text))


def section(text: str, anchor: str) -> str:
    """What stands below a heading, up to the next one of its level.

    Raises:
        LookupError: no heading has that anchor.
    """
    heads = list(HEADING.finditer(outside_code_blanked(text)))
    for number, head in enumerate(heads):
        if slug(head[2]) == anchor:
            end = next((later.start() for later in heads[number + 1 :] if len(later[1]) <= len(head[1])), len(text))
            return text[head.end() : end].strip()
    raise LookupError(f"README.md has no section #{anchor}")


def tables(text: str) -> str:
    """The tables of a section, each with the paragraph before it, which says what it shows."""
    blocks = text.split("\n\n")
    return "\n\n".join(f"{before}\n\n{block}" for before, block in pairwise(blocks) if block.startswith("|"))


def raised(text: str) -> str:
    """A section's text with its headings one level up: on a page the section's own heading is the page's or goes."""
    return outside_code(text, partial(re.sub, r"(?m)^#(##+ )", r"\1"))


def outside_code_blanked(text: str) -> str:
    """The text with its fenced blocks blanked: a comment in a shell block is no heading."""
    return FENCED.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


class Site:
    """The pages to be written: name -> Markdown, and where each file and section of the repository is found on them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.readme = (root / "README.md").read_text(encoding="utf-8")
        self.sources = {path.name: path.read_text(encoding="utf-8") for path in sorted((root / "docs").glob("*.md"))}
        self.sections = dict(self.included())
        self.copied: set[PurePosixPath] = set()

    def whole(self) -> Iterator[tuple[str, str]]:
        """Page and anchor of every section of README that a page includes as a whole."""
        for name, text in self.sources.items():
            yield from ((name, match["section"]) for match in INCLUDE.finditer(text) if not match["tables"])

    def included(self) -> Iterator[tuple[str, str]]:
        """Anchor of every section of README that a page holds, and of the sections in it -> where it is on the site."""
        for name, anchor in self.whole():
            yield anchor, name
            for inner in HEADING.findall(outside_code_blanked(section(self.readme, anchor))):
                yield slug(inner[1]), f"{name}#{slug(inner[1])}"

    def assembled(self, text: str) -> str:
        """A page of docs/ with what it includes, and its links made to fit."""
        parts = INCLUDE.split(text)  # text, section, " tables" or nothing, and so on
        parts[::3] = [self.linked(part, "docs") for part in parts[::3]]
        for place in range(1, len(parts), 3):
            found = section(self.readme, parts[place])
            parts[place] = self.linked(tables(found) if parts[place + 1] else raised(found), "")
        return "".join(part for place, part in enumerate(parts) if place % 3 < 2)

    def pages(self) -> Iterator[tuple[str, str]]:
        """Every page that is written by hand, ready for the generator."""
        yield from ((name, self.assembled(text)) for name, text in self.sources.items())
        for source, name in GUIDES.items():
            yield name, self.linked((self.root / source).read_text(encoding="utf-8"), "")
        for path in sorted((self.root / "examples").glob("*.py")):
            yield f"examples/{path.stem}.md", f"# {path.name}\n\n```python\n{path.read_text(encoding='utf-8').strip()}\n```\n"

    def readme_alone(self) -> Iterator[tuple[str, str]]:
        """Anchor and text of each section of README that no page includes."""
        elsewhere = {anchor for _, anchor in self.whole()}
        for anchor in (slug(match[2]) for match in HEADING.finditer(outside_code_blanked(self.readme)) if match[1] == "##"):
            if anchor not in elsewhere:
                yield anchor, section(self.readme, anchor)

    def linked(self, text: str, folder: str) -> str:
        """A text of a folder of the repository with its links made to fit the pages."""
        return outside_code(text, lambda part: LINK.sub(lambda match: match[1] + self.target(match[2], folder) + match[3], part))

    def target(self, link: str, folder: str) -> str:
        """Where a link of a file in `folder` leads on the site.

        Raises:
            LookupError: there is no such file.
        """
        path, _, anchor = link.partition("#")
        if ":" in path or (not path and folder):
            return link
        place = PurePosixPath(os.path.normpath(PurePosixPath(folder, path))) if path else PurePosixPath("README.md")
        if not (self.root / place).exists():
            raise LookupError(f"{folder or '.'}: the link {link} leads to no file")
        tail = "#" + anchor if anchor else ""
        if str(place) == "README.md":
            return self.sections.get(anchor, "index.md")
        if str(place) == "cleaner/packs":
            return "rules/index.md"
        if str(place) in GUIDES:
            return GUIDES[str(place)] + tail
        if place.parts[0] == "docs":
            return str(place.relative_to("docs")) + tail
        if place.parts[0] == "examples" and place.suffix == ".py":
            return f"examples/{place.stem}.md"
        self.copied.add(place)
        return f"files/{place}.txt"


def menu(site: Site) -> str:
    """The menu as TOML; a page of docs/ that MENU does not know comes last."""
    names = [f"{name}.md" for name in MENU if f"{name}.md" in site.sources]
    names += [name for name in site.sources if name not in names]
    items = [f'{{ "{head(site.sources[name])}" = "{name}" }}' for name in names]
    rules = ", ".join(['"rules/index.md"', *(f'{{ "{title(pack)}" = "rules/{file_of(pack)}" }}' for pack in builtin_packs())])
    guides = [f'{{ "{name[:-3].capitalize()}" = "{name}" }}' for name in GUIDES.values()]
    return "nav = [" + ", ".join([*items, f'{{ "Rules" = [{rules}] }}', *guides]) + "]"


def head(text: str) -> str:
    """A page's title."""
    found = HEADING.search(text)
    return found[2].replace('"', "'").replace("`", "") if found else "?"


def write_site(root: Path, out: Path) -> None:
    """Write the generator's configuration and all pages into `out`; the pages of an earlier run go."""
    pages = out / "pages"
    if pages.exists():
        shutil.rmtree(pages)
    shutil.copytree(root / "docs", pages, ignore=shutil.ignore_patterns("*.md", "zensical.toml"))
    site = Site(root)
    written = dict(site.pages()) | {f"rules/{name}": text for name, text in rule_pages(builtin_packs()).items()}
    for name, text in written.items():
        (pages / name).parent.mkdir(parents=True, exist_ok=True)
        (pages / name).write_text(text, encoding="utf-8")
    for place in site.copied:
        (pages / "files" / f"{place}.txt").parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / place, pages / "files" / f"{place}.txt")
    config = (root / "docs" / "zensical.toml").read_text(encoding="utf-8")
    (out / "zensical.toml").write_text(re.sub(r"^nav = .*$", lambda _: menu(site), config, flags=re.M), encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="a folder of its own; OUT/pages is made anew")
    write_site(ROOT, parser.parse_args().out)


if __name__ == "__main__":
    main()
