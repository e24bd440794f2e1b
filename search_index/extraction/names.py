"""Names as they stand in the text: where each begins and ends, and what kind of thing it names.

The statistical reader's entities are the start; runs of capitalised words mend their edges (“High-Level
Strategic Cooperation Council” is one name, “Datuk Seri” is none) and word lists settle their type.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from search_index.extraction.capital_runs import (
    NAMED,
    NUMERIC,
    capital_runs,
    sentence_starts,
    shouting_sentences,
)
from search_index.extraction.geography import country_by_name
from search_index.extraction.name_words import name_words
from search_index.extraction.naming import Name, named
from search_index.folding import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as TokenSpan


def find_names(parsed: Doc) -> list[Name]:
    """All names of ``parsed`` in reading order, none overlapping another."""
    spans: dict[int, tuple[int, str | None]] = {}
    shouting = shouting_sentences(parsed)
    for ent in parsed.ents:
        if ent.label_ not in NUMERIC and ent.text.strip() and not _is_plain_plural(ent):
            end = _before_amount(parsed, ent.start, ent.end)
            if end > ent.start:
                spans[ent.start] = (end, ent.label_)
    for first, last in capital_runs(parsed, shouting):
        _merge_run(parsed, spans, first, last)
    names: list[Name] = []
    taken = -1
    for first in sorted(spans):
        last, label = spans[first]
        if first < taken:
            continue
        name = named(parsed, first, last, label)
        if name is not None:
            names.append(name)
            taken = name.last
    return _trim_headlines(parsed, names, shouting)


def _is_plain_plural(found: TokenSpan) -> bool:
    """Whether it is one common noun with a capital for the sentence's sake: “Schools will reopen”."""
    word = found[0]
    return bool(
        len(found) == 1
        and word.is_sent_start
        and word.tag_ == "NNS"
        and word.text.endswith("s")
        and found.label_ in NAMED
        and word.text not in country_by_name()
        and not any(t.text == word.text and not t.is_sent_start for t in found.doc)
    )


_PERCENT = ("%", "percent", "per", "pct")
_MONEY = re.compile(r"[A-Z]{3}\d*|\D?[$€£¥₹₽₺]\d*")


def _before_amount(parsed: Doc, first: int, last: int) -> int:
    """Where a name ends that was read on into an amount: “Ms Ruiz 44.9 percent”, “EUR 2bn”."""
    for token in parsed[first:last]:
        if not token.text[0].isdigit():
            continue
        behind = parsed[token.i + 1].lower_ if token.i + 1 < len(parsed) else ""
        if behind in _PERCENT:
            return int(token.i)
        if token.i > first and _MONEY.fullmatch(parsed[token.i - 1].text):
            return int(token.i) - 1
    return last


def _trim_headlines(parsed: Doc, names: list[Name], shouting: set[int]) -> list[Name]:
    """Names in headlines cut to what the running text names: in “Smith Enters Race” only Smith is one.

    A headline's name that the text never has is kept where it is a country or the text names nobody.
    """
    starts = sentence_starts(parsed)
    loud = {n.first for n in names if starts[n.first] in shouting}
    known = {word for n in names if n.first not in loud for word in fold(n.text).split()}
    if not loud or not known:
        return names
    kept = []
    for name in names:
        if name.first in loud:
            first, last = name.first, name.last
            while last > first and fold(parsed[last - 1].text) not in known:
                last -= 1
            while first < last and fold(parsed[first].text) not in known:
                first += 1
            if first >= last and name.type != "place":
                continue
            if first < last and (first, last) != (name.first, name.last):
                text = parsed[first:last].text.removesuffix("'s")
                name = replace(name, first=first, last=last, text=text)
        kept.append(name)
    return kept


def _merge_run(
    parsed: Doc, spans: dict[int, tuple[int, str | None]], first: int, last: int
) -> None:
    """Let the run replace the entities inside it where it is the better name."""
    heads = name_words().heads
    while last > first and parsed[last - 1].text in ("-", "'s"):
        last -= 1
    inside = [(s, e, label) for s, (e, label) in spans.items() if s < last and e > first]
    # An acronym right after its long form is a name of its own: “… Corporation ABCD”.
    if last - first >= 3 and parsed[last - 1].is_upper and parsed[last - 2].text in heads:
        last -= 1
    head = parsed[last - 1].text
    body = head in heads and last - first >= 2
    if not inside:
        token = parsed[first]
        single = last - first == 1
        if single and (token.pos_ != "PROPN" or (token.is_sent_start and not token.is_upper)):
            return
        if single and token.text in heads and not token.is_upper:
            return
        spans[first] = (last, "ORG" if body or parsed[first].is_upper else None)
        return
    if body:
        start = first
        # “Turkish officials of the Ministry …”: a people's name before “'s” is no part of the body.
        for s, e, label in inside:
            spans.pop(s, None)
            if e > last:
                spans[last] = (e, label)
        spans[start] = (last, None)
