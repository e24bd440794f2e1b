"""What every reader of a format is given and gives back, and the text it builds piece by piece."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from search_index.errors import DocumentError
from search_index.models import Place

MAX_TEXT = 64 * 1024 * 1024
"""Characters that one document may have: as many as the largest text file that is read has bytes."""

MAX_ARTICLES = 10_000
"""Articles of one file. Each is a part with a title and a source of its own."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: its path in the corpus (for messages and its suffix), its bytes, and the columns of
    articles by field name where corpus.yaml names them."""

    path: str
    data: bytes
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Article:
    """One of several articles in a file; ``values`` by field name (title, publisher, published, author, url)."""

    start: int
    end: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file. ``encoding`` is what it was decoded from, “pdf” and the like where that is no encoding.

    ``values`` are what the file says about itself, by field name. ``articles`` are empty for a file of one.
    ``places`` say where pages, chapters, messages or records begin. ``warnings`` is what was left out, and why.
    """

    text: str
    encoding: str
    values: Mapping[str, str] = field(default_factory=dict)
    articles: tuple[Article, ...] = ()
    places: tuple[Place, ...] = ()
    warnings: tuple[str, ...] = ()


class TextBuilder:
    """Puts a text together from blocks that stand apart by an empty line, and notes where places begin.

    With ``numbered``, each block is a place (“paragraph 3”): for files that know neither lines nor pages.
    """

    def __init__(self, path: str, *, numbered: bool = False) -> None:
        self._path = path
        self._numbered = numbered
        self._blocks: list[str] = []
        self._places: list[Place] = []
        self._waiting: list[str] = []
        self.length = 0

    def place(self, label: str) -> None:
        """What comes next is on ``label``. A place without text is none."""
        self._waiting = [label]

    def add(self, block: str, *, goes_on: bool = False) -> None:
        """One paragraph, heading or table row; a blank one is none. Raises DocumentError for too much.

        One that ``goes_on`` is the rest of the paragraph before, in the middle of which a place may begin.
        """
        block = plain_block(block)
        if not block:
            return
        if self._blocks:
            gap = " " if goes_on else "\n\n"
            self._blocks.append(gap)
            self.length += len(gap)
        if self._numbered:
            self.place(f"paragraph {len(self._places) + 1}")
        self._places.extend(Place(self.length, label) for label in self._waiting)
        self._waiting = []
        self._blocks.append(block)
        self.length += len(block)
        if self.length > MAX_TEXT:
            raise too_large(self._path)

    def text(self) -> str:
        """The text so far."""
        return "".join(self._blocks)

    def ends(self) -> str:
        """The last block, “” before the first."""
        return self._blocks[-1] if self._blocks else ""

    def places(self) -> tuple[Place, ...]:
        """Where each place begins, in order."""
        return tuple(self._places)


_SURROGATE = re.compile("[\ud800-\udfff]")


def plain_block(block: str) -> str:
    """``block`` without blanks at its edges, with ``\\n`` for every line end, and encodable as UTF-8."""
    block = block.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return _SURROGATE.sub("\ufffd", block).strip(" \t\n\f\v\xa0")


def too_large(path: str) -> DocumentError:
    """The error for a file that unfolds to more than is read."""
    return DocumentError(
        f"{path} unfolds to more than {MAX_TEXT // 1024 // 1024} MB", "split it into smaller files"
    )


def broken(path: str, name: str, why: str) -> DocumentError:
    """The error for a file that its reader cannot make sense of."""
    return DocumentError(
        f"{path} is a damaged {name} file: {why}", "get the file anew, or save it once more"
    )


def not_a(path: str, name: str) -> DocumentError:
    """The error for a file whose name lies."""
    return DocumentError(
        f"{path} is no {name} file, whatever its name says", "rename it after what it holds"
    )


def encrypted(path: str) -> DocumentError:
    """The error for a file that asks for a password."""
    return DocumentError(
        f"{path} is encrypted", "save a copy without a password, and read that instead"
    )


def empty(path: str, why: str = "it holds no text") -> DocumentError:
    """The error for a file without any text."""
    return DocumentError(f"{path}: {why}", "put text into it, or take it out of the corpus")
