"""Started by test_terminal.py: the whole command on the fake library. Arguments: the folder to keep things in, then the command's own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from fakes import FakeLibrary

from search_index import library as engine
from tui.cli import main


def opened(*given: Any, **named: Any) -> FakeLibrary:
    return FakeLibrary(kept=Path(sys.argv[1]))


if __name__ == "__main__":
    engine.open_library = opened
    sys.exit(main(sys.argv[2:]))
