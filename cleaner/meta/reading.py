"""Reading the pieces of a line for authors: what each tells of who wrote, and in what part of the text."""

from __future__ import annotations

import re

from cleaner.fold import fold
from cleaner.meta.cues import Cues
from cleaner.meta.evidence import likely
from cleaner.meta.head import Head
from cleaner.meta.names import EDGES, LONGEST_ROLE, OUTLET_WORDS, Named, authors_of, person, trimmed, without_role
from cleaner.meta.outlets import is_agency, is_paper, is_whence
from cleaner.meta.phrases import caseless, spaceless, word_form
from cleaner.meta.pieces import Line, Piece

PARTED = frozenset(" /")  # what stands between the words of a cue, which no other language has then
STOPS = frozenset(".。！!？?")  # end a sentence, and no name of a source
DOT = "·"  # between Korean names, and the two of a foreigner in Chinese
HAN = re.compile("[\u3400-\u9fff]{1,8}")
HANGUL = re.compile("[\uac00-\ud7af]+")
FULL_NAME = 3  # syllables of most Korean names
KOREAN_PARTICLES = frozenset("는를을의에도로과와")  # end words of a sentence, and few names
OUTLET = re.compile(r"[a-z]+[A-Z]\w*|[\w-]+\.(?:com|net|org|co\.\w\w|[a-z]{2})")  # what no name looks like
MOST_SIGN = 4  # letters of the sign of a reporter
EQUALS = "=＝｜丨／"  # between a cue word and a name
NAME_END = re.compile(r"[／/\s,，]")


class Reading:
    """What the pieces of a line have told so far."""

    def __init__(self, head: Head, line: Line) -> None:
        self.head, self.cues, self._text = head, head.cues, line.text
        self.authors: list[Named] = []
        self.loose: list[tuple[Piece, list[Named]]] = []
        self.cue, self.start, self.end = "", -1, -1
        self.whole, self.waiting, self.sourced = True, False, False
        self.shape = bool(line.days or line.times or "@" in line.text)

    def take(self, piece: Piece) -> None:
        """Read one more piece."""
        if self.took_surname(piece) or self.took_share(piece):
            return
        text = without_clock(piece.text, self.cues)
        source = source_behind(text, self.cues)
        if source:
            self.sourced = True
            self.whole = self.whole and len(source.split()) <= (1 if spaceless(source) else OUTLET_WORDS) and source[-1] not in STOPS
            return
        if names_another(text, self.head):
            self.whole = self.whole and len(text) < LONGEST_ROLE
            return
        stop = len(text) if text in self.cues.marks else cue_end(text, self.head)
        rest = text[stop:].lstrip(EDGES + EQUALS)
        if stop and not rest:
            self.cue, self.waiting, self.start = text[:stop], True, piece.start
        elif stop or self.waiting or (self.authors and text.split(" ", 1)[0] in self.cues.joiners):
            self.take_names(piece, text[:stop], rest)
        else:
            self.take_other(piece, text)

    def took_surname(self, piece: Piece) -> bool:
        """Join what a dot parts from the last author to it, as the Chinese print foreign names ("玛尔塔·奎尔"); False if it is none."""
        if not self.authors or self._text[self.end : piece.start] != DOT:
            return False
        first, last = self.authors[-1].name, NAME_END.split(piece.text, maxsplit=1)[0]
        if not (HAN.fullmatch(first) and HAN.fullmatch(last)):
            return False
        self.authors[-1], self.end = Named(f"{first}{DOT}{last}", False), piece.start + len(last)
        return True

    def took_share(self, piece: Piece) -> bool:
        """Take what brackets say of the one named before them ("Jo March (Text) und Amy Holm (Fotos)"); False if they say else."""
        if self._text[max(0, piece.start - 1) : piece.start] != "(" or self._text[piece.end : piece.end + 1] != ")":
            return False
        if self.loose and not self.authors and cue_end(piece.text, self.head) == len(piece.text):
            self.add(self.loose[-1][0], self.loose[-1][1], piece.text)
            return True
        other = self.cues.others.at(piece.text) == len(piece.text) and len(self.authors) > 1
        if other:
            self.authors.pop()
        return other

    def take_names(self, piece: Piece, cue: str, names: str) -> None:
        """Read the names behind a cue word."""
        found, clean = authors_of(names, self.cues, self.head.speaks, strong=True, wordy=" " in cue.strip())
        self.whole = self.whole and clean
        if found:
            self.add(piece, found, cue)
            self.waiting = False

    def add(self, piece: Piece, found: list[Named], cue: str) -> None:
        """Keep authors and where they stand."""
        self.cue = self.cue or cue
        self.authors += [name for name in found if name not in self.authors]
        self.start, self.end = self.start if self.start >= 0 else piece.start, piece.end

    def is_sign(self, piece: Piece) -> bool:
        """Is this in brackets, right behind a name, the short sign of who has it ("Jo March (jm)")?"""
        before, names = self.loose[-1]
        between = self._text[before.end : piece.start].strip()
        short = piece.text.islower() and len(piece.text) <= MOST_SIGN
        return short and between == "(" and piece.text[0] == names[-1].name[0].lower()

    def with_dots(self, piece: Piece, named: list[Named]) -> tuple[Piece, list[Named]]:
        """The piece that a list of names with dots between them begins with, which `named` end, and the names before them."""
        names: list[Named] = []
        loose = self.loose if named and is_full_name(named[0].name, self.cues) else ()
        for before, found in reversed(loose):
            if self._text[before.end : piece.start].strip() != DOT or not all(is_full_name(name.name, self.cues) for name in found):
                break
            piece, names = before, found + names
        return piece, names

    def take_other(self, piece: Piece, text: str) -> None:
        """Read a piece without a cue word: names before a reporter's title, bare names, roles, outlets."""
        named = before_cue(text, self.head)
        if named:
            first, before = self.with_dots(piece, named)
            self.add(piece._replace(start=first.start), [*before, *named], "after")
            self.whole = self.whole and len(text) < LONGEST_ROLE  # a sentence may stand before the name
            return
        if fold(text) in self.cues.cities or (is_paper(text, self.cues) and not is_agency(text, self.cues)):
            return  # "Jo March / Madrid", "Harbour News | 5 March"
        if self.loose and (is_whence(text, self.cues) or OUTLET.fullmatch(text) or self.is_sign(piece)):
            return  # "Jo March (à Karvel)", "Jo March - harborNews", "Jo March (jm)"
        found, clean = authors_of(text, self.cues, self.head.speaks, strong=False)
        role = without_role(text, self.cues)[1]
        if found and clean:
            self.loose.append((piece, found))
            self.shape = self.shape or role
        elif role and len(text) < LONGEST_ROLE:
            self.shape = True
        elif not (self.authors and len(text.split()) <= OUTLET_WORDS and not text[:1].islower()):
            self.whole = False


