"""What an amount measures, read from its own clause through the dependency tree.

“Trade reached about $5 billion” measures trade; “a 24% tariff” a tariff; “22% of shipments” is a
share of shipments. Where only a pronoun stands for it, the caller carries it from before.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from search_index.extraction.analysis import Analysis
from search_index.extraction.counting import singular
from search_index.extraction.naming import is_plain_noun
from search_index.extraction.units import TIME_UNITS
from search_index.extraction.wordlists import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_MODIFIERS = ("compound", "amod", "nmod")
_ATTACHED = ("nummod", "nmod", "compound", "amod", "npadvmod", "quantmod", "poss")
_AGENTS = ("PERSON", "ORG", "NORP")


@dataclass(frozen=True, slots=True)
class Measured:
    """``text`` is None where the clause does not say; ``head`` the noun it was read from.

    ``share_of`` is the complement of a percentage or fraction. ``points_back`` tells that a pronoun
    or a bare word of movement stands where the measure should be. ``path`` are the tokens between
    the amount and its verb, in which cues for role and change are looked for.
    """

    text: str | None = None
    head: Token | None = None
    share_of: str | None = None
    points_back: bool = False
    path: tuple[Token, ...] = ()


def noun_phrase(analysis: Analysis, head: Token, taken: range) -> str:
    """``head`` in the singular with its compounds and plain adjectives, lower case.

    Demonyms are left out: they are parties. Tokens in ``taken`` belong to the amount.
    """
    words = []
    for child in head.lefts:
        if child.dep_ not in _MODIFIERS or child.i in taken or child.pos_ in ("NUM", "DET"):
            continue
        if any(t.like_num or t.is_currency for t in child.subtree):
            continue
        mention = analysis.mention_of(child)
        if (mention is not None and mention.form == "demonym") or child.ent_type_ == "NORP":
            continue
        if child.tag_ in ("JJS", "JJR") or child.lower_ in (
            "such",
            "same",
            "other",
            "own",
            "many",
            "few",
        ):
            continue
        words += [t.lower_ for t in child.lefts if t.dep_ == "compound" and t.i not in taken]
        words.append(child.lower_)
    plain = head.pos_ == "NOUN" or _capital_only(analysis, head)
    words.append(singular(head) if plain and head.pos_ == "NOUN" else head.lower_)
    if head.lemma_.lower() in word_set("roles", "relational"):
        complement = _complement(head, ("of",))
        if (
            complement is not None
            and complement.i not in taken
            # “The number of injured”, too.
            and (complement.pos_ == "NOUN" or complement.tag_ in ("JJ", "VBN"))
            and complement.ent_type_ not in ("DATE", "TIME")
        ):
            said = complement.lemma_ if complement.pos_ == "NOUN" else complement.text
            words += ["of", said.lower()]
    return " ".join(words[-6:])


def _complement(token: Token, prepositions: tuple[str, ...]) -> Token | None:
    """The noun after “of” (or another preposition) that depends on ``token``."""
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            for below in child.children:
                if below.dep_ == "pobj":
                    return below
    return None


def measure(
    analysis: Analysis, anchor: Token, taken: range, noun: Token | None, kind: str
) -> Measured:
    """What the amount whose syntactic head is ``anchor`` measures.

    ``noun`` is the noun it counts, if any; ``taken`` the token indices of the amount itself.
    """
    path = tuple(_path(anchor, taken))
    if noun is not None and kind == "none":
        share = (
            _phrase_text(analysis, noun)
            if noun.i >= taken.stop and analysis.parsed[taken.stop].lower_ == "of"
            else None
        )
        return Measured(noun_phrase(analysis, noun, taken), noun, share, path=path)
    top = _top(anchor, taken)
    following = _following_noun(analysis, taken)
    if following is not None:
        return _named(analysis, following, taken, path)
    if (
        top.dep_ in _ATTACHED
        and top.head.i > top.i
        and top.head.pos_ in ("NOUN", "PROPN")
        and top.head.i not in taken
    ):
        return _named(analysis, top.head, taken, path)
    share = _shared(analysis, top, taken)
    if share is not None and share.pos_ in ("NOUN", "PROPN"):
        whole = _phrase_text(analysis, share) if kind in ("percent", "none") else None
        if kind != "currency" or share.ent_type_ not in ("PERSON", "ORG", "GPE"):
            return Measured(noun_phrase(analysis, share, taken), share, whole, path=path)
    if (
        top.dep_ == "appos"
        and top.head.pos_ in ("NOUN", "PROPN")
        and top.head.i not in taken
        and not top.head.like_num
    ):
        return _named(analysis, top.head, taken, path)
    if top.dep_ == "pobj" and top.head.head.pos_ in ("NOUN", "PROPN") and top.head.head.i < top.i:
        return _of_noun(analysis, top.head.head, taken, path)
    verb = _verb(top)
    return Measured(path=path) if verb is None else _by_verb(analysis, verb, taken, path, kind)


def _capital_only(analysis: Analysis, token: Token) -> bool:
    """Whether a “name” is a plain noun with the capital letter of the sentence's first word."""
    return (
        token.i == token.sent.start
        and analysis.mention_of(token) is None
        and (token.ent_type_ in ("", "ORG") or is_plain_noun(token))
        and token.text[1:].islower()
    )


