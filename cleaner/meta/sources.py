"""The forms of credits: labels, sign-offs, joined agencies with what they joined, initials, copyright of an agency."""

from __future__ import annotations

import re

from cleaner.fold import fold
from cleaner.meta.cues import Cues
from cleaner.meta.dates import NUMBER
from cleaner.meta.head import Head
from cleaner.meta.names import is_acronym, person
from cleaner.meta.outlets import SHORT_AGENCY, is_agency
from cleaner.meta.phrases import WORD, caseless, word_form, words_of
from cleaner.meta.place import SITE

SMALL = "a-zß-öø-ÿāăąćčďđēęěğģīķļłńňōőœŕřśşšťūůűųźżž"  # letters of initials
SHORT_NAMES = rf"[{SMALL}]{{2,4}}(?:\s?[/,;]\s?[{SMALL}]{{2,5}}){{0,3}}"
INITIALS = re.compile(SHORT_NAMES)
JOINED_INITIALS = re.compile(
    rf"(?:bur-)?[{SMALL}]{{2,4}}(?:-[{SMALL}]{{2,4}})?(?:/[{SMALL}]{{2,4}}){{1,3}}|(?:[{SMALL}]{{2,4}}/\s?){{1,4}}"
)
WITH_PICTURE = re.compile(rf"{SHORT_NAMES}\s?[;|]\s?[^\W\d_][^:;]{{1,24}}:\s?\S.*")  # "jm, al; Foto: ..."
IN_PARENS = re.compile(r"[(（\[［【]([^()（）\[\]［］【】]{2,120})[)）\]］】]\.?")
IN_SLASHES = re.compile(r"/([^/\n]{2,30})/\.?")
BEHIND_SOURCE = re.compile(rf".*[;,]\s?[{SMALL}]{{2,5}}(?:/[{SMALL}]{{2,5}})*(?:[;,/]\s?[{SMALL}]{{2,5}})+")
COPYRIGHT = re.compile(
    r"(?:Copyright\s?)?(?:©|ⓒ|\([cC]\))\s?(?:Copyright\s)?(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?,?\s)?(?:by\s|[Tt]he\s)?"
)
PHOTOGRAPHER = re.compile(r"\s?/\s?[^\W\d_]")  # a name behind an agency's: whose picture it is
LABEL = re.compile(r"\s*[:：•|](?![:：])")
ENTRY = re.compile(r"#\s?:?\s?\d{3}")  # the number of an entry in a catalogue, behind whoever keeps it
PARTED = re.compile(r"\s*[/,;+&|、・]\s*|\s-\s")
LONGEST_LIST = 60  # characters of a list of agencies
ASKING = frozenset("?!…:")  # no credit ends so
MOST_BEFORE = 4  # words before "with" and an agency
OUTLET = re.compile(r"([A-ZÄÖÜ]{2,5}(?: [A-ZÄÖÜ\d][\w.-]*){0,2}) \(([^()]{5,80})\)")
OWN_LETTERS = re.compile(r"(?:[^\W\d_]\. ?){2,3}|[A-Z]{2,3}")  # "J. M."

INITIALLED, SIGNED, COPY, AGENCIES, DESK = "initials", "sign-off", "agency's copyright", "agencies", "desk"
LABELLED = "label"


def labelled(text: str, head: Head) -> str:
    """Why a whole line is a credit, or an empty string."""
    known = head.spoken.credits
    how = known.get(text)
    if how is None:
        how = known[text] = form_of(text, head)
    return how


def form_of(text: str, head: Head) -> str:
    """The form of a line that is a credit, or an empty string."""
    if text[:1].isupper() and not may_be(text, head):
        return ""
    group = IN_PARENS.fullmatch(text) or IN_SLASHES.fullmatch(text)
    inner = group[1].strip() if group else text
    how = stated(inner, head)
    if how:
        return how
    if claimed(inner, head.cues):
        return COPY
    return listed(inner, head, group is not None)


