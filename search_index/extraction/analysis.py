"""One article as the rules see it: the parsed text, its offsets in the document, and who is named where.

`parsed` is spaCy's Doc of the normalised text; `offset` moves its character positions into the
document. Rules work in characters of the document, which is what facts are stored in.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from search_index.models import Document, EntityType, Fragment, Part, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of an entity: token range [first, last) of ``parsed``.

    ``name`` is the entity's canonical name within the document. ``form`` tells how it is named
    here: by ``name``, by a ``title`` (“the prime minister”), a ``pronoun`` or a ``demonym``
    (“Malaysian”). Only names and demonyms become entity facts.
    """

    first: int
    last: int
    name: str
    type: EntityType
    form: str = "name"


@dataclass
class Analysis:
    """The parsed text of one stretch of an article, furniture left out."""

    document: Document
    part: Part
    offset: int
    parsed: Doc
    mentions: Sequence[Mention] = field(default_factory=tuple)

    @cached_property
    def published(self) -> datetime.date | None:
        """The day to reckon relative dates from; None where the source gives no full date."""
        try:
            return datetime.date.fromisoformat(self.part.published or "")
        except ValueError:
            return None

    @cached_property
    def mention_by_token(self) -> dict[int, Mention]:
        """The mention that each token belongs to, longest first where two overlap."""
        by_token: dict[int, Mention] = {}
        for mention in sorted(self.mentions, key=lambda m: m.first - m.last):
            for i in range(mention.first, mention.last):
                by_token.setdefault(i, mention)
        return by_token

    def mention_of(self, token: Token) -> Mention | None:
        """The mention that ``token`` is part of, else None."""
        return self.mention_by_token.get(token.i)

    def span(self, tokens: TokenSpan | Token) -> Span:
        """Where ``tokens`` stand in the document."""
        start = tokens.idx if not hasattr(tokens, "start_char") else tokens.start_char
        return Span(self.offset + start, self.offset + start + len(tokens.text))

    def fragment(self, tokens: TokenSpan | Token) -> Fragment:
        """Where ``tokens`` stand in the document, with the document's own characters."""
        span = self.span(tokens)
        return Fragment(span.start, span.end, self.text(span))

    def text(self, span: Span) -> str:
        """The document's own characters at ``span``."""
        return self.document.text[span.start : span.end]

    def sentence_of(self, token: Token) -> Span:
        """The sentence around ``token``, without trailing white space, in the document."""
        first, last = self.sentence_tokens(token)
        start = self.span(self.parsed[first]).start
        stop = self.span(self.parsed[last - 1]).end
        return Span(start, start + len(self.document.text[start:stop].rstrip()))

    def sentence_tokens(self, token: Token) -> tuple[int, int]:
        """The token range [first, last) of the sentence around ``token``.

        ``token.sent`` looks through the whole text each time; this does so once.
        """
        bounds: tuple[int, int] = self._sentences[token.i]
        return bounds

    @cached_property
    def _length(self) -> int:
        # ``parsed.text`` is put together anew at each call.
        return len(self.parsed.text)

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        bounds: list[tuple[int, int]] = []
        for sentence in self.parsed.sents:
            bounds.extend([(sentence.start, sentence.end)] * (sentence.end - sentence.start))
        return bounds

    def token_at(self, position: int) -> Token | None:
        """The token that covers document offset ``position``, None between tokens."""
        char = position - self.offset
        found = (
            self.parsed.char_span(char, char + 1, alignment_mode="expand")
            if 0 <= char < self._length
            else None
        )
        return found[0] if found else None

    def base(self, span: Span, token: Token) -> dict[str, object]:
        """The fields every fact has, for a fact at ``span`` in the sentence of ``token``; white space at its ends is none of it."""
        text = self.text(span)
        start = span.start + len(text) - len(text.lstrip())
        return {
            "doc": self.document.path,
            "part": self.part.number,
            "source": self.part.source,
            "start": start,
            "end": start + len(text.strip()),
            "text": text.strip(),
            "sentence": self.sentence_of(token),
        }
