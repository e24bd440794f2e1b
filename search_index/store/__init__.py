"""What is kept: one SQLite file with documents, facts and points."""

from search_index.store.connection import POINTS_DROPPED
from search_index.store.failures import errors_explained
from search_index.store.lock import writer_lock, writer_of
from search_index.store.mending import open_mended
from search_index.store.rows import (
    GoneRow,
    KnownFile,
    NameRow,
    PointRow,
    ReadDocument,
    RenamedRow,
    Row,
    SinceRow,
    UnmetRow,
    name_rows,
    point_row,
    point_rows,
    unmet_rows,
)
from search_index.store.store import Store
from search_index.store.writer import Writer

__all__ = [
    "POINTS_DROPPED",
    "GoneRow",
    "KnownFile",
    "NameRow",
    "PointRow",
    "ReadDocument",
    "RenamedRow",
    "Row",
    "SinceRow",
    "Store",
    "UnmetRow",
    "Writer",
    "errors_explained",
    "name_rows",
    "open_mended",
    "point_row",
    "point_rows",
    "unmet_rows",
    "writer_lock",
    "writer_of",
]