def names_another(text: str, head: Head) -> bool:
    """Does a piece begin with words before names that are no author's? What is so in one language only gives way to another's cue."""
    end = head.cues.others.at(text)
    if end is None:
        return False
    phrase = fold(text[:end])
    cue = head.cues.by_spoken.get(phrase)
    return not (cue and head.speaks(cue) and not head.speaks(head.cues.others_spoken.get(phrase, ())))


def source_behind(text: str, cues: Cues) -> str:
    """What stands behind a label with a colon that says where the text is from, without the label of a day behind it, or nothing."""
    end = cues.credit.source.at(text)
    return trimmed(text[end + 1 :].strip(), cues) if end is not None and text[end : end + 1] in (":", "：") else ""


def cue_end(text: str, head: Head) -> int:
    """Where the cue words at the start of a piece end, or 0."""
    by = head.cues.by
    stop = by.at(text) or 0
    if stop and not PARTED.intersection(cue := fold(text[:stop])) and not head.speaks(head.cues.by_spoken.get(cue, ())):
        return 0  # "De Maart", "Da Vinci", "Interview Training"
    while stop and (again := by.at(text[stop:].lstrip(EDGES))):
        stop = len(text) - len(text[stop:].lstrip(EDGES)) + again
    return stop


def without_clock(text: str, cues: Cues) -> str:
    """A piece without the words of the clock before a cue word ("Uhr von Jo March")."""
    first, _, rest = text.partition(" ")
    return rest.strip() if rest and word_form(first) in cues.clock and cues.by.at(rest.strip()) else text


def before_cue(text: str, head: Head) -> list[Named]:
    """The authors before a word that stands after names ("홍길동 기자"), or the one behind it ("記者王小明")."""
    found = head.cues.after.find(text)
    if found is None:
        return []
    role = head.cues.roles.find(text)
    start = role[0] if role and role[0] < found[0] < role[1] else found[0]  # "홍길동 선임기자"
    before, behind = text[:start].strip(EDGES), text[found[1] :].strip(EDGES)
    first = NAME_END.split(behind, maxsplit=1)[0]
    if spaceless(first[:1]) and person(first, head.cues) and likely(Named(first, False), head, text) > 0:
        return [Named(first, False)]
    tokens = before.split(" ")
    if len(tokens) > 1 and all(is_full_name(token, head.cues) for token in tokens):
        return [Named(token, False) for token in tokens]
    token = tokens[-1].split("·")[-1].strip(EDGES) if before else ""
    token = token or first
    name = person(token, head.cues) if caseless(token) else person(before, head.cues)
    return [Named(name, False)] if name else []


def is_full_name(text: str, cues: Cues) -> bool:
    """Is this a Korean name of three syllables that begins with a frequent surname, and no word with a particle ("김밥은")?"""
    return len(text) == FULL_NAME and HANGUL.fullmatch(text) is not None and text[0] in cues.given and text[-1] not in KOREAN_PARTICLES