def _following_noun(analysis: Analysis, taken: range) -> Token | None:
    """The noun right after the amount, past a bracketed equivalent: “20,000 euros ($21,000) fine”."""
    doc = analysis.parsed
    at, stop = taken.stop, doc[taken.start].sent.end
    if at < stop and doc[at].text == "(" and any(t.like_num for t in doc[at : min(at + 6, stop)]):
        close = next((i for i in range(at, min(at + 10, stop)) if doc[i].text == ")"), None)
        at = stop if close is None else close + 1
    noun = adjective = None
    for token in doc[at : min(at + 8, stop)]:
        if noun is not None and (token.text in ("-", "'s", "'") or token.tag_ in ("VBN", "VBG")):
            continue
        if token.ent_type_ in ("DATE", "TIME") or token.pos_ not in ("NOUN", "ADJ", "PROPN"):
            break
        if token.lower_ == "worth":
            return None
        if token.pos_ == "NOUN":
            noun = token
        adjective = token
    if noun is None and adjective is not None and doc[taken.start - 1].lower_ in ("a", "the"):
        # “a 20,000 euro fine or …”: nothing else is left to be the noun of the article.
        noun = adjective if adjective.pos_ == "ADJ" else None
    return None if noun is None or noun.lemma_ in TIME_UNITS else noun


def _top(anchor: Token, taken: range) -> Token:
    """The highest token of the amount."""
    token = anchor
    while token.head.i in taken and token.head is not token:
        if token.head.i == token.i:
            break
        token = token.head
    return token


def _path(anchor: Token, taken: range) -> list[Token]:
    """The tokens from the amount up to the root, itself left out."""
    return list(islice((t for t in anchor.ancestors if t.i not in taken), 8))


def _shared(analysis: Analysis, top: Token, taken: range) -> Token | None:
    """The noun of “… of X”, “… in X”, “… worth of X” right after the amount."""
    doc = analysis.parsed
    after = doc[taken.stop] if taken.stop < len(doc) else None
    if after is None or after.sent.start != doc[taken.start].sent.start:
        return None
    if after.lower_ == "worth" and after.i + 1 < len(doc):
        after = doc[after.i + 1]
    if after.lower_ not in ("of", "in"):
        return None
    for child in after.children:
        if child.dep_ in ("pobj", "pcomp") and child.ent_type_ not in (
            "DATE",
            "TIME",
            "GPE",
            "LOC",
            "FAC",
        ):
            return None if after.lower_ == "in" and child.ent_type_ else child
    return None


def _phrase_text(analysis: Analysis, noun: Token) -> str:
    """The noun phrase around ``noun`` as the document writes it, clauses left out."""
    tokens = [noun]
    for child in noun.children:
        if child.dep_ in ("det", "poss", "compound", "amod", "nmod", "nummod") or (
            child.dep_ == "prep" and child.lower_ in ("of", "to", "from")
        ):
            tokens += list(child.subtree)
    first, last = min(t.i for t in tokens), max(t.i for t in tokens)
    for i in range(noun.i + 1, min(last + 1, noun.i + 12)):
        if analysis.parsed[i].text in (",", ";", "(", ")", '"', ".", "--"):
            last = i - 1
            break
    return analysis.text(
        analysis.span(analysis.parsed[first : max(noun.i, min(last, noun.i + 11)) + 1])
    )


def _named(analysis: Analysis, noun: Token, taken: range, path: tuple[Token, ...]) -> Measured:
    goods = _complement(noun, ("of",)) if noun.lower_ == "worth" else None
    noun = goods or noun
    if (
        _moves(noun)
        and _complement(noun, ("in", "of")) is None
        and not any(c.dep_ in _MODIFIERS and c.i not in taken for c in noun.lefts)
    ):
        return _of_noun(analysis, noun, taken, path)
    return Measured(noun_phrase(analysis, noun, taken), noun, path=path)


def _moves(token: Token) -> bool:
    lemma = token.lemma_.lower()
    return lemma in word_set("roles", "up") or lemma in word_set("roles", "down")


