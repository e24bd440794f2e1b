"""Facts and points of one document, as the panes share them."""

from __future__ import annotations

import dataclasses

from fakes import FACTS, POINTS, PORT, FakeLibrary, document
from hypothesis import given
from hypothesis import strategies as st

from search_index.models import Passage, Point, Span, Verdict
from tui.content import snippet
from tui.matches import Matches, first_span, whole_first
from tui.reading import Reading, step


def reading() -> Reading:
    library = FakeLibrary()
    return Reading(library.document(PORT), library.facts(PORT), library.points(doc=PORT))


def test_a_fact_carries_its_points_what_speaks_of_the_same_thing_first() -> None:
    mark = next(m for m in reading().marks if m.fact is FACTS[0])
    assert [point.id for point in mark.points] == ["throughput", "years"]


def test_the_next_fact_is_one_that_other_sources_speak_of() -> None:
    here = reading()
    assert [m.fact.text for m in here.stops if m.fact] == ["4.92 million containers", "6 million containers"]  # fmt: skip


def test_a_line_is_shown_by_its_gravest_mark_not_by_its_first() -> None:
    here = reading()
    first, last = here.stops[0], here.stops[-1]

    def judged(point: Point, verdict: Verdict) -> Point:
        return dataclasses.replace(point, verdict=verdict)

    def shown_for(one: Verdict, other: Verdict) -> int:
        points = [judged(point, one) for point in first.points] + [judged(point, other) for point in last.points]  # fmt: skip
        found = dataclasses.replace(here, points=tuple(points)).mark_on(first.start, last.end)
        assert found is not None
        return found.start

    assert first.start < last.start
    assert shown_for("agree", "conflict") == last.start
    assert shown_for("conflict", "agree") == first.start
    assert shown_for("single", "differ") == last.start
    assert shown_for("agree", "agree") == first.start


def matched(words: str) -> str | None:
    here = reading()
    at = here.document.text.index(words)
    mark = here.mark_of_match(Span(at, at + len(words)))
    return mark.fact.text if mark is not None and mark.fact is not None else None


def test_what_was_searched_for_is_shown_and_not_its_neighbour_on_the_line() -> None:
    # The next sentence has an amount that other sources speak of.
    assert matched("1,450") == "1,450 metres"
    assert matched("quay is") == "1,450 metres"
    assert matched("2,300") == "2,300 people"
    assert matched("employs") == "6 million containers"
    assert matched("handled") == "4.92 million containers"
    assert matched("grown with") != "6 million containers"


def test_every_fact_can_be_visited_but_not_every_name() -> None:
    kinds = {mark.kind for mark in reading().any_stops}
    assert "relation" in kinds
    assert "entity" not in kinds


def test_stepping_ends_at_the_last_fact() -> None:
    stops = reading().stops
    assert step(stops, None, 0, True) == stops[0]
    assert step(stops, stops[-1], stops[-1].start, True) is None
    assert step(stops, None, 10_000, False) == stops[-1]


def test_a_claim_that_is_no_fact_of_its_own_can_be_reached() -> None:
    library = FakeLibrary()
    bare = Reading(library.document(PORT), (), library.points(doc=PORT))
    assert [mark.fact for mark in bare.stops] == [None, None]
    assert bare.stops[0].points[0].id == "throughput"


def test_a_quotation_is_the_sentence_of_its_fact() -> None:
    start, end = FACTS[0].start, FACTS[0].end
    assert reading().sentence_at(Span(start, end)).startswith("The port of Elsmark handled")


def test_where_no_fact_stands_a_sentence_goes_from_stop_to_stop() -> None:
    text = "It was cold. Mr. Smith left the port! “Then it rained,” he said.\nThe sun came out"
    bare = Reading(dataclasses.replace(document(PORT), text=text, furniture=(), repeats=()))

    def around(words: str) -> str:
        start = text.index(words)
        return bare.sentence_at(Span(start, start + len(words)))

    assert around("cold") == "It was cold."
    assert around("left") == "Mr. Smith left the port!"
    assert around("rained") == "“Then it rained,” he said."
    assert around("sun") == "The sun came out"


def test_a_line_goes_on_with_what_its_sentence_states_on_another_line() -> None:
    here = reading()
    containers = here.stops[0]
    assert containers.fact is not None
    sentence = containers.fact.sentence
    last = here.mark_of_sentence(sentence.end - 10, sentence.end - 1)
    assert last is not None and last.fact is containers.fact
    assert here.mark_of_sentence(sentence.end + 5, sentence.end + 10) is None


def test_matches_go_through_documents_in_the_order_of_the_hits() -> None:
    result = FakeLibrary().search("containers")
    matches = Matches(result)
    first = matches.step(None, 0, None, True)
    assert first is not None
    assert first.doc == result.hits[0].doc
    last_of_first = max(match.span for match in matches.all if match.doc == first.doc)
    on = matches.step(first.doc, last_of_first.start, last_of_first, True)
    assert on is not None
    assert on.doc == result.hits[1].doc
    back = matches.step(on.doc, on.span.start, on.span, False)
    assert back is not None
    assert (back.doc, back.span) == (first.doc, last_of_first)


