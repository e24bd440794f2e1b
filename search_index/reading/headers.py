"""What a document says about itself at its very top: YAML front matter, ``Key: value`` lines or a byline.

They stay in the text, so that offsets hold; they are page furniture, and the article begins below.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from functools import cache

from search_index.reading.bylines import read_byline
from search_index.reading.dates import written_date
from search_index.reading.words import word_list
from search_index.yaml_nodes import (
    YamlProblem,
    compose,
    is_mapping,
    is_null,
    is_scalar,
    is_sequence,
    value_of,
)

_FRONT = re.compile(r"\ufeff?---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_LINE = re.compile(r"[*_]{0,2}(?P<key>[A-Za-z][A-Za-z -]{0,24}?)[*_]{0,2}:[*_]{0,2}(?P<value>.*)")
_FRONT_LIMIT = 64 * 1024
# A header value longer than this is a paragraph that happens to begin “Source:”.
_VALUE_LIMIT = 300
# Words that also begin an interview's answers (“Author: I think …”); alone, they are not trusted.
_SPOKEN = {"author", "publisher", "url"}


@dataclass(frozen=True, slots=True)
class Header:
    """What the top of a text says; ``end`` is the offset where the article may begin, 0 without."""

    values: Mapping[str, str]
    end: int


def read_header(text: str) -> Header:
    """The front matter, header lines or byline of ``text``. Values by field name; dates are ISO."""
    values, start = _front_matter(text)
    lines, end = _header_lines(text, start)
    if end == start and (below := _headline(text, start)):
        lines, end = _header_lines(text, below)
        told = lines.keys() & _TRUSTED
        if end == below or not told:
            lines, end = {}, start
        else:
            lines["title"] = lines.get("title") or _title(text, start, below)
    if end == start:
        lines, end = _byline(text, start)
    return Header(_of_a_letter({**lines, **values}), end)


def _byline(text: str, start: int) -> tuple[dict[str, str], int]:
    """The byline at the very top, or under the headline, which is then the title."""
    values, end = read_byline(text, start, headed=False)
    if end == start and (below := _headline(text, start)):
        values, end = read_byline(text, below)
        if end == below:
            return {}, start
        values = {**values, "title": _title(text, start, below)}
    return dict(values), end


def _title(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].strip("#* \n\ufeff").split())


_LETTER = {"sender", "subject"}
_TRUSTED = {"publisher", "published"}
"""Of a headline the lines below it are known by one of these; “Author: …” may be an interview."""


def _headline(text: str, start: int) -> int:
    """Where the line behind the first line of text begins, blank lines left out; 0 where that is no headline."""
    found = re.compile(r"[\s\ufeff]*(?P<line>[^\n]+)\n\s*").match(text, start)
    return found.end() if found and len(found["line"].strip()) <= _VALUE_LIMIT else 0


@cache
def _fields() -> dict[str, str]:
    return {key: name for name, keys in word_list("headers").items() for key in keys}


def _front_matter(text: str) -> tuple[dict[str, str], int]:
    found = _FRONT.match(text[:_FRONT_LIMIT])
    if not found:
        return {}, 0
    try:
        root = compose(found["yaml"])
    except YamlProblem:
        return {}, 0  # a text that merely begins with a rule
    if not is_mapping(root):
        return {}, 0
    values: dict[str, str] = {}
    for key, node in root.value:
        if is_sequence(node):
            parts = [value_of(item) for item in node.value if is_scalar(item)]
        else:
            parts = [value_of(node)] if is_scalar(node) and not is_null(node) else []
        if is_scalar(key):
            _keep(values, value_of(key), ", ".join(parts))
    return values, found.end()


def _header_lines(text: str, start: int) -> tuple[dict[str, str], int]:
    position = start + len(re.compile(r"[\s\ufeff]*").match(text, start)[0])  # type: ignore[index]
    # Leading blanks belong to the line, but a header begins at its margin.
    values: dict[str, str] = {}
    names: list[str] = []
    end = start
    while position < len(text):
        stop = text.find("\n", position)
        stop = len(text) if stop < 0 else stop
        found = _LINE.fullmatch(text, position, min(stop, position + _VALUE_LIMIT))
        name = _fields().get(_key(found["key"])) if found else None
        if found is None or name is None or stop - position > _VALUE_LIMIT:
            break
        if name == "published" and not names and written_date(found["value"]) is None:
            break
        _keep(values, found["key"], found["value"])
        names.append(name)
        end = position = min(stop + 1, len(text))
    if not names or names[0] == "other":
        return {}, start
    if set(names) <= {*_LETTER, "other"} and not set(names) >= _LETTER:
        return {}, start
    followed_by_blank = end >= len(text) or text[end] == "\n"
    if len(names) == 1 and names[0] in _SPOKEN and not followed_by_blank:
        return {}, start
    if not text[end:].strip():
        return {}, start  # nothing but header lines: then they are the text
    return values, end


def _of_a_letter(values: dict[str, str]) -> dict[str, str]:
    """``values`` with what the head of an e-mail saved as text says: its subject for a title, who sent it for author and
    publisher. A “From:” or “Subject:” alone may be of anything."""
    sender, subject = values.pop("sender", ""), values.pop("subject", "")
    name, address = parseaddr(sender)
    if not subject or not (name or address):
        return values
    return {"title": subject, "author": name or address, "publisher": name or address, **values}


def _key(written: str) -> str:
    return " ".join(written.lower().replace("_", " ").replace("-", " ").split())


def _keep(values: dict[str, str], key: str, value: str) -> None:
    name = _fields().get(_key(key), "other")
    value = " ".join(value.strip().strip("*_").split())
    if name == "publisher" and re.match(r"https?://", value):
        name = "url"
    if name == "author":
        value = re.sub(r"^by\s+", "", value, flags=re.I)
    if name == "published":
        value = written_date(value) or ""
    if name != "other" and value:
        values.setdefault(name, value)
