"""What a person made in a library (decisions, bookmarks, notes) is copied before anything is made anew.

The rest can be read from the corpus again; this cannot.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

BACKUPS = "backups"
"""The folder of the library in which copies lie, one folder each: ``2026-01-31-1``."""

_KEPT = 10
_OF_PEOPLE = ("*.json", "*.yaml")


def back_up(folder: Path, overrides: Sequence[tuple[str, str, str]]) -> Path | None:
    """Copy what people made in the library in ``folder``; where to, None where there is nothing.

    The ten newest copies are kept. Raises OSError: nothing may be made anew without the copy.
    """
    files = sorted(file for pattern in _OF_PEOPLE for file in folder.glob(pattern))
    if not files and not overrides:
        return None
    number = 1
    while (target := folder / BACKUPS / f"{date.today().isoformat()}-{number}").exists():
        number += 1
    target.mkdir(parents=True)
    for file in files:
        shutil.copy2(file, target / file.name)
    if overrides:
        (target / "overrides.json").write_text(
            json.dumps([list(one) for one in overrides], ensure_ascii=False), "utf-8"
        )
    for copy in target.iterdir():
        with copy.open("rb") as kept:
            os.fsync(kept.fileno())
    _forget_old(folder / BACKUPS)
    return target


def _forget_old(backups: Path) -> None:
    """By the time they were made, as the disk tells it: the name's date may come from a wrong clock."""
    with contextlib.suppress(OSError):
        found = sorted(backups.iterdir(), key=lambda copy: copy.stat().st_mtime_ns)
        for old in found[:-_KEPT]:
            shutil.rmtree(old, ignore_errors=True)
