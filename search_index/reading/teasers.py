"""Other articles as pages announce them: publisher, age, headline, and the first paragraphs.

Found by their form alone, around a line that is an age or a date. A live blog has such lines too, which is
why a lone one proves nothing: the publisher must be named before and again after the age, or several
teasers must stand in a row, all of one shape.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from search_index.reading.lines import Line, folded

# Names and labels that stand before an age; a headline has more words than a publisher.
_MOST_BEFORE = 3
_PUBLISHER_WORDS = 5
_HEADLINE_WORDS = 30
# Paragraphs of a teaser whose publisher is not named twice.
_MOST_PROSE = 3


@dataclass(frozen=True, slots=True)
class Teaser:
    """Lines ``first`` to ``last`` (both included) of a page; ``headline`` is one of them.

    ``prose`` counts its paragraphs. ``named_twice``: the publisher stands before and after the age.
    """

    first: int
    last: int
    headline: int
    prose: int
    named_twice: bool
    publisher: str | None
    published: str | None

    @property
    def is_article(self) -> bool:
        """Whether it says more than a headline."""
        return self.prose > 0


def find_teasers(lines: Sequence[Line], start: int) -> list[Teaser]:
    """The teasers among ``lines`` from index ``start`` that can be trusted, in order."""
    anchors = [at for at in range(start, len(lines)) if lines[at].look == "anchor"]
    heads = [_head(lines, at, start) for at in anchors]
    found: list[Teaser] = []
    for number, head in enumerate(heads):
        if head is None:
            continue
        stop = len(lines)
        for later in heads[number + 1 :]:
            if later is not None:
                stop = later.first
                break
        found.append(_with_body(lines, head, stop))
    return _trusted(found)


def _head(lines: Sequence[Line], anchor: int, start: int) -> Teaser | None:
    """The teaser around the age in line ``anchor``, without its paragraphs."""
    first = anchor
    while (
        first > start
        and anchor - first < _MOST_BEFORE
        and lines[first - 1].look == "short"
        and not lines[first].blank_before
    ):
        first -= 1
    before = [lines[at].text for at in range(first, anchor)]
    after = anchor + 1
    publisher = lines[anchor].publisher
    named_twice = False
    if after < len(lines) and lines[after].look in ("short", "anchor"):
        names = {folded(name) for name in before}
        if folded(re.sub(r"^(?:by|via|from)\s+", "", lines[after].text, flags=re.I)) in names:
            named_twice = True
            publisher = before[-1] if len(before) == 1 else _bare(lines[after].text)
            after += 1
    headline = _headline(lines, first, anchor, after, named_twice)
    prose = 0
    if headline is None:
        # A name, an age and at once a paragraph: a reader's comment, or a teaser without headline.
        if anchor - first != 1 or after >= len(lines) or lines[after].look != "prose":
            return None
        headline, prose = after, 1
    if publisher is None:
        names_before = [at for at in range(first, anchor) if at != headline]
        if names_before and len(lines[names_before[-1]].text.split()) <= _PUBLISHER_WORDS:
            publisher = lines[names_before[-1]].text
    last = max(headline, after - 1)
    return Teaser(first, last, headline, prose, named_twice, publisher, lines[anchor].published)


def _bare(name: str) -> str:
    return re.sub(r"^[-–—•·*\s]+", "", name)


def _headline(
    lines: Sequence[Line], first: int, anchor: int, after: int, named_twice: bool
) -> int | None:
    """The line of the headline: before the age where that has a long line, else after it."""
    before = max(range(first, anchor), key=lambda at: len(lines[at].text), default=None)
    long_before = before is not None and len(lines[before].text.split()) > _PUBLISHER_WORDS
    if long_before and not named_twice:
        return before
    if after < len(lines):
        words = len(lines[after].text.split())
        is_next = lines[after].look == "short" or (named_twice and lines[after].look == "prose")
        if is_next and words <= _HEADLINE_WORDS:
            return after
    return before if before is not None and anchor - first > 1 else None


def _with_body(lines: Sequence[Line], head: Teaser, stop: int) -> Teaser:
    last, prose = head.last, head.prose
    for at in range(head.last + 1, stop):
        if lines[at].look in ("sure", "likely", "anchor"):
            break
        if lines[at].look == "prose":
            if not head.named_twice and prose == _MOST_PROSE:
                break
            prose += 1
            last = at
        elif prose == 0 and at > head.last + 1:
            break  # a second short line and still no paragraph: a list of links
    return Teaser(
        head.first,
        last,
        head.headline,
        prose,
        head.named_twice,
        head.publisher,
        head.published,
    )


def _trusted(teasers: list[Teaser]) -> list[Teaser]:
    """Those named twice, and runs of two and more that all have paragraphs or all have none."""
    trusted: list[Teaser] = []
    run: list[Teaser] = []
    for teaser in [*teasers, None]:
        joins = teaser is not None and run and teaser.first == run[-1].last + 1
        if run and not joins:
            alike = len({bool(t.prose) for t in run}) == 1 and len(run) > 1
            trusted.extend(t for t in run if t.named_twice or alike)
            run = []
        if teaser is not None:
            run.append(teaser)
    return trusted
