"""Who wrote an article, for whom and when, read off the lines under its headline; nothing where they may be text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.reading.headers import read_header

BODY = "The port was closed on Monday. Nobody was hurt.\n"


def values(top: str) -> dict[str, str]:
    return dict(read_header(f"{top}\n\n{BODY}").values)


@pytest.mark.parametrize(
    ("top", "day", "publisher", "author"),
    [
        ("By Ana Bell, The Elsmark Courier, 3 October 2031", "2031-10-03", "The Elsmark Courier", "Ana Bell"),
        ("The Coastal Herald, 4 October 2031", "2031-10-04", "The Coastal Herald", None),
        ("*Norden Wire | Oct. 6, 2031 10:00 AM EDT*", "2031-10-06", "Norden Wire", None),
        ("By Ana Bell\nOctober 3, 2031", "2031-10-03", None, "Ana Bell"),
        ("By Ana Bell and Omar Reyes\nThe Post — 2031-10-03", "2031-10-03", "The Post", "Ana Bell and Omar Reyes"),
        ("Ana Bell\n3 October 2031", "2031-10-03", None, None),
        ("ELSMARK, 3 October 2031", "2031-10-03", None, None),
        ("Fri, Oct 3, 2031, updated 4 October 2031 - 5 min read", "2031-10-03", None, None),
        ("Friday 3 October 2031 10.41 BST", "2031-10-03", None, None),
        ("Elsmark (Reuters), 3 October 2031", "2031-10-03", "Reuters", None),
        ("By Ana Bell, The Courier. 3 October 2031.", "2031-10-03", "The Courier", "Ana Bell"),
        ("The Courier, Oct. 3, 2031. By J. R. Bell", "2031-10-03", "The Courier", "J. R. Bell"),
        ("The Courier, October 3 2031. Report: Ana Bell", "2031-10-03", "The Courier", None),
        ("Norden Rail press office, 3 October 2031", "2031-10-03", "Norden Rail", None),
        ("Norden Rail AG press release, Elsmark, 3 October 2031", "2031-10-03", "Norden Rail AG", None),
        ("HarbourAid bulletin, 3 October 2031", "2031-10-03", "HarbourAid", None),
        ("Diario do Porto\n3 October 2031", "2031-10-03", None, None),
        ("La Gazzetta del Porto (English edition)\n3 October 2031", "2031-10-03", None, None),
        ("By Ana Bell, Staff reporter, The Courier\n3 October 2031", "2031-10-03", "The Courier", "Ana Bell"),
        ("PRESS RELEASE - 3 October 2031", "2031-10-03", None, None),
        ("Held on Friday 3 October 2031 in the Town Hall", "2031-10-03", None, None),
    ],
)  # fmt: skip
def test_a_byline_below_a_headline_is_read(
    top: str, day: str, publisher: str | None, author: str | None
) -> None:
    text = f"Storm closes the port\n\n{top}\n\n{BODY}"
    header = read_header(text)
    assert header.values["title"] == "Storm closes the port"
    assert header.values["published"] == day
    assert header.values.get("publisher") == publisher
    assert header.values.get("author") == author
    assert text[header.end :].strip() == BODY.strip()


def test_a_byline_may_stand_at_the_very_top() -> None:
    found = values("3 October 2031 | The Courier")
    assert found == {"published": "2031-10-03", "publisher": "The Courier"}


def test_a_headline_of_names_is_no_byline() -> None:
    found = values("Morning Post Leaves Elsmark\n3 October 2031")
    assert found == {"title": "Morning Post Leaves Elsmark", "published": "2031-10-03"}


@pytest.mark.parametrize(
    "top",
    [
        "Storm\n\nThe council met on 3 October 2031",
        "Storm\n\nThe council met on 3 October 2031.",
        "By the sea\n\nIt was cold",
        "Storm\n\nOctober 2031",
        "Diary\n\n3 October 2031\n\nI went.\n\n4 October 2031\n\nI slept.",
        "Storm\n\n03/10/2031",
    ],
)
def test_what_may_be_text_stays_text(top: str) -> None:
    assert read_header(f"{top}\n\n{BODY}").end == 0


def test_a_text_that_is_nothing_but_a_byline_stays() -> None:
    assert read_header("Storm\nBy Ana Bell\n3 October 2031\n").end == 0


def test_what_is_named_wins_over_a_byline() -> None:
    found = values("Storm\nSource: The Norden Ledger\nDate: 2031-10-05")
    assert (found["publisher"], found["published"]) == ("The Norden Ledger", "2031-10-05")


_PIECES = st.sampled_from(["By ", "Ana Bell", "3 October 2031", "The Post", ", ", " | ", "\n", "*", "Oct. 3, 2031", "é", "(", "."])  # fmt: skip


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_no_line_breaks_the_reader(text: str) -> None:
    header = read_header(text)
    assert 0 <= header.end <= len(text)
    assert header.end == 0 or text[header.end :].strip()
