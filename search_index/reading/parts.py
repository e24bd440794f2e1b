"""A saved page as its main article, the page's own furniture, and the other articles it carries.

The rule that stands above all others: no text of the article is lost. The end of a page is cut off only
where every line from there to the end is explained: as furniture (words/furniture.yaml), as a short
line under such a heading, or as a teaser with publisher, age and headline. One sentence that is not
explained, and the text before it belongs to the article.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from search_index.models import Span
from search_index.reading.lines import Line, opening_end, page_lines
from search_index.reading.teasers import Teaser, find_teasers

# Short lines that a heading explains: a list of links under a sure one may be long, under one that an
# article could use as well (“Topics”) it is a few labels.
_FEW_SHORT = {"tags": 12, "share": 6, "comments": 2, "related": 3, "site": 3}
# Characters. No saved page is as long; seven seconds' work on the worst text (half a million lines of one letter).
_LONGEST_PAGE = 1_000_000


@dataclass(frozen=True, slots=True)
class Article:
    """Another article a page carries, where it stands and what the page says about it."""

    start: int
    end: int
    title: str
    publisher: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Cut:
    """A page cut up: ``main`` is never empty; ``furniture`` overlaps neither it nor ``others``."""

    main: Span
    others: tuple[Article, ...] = ()
    furniture: tuple[Span, ...] = ()


def cut_page(text: str, start: int = 0, own: Collection[str] = ()) -> Cut:
    """Cut ``text`` from ``start`` (below header lines) into article, furniture and other articles.

    ``own`` are further lines of the page itself, folded.
    """
    if len(text) > _LONGEST_PAGE:
        return Cut(Span(start, len(text)), (), (Span(0, start),) if start else ())
    begin = opening_end(text, start, own)
    lines = page_lines(text, begin, own)
    furniture = [Span(0, begin)] if begin > 0 else []
    tail, teasers = _tail(lines)
    if tail is None:
        return Cut(Span(begin, len(text)), (), tuple(furniture))
    end = lines[tail].start
    others = [
        Article(
            lines[teaser.headline].start,
            lines[teaser.last].end,
            lines[teaser.headline].text,
            teaser.publisher,
            teaser.published,
        )
        for teaser in teasers
    ]
    position = end
    for article in others:
        if position < article.start:
            furniture.append(Span(position, article.start))
        position = article.end
    if position < len(text):
        furniture.append(Span(position, len(text)))
    return Cut(Span(begin, end), tuple(others), tuple(furniture))


def _tail(lines: Sequence[Line]) -> tuple[int | None, list[Teaser]]:
    """The first line of the end that is all explained, None without, and the articles after it."""
    first_prose = next((i for i, line in enumerate(lines) if line.look == "prose"), len(lines))
    teasers = find_teasers(lines, first_prose + 1)
    of_line: dict[int, Teaser] = {}
    for teaser in teasers:
        of_line.update(dict.fromkeys(range(teaser.first, teaser.last + 1), teaser))
    state = _Tail()
    for at in range(first_prose + 1, len(lines)):
        state.read(at, lines[at], of_line.get(at))
    return (state.start if state.is_proven() else None), state.articles


class _Tail:
    """What is known about the lines since ``start``, all of them explained so far."""

    def __init__(self) -> None:
        self.start: int | None = None
        self.articles: list[Teaser] = []
        self._section = ""
        self._short_left: float = 0
        self._sure = 0
        self._likely = 0
        self._bare = True

    def read(self, at: int, line: Line, teaser: Teaser | None) -> None:
        """Take one more line into account."""
        if teaser is not None and (self.start is not None or teaser.named_twice):
            if self.start is None:
                self.start = at
            if at == teaser.first:
                self._sure += teaser.named_twice
                # Under “Comments” it is a reader who wrote so many hours ago: furniture.
                if teaser.is_article and (teaser.named_twice or self._section != "comments"):
                    self.articles.append(teaser)
            self._bare = False
            self._short_left = max(self._short_left, 1)
        elif line.look in ("sure", "likely"):
            if self.start is None:
                self.start = at
            self._sure += line.look == "sure"
            self._likely += line.look == "likely"
            self._section = line.section
            generous = line.look == "sure" and line.section == "related"
            self._short_left = float("inf") if generous else _FEW_SHORT[line.section]
        elif self.start is None:
            return
        elif line.look == "prose" or (line.look == "short" and self._short_left < 1):
            self.__init__()  # type: ignore[misc]
        elif line.look == "short":
            self._short_left -= 1
            self._bare = False

    def is_proven(self) -> bool:
        """Whether the page's own words outweigh the chance that an article ends like this.

        A heading that an article could use needs company, and nothing but its like around it.
        """
        return self.start is not None and (self._sure > 0 or (self._likely > 1 and self._bare))
