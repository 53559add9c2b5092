"""Names by their form, in any script: persons by capitals, initials and particles; organisations by tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache
from typing import NamedTuple

from cleaner.meta.cues import Cues
from cleaner.meta.outlets import is_agency, is_paper, is_whence, without_outlet
from cleaner.meta.phrases import WORD, caseless, spaceless, word_form, words_of

ITEM = re.compile(r"\s*(?:[,;&、，；＆+]|\s/\s|(?<=[\w.])/(?=\w))\s*")
EDGES = " \t\r\n.,:;|*_\"“”„«»'‘’`()[]<>/\\-–—•：，、。©\ufeff\u00a0"
INNER_EDGES = EDGES.replace(".", "")
KANJI = "[\u3400-\u9fff\uf900-\ufaff々]{2,5}"
KANA = "[\u30a0-\u30fa\u30fc]{2,10}[・＝=][\u30a0-\u30ff・＝=]{2,14}"
HANGUL = "[\uac00-\ud7af]{2,4}"
JOINED = "[\u3400-\u9fff々]{1,4}[ \u3000][\u3400-\u9fff々\u3040-\u30ff]{1,4}"
THAI_NAME = re.compile("[\u0e01-\u0e4e]{2,20}(?: [\u0e01-\u0e4e]{2,20}){1,2}")
TAIL_NUMBER = re.compile(r"[\s–—-][\s\d–—-]*$")  # less what belongs to a user's name ("Simple07")
SHORT_JOINER = 2  # letters of a joining word that may be another word in another language
GLUED_LETTERS = 3  # of a word that begins with "and", at least one more
MOST_TOKENS = 6
MOST_NAMES = 4  # words of a name without its particles
SMALL = 3  # letters of a word in lower case that ends no name
LONGEST_TOKEN = 24
LONGEST_NAME = 60
NO_NAME = frozenset(":?")  # signs that no organisation's name holds
OUTLET_WORDS = 4  # words of an outlet or a place behind the names
LONGEST_ROLE = 60  # characters of a piece or a line that holds a role


Speaks = Callable[[Collection[str]], bool]


class Named(NamedTuple):
    """An author: the name, and if it is an organisation."""

    name: str
    organisation: bool


def person(text: str, cues: Cues, least: int = 2) -> str | None:
    """The name of a person, if the text has the form of one with at least `least` words, else None."""
    printed = " ".join(text.split())
    text = printed.strip(EDGES)
    if not text or len(text) > LONGEST_NAME or not (text.replace(" ", "").isalpha() or not any(map(str.isdigit, text))):
        return None
    if spaceless(text[:1]):
        return text if east_asian(text) and not is_label(text, cues) else thai_person(text, cues)
    tokens = undoubled(text.split(" "))
    if len(tokens[-1]) == 1 and f"{text}." in printed:
        tokens[-1] += "."  # an initial
    if not least <= len(tokens) <= MOST_TOKENS:
        return None
    fits = all(caseless(token) and len(token) > 1 for token in tokens[:5]) if caseless(text) else western(tokens, cues, least)
    return " ".join(tokens) if fits else None


def is_label(text: str, cues: Cues) -> bool:
    """Is a text what stands before days ("승인", "更新")? It has the form of a name where names have neither capitals nor spaces."""
    return any(labels.at(text) == len(text) for labels in (cues.published, cues.updated, cues.other_days))


def western(tokens: list[str], cues: Cues, least: int) -> bool:
    """Are these words with capitals, particles between them, and not initials only?"""
    small = [token for token in tokens if not is_name_token(token)]
    if not least <= len(tokens) - len(small) <= MOST_NAMES or tokens[-1] in small:
        return False
    return all(word_form(token) in cues.particles for token in small) and any(len(token.strip(".")) > 1 for token in tokens)


def undoubled(tokens: list[str]) -> list[str]:
    """The words of a name that is printed twice in a row, once (the text of a portrait and the name)."""
    half = len(tokens) // 2
    return tokens[:half] if half > 1 and tokens[:half] == tokens[half:] else tokens


def is_name_token(token: str) -> bool:
    """A word with a capital, an initial, a hyphenated or apostrophed name."""
    if token.isalpha():
        return token[0].isupper() and len(token) <= LONGEST_TOKEN
    bare = token.strip(".,'’‘-")
    if not bare or len(bare) > LONGEST_TOKEN:
        return False
    if not all(sign.isalpha() or sign in "-'’‘.´`ʼ" or not sign.isascii() for sign in bare):
        return False
    return bare[0].isupper() or (len(bare) > 2 and bare[1] in "'’" and bare[2].isupper())


def thai_person(text: str, cues: Cues) -> str | None:
    """The name of a Thai person, less the title before it: two or three words of Thai letters."""
    title = max((title for title in cues.titles if text.startswith(title)), key=len, default="")
    name = text.removeprefix(title).strip()
    return name if THAI_NAME.fullmatch(name) else None


def east_asian(text: str) -> bool:
    """Two to five characters of Chinese or Japanese, two to four of Korean, or a foreign name in kana."""
    return eastern_name().fullmatch(text) is not None


@cache
def eastern_name() -> re.Pattern[str]:
    """The forms of such names; `re` takes milliseconds for them, and most texts have none."""
    return re.compile("|".join((KANJI, HANGUL, KANA, JOINED)))


def organisation(text: str, cues: Cues) -> str | None:
    """The name of an agency or a desk, if the text is one."""
    shown = text.strip(INNER_EDGES).rstrip(".")
    if not shown or len(shown) > LONGEST_NAME or not NO_NAME.isdisjoint(shown):
        return None
    if is_agency(shown, cues):
        return shown
    words = shown.split()
    if len(words) > MOST_TOKENS:
        return None
    end = cues.desks.at(shown)
    if end and word_form(shown[end:].split(" ")[1] if shown[end : end + 1] == " " else "") in cues.prepositions:
        return shown[:end]  # "our correspondent in Berlin"
    return shown if end == len(shown) or cues.desks.ends(shown) is not None else None


def items(text: str, cues: Cues, speaks: Speaks, strong: bool = False) -> list[str]:
    """A list of names split at commas, signs and the joining words of the page's languages; behind a cue word, at glued ones too."""
    out: list[str] = []
    for part in ITEM.split(text) if not text.replace(" ", "").isalpha() else (text,):
        words = part.split()
        last = 0
        for place, word in enumerate(words):
            if word.islower() or caseless(word) or (len(word) > 1 and text.isupper()):
                languages = cues.joiners.get(word_form(word))
                if languages and (len(word) > SHORT_JOINER or speaks(languages)):
                    out.append(" ".join(words[last:place]))
                    last = place + 1
        out += unglued(words[last:], cues) if strong and caseless(part) else [" ".join(words[last:])]
    return [item for item in out if item.strip(EDGES)]


