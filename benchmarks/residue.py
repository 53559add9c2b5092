"""What level full does to text that an extractor has cleaned already: python benchmarks/residue.py FOLDER [--pages N]

FOLDER is a local checkout of WCXB or a folder of the same form (see quality.py). Of each page's HTML an extractor makes
text, and the cleaner is run on that text: it should leave it at least as good as it was. Needs: pip install 'press-cleaner[peers]'.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import quality

import cleaner


def justext_text(html: str) -> str:
    """jusText's paragraphs, a line each."""
    import justext

    found = justext.justext(html.encode(), justext.get_stoplist("English"))
    return "\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)


def readability_text(html: str) -> str:
    """readability's summary as text."""
    import readability
    from inscriptis import get_text

    return str(get_text(readability.Document(html).summary()))


def markdown_text(html: str) -> str:
    """trafilatura's body as Markdown with links."""
    import trafilatura

    return trafilatura.extract(html, output_format="markdown", include_links=True, include_formatting=True) or ""


EXTRACTORS: dict[str, Callable[[str], str]] = {
    "jusText": justext_text,
    "readability": readability_text,
    "trafilatura, as Markdown": markdown_text,
}


def made(extractor: Callable[[str], str], html: str) -> str:
    """What an extractor makes of a page; nothing where it fails."""
    try:
        return extractor(html)
    except Exception:
        return ""  # each of them has its own errors for pages without a body


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=0, help="only the first N pages")
    options = parser.parse_args()
    found = list(quality.pages(options.folder))[: options.pages or None]
    if not found:
        raise SystemExit(f"{options.folder}: no folder html/ with a ground-truth beside it is below this one")
    print(f"{len(found)} pages\n\n| extractor | F1 of its text | F1 after cleaner --level full | pages changed |\n|---|---|---|---|")
    for name, extractor in EXTRACTORS.items():
        before = after = changed = 0.0
        for page in found:
            text = made(extractor, page.html)
            cleaned = cleaner.clean(text, kind="text").text
            before += quality.score(text, page.gold).f1
            after += quality.score(cleaned, page.gold).f1
            changed += cleaned.split() != text.split()
        print(f"| {name} | {before / len(found):.3f} | {after / len(found):.3f} | {changed / len(found):.0%} |")


if __name__ == "__main__":
    main()
