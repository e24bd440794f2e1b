"""Syndicated copies: one article under several names is found at indexing and shown once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.copies import Sketched, find_copies, sketches
from search_index.library import Library, open_library
from search_index.models import Document, Part

Write = Callable[[str, str], Path]
STORY = (
    "The ferry to the island carried forty passengers on Monday, the harbour master said. The boat left at"
    " noon and came back before dark, although the wind had risen in the afternoon. A second vessel will sail"
    " from June, according to the company, which has ordered it from a yard in the north. The council wants"
    " to lower the fares for those who live on the island, while visitors would pay as much as before."
)
OTHER = (
    "Farmers in the valley brought in less hay than last year, their union said on Friday. Rain fell for"
    " three weeks in June, and much of the grass was left on the meadows. Prices have gone up by a tenth"
    " since then, and some farms have begun to sell cattle because they cannot feed them over the winter."
)


def document(path: str, text: str, published: str | None = None) -> Document:
    part = Part(0, 0, len(text), path, path, published)
    return Document(path, "", text, path, path, (part,), published)


def found(*documents: Document) -> dict[str, str]:
    texts = {one.path: one.text for one in documents}
    known = [
        Sketched((one.path, number), one.published, tuple(sketch))
        for one in documents
        for number, sketch in sketches(one)
    ]
    copies = find_copies(known, lambda place: texts[place[0]])
    return {copy[0]: original[0] for copy, original in copies.items()}


def test_an_exact_copy_and_a_reprint_with_a_line_changed_are_copies_of_the_earliest() -> None:
    reprint = "Coast Wire. " + STORY.replace("on Monday", "this week") + " Read more on our site."
    assert found(
        document("b.txt", STORY, "2026-01-07"),
        document("a.txt", reprint),
        document("c.txt", STORY, "2026-01-06"),
        document("d.txt", OTHER),
    ) == {"a.txt": "c.txt", "b.txt": "c.txt"}


def test_an_article_that_carries_another_among_much_else_is_no_copy() -> None:
    assert not found(
        document("a.txt", STORY),
        document("b.txt", OTHER),
        document("c.txt", f"{OTHER} {STORY}"),
    )


def test_short_notes_are_never_copies() -> None:
    assert not found(document("a.txt", "See you at noon."), document("b.txt", "See you at noon."))


@given(st.lists(st.text("ab \n", max_size=300), max_size=6))
def test_any_texts_give_originals_that_are_no_copies(texts: list[str]) -> None:
    copies = found(*(document(f"{n}.txt", text) for n, text in enumerate(texts)))
    assert not set(copies.values()) & set(copies)


def test_copies_are_one_hit_that_names_them_and_leave_room_for_others(
    library: Library, write: Write, corpus: Path
) -> None:
    for name in ("a", "b", "c"):
        write(f"{name}.txt", f"{STORY}\n\nharbour trade 5")
    write("z.txt", "The harbour was closed.")
    library.build()
    hits = library.search("harbour", limit=2).hits
    shown = next(hit for hit in hits if hit.copies)
    assert {shown.doc, *shown.copies} == {"a.txt", "b.txt", "c.txt"}
    assert {hit.doc for hit in hits} == {shown.doc, "z.txt"}
    assert library.copies("b.txt") == ("a.txt", "c.txt") and library.copies("z.txt") == ()
    for name in {"a.txt", "b.txt", "c.txt"} - {shown.doc}:
        (corpus / name).unlink()
    library.build()
    assert all(not hit.copies for hit in library.search("harbour").hits)


SENTENCES = [f"{sentence.strip()}. " for sentence in f"{STORY} {OTHER}".split(".") if sentence]


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=7).map("".join),
            st.sampled_from([None, "2026-01-06", "2026-01-07"]),
        ),
        max_size=8,
    ),
    st.integers(0, 8),
    st.integers(2, 200),
)
def test_copies_found_as_documents_come_are_those_found_at_once(
    texts: list[tuple[str, str | None]], cut: int, common: int
) -> None:
    documents = [document(f"{n % 3}{n}.txt", *text) for n, text in enumerate(texts)]
    known = [
        Sketched((one.path, number), one.published, tuple(sketch))
        for one in documents
        for number, sketch in sketches(one)
    ]
    by_path = {one.path: one.text for one in documents}
    added = {one.path for one in documents[cut:]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search_index.copies._COMMON", common)
        before = [one for one in known if one.place[0] not in added]
        kept = find_copies(before, lambda place: by_path[place[0]])
        grown = find_copies(known, lambda place: by_path[place[0]], kept, added)
        assert grown == find_copies(known, lambda place: by_path[place[0]])


def test_copies_are_found_of_documents_that_a_stopped_build_has_read(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text(STORY, "utf-8")
    with open_library(corpus, library=tmp_path / "library") as library:
        library.build(facts=False)
        (corpus / "b.txt").write_text(STORY, "utf-8")
        (corpus / "c.txt").write_text(OTHER, "utf-8")
        asked = iter([False, True])
        library.build(facts=False, cancelled=lambda: next(asked, True))
        (corpus / "d.txt").write_text(OTHER, "utf-8")
        library.build(facts=False)
        assert library.copies("b.txt") == ("a.txt",)
        assert library.copies("d.txt") == ("c.txt",)
