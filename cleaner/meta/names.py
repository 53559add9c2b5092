"""Names by their form, in any script: persons by capitals, initials and particles; organisations by tables."""

from __future__ import annotations

import re
from typing import NamedTuple

from cleaner.fold import fold
from cleaner.meta.cues import SPACELESS, WORD, Cues

ITEM = re.compile(r"\s*(?:[,;&、，；＆+]|\s/\s|(?<=\w)/(?=\w)|\band/or\b)\s*")
EDGES = " \t\r\n.,:;|*_\"“”„«»'‘’`()[]<>/\\-–—•：，、。\ufeff\u00a0"
INITIALS = re.compile(r"(?:[^\W\d_]\.){1,3}[^\W\d_]?\.?")
KANJI = re.compile(r"[\u3400-\u9fff\uf900-\ufaff々]{2,5}")
KANA = re.compile(r"[\u30a0-\u30ff・＝=]{3,20}")
HANGUL = re.compile(r"[\uac00-\ud7af]{2,4}")
JOINED = re.compile(r"[\u3400-\u9fff々]{1,4}[ \u3000][\u3400-\u9fff々\u3040-\u30ff]{1,4}")
MOST_TOKENS = 6
LONGEST_TOKEN = 24


class Named(NamedTuple):
    """An author: the name, and if it is an organisation."""

    name: str
    organisation: bool


def caseless(text: str) -> bool:
    """Is the first letter of a script without capitals?"""
    letter = next((sign for sign in text if sign.isalpha()), "")
    return bool(letter) and letter.upper() == letter.lower()


def is_agency(text: str, cues: Cues) -> bool:
    """Is this a news agency, short or in full?"""
    return fold(text) in cues.agencies


def person(text: str, cues: Cues, least: int = 2) -> str | None:
    """The name of a person, if the text has the form of one with at least `least` words, else None."""
    text = " ".join(text.strip(EDGES).split())
    if not text or len(text) > 60 or any(sign.isdigit() for sign in text):
        return None
    if SPACELESS.match(text):
        return text if east_asian(text) else None
    tokens = text.split(" ")
    if not least <= len(tokens) <= MOST_TOKENS:
        return None
    full = sum(is_name_token(token, cues) for token in tokens)
    if caseless(text):
        return text if all(WORD.fullmatch(token.strip(".'’-")) or "-" in token for token in tokens) and len(tokens) <= 4 else None
    small = [token for token in tokens if not is_name_token(token, cues)]
    if full < least or any(fold(token) not in cues.particles for token in small) or tokens[-1] in small:
        return None
    if all(len(token.strip(".")) == 1 for token in tokens):
        return None
    return text


def is_name_token(token: str, cues: Cues) -> bool:
    """A word with a capital, an initial, a hyphenated or apostrophed name."""
    bare = token.strip(".,'’‘-")
    if not bare or len(bare) > LONGEST_TOKEN:
        return False
    if not all(sign.isalpha() or sign in "-'’‘.´`ʼ" or not sign.isascii() for sign in bare):
        return False
    return bare[0].isupper() or caseless(bare) or (len(bare) > 2 and bare[1] in "'’" and bare[2].isupper())


def east_asian(text: str) -> bool:
    """Two to five characters of Chinese or Japanese, two to four of Korean, or a foreign name in kana."""
    return bool(KANJI.fullmatch(text) or HANGUL.fullmatch(text) or KANA.fullmatch(text) or JOINED.fullmatch(text))


def organisation(text: str, cues: Cues) -> str | None:
    """The name of an agency or a desk, if the text is one."""
    shown = text.strip(EDGES.replace(".", ""))
    if not shown or len(shown) > 60:
        return None
    if is_agency(shown, cues):
        return shown
    place = cues.desks.find(shown)
    if place and len(shown.split()) <= 6:
        return shown
    return None


def items(text: str, cues: Cues) -> list[str]:
    """A list of names split at commas, signs and joining words."""
    out: list[str] = []
    for part in ITEM.split(text):
        words = part.split()
        last = 0
        for place, word in enumerate(words):
            if fold(word) in cues.joiners and not word[:1].isupper():
                out.append(" ".join(words[last:place]))
                last = place + 1
        out.append(" ".join(words[last:]))
    return [item for item in out if item.strip(EDGES)]


def without_role(item: str, cues: Cues) -> tuple[str, bool]:
    """An item without the role that stands before or after the name, and if there was one."""
    start = cues.roles.at(item)
    if start is not None:
        return item[start:].strip(EDGES), True
    found = cues.roles.find(item)
    if found is None:
        return item, False
    name = item[: found[0]].strip()
    tokens = name.split()
    if len(tokens) > 2 and not name.endswith(","):
        keep = 3 if len(tokens[1].strip(".")) == 1 or fold(tokens[1]) in cues.particles or tokens[0].endswith(".") else 2
        name = " ".join(tokens[:keep])
    return name, True


def without_agency(item: str, cues: Cues) -> str:
    """A name without the agency printed behind it ("Jo March The Associated Press")."""
    words = item.split()
    for count in range(2, len(words)):
        if is_agency(" ".join(words[count:]), cues):
            return " ".join(words[:count])
    return item


def authors_of(text: str, cues: Cues, strong: bool) -> tuple[list[Named], bool]:
    """The authors in a list of names, and if the whole of it was understood.

    With `strong` a cue word stands before it, so that one word may be a name.
    """
    found: list[Named] = []
    clean = True
    for number, item in enumerate(items(text, cues)):
        name, had_role = without_role(item, cues)
        if not name:
            continue
        group = None if had_role else organisation(name, cues)
        if group:
            found.append(Named(group, True))
            continue
        known = person(without_agency(name, cues), cues)
        if known is None and strong and number == 0 and len(text.split()) == 1:
            known = person(name, cues, least=1) or (name.strip(EDGES) if len(name) > 2 and WORD.match(name) else None)
        if known:
            found.append(Named(known, False))
        elif not (found and number and len(item.split()) <= 3 and item[:1].isupper()) and not had_role:
            clean = False
    return found, clean
