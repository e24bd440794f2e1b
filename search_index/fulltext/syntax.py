"""The tree a query becomes, and how it is shown to the one who typed it. Knows nothing of an index."""

from __future__ import annotations

from typing import Literal, NamedTuple

from search_index.fulltext.analysis import STOP_WORDS, Token

FIELDS = ("title", "source", "who", "said", "after", "before")


class Word(NamedTuple):
    """A word of the query, which stands at ``start:end`` of it. ``field`` None means title and text.

    ``meant`` are its tokens, one a part; ``whole`` is the compound, where it has several parts.
    """

    text: str
    meant: tuple[Token, ...]
    whole: Token | None
    start: int
    end: int
    field: str | None = None
    kind: Literal["word", "prefix", "fuzzy", "typing"] = "word"
    edits: int = 0

    @property
    def is_stop_word(self) -> bool:
        """Whether it is so common that it is left out where other words stand."""
        return (
            self.field is None
            and self.kind in ("word", "typing")
            and len(self.meant) == 1
            and self.meant[0].form in STOP_WORDS
        )


class Phrase(NamedTuple):
    """Words in this order, side by side: ``forms`` in the text."""

    text: str
    forms: tuple[str, ...]
    start: int
    end: int
    field: str | None = None


class Published(NamedTuple):
    """Published on or after (``after``), or before, ``day``; ``text`` as typed."""

    text: str
    after: bool
    day: int


class Not(NamedTuple):
    """All articles but those of ``child``."""

    child: Node


class And(NamedTuple):
    """All of these."""

    children: tuple[Node, ...]


class Or(NamedTuple):
    """Any of these."""

    children: tuple[Node, ...]


Node = Word | Phrase | Published | Not | And | Or


def leaves(node: Node | None, *, negated: bool = False) -> list[Word | Phrase]:
    """The words and phrases that an answer contains; with ``negated`` also those it must not."""
    if isinstance(node, And | Or):
        return [leaf for child in node.children for leaf in leaves(child, negated=negated)]
    if isinstance(node, Not):
        return leaves(node.child, negated=True) if negated else []
    return [node] if isinstance(node, Word | Phrase) else []


def spelled(node: Node | None, depth: int = 0) -> str:
    """``node`` as `understood` shows it: ``trade AND türkiye AND NOT russia``."""
    if node is None:
        return "everything"
    if isinstance(node, And | Or):
        joint = " AND " if isinstance(node, And) else " OR "
        text = joint.join(spelled(child, depth + 1) for child in node.children)
        return f"({text})" if depth else text
    if isinstance(node, Not):
        return f"NOT {spelled(node.child, depth + 1)}"
    if isinstance(node, Published):
        return node.text
    field = f"{node.field}:" if node.field else ""
    if isinstance(node, Phrase):
        return f'{field}"{node.text}"'
    ending = {"prefix": "*", "typing": "…", "fuzzy": "~", "word": ""}[node.kind]
    return f"{field}{node.text}{ending}"
