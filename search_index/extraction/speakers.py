"""Whose words they are, by name: entities first, then a careful look back for pronouns and titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from search_index.extraction.analysis import Analysis
    from search_index.extraction.attributions import Attribution
    from search_index.extraction.cues import Cues
    from search_index.extraction.sources import Source

_PERSON_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_OTHER_PRONOUNS = frozenset(
    {"it", "they", "them", "their", "its", "this", "that", "these", "those", "which", "what"}
)
_OWN_PRONOUNS = frozenset({"i", "we", "you", "me", "us", "my", "our", "your", "who", "whom"})
_SELF = frozenset({"i", "me", "my"})
_NAMED = frozenset(
    {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"}
)
_MALE = frozenset({"he", "him", "his", "himself", "mr.", "mr", "sir", "lord"})
_FEMALE = frozenset({"she", "her", "hers", "herself", "mrs.", "mrs", "ms.", "ms", "lady", "dame"})


class Speakers:
    """Names the speakers of one analysis, in reading order."""

    def __init__(self, analysis: Analysis, cues: Cues) -> None:
        self.analysis = analysis
        self.cues = cues
        self.parsed = analysis.parsed
        self._named: dict[int, str | None] = {}
        self._gender: dict[str, str] = {}
        self._people: dict[str, str] | None = None
        self._spoke: list[tuple[int, str]] = []
        self._persons = {m.name for m in analysis.mentions if m.type == "person"}

    def name(self, attribution: Attribution) -> str | None:
        """The canonical name of the attribution's source, None where it stays unknown."""
        source = attribution.source
        if source is None:
            if attribution.like is not None:
                return self._named.get(id(attribution.like))
            return None
        name = self._of(source)
        if name is None and attribution.within is not None and source.who.lower_ in _SELF:
            name = self._named.get(id(attribution.within))
        self._named[id(attribution)] = name
        if name is not None and self._is_person(name):
            self._spoke.append((source.head.i, name))
        return name

    def _of(self, source: Source) -> str | None:
        who = source.who
        mention = self.analysis.mention_of(who)
        if mention is not None:
            return mention.name
        lower = who.lower_
        if lower in _PERSON_PRONOUNS:
            return self._before(who, "male" if lower in _MALE else "female")
        if (
            lower in _OTHER_PRONOUNS
            or lower in _OWN_PRONOUNS
            or (who.pos_ == "PRON" and who.ent_type == 0)
        ):
            return None
        if who.ent_type_ in _NAMED or who.pos_ == "PROPN":
            return self._proper(who)
        beside = self._name_beside(who)
        if beside is not None:
            return beside
        if self._is_title(who):
            return self._before(who, self._gender_of_title(who))
        return self._description(source)

    def _description(self, source: Source) -> str | None:
        tokens = self.parsed[source.first : source.last]
        if source.head is not source.who:
            from search_index.extraction.sources import phrase

            first, last = phrase(source.who, 0, source.head.i)
            tokens = self.parsed[first:last]
        words = [t for t in tokens if not t.is_space]
        if words and words[0].lower_ in ("the", "a", "an") and len(words) > 1:
            tokens = self.parsed[words[1].i : tokens.end]
        text = self.analysis.fragment(tokens).text
        text = " ".join(text.split())
        return text if 0 < len(text) <= 120 else None

    def _name_beside(self, who: Token) -> str | None:
        """The name in apposition: “the spokesman, Ann Li, said”."""
        for child in who.children:
            if child.dep_ == "appos":
                mention = self.analysis.mention_of(child)
                if mention is not None:
                    return mention.name
                if child.ent_type_ == "PERSON":
                    return self._proper(child)
        return None

    def _proper(self, who: Token) -> str:
        """The name around ``who``; a surname alone becomes the full name given elsewhere."""
        first, last = who.i, who.i + 1
        if who.ent_type_:
            while first and self.parsed[first].ent_iob_ == "I":
                first -= 1
            while last < len(self.parsed) and self.parsed[last].ent_iob_ == "I":
                last += 1
        else:
            while (
                first
                and self.parsed[first - 1].pos_ == "PROPN"
                and self.parsed[first - 1].head.i == who.i
            ):
                first -= 1
        while last - 1 > first and self.parsed[last - 1].text in ("'s", "'"):
            last -= 1
        while first < last - 1 and self.parsed[first].lower_ in (
            "the",
            "mr.",
            "mr",
            "mrs.",
            "mrs",
            "ms.",
            "ms",
        ):
            self._note_gender(self.parsed[first].lower_, self.parsed[last - 1].text)
            first += 1
        name = " ".join(self.analysis.fragment(self.parsed[first:last]).text.split())
        return self._full_names().get(name, name)

    def _note_gender(self, title: str, surname: str) -> None:
        full = self._full_names().get(surname, surname)
        self._gender[full] = "male" if title in _MALE else "female" if title in _FEMALE else ""

    def _full_names(self) -> dict[str, str]:
        if self._people is None:
            self._people = {}
            for ent in self.parsed.ents:
                if ent.label_ != "PERSON":
                    continue
                words = [t.text for t in ent if t.text not in ("'s", "'") and not t.is_space]
                if 2 <= len(words) <= 4:
                    text = self.analysis.fragment(ent[: len(words)]).text
                    self._people.setdefault(words[-1], " ".join(text.split()))
        return self._people

    def _is_person(self, name: str) -> bool:
        people = self._full_names()
        if name in people.values():
            return True
        return name in self._persons

    def _is_title(self, who: Token) -> bool:
        if who.lemma_.lower() not in self.cues.titles or who.tag_ == "NNS":
            return False
        return any(
            c.dep_ in ("det", "poss") and c.lower_ in ("the", "this", "his", "her") and c.i < who.i
            for c in who.children
        )

    def _gender_of_title(self, who: Token) -> str:
        lemma = who.lemma_.lower()
        return "male" if lemma in self.cues.male else "female" if lemma in self.cues.female else ""

    def _before(self, who: Token, gender: str) -> str | None:
        """The nearest person before ``who`` who may be meant: subjects and speakers before others."""
        # A pronoun rarely reaches further back than this, and a wrong name is worse than none.
        limit = max(0, who.i - 250)
        fits: str | None = None
        at = who.i - 1
        while at >= limit:
            token = self.parsed[at]
            mention = self.analysis.mention_of(token)
            person = (
                mention is not None and mention.type == "person" and mention.form == "name"
            ) or (mention is None and token.ent_type_ == "PERSON")
            if person and (mention is None or token.i == mention.last - 1):
                name = mention.name if mention is not None else self._proper(token)
                if not gender or self._gender.get(name, gender) in (gender, ""):
                    subject = token.dep_ in ("nsubj", "nsubjpass")
                    if subject or any(i == token.i for i, _ in self._spoke):
                        if gender:
                            self._gender.setdefault(name, gender)
                        return name
                    fits = fits or name
            at -= 1
        spoken = next((n for i, n in reversed(self._spoke) if i < who.i), None)
        return spoken or fits
