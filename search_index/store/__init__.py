"""What is kept: one SQLite file with documents, facts and points."""

from search_index.store.connection import errors_explained
from search_index.store.lock import writer_lock, writer_of
from search_index.store.rows import KnownFile, ReadDocument
from search_index.store.store import Store
from search_index.store.writer import Writer, open_mended

__all__ = [
    "KnownFile",
    "ReadDocument",
    "Store",
    "Writer",
    "errors_explained",
    "open_mended",
    "writer_lock",
    "writer_of",
]
