"""The engine: reads documents, searches them, draws facts from them, compares what sources claim.

``open_library`` keeps a folder of documents indexed; ``extract_facts`` and ``compare`` work on texts at
hand. Importing this package imports nothing else: each name loads what it needs when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from search_index.handing_on import handing_on

if TYPE_CHECKING:
    from search_index.library import open_library
    from search_index.texts import compare, extract_facts

_HOMES = {
    "search_index.library": ("open_library",),
    "search_index.texts": ("compare", "extract_facts"),
}

__all__ = ["compare", "extract_facts", "open_library"]

__getattr__ = handing_on(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
