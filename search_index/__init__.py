"""The engine: reads documents, searches them, draws facts from them, compares what sources claim.

``open_library`` keeps a folder of documents indexed; ``extract_facts`` and ``compare`` work on texts at
hand. Importing this package imports nothing else: each name loads what it needs when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from search_index.library import open_library
    from search_index.texts import compare, extract_facts

_HOMES = {
    "compare": "search_index.texts",
    "extract_facts": "search_index.texts",
    "open_library": "search_index.library",
}

__all__ = ["compare", "extract_facts", "open_library"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
