"""The full-text index of a library: what the library talks to. Derived from SQLite, never the truth."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from search_index.errors import DamagedLibraryError, UsageError
from search_index.fulltext.checked import is_noted, note, state
from search_index.fulltext.impacts import Views
from search_index.fulltext.names import generation
from search_index.models import Document, Hit, SearchResult

if TYPE_CHECKING:
    from search_index.fulltext.answer import Answered, Question
    from search_index.fulltext.entries import IndexEntry
    from search_index.fulltext.plan import Target
    from search_index.fulltext.retrieval import Found


class FullText:
    """Searches and writes the index in ``folder``, which need not exist before the first update.

    Searching is safe from several threads, also while another thread or process writes; only one may
    write at a time. Whoosh is imported with the first call, not before.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: Any = None
        self._impacts = Views(folder)

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return self._folder

    def digests(self) -> dict[str, str]:
        """Path -> `digest_of` what is indexed of it. Empty where there is no index yet.

        Raises DamagedLibraryError.
        """
        known = self._impacts.digests()
        if known is not None:
            return known
        from search_index.fulltext.searcher import damaged

        with self._searchers.borrow() as lent:
            if lent is None:
                return {}
            try:
                stored = [fields for _, fields in lent.searcher.reader().iter_docs()]
                return {fields["path"]: fields["digest"] for fields in stored}
            except Exception as error:
                raise damaged(self._folder, error) from error

    def update(self, entries: Iterable[IndexEntry], removed: Iterable[str] = ()) -> None:
        """One commit: each entry takes the place of what was indexed of its path, ``removed`` paths go.

        Raises LockedLibraryError, DamagedLibraryError, LibraryError (a full disk, a missing right).
        """
        from search_index.fulltext.writer import commit

        with self._kept_whole():
            commit(self._folder, entries, removed)

    def adopt(self, part: Path, paths: Iterable[str], removed: Iterable[str] = ()) -> None:
        """One commit: what `update` wrote of ``paths`` in the folder ``part`` becomes part of this index; ``removed`` go.

        Nothing is left in ``part``. Raises what `update` does.
        """
        from search_index.fulltext.adopting import adopt

        with self._kept_whole():
            adopt(self._folder, part, paths, removed)

    @contextlib.contextmanager
    def _kept_whole(self) -> Iterator[None]:
        whole = generation(self._folder) < 0 or is_noted(self._folder)
        yield
        if whole and self._impacts.are_written():
            # What was added to what was whole was written just now: it need not be read through.
            note(self._folder)

    def search(
        self,
        query: str,
        *,
        any_word: bool,
        as_you_type: bool,
        limit: int,
        document: Callable[[str], Document],
        newest: bool = False,
    ) -> SearchResult:
        """Articles that answer ``query``, best or ``newest`` first; ``document`` gives their texts.

        Never an error for anything in ``query``. Raises DamagedLibraryError where the index is broken.
        """
        from search_index.fulltext.answer import Question
        from search_index.fulltext.passages import Marker

        asked = Question(query, any_word, as_you_type, max(0, limit), newest)
        known = self._by_impacts(asked)
        result, found, targets = self._by_whoosh(asked) if known is None else known
        marker = Marker(targets)
        hits = [hit for one in found if (hit := self._hit(one, marker, document)) is not None]
        return SearchResult(query, result.understood, result.suggestion, result.total, tuple(hits))

    def _by_impacts(self, asked: Question) -> tuple[Answered, list[Found], list[Target]] | None:
        from search_index.fulltext.answer import answer

        try:
            view = self._impacts.current()
            return None if view is None else answer(asked, view)
        except Exception:
            # They are derived from what Whoosh holds; whatever is wrong with them, it can answer.
            return None

    def _by_whoosh(self, asked: Question) -> tuple[Answered, list[Found], list[Target]]:
        from search_index.fulltext.answer import answer
        from search_index.fulltext.searcher import damaged

        try:
            with self._searchers.borrow() as lent:
                return answer(asked, lent and lent.engine)
        except DamagedLibraryError:
            raise
        except Exception as error:
            # The planner and the parser fail for no query; what fails here is what was read.
            raise damaged(self._folder, error) from error

    def damage(self, *, unless_checked: bool = False) -> str | None:
        """None where the index is whole or not there yet, else one sentence on what is wrong.

        ``unless_checked`` leaves out what has not changed since `mend_impacts` found it whole.
        """
        if unless_checked and is_noted(self._folder):
            return None
        from search_index.fulltext.check import damage

        return damage(self._folder)

    def mend_impacts(self) -> None:
        """Make anew what is missing or damaged of what makes searching fast. For whoever may write, after `damage`."""
        if generation(self._folder) < 0 or is_noted(self._folder):
            return
        from search_index.fulltext.writer import mend_impacts

        mend_impacts(self._folder)
        note(self._folder)

    def state(self) -> str | None:
        """A token that changes with any file of the index; None where it is not known to be whole."""
        return state(self._folder) if is_noted(self._folder) else None

    def mistrust(self) -> str | None:
        """Why the index is not to be opened, as somebody else may have written it; else None."""
        from search_index.fulltext.trust import mistrusted

        return mistrusted(self._folder)

    def clear(self) -> None:
        """Remove the files of the index, so that it can be written anew. Raises LibraryError."""
        from search_index.fulltext.check import clear

        self._impacts.forget()
        if self._opened:
            self._opened.forget()
        clear(self._folder)

    def close(self) -> None:
        """Let go of every file. Calling it twice does nothing."""
        self._impacts.forget()
        if self._opened:
            self._opened.close()

    @property
    def _searchers(self) -> Any:
        if self._opened is None:
            from search_index.fulltext.searcher import Searchers

            self._opened = Searchers(self._folder)
        return self._opened

    def _hit(self, found: Any, marker: Any, document: Callable[[str], Document]) -> Hit | None:
        from search_index.fulltext.passages import citation, passages

        try:
            text = document(found.path)
        except UsageError:
            # Gone from the library since the last commit of the index.
            return None
        part = next((part for part in text.parts if part.number == found.part), None)
        if part is None:
            return None
        best = passages(text, part, marker)
        published = part.published or (text.published if part.number == 0 else None)
        start = best[0].start if best else part.start
        return Hit(
            doc=found.path,
            part=part.number,
            source=part.source,
            title=part.title,
            published=published,
            score=found.score,
            passages=best,
            citation=citation(text, part, published, start),
        )
