"""What is kept: one SQLite file with documents, facts and points."""

from search_index.store.connection import errors_explained
from search_index.store.lock import writer_lock, writer_of
from search_index.store.rows import (
    KnownFile,
    NameRow,
    PointRow,
    ReadDocument,
    Row,
    UnmetRow,
    name_rows,
    point_rows,
    unmet_rows,
)
from search_index.store.store import Store
from search_index.store.writer import Writer, open_mended

__all__ = [
    "KnownFile",
    "NameRow",
    "PointRow",
    "ReadDocument",
    "Row",
    "Store",
    "UnmetRow",
    "Writer",
    "errors_explained",
    "name_rows",
    "open_mended",
    "point_rows",
    "unmet_rows",
    "writer_lock",
    "writer_of",
]