def test_after_the_last_match_comes_the_first() -> None:
    matches = Matches(FakeLibrary().search("containers"))
    last = matches.all[-1]
    assert matches.step(last.doc, last.span.start, last.span, True) == matches.all[0]


def test_a_beginning_adds_its_hits_after_those_of_the_word_as_it_stands() -> None:
    begun = FakeLibrary().search("containers")
    first, second = begun.hits[:2]
    whole = dataclasses.replace(begun, hits=(second,))
    assert whole_first(whole, begun, 15).hits[:2] == (second, first)
    assert len(whole_first(whole, begun, 15).hits) == len(begun.hits)
    assert whole_first(whole, begun, 1).hits == (second,)


def test_nothing_found_leads_nowhere() -> None:
    assert Matches(FakeLibrary().search("nonsense")).step(None, 0, None, True) is None


def test_a_hit_opens_in_its_best_passage_where_most_words_of_the_query_meet() -> None:
    text = "Trade grew. " + "Nothing of it here. " * 20 + "With Norden trade fell. Norden is far."
    at = text.index("Norden")
    spans = [
        Span(0, 5),
        Span(at, at + 6),
        Span(at + 7, at + 12),
        Span(len(text) - 14, len(text) - 8),
    ]
    best = Passage(
        100, 100 + len(text), text, tuple(Span(s.start + 100, s.end + 100) for s in spans)
    )
    before = Passage(0, 5, "Trade", (Span(0, 5),))
    hit = dataclasses.replace(FakeLibrary().search("containers").hits[0], passages=(best, before))
    assert first_span(hit) == Span(at + 100, at + 106)
    assert snippet(best, 60).plain.startswith("…")
    assert "Norden trade fell" in snippet(best, 60).plain


def test_n_goes_through_as_many_passages_as_the_search_counts() -> None:
    result = FakeLibrary().search("containers")
    matches = Matches(result)
    passages = [passage for hit in result.hits for passage in hit.passages]
    assert len(matches.all) == len(passages)
    assert {match.total for match in matches.all} == {len(passages)}
    # All words found are marked all the same.
    marked = sum(len(matches.of(hit.doc)) for hit in result.hits)
    assert marked == sum(len(passage.matches) for passage in passages)


def test_points_of_other_documents_are_not_marked_here() -> None:
    ids = {point.id for mark in reading().marks for point in mark.points}
    assert ids == {point.id for point in POINTS if any(c.doc == PORT for c in point.claims)}


spans = st.tuples(st.integers(0, 60), st.integers(1, 40)).map(lambda one: (one[0], one[0] + one[1]))


@given(st.lists(spans, max_size=8), st.lists(spans, max_size=8))
def test_a_fact_belongs_to_every_point_whose_claim_overlaps_it(
    facts: list[tuple[int, int]], claims: list[tuple[int, int]]
) -> None:
    fact, claim = FACTS[0], POINTS[0].claims[0]
    found = tuple(dataclasses.replace(fact, start=s, end=e) for s, e in facts)
    points = tuple(
        dataclasses.replace(
            POINTS[0], id=str(i), claims=(dataclasses.replace(claim, doc=PORT, start=s, end=e),)
        )
        for i, (s, e) in enumerate(claims)
    )
    for mark in Reading(document(PORT), found, points).marks:
        overlapping = {str(i) for i, (s, e) in enumerate(claims) if s < mark.end and mark.start < e}
        if mark.fact is not None:
            assert {point.id for point in mark.points} == overlapping
        else:
            assert {point.id for point in mark.points} <= overlapping


def test_stepping_visits_each_fact_once_also_those_that_begin_together() -> None:
    one = reading().any_stops[0]
    marks = (one, dataclasses.replace(one, end=one.end + 1), reading().any_stops[-1])
    seen, here = [], step(marks, None, 0, True)
    while here is not None:
        seen.append(here)
        here = step(marks, here, here.start, True)
    assert tuple(seen) == marks
    gone = dataclasses.replace(one, end=one.end + 9)
    assert step(marks, gone, one.start + 1, True) == marks[2]


def test_a_passage_that_says_the_title_again_is_not_the_one_to_show() -> None:
    title = Passage(0, 5, "Trade", (Span(0, 5),))
    more = Passage(10, 20, "Trade grew", (Span(10, 15),))
    hit = dataclasses.replace(
        FakeLibrary().search("containers").hits[0], title="Trade", passages=(title, more)
    )
    assert first_span(hit) == Span(10, 15)
    assert first_span(dataclasses.replace(hit, passages=(title,))) == Span(0, 5)


def test_of_a_page_of_articles_one_may_be_read_alone() -> None:
    one = document(PORT)
    half = len(one.text) // 2
    parts = (
        dataclasses.replace(one.parts[0], end=half),
        dataclasses.replace(one.parts[0], number=1, start=half),
    )
    facts = tuple(
        dataclasses.replace(fact, part=int(fact.start >= half))
        for fact in FakeLibrary().facts(PORT)
    )
    page = Reading(dataclasses.replace(one, parts=parts), facts)
    assert page.of_parts({0, 1}) is page
    second = page.of_parts({1})
    assert second.facts and all(fact.part == 1 for fact in second.facts)
    assert len(second.facts) + len(page.of_parts({0}).facts) == len(facts)
