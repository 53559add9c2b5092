"""The paragraphs of a page, and the span between its head and its tail."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.fold import words
from cleaner.model import Page
from cleaner.view import View

PROSE_WORDS = 25  # a plain line of this length is body: the head ends at the first, the tail begins after the last
PROSE_LETTERS = 50  # shorter lines have fewer than 25 words in any script


def body_span(view: View) -> tuple[int, int] | None:
    """Indexes of the first and the last plain paragraph; None where there are not two: then there is neither head nor tail.

    On pages with a single one, forms of the edges were body in 12 of 100 places, on others in 2 (measured); `foot` says where
    they are furniture. A paragraph that a rule could remove is not plain: it must not move the edges when it goes.
    """
    plain = plain_paragraphs(view)
    return (plain[0], plain[-1]) if len(plain) > 1 else None


def plain_paragraphs(view: View) -> list[int]:
    """The paragraphs that no rule could remove."""
    if view.plain is None:
        there, hits = frozenset(view.alive), view.page.hits
        view.plain = [index for index in paragraphs(view.page) if index in there and (index not in hits or index in view.held)]
    return view.plain


def paragraphs(page: Page) -> Sequence[int]:
    """The indexes of the lines that are long enough for a paragraph, whatever rules say of them."""
    if page.paragraphs is None:
        page.paragraphs = [index for index, form in enumerate(page.folded) if len(form) >= PROSE_LETTERS and is_paragraph(form)]
    return page.paragraphs


def is_paragraph(form: str) -> bool:
    """Has a folded line the words of a paragraph?"""
    return form.count(" ") >= PROSE_WORDS - 1 or (not form.isascii() and words(form) >= PROSE_WORDS)
