"""The folded form of a line: what rules look at, whatever its case, script variant, marks or Markdown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

MARKED = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+[\"'][^\"']*[\"'])?\s*\)")
SPACES = re.compile(r"\s{2,}|[^\S ]")
LETTERED = re.compile(r"[^\W\d_a-zA-Z]")  # a letter beyond ASCII
THAI = "\u0e00-\u0eff"
EAST = "\u3040"  # from here on stand the other letters of scripts without spaces, and little else
# Quotation marks are not among the edges: a line in quotes is something somebody said.
EDGES = " \t\r*_#>|•·●▪■□◆◇○◦‣⁃‧・»«›‹→←↑↓▶►▷▼▾▲▴◀◄★☆✓✔✕✖×+=~-:;,.!?¡¿()[]{}<\\/。、，：；！？…【】〈〉《》〔〕।॥؟،؛۔׃"
ASCII_EDGES = "".join(sign for sign in EDGES if sign.isascii())  # twice as fast to strip

PAIRS = {
    "‘’‚‛ʼ´`′": "'",
    "“”„‟″": '"',
    "‐‑‒–—―−": "-",
    "ı": "i",
    "ё": "е",
    "ş": "ș",
    "ţ": "ț",
    "أإآٱ": "ا",
    "ىیې": "ي",
    "ک": "ك",
    "ةۀہھە": "ه",
    "ά": "α",
    "έ": "ε",
    "ή": "η",
    "ίϊΐ": "ι",
    "ό": "ο",
    "ύϋΰ": "υ",
    "ώ": "ω",
}
# Signs that are not seen: zero-width, direction and joining marks, soft hyphen, tatweel, harakat, niqqud, the dot of "İ".
UNSEEN = [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xAD, 0x640, 0x307, 0xFE0F, 0]
UNSEEN += [*range(0x64B, 0x653), 0x670, *range(0x591, 0x5BE), *range(0x5BF, 0x5C0), 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7]
DIGITS = [0x660, 0x6F0, 0x966, 0x9E6]  # zeros of Arabic-Indic, Persian, Devanagari and Bengali digits

TABLE: dict[int, str] = {ord(sign): plain for signs, plain in PAIRS.items() for sign in signs}
TABLE |= {zero + value: str(value) for zero in DIGITS for value in range(10)}
TABLE |= dict.fromkeys(UNSEEN, "")
PLAIN = {chr(code): plain for code, plain in TABLE.items()}
# Scanning for the signs and replacing each takes a quarter of the time of str.translate, which looks every letter up.
VARIANT = re.compile("[" + "".join(re.escape(sign) for sign in PLAIN) + "]")


def fold(line: str) -> str:
    """The folded form of a line.

    Lower case that is right for German, Greek and Turkish ("ß" is "ss", "ς" is "σ", "İ I ı i" are one), NFKC, one
    form for the letter variants of Arabic and Persian, Latin digits, plain quotes and dashes; list, heading,
    emphasis and link marks of Markdown and punctuation at the edges dropped; single spaces. A line of signs alone
    keeps them, so that only a blank line folds to nothing. The length of the form
    says nothing about the line: never take offsets in it.
    """
    if "](" in line:
        line = unmarked(line)
    shown = normal(line)
    return tidied(shown.strip(ASCII_EDGES if shown.isascii() else EDGES) or unicodedata.normalize("NFKC", line).casefold().strip())


@lru_cache(4096)
def folded_forms(forms: tuple[str, ...]) -> frozenset[str]:
    """The folded forms of a rule's lines."""
    return frozenset(map(fold, forms))


def fold_lines(lines: Sequence[str]) -> list[str]:
    """The folded forms of some lines, none of which holds a newline: the same as `fold` of each, in a fifth of the time."""
    if not lines:
        return []
    text = "\n".join(lines)
    if "](" in text:
        lines = [unmarked(line) if "](" in line else line for line in lines]
        text = "\n".join(lines)
    odd: list[int] = []
    if text.isascii():
        forms = [line.strip(ASCII_EDGES) for line in normal(text).split("\n")]
    else:
        forms = [line.strip(ASCII_EDGES) for line in normal("\n".join([line if line.isascii() else "" for line in lines])).split("\n")]
        odd = [index for index, line in enumerate(lines) if not line.isascii()]
        for index, form in zip(odd, normal("\n".join([lines[index] for index in odd])).split("\n"), strict=True):
            forms[index] = form.strip(EDGES)
    if "" in forms:
        forms = [form or (fold(line) if line and not line.isspace() else "") for form, line in zip(forms, lines, strict=True)]
    if "  " in text or "\t" in text or "**" in text:
        return [tidied(form) if "  " in form or "\t" in form or "**" in form else form for form in forms]
    for index in odd:  # NFKC makes spaces of other signs
        forms[index] = tidied(forms[index])
    return forms


def normal(text: str) -> str:
    """A text in lower case, one form for each letter, without signs that are not seen."""
    if text.isascii():
        text = text.lower()
        return text.replace("`", "'").replace("\0", "") if "`" in text or "\0" in text else text
    return VARIANT.sub(plain, unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()))


def tidied(form: str) -> str:
    """A form with single spaces and without marks of emphasis."""
    if "  " in form or "\t" in form:
        form = SPACES.sub(" ", form)
    if "**" in form and form[0] != "*":
        form = form.replace("**", "")
    return form


def plain(match: re.Match[str]) -> str:
    """The plain form of a sign."""
    return PLAIN[match[0]]


def unmarked(line: str) -> str:
    """A Markdown line without link targets and image syntax; an image without a text is "image"."""
    for _ in range(2):  # an image may stand in a link
        line = MARKED.sub(lambda match: match[1] or ("image" if match[0].startswith("!") else ""), line)
    return line


def words(folded: str) -> int:
    """Length in words; two letters of a script without spaces count as a word, four in Thai and Lao, whose vowels and tones are letters."""
    count = folded.count(" ") + 1 if folded else 0
    if not folded.isascii():
        letters = unspaced(folded)
        count += letters // (2 if letters and max(folded) >= EAST else 4)
    return count


def is_lettered(folded: str) -> bool:
    """Does a form hold a letter beyond ASCII?"""
    return not folded.isascii() and LETTERED.search(folded) is not None


def unspaced(text: str) -> int:
    """How many letters of scripts without spaces stand in a text."""
    return len(letters_without_spaces(max(text, default="") >= EAST).findall(text))


@cache
def letters_without_spaces(eastern: bool) -> re.Pattern[str]:
    """Letters of scripts without spaces; `re` takes 10 ms for those of the far east, which most texts have none of."""
    return re.compile(f"[{THAI}\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]" if eastern else f"[{THAI}]")


def is_edge(folded: str, place: int) -> bool:
    """Is there a word edge before the sign at `place`? Scripts without spaces have one everywhere."""
    if place <= 0 or place >= len(folded):
        return True
    before, after = folded[place - 1], folded[place]
    if not (before.isalnum() and after.isalnum()):
        return True
    return unspaced(before + after) > 0
