"""Packages that only hand names on: each module is loaded with the first of its names that is asked for.

A look-up in a finished library is over in a tenth of a second: what it does not use must not be loaded for it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def handing_on(package: str, homes: Mapping[str, tuple[str, ...]]) -> Callable[[str], Any]:
    """The ``__getattr__`` of ``package``: ``homes`` has the names to be had, by the full name of their module."""
    home_of = {name: home for home, names in homes.items() for name in names}

    def get(name: str) -> Any:
        home = home_of.get(name)
        if home is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(home), name)
        # The next time it is found without asking here.
        setattr(sys.modules[package], name, found)
        return found

    return get
