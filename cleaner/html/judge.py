"""The scorecard of HTML: which lines of a page are furniture, told from markup, shape, wording, neighbours and place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import compress
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.columns import FAMILY, Lines, measured, wording
from cleaner.comments import COMMENT_WHY
from cleaner.copies import COPY_WHY, copies
from cleaner.evidence import Levels, line_columns, near_columns, page_columns
from cleaner.html.boxes import Tree, tree
from cleaner.html.columns import box_columns, box_scores, html_page_columns
from cleaner.html.company import in_company
from cleaner.html.hints import SAME, has_goods, is_story, title_column
from cleaner.html.names import Names
from cleaner.html.opinions import GRAM, Opinion, taken
from cleaner.html.readers import comments, next_stories, reviews
from cleaner.html.shown import Shown
from cleaner.model import Page
from cleaner.scorecard import DATA, Card, forms
from cleaner.shapes import Column
from cleaner.structure import Judged, Scored, kept, line_score, reasons

FOLDER = DATA / "html"
CERTAIN = 200  # points beyond which nothing is in doubt
TITLE_WHY = "repeats the page's title"
REVIEW_WHY = "a review below the product"
FOLLOWS = {
    COMMENT_WHY: comments,
    "another story below the article": next_stories,
}


class Markup(NamedTuple):
    """What HTML says about the lines of a page, beside their text."""

    page: Shown
    titles: Sequence[str]  # that the head states
    kinds: int  # of page that the page says it is
    opinion: Opinion | None = None  # whom to ask
    contents: str = ""  # texts of which the page's data say that it shows them


class HtmlCard(Card):
    """The points for HTML: the tables of the folder `data/html`, and the words and lines of the text's scorecard."""

    def __init__(self, folder: Path = FOLDER) -> None:
        super().__init__(folder, lexicon=DATA)
        self.names = Names(forms(folder / "names.tsv"))


@lru_cache(1)
def card() -> HtmlCard:
    """The scorecard of the package."""
    return HtmlCard()


class Measures(NamedTuple):
    """A page's lines and boxes, and the columns of the first round."""

    lines: Lines
    tree: Tree
    own: Levels


def measures(page: Page, markup: Markup, known: HtmlCard) -> Measures:
    """Measure a page. No line is blank."""
    number = len(markup.page.lines)
    hits = np.zeros(number, np.int64)
    for place, found in page.hits.items():
        hits[place] = FAMILY.get(found[0].family, 0)
    text = [line.strip() for line in page.lines[:number]]
    folded = page.folded[:number]
    none = np.zeros(number, np.int64)
    lines = measured(text, folded, wording(folded, known.wholes, known.words), hits, none, none)
    return of_lines(lines, markup, known.names, text)


def of_lines(lines: Lines, markup: Markup, names: Names, text: list[str]) -> Measures:
    """The first round's columns of measured lines."""
    found = tree(markup.page, names, title_column(text, list(markup.titles)), markup.kinds)
    return Measures(lines, found, {**line_columns(lines), **box_columns(found, lines)})


def second(page: Measures, score: Column) -> Levels:
    """The columns of the second round; one of a single entry is what all lines of the page have."""
    figures = page_columns(page.lines, score) | html_page_columns(page.tree, page.lines, score)
    return {
        **page.own,
        **near_columns(page.lines, score, np.arange(len(score))),
        **box_scores(page.tree, page.lines, score),
        **dict(zip(figures, np.array([*figures.values()])[:, None], strict=True)),
    }


def scored(page: Measures, alive: NDArray[np.bool_], known: HtmlCard) -> Scored:
    """Both rounds over a measured page."""
    number = len(alive)
    score = line_score(known.line.given(known.line.levels(page.own, number)), alive)
    columns = second(page, score)
    return Scored(*known.second(columns, number), np.arange(number), 0)


