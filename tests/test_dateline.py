"""Datelines that a day, an agency or the page proves, and beginnings that only look like one; made-up places."""

from __future__ import annotations

import pytest

import cleaner
from cleaner.model import Document

TITLE = "Harbour council votes on the new ferry line"
PROSE = (
    "The council met in the old town hall on the quay, and after four hours of talk it agreed to pay for a second boat from spring.",
    "Nobody had expected so clear a vote, said the woman who runs the ticket office, and she had brought cake for both sides of the room.",
    "The first boat comes from Norhaven at six in the morning and the last one goes home at ten, when the lights on the pier go out.",
)


def document(start: str, *more: str) -> Document:
    """A page of a title, a byline and paragraphs, the first of which begins with `start`."""
    return cleaner.clean("\n\n".join((TITLE, "By Jo March", start + PROSE[0], *(more or PROSE[1:]))), kind="text")


@pytest.mark.parametrize(
    ("start", "place", "agency", "day"),
    [
        ("KARVEL, March 22: ", "KARVEL", None, "March 22"),
        ("KARVEL (March 22): ", "KARVEL", None, "March 22"),
        ("KARVEL (March 22, 2024): ", "KARVEL", None, "March 22, 2024"),
        ("Norhaven, Mar 22: ", "Norhaven", None, "Mar 22"),
        ("Karvel [Norland], March 22 (ANI): ", "Karvel", "ANI", "March 22"),
        ("NEW KARVEL, Mar 22 (PTI): ", "NEW KARVEL", "PTI", "Mar 22"),
        ("KARVEL, Norland (AP) _ ", "KARVEL, Norland", "AP", None),
        ("KARVEL, Va. — ", "KARVEL, Va.", None, None),
        ("KARVEL, N.Y. -- ", "KARVEL, N.Y.", None, None),
        ("KARVEL, Va. (AP) — ", "KARVEL, Va.", "AP", None),
        ("KARVEL, Norland. — ", "KARVEL, Norland", None, None),
        ("KARVEL, Norland, CMC – ", "KARVEL, Norland", "CMC", None),
        ("Lomé, le 24 mars 2024 (ATOP)- ", "Lomé", "ATOP", "24 mars 2024"),
        ("Lomé, le 24 mars 2024 – ", "Lomé", None, "24 mars 2024"),
        ("Karvel, den 22. März 2024 - ", "Karvel", None, "22. März 2024"),
        ("Celje, 22. februarja - ", "Celje", None, "22. februarja"),
        ("Karvel, March 22 — ", "Karvel", None, "March 22"),
    ],
)
def test_a_day_or_an_agency_proves_a_place(start: str, place: str, agency: str | None, day: str | None) -> None:
    line = document(start).dateline
    assert line is not None
    assert (line.place, line.agency, line.date, line.raw) == (place, agency, day, start.strip())


@pytest.mark.parametrize(
    "start",
    [
        "Karvel, Mar 22: ",  # nothing but its form, in small letters before a colon
        "Deadline, March 31: ",
        "Council, March 22: ",
        "COUNCIL, March 22: ",
        "Today, March 22 - ",
        "Deadline 31 March - ",
        "Monday, March 22: ",
        "Update (March 22): ",
        "Correction (March 22, 2024): ",
        "Published, March 22, 2024: ",
        "TRADITIONAL STYLE: ",
        "KARVEL _ ",
        "Sunday was hot. 24 October. ",
        "-----",
        "***** - ",
    ],
)
def test_what_only_looks_like_a_dateline(start: str) -> None:
    assert document(start).dateline is None


@pytest.mark.parametrize(
    ("start", "place"),
    [
        ("OTTAWA - ", "OTTAWA"),
        ("Ottawa - ", "Ottawa"),
        ("BOGOTA - ", "BOGOTA"),
        ("NEW DELHI: ", "NEW DELHI"),
        ("BUENOS AIRES, Argentina – ", "BUENOS AIRES, Argentina"),
        ("ISLAMABAD/LAHORE: ", "ISLAMABAD/LAHORE"),
    ],
)
def test_a_city_that_is_known_needs_no_other_proof(start: str, place: str) -> None:
    line = document(start).dateline
    assert line is not None
    assert (line.place, line.raw) == (place, start.strip())


@pytest.mark.parametrize(
    "start",
    [
        "Ottawa: ",  # a label, more often than not
        "READING: ",
        "NICE - ",  # a city in French
        "KARVEL - ",
        "OTTAWA - and ",
        "OTTAWA (Norhaven) - ",
    ],
)
def test_what_no_city_proves(start: str) -> None:
    assert document(start).dateline is None


def test_a_city_proves_nothing_below_the_beginning_of_the_body() -> None:
    assert document("", f"Ottawa - {PROSE[1]}", PROSE[2]).dateline is None


def test_a_list_of_places_and_days_has_no_dateline() -> None:
    assert document("KARVEL, March 22: ", f"NORHAVEN, March 23: {PROSE[1]}", PROSE[2]).dateline is None
    assert document("Norhaven, March 22: ", f"Karvel, March 23: {PROSE[1]}", PROSE[2]).dateline is None


def test_a_line_of_dashes_under_a_speaker_is_no_place() -> None:
    speech = (f"Anna HOLM, presenter\n{'-' * 20}\n{PROSE[0]}", f"Peter LUND, astronomer\n{'-' * 20}\n{PROSE[1]}")
    assert cleaner.clean("\n\n".join(("Stargazers", "8 March 2025", *speech)), kind="text").dateline is None


def test_place_day_and_agency_on_a_line_of_their_own() -> None:
    page = cleaner.clean("\n\n".join((TITLE, "Norhaven 29 September 2016 (TASR/Photo: Holm)", *PROSE)), kind="text")
    assert page.dateline is not None
    assert (page.dateline.place, page.dateline.agency, page.dateline.date) == ("Norhaven", "TASR", "29 September 2016")
    assert (page.byline, str(page.published), page.title, page.removed) == (None, "2016-09-29", TITLE, ())
    named = cleaner.clean("\n\n".join((TITLE, "Anna Holm 29 September 2016 (TASR)", *PROSE)), kind="text")
    assert named.dateline is None


def test_a_day_without_a_year_is_no_source_of_a_day() -> None:
    assert "published" not in document("KARVEL, March 22 (AP) - ").sources
    dated = document("KARVEL, March 22, 2024 (AP) - ")
    assert (str(dated.published), dated.sources["published"]) == ("2024-03-22", "line 5, in the dateline")
