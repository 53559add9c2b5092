"""Second opinions: which lines of a page another extractor takes for its body."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

GRAM = 3  # words of a passage that is looked up in the other text
MUCH = 0.6  # share of a line's passages that must stand there
LONGEST = 3_000_000  # characters of a page that is given to other programs
MOST_TAGS = 30_000  # of a page that trafilatura is asked about: 50,000 cells of one row take it 30 seconds; no page of 855 has half of them
WORDS = re.compile(r"\w+")
STOP_LISTS = {  # of jusText, by language
    "af": "Afrikaans",
    "ar": "Arabic",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "es": "Spanish",
    "et": "Estonian",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "id": "Indonesian",
    "is": "Icelandic",
    "it": "Italian",
    "ko": "Korean",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "ms": "Malay",
    "nl": "Dutch",
    "no": "Norwegian_Bokmal",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sr": "Serbian",
    "sv": "Swedish",
    "sw": "Swahili",
    "ta": "Tamil",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
}


class Opinion(NamedTuple):
    """Who is asked, and how; `always` says that the answer alone decides."""

    name: str
    ask: Callable[[], str]
    always: bool


def by_trafilatura(source: str, fast: bool) -> str:
    """The body that trafilatura finds, "" if none; it refuses some broken pages in many ways.

    Without its own fallbacks (`fast`) it answers in 0.6 of the time, and in 0.7 of that where it is asked for all
    that may be body, which spares a second try: as an opinion that is worth as much (F1 0.905 against 0.906, 0.964 both).
    """
    if fast and source.count("<", 0, LONGEST) > MOST_TAGS:
        return ""
    import trafilatura

    with suppress(Exception):
        found = trafilatura.bare_extraction(source[:LONGEST], with_metadata=False, include_comments=False, fast=fast, favor_recall=fast)
        return getattr(found, "text", None) or ""
    return ""


def by_justext(source: str, language: str | None) -> str:
    """The body that jusText finds with the stop words of the language, English if it has none."""
    import justext

    with suppress(Exception):
        found = justext.justext(source[:LONGEST], justext.get_stoplist(stop_list(language)))
        return "\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)
    return ""


def stop_list(language: str | None) -> str:
    """The name of jusText's stop list of a language."""
    return STOP_LISTS.get((language or "").lower()[:2], "English")


def opinion(engine: str, source: str, language: str | None) -> Opinion | None:
    """Whom an engine asks: "auto" asks trafilatura where the page is in doubt, "lines" asks nobody."""
    if engine == "lines":
        return None
    if engine == "justext":
        return Opinion(engine, cache(lambda: by_justext(source, language)), True)  # a page may be judged twice
    return Opinion("trafilatura", cache(lambda: by_trafilatura(source, engine == "auto")), engine == "trafilatura")


def taken(lines: Sequence[str], text: str) -> NDArray[np.bool_]:
    """Which lines stand in another program's text: most of their passages, or all of a short line's words."""
    words = WORDS.findall(text.lower())
    passages = set(zip(*(words[place:] for place in range(GRAM)), strict=False))
    flat = f" {' '.join(words)} "
    out = np.zeros(len(lines), np.bool_)
    for place, line in enumerate(lines):
        own = WORDS.findall(line.lower())
        if len(own) >= GRAM:
            found = map(passages.__contains__, zip(*(own[start:] for start in range(GRAM)), strict=False))
            out[place] = sum(found) >= MUCH * (len(own) - GRAM + 1)
        elif own:
            out[place] = f" {' '.join(own)} " in flat
    return out
