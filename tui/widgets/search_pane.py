"""The query, what it found, and the list of hits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key, Resize
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.content import hit_lines, joined, named_in, plural, source_lines, squeezed, wrapped
from tui.keymap import bindings
from tui.widgets.lists import MOST_ROWS, KeyedList
from tui.widgets.still_input import StillInput

if TYPE_CHECKING:
    from search_index.models import Hit, SearchResult, SourceInfo
    from tui.listing import Listing

# A pane of this many rows shows a hit with its publisher, its day and a second passage.
_ROOMY = 26
# The search gives so many of a document at most.
_MOST_PASSAGES = 3


class SearchField(StillInput):
    """Where the reader types the query; ↓ goes to what it found, ↑ brings earlier queries back."""

    BINDINGS = bindings("moving", only=("move_down", "move_up"))

    class Left(Message):
        """The reader wants to the list."""

    def __init__(self, placeholder: str, *, id: str) -> None:
        # Else the next letter wipes the query of a reader who only came back; / and the start select it.
        super().__init__(placeholder=placeholder, id=id, select_on_focus=False)
        self.queries: tuple[str, ...] = ()
        """What was asked before, the latest last."""
        self._at: int | None = None
        self._draft = ""

    async def _on_key(self, event: Key) -> None:
        """Who presses / to search, in the field already, begins a query, not one with a stroke in it."""
        if event.character == "/" and self.selected_text == self.value:
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)

    def action_move_down(self) -> None:
        """↓: to the list, or, among earlier queries, to the next later one."""
        if self._at is None:
            self.post_message(self.Left())
            return
        self._at = self._at + 1 if self._at + 1 < len(self.queries) else None
        self._bring(self._draft if self._at is None else self.queries[self._at])

    def action_move_up(self) -> None:
        """↑: the query before this one."""
        at = len(self.queries) if self._at is None else self._at
        if at and self._at is None:
            self._draft = self.value
            at -= self.queries[at - 1] == self.value
        if at:
            self._at = at - 1
            self._bring(self.queries[self._at])

    def _bring(self, query: str) -> None:
        self.value = query
        self.cursor_position = len(query)

    def typed(self, value: str) -> None:
        """What is changed by hand is no earlier query any more."""
        if self._at is not None and self.queries[self._at : self._at + 1] != (value,):
            self._at = None


class ResultList(KeyedList):
    """Hits, or, while nothing is asked, the documents of the corpus; ↑ on the first goes to the field."""

    class Left(Message):
        """The reader wants back to the field."""

    def action_move_up(self) -> None:
        """To the row before, or out of the list."""
        if self.highlighted:
            super().action_move_up()
        else:
            self.post_message(self.Left())


class SearchPane(Vertical):
    """Query above, documents below."""

    DEFAULT_CSS = """
    SearchPane SearchField { height: 1; border: none; padding: 0; background: transparent; }
    SearchPane SearchField:focus { border: none; background-tint: transparent; }
    SearchPane #found { height: auto; max-height: 4; color: $quiet; margin-bottom: 1; }
    """

    class Asked(Message):
        """The query changed (``final`` False) or is to be answered and opened (True)."""

        def __init__(self, query: str, final: bool) -> None:
            super().__init__()
            self.query = query
            self.final = final

    class Chosen(Message):
        """The cursor is on a document (``open`` False), or ↵ was pressed on it (True)."""

        def __init__(self, doc: str, hit: Hit | None, open: bool) -> None:
            super().__init__()
            self.doc = doc
            self.hit = hit
            self.open = open

    class More(Message):
        """The cursor is on the last hit fetched, and there are more."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.result: SearchResult | None = None
        self._all_read = False
        self._listed: Listing | None = None
        self._told = 0

    def compose(self) -> ComposeResult:
        """Field, what was found, list."""
        yield SearchField("words, “a phrase”, -without", id="query")
        yield Static("", id="found", markup=False)
        yield ResultList(id="results", markup=False)

    def on_mount(self) -> None:
        """The title."""
        self.border_title = joined("Search")

    @property
    def sources(self) -> tuple[SourceInfo, ...]:
        """Every source there is."""
        return self._listed.sources if self._listed else ()

    @property
    def _names(self) -> Mapping[str, str]:
        return self._listed.names if self._listed else {}

    @property
    def field(self) -> SearchField:
        """The query field."""
        return self.query_one(SearchField)

    @property
    def hits(self) -> ResultList:
        """The hits."""
        return self.query_one(ResultList)

    def end_reading(self) -> None:
        """There are no more documents to come, until the folder changes."""
        if self._all_read:
            return
        self._all_read = True
        if not (self.sources if self.result is None else self.result.hits):
            self._tell(self._found())

    def show_sources(self, listed: Listing) -> None:
        """The documents there are, for when nothing is asked."""
        if listed is self._listed:
            return
        before, shown, at = self._listed, self._shown(), self.hits.highlighted
        self._listed = listed
        if self.field.value.strip():
            return
        if self.result is None and before is not None and _same_rows(before, listed):
            # A build adds to what is listed all the time; to draw two hundred rows anew would be felt.
            self._tell(self._found())
            return
        self.show_result(None)
        if at is not None and at < len(shown):
            self.point_to(shown[at][0])

    def show_result(self, result: SearchResult | None, *, stay: bool = False) -> None:
        """Show what a query found; None shows every document. ``stay`` keeps the cursor where it is."""
        self.result = result
        self._fill(self.hits.highlighted if stay else 0)
        self._tell(self._found())

    def show_newer(self, result: SearchResult) -> None:
        """Show what the same query finds now; the cursor stays on its document."""
        shown, at = self._shown(), self.hits.highlighted
        self.show_result(result)
        if at is not None and at < len(shown):
            self.point_to(shown[at][0])

    def _tell(self, said: Content) -> None:
        """Say it; only another number of lines is worth a new layout, 10 ms at each key."""
        found = self.query_one("#found", Static)
        lines = len(wrapped(said, max(found.size.width, 1)))
        found.update(said, layout=lines != self._told)
        self._told = lines

    def _found(self) -> Content:
        result = self.result
        if result is None:
            if not self.sources:
                return joined("no documents" if self._all_read else "reading the documents …")
            return joined(plural(len(self._names), "document"))
        if not result.hits:
            if not self._all_read:
                return joined(
                    (f"Nothing found yet for “{squeezed(result.query)}”", ".strong"),
                    "\nreading the documents …",
                )
            said = joined((f"Nothing found for “{squeezed(result.query)}”.", ".strong"))
            if result.suggestion:
                said += joined("\nDid you mean ", (squeezed(result.suggestion), ".match"), "? ↵")
            return said
        passages = sum(len(hit.passages) for hit in result.hits)
        listed = len(result.hits)
        copies = sum(len(hit.copies) for hit in result.hits)
        best = f", best {listed} listed" if result.total > listed + copies else ""
        # A page with several articles is one document, as everywhere else.
        many = result.total if best else len({hit.doc for hit in result.hits}) + copies
        among = f", {plural(copies, 'copy', 'copies')} among them" if copies and not best else ""
        # Of a long document there may be more; Ctrl+F finds each place.
        all_told = all(len(hit.passages) < _MOST_PASSAGES for hit in result.hits)
        told = plural(passages, "passage") if all_told else f"{passages} best passages"
        said = joined(f"{plural(many, 'document')}{best}{among}, {told}")
        if _plain(result.understood) != _plain(result.query):
            said += joined("\nread as ", squeezed(result.understood))
        return said

    def _fill(self, highlighted: int | None) -> None:
        width = max(self.scrollable_content_region.width - 1, 12)
        rows: list[Option] = []
        if self.result is not None:
            roomy = self.size.height >= _ROOMY
            for hit in self.result.hits[:MOST_ROWS]:
                name = named_in(self._names, hit.doc)
                rows.append(Option(hit_lines(hit, name, width, roomy=roomy)))
        else:
            for source in self.sources[:MOST_ROWS]:
                if source.part == 0:
                    name = named_in(self._names, source.doc)
                    rows.append(Option(source_lines(source, name, width)))
        self.hits.fill(rows, highlighted if rows else None)

    def _shown(self) -> list[tuple[str, Hit | None]]:
        if self.result is not None:
            return [(hit.doc, hit) for hit in self.result.hits[:MOST_ROWS]]
        return [(source.doc, None) for source in self.sources[:MOST_ROWS] if source.part == 0]

    def on_resize(self, event: Resize) -> None:
        """Lines are cut to the width, so they are made anew."""
        self._fill(self.hits.highlighted)

    def point_to(self, doc: str) -> None:
        """Put the list's cursor on the document that is shown."""
        rows = self._shown()
        at = self.hits.highlighted
        if at is not None and at < len(rows) and rows[at][0] == doc:
            return
        for at, (shown, _) in enumerate(rows):
            if shown == doc:
                with self.hits.prevent(OptionList.OptionHighlighted):
                    self.hits.highlighted = at
                return

    def on_search_field_left(self) -> None:
        """↓ in the field."""
        if self.hits.option_count:
            self.hits.focus()

    def on_result_list_left(self) -> None:
        """↑ on the first hit."""
        self.field.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """A key was typed."""
        event.stop()
        self.field.typed(event.value)
        self.post_message(self.Asked(event.value, final=False))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """↵ opens the first hit, or takes the suggestion."""
        event.stop()
        result = self.result
        if result and not result.hits and result.suggestion and result.query == event.value.strip():
            self.field.value = result.suggestion
            return
        self.post_message(self.Asked(event.value, final=True))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The cursor moved over the hits."""
        event.stop()
        self._choose(event.option_index, open=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """↵ on a hit."""
        event.stop()
        self._choose(event.option_index, open=True)

    def _choose(self, at: int, *, open: bool) -> None:
        shown = self._shown()
        if at < len(shown):
            doc, hit = shown[at]
            self.post_message(self.Chosen(doc, hit, open))
            result = self.result
            if result is not None and at == len(shown) - 1 and result.total > len(result.hits):
                self.post_message(self.More())


def _same_rows(one: Listing, other: Listing) -> bool:
    """Whether both begin with the same rows."""
    sources = other.sources[:MOST_ROWS]
    return one.sources[:MOST_ROWS] == sources and all(
        one.names[source.doc] == other.names[source.doc] for source in sources
    )


def _plain(query: str) -> str:
    """A query without what every reader takes for granted: that all words must match."""
    words = squeezed(query).replace("…", "").casefold().split()
    return " ".join(word for word in words if word != "and")
