"""Days as printed: found by their form, ordered by language and by the page's other dates, told from clocks by labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cleaner.fold import fold
from cleaner.meta.cues import Cues
from cleaner.meta.phrases import ASCII_WORD, WORD, word_form, words_of
from cleaner.meta.solar import BASE, MONTHS, YEARS, solar_day

FIRST, LAST = 1900, 2100  # years a page may be of
BUDDHIST = 543  # years the Thai calendar is ahead
CENTURY = "(?:19|20|25)"
YMD = re.compile(rf"(?<!\d)({CENTURY}\d\d|{YEARS})\s?(?:[-/.\s]|年|년)\s?(\d{{1,2}})\s?(?:[-/.]|月|월)\s?(\d{{1,2}})(?!\d)(?:\s?[日일])?")
# "令和5年7月26日", "令和元年...", "令和5(2023)年...", "令和5年(2023年)...", "民國113年3月5日"
ERA = re.compile(
    r"([^\W\d_]{2})\s?(元|\d{1,3})\s?(?:年\s?)?(?:[(（]\s?(\d{4})\s?年?\s?[)）]\s?)?(?:年\s?)?(?<=[年)）\s])(\d{1,2})\s?月\s?(\d{1,2})\s?日"
)
NUMBERS = re.compile(rf"(?<![\d.,/:])(\d{{1,2}})(\s?[-/.]\s?)(\d{{1,2}})\s?[-/.]\s?({CENTURY}\d\d|{YEARS}|\d\d(?!\d))(?![.,]\d)")
CLOSE = re.compile(r"\d\s?[-/.年년\s]\s?\d{1,2}\s?[-/.月월]")  # day, month and year in numbers
BEFORE = re.compile(r"(?<![\d:])(\d{1,2})[\W_]{0,3}(?:(?![AaPp]\.?[Mm])[^\W\d_]{1,3}[\W_]{1,2})?$")
YEAR_BEFORE = re.compile(rf"({CENTURY}\d\d)[\W_]{{0,3}}(?:[^\W\d_]{{1,4}}[\W_]{{1,2}})?$")
YEAR_AFTER = re.compile(rf"[\W_]{{0,3}}(?:[^\W\d_]{{1,4}}[\W_]{{1,2}}|[พค]\.ศ\.\s?)?({CENTURY}\d\d)(?:(?!\d)|(?=\d:)|(?=\d?\d\D))")
SOLAR_BEFORE = re.compile(rf"(?<!\d)({YEARS})[\W_]{{1,3}}$")
SOLAR_AFTER = re.compile(rf"[\W_]{{1,3}}({YEARS})(?!\d)")
SHORT_YEAR_AFTER = re.compile(r"[\s.,'’-]{1,2}(\d\d)(?![\d:.hH])")
DAY_AFTER = re.compile(r"(?:\smėn\.)?[\s.,\u00a0-]{1,3}(\d{1,2})(?!\d)(?:st|nd|rd|th)?(?!\s?[:h]\d)")
GLUED = re.compile(r"[a-zß-ÿ]([A-Z][a-z]{2,8})$")  # "PressDecember": markup that parted them is lost
TIME = re.compile(
    r"(?<!\d)(?:[01]?\d|2[0-4])(?:\s?[:時시h]\s?|[.](?=\d\d\s))[0-5]\d(?:[:.][0-5]\d)?(?:\.\d+)?\s?(?:分|분|[AaPp]\.?\s?[Mm]\b\.?|hrs?\b|h\b)?(?:Z|[+-]\d\d:?\d\d)?"
    r"|(?<!\d)1?\d\s?[AaPp]\.?[Mm]\b\.?"
)
CLOCK = re.compile(r"\d\s?[:時시h.AaPp]")  # in every time
ZONE = re.compile(r"\(?\b(?:GMT|UTC)\s?[+-]\s?\d{1,2}(?::?\d\d)?\)?")
THAI = re.compile("[\u0e01-\u0e4e]")
DOTTED = re.compile("[\u0e01-\u0e4e]{1,3}\\.[\u0e01-\u0e4e]{1,2}\\.")  # the short name of a Thai month
INNER_CAPITAL = re.compile(r"[a-zß-ÿ][A-Z]")
SLASH = re.compile(r"\s?/\s?")  # between a month's names in two languages
NUMBER = re.compile(r"\d")
DAY_FIRST = re.compile(r"(?<![\d:])\d{1,2}(?:st|nd|rd|th|\.)?\s([^\W\d_]{3,12})\.?,?\s(?:19|20)\d\d\b")  # "3 May 2024"
MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,12})\.?\s\d{1,2}(?:st|nd|rd|th)?,\s(?:19|20)\d\d\b")  # "May 3, 2024"


ZEROS = (0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0x1040, 0x17E0, 0xFF10)
DIGITS = {zero + value: str(value) for zero in ZEROS for value in range(10)}  # of other scripts; one sign for one sign


class Printed(NamedTuple):
    """A day as printed, from `start` to `end` of its line.

    `loose` if the order of day and month is open; `names` is an entry of `Cues.months` if languages mean several months by the name.
    """

    start: int
    end: int
    year: int | None
    month: int
    day: int
    loose: bool = False
    names: str = ""

    def on(self, order: str, languages: Sequence[str] = ()) -> date | None:
        """The day, if its year is printed; `order` tells "mdy" from the others, `languages` are those of the page, the likeliest first."""
        if self.year is None:
            return None
        month, day = (self.day, self.month) if self.loose and order == "mdy" else (self.month, self.day)
        month = month_of(self.names, languages) if self.names else month
        return a_day(self.year, month, day)

    def on_weekday(self, weekdays: int) -> Printed:
        """The day with its order settled, if only one of the two falls on a weekday; `weekdays` are bits, Monday the lowest."""
        if not (self.loose and self.year and weekdays):
            return self
        turned = self._replace(month=self.day, day=self.month)
        fits = [one for one in (self, turned) if (day := one.on("dmy")) and weekdays >> day.weekday() & 1]
        return fits[0]._replace(loose=False) if len(fits) == 1 else self


def a_day(year: int, month: int, day: int) -> date | None:
    """A date, if there is such a day; months above `MONTHS` are of the Solar calendar."""
    if month > MONTHS:
        return solar_day(year, month - MONTHS, day)
    if year > LAST:
        year -= BUDDHIST
    try:
        return date(year, month, day) if FIRST <= year <= LAST else None
    except ValueError:
        return None


def printed(text: str, cues: Cues, language: str | None = None) -> list[Printed]:
    """The days printed in a line, in order, none within another."""
    found: list[Printed] = []
    if not NUMBER.search(text):
        return found
    text = text if text.isascii() else text.translate(DIGITS)
    if CLOSE.search(text):
        found = [Printed(m.start(), m.end(), int(m[1]), month_in(int(m[1]), int(m[2])), int(m[3])) for m in YMD.finditer(text)]
        for match in NUMBERS.finditer(text):
            found += numbered(match)
    if "月" in text:
        found += of_eras(text, cues.eras)
    months = cues.months
    if is_thai(text):
        for dotted in DOTTED.finditer(text):
            if numbers := months.get(fold(dotted[0])):
                found += named(text, dotted.span(), numbers, cues, language)
    if months.keys().isdisjoint(words_of(text)[1]) and not INNER_CAPITAL.search(text):
        return in_order(found)
    for word in (ASCII_WORD if text.isascii() else WORD).finditer(text):
        shown = word[0]
        numbers = months.get(word_form(shown)) if len(shown) > 1 else None
        start = word.start()
        if numbers is None and not shown[1:].islower() and (glued := GLUED.search(shown)):
            numbers, start = months.get(word_form(glued[1])), start + glued.start(1)
        if numbers:
            found += named(text, (start, word.end()), numbers, cues, language)
    return in_order(found)


def in_order(found: list[Printed]) -> list[Printed]:
    """The days that there are, in order, none within another: of two that share a part the one with a year ("Julie 31 October 2023")."""
    found.sort(key=lambda item: (item.start, -item.end))
    out: list[Printed] = []
    for item in found:
        if not a_day(item.year or (BASE if item.month > MONTHS else 2000), item.month, item.day):
            continue
        if out and item.start < out[-1].end:
            if out[-1].year is not None or item.year is None:
                continue
            out.pop()
        out.append(item)
    return out


def of_eras(text: str, eras: Mapping[str, int]) -> Iterator[Printed]:
    """The days whose years are counted from the first of an emperor or a republic; one that is printed beside must be the same."""
    for match in ERA.finditer(text):
        era, count, year, month, day = match.groups()
        if era in eras:
            reckoned = eras[era] + (1 if count == "元" else int(count))
            if year is None or int(year) == reckoned:
                yield Printed(match.start(), match.end(), reckoned, int(month), int(day))


def is_thai(text: str) -> bool:
    """Does a text hold a Thai letter?"""
    return not text.isascii() and THAI.search(text) is not None


def short_year(number: int, thai: bool) -> int:
    """The year that two digits mean; in Thai it is one of the Buddhist calendar."""
    return 2500 + number if thai else 2000 + number if number < 70 else 1900 + number


def month_in(year: int, number: int) -> int:
    """A month of a year, which is one of the Solar calendar if ours has long passed it."""
    return number if year >= FIRST else MONTHS + number


def numbered(match: re.Match[str]) -> Iterable[Printed]:
    """A day in numbers with the year last."""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == 2:
        if match[2].strip() == "-":
            return
        year = short_year(year, is_thai(match.string))
    if year < FIRST:
        yield Printed(match.start(), match.end(), year, month_in(year, second), first)
    elif second > 12 >= first:
        yield Printed(match.start(), match.end(), year, first, second)
    elif first != second and first <= 12:
        yield Printed(match.start(), match.end(), year, second, first, loose=True)
    else:
        yield Printed(match.start(), match.end(), year, second, first)


def month_of(numbers: str, languages: Sequence[str]) -> int:
    """The month of a name that languages use for different ones: that of the first of some languages that has it, else of most.

    `numbers` is an entry of `Cues.months`.
    """
    words = numbers.split(" ")
    values = [int(number) for number in words[1::2]]
    known = next((values[words[::2].index(language)] for language in languages if language in words[::2]), None)
    return known or max(values, key=lambda number: (values.count(number), -number))


def named(text: str, span: tuple[int, int], numbers: str, cues: Cues, language: str | None) -> Iterable[Printed]:
    """A day with a month name, which stands at `span`, whatever stands first; `numbers` is the name's entry of `Cues.months`."""
    month = month_of(numbers, (language[:2].lower(),) if language else ())
    names = "" if language or len(set(numbers.split(" ")[1::2])) == 1 else numbers
    days = (day._replace(names=names) for day in beside_month(text, span, month, cues))
    # Solar months are other words too: they count only with their year.
    yield from (day for day in days if month <= MONTHS or (day.year or FIRST) < FIRST)


