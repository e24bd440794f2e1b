"""Search results as plain records: the JSON shape of what a search found. Loads no model of facts or points."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from search_index.models import SearchResult


def search_record(result: SearchResult) -> dict[str, Any]:
    """The search result as CONTRACT JSON."""
    record = dataclasses.asdict(result)
    record["hits"] = [dict(hit) for hit in record["hits"]]
    for hit in record["hits"]:
        hit["passages"] = [
            {**passage, "matches": [[m["start"], m["end"]] for m in passage["matches"]]}
            for passage in hit["passages"]
        ]
    return record
