"""What is kept: one SQLite file with documents, facts and points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search_index.handing_on import handing_on
from search_index.store.store import Store

if TYPE_CHECKING:
    from search_index.store.connection import POINTS_DROPPED
    from search_index.store.document_rows import KnownFile, ReadDocument
    from search_index.store.failures import errors_explained
    from search_index.store.lock import writer_lock, writer_of
    from search_index.store.mending import open_mended
    from search_index.store.rows import (
        GoneRow,
        NameRow,
        PointRow,
        RenamedRow,
        Row,
        SinceRow,
        UnmetRow,
        name_rows,
        point_row,
        point_rows,
        unmet_rows,
    )
    from search_index.store.writer import Writer

_HOMES = {
    "connection": ("POINTS_DROPPED",),
    "document_rows": ("KnownFile", "ReadDocument"),
    "failures": ("errors_explained",),
    "lock": ("writer_lock", "writer_of"),
    "mending": ("open_mended",),
    "rows": (
        "GoneRow",
        "NameRow",
        "PointRow",
        "RenamedRow",
        "Row",
        "SinceRow",
        "UnmetRow",
        "name_rows",
        "point_row",
        "point_rows",
        "unmet_rows",
    ),
    "writer": ("Writer",),
}

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

__getattr__ = handing_on(__name__, {f"{__name__}.{home}": names for home, names in _HOMES.items()})
