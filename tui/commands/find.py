"""`reportedly find`: ranked documents with their best passages and a citation for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.commands.options import Common, common_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search_index.library import Library
    from search_index.models import SearchResult
    from tui.output import Sheet
    from tui.printed_lines import Line

# Stands for the “-” of “-word” while click looks for options.
_MINUS = "\x00"
# Paths of copies that are named under a hit.
_COPIES = 3


class _QueryCommand(click.Command):
    """A command whose arguments may be `-word`, which the query language reads as “without”."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep one-dash words out of click's hands, except the short options there are."""
        short = {"-q", "-h"}
        kept = [
            _MINUS + word[1:]
            if word.startswith("-") and not word.startswith("--") and word not in short
            else word
            for word in args
        ]
        return super().parse_args(ctx, kept)


@click.command(name="find", cls=_QueryCommand)
@click.argument("query", nargs=-1, required=True)
@click.option("--any", "any_word", is_flag=True, help="Rank documents with any of the words.")
@click.option("--newest", is_flag=True, help="By date, the newest first.")
@common_options(limit=10, limits="documents")
def command(common: Common, query: tuple[str, ...], any_word: bool, newest: bool) -> int:
    """Find documents with all words of QUERY, with their best passages.

    \b
    trade volume      all of these words        "trade volume"   this phrase
    trade OR exports  one of these words        trade -volume    without a word
    trad*  colour~    beginning, near spelling  title: source: who: said: after: before:
    """
    from tui.commands.opening import opened, searched
    from tui.output import complain, emit
    from tui.printed_lines import prepare

    words = " ".join(word.replace(_MINUS, "-") for word in query).strip()
    # Only these two fields ask for facts; all else is answered before the first is extracted.
    needs_facts = any(field in words.casefold() for field in ("who:", "said:"))

    def ask(library: Library) -> SearchResult:
        found = library.search(words, any_word=any_word, limit=common.limit or 10, newest=newest)
        if common.form == "table":
            # Another process may still be looking at the files.
            prepare()
        return found

    if needs_facts:
        with opened(common) as library:
            result = ask(library)
    else:
        result = searched(common, ask)
    emit(
        common.form,
        record=lambda: _record(result),
        sheet=lambda: _sheet(result),
        lines=lambda: _lines(result),
        markdown=lambda: _markdown(result),
    )
    if result.hits:
        return 0
    if not common.quiet:
        hint = f"; did you mean “{result.suggestion}”?" if result.suggestion else ""
        complain(f"nothing found for “{words}”{hint}")
    return 1


def _record(result: SearchResult) -> object:
    from search_index.search_records import search_record

    return search_record(result)


def _sheet(result: SearchResult) -> Sheet:
    from tui.output import Sheet

    columns = [
        "rank",
        "doc",
        "part",
        "source",
        "title",
        "published",
        "score",
        "start",
        "end",
        "text",
        "citation",
        "copies",
    ]
    return Sheet(
        columns,
        (
            [rank, hit.doc, hit.part, hit.source, hit.title, hit.published, round(hit.score, 4)]
            + ([p.start, p.end, p.text] if p else [None, None, None])
            + [hit.citation, "; ".join(hit.copies)]
            for rank, hit in enumerate(result.hits, 1)
            for p in hit.passages or (None,)
        ),
    )


def _markdown(result: SearchResult) -> str:
    from tui.output import Sheet, markdown_table

    rows = (
        [rank, hit.title, hit.source, hit.published, best.text if best else "", hit.citation]
        for rank, hit in enumerate(result.hits, 1)
        for best in (hit.passages or (None,))[:1]
    )
    return markdown_table(Sheet(["rank", "title", "source", "date", "passage", "citation"], rows))


def _lines(result: SearchResult) -> Iterator[Line]:
    from tui.cleaning import clean_line
    from tui.commands.wording import named, plural
    from tui.printed_lines import Line

    if not result.hits:
        return
    copies = sum(len(hit.copies) for hit in result.hits)
    # A saved page may carry several articles that answer; it is one document, as in the app.
    summary = plural(len({hit.doc for hit in result.hits}) + copies, "document")
    if len(result.hits) + copies < result.total:
        summary = f"{len(result.hits)} of {plural(result.total, 'article')}"
    elif copies:
        summary += f", {plural(copies, 'copy', 'copies')} among them"
    if result.understood and result.understood.casefold() != result.query.casefold():
        summary += f" · read as {clean_line(result.understood)}"
    yield Line(summary, "dim")
    for rank, hit in enumerate(result.hits, 1):
        yield Line()
        yield Line(clean_line(hit.title), "bold", 4, first=f"{rank:>2}")
        about = " · ".join(filter(None, (named(hit.source, hit.doc), hit.published)))
        if about:
            yield Line(clean_line(about), "dim", 4)
        if hit.passages:
            best = hit.passages[0]
            marks = tuple((m.start - best.start, m.end - best.start) for m in best.matches)
            yield Line(clean_line(best.text), indent=4, marks=marks)
        citation = clean_line(hit.citation)
        if len(hit.passages) > 1:
            citation += f"  +{plural(len(hit.passages) - 1, 'passage')}"
        yield Line(citation, "dim italic", 4)
        if hit.copies:
            shown = ", ".join(map(clean_line, hit.copies[:_COPIES]))
            more = len(hit.copies) - _COPIES
            told = f"the same text: {shown}" + (f" and {more} more" if more > 0 else "")
            yield Line(told, "dim", 4)
