"""`reportedly show`: the text of a document, a span of it marked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from tui.commands.options import Common, common_options

if TYPE_CHECKING:
    from rich.console import Console

    from search_index.models import Document, Span
    from tui.output import Sheet

# Characters in a line of prose that are comfortable to read.
_COMFORTABLE = 88


def _complete_document(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Names of files in the corpus; its folder is listed, no library is opened."""
    from search_index.locations import seeds_folder

    folder: Path = ctx.params.get("corpus") or seeds_folder()
    try:
        names = [
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        ]
    except OSError:
        return []
    return [
        CompletionItem(n) for n in sorted(names) if n.startswith(incomplete) and n[-5:] != ".yaml"
    ]


@click.command(name="show")
@click.argument("doc", metavar="DOC", shell_complete=_complete_document)
@click.option("--at", "span", metavar="START:END", help="Mark the text between two offsets.")
@click.option(
    "--raw", is_flag=True, help="The decoded text as it is; with --at, only what stands there."
)
@common_options(limits="paragraphs, from the start or around the span")
def command(common: Common, doc: str, span: str | None, raw: bool) -> int:
    """Print the text of DOC without page furniture. The start of its name is enough."""
    from tui.commands.opening import opened, targets
    from tui.output import emit

    corpus: Path | None = None
    if common.corpus is None and Path(doc).expanduser().is_file():
        ((corpus, found),) = targets(common, [Path(doc)])
        doc = found or Path(doc).name
    with opened(common, corpus, facts=False) as library:
        document = library.document(doc)
        at = None if span is None else _span(span, document)
        citation = library.citation(document.path, *at) if at is not None else None
    if raw:
        _print_raw(document, at)
        return 0
    emit(
        common.form,
        record=lambda: _record(document, at, citation),
        sheet=lambda: _sheet(document, at, citation),
        table=lambda out: _draw(out, document, at, common.limit),
        markdown=lambda: _markdown(document, at, common.limit),
    )
    return 0


def _span(written: str, document: Document) -> tuple[int, int]:
    start, colon, end = written.partition(":")
    if not (colon and start.isdecimal() and end.isdecimal()):
        raise click.UsageError(f"--at {written}: write two offsets, START:END, such as 120:148")
    if not int(start) < int(end) <= len(document.text):
        raise click.UsageError(
            f"--at {written}: START must be below END, and {document.path} ends at"
            f" {len(document.text)}"
        )
    return int(start), int(end)


def _print_raw(document: Document, at: tuple[int, int] | None) -> None:
    from tui.cleaning import clean

    text = document.text if at is None else document.text[slice(*at)]
    # A file or a pipe gets the text untouched, so that offsets hold; so they do after cleaning.
    sys.stdout.write(clean(text) if sys.stdout.isatty() else text)
    if sys.stdout.isatty() and not text.endswith("\n"):
        sys.stdout.write("\n")


def _record(document: Document, at: tuple[int, int] | None, citation: str | None) -> object:
    from dataclasses import asdict

    def pairs(spans: tuple[Span, ...]) -> list[list[int]]:
        return [[span.start, span.end] for span in spans]

    return {
        "doc": document.path,
        "title": document.title,
        "source": document.source,
        "published": document.published,
        "author": document.author,
        "url": document.url,
        "encoding": document.encoding,
        "parts": [asdict(part) for part in document.parts],
        "furniture": pairs(document.furniture),
        "places": [[place.start, place.label] for place in document.places],
        "warnings": list(document.warnings),
        "repeats": [pairs((repeat.span, repeat.first)) for repeat in document.repeats],
        "text": document.text,
        "span": None
        if at is None
        else {"start": at[0], "end": at[1], "text": document.text[slice(*at)]},
        "citation": citation,
    }


def _sheet(document: Document, at: tuple[int, int] | None, citation: str | None) -> Sheet:
    from tui.output import Sheet

    start, end = at or (0, len(document.text))
    cells: list[Any] = [document.path, document.title, document.source, document.published]
    return Sheet(
        ["doc", "title", "source", "published", "start", "end", "text", "citation"],
        [[*cells, start, end, document.text[start:end], citation]],
    )


def paragraphs(
    document: Document, at: tuple[int, int] | None, limit: int | None
) -> Iterator[tuple[int, int]]:
    """Spans of the lines that belong to an article, or hold the span ``at``; ``limit`` of them."""
    edges = [0, *(i + 1 for i, c in enumerate(document.text) if c == "\n"), len(document.text)]
    kept: list[tuple[int, int]] = []
    chosen = 0
    for start, end in pairwise(edges):
        marked = at is not None and start < at[1] and at[0] < end
        for piece in [(start, end)] if marked else _outside(start, end, document.furniture):
            if document.text[slice(*piece)].strip():
                if marked and not chosen:
                    chosen = len(kept)
                kept.append(piece)
    if limit is None:
        yield from kept
    else:
        first = max(0, min(chosen - (limit - 1) // 2, len(kept) - limit))
        yield from kept[first : first + limit]


def _outside(start: int, end: int, furniture: tuple[Span, ...]) -> Iterator[tuple[int, int]]:
    """What is left of a line without the furniture in it."""
    for span in sorted(furniture):
        if span.end <= start or span.start >= end:
            continue
        if span.start > start:
            yield start, span.start
        start = span.end
    if start < end:
        yield start, end


def _facing(document: Document) -> list[str]:
    from tui.commands.wording import named

    source = named(document.source, document.path)
    return [known for known in (source, document.published, document.author) if known]


def _markdown(document: Document, at: tuple[int, int] | None, limit: int | None) -> str:
    from tui.output import markdown_text

    lines = [f"# {markdown_text(document.title)}", "", markdown_text(" · ".join(_facing(document)))]
    for start, end in paragraphs(document, at, limit):
        cuts = [start, *(max(start, min(end, cut)) for cut in at or (end, end)), end]
        pieces = [markdown_text(document.text[a:b]) for a, b in pairwise(cuts)]
        marked = f"**{pieces[1]}**" if pieces[1].strip() else pieces[1]
        lines += ["", (pieces[0] + marked + pieces[2]).strip()]
    return "\n".join(lines)


def _draw(out: Console, document: Document, at: tuple[int, int] | None, limit: int | None) -> None:
    from rich.text import Text

    from tui.cleaning import clean_line
    from tui.output import marked, on_terminal

    if on_terminal():
        out.width = min(out.width, _COMFORTABLE)
    out.print(Text(clean_line(document.title), style="bold"), soft_wrap=not on_terminal())
    out.print(Text(clean_line(" · ".join(_facing(document))), style="dim"))
    begun = {part.start: part for part in document.parts if part.number}
    for start, end in paragraphs(document, at, limit):
        for where in [where for where in begun if where < end]:
            part = begun.pop(where)
            out.print()
            out.print(Text(f"── {clean_line(part.title)}", style="bold dim"))
        plain = clean_line(document.text[start:end]).rstrip()
        line = Text(plain)
        if at is not None and start < at[1] and at[0] < end:
            span = max(at[0] - start, 0), min(at[1] - start, len(plain))
            # Reverse video is seen without colour, too.
            line = marked(plain, *span, "reverse bold")
        out.print()
        out.print(line, soft_wrap=not on_terminal())
