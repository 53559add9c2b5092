"""Who wrote a page: the authors that its head claims, weighed, held against the byline that it prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.claimed import Author, Weighing, cleaned
from cleaner.fold import fold
from cleaner.head import Stated
from cleaner.meta import Cues
from cleaner.meta.names import person
from cleaner.meta.outlets import is_agency
from cleaner.model import Byline

MARKED = "class"  # the source of elements whose class names an author: those of comments and teasers too
REPEATED = (MARKED, "rel=author")
CROWD = 3  # different authors of one source: a list of articles, or a thread


LABEL = 24  # characters before a name in which a label stands
# What stands as author where the page prints no byline. On the pages to fit on authors so are exact on 0.773 of WCXB and 0.849 of Fundus,
# and 0.04 of the pages on which a reader found no byline get an author. The gold of Fundus wants the names of papers that the readers'
# gold counts as invented, often of the same page, so kinds were weighed: "news site" (a paper as author of its own news, see `own_site`)
# is worth 0 / 0.06 / 0.04 of the three figures, "news" (any other organisation as author of news) would add 0 / 0.04 / 0.15;
# "site" (a site or company as author of its own page) 0.03 / 0.02 / 0.11; "unprinted" (a person whom the page does not print)
# 0.02 / 0 / 0.15; "word" (a user's name) 0.01 / 0 / 0.04; "marked word" 0 / 0 / 0.07.
STATED_ALONE = frozenset(("person", "agency", "entered", "marked site", "news site"))
KINDS = ("person", "agency", "marked word", "word", "entered", "unprinted", "marked site", "news", "site", "news site")  # the surest first
RANK = {name: place for place, name in enumerate(KINDS)}


def claims(stated: Stated, weigh: Weighing) -> list[Author]:
    """The claims of a page that hold names, the first of each source: the next are of comments and of other articles."""
    found: dict[str, list[Author]] = {}
    known: dict[tuple[str, ...], Author | None] = {}  # marked elements name the same again and again
    for claim in stated.people:
        repeated = claim.source in REPEATED
        if claim.source in found and not repeated:
            continue
        author = known[claim.names] if repeated and claim.names in known else cleaned(claim, weigh)
        if repeated:
            known[claim.names] = author
        if author:
            found.setdefault(claim.source, []).append(author._replace(source=claim.source))
    return [authors[0] for source, authors in found.items() if source not in REPEATED or first_is_sure(authors, source)]


def first_is_sure(authors: Sequence[Author], source: str) -> bool:
    """Is the first of several marked authors that of the page: the only one, named twice, or the one who began a thread of users?"""
    forms = [author.form for author in authors]
    if len(forms[0]) > 1 and forms[0] == frozenset().union(*forms[1:]):
        return True  # an element around all names, and one around each
    if source != MARKED or len(set(forms)) == 1:
        return len(set(forms)) < CROWD or source != "rel=author"
    crowd = len(set(forms)) >= CROWD and all(author.brief for author in authors[:CROWD])
    return crowd or (forms.count(forms[0]) > 1 and len(set(forms)) <= CROWD)


def named(author: Author, cues: Cues) -> bool:
    """Are all names of a claim those of persons by their form, or users' names of one word?"""
    return not author.organisations and all(" " not in name or person(name, cues) for name in author.names)


class Shown(NamedTuple):
    """The folded lines of a page, in which names are looked for."""

    text: str

    def has(self, author: Author) -> bool:
        """Does the page print all these names?"""
        return all(fold(name) in self.text for name in author.names)

    def edited(self, author: Author, cues: Cues) -> bool:
        """Does a name stand only behind words that name no author ("Edited by", "责任编辑")?"""
        places = [self.text.find(fold(name)) for name in author.names]
        before = [self.text[max(0, place - LABEL) : place].rstrip(" :：[(【") for place in places if place >= 0]
        return bool(before) and all(cues.others.ends(text) is not None for text in before)


def chosen(
    stated: Stated, found: Sequence[Author], printed: Byline | None, announced: bool, weigh: Weighing, folded: Sequence[str]
) -> Author | None:
    """The authors that the page states, where they say more than the byline it prints; None if that stands.

    Args:
        stated: what the page states.
        found: its `claims`.
        printed: the byline found in its text.
        announced: a cue word stands before the printed byline.
        weigh: what names are judged by.
        folded: the folded lines of the whole page.
    """
    if not found:
        return None
    thread = threaded(stated)
    firm = [author for author in found if author.source != MARKED]
    own = frozenset(map(fold, printed.authors)) if printed else frozenset()
    if printed and any(author.form == own for author in firm if not (thread and author is not firm[0])):
        return None
    page = Shown("\n".join(folded))
    marked = [author for author in found if author.source == MARKED and page.has(author) and named(author, weigh.cues)]
    shown = [author for author in firm if page.has(author) and not page.edited(author, weigh.cues)]
    if printed:
        right = corrected(own, [author for author in shown if author.persons], firm, marked, thread, announced)
        return with_linked(right, marked, stated)
    if not firm:
        shown = marked
    evidence = Evidence(
        frozenset(shown),
        frozenset(author.form for author in found if author.source in REPEATED),
        thread,
        fold(stated.sitename or ""),
        frozenset(author for author in firm if entered(author, firm, stated, weigh)),
        tuple(firm),
    )
    kinds = ((author, kind(author, evidence, weigh)) for author in (*shown, *firm))
    first = next((author for author, name in sorted(kinds, key=lambda pair: RANK[pair[1]]) if name in STATED_ALONE), None)
    return with_linked(first, marked, stated)


