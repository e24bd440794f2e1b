"""What a library has to list: worked out beside the screen, which twenty thousand documents would hold up. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from search_index.models import SourceInfo
from tui.content import short_names


@dataclass(frozen=True)
class Listing:
    """Every source, the short name of each document, and each source by its document and the number of its part."""

    sources: tuple[SourceInfo, ...]
    names: Mapping[str, str]
    by_place: Mapping[tuple[str, int], SourceInfo]


def listing(sources: tuple[SourceInfo, ...]) -> Listing:
    """The listing of ``sources``."""
    names = short_names(source.doc for source in sources)
    return Listing(sources, names, {(source.doc, source.part): source for source in sources})
