"""The lines of a saved page and what each looks like: a heading of the page, an age, a sentence …"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from search_index.reading.dates import written_date
from search_index.reading.words import word_list

Look = Literal["sure", "likely", "anchor", "tag", "prose", "short"]

_SECTIONS = ("comments", "related", "tags", "share", "site")
_FOLD = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})
_EDGES = re.compile(
    r"^(?:#{1,6}|[-–—•·*>|▶►]+)\s+|[\s:.…!»>→|*_]+$|\s*\(\d+\)$|^\d+\s+(?=comments?$)"
)
_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$")
_SEPARATOR = re.compile(r"\s+[-–—|·•]\s*|\s*[|·•]\s*")
# A line of the page says little; a longer one is somebody's sentence, whatever it begins with.
_MARK_WORDS = 8
_BEGINNING_WORDS = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its place, and what it looks like.

    ``sure`` and ``likely`` belong to the page's ``section``; an ``anchor`` is the age or date of a
    teaser, with the ``published`` date and ``publisher`` it states; ``prose`` is a sentence or more.
    """

    start: int
    end: int
    text: str
    look: Look
    section: str = ""
    blank_before: bool = False
    published: str | None = None
    publisher: str | None = None


def page_lines(text: str, start: int, own: Collection[str] = ()) -> list[Line]:
    """The lines of ``text`` from ``start`` that are not blank; ``own`` are folded lines of the page."""
    lines: list[Line] = []
    before = start
    for found in re.compile(r"\S[^\n]*").finditer(text, start):
        written = found[0].rstrip()
        look, section, published, publisher = _look(written, own)
        # From its margin, indentation included.
        margin = max(start, text.rfind("\n", before, found.start()) + 1)
        blank = text.count("\n", before, margin) > 1
        lines.append(Line(margin, found.end(), written, look, section, blank, published, publisher))
        before = found.end()
    return lines


def folded(text: str) -> str:
    """``text`` for comparison: lower case, ASCII quotes, no list marks, counts or closing stops."""
    text = " ".join(text.translate(_FOLD).casefold().split())
    while (bare := _EDGES.sub("", text)) != text:
        text = bare
    return text


def opening_end(text: str, start: int, own: Collection[str] = ()) -> int:
    """Where the page's own first lines (“Skip to content”, “Menu”) end, or ``start``."""
    marks, _ = _marks()
    opening = {*word_list("furniture")["opening"], *own}
    end = start
    for found in re.compile(r"[^\n]*\n?").finditer(text, start):
        line = folded(found[0][:80])
        if not line:
            continue
        if line not in opening and (end == start or line not in marks):
            break
        end = found.end()
    return end if text[end:].strip() else start


@cache
def _marks() -> tuple[Mapping[str, tuple[Look, str]], tuple[tuple[str, str], ...]]:
    words = word_list("furniture")
    looks: tuple[Look, Look] = ("likely", "sure")
    exact: dict[str, tuple[Look, str]] = {
        folded(line): (look, section)
        for section in _SECTIONS
        for look in looks
        for line in words[section].get(look, ())
    }
    begins = tuple(
        (beginning, section) for section, group in words["begins"].items() for beginning in group
    )
    return exact, begins


@cache
def _age() -> re.Pattern[str]:
    words = word_list("furniture")
    fixed = "|".join(map(re.escape, words["ages"]))
    units = "|".join(words["units"])
    return re.compile(
        rf"(?:{fixed}|(?:about |over )?(?:\d{{1,3}}|an?)\s?(?:(?:{units})s?|mo|[smhdwy])(?: ago)?)"
    )


def _look(written: str, own: Collection[str]) -> tuple[Look, str, str | None, str | None]:
    if len(written) > 600:  # saves folding whole paragraphs
        return "prose", "", None, None
    words = len(written.split())
    exact, begins = _marks()
    # Folding takes longer than all the rest together.
    bare = folded(written) if own or words <= _MARK_WORDS else ""
    if bare in own:
        return "sure", "site", None, None
    if words <= _MARK_WORDS and bare in exact:
        return *exact[bare], None, None
    if words <= _BEGINNING_WORDS:
        unquoted = " ".join(written.translate(_FOLD).casefold().split())
        for beginning, section in begins:
            if unquoted.startswith(beginning):
                sentence = _is_prose(written, words)
                return (
                    ("sure" if section == "site" or not sentence else "prose"),
                    section,
                    None,
                    None,
                )
    if words <= 12 and (anchor := _anchor(written)) is not None:
        return "anchor", "", *anchor
    if re.fullmatch(r"(?:#\w+[\s,]*)+|https?://\S+", written):
        return "tag", "", None, None
    return ("prose" if _is_prose(written, words) else "short"), "", None, None


def _is_prose(written: str, words: int) -> bool:
    if words > 25 or (words > 4 and written[0].islower()):
        return True  # in the second case the middle of a sentence that was wrapped
    if not _SENTENCE.search(written):
        return False
    # Headlines may ask or exclaim, but don't end in a full stop.
    return words > 15 or (words >= 5 and not re.search(r"[!?]\W*$", written))


def _anchor(written: str) -> tuple[str | None, str | None] | None:
    """Published and publisher of a line that is an age or a date, perhaps with a name beside it."""
    pieces = [piece for piece in _SEPARATOR.split(written) if piece]
    if not 1 <= len(pieces) <= 2:
        return None
    for at, piece in enumerate(pieces):
        other = pieces[1 - at].strip() if len(pieces) == 2 else None
        if _age().fullmatch(folded(piece)):
            return None, other
        # A bare year is more often a heading than a date.
        date = written_date(piece)
        if date and not piece.strip().isdigit():
            return date, other
    return None
