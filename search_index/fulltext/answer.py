"""A question, from the words typed to the articles found and what to say about the reading of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from search_index.fulltext.plan import Target, plan
from search_index.fulltext.query import parse
from search_index.fulltext.suggest import suggestion
from search_index.fulltext.syntax import Node, leaves, spelled

if TYPE_CHECKING:
    from search_index.fulltext.retrieval import Engine, Found


class Question(NamedTuple):
    """What `FullText.search` was asked."""

    query: str
    any_word: bool
    as_you_type: bool
    limit: int
    newest: bool = False


class Answered(NamedTuple):
    """How the question was understood and how many articles answer it."""

    understood: str
    suggestion: str | None
    total: int


def answer(asked: Question, engine: Engine | None) -> tuple[Answered, list[Found], list[Target]]:
    """Have ``engine`` answer ``asked``; None where there is no index yet."""
    parsed = parse(asked.query, any_word=asked.any_word, as_you_type=asked.as_you_type)
    notes = list(parsed.notes)
    if engine is None:
        return Answered(_understood(parsed.root, notes), None, 0), [], []
    planned = plan(parsed.root, engine, any_word=asked.any_word)
    total, found = engine.run(planned.asked, asked.limit, newest=asked.newest)
    notes += planned.notes
    if planned.undated is not None:
        undated, _ = engine.run(planned.undated, 0)
        if undated:
            articles = "1 article" if undated == 1 else f"{undated:,} articles"
            notes.append(f"{articles} without a date left out")
    notes += _without_facts(parsed.root, engine)
    better = None
    if not total and parsed.root is not None:
        better = suggestion(
            asked.query, parsed.root, engine, lambda other: _finds(other, asked, engine)
        )
    root = planned.root if asked.any_word else parsed.root
    return Answered(_understood(root, notes), better, total), found, planned.targets


def _finds(query: str, asked: Question, engine: Engine) -> bool:
    parsed = parse(query, any_word=asked.any_word, as_you_type=asked.as_you_type)
    return engine.run(plan(parsed.root, engine, any_word=asked.any_word).asked, 0)[0] > 0


def _understood(root: Node | None, notes: list[str]) -> str:
    return " · ".join([spelled(root), *dict.fromkeys(notes)])


def _without_facts(root: Node | None, engine: Engine) -> list[str]:
    """A word on ``who:`` and ``said:`` while no document's facts are in the index."""
    asked = {leaf.field for leaf in leaves(root, negated=True) if leaf.field in ("who", "said")}
    if not asked or any(engine.field_length(name) for name in ("who", "said")):
        return []
    return [
        f"“{name}:” finds nothing before facts are extracted"
        for name in sorted(filter(None, asked))
    ]
