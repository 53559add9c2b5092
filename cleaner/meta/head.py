"""The lines around the start of the body, and what of each may be metadata."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import cached_property
from itertools import chain

from cleaner.meta.cues import Cues
from cleaner.meta.noted import Noted, Spoken
from cleaner.meta.phrases import spaceless
from cleaner.meta.pieces import LONGEST, Line, taken_apart
from cleaner.meta.window import Window
from cleaner.model import ANYWHERE, Page

ABOVE = 60  # kept lines above the body that are looked at; 97 % of bylines stand within 12
BELOW = 9  # kept lines from the body's first on
TOP = 3  # first kept lines of a page, where its title stands
PROSE = 60  # characters: a longer line is no line of names
FEW = 0.08  # share of frequent words without which no language is told; a language's own text has 0.3 and more
ALMOST = 0.6  # share of the most that makes a language possible too
ANY = "any"  # the pack of all languages
LINES = 12  # lines of the body that tell the language
SAMPLE = 900  # characters of the body that tell the language
# Who wrote a post of a network that an article shows, and is no author of the article.
POST = re.compile(r"(?:^|[^\w\s] ?)\s*[—–] ?[^()]{1,60}\(@\w{1,30}\)")

SITE_SIGNS = "-|«»·:"
# What stands between a title and the site's name, the last such sign of the line.
SITE = re.compile(rf" [{SITE_SIGNS}]{{1,2}} (?!.* [{SITE_SIGNS}]{{1,2}} )")


class Head:
    """The lines around the start of the body, by place in `window.rows`."""

    def __init__(self, page: Page, window: Window, noted: Noted, language: str | None) -> None:
        self.page, self.window, self.noted, self.cues = page, window, noted, noted.cues
        self.stated = language
        self.start = max(0, window.first - ABOVE)
        self.stop = min(len(window.rows), window.first + BELOW)

    def text(self, place: int) -> str:
        """The line at a place, as printed."""
        return self.page.lines[self.window.rows[place]]

    def folded(self, place: int) -> str:
        """The folded line at a place."""
        return self.page.folded[self.window.rows[place]]

    def line(self, place: int) -> Line:
        """The line at a place, taken apart."""
        index = self.window.rows[place]
        known = self.noted.lines.get(index)
        if known is None:
            known = self.noted.lines[index] = taken_apart(self.page.lines[index].rstrip(), self.cues, self.stated)
        return known

    def furniture(self, place: int) -> bool:
        """Does a rule name this line wherever it stands?"""
        return any(rule.where in ANYWHERE and not rule.keep for rule in self.page.hits.get(self.window.rows[place], ()))

    @cached_property
    def forms(self) -> list[str]:
        """The folded lines of the whole window, by place."""
        return [*map(self.page.folded.__getitem__, self.window.rows)]

    @cached_property
    def tops(self) -> list[str]:
        """The folded first lines of the page without the name of the site."""
        return [*map(without_site, self.forms[:TOP])]

    @cached_property
    def short_lines(self) -> list[tuple[int, str]]:
        """Place and folded form of the head's lines that are short enough to be metadata."""
        forms = map(self.page.folded.__getitem__, self.window.rows[self.start : self.stop])
        short = [(place, form) for place, form in enumerate(forms, self.start) if len(form) <= LONGEST]
        return [(place, form) for place, form in short if "(@" not in form or not POST.search(self.text(place))]

    @cached_property
    def hit_places(self) -> frozenset[int]:
        """Places of the head's lines that any rule matches."""
        hits = self.page.hits
        return frozenset(place for place, index in enumerate(self.window.rows[self.start : self.stop], self.start) if index in hits)

    @cached_property
    def spaceless(self) -> bool:
        """Is the body in a script without spaces between words?"""
        text = self.text(self.window.first).strip() if self.window.rows else ""
        return spaceless(text[:40]) or spaceless(self.body[:80])

    @cached_property
    def whole(self) -> str:
        """The text of the body's beginning and of the head."""
        return self.joined(self.start, self.window.first + 60)

    @cached_property
    def body(self) -> str:
        """The text of the body's first lines."""
        return self.joined(self.window.first, min(self.window.last, self.window.first + 25))

    def joined(self, first: int, stop: int) -> str:
        """The text of some lines."""
        return "\n".join(map(self.page.lines.__getitem__, self.window.rows[first:stop]))

    @cached_property
    def prose(self) -> list[str]:
        """The long lines of the head and of the body's beginning."""
        texts = (self.text(place).strip() for place in range(self.start, min(self.window.last, self.window.first + 25)))
        return [text for text in texts if len(text) > PROSE]

    @cached_property
    def language(self) -> str | None:
        """The language stated, else the one whose frequent words the body has most of."""
        return self.stated[:2].lower() if self.stated else next(iter(self.languages), None)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages whose frequent words the body has most of, the first of them first; nothing if it has few."""
        rows, first, last = self.window
        telling = tuple(rows[first : min(last, first + LINES)])
        known = self.noted.languages.get(telling)
        if known is None:
            known = self.noted.languages[telling] = languages_of(" ".join(map(self.page.folded.__getitem__, telling)), self.cues)
        return known

    def speaks(self, languages: Collection[str]) -> bool:
        """May words of these languages be words of this page? Always, if its language is not known."""
        if self.stated:
            return self.language in languages or ANY in languages
        return not self.languages or ANY in languages or any(name in languages for name in self.languages)

    @cached_property
    def spoken(self) -> Spoken:
        """What is noted of lines while the body shows these languages."""
        languages = () if self.stated else self.languages
        known = self.noted.spoken.get(languages)
        if known is None:
            known = self.noted.spoken[languages] = Spoken()
        return known


def without_site(form: str) -> str:
    """A folded line less the name of the site that follows the title where a page begins with its head's title."""
    return SITE.split(form, maxsplit=1)[0] if any(sign in form for sign in SITE_SIGNS) else form


def languages_of(text: str, cues: Cues) -> tuple[str, ...]:
    """The languages that the frequent words of a folded text are of, the likeliest first."""
    words = text[:SAMPLE].split(" ")
    counts = Counter(chain.from_iterable(filter(None, map(cues.stop_words.get, words))))
    most = max(counts.values(), default=0)
    if most < FEW * len(words):
        return ()
    return tuple(name for name, count in counts.most_common() if count >= ALMOST * most)
