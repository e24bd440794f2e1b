"""Where a bookmark stands after its document has changed: its words are what was marked, not an offset. Pure."""

from __future__ import annotations

import re

from search_index.models import Span
from tui.bookmarks import Bookmark
from tui.cleaning import SUBSTITUTE
from tui.content import squeezed


def place_now(bookmark: Bookmark, text: str) -> Span:
    """The span of ``bookmark`` in ``text``: where it stood, else where its words stand now, the nearest of
    several places. Where they are gone, where it stood, within the text."""
    stood = Span(min(bookmark.start, len(text)), min(bookmark.end, len(text)))
    if bookmark.said and squeezed(text[stood.start : stood.end]).startswith(bookmark.said):
        return stood
    sentences = _places(bookmark.words, text)
    if not bookmark.said:
        if not sentences or any(s.start <= stood.start <= s.end for s in sentences):
            return stood
        start = _nearest(sentences, stood).start
        return Span(start, start)
    for sentence in sorted(sentences, key=lambda span: abs(span.start - stood.start)):
        inside = _places(bookmark.said, text[sentence.start : sentence.end])
        if inside:
            return Span(sentence.start + inside[0].start, sentence.start + inside[0].end)
    return _nearest(_places(bookmark.said, text) or [stood], stood)


def _nearest(spans: list[Span], stood: Span) -> Span:
    return min(spans, key=lambda span: abs(span.start - stood.start))


def _places(words: str, text: str) -> list[Span]:
    """Where ``words``, which were squeezed and cleaned, stand in a text that was not."""
    pieces = [re.escape(word).replace(SUBSTITUTE, ".") for word in words.split()]
    if not pieces:
        return []
    return [Span(*found.span()) for found in re.finditer(r"\s+".join(pieces), text)]