def judge(page: Page, alive: Sequence[int], known: HtmlCard | None = None) -> list[Judged]:
    """The lines of an HTML page that are furniture.

    Args:
        page: its columns, `markup` among them.
        alive: indexes of the lines still there, in order.
        known: the points; by default those of the package.
    """
    markup: Markup = page.markup
    if len(alive) < 2:
        return []
    known = known or card()
    number = len(markup.page.lines)
    there = np.zeros(number, np.bool_)
    there[[place for place in alive if place < number]] = True
    measure = measures(page, markup, known)
    found = scored(measure, there, known)
    stated = in_contents(page.lines[:number], measure.lines.words, markup.contents) if markup.contents else np.zeros(number, np.bool_)
    told = [(REVIEW_WHY, reviews(measure.tree, measure.lines, stated))]
    told += [(why, lines(measure.tree, measure.lines)) for why, lines in FOLLOWS.items()]
    points, said = np.where(np.any([lines for _, lines in told], axis=0), CERTAIN, found.points()), ""
    points = points - known.settings["stated"] * stated
    if markup.opinion and (asked := second_look(page, markup.opinion, points, measure.lines.words, there, known)):
        shift, said = asked
        points = points + shift
    stays = kept(known.chance(points), measure.lines.words, there, known.settings["caution"])
    stays |= in_company(measure.tree, stays, there) & (points < CERTAIN)
    titles = measure.tree.title == SAME
    again = shown_again(measure, stays & there & ~titles)
    goes = there & (~stays | titles | again)
    why = reasons(found, goes, points[goes], known)
    places = np.flatnonzero(goes)
    told += [(COPY_WHY, again), (TITLE_WHY, titles & stays)]  # the last one is said
    plain = {place: reason for reason, lines in told for place in np.flatnonzero(lines).tolist()}
    return [Judged(place, int(points[place]), plain.get(place) or text + said) for place, text in zip(places.tolist(), why, strict=True)]


def shown_again(page: Measures, stays: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The lines that stay and belong to a passage which the page has shown before.

    Rows of tables may be alike, and what repeats in a story is a pull quote as often as not: with those of stories 61 news pages lose
    0.002 of their body and 0.001 F1. For passages of twenty words, however long their lines, folds of sites gave mixed pages 0.004 F1
    (standard error 0.001), forums 0.02, products and collections 0.01; the threshold of texts adds 0.0007 on the pages of the fit.
    """
    kinds = page.tree.kinds
    if is_story(kinds) and not has_goods(kinds):
        return np.zeros(len(stays), np.bool_)
    return copies(page.lines, stays & ~page.tree.within("table"))


def in_contents(lines: Sequence[str], words: Column, contents: str) -> NDArray[np.bool_]:
    """The lines that stand in the texts of which the page's data say that it shows them: answers of a list of questions, what a
    product is, posts of a thread.

    By folds of sites mixed pages gain 0.0016 F1 (27 pages better, 5 worse), products 0.017, collections 0.006, articles 0.0005.
    """
    out = words >= GRAM
    out[out] = taken(list(compress(lines, out.tolist())), contents)
    return out


def second_look(
    page: Page, opinion: Opinion, points: Column, words: Column, there: NDArray[np.bool_], known: HtmlCard
) -> tuple[Column, str] | None:
    """The points that another program's opinion is worth, with what to say of it; None where it is not asked or not believed.

    It is asked where the lines' chances promise a poor word F1, but not the poorest: lists of links have no body that it could find.
    It is believed where the lines that it takes are body by their own chances too: elsewhere it has found another part of the page.
    Where it leaves out most of what they promise, it is believed only if they promise little.
    """
    chance = known.chance(points)
    settings = known.settings
    promised = expected(chance, words, there)
    if not opinion.always and not settings["ask_from"] <= promised < settings["ask_below"]:
        return None
    inside = taken(page.lines[: len(points)], opinion.ask()) & there
    if opinion.always:
        return np.where(inside, -CERTAIN, CERTAIN) - points, f"; {opinion.name} decided"
    body = words * chance
    right, size = int(body[inside].sum()), int(words[inside].sum())
    all_body = int(body[there].sum())
    agrees = 2 * right >= all_body or promised < settings["believe_below"]
    least = settings["believe_from"] // (2 if 10 * right >= 9 * all_body else 1)  # it takes all that they promise, and more
    if not agrees or right < least * 10 * max(size, 1):
        return None
    return np.where(inside, -settings["opinion"], settings["opinion"]), f"; {opinion.name} was asked"


def expected(chance: Column, words: Column, there: NDArray[np.bool_]) -> int:
    """The word F1 that the lines' chances promise under the best cut, in thousandths."""
    size = np.where(there, words, 0)
    order = np.argsort(-chance, kind="stable")
    right = np.cumsum((size * chance)[order])
    worth = 2000 * right / (np.cumsum(size[order]) * 10_000 + max(int(right[-1]), 1))
    return int(worth.max())
