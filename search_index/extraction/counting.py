"""What a bare number counts, read from the syntax around it: “46 Turkish companies”, “half of the trade”."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search_index.extraction.amounts import Amount
from search_index.extraction.wordlists import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

_NOUNS = ("NOUN", "PROPN")


@dataclass(frozen=True, slots=True)
class Counted:
    """What an amount counts: the noun token, if any, the unit's name and where the span ends."""

    noun: Token | None
    unit: str | None
    end: int


def tokens_of(parsed: Doc, start: int, end: int) -> TokenSpan:
    """The tokens that cover characters ``start:end``."""
    span = parsed.char_span(start, end, alignment_mode="expand")
    assert span is not None  # amounts are never empty
    return span


def singular(token: Token) -> str:
    """The noun in the singular, lower case, unless it is a name."""
    if token.pos_ == "PROPN":
        text = str(token.text)
        return text[:-1] if token.tag_ == "NNPS" and text.endswith("s") and len(text) > 3 else text
    lemma = "tax" if token.lower_ == "taxes" else str(token.lemma_).lower()
    if (
        lemma == token.lower_
        and token.tag_ == "NNS"
        and lemma.endswith("s")
        and not lemma.endswith("ss")
    ):
        return lemma[:-1]
    # The model's “dos”: what has a plural in -oses ends in -ose.
    return f"{lemma}e" if lemma.endswith("os") and token.lower_.endswith("oses") else lemma


def _counts(token: Token) -> bool:
    """Whether ``token`` may be a counted noun."""
    return token.pos_ in _NOUNS and (
        token.text.isalpha() or (token.text[0].isalpha() and not token.text.isupper())
    )


def _noun_phrase_head(parsed: Doc, first: int, limit: int) -> Token | None:
    """The last noun of the words from token ``first`` on that can only be one noun phrase."""
    head = None
    for token in parsed[first : min(limit, first + 9)]:
        if token.lower_ in ("last", "this", "next", "previous", "per") and token.i == first:
            return None
        if token.is_sent_start and token.i > first and head is None:
            return None
        if _counts(token):
            head = token
            if (
                token.tag_ in ("NNS", "NNPS")
                and token.i + 1 < len(parsed)
                and parsed[token.i + 1].pos_ not in _NOUNS
            ):
                return head
        elif (
            token.pos_ in ("ADJ", "NUM")
            or token.tag_ in ("VBN", "VBG", "HYPH", "JJ", "POS")
            or token.text == "-"
        ):
            plural = head is not None and head.tag_ in ("NNS", "NNPS")
            if plural and token.tag_ not in ("HYPH", "POS") and token.text != "-":
                return head
        elif (head is None and token.pos_ in ("DET", "PRON", "ADV") and token.i == first) or (
            token.text == "and" and token.i > first and (head is None or head.tag_ == "NNP")
        ):
            continue
        else:
            break
    return head


def _scale(parsed: Doc, number: TokenSpan) -> Token | None:
    """The scale that a number is read on: “a magnitude 6.8 quake” and “a 6.8-magnitude quake” count no quakes."""
    scales = word_set("numbers", "measured_scales")
    if number.start and parsed[number.start - 1].lower_ in scales:
        return parsed[number.start - 1]
    behind = parsed[number.end : number.end + 2]
    dashed = len(behind) == 2 and behind[0].text == "-"
    return behind[1] if dashed and behind[1].lower_ in scales else None


def counted(parsed: Doc, amount: Amount) -> Counted:
    """The noun that a bare amount counts; ``unit`` is None where it counts nothing named."""
    tokens = tokens_of(parsed, amount.number, amount.number_end)
    sent_end = tokens[-1].sent.end
    nothing = Counted(None, None, amount.end)
    scale = _scale(parsed, tokens)
    if scale is not None:
        return Counted(scale, None, amount.end)
    follows = parsed[tokens.end].lower_ if tokens.end < sent_end else ""
    if follows == "of" or (
        amount.form == "fraction" and follows in ("the", "its", "their", "all", "his", "her", "our")
    ):
        first = tokens.end + (follows == "of")
        noun = _noun_phrase_head(parsed, first, sent_end)
        # “one of them”, “half of it”: a count of nothing named here.
        return nothing if noun is None else Counted(noun, singular(noun), amount.end)
    if (
        amount.form == "fraction"
        and follows not in ("a", "an")
        and not parsed[tokens.end : tokens.end + 1].text.isalpha()
    ):
        return nothing
    if amount.form != "fraction" and follows in ("a", "an"):
        # “Down from 440,000 a year earlier”: an article opens another phrase.
        return nothing
    noun = None
    token = tokens.root
    while (
        token.dep_ in ("nummod", "quantmod", "compound", "advmod", "amod", "nmod", "npadvmod")
        and token.head.i >= tokens.end
    ):
        token = token.head
        if token.pos_ in _NOUNS:
            noun = token
            # “six cup finals” counts finals; “a six-month contract” counts months.
            hyphen = follows.startswith("-")
            while not hyphen and noun.dep_ == "compound" and noun.head.i > noun.i:
                noun = noun.head
            break
    if noun is None or not _together(parsed, tokens.end, noun):
        noun = _noun_phrase_head(parsed, tokens.end, sent_end)
        if noun is not None and noun.i > tokens.end + 4:
            noun = None
    if noun is None or not _counts(noun):
        return nothing
    return Counted(noun, singular(noun), noun.idx + len(noun.text))


def _together(parsed: Doc, first: int, noun: Token) -> bool:
    """Whether nothing but a noun phrase stands from token ``first`` to ``noun``."""
    marks = (";", ":", "(", ")", '"', "--", "—")
    return noun.i - first < 8 and not any(
        (t.text in marks and t.i + 1 < noun.i) or t.pos_ in ("ADP", "SCONJ", "AUX")
        for t in parsed[first : noun.i]
    )
