"""A library's documents as they are compared: texts, facts and items, read when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from search_index.comparison.collecting import ORDERS, items_of, quantities_of
from search_index.comparison.entities import Names, rename
from search_index.comparison.items import Item
from search_index.comparison.stories import vectors_of
from search_index.models import Document, Fact, Kind
from search_index.store import Store

PIECE = 64
_BESIDE_QUANTITIES: tuple[Kind, ...] = ("quantity", "entity", "date")


class Texts(Mapping[str, Document]):
    """The documents of a library; the last ones read stay."""

    def __init__(self, store: Store, paths: Sequence[str]) -> None:
        self._store, self._paths = store, paths
        self._read: dict[str, Document] = {}

    def __getitem__(self, path: str) -> Document:
        if path not in self._read:
            document = self._store.document(path)
            assert document is not None
            if len(self._read) >= 4 * PIECE:
                del self._read[next(iter(self._read))]
            self._read[path] = document
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


class Corpus:
    """The items of documents under the names of the whole corpus, which ``names_of`` tells of each.

    ``paths`` are all of it, in order.
    """

    def __init__(
        self, store: Store, paths: Sequence[str], names_of: Callable[[str], Names]
    ) -> None:
        self.texts = Texts(store, paths)
        self._store, self._names_of = store, names_of
        self._first = {path: number * ORDERS for number, path in enumerate(paths)}
        self._items: dict[str, list[Item]] = {}

    def facts(self, path: str) -> list[Fact]:
        """The facts of a document, in reading order."""
        names = self._names_of(path)
        return [rename(fact, names) for fact in self._store.facts(path)]

    def items(self, paths: Iterable[str]) -> list[Item]:
        """The items of these documents, in corpus order; they stay."""
        ordered = sorted(set(paths))
        missing = [path for path in ordered if path not in self._items]
        for first in range(0, len(missing), PIECE):
            for document, _, items in self.read(missing[first : first + PIECE]):
                self._items[document.path] = items
        return [item for path in ordered for item in self._items[path]]

    def quantities(self, paths: Iterable[str]) -> list[Item]:
        """The quantities of these documents, in corpus order, quickly read: without what only articles on one subject
        are asked for. Their orders tell which comes first and nothing else."""
        found: list[Item] = []
        for path in sorted(set(paths)):
            names = self._names_of(path)
            facts = [rename(fact, names) for fact in self._store.facts(path, _BESIDE_QUANTITIES)]
            document = self.texts[path]
            # Nobody asks how near in meaning articles on two subjects are.
            vectors = {(path, part.number): (None, None) for part in document.parts}
            found += quantities_of(document, facts, vectors, self._first[path])
        return found

    def read(self, paths: Sequence[str]) -> Iterator[tuple[Document, list[Fact], list[Item]]]:
        """Documents with their facts and items; `PIECE` at a time is quickest."""
        documents = [self.texts[path] for path in paths]
        vectors = vectors_of(documents)
        for document in documents:
            facts = self.facts(document.path)
            first = self._first[document.path]
            yield document, facts, items_of(document, facts, vectors, first)


def mentions_of(facts: Iterable[Fact], items: Iterable[Item]) -> tuple[set[str], frozenset[str]]:
    """Whom a document mentions, and whom of them it is about."""
    topics = frozenset(name for item in items for name in item.topic)
    return {fact.name for fact in facts if fact.kind == "entity"} | topics, topics  # type: ignore[attr-defined]
