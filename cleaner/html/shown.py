"""Which of a page's lines a browser shows."""

from __future__ import annotations

from itertools import accumulate, compress

from cleaner.html.lines import HIDDEN, NOSCRIPT, SHOWN, Walked

LONG = 60  # characters from which a line counts as text of the page's own
REVEALED = 4  # a page with as many times more hidden text than other text is shown by its scripts


def shown(page: Walked) -> Walked:
    """The page without the lines that a browser does not show.

    What stands in `<noscript>` stays where it is more than the rest: many forums keep whole threads there. So does
    what is hidden where nearly everything is: such pages are shown by their scripts.
    """
    size = [0, 0, 0]
    for line in page.lines:
        if len(line.text) >= LONG:
            size[line.shown] += len(line.text)
    wanted = {SHOWN}
    if size[NOSCRIPT] > size[SHOWN]:
        wanted.add(NOSCRIPT)
    if size[HIDDEN] > REVEALED * (size[SHOWN] + size[NOSCRIPT]):
        wanted.add(HIDDEN)
    there = [line.shown in wanted for line in page.lines]
    if all(there):
        return page
    before = [0, *accumulate(there)]
    last = len(there)
    return Walked(
        list(compress(page.lines, there)),
        [box._replace(start=before[min(box.start, last)]) for box in page.boxes],
        [before[min(end, last)] for end in page.ends],
        page.cut,
    )
