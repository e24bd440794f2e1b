"""`reportedly facts`: what documents state, one typed fact a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from search_index.models import KINDS, Kind
from tui.commands.options import Common, Words, common_options

if TYPE_CHECKING:
    from rich.console import Console

    from search_index.fact_explanation import FactExplained
    from search_index.models import Fact
    from tui.output import Sheet

_COLUMNS = [
    "doc",
    "part",
    "source",
    "kind",
    "start",
    "end",
    "text",
    "holder",
    "certainty",
    "value",
    "low",
    "high",
    "bound",
    "unit",
    "measure",
    "parties",
    "role",
    "change",
    "period_start",
    "period_end",
    "type",
    "event",
    "speaker",
    "directness",
    "subject",
    "predicate",
    "objects",
    "polarity",
    "name",
]
# Characters of a fact's text that a table shows; the other forms have all of it.
_LONGEST = 140


@click.command(name="facts")
@click.argument("paths", nargs=-1, metavar="[FOLDER | FILE]…", type=click.Path(path_type=Path))
@click.option("--kind", "kinds", type=Words(KINDS), metavar="KINDS", help=", ".join(KINDS) + ".")
@click.option("--about", metavar="QUERY", help="Only facts with all words of QUERY.")
@click.option("--explain", is_flag=True, help="Say which rule found each fact, from which words.")
@common_options(limits="facts")
def command(
    common: Common,
    paths: tuple[Path, ...],
    kinds: tuple[Kind, ...] | None,
    about: str | None,
    explain: bool,
) -> int:
    """List the facts that documents state, in reading order."""
    from tui.commands.opening import opened, targets
    from tui.output import complain, emit, json_line

    if explain and common.form not in ("table", "json"):
        raise click.UsageError(f"an explanation is a table or JSON, not {common.form}")
    facts: list[Fact] = []
    explained: list[FactExplained] = []
    for corpus, doc in targets(common, paths):
        with opened(common, corpus) as library:
            found = library.facts(doc, kinds=kinds, about=about)
            if explain:
                # While its library is open, and no more than are shown.
                left = None if common.limit is None else max(0, common.limit - len(facts))
                explained.extend(map(library.explain_fact, found[:left]))
            facts.extend(found)
    total, facts = len(facts), facts[: common.limit]
    if explain:
        _explain(common, explained, total)
    elif common.form == "json":
        from search_index.records import fact_record

        for fact in facts:
            print(json_line(fact_record(fact)))
    else:
        emit(
            common.form,
            record=dict,
            sheet=lambda: _sheet(facts),
            table=lambda out: _draw(out, facts, total),
            markdown=lambda: _markdown(facts),
        )
    if not facts and not common.quiet:
        complain("no facts found")
    return 0 if facts else 1


def _explain(common: Common, facts: Sequence[FactExplained], total: int) -> None:
    from search_index.fact_explanation import fact_explained_record
    from tui.commands.facts_explained import draw_explained
    from tui.output import console, json_line

    if common.form == "json":
        for one in facts:
            print(json_line(fact_explained_record(one)))
    elif facts:
        draw_explained(console(), facts)
        _tell_total(console(), len(facts), total)


def _cells(fact: Fact) -> list[Any]:
    period = getattr(fact, "period", None)
    given = {"period_start": period and period.start, "period_end": period and period.end}

    def cell(name: str) -> Any:
        value = given[name] if name in given else getattr(fact, name, None)
        return "; ".join(value) if isinstance(value, tuple) else value

    return [cell(name) for name in _COLUMNS]


def _sheet(facts: Sequence[Fact]) -> Sheet:
    from tui.output import Sheet

    return Sheet(_COLUMNS, (_cells(fact) for fact in facts))


def _markdown(facts: Sequence[Fact]) -> str:
    from tui.commands.wording import meaning, when
    from tui.output import Sheet, markdown_table

    rows = ([f.doc, f.kind, f.text, meaning(f), when(f), f.certainty] for f in facts)
    return markdown_table(Sheet(["document", "kind", "text", "says", "period", "certainty"], rows))


def _draw(out: Console, facts: Sequence[Fact], total: int) -> None:
    from rich.text import Text

    from tui.cleaning import clean_line

    for doc, here in groupby(facts, key=lambda fact: fact.doc):
        out.print(Text(clean_line(doc), style="bold"))
        _draw_document(out, here)
        out.print()
    if facts:
        _tell_total(out, len(facts), total)


def _tell_total(out: Console, shown: int, total: int) -> None:
    from rich.text import Text

    from tui.commands.wording import plural

    of = "" if shown == total else f"{shown:,} of "
    out.print(Text(of + plural(total, "fact"), style="dim"))


def _draw_document(out: Console, facts: Iterable[Fact]) -> None:
    from rich.table import Table
    from rich.text import Text

    from tui.cleaning import clean_line
    from tui.commands.wording import meaning, when

    wide = out.width >= 100
    table = Table(box=None, pad_edge=False, header_style="dim", expand=True)
    table.add_column("where", style="dim", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    table.add_column("text", ratio=3, overflow="fold")
    table.add_column("says", ratio=3, overflow="fold")
    if wide:
        table.add_column("period", overflow="fold", max_width=22)
        table.add_column("certainty", no_wrap=True)
    for fact in facts:
        says, certainty = meaning(fact), "" if fact.certainty == "asserted" else fact.certainty
        if fact.holder and fact.holder != getattr(fact, "speaker", None):
            says += f", says {fact.holder}"
        text = " ".join(fact.text.split())
        text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        cells = [f"{fact.start}:{fact.end}", fact.kind, text]
        if wide:
            cells += [says, when(fact), certainty]
        else:
            cells += [", ".join(filter(None, (says, when(fact), certainty)))]
        table.add_row(*(Text(clean_line(cell)) for cell in cells))
    out.print(table)