def may_be(text: str, head: Head) -> bool:
    """May a line that begins with a capital be a credit? False is certain, and quicker than trying its forms."""
    cues, credit = head.cues, head.cues.credit
    return (
        credit.source.may_begin(text)
        or credit.reporting.may_begin(text)
        or not credit.sign_offs.isdisjoint(words_of(text)[1])
        or text.startswith("Copyright")
        or (("," in text or ";" in text) and NUMBER.search(text) is not None)
        or (len(text.strip(" .")) < LONGEST_LIST and (cues.agency_names.may_stand(text) or credit.wires.may_stand(text)))
        or custom(head, "outlet and names")
    )


def stated(text: str, head: Head) -> str:
    """Is it a label with a source, or a sign-off?"""
    cues = head.cues
    end = cues.credit.source.at(text)
    if end is not None:
        rest = text[end:].strip(" :：•|")
        label = rest and ((LABEL.match(text, end) and is_name(rest) and not ENTRY.search(rest)) or wires_only(rest, head))
        if label and head.speaks(cues.credit.source_spoken.get(fold(text[:end]), ())):
            return f"{LABELLED} {text[:end]!r}"
    return SIGNED if is_sign_off(text, head) else ""


def is_name(text: str) -> bool:
    """May this be a source's name, and not a word ("Source: a child", "source : node")? Sites are written small."""
    return not text[:1].islower() or "." in text.split(" ", 1)[0].rstrip(".")


def claimed(text: str, cues: Cues) -> bool:
    """Does an agency, not a photographer, claim the copyright? Only the Japanese service of an agency names both."""
    mark = COPYRIGHT.match(text)
    end = cues.agency_names.at(text, mark.end()) if mark and mark.end() < len(text) else None
    if mark is None or end is None or not is_agency(text[mark.end() : end], cues):
        return False
    return not PHOTOGRAPHER.match(text, end) or is_agency(text[mark.end() :], cues) or text.startswith("(c)")


def listed(text: str, head: Head, group: bool) -> str:
    """Is it a list of agencies and initials, or initials in brackets, or bare where the press signs so?

    `group` says that it stood in brackets or between slashes.
    """
    cues = head.cues
    text = text.strip(" .")
    usual = custom(head, "initials")
    if ("," in text or ";" in text) and NUMBER.search(text) and BEHIND_SOURCE.fullmatch(text):
        return "initials behind a source"
    if usual and WITH_PICTURE.fullmatch(text) and words_of_none(INITIALS.match(text), cues):
        return "initials before a picture's credit"
    if len(text) >= LONGEST_LIST:
        return "names behind an outlet" if named_outlet(text, head) else ""
    if words_of_none(INITIALS.fullmatch(text), cues) and (group or usual):
        return INITIALLED
    if words_of_none(JOINED_INITIALS.fullmatch(text), cues):
        return INITIALLED
    wired = cues.agency_names.may_stand(text) or cues.credit.wires.may_stand(text)
    if wired and (wires_only(text, head) or joined(text, head, group)):
        return AGENCIES
    return "names behind an outlet" if named_outlet(text, head) else ""


def words_of_none(found: re.Match[str] | None, cues: Cues) -> bool:
    """Are these initials, and none of them a frequent word of a language?"""
    return found is not None and not all(part in cues.stop_words for part in WORD.findall(found[0]))


def custom(head: Head, form: str) -> bool:
    """Does the press of the page's language print this form?"""
    return head.language in head.cues.credit.forms.get(form, ())


def named_outlet(text: str, head: Head) -> bool:
    """An outlet in capitals with the names of persons in brackets behind it ("HRF (Jo March, Amy Laurence)"), where the press signs so."""
    cues, found = head.cues, OUTLET.fullmatch(text)
    if found is None or is_agency(found[1], cues) or not custom(head, "outlet and names"):
        return False
    return all(person(name, cues) and not any(map(is_acronym, name.split())) for name in found[2].split(","))