def unglued(words: list[str], cues: Cues) -> list[str]:
    """Names of two words or more, of which each but the first begins with a letter that means "and" ("أحمد خالد وسامي خليل")."""
    last = 0
    out: list[str] = []
    for place in range(2, len(words) - 1):
        word = words[place]
        if place - last > 1 and word[0] in cues.glued and len(word) > GLUED_LETTERS and word_form(word) not in cues.given:
            out.append(" ".join(words[last:place]))
            last, words[place] = place, word[1:]
    return [*out, " ".join(words[last:])]


def without_role(item: str, cues: Cues) -> tuple[str, bool]:
    """An item without the role that stands before or after the name, and if there was one."""
    found = cues.roles.find(item)
    if found is None:
        return item, False
    name = item[: found[0]].strip(EDGES)
    if not name or (name.islower() and not caseless(name)):  # "our correspondent Jo March"
        return item[found[1] :].strip(EDGES), True
    tokens = name.split()
    if len(tokens) > 2 and not caseless(name):
        inner = len(tokens[1].strip(".")) == 1 or word_form(tokens[1]) in cues.particles or len(tokens[0].strip(".")) <= 2
        name = " ".join(tokens[: 3 if inner else 2])
    return name, True


def is_role(text: str, cues: Cues) -> bool:
    """Is this a role, and nothing else?"""
    name, role = without_role(text, cues) if len(text) <= LONGEST_ROLE else (text, False)
    return role and not name


