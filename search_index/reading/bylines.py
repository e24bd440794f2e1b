"""What an article says about itself without naming it: who wrote it, for whom and on which day, under its headline.

“By Ana Bell, The Harbour Times, 3 October 2031”: lines of names around a day, before the first paragraph. Only what a
day stands beside is believed, and no day of which the text goes on to list others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from search_index.reading.dates import Day, days_in
from search_index.reading.words import word_list

# A byline may take several lines: the names, the paper, the day.
_LINES = 3
_LONGEST = 140
_NAME_WORDS = 6
_LINE = re.compile(r"[^\n]+")
_SEPARATOR = re.compile(r"\s*[,;|•·/()]\s*|\s+[-–—]\s+|\s*[–—]\s*")
_MARKS = "*_#> \t\r\ufeff"
_SENTENCE = re.compile(r"[.!?…:][\"'”’]?$")
# Between a name and a day, before a “By” and at the end a full stop parts what a byline says as a comma would:
# “By Ana Bell, The Courier. 3 October 2031.”
_STOP = re.compile(r"\.\s*(?=\||$)|(?<=\|)\s*\.|\.\s+(?=by\s)", re.I)
_TIME = re.compile(
    r"(?:at )?\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?|[ap]\.?m\.?(?: ?[A-Z]{2,4})?",
    re.I,
)
_MINUTES = re.compile(r"\d{1,3}[ -]min(?:ute)?s?(?: read)?", re.I)


@dataclass(frozen=True, slots=True)
class _Line:
    """What one line of a byline says; None what it does not."""

    day: str | None = None
    author: str | None = None
    publisher: str | None = None


def read_byline(text: str, start: int, *, headed: bool = True) -> tuple[Mapping[str, str], int]:
    """Values by field name (the day as ISO) from the lines at ``start``, and where they end; nothing and ``start``
    where they are no byline.

    Unless they are ``headed`` by a headline the first of them may be one: then it needs a day or a “By”.
    """
    values: dict[str, str] = {}
    end = start
    for found in _first_lines(text, start):
        line = _parsed(found[0].strip(_MARKS))
        if line is None or not (headed or values or line.day or line.author):
            break
        for name, value in (
            ("published", line.day),
            ("author", line.author),
            ("publisher", line.publisher),
        ):
            if value:
                values.setdefault(name, value)
        end = min(found.end() + 1, len(text))
    if "published" not in values or not text[end:].strip() or _lists_days(text, end):
        return {}, start
    return values, end


def _first_lines(text: str, start: int) -> Iterator[re.Match[str]]:
    number = 0
    for found in _LINE.finditer(text, start):
        if found[0].strip(_MARKS):
            number += 1
            yield found
        if number == _LINES:
            return


def _parsed(line: str) -> _Line | None:
    """The line as one of a byline; None where it is none."""
    if not line or len(line) > _LONGEST:
        return None
    days = days_in(line)
    told = _bare(line, " | ", days)
    if days:
        told = _STOP.sub(" | ", told)
    if _SENTENCE.search(told.rstrip("| ")):
        return None
    author = publisher = None
    for piece in _SEPARATOR.split(told):
        said = _without_label(" ".join(piece.split()).strip("-–— "))
        if not said or _TIME.fullmatch(said) or _MINUTES.fullmatch(said):
            continue
        body = _own_words().sub("", said).strip(" :")
        if body != said:
            # Who speaks for itself publishes, whatever it is called.
            if body and not _is_name(body):
                return None
            publisher = publisher or body or None
            continue
        by = re.match(r"by\s+(?=\S)", said, re.I)
        name, kind = _without_kind(said[by.end() :] if by else said)
        if not _is_name(name):
            return None
        if by:
            author = author or name
        elif kind == "publications" or _is_publisher(name):
            publisher = publisher or name
    return _Line(days[0].iso if days else None, author, publisher)


def _bare(line: str, instead: str, days: tuple[Day, ...] | None = None) -> str:
    """``line`` with ``instead`` of its days."""
    for day in reversed(days_in(line) if days is None else days):
        line = line[: day.start] + instead + line[day.end :]
    return line.strip()


def _without_label(said: str) -> str:
    """Without the “Published on”, “Updated:” that stands before a day or a name."""
    return _label().sub("", said).strip(" :")


@cache
def _label() -> re.Pattern[str]:
    labels = sorted(word_list("bylines")["labels"], key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(map(re.escape, labels))})\b:?\s*", re.I)


@cache
def _own_words() -> re.Pattern[str]:
    words = "|".join(map(re.escape, word_list("bylines")["own_words"]))
    return re.compile(rf"(?:^|(?<=\s))(?:{words})$", re.I)


@cache
def _publisher() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, word_list('bylines')['publishers']))})\b")


def _without_kind(said: str) -> tuple[str, str | None]:
    """A name without the word behind it for what it is a name of, and the list that word is of; None without one."""
    name, _, last = said.rpartition(" ")
    for kind in ("publications", "parts"):
        if name and last in word_list("bylines")[kind]:
            return name, kind
    return said, None


def _is_name(said: str) -> bool:
    """Whether all of its words are written as those of names are: “Ana van der Meer and Omar Reyes of The Times”."""
    words = said.split()
    small = word_list("bylines")["small"]
    return (
        len(words) <= _NAME_WORDS
        and any(word[:1].isupper() for word in words)
        and all(word[:1].isupper() or word in small for word in words)
    )


def _is_publisher(name: str) -> bool:
    """Whether a newspaper, a station or an agency is called so: “Ankara, 3 October” names a place."""
    return _publisher().search(name) is not None


def _lists_days(text: str, start: int) -> bool:
    """Whether a line further down is nothing but a day: a diary, a chronicle."""
    for found in _LINE.finditer(text, start):
        line = found[0].strip(_MARKS)
        if len(line) <= _LONGEST and (days := days_in(line)) and not _bare(line, "", days):
            return True
    return False
