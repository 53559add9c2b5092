"""Sign-offs behind a dash, and labels of a source that are none; made-up names."""

from __future__ import annotations

import pytest

import cleaner
from cleaner.model import Document

PROSE = (
    "The council met in the old town hall on the quay, and after four hours of talk it agreed to pay for a second boat from spring.",
    "Nobody had expected so clear a vote, said the woman who runs the ticket office, and she had brought cake for both sides of the room.",
    "The first boat leaves at six in the morning and the last one comes home at ten, when the lights on the pier go out for the night.",
)


def document(end: str) -> Document:
    """A page of paragraphs, with `end` behind the last sentence and a button below it."""
    body = "\n\n".join(PROSE)
    return cleaner.clean(f"Harbour council votes\n\nBy Jo March\n\n{body}{end}\n\nShare this", kind="text")


@pytest.mark.parametrize("dash", [" -", "-", " - ", " —", " –", " ~ "])
@pytest.mark.parametrize("name", ["PTI", "Agencies", "Staff Reporter"])
def test_a_dash_signs_a_text_off(dash: str, name: str) -> None:
    page = document(dash + name)
    assert (page.credit, page.sources["credit"]) == (name, "line 9, behind the last sentence")
    assert page.text.endswith(dash + name)


@pytest.mark.parametrize("line", ["-PTI", "—Agencies", "~ Agencies", "–Staff Reporter", "— News Desk"])
def test_a_sign_off_on_a_line_of_its_own_moves(line: str) -> None:
    page = document(f"\n\n{line}")
    assert (page.credit, page.text.endswith(PROSE[-1])) == (line, True)


@pytest.mark.parametrize(
    "end",
    [
        " Staff Reporter",
        " -the end",
        " -Jo March",
        " — Norhaven",
        "\n\nStaff Reporter",
        "\n\n- Staff Reporter",
        "\n\n-the end",
        "\n\nA heading of the harbour\n\n—Staff Reporter",
        "\n\nSource:: Boats again",
        "\n\nSource: ABC MLS, MLS#: 100442",
    ],
)
def test_what_only_looks_like_a_credit(end: str) -> None:
    assert document(end).credit is None


@pytest.mark.parametrize("line", ["Source: The Harbour Herald", "Source: Harbour Herald #2"])
def test_a_label_with_a_source_is_a_credit(line: str) -> None:
    assert document(f"\n\n{line}").credit == line
