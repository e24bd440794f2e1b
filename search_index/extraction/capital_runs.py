"""Runs of capitalised words, and the headlines in which a capital tells nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search_index.extraction.geography import country_by_name
from search_index.extraction.name_words import name_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NUMERIC = {"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"}
"""Entities that are no names."""
NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART"})
"""Entities that are names of one thing."""


def sentence_starts(parsed: Doc) -> list[int]:
    """For each token where its sentence begins; ``token.sent`` looks through the sentence each time."""
    return [sent.start for sent in parsed.sents for _ in range(sent.start, sent.end)]


def shouting_sentences(parsed: Doc) -> set[int]:
    """Starts of sentences in title case or capitals, where a capital tells nothing."""
    shouting = set()
    for sent in parsed.sents:
        words = [t for t in sent if t.is_alpha and len(t) > 3]
        lower = sum(t.text[0].islower() for t in words)
        # “establishing the … High-Level Strategic Cooperation Council” is prose for its one verb.
        # Headlines capitalise their verbs: “Rosa Lind met Omar Bey” is none for all its capitals.
        told = any(
            t.text[0].islower() and t.tag_ in ("VBD", "VBZ", "VBP") and t.pos_ == "VERB"
            for t in sent
        )
        if len(words) >= 4 and lower <= len(words) // 10 and not told:
            shouting.add(sent.start)
    return shouting


def _is_capital(token: Token) -> bool:
    text = token.text
    if not text[:1].isupper() or text in name_words().never:
        return False
    if token.ent_type_ in NUMERIC:
        return False
    # A lone capital at a sentence start is a name only where the tagger says so.
    if not token.is_sent_start or token.pos_ == "PROPN":
        return True
    plural = token.tag_ == "NNS" and token.text.endswith("s") and token.ent_type_ in NAMED
    return token.ent_type_ != "" and not plural


def capital_runs(parsed: Doc, shouting: set[int]) -> list[tuple[int, int]]:
    """Runs of capitalised words, joined by “of”, “for”, “and” … inside, outside of headlines."""
    runs: list[tuple[int, int]] = []
    starts = sentence_starts(parsed)
    i, n = 0, len(parsed)
    while i < n:
        token = parsed[i]
        if not _is_capital(token) or starts[i] in shouting:
            i += 1
            continue
        last = i + 1
        while last < n and not parsed[last].is_sent_start:
            if _is_capital(parsed[last]) or (
                parsed[last].text == "-" and last + 1 < n and parsed[last + 1].text[:1].isupper()
            ):
                last += 1
            elif parsed[last].lower_ in ("of", "for", "&") and last + 1 < n:
                skip = last + 1 + (parsed[last + 1].lower_ == "the")
                if skip < n and _is_capital(parsed[skip]) and _heads_a_body(parsed, i, last):
                    last = skip + 1
                else:
                    break
            elif parsed[last].lower_ == "and" and _joins(parsed, i, last):
                last += 2
            else:
                break
        runs.append((i, last))
        i = last
    return runs


def _heads_a_body(parsed: Doc, first: int, last: int) -> bool:
    """Whether the run so far ends in a word that takes “of …” into its name (Ministry, Bank)."""
    word = parsed[last - 1].text
    return word in name_words().heads or word in ("Secretary", "Republic", "Institute", "Bank")


def _joins(parsed: Doc, first: int, at: int) -> bool:
    """Whether “and” at ``at`` stands inside one name: “Ministry of Agriculture and Food Security”."""
    if at + 1 >= len(parsed) or not _is_capital(parsed[at + 1]):
        return False
    so_far = [parsed[k].lower_ for k in range(first, at)]
    if "of" in so_far or "for" in so_far:
        follows = parsed[at + 1]
        return follows.text not in country_by_name() and follows.ent_type_ != "PERSON"
    return False