def joined(text: str, head: Head, group: bool) -> bool:
    """Agencies joined with initials, sites or words for agencies by signs, or by "with" and what stands before it.

    In brackets other outlets in capitals may stand among them.
    """
    cues = head.cues
    for word in WORD.finditer(text):
        languages = cues.credit.with_words.get(word_form(word[0]))
        if languages and head.speaks(languages) and wires_only(text[word.end() :].strip(), head):
            return before_with(text[: word.start()].strip(" /,"), cues)
    parts = PARTED.split(text)
    sure = [wires_only(part, head) for part in parts]
    rest = [part for known, part in zip(sure, parts, strict=True) if not known]
    return (
        all(parts) and any(sure) and all(INITIALS.fullmatch(part) or SITE.fullmatch(part) or (group and is_acronym(part)) for part in rest)
    )


def before_with(text: str, cues: Cues) -> bool:
    """Nothing, initials, or a name or outlet of few words in capitals before "with" and an agency."""
    if not text or INITIALS.fullmatch(text) or OWN_LETTERS.fullmatch(text):
        return True
    words = text.split()
    return len(words) <= MOST_BEFORE and words[-1][:1].isupper() and (person(text, cues) is not None or words[0][:1].isupper())


def wires_only(text: str, head: Head) -> bool:
    """Is it agencies or words for agencies, with nothing but signs, joining words and articles around them?"""
    cues = head.cues
    if not text[:1].isalnum() or text[-1:] in ASKING:
        return False
    if is_agency(text, cues):
        return certain(text, cues)
    found, place = False, 0
    while word := WORD.search(text, place):
        start = word.start()
        if NUMBER.search(text, place, start):
            return False
        ends = (phrases.at(text, start) for phrases in (cues.agency_names, cues.credit.wires))
        end = max((end for end in ends if end), default=None)
        if end and (certain(text[start:end], cues) or cues.credit.wires.at(text, start) == end):
            found, place = True, end
            continue
        if not (word[0].islower() or caseless(word[0])) or word_form(word[0]) not in cues.stop_words:
            return False
        place = word.end()
    return found


def is_desk(text: str, cues: Cues) -> bool:
    """Is it a desk that signs behind a dash ("Staff Reporter")?"""
    end = cues.desks.at(text)
    return end is not None and end == len(text)


def certain(text: str, cues: Cues) -> bool:
    """Is it an agency, and none of those whose letters make another word when they are no capitals ("Na", "Ani")?"""
    return is_agency(text, cues) and (len(text) > SHORT_AGENCY or not text.istitle() or caseless(text))


def is_word(text: str, head: Head) -> bool:
    """Is a word with one capital a frequent one of the page's language, too ("Mehr")? Below prose it is an agency."""
    languages = head.cues.stop_words.get(fold(text)) if text.istitle() else None
    return languages is not None and head.speaks(languages)


def is_sign_off(text: str, head: Head) -> bool:
    """Does a line begin with a sign-off's words and go on with a name, or end with them ("... contributed to this report")?"""
    cues = head.cues
    if cues.by.at(text) is not None:
        return False
    end = cues.credit.reporting.at(text)
    if end is not None:
        rest = text[end:].lstrip(" :：")
        named = bool(rest) and (not rest[0].islower() or wires_only(rest, head))
        return named and (" " in text[:end].strip() or text[end:].lstrip()[:1] in ":：")
    if not text[:1].isupper() or cues.credit.sign_offs.isdisjoint(words_of(text)[1]):
        return False
    start = cues.credit.reporting.ends(text)
    if start is not None:
        return text.count(" ", start) >= 2
    found = cues.credit.reporting.find(text)
    return found is not None and text.count(" ", *found) >= 1 and person(text[: found[0]], cues) is not None
