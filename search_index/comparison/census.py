"""All names of a corpus: how many documents use each, as what and for which words; and what each is called across it.

A census is the sum of its documents': what one of them adds can be taken away again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from search_index.folding import fold
from search_index.models import Document, Entity, EntityType, Fact

Named = Mapping[str, Any]
"""What names a document uses and how often: by name and type, by the text it stands for; a JSON object."""

Line = tuple[str, str, str]
"""What is counted (see `lines_of`), of what, and the name."""


def named_in(document: Document, facts: Sequence[Fact]) -> Named:
    """What a document calls its entities."""
    types: dict[str, dict[str, int]] = {}
    surfaces: Counter[tuple[str, str]] = Counter()
    for fact in facts:
        if isinstance(fact, Entity):
            counts = types.setdefault(fact.name, {})
            counts[fact.type] = counts.get(fact.type, 0) + 1
            if fact.rule != "demonym":
                surfaces[fold(fact.text), fact.name] += 1
    return {
        "types": types,
        "surfaces": [[folded, name, count] for (folded, name), count in surfaces.items()],
        "aliases": {name: list(others) for name, others in document.aliases.items()},
    }


def lines_of(named: Named) -> Counter[Line]:
    """What one document adds to a census: itself to each name, mentions of it as a type and as a text, and aliases."""
    lines: Counter[Line] = Counter()
    for name, counts in named["types"].items():
        lines["document", "", name] = 1
        for kind, count in counts.items():
            lines["type", kind, name] = count
    for folded, name, count in named["surfaces"]:
        lines["text", folded, name] = count
    # Of two aliases that one document spells alike the last one counts.
    aliases = {
        fold(other): name for name, others in named["aliases"].items() for other in (name, *others)
    }
    lines.update(("alias", folded, name) for folded, name in aliases.items())
    return lines


def summed(named: Iterable[Named]) -> Counter[Line]:
    """What several documents add to a census."""
    lines: Counter[Line] = Counter()
    for one in named:
        lines.update(lines_of(one))
    return lines


class Census:
    """The names of a corpus, from the sum of the `lines_of` its documents."""

    def __init__(
        self, lines: Iterable[tuple[Line, int]], kept_apart: Collection[frozenset[str]] = ()
    ) -> None:
        self._kept_apart = kept_apart
        self._documents: dict[str, int] = {}
        self._types: dict[str, dict[EntityType, int]] = defaultdict(dict)
        self._texts: dict[str, list[str]] = defaultdict(list)
        aliases: dict[str, tuple[int, str]] = {}
        for (what, of, name), count in lines:
            if what == "document":
                self._documents[name] = count
            elif what == "type":
                self._types[name][of] = count  # type: ignore[index]
            elif what == "text":
                self._texts[of].append(name)
            else:
                # What most documents say.
                aliases[of] = max(aliases.get(of, (0, "")), (count, name))
        self._aliases = {folded: name for folded, (_, name) in aliases.items()}
        self._kinds = {
            name: max(sorted(counts), key=lambda k: counts[k])
            for name, counts in self._types.items()
        }

    def renamed(self) -> dict[str, str]:
        """The names that are called otherwise across the corpus, and how."""
        return {name: other for name, other in self.canonical().items() if name != other}

    def canonical(self) -> dict[str, str]:
        """Every name's corpus-wide name."""
        chosen = self._by_spelling()
        self._by_short_form(chosen)
        self._by_fuller_person(chosen)
        return {name: self._follow(name, chosen) for name in self._types}

    def _follow(self, name: str, chosen: Mapping[str, str]) -> str:
        seen = {name}
        while (after := chosen.get(name, name)) not in seen:
            if self._kept_apart and any({fold(n), fold(after)} in self._kept_apart for n in seen):
                break
            seen.add(after)
            name = after
        return name

    def _by_spelling(self) -> dict[str, str]:
        groups: dict[str, list[str]] = defaultdict(list)
        for name in self._types:
            groups[fold(name)].append(name)
        chosen: dict[str, str] = {}
        for key, names in groups.items():
            best = self._aliases.get(key) or max(names, key=self._spelled_best)
            for name in names:
                chosen[name] = best
        return chosen

    def _spelled_best(self, name: str) -> tuple[bool, bool, int, str]:
        return not name.isupper(), not name.isascii(), self._documents[name], name

    def _by_short_form(self, chosen: dict[str, str]) -> None:
        """“ASEAN” alone means what another document says it is short for, if all agree."""
        for name in sorted(self._types):
            if self._kinds[name] == "person" or (" " in name and not name.isupper()):
                continue
            meanings = {chosen.get(meant, meant) for meant in self._texts.get(fold(name), ())}
            longer = [m for m in meanings if " " in m and len(m) > len(name)]
            spelling = chosen.get(name, name)
            if len(longer) == 1 and len(spelling) < len(longer[0]):
                chosen[name] = chosen[spelling] = longer[0]

    def _by_fuller_person(self, chosen: dict[str, str]) -> None:
        """“Hillary Clinton” and “Hillary Rodham Clinton” are one; a lone surname only where one bears it."""
        persons = {chosen.get(n, n) for n in self._types if self._kinds[n] == "person"}
        words_of = {person: fold(person).split() for person in sorted(persons)}
        by_word: dict[str, list[str]] = defaultdict(list)
        for person, words in words_of.items():
            for word in set(words):
                by_word[word].append(person)
        for person, words in words_of.items():
            if not words:
                continue
            rarest = min((by_word[w] for w in words), key=len)
            longer = [
                other
                for other in rarest
                if len(words_of[other]) > len(words) and _within(words, words_of[other])
            ]
            top = [o for o in longer if not any(o != p and fold(o) in fold(p) for p in longer)]
            distinct = {
                o
                for o in top
                if not any(o != p and _same_ends(words_of[o], words_of[p]) for p in top)
            } or set(top[:1])
            if len(distinct) == 1:
                chosen[person] = max(
                    top, key=lambda n: (len(n.split()), self._documents.get(n, 0), n)
                )


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the words of ``short`` stand in ``long`` in order; of two words or more, both begin alike.

    What stands before a given name is an epithet (“Honest Ana Ruiz”), and no fuller name.
    """
    if len(short) > 1 and short[0] != long[0]:
        return False
    at = 0
    for word in long:
        if at < len(short) and word == short[at]:
            at += 1
    return at == len(short)


def _same_ends(one: Sequence[str], other: Sequence[str]) -> bool:
    return one[0] == other[0] and one[-1] == other[-1]
