"""Entries -> one commit of the index. Owns what a posting is made of."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.index import LockError
from whoosh.reading import TermNotFound

from search_index.errors import (
    DamagedLibraryError,
    LibraryError,
    LockedLibraryError,
    ReportedlyError,
)
from search_index.fulltext.analysis import is_shouting
from search_index.fulltext.entries import IndexEntry, article_pieces, digest_of
from search_index.fulltext.impacts.writing import keep_impacts
from search_index.fulltext.merging import merge
from search_index.fulltext.names import generation
from search_index.fulltext.postings import sort_piecewise
from search_index.fulltext.schema import Bag, days
from search_index.fulltext.storage import create_index, open_index
from search_index.fulltext.trust import protect
from search_index.models import Document, Part

GAP = 100
"""Positions between pieces of an article and between names, so that no phrase reaches across."""

MEMORY_MB = 128
"""What the writer may hold before it spills to disk: a process that writes 5,000 articles takes 370 to 420 MB then, and 510 to 560 MB
with twice as much, for a tenth less time."""


def commit(folder: Path, entries: Iterable[IndexEntry], removed: Iterable[str]) -> None:
    """Write ``entries`` and take ``removed`` paths out, in one commit; replaces by path.

    Raises LockedLibraryError, DamagedLibraryError, LibraryError (a full disk, a missing right).
    """
    # From the first moment on no file may be another's to write. For all threads of this process, which may
    # meanwhile make other files that only their owner can write.
    with nobody_elses():
        writer = opened_writer(folder)
        with writing(folder, writer):
            _write(writer, entries, removed)
            writer.commit(mergetype=merge)
        keep_impacts(folder)


def mend_impacts(folder: Path) -> None:
    """Make anew what is missing or damaged of the impacts. For whoever holds the library's lock."""
    with nobody_elses():
        keep_impacts(folder, verify=True)


@contextlib.contextmanager
def nobody_elses() -> Iterator[None]:
    """What is written meanwhile is the user's own."""
    umask = os.umask(0o077)
    os.umask(umask | 0o022)
    try:
        yield
    finally:
        os.umask(umask)


def opened_writer(folder: Path) -> Any:
    """Whoosh's writer of the index in ``folder``, a new index where there is none.

    Raises LockedLibraryError, DamagedLibraryError, LibraryError.
    """
    try:
        index = create_index(folder) if generation(folder) < 0 else open_index(folder)
        # Uncompressed blocks: most are of a word that few articles have. A quarter less time for a tenth more space.
        return sort_piecewise(index.writer(limitmb=MEMORY_MB, codec=W3Codec(compression=0)))
    except LockError as error:
        raise LockedLibraryError(
            "somebody else is writing the full-text index", "wait until they are done and try again"
        ) from error
    except OSError as error:
        raise _unwritable(folder, error) from error
    except Exception as error:
        raise _damaged(folder, error) from error


@contextlib.contextmanager
def writing(folder: Path, writer: Any) -> Iterator[None]:
    """Whoever leaves this without an error has committed; else ``writer`` lets go of all it holds.

    Raises DamagedLibraryError and LibraryError for what Whoosh and the system say.
    """
    try:
        yield
        protect(folder)
    except BaseException as error:
        _abandon(writer)
        if isinstance(error, OSError):
            raise _unwritable(folder, error) from error
        if isinstance(error, ReportedlyError) or not isinstance(error, Exception):
            raise
        raise _damaged(folder, error) from error


def _write(writer: Any, entries: Iterable[IndexEntry], removed: Iterable[str]) -> None:
    written = set()
    with writer.reader() as reader:
        for entry in entries:
            path = entry.document.path
            if path in written:
                continue
            written.add(path)
            forget(writer, reader, path)
            for part in entry.document.parts:
                writer.add_document(**_posting(entry, part))
        for path in set(removed) - written:
            forget(writer, reader, path)


def forget(writer: Any, reader: Any, path: str) -> None:
    """Mark as deleted what is indexed of the document at ``path``."""
    try:
        numbers = list(reader.postings("key", _key(path)).all_ids())
    except TermNotFound:
        return
    for number in numbers:
        writer.delete_document(number)


def _key(path: str) -> str:
    # A path may hold anything, also undecodable bytes; its hash is a harmless term.
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _posting(entry: IndexEntry, part: Part) -> dict[str, Any]:
    document = entry.document
    bags = {
        "title": _bag([part.title]),
        "source": _bag([part.source]),
        "text": _article(document, part),
        "who": _bag(entry.who.get(part.number, "").splitlines()),
        "said": _bag(entry.said.get(part.number, "").splitlines()),
    }
    published = part.published or (document.published if part.number == 0 else None)
    posting: dict[str, Any] = {
        "key": _key(document.path),
        "path": document.path,
        "part": part.number,
        "published": published,
        "digest": digest_of(document, facts=entry.has_facts),
    }
    for name, bag in bags.items():
        if bag.places:
            posting[name] = posting[f"{name}_exact"] = bag
    known = days(published)
    if known is None:
        posting["dated"] = "no"
    else:
        posting["first_day"], posting["last_day"] = known
    return posting


def _article(document: Document, part: Part) -> Bag:
    shouting = is_shouting(document.text)
    bag = Bag()
    for start, end in article_pieces(document, part):
        bag.add(document.text[start:end], shouting=shouting, gap=GAP)
    return bag


def _bag(texts: Iterable[str]) -> Bag:
    bag = Bag()
    for text in texts:
        bag.add(text, shouting=is_shouting(text), gap=GAP)
    return bag


def _abandon(writer: Any) -> None:
    """Let go of the lock and the temporary files whatever else fails, as Whoosh's own cancel would."""
    try:
        writer.cancel()
    except Exception:
        for let_go in (writer._tempstorage.destroy, writer.writelock.release):
            try:
                let_go()
            except Exception:  # nothing more can be done, and the cause is being raised
                continue


def _unwritable(folder: Path, error: OSError) -> LibraryError:
    return LibraryError(
        f"the full-text index in {folder} cannot be written: {error.strerror or error}",
        "make room or mend the folder's permissions, then index again",
    )


def _damaged(folder: Path, error: Exception) -> DamagedLibraryError:
    return DamagedLibraryError(
        f"the full-text index in {folder} is damaged: {error}",
        "index again with “reportedly index”: it is rebuilt from what is kept",
    )
