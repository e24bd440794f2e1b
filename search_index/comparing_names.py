"""What entities are called across a library: of all its documents, and followed as some come, go or change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from search_index.comparison.census import Census, Line, Named, lines_of, named_in, summed
from search_index.comparison.entities import Names, names_in
from search_index.models import Document
from search_index.store import NameRow, RenamedRow, Row, Store
from search_index.store.kept_comparison import KeptComparison
from search_index.store.kept_documents import KeptDocument


def names_of_all(
    store: Store, kept: KeptComparison, numbers: Mapping[str, int], states: Mapping[str, str]
) -> dict[str, str]:
    """Keep the documents with what they call their entities, and what these are across the corpus; their digests."""
    digests: dict[str, str] = {}
    lines: Counter[Line] = Counter()
    for path, number in numbers.items():
        document, named = _named(store, path)
        digests[path] = document.digest
        lines.update(lines_of(named))
        kept.save_document(KeptDocument(number, path, states[path], document.digest), named)
    kept.count(lines)
    renamed = Census(lines.items()).renamed()
    kept.set_renamed(renamed)
    for number in numbers.values():
        kept.set_names(number, names_in(kept.named(number), renamed))
    return digests


def _named(store: Store, path: str) -> tuple[Document, Named]:
    document = store.document(path)
    assert document is not None
    return document, named_in(document, store.facts(path, ["entity"]))


@dataclass(frozen=True, slots=True)
class NamesTaken:
    """The documents that are to be taken in anew, by path, with what they call their entities and what these are
    across the corpus; and those kept that are gone, or no longer as they are kept."""

    named: dict[str, Named]
    names: dict[str, Names]
    gone: frozenset[str]
    _kept: KeptComparison
    _known: Mapping[str, KeptDocument]

    def names_of(self, path: str) -> Names:
        """What the names of any document of the library are across the corpus, of those called otherwise there."""
        known = self.names.get(path)
        return self._kept.names(self._known[path].number) if known is None else known

    def rows(self) -> Iterator[Row]:
        """What changes of the names in the library."""
        for path in sorted(self.names):
            yield RenamedRow(path)
            yield from (NameRow(path, local, name) for local, name in self.names[path].items())


def names_followed(
    store: Store,
    kept: KeptComparison,
    known: Mapping[str, KeptDocument],
    states: Mapping[str, str],
) -> NamesTaken:
    """From the ``known`` documents to those of ``states``. Documents whose names others change are taken in, too."""
    stays = {p for p, state in states.items() if p in known and known[p].state == state}
    named = {path: _named(store, path)[1] for path in states.keys() - stays}
    lines = summed(named.values())
    lines.subtract(summed(kept.named(known[path].number) for path in known.keys() - stays))
    kept.count(lines)
    renamed = Census(kept.census()).renamed()
    others = _called_otherwise(kept, renamed, {known[path].number: path for path in stays})
    names: dict[str, Names] = {
        path: names_in(one, renamed) for path, one in (named | others).items()
    }
    gone = frozenset((known.keys() - stays) | others.keys())
    return NamesTaken(named | others, names, gone, kept, known)


def _called_otherwise(
    kept: KeptComparison, renamed: Names, paths: Mapping[int, str]
) -> dict[str, Named]:
    """Of the documents with these numbers and ``paths``, those with a name that is called otherwise than before."""
    before = kept.renamed()
    differing = {name for name, _ in renamed.items() ^ before.items()}
    kept.set_renamed(
        {name: renamed[name] for name in differing & renamed.keys()}, differing - renamed.keys()
    )
    # Mentions are kept under the names that the corpus had for them.
    mentioning = kept.mentioning({before.get(name, name) for name in differing})
    found: dict[str, Named] = {}
    for number in {number for _, number, _ in mentioning} & paths.keys():
        named = kept.named(number)
        if not differing.isdisjoint(named["types"]):
            found[paths[number]] = named
    return found
