"""What a user types -> a tree that says what is meant. Never fails: what cannot be read is words.

Knows nothing of an index. docs/query-language.md describes the language for its users; `Parsed.notes` says
in plain words what was not taken as it was written.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, NamedTuple

from search_index.fulltext.analysis import as_written, units
from search_index.fulltext.syntax import (
    FIELDS,
    And,
    Node,
    Not,
    Or,
    Phrase,
    Published,
    Word,
    leaves,
)

# A query of these sizes is answered in under a second on 100,000 articles; Whoosh needs 20 for larger ones.
MOST_CHARACTERS, MOST_TERMS, MOST_DEPTH, LEAST_PREFIX = 256, 16, 8, 3
ANY_CHARACTERS, ANY_TERMS = 4000, 400
"""With ``any_word`` programs ask, with whole sentences: the planner keeps the rarest words of them."""


class Parsed(NamedTuple):
    """A query as it was read. ``root`` None means that it asks for everything."""

    root: Node | None
    notes: tuple[str, ...] = ()


_QUOTES = '"“”„«»'
_LEXER = re.compile(
    rf"""(?P<space>\s+)
    | (?P<open>[-+]?\()  | (?P<close>\))
    | (?P<minus>-(?=[^\s()-]))
    | (?P<field>[A-Za-z_]+:(?!//))
    | (?P<quote>[{_QUOTES}])
    | (?P<bare>[^\s(){_QUOTES}]+)""",
    re.VERBOSE,
)


def parse(query: str, *, any_word: bool = False, as_you_type: bool = False) -> Parsed:
    """Read ``query``. With ``as_you_type`` its end may be unfinished and its last word a beginning."""
    reader = _Reader(query, any_word, as_you_type)
    root = reader.read()
    return Parsed(_without_stop_words(root) if root else None, tuple(dict.fromkeys(reader.notes)))


class _Reader:
    """One pass over one query; ``at`` is how far it is, ``left`` how many terms it may still take."""

    def __init__(self, query: str, any_word: bool, typing: bool) -> None:
        longest = ANY_CHARACTERS if any_word else MOST_CHARACTERS
        self.notes: list[str] = []
        if len(query) > longest:
            self.notes.append(f"only the first {longest:,} characters were read")
        # Same length: places in `text` are places in the query.
        self.text = "".join(
            c if c.isprintable() or c in "\u00ad\u200b\u200c\u200d" else " "
            for c in query[:longest]
        )
        self.any_word = any_word
        self.typing = typing and len(query) <= longest
        self.left = ANY_TERMS if any_word else MOST_TERMS
        self.at = 0

    def read(self) -> Node | None:
        found = self.sequence(0, None)
        while self.at < len(self.text):
            # A closing parenthesis without a partner.
            self.at += 1
            more = self.sequence(0, None)
            found = _all(found, more)
        return found

    def sequence(self, depth: int, field: str | None) -> Node | None:
        """Up to the closing parenthesis or the end. OR binds its two neighbours, all else is AND."""
        groups: list[Node] = []
        either = negate = False
        inherited = field
        while self.at < len(self.text):
            match = _LEXER.match(self.text, self.at)
            if match is None or match.lastgroup == "close":
                break
            kind, written = match.lastgroup, match.group()
            start, self.at = self.at, match.end()
            node: Node | None = None
            if kind == "space":
                continue
            if kind == "minus":
                negate = True
                continue
            if (
                kind == "bare"
                and field is inherited
                and not self.any_word
                and written in ("AND", "OR", "NOT")
            ):
                either = either or (written == "OR" and bool(groups))
                negate = negate or written == "NOT"
                continue
            if kind == "field":
                name = written[:-1].lower()
                following = self.text[self.at : self.at + 1]
                if name not in FIELDS or not following or following.isspace() or following == ")":
                    node = self.strange_field(name, start)
                else:
                    field = name
                    continue
            elif kind == "open":
                negate = negate or written[0] == "-"
                node = self.group(depth, field)
            elif kind == "quote":
                node = self.phrase(start, field)
            else:
                node = self.bare(start, match.end(), field)
            field = inherited
            if node is None:
                negate = False
                continue
            if negate:
                node = node.child if isinstance(node, Not) else Not(node)
            negate = False
            if either:
                last = groups.pop()
                node = Or((*last.children, node) if isinstance(last, Or) else (last, node))
            either = False
            groups.append(node)
        return self.combined(groups)

    def combined(self, groups: list[Node]) -> Node | None:
        if self.any_word:
            asked = tuple(g for g in groups if not isinstance(g, Not | Published))
            rest = tuple(g for g in groups if isinstance(g, Not | Published))
            flat = tuple(c for g in asked for c in (g.children if isinstance(g, Or) else (g,)))
            either: tuple[Node, ...] = (Or(flat),) if len(flat) > 1 else flat
            groups = [*either, *rest]
        return _all(*groups)

    def group(self, depth: int, field: str | None) -> Node | None:
        if depth >= MOST_DEPTH:
            self.notes.append(f"parentheses are read {MOST_DEPTH} deep; the rest were left out")
            while self.at < len(self.text) and self.text[self.at] in "( ":
                self.at += 1
            return None
        found = self.sequence(depth + 1, field)
        if self.text[self.at : self.at + 1] == ")":
            self.at += 1
        return found

    def strange_field(self, name: str, start: int) -> Node | None:
        """A field that does not exist, or with nothing behind it: its name is a word."""
        if name in FIELDS:
            if self.typing and self.at >= len(self.text):
                return None
            self.notes.append(f"nothing stands after “{name}:”, so it was searched as a word")
        else:
            self.notes.append(
                f"“{name}:” is no field ({', '.join(FIELDS)}), so it was searched as a word"
            )
        return self.words(start, self.at, None)

    def phrase(self, start: int, field: str | None) -> Node | None:
        end = next((i for i in range(self.at, len(self.text)) if self.text[i] in _QUOTES), -1)
        if field in ("after", "before"):
            field = None
        if end < 0:
            return self.open_phrase(field)
        inside, first, self.at = self.text[self.at : end], self.at, end + 1
        return self.closed_phrase(inside, first, field)

    def closed_phrase(self, inside: str, first: int, field: str | None) -> Node | None:
        found = units(self.text, first, first + len(inside), shouting=self.text.isupper())
        forms = [token.form for unit in found for token in as_written(unit, self.text)]
        if len(forms) > self.left:
            forms = forms[: self.left]
            self.too_many()
        self.left -= len(forms)
        if not forms:
            return None
        return Phrase(inside.strip(), tuple(forms), first, first + len(inside), field)

    def open_phrase(self, field: str | None) -> Node | None:
        """Without its closing mark: while typing a phrase whose last word is a beginning, else words."""
        first, self.at = self.at, len(self.text)
        if not self.typing:
            if self.text[first:].strip():
                self.notes.append(
                    "a quotation mark has no partner, so its words were searched one by one"
                )
            return self.words(first, self.at, field)
        inside = self.text[first:]
        if inside.endswith(" ") or len(inside.split()) < 2:
            if inside.endswith(" "):
                return self.closed_phrase(inside, first, field)
            return self.words(first, self.at, field)
        cut = first + inside.rindex(" ")
        return _all(
            self.closed_phrase(self.text[first:cut], first, field), self.words(cut, self.at, field)
        )

    def bare(self, start: int, end: int, field: str | None) -> Node | None:
        written = self.text[start:end]
        if field in ("after", "before"):
            day = first_day(written)
            if day is not None:
                return Published(f"{field}:{written}", field == "after", day)
            # “after:20” may become a date; while it is being typed it restricts nothing.
            if not (self.typing and end == len(self.text)):
                self.notes.append(
                    f"“{written}” is no date (2025, 2025-10 or 2025-10-06), so it was searched as words"
                )
                return self.words(start, end, None)
            return None
        if written.endswith("*"):
            return self.beginning(start, end, field)
        near = re.fullmatch(r"(.*[^~])~([12]?)", written)
        if near:
            return self.near(start, start + near.end(1), field, int(near[2] or 2))
        return self.words(start, end, field)

    def beginning(self, start: int, end: int, field: str | None) -> Node | None:
        written = self.text[start:end].rstrip("*")
        node = self.words(start, start + len(written), field)
        if not isinstance(node, Word):
            return node
        if sum(map(str.isalnum, written)) < LEAST_PREFIX:
            self.notes.append(
                f"“{written}*” needs {LEAST_PREFIX} letters before the *, so it was searched as a word"
            )
            return node._replace(kind="word")
        return node._replace(kind="prefix", end=end)

    def near(self, start: int, end: int, field: str | None, edits: int) -> Node | None:
        node = self.words(start, end, field)
        if not isinstance(node, Word) or len(node.meant) > 1:
            return node
        short = len(node.meant[0].form) <= 4
        return node._replace(kind="fuzzy", edits=min(edits, 1) if short else edits, end=end)

    def words(self, start: int, end: int, field: str | None) -> Node | None:
        """The words of a stretch, all of them; None where it holds none."""
        found: list[Node] = []
        shouting = self.text.isupper() and len(self.text.split()) > 3
        for unit in units(self.text, start, end, shouting=shouting):
            if self.left < 1:
                self.too_many()
                break
            self.left -= 1
            tokens = (*unit.parts, *unit.specials, *((unit.whole,) if unit.whole else ()))
            first, last = min(t.start for t in tokens), max(t.end for t in tokens)
            typed = self.typing and last == len(self.text)
            kind: Literal["word", "typing"] = "typing" if typed else "word"
            meant = as_written(unit, self.text)
            found.append(Word(self.text[first:last], meant, unit.whole, first, last, field, kind))
        return Or(tuple(found)) if self.any_word and len(found) > 1 else _all(*found)

    def too_many(self) -> None:
        most = ANY_TERMS if self.any_word else MOST_TERMS
        self.notes.append(f"only the first {most} words were read")


def first_day(written: str) -> int | None:
    """The first day, as an ordinal, of ``2025``, ``2025-10`` or ``2025-10-06``; None if it is no date."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", written.strip(".,;"))
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)).toordinal()
    except ValueError:
        return None


def _all(*nodes: Node | None) -> Node | None:
    """All of ``nodes``, flat: a tree that grows with the query would be a recursion that does."""
    flat: list[Node] = []
    for node in nodes:
        if node is not None:
            flat += node.children if isinstance(node, And) else (node,)
    return And(tuple(flat)) if len(flat) > 1 else flat[0] if flat else None


def _without_stop_words(root: Node) -> Node:
    asked = leaves(root)
    if all(isinstance(leaf, Word) and leaf.is_stop_word for leaf in asked):
        return root
    return _stripped(root) or root


def _stripped(node: Node) -> Node | None:
    if isinstance(node, And | Or):
        kept = tuple(child for child in map(_stripped, node.children) if child is not None)
        return type(node)(kept) if len(kept) > 1 else kept[0] if kept else None
    return None if isinstance(node, Word) and node.is_stop_word else node
