"""Who wrote a page: the authors that its head states, cleaned and weighed, held against the byline that it prints."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from cleaner.fold import fold
from cleaner.head import Claim, Stated
from cleaner.meta import Cues
from cleaner.meta.names import EDGES, Named, authors_of, is_agency, items, organisation, person, without_outlet, without_role
from cleaner.model import Byline

# What publishing systems write where nobody entered an author.
NOBODY = frozenset(
    """admin administrator webmaster editor root user guest anonymous unknown author the author wordpress superuser super user developer
    default staff test support website site admin web admin siteadmin editorial none moderator""".split()
) | {"the author", "super user", "site admin", "web admin", "staff writer", "view all posts"}
ASIDE = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]\s*$")  # "Jo March (Paper)"
TAIL = re.compile(r"\s+(?:[|/•·–—]|-)\s+.*$")  # "Jo March | The Paper"
NO_SIGN = re.compile(r"[\W_]+")
LETTERS = re.compile(r"[^\W\d_]")
MOST_WORDS = 6  # words of an organisation's name; a longer value is a sentence
TIMES = re.compile(r"\d:\d\d|(?:19|20)\d\d")
OTHERS = (
    "view all",
    "read more",
    "more from",
    "more by",
    "all posts",
    "about ",
    "written by",
    "posted ",
    "the author",
    "author",
    "no author",
    "updated by",
    "edited by",
)
MARKED = "class"  # the source of elements whose class names an author: those of comments and teasers too
REPEATED = (MARKED, "rel=author")
CROWD = 3  # different authors of one source: a list of articles, or a thread


LABEL = 24  # characters before a name in which a label stands
# What stands as author where the page prints no byline. Measured on the pages to fit on, from "person" and "agency" alone,
# one kind more raises author exact on WCXB / Fundus, and authors given where a reader finds none printed, by: "word" (a user's
# name of one word) 0.01 / 0 and 0.08; "site" (a site, a company as author of its own page) 0.03 / 0.04 and 0.10; "news site" 0.01
# / 0.08 and 0.15; "unprinted" (a person whom the page does not print) 0.06 / 0.02 and 0.23. None beats wrong.
STATED_ALONE = frozenset(("person", "agency"))
RANK = {"person": 0, "agency": 1, "word": 2, "unprinted": 3, "site": 4, "news site": 5}


class Author(NamedTuple):
    """The authors of one claim, cleaned: persons and organisations in the order stated."""

    source: str
    names: tuple[str, ...]
    organisations: tuple[str, ...]

    @property
    def form(self) -> frozenset[str]:
        """The names, folded, to compare with others."""
        return frozenset(map(fold, self.names))

    @property
    def persons(self) -> bool:
        """Is any of them no organisation?"""
        return len(self.organisations) < len(self.names)

    @property
    def brief(self) -> bool:
        """Is a name a single word in Latin letters: a user's, a brand's?"""
        return any(" " not in name and name.isascii() for name in self.names)


class Weighing(NamedTuple):
    """What authors are judged by: the words of the packs, the page's language, its site's names."""

    cues: Cues
    language: str | None
    sites: frozenset[str]

    def speaks(self, languages: Collection[str]) -> bool:
        """May words of these languages be words of this page?"""
        return not self.language or self.language[:2].lower() in languages or "any" in languages


def weighing(stated: Stated, cues: Cues, language: str | None) -> Weighing:
    """What the authors of a page are judged by."""
    host = stated.host or ""
    names = {fold(stated.sitename or ""), host, host.rsplit(".", 1)[0].rsplit(".", 1)[-1]}
    return Weighing(cues, language, frozenset(form for name in names if len(form := NO_SIGN.sub("", name)) > 1))


def cleaned(claim: Claim, weigh: Weighing) -> Author | None:
    """A claim with its names split and freed of cue words, roles, outlets; None if no name is left."""
    names: list[str] = []
    groups: list[str] = []
    for value in claim.names:
        if claim.source == "meta citation_author" and value.count(",") == 1:
            value = " ".join(reversed(value.split(",")))
        for name, group in split(value, weigh):
            if fold(name) in NOBODY or "admin" in fold(name).split():
                continue
            names.append(name)
            if group or value in claim.organisations or is_site(name, weigh):
                groups.append(name)
    if any(name not in groups for name in names):
        names = [name for name in names if not is_site(name, weigh)]
        groups = [name for name in groups if name in names]
    if not names:
        return None
    return Author(claim.source, tuple(dict.fromkeys(names)), tuple(dict.fromkeys(groups)))


def is_site(name: str, weigh: Weighing) -> bool:
    """Is a name that of the site, or of its host? A person may have a site of that name."""
    words = fold(name).split()
    form = NO_SIGN.sub("", "".join(words))
    if len(words) in (2, 3) and words[0] in weigh.cues.given:
        return False
    first, initials = NO_SIGN.sub("", words[0]) if words else "", "".join(word[0] for word in words)
    return any(
        site in (form, first, initials) or (len(site) > 4 and form.startswith(site)) or (len(form) > 4 and site.startswith(form))
        for site in weigh.sites
    )


def split(value: str, weigh: Weighing) -> Iterator[tuple[str, bool]]:
    """The names in a stated value, and if each is an organisation's.

    One word is kept as it is, for users have names of any form; so is a value of a few words without a sign or a
    word between names, for stated names need no reading.
    """
    cues = weigh.cues
    text = ASIDE.sub("", TAIL.sub("", value)).strip(EDGES.replace(":", "") + "'")
    stop = cues.by.at(text) or 0
    if stop and stop < len(text) and weigh.speaks(cues.by_spoken.get(fold(text[:stop]), ())):
        text = text[stop:].lstrip(EDGES)
    words = text.split()
    if not LETTERS.search(text) or text.casefold().startswith(OTHERS) or text.endswith(":"):
        return
    parts = items(text, cues, weigh.speaks)
    if len(parts) == 1 and len(words) <= MOST_WORDS and not cues.after.find(text):
        name = without_outlet(without_role(text, cues)[0] or text, cues)
        if not TIMES.search(name):
            yield name, organisation(name, cues) is not None
        return
    found, _ = authors_of(text, cues, weigh.speaks, strong=True)
    if not found and (named := before_cue(text, weigh)):
        found = [named]
    yield from ((author.name, author.organisation) for author in found)


def before_cue(text: str, weigh: Weighing) -> Named | None:
    """The name before a word that stands after names ("홍길동 기자")."""
    found = weigh.cues.after.find(text)
    name = person(text[: found[0]], weigh.cues, 1) if found else None
    return Named(name, False) if name else None


def claims(stated: Stated, weigh: Weighing) -> list[Author]:
    """The claims of a page that hold names, the first of each source: the next are of comments and of other articles."""
    found: dict[str, list[Author]] = {}
    for claim in stated.people:
        if author := cleaned(claim, weigh):
            found.setdefault(claim.source, []).append(author)
    return [authors[0] for source, authors in found.items() if source not in REPEATED or first_is_sure(authors, source)]


def first_is_sure(authors: Sequence[Author], source: str) -> bool:
    """Is the first of several marked authors that of the page: the only one, named twice, or the one who began a thread of users?"""
    forms = [author.form for author in authors]
    if source != MARKED or len(set(forms)) == 1:
        return len(set(forms)) < CROWD or source != "rel=author"
    return len(set(forms)) >= CROWD and all(author.brief for author in authors[:CROWD]) if forms.count(forms[0]) == 1 else True


class Shown(NamedTuple):
    """The folded text of a page, in which names are looked for."""

    text: str

    def has(self, author: Author) -> bool:
        """Does the page print all these names?"""
        return all(fold(name) in self.text for name in author.names)

    def edited(self, author: Author, cues: Cues) -> bool:
        """Does a name stand only behind words that name no author ("Edited by", "责任编辑")?"""
        places = [self.text.find(fold(name)) for name in author.names]
        before = [self.text[max(0, place - LABEL) : place].rstrip(" :：[(【") for place in places if place >= 0]
        return bool(before) and all(cues.others.ends(text) is not None for text in before)


def chosen(stated: Stated, printed: Byline | None, announced: bool, weigh: Weighing, whole: str) -> Author | None:
    """The authors that the page states, where they say more than the byline it prints; None if that stands.

    Args:
        stated: what the page states.
        printed: the byline found in its text.
        announced: a cue word stands before the printed byline.
        weigh: what names are judged by.
        whole: the text of the whole page.
    """
    if not stated.people:
        return None
    found = claims(stated, weigh)
    page = Shown(fold(whole))
    thread = threaded(stated)
    firm = [author for author in found if author.source != MARKED]
    marked = [author for author in found if author.source == MARKED and page.has(author) and not author.organisations]
    shown = [author for author in firm if page.has(author) and not page.edited(author, weigh.cues)]
    if printed:
        own = frozenset(map(fold, printed.authors))
        return corrected(own, [author for author in shown if author.persons], firm, marked, thread, announced)
    if not firm:
        shown = marked
    kinds = ((author, kind(author, author in shown, thread, weigh)) for author in (*shown, *firm))
    return next((author for author, name in sorted(kinds, key=lambda pair: RANK.get(pair[1], 0)) if name in STATED_ALONE), None)


def kind(author: Author, shown: bool, thread: bool, weigh: Weighing) -> str:
    """What a claim is worth where the page prints no byline: one of the kinds of `STATED_ALONE`."""
    if not author.persons:
        if shown and all(is_agency(name, weigh.cues) for name in author.names):
            return "agency"
        return "news site" if "News" in author.source else "site"
    if not shown:
        return "unprinted"
    return "person" if thread or not author.brief else "word"


def corrected(
    own: frozenset[str], persons: Sequence[Author], firm: Sequence[Author], marked: Sequence[Author], thread: bool, announced: bool
) -> Author | None:
    """The stated authors that are righter than the printed ones (`own`, folded), None if those stand.

    Stated persons whom the page prints win over a byline that no statement agrees with, for lines in the form of a
    byline are also in menus, comments and teasers; they lose if the byline names them too, and more.
    """
    agreed = any(author.form == own for author in firm if not (thread and author is not firm[0]))
    if agreed:
        return None
    if persons and not persons[0].form < own:
        return None if persons[0].brief and announced and not thread else persons[0]
    return next((author for author in marked if continued(author.form, own)), None)


def threaded(stated: Stated) -> bool:
    """Is the page a thread of many authors, whose first began it?"""
    if any("Forum" in claim.source or "Question" in claim.source or "QAPage" in claim.source for claim in stated.people):
        return True
    return several(stated, "itemprop author", 2) or several(stated, MARKED, CROWD)


def several(stated: Stated, source: str, least: int) -> bool:
    """Do elements of one kind name that many different authors?"""
    return len({claim.names for claim in stated.people if claim.source == source}) >= least


def continued(names: frozenset[str], others: frozenset[str]) -> bool:
    """Is each of the others one of the names with something behind it?"""
    return len(names) == len(others) and names != others and all(any(other.startswith(name) for name in names) for other in others)
