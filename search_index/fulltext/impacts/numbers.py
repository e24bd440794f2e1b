"""How numpy is imported here."""

from __future__ import annotations

import os
import sys


def load_numpy() -> None:
    """Import numpy without threads for matrices, of which there are none here: each costs memory and a start."""
    if "numpy" in sys.modules:
        return
    asked = os.environ.get("OPENBLAS_NUM_THREADS")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        import numpy  # noqa: F401
    finally:
        # Processes that the caller starts are his own affair.
        if asked is None:
            del os.environ["OPENBLAS_NUM_THREADS"]