def trimmed(text: str, cues: Cues) -> str:
    """A list of names without labels, words of the clock and numbers behind it ("Jo March on", "Jo March published")."""
    while True:
        if not text[-1:].isalpha():
            text = TAIL_NUMBER.sub("", text)
        words, forms = words_of(text)
        if len(words) < 2:
            return text
        last, form = words[-1], forms[-1]
        starts = [cues.beside_all.ends(text)]
        small = last.islower() and (len(last) <= SMALL or form in cues.clock) and not is_agency(last, cues)
        if small or form in cues.weekdays:
            starts.append(text.rindex(last))
        start = min((start for start in starts if start), default=None)
        if start is None:
            return text
        text = text[:start].rstrip(EDGES)


def is_acronym(token: str) -> bool:
    """A short word in capitals, as outlets and agencies have."""
    bare = token.strip(EDGES)
    return 2 <= len(bare) <= 5 and bare.isupper() and bare.isascii() and "." not in token


def authors_of(text: str, cues: Cues, speaks: Speaks, strong: bool, wordy: bool = False) -> tuple[list[Named], bool]:
    """The authors in a list of names, and if the whole of it was understood.

    Args:
        text: names with what joins them, without cue words.
        cues: the words of the packs.
        speaks: tells if words of some languages may be words of this page: joining words are short and mean other things elsewhere.
        strong: a cue word stands before it, so that one word may be a name.
        wordy: the cue word says "author" by itself ("posted by"), so that every item may be one word.
    """
    found: list[Named] = []
    clean = True
    text = trimmed(text, cues)
    parts = items(text, cues, speaks, strong)
    for number, item in enumerate(parts):
        name, had_role = without_role(item, cues)
        if found and (not name or (had_role and not item.endswith(name)) or is_paper(item, cues) or is_whence(item, cues)):
            continue  # a role behind the names, whom they write for, or whence
        group = None if had_role and is_given(name, cues) else organisation(item, cues)
        if group and ((clean and not found) or is_agency(group, cues)):
            found.append(Named(group, True))
        if group or not name:
            continue
        name = without_outlet(name, cues)
        known = person(name, cues)
        if known and found and not had_role and is_acronym(known.split(" ")[0]) and not found[0].name.isupper():
            continue  # an outlet behind the names
        one = strong and " " not in name.strip() and not (found and is_acronym(name.strip("®™")))
        users = wordy and not any(" " in name.name for name in found)  # "posted by Anna Holm, Berlin" is one
        if known is None and one and (users or (number == 0 and all(is_group(part, cues) for part in parts[1:]))):
            known = single(name)
        if known:
            found.append(Named(known, False))
        elif strong and not number and not had_role and " " in item and item[:1].islower():
            return [], False  # "By providing my address, I agree to Selected Advertising"
        elif not had_role and not (found and number and len(item.split()) <= OUTLET_WORDS and not item[:1].islower()):
            clean = False
    if len(found) > 1 and not found[0].organisation:
        found = [name for name in found if not name.organisation or is_agency(name.name, cues)]
    return found, clean


def is_given(name: str, cues: Cues) -> bool:
    """Is this a person whose first name is known? "Jo March Staff Writer" is no desk."""
    return word_form(name.split(" ", maxsplit=1)[0].strip(EDGES)) in cues.given and person(name, cues) is not None


def is_group(text: str, cues: Cues) -> bool:
    """Is this an organisation?"""
    return organisation(text, cues) is not None


def single(name: str) -> str | None:
    """A name of one word: a user, a pen name, a site."""
    bare = name.strip(EDGES)
    return bare if 2 < len(bare) <= LONGEST_TOKEN and WORD.search(bare) and not spaceless(bare) and "/" not in bare else None