def _of_noun(analysis: Analysis, noun: Token, taken: range, path: tuple[Token, ...]) -> Measured:
    """The measure where the amount hangs on ``noun`` by a preposition: “a turnover of”, “a surge from”."""
    lemma = noun.lemma_.lower()
    if _moves(noun) or lemma in word_set("roles", "hollow"):
        complement = _complement(noun, ("in", "of"))
        if (
            complement is not None
            and complement.i not in taken
            # “The number of injured”, too.
            and (complement.pos_ == "NOUN" or complement.tag_ in ("JJ", "VBN"))
            and complement.ent_type_ not in ("DATE", "TIME", "MONEY", "PERCENT")
        ):
            return Measured(noun_phrase(analysis, complement, taken), complement, path=path)
        if not any(
            c.dep_ in _MODIFIERS and c.pos_ in ("NOUN", "PROPN") and c.i not in taken
            for c in noun.lefts
        ):
            verb = _verb(noun)
            if lemma == "growth" and noun.dep_ == "dobj":
                # “It forecasts growth of 2 percent” goes on about nothing named before: growth is a measure itself.
                return Measured(lemma, noun, path=path)
            if verb is not None and noun.dep_ not in _SUBJECTS:
                below = _by_verb(analysis, verb, taken, path, "none")
                if below.text is not None or below.points_back:
                    return below
            if _moves(noun):
                return Measured(None, noun, points_back=True, path=path)
    text = noun_phrase(analysis, noun, taken)
    topic = _fronted(noun)
    if topic is not None and lemma in word_set("roles", "target"):
        text = f"{noun_phrase(analysis, topic, taken)} {lemma}"
    return Measured(text, noun, path=path)


def _fronted(token: Token) -> Token | None:
    """The noun of a topic that opens the sentence: “On trade, …”."""
    first = token.sent[0]
    if first.lower_ not in word_set("roles", "topic_prepositions") or first.dep_ != "prep":
        return None
    noun = next((c for c in first.children if c.dep_ == "pobj"), None)
    return noun if noun is not None and noun.pos_ == "NOUN" and not noun.ent_type_ else None


def _verb(token: Token) -> Token | None:
    """The nearest verb above ``token``."""
    for above in token.ancestors:
        if above.pos_ in ("VERB", "AUX"):
            return above
    return None


def subject_of(verb: Token) -> Token | None:
    """Who or what ``verb`` is said of, through coordination, participles and relative clauses."""
    for _ in range(5):
        subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
        if subject is not None:
            if subject.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
                return verb.head
            return subject
        if verb.dep_ in ("acl", "relcl"):
            return verb.head if verb.head.pos_ in ("NOUN", "PROPN", "PRON") else None
        if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "aux", "auxpass", "prep"):
            above = (
                verb.head
                if verb.head.pos_ in ("VERB", "AUX")
                else next((a for a in verb.ancestors if a.pos_ in ("VERB", "AUX")), None)
            )
            if above is None:
                return None
            verb = above
            continue
        return None
    return None


def _by_verb(
    analysis: Analysis, verb: Token, taken: range, path: tuple[Token, ...], kind: str
) -> Measured:
    """The measure where the amount hangs on ``verb``: its object if it moves one, else its subject."""
    if verb.pos_ == "VERB" and any(
        c.dep_ in ("dobj", "oprd") and c.i in taken for c in verb.children
    ):
        done = _deed(verb, path)
        if done.text is not None:
            return done
    obj = next(
        (
            c
            for c in verb.children
            if c.dep_ == "dobj" and c.i not in taken and taken.start - 1 != c.i
        ),
        None,
    )
    if (
        obj is not None
        and not any(t.i in taken for t in obj.subtree)
        and obj.pos_ == "NOUN"
        and not obj.ent_type_
    ):
        return Measured(noun_phrase(analysis, obj, taken), obj, path=path)
    subject = subject_of(verb)
    if subject is None or subject.i in taken:
        return Measured(path=path)
    if subject.pos_ == "PRON" or subject.tag_ in ("DT", "EX"):
        if subject.lower_ in ("this", "that", "it", "these", "those", "which"):
            return Measured(None, subject, points_back=True, path=path)
        return _deed(verb, path)
    mention = analysis.mention_of(subject)
    if _capital_only(analysis, subject):
        return Measured(noun_phrase(analysis, subject, taken), subject, path=path)
    agent = subject.ent_type_ in _AGENTS or (
        mention is not None and mention.type in ("person", "organisation", "group")
    )
    if agent or (subject.pos_ == "PROPN" and subject.ent_type_ in ("GPE", "")):
        return _deed(verb, path)
    return Measured(noun_phrase(analysis, subject, taken), subject, path=path)


def _deed(verb: Token, path: tuple[Token, ...]) -> Measured:
    """What somebody does with the amount: “spend”, “donate”; None for a verb that tells nothing."""
    lemma = verb.lemma_.lower()
    told = verb.pos_ == "VERB" and lemma not in word_set("roles", "light") and not _moves(verb)
    return Measured(lemma if told else None, verb, path=path)
