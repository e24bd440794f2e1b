"""One entity across documents."""

from __future__ import annotations

from search_index.comparison import rename, resolve_names
from search_index.models import Document
from tests.search_index.comparison.making import by_doc, document, entity


def names(
    *facts: object, documents: tuple[Document, ...] | None = None
) -> dict[str, dict[str, str]]:
    grouped = by_doc(list(facts))  # type: ignore[arg-type]
    docs = documents or tuple(document(path, "text") for path in grouped)
    return resolve_names(docs, grouped)


def test_spellings_that_differ_by_accents_are_one_and_the_accents_stay() -> None:
    found = names(entity("a.txt", "Zoë Muller"), entity("b.txt", "Zoë Müller"))
    assert found["a.txt"] == {"Zoë Muller": "Zoë Müller"}


def test_an_acronym_means_what_another_document_spells_out() -> None:
    found = names(
        entity("a.txt", "NRWA", type="organisation"),
        entity("b.txt", "North River Water Authority", "NRWA", type="organisation"),
    )
    assert found["a.txt"] == {"NRWA": "North River Water Authority"}


def test_an_acronym_with_two_meanings_stays_apart() -> None:
    found = names(
        entity("a.txt", "CBA", type="organisation"),
        entity("b.txt", "Central Bank of Armenia", "CBA", type="organisation"),
        entity("c.txt", "Canadian Bar Association", "CBA", type="organisation"),
    )
    assert found["a.txt"] == {}


def test_a_surname_goes_to_the_only_one_who_bears_it() -> None:
    found = names(entity("a.txt", "Dlamini"), entity("b.txt", "Lindiwe Dlamini"))
    assert found["a.txt"] == {"Dlamini": "Lindiwe Dlamini"}


def test_a_surname_that_two_bear_stays_apart() -> None:
    found = names(
        entity("a.txt", "Walsh"), entity("b.txt", "Peter Walsh"), entity("c.txt", "Karen Walsh")
    )
    assert found["a.txt"] == {}


def test_a_middle_name_does_not_make_another_person() -> None:
    found = names(entity("a.txt", "Ana Ruiz"), entity("b.txt", "Ana Maria Ruiz"))
    assert found["a.txt"] == {"Ana Ruiz": "Ana Maria Ruiz"}


def test_an_epithet_before_a_name_is_no_fuller_name() -> None:
    found = names(entity("a.txt", "Honest Ana Ruiz"), entity("b.txt", "Ana Ruiz"))
    assert found["b.txt"] == {}


def aliased(path: str, **aliases: str) -> Document:
    text = document(path, "text")
    names = {name: (other,) for name, other in aliases.items()}
    return Document(
        text.path, text.digest, text.text, text.title, text.source, text.parts, aliases=names
    )


def test_aliases_of_the_corpus_win() -> None:
    described = aliased("a.txt", **{"Bank of England": "The Old Lady"})
    fact = entity("a.txt", "The Old Lady", type="organisation")
    found = resolve_names([described], {"a.txt": [fact]})
    assert rename(fact, found["a.txt"]).name == "Bank of England"  # type: ignore[attr-defined]


def test_where_documents_differ_on_an_alias_most_of_them_decide() -> None:
    described = [
        aliased("a.txt", **{"Bank of Norland": "The Bank"}),
        aliased("b.txt", **{"Bank of Norland": "The Bank"}),
        aliased("c.txt", **{"Bank of Sudland": "The Bank"}),
    ]
    fact = entity("c.txt", "The Bank", type="organisation")
    for documents in (described, described[::-1]):
        assert resolve_names(documents, {"c.txt": [fact]})["c.txt"] == {
            "The Bank": "Bank of Norland"
        }