def with_linked(first: Author | None, marked: Sequence[Author], stated: Stated) -> Author | None:
    """The stated persons, or those with others of the same marked element, if each name in it is a link to an author."""
    linked = {fold(name) for claim in stated.people if claim.source == "rel=author" for name in claim.names}
    wider = (author for author in marked if first and first.persons and first.form < author.form and author.form <= linked)
    return next(wider, first)


def contradicted(found: Sequence[Author], printed: Byline) -> bool:
    """Does the head name a person, and no place of it one of the bare names in a printed line that no cue word announces?

    Such lines are of rubrics and of sections: both of them on the pages to fit on, where none was right.
    """
    own = frozenset(map(fold, printed.authors))
    persons = any(author.persons and not author.brief for author in found if author.source.startswith(("json-ld", "meta")))
    return persons and not any(own & author.form for author in found)


def agreed(found: Sequence[Author], printed: Byline) -> bool:
    """Does the head name one of the printed authors, in a place that states one thing only?"""
    own = frozenset(map(fold, printed.authors))
    return any(own & author.form for author in found if author.source not in REPEATED)


class Evidence(NamedTuple):
    """What speaks for claims: those whose names the page prints, names that elements of the body mark, a thread of users."""

    shown: frozenset[Author]
    marked: frozenset[frozenset[str]]
    thread: bool
    site: str  # the folded name of the site
    entered: frozenset[Author]  # those that somebody wrote down as authors
    firm: tuple[Author, ...]  # those that are not only marked by a class


def kind(author: Author, evidence: Evidence, weigh: Weighing) -> str:
    """What a claim is worth where the page prints no byline: one of the kinds of `STATED_ALONE`."""
    shown = author in evidence.shown
    twice = shown and author.form in evidence.marked and author.source.startswith(("json-ld", "meta"))
    if not author.persons:
        if shown and all(is_agency(name, weigh.cues) for name in author.names):
            return "agency"
        if twice or "News" not in author.source:
            return "marked site" if twice else "site"
        return "news site" if own_site(author, shown, evidence) else "news"
    if not shown:
        return "entered" if author in evidence.entered else "unprinted"
    return "person" if evidence.thread or not author.brief else "marked word" if twice else "word"


def own_site(author: Author, shown: bool, evidence: Evidence) -> bool:
    """Is a paper named by its address, by the site's very name in a meta element too, or by one like it that the page prints nowhere?"""
    forms = author.form
    again = forms == {evidence.site} and any(other.form == forms and other.source.startswith("meta") for other in evidence.firm)
    like = not shown and bool(evidence.site) and any(form in evidence.site or evidence.site in form for form in forms)
    return again or like or any("." in name for name in author.names)


def entered(author: Author, firm: Sequence[Author], stated: Stated, weigh: Weighing) -> bool:
    """Were authors written down as such, and are not the account that posted the page?

    So they were if JSON-LD, a meta element and a card for other sites agree on them, if a meta element names several,
    or gives a reporter's title with the name.
    """
    if author.brief or not author.persons:
        return False
    same = [other.source for other in firm if other.form == author.form]
    if all(any(source.startswith(place) for source in same) for place in ("json-ld", "meta a", "meta twitter")):
        return True
    values = [value for claim in stated.people if claim.source == author.source for value in claim.names]
    titled = any(weigh.cues.after.find(value) for value in values)
    return author.source.startswith("meta") and (titled or len(author.names) > 1)


def corrected(
    own: frozenset[str], persons: Sequence[Author], firm: Sequence[Author], marked: Sequence[Author], thread: bool, announced: bool
) -> Author | None:
    """The stated authors that are righter than the printed ones (`own`, folded), None if those stand.

    Stated persons whom the page prints win over a byline that no statement agrees with, for lines in the form of a
    byline are also in menus, comments and teasers; they lose if the byline names them too, and more.
    """
    if full := next((author for author in firm if author.persons and fuller(author.form, own)), None):
        return full
    named = (author for author in (*firm, *marked) if len(author.names) > 1)
    if parted := next((author for author in named if own == {" ".join(map(fold, author.names))}), None):
        return parted
    if persons and not persons[0].form < own and not (announced and own < persons[0].form):
        spaced = any(" " in name for name in own)
        return None if persons[0].brief and announced and spaced and not thread else persons[0]
    return next((author for author in marked if continued(author.form, own)), None)


def threaded(stated: Stated) -> bool:
    """Is the page a thread of many authors, whose first began it?"""
    if any("Forum" in claim.source or "Question" in claim.source or "QAPage" in claim.source for claim in stated.people):
        return True
    return several(stated, "itemprop author", 2) or several(stated, MARKED, CROWD)


def several(stated: Stated, source: str, least: int) -> bool:
    """Do elements of one kind name that many different authors?"""
    return len({claim.names for claim in stated.people if claim.source == source}) >= least


def fuller(names: frozenset[str], own: frozenset[str]) -> bool:
    """Is each of the names one of the printed ones with more given names between its first and its last?"""
    ends = {(words[0], words[-1]): len(words) for name in own if len(words := name.split()) > 1}
    stated = {(words[0], words[-1]): len(words) for name in names if len(words := name.split()) > 1}
    return len(ends) == len(own) == len(names) and ends.keys() == stated.keys() and all(stated[key] > ends[key] for key in ends)


def continued(names: frozenset[str], others: frozenset[str]) -> bool:
    """Is each of the others one of the names with something behind it?"""
    return len(names) == len(others) and names != others and all(any(other.startswith(name) for name in names) for other in others)
