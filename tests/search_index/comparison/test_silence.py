"""Who is silent: nobody who speaks of the same in another point; and what one source alone says."""

from __future__ import annotations

import dataclasses

from search_index.comparison.drafts import Draft, Topics, single_draft
from search_index.comparison.finishing import finished, speaking_elsewhere
from search_index.comparison.points import point_within
from search_index.comparison.verdicts import Judgement
from search_index.models import Point
from tests.search_index.comparison.making import YEAR_2024, item, quantity

RULE = Judgement("agree", None, "equal", "both say so")


def point(*docs: str, silent: tuple[str, ...] = ()) -> Point:
    items = [item(quantity(5e9, "5 billion", doc), n) for n, doc in enumerate(docs)]
    return dataclasses.replace(point_within(items[0], items[1], RULE), within=False, silent=silent)


def test_who_gives_a_figure_for_another_year_is_not_silent() -> None:
    same_year = point("a.txt", "b.txt", silent=("c.txt", "d.txt"))
    years = point("a.txt", "c.txt")
    assert [p.silent for p in speaking_elsewhere([same_year, years])] == [("d.txt",), ()]


def test_a_share_that_one_source_gives_is_no_point() -> None:

    alone = {"period": YEAR_2024, "parties": ("Kenya",)}
    countries = frozenset({"Kenya"})
    money = item(quantity(5e9, **alone), countries=countries)
    share = item(quantity(26.0, unit="percent", **alone), countries=countries)
    assert single_draft(money, 7) is not None
    assert single_draft(share, 7) is None


def test_who_answers_the_same_question_otherwise_is_not_called_silent() -> None:
    def drafts(*measures: str) -> list[Draft]:
        found = []
        for n, measure in enumerate(measures):
            fact = quantity(
                4e7 + n, doc=f"{n}.txt", measure=measure, period=YEAR_2024, parties=("Kenya",)
            )
            draft = single_draft(item(fact, n, countries=frozenset({"Kenya"})), 7)
            assert draft is not None
            found.append(draft)
        return found

    topics = Topics([item(quantity(1.0, doc=f"{n}.txt")) for n in range(3)])
    assert len(finished(drafts("exports", "imports"), topics, 6)) == 2
    assert finished(drafts("exports", "exports"), topics, 6) == []
