"""What a bare number counts, and which numbers count nothing at all.

Reads the syntax around an amount that has neither currency nor unit: the noun it counts, an age,
a share of something; or a year, a label, a score, a time of day, which are no quantities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search_index.extraction.amounts import Amount
from search_index.extraction.wordlists import after as text_after
from search_index.extraction.wordlists import before as text_before
from search_index.extraction.wordlists import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

_NOUNS = ("NOUN", "PROPN")
_BEFORE_NOUN = (*_NOUNS, "ADJ", "NUM", "ADV")
_YEARS = range(1400, 2101)


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
    return lemma


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


def counted(parsed: Doc, amount: Amount) -> Counted:
    """The noun that a bare amount counts; ``unit`` is None where it counts nothing named."""
    tokens = tokens_of(parsed, amount.number, amount.number_end)
    sent_end = tokens[-1].sent.end
    nothing = Counted(None, None, amount.end)
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
    noun = None
    token = tokens.root
    while (
        token.dep_ in ("nummod", "quantmod", "compound", "advmod", "amod", "nmod", "npadvmod")
        and token.head.i >= tokens.end
    ):
        token = token.head
        if token.pos_ in _NOUNS:
            noun = token
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


def is_age(parsed: Doc, text: str, amount: Amount) -> bool:
    """“Maria, 34, said”, “aged 34”, “over the age of 21”: a bare number that is an age."""
    if amount.value is None or not 0 < amount.value < 120 or amount.form == "fraction":
        return False
    after, before = text_after(text, amount.end), text_before(text, amount.start)
    if re.search(r"\b(?:aged?|ages|age\s+of|turned|turns|turning)\s+$", before):
        return re.match(r"[\s-]*[a-z]+s\b", after) is None
    if re.search(
        r"\b(?:he|she|who|I)(?:'s|\s+(?:is|was|am))\s+(?:now\s+|only\s+|just\s+)?$", before
    ):
        return re.match(r"\s?[,.;)]|\s+(?:and|when|but|years)\b", after) is not None
    tokens = tokens_of(parsed, amount.number, amount.number_end)
    if (
        tokens.start < 2
        or amount.form != "digits"
        or amount.scale != 1
        or after[:1] not in (",", ")")
    ):
        return False
    mark, name = parsed[tokens.start - 1], parsed[tokens.start - 2]
    if name.lower_.rstrip(".") in word_set("numbers", "months") or name.sent != tokens.sent:
        return False
    if mark.text == "," and after[0] == ",":
        return name.pos_ == "PROPN" and name.ent_type_ not in ("DATE", "MONEY", "CARDINAL")
    return mark.text == "(" and name.ent_type_ == "PERSON"


def name_inside(
    parsed: Doc, text: str, amount: Amount, what: Counted, later: Amount, later_what: Counted
) -> bool:
    """Whether the later bare number is part of the name of what the earlier one counts.

    “two new 737 Max jets” counts two jets; 737 is no quantity.
    """
    if what.noun is None or later_what.noun != what.noun or not later.bare:
        return False
    if not text[later.number].isdigit() or what.noun.i >= len(parsed):
        return False
    between = text[amount.end : later.start].lower()
    return amount.end < later.start and re.search(r",|\b(?:and|or|to|of|than)\b|-", between) is None


_CLOCK = re.compile(
    r"\s?(?:a\.?m\b|p\.?m\b|o'clock|hrs\b|GMT\b|EDT\b|EST\b|PT\b|noon\b)", re.IGNORECASE
)


def is_no_quantity(parsed: Doc, text: str, amount: Amount, noun: Token | None) -> bool:
    """Whether a bare number is a year, a label, a score, a time or a part of a name."""
    before, after = text_before(text, amount.number), text_after(text, amount.number_end)
    digits = amount.form in ("digits", "fraction") and text[amount.number].isdigit()
    tokens = tokens_of(parsed, amount.number, amount.number_end)
    previous = parsed[tokens.start - 1] if tokens.start > tokens[0].sent.start else None
    following = parsed[tokens.end] if tokens.end < len(parsed) else None
    value = amount.value
    if digits and (
        re.search(r"[A-Za-z]$", before) or re.match(r"[A-Za-z]|[°]", after) or _CLOCK.match(after)
    ):
        return True
    if digits and (re.search(r"\d\s?[-–/]\s?$", before) or re.match(r"\s?[-–]\s?\d", after)):
        return True
    if (
        digits
        and amount.low is not None
        and re.search(r"\d[-–]\d", text[amount.number : amount.number_end])
    ):
        if (
            noun is None
            or noun.lower_ in word_set("numbers", "contest_nouns")
            or noun.pos_ == "PROPN"
            or (amount.low or 0) >= 1400
        ):
            return True
        if any(
            a.lemma_.lower() in word_set("numbers", "contest_verbs")
            for a in _governors(tokens.root)
        ):
            return noun.lemma_ in ("vote", "win")
    if amount.form == "words" and value == 1:
        return noun is None or _idle_one(tokens, noun)
    if (
        value is not None
        and digits
        and amount.scale == 1
        and "," not in text[amount.number : amount.number_end]
        and _is_year(parsed, text, amount, noun)
    ):
        return True
    if (
        amount.low is not None
        and amount.low in _YEARS
        and amount.high in _YEARS
        and amount.scale == 1
    ):
        return "," not in text[amount.number : amount.number_end]
    if re.search(r"(?:\b[Nn]os?\.?|\bnumber|#|\b(?:call|dial|phon)(?:s|ed|ing)?)\s?$", before):
        return True
    if re.search(
        r"\n\s*\(?$", before if amount.number > len(before) else f"\n{before}"
    ) and re.match(r"[.)]\s", after):
        return True
    months = word_set("numbers", "months")
    if digits and value is not None and (value <= 31 or value in _YEARS):
        beyond = parsed[tokens.end + 1] if tokens.end + 1 < len(parsed) else None
        # In “19 Sept. 11 hijackers” the month has its day after it.
        own_day = beyond is not None and beyond.is_digit and len(beyond.text) < 3
        for token in (previous, None if own_day else following):
            if token is not None and token.lower_.rstrip(".") in months and token.text[0].isupper():
                return True
    if previous is not None and not previous.text.endswith((",", ";")):
        label = previous.lower_ in word_set("numbers", "labels") or previous.lower_ in word_set(
            "numbers", "numbered_names"
        )
        name = previous.pos_ == "PROPN" or (
            previous.text[0].isupper()
            and previous.i > tokens[0].sent.start
            and previous.pos_ not in ("DET", "PRON", "ADP", "VERB", "AUX", "ADV")
        )
        plural = noun is not None and noun.tag_ in ("NNS", "NNPS") and noun.i == tokens.end
        if (
            label
            and (digits or previous.text[0].isupper())
            and not (plural and previous.text.islower())
        ):
            return True
        if (
            name
            and digits
            and amount.scale == 1
            and amount.low is None
            and (value or 0) < 10000
            and not (plural and tokens.root.head != previous and previous.head not in tokens)
            and "." not in text[amount.number : amount.number_end]
        ):
            return True
        if previous.text == "+" or previous.text == "#":
            return True
    written = text[amount.number : amount.number_end]
    if noun is not None and noun.tag_ == "NNP" and digits and following is not None:
        # “787 Dreamliner”, “16 Industrial Avenue”: a name; “63,150 Model 3s” marks its thousands.
        return following.text[0].isupper() and "," not in written and "." not in written
    return noun is None and _counts_nothing(tokens, amount, following)


def _governors(token: Token) -> list[Token]:
    return [token.head, token.head.head]


def _idle_one(tokens: TokenSpan, noun: Token) -> bool:
    """“one day”, “one of the reasons”, “no one”: the word counts in name only."""
    following = tokens.doc[tokens.end] if tokens.end < len(tokens.doc) else None
    previous = tokens.doc[tokens.start - 1] if tokens.start else None
    if following is not None and following.lower_ in word_set("numbers", "idle_with_one") | {
        "of",
        "or",
    }:
        return True
    if noun.lemma_.lower() in word_set("numbers", "idle_with_one"):
        return True
    if tokens.root.dep_ != "nummod" or noun.tag_ not in ("NN", "NNP"):
        return True
    return previous is not None and previous.lower_ in (
        "no",
        "every",
        "each",
        "any",
        "this",
        "that",
        "another",
        "which",
        "some",
    )


def _is_year(parsed: Doc, text: str, amount: Amount, noun: Token | None) -> bool:
    value = amount.value
    written = text[amount.number : amount.number_end]
    if value is None or value not in _YEARS or len(written) != 4:
        return False
    token = tokens_of(parsed, amount.number, amount.number_end)[0]
    if noun is None or noun.tag_ not in ("NNS", "NNPS") or noun.i > token.i + 3:
        return True
    previous = parsed[token.i - 1].lower_ if token.i else ""
    return token.ent_type_ == "DATE" or previous in (
        "in",
        "since",
        "of",
        "by",
        "until",
        "during",
        "from",
        "the",
        "'s",
        "early",
        "late",
        "before",
        "after",
        "and",
    )


def _counts_nothing(tokens: TokenSpan, amount: Amount, following: Token | None) -> bool:
    """Whether a number without a noun is more likely a pronoun or a list mark than an amount."""
    root = tokens.root
    text = tokens.text
    if (
        amount.hedge
        and amount.value is not None
        and not (amount.form == "words" and amount.value < 3)
    ):
        return False
    if amount.form == "words" and amount.scale == 1:
        return (amount.value or 0) < 11 and root.dep_ not in ("dobj", "attr", "nsubj", "nsubjpass")
    if amount.form == "vague":
        return following is None or following.lower_ != "of"
    if "," in text or "." in text or len(text) > 5 or amount.scale > 1 or amount.form != "digits":
        return False
    if root.ent_type_ in (
        "DATE",
        "TIME",
        "PRODUCT",
        "WORK_OF_ART",
        "LAW",
        "FAC",
        "GPE",
        "PERSON",
        "ORG",
        "EVENT",
    ):
        return True
    return root.dep_ in ("npadvmod", "appos", "ROOT", "dep", "nmod", "compound", "punct", "meta")
