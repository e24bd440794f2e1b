"""The bundled texts as a person would clean them: articles apart, the page's own words out, repeats once."""

from __future__ import annotations

from golden_expectations import expected, text_of

from search_index.library import Library
from search_index.models import Document, Quantity, Span

DOCUMENTS: dict[str, str] = expected()["documents"]


def article(document: Document, number: int = 0) -> str:
    """An article's text, without what belongs to the page."""
    part = document.parts[number]
    kept, at = "", part.start
    for hole in sorted(document.furniture):
        if part.start <= hole.start < part.end:
            kept += document.text[at : hole.start]
            at = hole.end
    return kept + document.text[at : part.end]


def test_the_saved_page_has_an_article_and_three_of_other_publishers(seeds: Library) -> None:
    parts = seeds.document(DOCUMENTS["asean"]).parts
    publishers = [part.source for part in parts]
    assert publishers[1:] == ["South China Morning Post", "RTHK", "South China Morning Post"]
    assert publishers[0] not in publishers[1:]


def test_the_words_of_the_page_belong_to_no_article(seeds: Library) -> None:
    document = seeds.document(DOCUMENTS["asean"])
    articles = "".join(article(document, part.number) for part in document.parts)
    for words in ("Try Our AI Features", "No comments yet", "Related Articles", "6 hours ago"):
        assert words not in articles
    assert "rise to the occasion?" in article(document)


def test_the_other_publishers_articles_are_found_and_credited_to_them(seeds: Library) -> None:
    path = DOCUMENTS["asean"]
    hits = [hit for hit in seeds.search("ringgit").hits if hit.doc == path]
    assert hits
    fines = [f for f in seeds.facts(path, kinds=["quantity"]) if f.text == "20,000 ringgit"]
    assert [fine.source for fine in fines] == ["South China Morning Post"]
    assert [hit.source for hit in hits] == ["South China Morning Post"]


def test_a_passage_that_stands_twice_is_shown_twice_and_claims_once(seeds: Library) -> None:
    path = DOCUMENTS["moscow"]
    text, passage = text_of(path), "the humorous moment with the three thrones"
    assert text.count(passage) > 1
    second = text.rindex(passage)
    repeats = seeds.document(path).repeats
    inside = Span(second, second + len(passage))
    assert any(r.span.start <= inside.start and inside.end <= r.span.end for r in repeats)
    assert passage in article(seeds.document(path))
    for point in seeds.points():
        for claim in point.claims:
            spans = [r.span for r in repeats if claim.doc == path]
            assert not any(s.start <= claim.start < s.end for s in spans), claim.text


def test_facts_of_a_repeated_passage_say_which_they_repeat(seeds: Library) -> None:
    path = DOCUMENTS["moscow"]
    document = seeds.document(path)
    inside = [
        fact
        for fact in seeds.facts(path)
        if any(r.span.start <= fact.start and fact.end <= r.span.end for r in document.repeats)
    ]
    assert inside
    assert not [fact for fact in inside if fact.repeat_of is None]


def test_articles_end_with_their_last_word(seeds: Library) -> None:
    document = seeds.document(DOCUMENTS["statement"])
    assert document.text != document.text.rstrip()
    main = document.parts[0]
    assert not document.text[main.end - 1].isspace()


def test_no_number_comes_from_the_words_of_the_page(seeds: Library) -> None:
    document = seeds.document(DOCUMENTS["asean"])
    numbers = [f for f in seeds.facts(document.path) if isinstance(f, Quantity)]
    assert not [
        n.text for n in numbers if any(s.start <= n.start < s.end for s in document.furniture)
    ]
