"""Who may have written the index: one that others could have put there is never opened.

Whoosh unpickles what lies in its folder. The unpickler admits six harmless names (storage.py); that nobody
else wrote the folder is the second lock on the same door.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def mistrusted(folder: Path) -> str | None:
    """Why the index in ``folder`` is not to be opened, None where only the user or root can have written it.

    A folder that is not there is trusted. The folder above counts, too: who may write there may replace this one.
    """
    if not hasattr(os, "geteuid"):
        return None
    trusted = {0, os.geteuid()}
    try:
        # A library's folder may be a link: who may change that is told by where it leads.
        folder = folder.parent.resolve() / folder.name
        places = [folder.parent, folder, *folder.iterdir()]
        for place in places:
            found = place.lstat()
            if found.st_uid not in trusted:
                return f"{place} belongs to another user"
            # In a folder like /tmp others may write, but not replace what is not theirs.
            shared = place == folder.parent and found.st_mode & stat.S_ISVTX
            if found.st_mode & _BY_OTHERS and not shared and not stat.S_ISLNK(found.st_mode):
                return f"others may write {place}"
            if stat.S_ISLNK(found.st_mode):
                return f"{place} is a link"
    except FileNotFoundError:
        return None
    except OSError as error:
        return f"{folder} cannot be looked at: {error.strerror}"
    return None


def protect(folder: Path) -> None:
    """Take from others the right to write in the library of the index in ``folder``, whatever the umask."""
    for place in (folder.parent, folder, *folder.iterdir()):
        mode = place.stat().st_mode
        if mode & _BY_OTHERS and not mode & stat.S_ISVTX:
            place.chmod(stat.S_IMODE(mode) & ~_BY_OTHERS)
