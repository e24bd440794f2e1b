"""The document and the field to find in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from search_index.models import Part, Span, Status
from tui.comparison_content import verdict_text
from tui.content import joined, plural, publisher, squeezed
from tui.finding import MOST_FOUND, find_all
from tui.keymap import bindings
from tui.reading import Reading
from tui.start_page import start_page
from tui.widgets.document_view import DocumentView
from tui.widgets.still_input import StillInput
from tui.widgets.styled import resolved


class FindField(StillInput):
    """Where the reader types what to find in the document; ↑ ↓ go through what is found."""

    BINDINGS = bindings("moving", only=("move_down", "move_up"))

    class Stepped(Message):
        """The reader wants the next place (``forward``) or the one before."""

        def __init__(self, forward: bool) -> None:
            super().__init__()
            self.forward = forward

    def action_move_down(self) -> None:
        """↓"""
        self.post_message(self.Stepped(True))

    def action_move_up(self) -> None:
        """↑"""
        self.post_message(self.Stepped(False))


class DocumentPane(Vertical):
    """A document with its title on the border and, when asked for, a field to find in it."""

    DEFAULT_CSS = """
    DocumentPane #nothing { padding: 1 2; color: $quiet; }
    DocumentPane FindField { display: none; height: 1; border: none; padding: 0 1; }
    DocumentPane.-finding FindField { display: block; }
    DocumentPane DocumentView { display: none; }
    DocumentPane.-open DocumentView { display: block; }
    DocumentPane.-open #nothing { display: none; }
    """

    class FindClosed(Message):
        """The reader is done finding."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.found: tuple[Span, ...] = ()
        self._sought = ""
        # Where the reader was: a word typed letter by letter is looked for from there, not from where its first letters led.
        self._from = 0
        self._note = ""
        self._short = ""
        self._titled: Part | None = None

    def compose(self) -> ComposeResult:
        """The field, the text, and what stands there before a document is open."""
        yield FindField(placeholder="find in this document", compact=True)
        yield Static("", id="nothing", markup=False)
        yield DocumentView(id="text")

    def on_mount(self) -> None:
        """The title."""
        self.border_title = joined("Document")

    @property
    def view(self) -> DocumentView:
        """The text itself."""
        return self.query_one(DocumentView)

    def show(self, reading: Reading, name: str, span: Span | None = None) -> None:
        """Show a document under its short name."""
        self.add_class("-open")
        self._short = name
        self.repaint_border(reading)
        if self.view.reading is None or self.view.reading.document.path != reading.document.path:
            self.close_find()
        self.view.show(reading, span)

    def repaint_border(self, reading: Reading | None = None) -> None:
        """Name and publisher on the border, in the colours of now."""
        reading = reading or self.view.reading
        if reading is not None:
            self._titled = self._part_here(reading)
            who = publisher(self._titled, reading.document.path)
            copies = f" +{plural(len(reading.copies), 'copy', 'copies')}" if reading.copies else ""
            title = joined((self._short, ".strong"), (copies, ".quiet"), " · ", who)
            self.border_title = resolved(self, title)

    def _part_here(self, reading: Reading) -> Part:
        """The article the cursor is in: a saved page may carry several."""
        at = self.view.offset_here if self.view.reading is reading else 0
        parts = reading.document.parts
        inner = [part for part in parts if part.start <= at < part.end]
        return min(inner, key=lambda part: part.end - part.start, default=parts[0])

    def show_start(self, status: Status, keys: Mapping[str, str]) -> None:
        """Until a document is open: what there is, and how to begin."""
        if self.view.reading is None:
            self.query_one("#nothing", Static).update(start_page(status, keys))

    def note(self, text: str) -> None:
        """A word in the border: “passage 3 of 14”."""
        self._note = text
        self.subtitle()

    def subtitle(self, *, verdict: bool = False) -> None:
        """The border's lower edge: the note and how far the cursor is; the verdict where no comparison is in sight."""
        reading, mark = self.view.reading, self.view.mark
        if reading is not None and self._part_here(reading) != self._titled:
            self.repaint_border(reading)
        if verdict and mark is not None and mark.compared:
            point = mark.compared[0]
            self.border_subtitle = resolved(self, joined(verdict_text(point), (" ↵", ".key")))
        else:
            # “passage 3 of 14” is of the place, not of wherever the reader has gone since.
            share = self.view.share_read
            told = [] if self.view.left_match or not self._note else [self._note]
            told += [] if share is None else [f"{share} %"]
            note = joined((" · ".join(told), ".quiet"))
            self.border_subtitle = resolved(self, note) if note else None

    # Find ---------------------------------------------------------------------------------

    @property
    def finding(self) -> bool:
        """Whether ``n`` goes through what was found in this document."""
        return self.has_class("-finding") and bool(self.found)

    def open_find(self) -> None:
        """Show the field, with what was sought last, and give it the focus."""
        field = self.query_one(FindField)
        self._from = self.view.offset_here
        if not self.has_class("-finding"):
            self.add_class("-finding")
            field.value = self._sought
        field.focus()
        field.select_all()

    def find_again(self) -> None:
        """The text is another one: what is sought stands elsewhere in it; the cursor stays."""
        reading = self.view.reading
        if reading is not None and self.has_class("-finding"):
            self.found = find_all(reading.document.text, self.query_one(FindField).value.strip())
            self.view.show_matches(self.found, None)

    def close_find(self) -> None:
        """Put the field away; the place stays."""
        if self.has_class("-finding"):
            self._sought = self.query_one(FindField).value
            self.remove_class("-finding")
            self.query_one(FindField).value = ""
            self.found = ()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Mark what is found and go to the first at or after the place where the field was opened."""
        event.stop()
        reading = self.view.reading
        words = event.value.strip()
        if reading is None or not self.has_class("-finding"):
            return
        self.found = spans = find_all(reading.document.text, words)
        if not spans:
            self.view.show_matches((), None)
            self.note(f"“{squeezed(words)}” is not in this document" if words else "")
            return
        at = bisect_left([s.start for s in spans], self._from)
        self._go(at if at < len(spans) else 0)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """↵ goes on reading where the found word stands."""
        event.stop()
        self.view.focus()

    def on_find_field_stepped(self, message: FindField.Stepped) -> None:
        """↓ or ↑ in the field."""
        if self.found:
            self.step_found(message.forward)

    def step_found(self, forward: bool) -> None:
        """To the next or the previous place found, round the end."""
        here = self.view.match
        at = self.found.index(here) if here in self.found else -1
        self._go((at + (1 if forward else -1)) % len(self.found))

    def _go(self, at: int) -> None:
        self.view.show_matches(self.found, self.found[at])
        self.view.go(self.found[at].start)
        many = len(self.found)
        places = f"the first {many:,} places" if many == MOST_FOUND else plural(many, "place")
        self.note(f"{at + 1} of {places} found")
