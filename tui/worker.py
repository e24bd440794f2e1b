"""The library off the screen's thread: opened, searched, read from and built here, never in a key's way.

Searches have a thread of their own, so that a slow read never delays a result; the build runs in a
daemon thread, so that quitting never waits for it.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from textual.message import Message

from search_index.errors import LockedLibraryError, ReportedlyError
from tui.messages import BuildFailed, BuildFinished, BuildProgressed

if TYPE_CHECKING:
    # The engine's façade brings the store and its database along: not before the first paint.
    from search_index.explanation import Explanation
    from search_index.library import Library
    from search_index.models import (
        Claim,
        Document,
        Fact,
        Point,
        Problem,
        Progress,
        SearchResult,
        Status,
    )
    from tui.commands.pointwise import Show, Shown
    from tui.listing import Listing
    from tui.reading import Reading

Opener = Callable[[], "Library"]
Result = TypeVar("Result")

# Ten notices a second are as many as a reader can take in; a thousand documents would send thousands.
_BETWEEN_NOTICES = 0.1
# Hits that are fetched and listed: while one types a screen of them, at ↵ what one may go through.
# The passages and rows of a hundred take 80 ms, 0.8 ms a hit.
_HITS_TYPING, _HITS = 15, 100
# Texts kept for the quoted sentences of a comparison.
_TEXTS_KEPT = 64


class LibraryWorker:
    """The one holder of the library in the app. Its methods may be awaited from the screen."""

    def __init__(self, library: Library | Opener) -> None:
        self._opener: Opener | None = None
        self._library: Library | None = None
        if callable(library):
            self._opener = library
        else:
            self._library = library
        self.decisions: str | None = None
        """The file of overrides the reader named; builds obey it."""
        self.decided: list[tuple[object, ...]] = []
        """What was decided in this run, the latest last, as ``decisions_kept.told_apart`` tells it."""
        self.before: dict[str, tuple[Point, ...]] = {}
        """The points of the documents that the latest decision concerns, as they were; empty once it was told about."""
        self._opening = threading.Lock()
        self._stop = threading.Event()
        self._pause = threading.Event()
        self._building = threading.Lock()
        self._texts: OrderedDict[str, Document] = OrderedDict()
        self._listing: Listing | None = None
        self._searches = ThreadPoolExecutor(1, thread_name_prefix="search")
        self._reads = ThreadPoolExecutor(1, thread_name_prefix="read")
        # An explanation may wait for a process to start: nothing else waits with it.
        self._explanations = ThreadPoolExecutor(1, thread_name_prefix="explain")

    def _opened(self) -> Library:
        with self._opening:
            if self._library is None:
                assert self._opener is not None
                self._library = self._opener()
            return self._library

    async def _on(self, pool: ThreadPoolExecutor, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(pool, work)

    async def search(self, query: str, *, typing: bool, more: bool = False) -> SearchResult:
        """Documents that answer ``query``; ``typing`` while its last word may be unfinished.

        ``more`` fetches as many hits while typing as otherwise.
        """
        limit = _HITS_TYPING if typing and not more else _HITS
        return await self._on(self._searches, lambda: self._search(query, typing, limit))

    def _search(self, query: str, typing: bool, limit: int) -> SearchResult:
        from tui.matches import whole_first

        found = self._opened().search(query, limit=limit)
        if not typing or len(found.hits) >= limit:
            return found
        # A beginning weighs its documents otherwise than a word: by itself it would list them in another order than ↵ does.
        begun = self._opened().search(query, as_you_type=True, limit=limit)
        return whole_first(found, begun, limit)

    async def read(self, doc: str, prepare: Callable[[Reading], object] | None = None) -> Reading:
        """A document with its facts and points; ``prepare`` works on it before the screen has it."""
        return await self._on(self._reads, lambda: self._read(doc, prepare))

    def _read(self, doc: str, prepare: Callable[[Reading], object] | None) -> Reading:
        from tui.reading import Reading

        library = self._opened()
        reading = Reading(
            self._text(doc), library.facts(doc), library.points(doc=doc), library.copies(doc)
        )
        if prepare is not None:
            prepare(reading)
        return reading

    def _text(self, doc: str) -> Document:
        found = self._texts.get(doc)
        if found is None:
            found = self._texts[doc] = self._opened().document(doc)
            while len(self._texts) > _TEXTS_KEPT:
                self._texts.popitem(last=False)
        self._texts.move_to_end(doc)
        return found

    async def sentences(self, claims: Iterable[Claim]) -> dict[Claim, str]:
        """The sentence each claim stands in, as its document has it."""
        wanted = tuple(claims)

        def quoted() -> dict[Claim, str]:
            return {c: self._text(c.doc).text[c.sentence.start : c.sentence.end] for c in wanted}

        return await self._on(self._reads, quoted)

    async def shown(self, points: Sequence[Point]) -> Show:
        """What shows the claims of ``points`` in their sentences, all of them looked up."""

        def made() -> dict[Claim, Shown]:
            from tui.commands.pointwise import shower

            show = shower(self._opened())
            return {claim: show(claim) for point in points for claim in point.claims}

        return (await self._on(self._reads, made)).__getitem__

    async def names(self, docs: Iterable[str]) -> list[Fact]:
        """The entities that these documents name."""

        def named() -> list[Fact]:
            return [f for doc in wanted for f in self._opened().facts(doc, kinds=["entity"])]

        wanted = tuple(docs)
        return await self._on(self._reads, named)

    async def points(self) -> tuple[Point, ...]:
        """Every point of the library."""
        return await self._on(self._reads, lambda: self._opened().points())

    async def points_of(self, docs: Iterable[str]) -> dict[str, tuple[Point, ...]]:
        """By document, the points it has a claim in."""
        wanted = tuple(docs)
        return await self._on(
            self._reads, lambda: {doc: self._opened().points(doc=doc) for doc in wanted}
        )

    async def listed(self) -> Listing:
        """Every source of the library with its document's short name; the same object while they are the same."""
        return await self._on(self._reads, self._listed)

    def _listed(self) -> Listing:
        from tui.listing import listing

        sources = self._opened().documents()
        if self._listing is None or self._listing.sources != sources:
            self._listing = listing(sources)
        return self._listing

    async def status(self) -> Status:
        """What the library holds right now."""
        return await self._on(self._reads, lambda: self._opened().status())

    async def explain(self, point: str) -> Explanation:
        """Why the point with this id is as it is."""
        return await self._on(self._explanations, lambda: self._opened().explain(point))

    async def explain_alone(self, fact: Fact) -> Explanation:
        """What came near a fact that stands in no point."""
        return await self._on(self._explanations, lambda: self._opened().explain_alone(fact))

    async def problems(self) -> tuple[Problem, ...]:
        """Files that could not be used."""
        return await self._on(self._reads, lambda: self._opened().problems())

    async def kept(self, work: Callable[[Path], Result]) -> Result:
        """What ``work`` makes of the folder of the library: what is kept beside it is read and written here."""
        return await self._on(self._reads, lambda: work(self._opened().folder))

    async def same_bytes(self, digest: str, docs: Iterable[str]) -> str | None:
        """Which of ``docs`` has the bytes with this digest."""

        def found() -> str | None:
            known = self._opened().document
            return next((doc for doc in docs if known(doc).digest == digest), None)

        return await self._on(self._reads, found)

    async def citation(self, doc: str, start: int, end: int) -> str:
        """The citation for a span."""
        return await self._on(self._reads, lambda: self._opened().citation(doc, start, end))

    @property
    def folder(self) -> Path | None:
        """The folder in which the library is kept; None until the library is open."""
        return None if self._library is None else self._library.folder

    @property
    def corpus(self) -> Any:
        """The corpus folder; None until the library is open."""
        return None if self._library is None else self._library.corpus

    def build(self, post: Callable[[Message], object]) -> bool:
        """Build in the background, telling ``post`` how it goes; False while a build runs already."""
        if not self._building.acquire(blocking=False):
            return False
        self._pause.clear()
        threading.Thread(target=self._build, args=(post,), name="build", daemon=True).start()
        return True

    def _build(self, post: Callable[[Message], object]) -> None:
        told_at, told_stage = 0.0, ""

        def tell(progress: Progress) -> None:
            nonlocal told_at, told_stage
            now = time.monotonic()
            last = progress.done >= progress.total
            if last or progress.stage != told_stage or now - told_at >= _BETWEEN_NOTICES:
                told_at, told_stage = now, progress.stage
                self._texts.clear()
                post(BuildProgressed(progress))

        outcome: Message
        try:
            library = self._opened()
            library.obey(self._obeyed(library))
            outcome = BuildFinished(library.build(tell, cancelled=self._halted))
        except ReportedlyError as error:
            locked = isinstance(error, LockedLibraryError)
            outcome = BuildFailed(error.message, error.way_out, locked=locked)
        except Exception as error:  # whatever it was, the reader keeps the screen and what is kept
            outcome = BuildFailed(
                f"The build of the library stopped: {type(error).__name__}: {error}",
                "what is there already can be read; “reportedly doctor” says what is wrong",
            )
        finally:
            self._building.release()
        self._texts.clear()
        if not self._stop.is_set():
            post(outcome)

    def _obeyed(self, library: Library) -> Path | None:
        """The file of overrides beside the corpus's own; the last session's, as long as it is there."""
        from tui.decisions_kept import named_file, obeyed_file

        if self.decisions is None:
            self.decisions = named_file(library.folder)
        return obeyed_file(self.decisions, library.corpus)

    def _halted(self) -> bool:
        return self._stop.is_set() or self._pause.is_set()

    @property
    def halted(self) -> bool:
        """Whether the reader ended the last build, and none has begun since."""
        return self._pause.is_set()

    def changes(self) -> Iterator[None]:
        """Waits, and yields whenever the corpus may have changed, until the library is let go."""
        return self._opened().changes(self._stop)

    def halt(self) -> bool:
        """End the build soon, what is done stays; False where none is under way."""
        under_way = self._building.locked()
        if under_way:
            self._pause.set()
        return under_way

    def close(self) -> None:
        """Stop the build and let the library go."""
        self._stop.set()
        self._searches.shutdown(wait=False, cancel_futures=True)
        self._reads.shutdown(wait=False, cancel_futures=True)
        self._explanations.shutdown(wait=False, cancel_futures=True)
        # A build that is in the middle of a document gets a moment to end cleanly.
        if self._building.acquire(timeout=2.0) and self._library is not None:
            self._library.close()
