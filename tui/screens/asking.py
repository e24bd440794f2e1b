"""What helps to ask: facets to narrow by, searches asked before or saved, why a document is among the results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from tui.content import KIND_NAMES, joined, named_in, squeezed
from tui.screens.keeping import KeepingScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.content import Content

    from search_index.models import Kind
    from tui.facets import Facet

_SAVED = "★"
# Documents whose names are looked through where nothing is asked.
_MOST_NARROWED = 100


class AskingScreen(KeepingScreen):
    """Lists in front of the search."""

    def take_query(self, query: str) -> None:
        """Ask ``query`` as if it had been typed."""
        self.search.field.value = query
        self.search.field.cursor_position = len(query)
        self.go_to("search")

    @work(exclusive=True, group="list", exit_on_error=False)
    async def action_narrow(self) -> None:
        """F"""
        from tui.dialogs.choice import ChoiceDialog
        from tui.facets import facets, terms_in, without

        result, query = self.search.result, self.search.field.value.strip()
        hits = result.hits if result is not None else ()
        found = hits or self.search.sources[:_MOST_NARROWED]
        named = await self.worker.names(dict.fromkeys(one.doc for one in found))
        terms, offered = terms_in(query), facets(found, named)

        def ask(narrowed: str) -> Callable[[], object]:
            return lambda: self.take_query(narrowed.strip())

        def facts(kind: Kind) -> Callable[[], object]:
            def list_them() -> None:
                self.facts.show_everywhere(kind)
                self.go_to("facts")

            return list_them

        def row(head: str, words: str, note: str, style: str = "") -> Content:
            return joined((f"{head} ".ljust(8), ".quiet"), (words, style), (note, ".quiet"))

        def of(facet: Facet) -> tuple[Content, Callable[[], object]]:
            said = row(facet.kind, squeezed(facet.words), f"  {facet.documents:,}")
            return said, ask(f"{query} {facet.term}")

        made = [
            *((row("drop", squeezed(t), "", ".match"), ask(without(query, t))) for t in terms),
            *map(of, offered),
            *(
                (row("facts", said, "  lists them"), facts(kind))
                for kind, said in KIND_NAMES.items()
            ),
        ]

        def done(at: int | None) -> None:
            if at is not None:
                made[at][1]()

        rows = [row for row, _ in made]
        empty = "All results have one source and one date, and name the same."
        self.app.push_screen(
            ChoiceDialog("Narrow the results", rows, empty=empty, beside=True), done
        )

    def action_searches(self) -> None:
        """Q"""
        from tui.dialogs.choice import ChoiceDialog

        now = squeezed(self.search.field.value)
        if now and self.search.result is not None and self.search.result.hits:
            self.remember_query(now)
        earlier = [query for query in reversed(self.queries) if query not in self.saved]
        listed = [*reversed(self.saved), *earlier]

        def row(query: str) -> Content:
            return joined((f"{_SAVED if query in self.saved else ' '} ", ".key"), squeezed(query))

        def keep(at: int) -> Content:
            query = listed[at]
            others = tuple(one for one in self.saved if one != query)
            self.saved = others if query in self.saved else (*others, query)
            self._keep()
            return row(query)

        def drop(at: int) -> None:
            query = listed.pop(at)
            self.saved = tuple(one for one in self.saved if one != query)
            self.queries = tuple(one for one in self.queries if one != query)
            self.search.field.queries = self.queries

        def done(at: int | None) -> None:
            if at is not None:
                self.take_query(listed[at])

        dialog = ChoiceDialog(
            "Searches, saved and earlier",
            [row(query) for query in listed],
            empty="Nothing was asked yet: / begins a search.",
            drop=drop,
            also=("b", "saves", keep),
        )
        self.app.push_screen(dialog, done)

    def action_explain(self) -> None:
        """w: on a hit, why it is there; elsewhere, why the point is as it is."""
        result, at = self.search.result, self.search.hits.highlighted
        if self.search.hits.has_focus and result is not None and at is not None:
            self._explain_hit(at)
        else:
            super().action_explain()

    @work(exclusive=True, group="list", exit_on_error=False)
    async def _explain_hit(self, at: int) -> None:
        from tui.dialogs.text import TextDialog
        from tui.hit_explained import why_hit

        result = self.search.result
        if result is None or at >= len(result.hits):
            return
        doc = result.hits[at].doc
        reading = await self.worker.read(doc)
        said = why_hit(result, at, named_in(self.names, doc), reading)
        self.app.push_screen(TextDialog("Why this is found", said))
