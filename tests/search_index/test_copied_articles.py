"""Syndicated copies: one article under several names is found at indexing and shown once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.building_text import TextStage
from search_index.copies import Since, Sketched, find_copies, sketches
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


# Few texts, so that many of those drawn are copies of each other.
TEXTS = st.tuples(
    st.sampled_from([(0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5), (5, 4, 0, 1), (2, 3, 5)]).map(
        lambda chosen: "".join(SENTENCES[n % len(SENTENCES)] for n in chosen)
    ),
    st.sampled_from([None, "2026-01-06", "2026-01-07"]),
)


def sketched(texts: dict[str, tuple[str, str | None]]) -> list[Sketched]:
    documents = [document(path, *text) for path, text in texts.items()]
    return [
        Sketched((one.path, number), one.published, tuple(sketch))
        for one in documents
        for number, sketch in sketches(one)
    ]


@given(
    st.lists(st.tuples(st.none() | TEXTS, st.none() | TEXTS, st.booleans()), max_size=8),
    st.sampled_from([2, 3, 4, 200]),
)
def test_copies_found_as_documents_come_change_and_go_are_those_found_at_once(
    drawn: list[tuple[tuple[str, str | None] | None, tuple[str, str | None] | None, bool]],
    common: int,
) -> None:
    before, after = {}, {}
    for n, (text, later, stays) in enumerate(drawn):
        path = f"{n % 3}{n}.txt"
        if text is not None:
            before[path] = text
        if (later := text if stays else later) is not None:
            after[path] = later
    came = {path for path, text in after.items() if before.get(path) != text}
    left = {path for path, text in before.items() if after.get(path) != text}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search_index.copies._COMMON", common)
        found = find_copies(sketched(before), lambda place: before[place[0]][0])
        followed = find_copies(
            sketched(after), lambda place: after[place[0]][0], Since(found, came, left, len(left))
        )
        assert followed == find_copies(sketched(after), lambda place: after[place[0]][0])


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


def test_where_the_original_goes_the_next_one_is_it() -> None:
    texts: dict[str, tuple[str, str | None]] = {
        f"{n}.txt": (STORY, f"2026-01-0{n}") for n in (1, 2, 3)
    }
    found = find_copies(sketched(texts), lambda place: texts[place[0]][0])
    assert found == {("2.txt", 0): ("1.txt", 0), ("3.txt", 0): ("1.txt", 0)}
    del texts["1.txt"]
    since = Since(found, came=[], left=["1.txt"], articles=1)
    left = find_copies(sketched(texts), lambda place: texts[place[0]][0], since)
    assert left == {("3.txt", 0): ("2.txt", 0)}


def test_copies_are_found_by_the_build_after_one_that_died_before_it_looked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in ("a.txt", "b.txt"):
        (corpus / name).write_text(STORY, "utf-8")

    def killed(stage: TextStage) -> None:
        raise KeyboardInterrupt

    with open_library(corpus, library=tmp_path / "library") as library:
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(TextStage, "find_copies", killed)
            library.build(facts=False)
        library.build(facts=False)
        assert library.copies("b.txt") == ("a.txt",)
