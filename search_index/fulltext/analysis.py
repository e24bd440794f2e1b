"""Text -> tokens, the same for documents, queries and highlighting. Owns what counts as a word.

A token keeps its place (half-open code points), its `form` (folded: no case, no accents, one kind of
hyphen and quote) and its `stem`. A compound (``agri-commodities``, ``R&D``, ``G20``) yields its parts
at successive positions and, at the position of the first, the whole. Changing anything here changes
what an index holds: raise INDEX_VERSION in schema.py with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

LONGEST_FORM = 64
"""Characters of a form that are kept; a megabyte without a space is one word, not one page."""

MOST_PARTS = 5
"""Parts up to which a compound is also kept whole; a URL has more and is found by its parts."""


class Token(NamedTuple):
    """One word as it stands at ``start:end``; ``whole`` marks a compound beside its parts."""

    start: int
    end: int
    position: int
    form: str
    stem: str
    whole: bool = False


# Invisible characters that typesetting leaves inside words (soft hyphen, zero-width) are part of
# the word here and vanish in its form, as combining accents do.
_INSIDE = r"[\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff]*"
_LETTER = rf"(?:[^\W\d_]{_INSIDE})"
# Scripts without spaces: each sign is a word, and a query of several is a phrase.
_SIGN = r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]"
_CURRENCY = r"$€£¥₹₺₽₩₪"
_ATOM = rf"""
    (?P<acronym>{_LETTER}(?:\.{_LETTER})+(?![^\W_])\.?)
  | (?P<number>(?P<sign>[{_CURRENCY}])?\d+(?:[.,]\d+)*(?P<percent>%)?)
  | (?P<ideograph>{_SIGN})
  | (?P<signed>{_LETTER}+(?:\+\+|\#(?!\w)))
  | (?P<word>(?:(?!{_SIGN}){_LETTER})+(?:['’ʼ＇](?:(?!{_SIGN}){_LETTER})+)*)
    """
AROUND = ".,;:!?()[]\"'“”‘’…"
"""Marks that stand around a word and are no part of it."""
_CONNECTORS = frozenset("-\u2010\u2011\u2012\u2013\u2212&._/@")
_HYPHENS = re.compile(r"[\u2010-\u2013\u2212]")
_POSSESSIVE = re.compile(r"['’ʼ＇]s$", re.IGNORECASE)
_DROPPED = re.compile(r"['’ʼ＇\u00ad\u200b-\u200d\u2060\ufeff]")
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
_SPELLED = str.maketrans(
    {"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h"}
)

# About the stop list of Fox (1990) without words that carry news (“state”, “order”, “first”): words so common
# that asking for them finds everything.
STOP_WORDS = frozenset(
    """
    a about above after again against all also although always am among an and another any are around as at
    be because been before being below between both but by can cannot could did do does doing done down during
    each either else ever every few for from further get gets got had has have having he her here hers herself
    him himself his how however i if in into is it its itself just let like made make many may me might more
    most much must my myself neither no nor not now of off often on once only or other our ours out over own
    per perhaps quite rather s same shall she should since so some still such t than that the their theirs them
    themselves then there these they this those though through thus to too under until up upon very was we well
    were what when where whether which while who whom whose why will with within without would yet you your
    yours
    """.split()  # noqa: SIM905  # a list of 170 quoted words cannot be read
)

# Upper-case words that would be lost as stop words or read as another word: WHO, IT, US.
_AMBIGUOUS = STOP_WORDS | {"us"}


@cache
def _atoms() -> re.Pattern[str]:
    """Compiled when it is first needed: it takes 5 ms, and plain words do without."""
    return re.compile(_ATOM, re.VERBOSE)


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """``text`` without case, accents, possessive, apostrophes and invisible characters.

    İ is replaced first: casefold() makes it an i with a dot above, which would survive in its length.
    """
    text = _POSSESSIVE.sub("", text).replace("İ", "i")
    plain = unicodedata.normalize("NFKD", text.casefold())
    if not plain.isascii():
        plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_SPELLED)
    plain = _HYPHENS.sub("-", plain).replace("＇", "'")
    return _DROPPED.sub("", plain)[:LONGEST_FORM]


@lru_cache(maxsize=100_000)
def stem(form: str) -> str:
    """The English stem (Porter 2) of a folded form; anything but plain letters stays as it is."""
    from whoosh.lang.porter2 import stem as porter2

    if not form.isascii() or not form.isalpha():
        return form
    return str(porter2(form))


def is_shouting(text: str) -> bool:
    """Whether ``text`` is all capitals, so that capitals do not mark an acronym in it."""
    return not any(map(str.islower, text[:4000]))


class Unit(NamedTuple):
    """One written word: its parts in order, what stands beside a part (``$5.28``, ``24%``,
    ``u.s.``), and the compound as a whole where it has several parts."""

    parts: tuple[Token, ...]
    specials: tuple[Token, ...] = ()
    whole: Token | None = None


def units(
    text: str, start: int = 0, end: int | None = None, *, position: int = 0, shouting: bool = False
) -> Iterator[Unit]:
    """The written words of ``text[start:end]`` in order; offsets into ``text``.

    ``shouting`` says that the text is all capitals, which then mean nothing.
    """
    end = len(text) if end is None else end
    plain = _plain_word(text[start:end], start, position) if end - start <= LONGEST_FORM else None
    if plain is not None:
        yield Unit((plain,))
        return
    group: list[re.Match[str]] = []
    last = -2
    for match in _atoms().finditer(text, start, end):
        if group:
            gap = match.start() - last
            joined = gap == 0 or (gap == 1 and text[last] in _CONNECTORS)
            if not joined or "ideograph" in (match.lastgroup, group[-1].lastgroup):
                yield _unit(text, group, position, shouting)
                position += len(group)
                group = []
        group.append(match)
        last = match.end()
    if group:
        yield _unit(text, group, position, shouting)


def _plain_word(written: str, at: int, position: int) -> Token | None:
    """The one token of ``written``, which stands at ``at``, if it is a word of plain letters, no acronym, in any marks."""
    word = written.strip(AROUND)
    if not (word.isascii() and word.isalpha() and (word[1:].islower() or len(word) == 1)):
        return None
    start, form = at + written.index(word), word.lower()
    return Token(start, start + len(word), position, form, stem(form))


class Chunk(NamedTuple):
    """What stands between two blanks: its tokens, counted from its own start, and how many positions
    they take. A word never reaches across a blank."""

    tokens: tuple[Token, ...]
    positions: int


CHUNK = re.compile(r"\S+")
# Matching takes 300 bytes a character: what stands without a blank is read in pieces of this length.
_PIECE = 1_000


def chunk(written: str, shouting: bool) -> Chunk:
    """The tokens of ``written``, which has no blank. Texts repeat themselves: most are known already,
    which makes reading a text three times as fast."""
    if len(written) <= LONGEST_FORM:
        return _chunk(written, shouting)
    if len(written) <= _PIECE:
        return _chunk.__wrapped__(written, shouting)
    found: list[Token] = []
    positions = 0
    for at in range(0, len(written), _PIECE):
        tokens, taken = _chunk.__wrapped__(written[at : at + _PIECE], shouting)
        for start, end, position, form, stemmed, whole in tokens:
            found.append(Token(at + start, at + end, positions + position, form, stemmed, whole))
        positions += taken
    return Chunk(tuple(found), positions)


@lru_cache(maxsize=200_000)
def _chunk(written: str, shouting: bool) -> Chunk:
    found: list[Token] = []
    positions = 0
    for parts, specials, whole in units(written, shouting=shouting):
        found += parts
        found += specials
        if whole:
            found.append(whole)
        positions += len(parts)
    return Chunk(tuple(found), positions)


def tokens(text: str, *, shouting: bool = False) -> Iterator[Token]:
    """All tokens of ``text``: the parts of each unit, its specials, its whole."""
    position = 0
    for match in CHUNK.finditer(text):
        known, taken = chunk(match.group(), shouting)
        base = match.start()
        for start, end, offset, form, stemmed, whole in known:
            yield Token(base + start, base + end, position + offset, form, stemmed, whole)
        position += taken


def as_written(unit: Unit, text: str) -> tuple[Token, ...]:
    """The tokens a query means by ``unit``, one a part: ``$5.28`` and ``U.S.`` keep their signs.

    Capitals without dots mean the plain word (``NATO``) unless that is another word (``WHO``, ``US``).
    """
    chosen = list(unit.parts)
    for special in unit.specials:
        index = special.position - unit.parts[0].position
        plain = chosen[index].form
        letters = text[special.start : special.end].isalpha()
        if not letters or plain in _AMBIGUOUS:
            chosen[index] = special
    return tuple(chosen)


def _unit(text: str, group: list[re.Match[str]], position: int, shouting: bool) -> Unit:
    if len(group) == 1:
        part, special = _atom(group[0], position, shouting)
        return Unit((part,), (special,) if special else ())
    atoms = [_atom(atom, position + i, shouting) for i, atom in enumerate(group)]
    parts = tuple(part for part, _ in atoms)
    specials = tuple(special for _, special in atoms if special)
    if len(group) > MOST_PARTS:
        return Unit(parts, specials)
    pieces = [_THOUSANDS.sub("", atom.group()).rstrip(".") for atom in group]
    between = [text[a.end() : b.start()] for a, b in pairwise(group)]
    form = fold("".join(p + c for p, c in zip(pieces, [*between, ""], strict=True)))
    ending = parts[-1]
    stemmed = form.removesuffix(ending.form) + ending.stem if form.endswith(ending.form) else form
    return Unit(
        parts, specials, Token(parts[0].start, group[-1].end(), position, form, stemmed, True)
    )


def _atom(atom: re.Match[str], position: int, shouting: bool) -> tuple[Token, Token | None]:
    """The plain token of an atom and, beside it, the form with its sign, dots or plus."""
    start, end = atom.span()
    written = atom.group()
    kind = atom.lastgroup
    if kind == "word":
        form = fold(written)
        if "'" in written or "’" in written:
            owner = _POSSESSIVE.search(written)
            if owner:
                return Token(start, start + owner.start(), position, form, stem(form)), None
        plain = Token(start, end, position, form, stem(form))
        if shouting or not (2 <= len(written) <= 4 and written.isupper() and written.isalpha()):
            return plain, None
        return plain, _special(start, end, position, ".".join(form) + ".")
    if kind == "number":
        sign, percent = atom["sign"] or "", atom["percent"] or ""
        inner = _THOUSANDS.sub("", written[len(sign) : len(written) - len(percent)])
        form = fold(inner)
        plain = Token(start + len(sign), end - len(percent), position, form, form)
        if not sign and not percent:
            return plain, None
        return plain, _special(start, end, position, f"{sign}{form}{percent}")
    if kind == "acronym":
        form = fold(written.replace(".", ""))
        return (
            Token(start, end, position, form, form),
            _special(start, end, position, ".".join(form) + "."),
        )
    form = fold(written.rstrip("+#"))
    plain = Token(start, end, position, form, stem(form))
    if kind == "signed":
        return plain, _special(start, end, position, form + written[len(written.rstrip("+#")) :])
    return plain, None


def _special(start: int, end: int, position: int, form: str) -> Token:
    return Token(start, end, position, form, form, True)
