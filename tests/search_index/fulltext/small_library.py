"""A dozen small articles of our own and the way to ask an index of them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from search_index.errors import UsageError
from search_index.fulltext import FullText, IndexEntry
from search_index.models import Document, Part, SearchResult


def document(
    path: str, text: str, title: str = "", source: str = "", published: str | None = None
) -> Document:
    """A document of one part."""
    return Document(
        path=path,
        digest=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=text,
        title=title,
        source=source or path,
        parts=(Part(0, 0, len(text), title, source or path, published),),
        published=published,
    )


ARTICLES = (
    document(
        "bridge.txt",
        "Türkiye’s engineers opened the Marmara bridge. The bridge cost $5.28 billion, the ministry said.",
        "A bridge across Marmara",
        "Harbour Post",
        "2025-10-06",
    ),
    document(
        "budget.txt",
        "The ministry's budget rose 24% to $20,000 million in 2024. Trading in bonds was thin.",
        "Budget grows",
        "Daily Ledger",
        "2025-10-31",
    ),
    document(
        "port.txt",
        "Trade at the port of İzmir grew. President Erdoğan visited on Monday, and agri-commodities led exports.",
        "İzmir port trade grows",
        "Harbour Post",
        "2025-11",
    ),
    document(
        "tariff.txt",
        "Tariffs on steel hurt trade with the U.S. and Canada, said R&D chief Ada Köhler.",
        "Steel tariffs",
        "Daily Ledger",
        "2026-01-06",
    ),
    document(
        "us.txt",
        "They told us that steel prices fell by 4.92 percent; nobody asked us why.",
        "Steel prices",
        "Coast Radio",
        "2024",
    ),
    document(
        "code.txt",
        "A C++ compiler and a C# course are taught beside the non-alignment seminar.",
        "Courses",
        "Campus",
    ),
    document(
        "who.txt",
        "The WHO warned of flu. Who would listen to the W.H.O. again?",
        "Flu warning",
        "Coast Radio",
        "2025-12-24",
    ),
    document(
        "treaty.txt",
        "The trade treaty was signed in Lima. A treaty on trade had failed in 2019.",
        "Treaty signed",
        "Andes Wire",
        "2026-02-01",
    ),
    document(
        "fish.txt",
        "Fishing fleets left Lima’s harbour.\nThe catch—anchovies, mostly—was the best in years.",
        "Anchovies are back",
        "Andes Wire",
        "2026-02-02",
    ),
    document(
        "cafe.txt",
        "The caf\u00e9 on Rue Voltaire sells cafe\u0301 cr\u00e8me. Naïve visitors pay €4.",
        "Coffee prices",
        "Coast Radio",
        "2026",
    ),
    document(
        "range.txt",
        "Growth of 2024–25 was 5–10 percent. The Covid-19 years are over; the G20 met on 2026-01-06.",
        "Growth",
        "Daily Ledger",
        "2026-01-07",
    ),
    document("quiet.txt", "Nothing was announced.", "", "Campus"),
)


class Library:
    """Documents in memory with their index, as the library's façade would hold them."""

    def __init__(self, folder: Path) -> None:
        self.documents: dict[str, Document] = {}
        self.index = FullText(folder)

    def add(self, *documents: Document, **facts: dict[int, str]) -> None:
        self.documents.update({one.path: one for one in documents})
        self.index.update(IndexEntry(one, **facts) for one in documents)

    def remove(self, *paths: str) -> None:
        self.index.update([], paths)

    def document(self, path: str) -> Document:
        if path not in self.documents:
            raise UsageError(f"no document {path}", "choose another")
        return self.documents[path]

    def ask(
        self, query: str, *, any_word: bool = False, typing: bool = False, limit: int = 50
    ) -> SearchResult:
        return self.index.search(
            query, any_word=any_word, as_you_type=typing, limit=limit, document=self.document
        )

    def paths(self, query: str, *, any_word: bool = False, typing: bool = False) -> list[str]:
        """Found documents without their ending, best first."""
        found = self.ask(query, any_word=any_word, typing=typing).hits
        return [hit.doc.removesuffix(".txt") for hit in found]

    def marked(self, query: str, *, typing: bool = False) -> set[str]:
        """Every text that is marked in an answer."""
        return {
            self.documents[hit.doc].text[span.start : span.end]
            for hit in self.ask(query, typing=typing).hits
            for passage in hit.passages
            for span in passage.matches
        }
