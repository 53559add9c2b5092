"""Authors as a page's head claims them, freed of roles, outlets, cue words, addresses; persons told from organisations."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from cleaner.fold import fold
from cleaner.head import Claim, Stated
from cleaner.head.vocabulary import vocabulary
from cleaner.meta import Cues
from cleaner.meta.names import EDGES, Named, authors_of, is_acronym, items, organisation, person, without_role
from cleaner.meta.outlets import is_agency, without_outlet

ASIDE = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]\s*$")  # "Jo March (Paper)"
TAIL = re.compile(r"\s+(?:[|/•·–—]|-)\s+.*$")  # "Jo March | The Paper"
OWNER = re.compile(r"(?:©|copyright|\(c\)|[\s\d–-])++([^\W\d_][^.,|·•]{1,40})")  # who claims a page, folded
NO_SIGN = re.compile(r"[\W_]+")
LETTERS = re.compile(r"[^\W\d_]")
TIMES = re.compile(r"\d:\d\d|(?:19|20)\d\d")
SIGN = 3  # letters of a sign in capitals; persons have two ("JD March")
MOST_WORDS = 6  # words of a name or an organisation's name; a longer value is a sentence
CITED = "meta citation_author"  # surname first
CREATOR = "meta dc"  # Dublin Core: surname first where it is of one person


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


def weighing(stated: Stated, cues: Cues, language: str | None, folded: Collection[str] = ()) -> Weighing:
    """What the authors of a page are judged by; its folded lines name the site behind a copyright sign where its head does not."""
    host = stated.host or ""
    names = {fold(stated.sitename or ""), host, host.rsplit(".", 1)[0].rsplit(".", 1)[-1]}
    if not names - {""}:
        names |= {found[1] for line in folded if line.startswith(("©", "copyright")) and (found := OWNER.match(line))}
    return Weighing(cues, language, frozenset(form for name in names if len(form := NO_SIGN.sub("", name)) > 1))


def cleaned(claim: Claim, weigh: Weighing) -> Author | None:
    """A claim with its names split and freed of cue words, roles, outlets; None if no name is left."""
    names: list[str] = []
    groups: list[str] = []
    nobody = vocabulary().nobody
    for value in claim.names:
        shown = " ".join(reversed(value.split(","))) if surname_first(value, claim.source) else value
        for name, group in split(shown, weigh):
            if fold(name) in nobody or "admin" in fold(name).split() or fold(name) in weigh.cues.weekdays:
                continue
            names.append(name)
            if group or value in claim.organisations or is_site(name, weigh) or is_outlet(name, weigh.cues):
                groups.append(name)
    if any(name not in groups for name in names):
        names = [name for name in names if not is_site(name, weigh)]
        groups = [name for name in groups if name in names]
    if not names:
        return None
    return Author(claim.source, tuple(dict.fromkeys(names)), tuple(dict.fromkeys(groups)))


def surname_first(value: str, source: str) -> bool:
    """Is a value one person with the surname first ("Holm, Anna")? Two in Dublin Core have two names each, signs are in capitals."""
    parts = value.split(",")
    if len(parts) != 2 or source == CITED:
        return source == CITED and len(parts) == 2
    one = any(" " not in part.strip() for part in parts)
    return source.startswith(CREATOR) and one and not any(part.isupper() for part in parts)


def is_site(name: str, weigh: Weighing) -> bool:
    """Is a name that of the site, or of its host? A person may have a site of that name."""
    words = fold(name).split()
    if len(words) > 1 and words[0] in vocabulary().leading:
        words = words[1:]
    form = NO_SIGN.sub("", "".join(words))
    if len(words) in (2, 3) and words[0] in weigh.cues.given:
        return False
    first, initials = NO_SIGN.sub("", words[0]) if words else "", "".join(word[0] for word in words)
    return any(
        site in (form, first, initials) or (len(site) > 4 and form.startswith(site)) or (len(form) > 4 and site.startswith(form))
        for site in weigh.sites
    )


def is_outlet(name: str, cues: Cues) -> bool:
    """Does a name begin with an agency or a sign in capitals ("CNN Wire")?"""
    first, _, rest = name.partition(" ")
    return is_agency(first, cues) or (bool(rest) and len(first) >= SIGN and is_acronym(first) and not name.isupper())


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
    if not LETTERS.search(text) or text.casefold().startswith(vocabulary().starts) or text.endswith(":"):
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