def beside_month(text: str, span: tuple[int, int], month: int, cues: Cues) -> Iterable[Printed]:
    """A day whose month is named at `span`, whatever stands first."""
    start, end = span
    twin = SLASH.match(text, end)
    second = WORD.match(text, twin.end()) if twin else None
    if second and word_form(second[0]) in cues.months:
        end = second.end()
    before, after = text[max(0, start - 14) : start], text[end : end + 24]
    year_before, year_after = (SOLAR_BEFORE, SOLAR_AFTER) if month > MONTHS else (YEAR_BEFORE, YEAR_AFTER)
    lead, year = BEFORE.search(before), year_after.match(after)
    if lead and not year and (tail := DAY_AFTER.match(after)) and year_after.match(after, tail.end()):
        lead = None  # "at 10 May 3, 2020"
    if lead and 1 <= int(lead[1]) <= 31:
        begin = start - (len(before) - lead.start())
        short = None if year or month > MONTHS else SHORT_YEAR_AFTER.match(after)
        if year:
            yield Printed(begin, end + year.end(), int(year[1]), month, int(lead[1]))
        elif short:
            yield Printed(begin, end + short.end(), short_year(int(short[1]), is_thai(text)), month, int(lead[1]))
        else:
            above = text[max(0, begin - 14) : begin]
            earlier = year_before.search(above)  # "2024. gada 22. marts"
            begin -= len(above) - earlier.start() if earlier else 0
            yield Printed(begin, end, int(earlier[1]) if earlier else None, month, int(lead[1]))
        return
    first, tail = year_before.search(before), DAY_AFTER.match(after)
    if tail and 1 <= int(tail[1]) <= 31:
        year = year_after.match(after, tail.end())
        if first and not year:
            yield Printed(start - (len(before) - first.start()), end + tail.end(), int(first[1]), month, int(tail[1]))
            return
        yield Printed(start, end + (year or tail).end(), int(year[1]) if year else None, month, int(tail[1]))


def order_of(text: str) -> str | None:
    """How a text orders day and month in numbers, if any of its dates shows it."""
    first = second = 0
    for match in NUMBERS.finditer(text):
        first += 12 < int(match[1]) <= 31 and int(match[3]) <= 12
        second += 12 < int(match[3]) <= 31 and int(match[1]) <= 12
    return None if first == second else "dmy" if first > second else "mdy"


def names_days_first(text: str, cues: Cues) -> bool:
    """Do more of a text's days with the name of a month begin with the day ("3 May 2024") than with the month?"""
    first, second = (sum(word_form(found[1]) in cues.months for found in form.finditer(text)) for form in (DAY_FIRST, MONTH_FIRST))
    return first > second
