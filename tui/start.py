"""What the `reportedly` command runs: `main`, and a quick end."""

from __future__ import annotations

import gc

from tui.cli import main


def start() -> int:
    """Run the command line as a process of its own; returns the exit code."""
    code = main()
    # Everything goes with the process: looking through it for what refers to itself would take 15 ms.
    gc.freeze()
    return code
