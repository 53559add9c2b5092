"""The title: a line printed twice, or the line above the byline and the date."""

from __future__ import annotations

from cleaner.fold import words
from cleaner.meta.head import Head

LETTERS = (12, 220)  # characters of a title
WORDS = 4
FARTHEST = 30  # kept lines between title and body
COPIES = 5
LISTED = ("* ", "+ ", "- ", "• ", "o ")


def repeated(head: Head) -> dict[str, list[int]]:
    """Folded form -> places, of lines as long as a title that stand twice or more up to the body's first lines."""
    seen: dict[str, list[int]] = {}
    rows, folded = head.window.rows, head.page.folded
    for place in range(head.stop):
        form = folded[rows[place]]
        if LETTERS[0] <= len(form) <= LETTERS[1]:
            seen.setdefault(form, []).append(place)
    return {form: places for form, places in seen.items() if len(places) > 1}


def printed_twice(head: Head) -> list[int]:
    """The places of the copies of the title that is printed more than once, nearest to the body; else nothing."""
    best: list[int] = []
    for places in repeated(head).values():
        last = places[-1]
        if last < head.window.first - FARTHEST or last > head.window.first + 2 or len(places) > COPIES:
            continue
        text = head.text(last).strip()
        if head.furniture(last) or text.startswith(LISTED) or words(head.folded(last)) < WORDS:
            continue
        if not best or last > best[-1]:
            best = places
    return best
