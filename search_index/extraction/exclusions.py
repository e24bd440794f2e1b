"""Bare numbers that are no quantities: years, labels, scores, times of day, parts of names. And ages, which are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search_index.extraction.amounts import Amount
from search_index.extraction.counting import Counted, tokens_of
from search_index.extraction.wordlists import after as text_after
from search_index.extraction.wordlists import before as text_before
from search_index.extraction.wordlists import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

_YEARS = range(1400, 2101)


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
        return bool(name.pos_ == "PROPN") and name.ent_type_ not in ("DATE", "MONEY", "CARDINAL")
    return bool(mark.text == "(" and name.ent_type_ == "PERSON")


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


def is_no_quantity(parsed: Doc, text: str, amount: Amount, noun: Token | None) -> bool:
    """Whether a bare number is a year, a label, a score, a time or a part of a name."""
    site = _site(parsed, text, amount, noun)
    if amount.form == "words" and amount.value == 1:
        return noun is None or _idle_one(site.tokens, noun)
    if _LABELLED.search(site.before) or _is_label(site) or _is_item_mark(site):
        return True
    if site.digits and any(
        test(site)
        for test in (_in_a_word, _is_score, _is_year, _are_years, _day_of_month, _in_a_name)
    ):
        return True
    return noun is None and _counts_nothing(site.tokens, amount, site.following)


@dataclass(frozen=True, slots=True)
class _Site:
    """A bare number and what stands around it; ``written`` are its own characters."""

    amount: Amount
    noun: Token | None
    tokens: TokenSpan
    previous: Token | None
    following: Token | None
    before: str
    after: str
    written: str
    at_start: bool

    @property
    def digits(self) -> bool:
        return self.amount.form in ("digits", "fraction") and self.written[0].isdigit()

    @property
    def plain(self) -> bool:
        """Whether the digits stand without comma, point or magnitude word, as names write them."""
        return self.amount.scale == 1 and not {",", "."} & set(self.written)

    @property
    def counts_plural(self) -> bool:
        """Whether a plural noun follows at once."""
        noun = self.noun
        return noun is not None and noun.tag_ in ("NNS", "NNPS") and noun.i == self.tokens.end


def _site(parsed: Doc, text: str, amount: Amount, noun: Token | None) -> _Site:
    tokens = tokens_of(parsed, amount.number, amount.number_end)
    before = text_before(text, amount.number)
    return _Site(
        amount=amount,
        noun=noun,
        tokens=tokens,
        previous=parsed[tokens.start - 1] if tokens.start > tokens[0].sent.start else None,
        following=parsed[tokens.end] if tokens.end < len(parsed) else None,
        before=before,
        after=text_after(text, amount.number_end),
        written=text[amount.number : amount.number_end],
        at_start=amount.number == len(before),
    )


_LABELLED = re.compile(r"(?:\b[Nn]os?\.?|\b[Nn]umber|[#+])\s?$")
_CALLED = re.compile(r"\b(?:call|dial|phon)(?:s|ed|ing)?\s?$")
_CLOCK = re.compile(
    r"\s?(?:a\.?m\b|p\.?m\b|o'clock|hrs\b|GMT\b|EDT\b|EST\b|PT\b|noon\b)", re.IGNORECASE
)


def _in_a_word(site: _Site) -> bool:
    """“MH17”, “4x4”, “10 a.m.”, “555-0199”, “called 911”."""
    if re.search(r"[A-Za-z]$", site.before) or re.match(r"[A-Za-z°]", site.after):
        return True
    if _CLOCK.match(site.after) or _CALLED.search(site.before):
        return True
    joined = re.search(r"\d\s?[-–/]\s?$", site.before) or re.match(r"\s?[-–]\s?\d", site.after)
    return joined is not None


def _is_score(site: _Site) -> bool:
    """“a 97-1 vote”; “5-10 people” is a range."""
    if site.amount.low is None or re.search(r"\d[-–]\d", site.written) is None:
        return False
    noun = site.noun
    if noun is None or noun.pos_ == "PROPN" or site.amount.low in _YEARS:
        return True
    return noun.lower_ in word_set("numbers", "contest_nouns")


def _are_years(site: _Site) -> bool:
    """“between 1600 and 1900”."""
    low, high = site.amount.low, site.amount.high
    return low in _YEARS and high in _YEARS and site.plain


def _is_item_mark(site: _Site) -> bool:
    """“1. First, …” and “(2) Second, …” at the start of a line."""
    before = f"\n{site.before}" if site.at_start else site.before
    return bool(re.search(r"\n\s*\(?$", before) and re.match(r"[.)]\s", site.after))


def _day_of_month(site: _Site) -> bool:
    value = site.amount.value
    if value is None or not (value <= 31 or value in _YEARS):
        return False
    beyond = site.tokens.doc[site.tokens.end + 1 : site.tokens.end + 2].text
    # In “19 Sept. 11 hijackers” the month has its day after it.
    own_day = beyond.isdigit() and len(beyond) < 3
    months = word_set("numbers", "months")
    return any(
        token is not None and token.lower_.rstrip(".") in months and token.text[0].isupper()
        for token in (site.previous, None if own_day else site.following)
    )


def _is_label(site: _Site) -> bool:
    """“Section 230”, “Game 7”, “Big 12”; but “in area 40 people” counts people."""
    word = site.previous
    if word is None:
        return False
    known = word.lower_ in word_set("numbers", "labels") | word_set("numbers", "numbered_names")
    if not known or not (site.digits or word.text[0].isupper()):
        return False
    return not (site.counts_plural and word.text.islower())


def _in_a_name(site: _Site) -> bool:
    """“Boeing 737”, “787 Dreamliner”, “16 Industrial Avenue”; “63,150 Model 3s” marks its thousands."""
    if not site.plain:
        return False
    noun, word = site.noun, site.previous
    if noun is not None and noun.tag_ == "NNP" and site.following is not None:
        return bool(site.following.text[0].isupper())
    if word is None or site.amount.low is not None or (site.amount.value or 0) >= 10000:
        return False
    name = word.pos_ == "PROPN" or (
        word.text[0].isupper()
        and word.i > word.sent.start
        and word.pos_ in ("NOUN", "ADJ", "NUM", "X")
    )
    counts = site.counts_plural and site.tokens.root.head != word and word.head not in site.tokens
    return name and not counts


def _idle_one(tokens: TokenSpan, noun: Token) -> bool:
    """“one day”, “one of the reasons”, “no one”: the word counts in name only."""
    following = tokens.doc[tokens.end] if tokens.end < len(tokens.doc) else None
    previous = tokens.doc[tokens.start - 1] if tokens.start else None
    idle = word_set("numbers", "idle_with_one")
    if following is not None and (following.lower_ in idle or following.lower_ in ("of", "or")):
        return True
    if noun.lemma_.lower() in idle:
        return True
    if tokens.root.dep_ != "nummod" or noun.tag_ not in ("NN", "NNP"):
        return True
    return previous is not None and previous.lower_ in word_set("numbers", "idle_before_one")


def _is_year(site: _Site) -> bool:
    """“2014 exports”; a plural noun beside it makes it a count unless a date word stands before."""
    value, noun = site.amount.value, site.noun
    if value not in _YEARS or len(site.written) != 4 or not site.plain:
        return False
    token = site.tokens[0]
    if noun is None or noun.tag_ not in ("NNS", "NNPS") or noun.i > token.i + 3:
        return True
    previous = site.previous.lower_ if site.previous is not None else ""
    return token.ent_type_ == "DATE" or previous in word_set("numbers", "before_years")


def _is_reached(number: Token) -> bool:
    """Whether a count has come to it: “the death toll rose to three”, “bringing the number of victims to nine”."""
    word = number.head
    if number.dep_ != "pobj" or word.lower_ not in ("to", "at"):
        return False
    verb = word.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    if verb.lemma_ not in word_set("numbers", "reached"):
        return False
    told = (c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj"))
    return any(c.lemma_.lower() in word_set("numbers", "tallies") for c in told)


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
        if (amount.value or 0) >= 11 or _is_reached(root):
            return False
        return root.dep_ not in ("dobj", "attr", "nsubj", "nsubjpass")
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
