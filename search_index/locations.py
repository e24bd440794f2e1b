"""Where things lie: the only module that knows XDG paths and the place of the bundled seeds.

Nothing here creates a folder; who writes, makes the place.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sys
from pathlib import Path

APPLICATION = "reportedly"

LIBRARY_FILE = "library.sqlite"
"""What all is kept in, within the library's folder."""

INDEX_FOLDER = "index"
"""Where the index lies within the library's folder."""


def seeds_folder() -> Path:
    """The bundled documents; they lie beside the package, in a checkout and in a wheel alike."""
    return Path(__file__).resolve().parent.parent / "seeds"


def settings_file() -> Path:
    """settings.yaml under the user's configuration folder; it need not exist."""
    return _of_user("XDG_CONFIG_HOME", ".config", "user_config_dir") / "settings.yaml"


def library_folder(corpus: Path, chosen: Path | None = None) -> Path:
    """Where the library of ``corpus`` is kept: ``chosen``, else the cache folder.

    The name is readable and unique: the folder's own name and a hash of its full path, so two
    folders called “documents” never share a library.
    """
    if chosen is not None:
        return chosen.expanduser().absolute()
    full = corpus.expanduser().resolve()
    readable = re.sub(r"[^\w.-]+", "-", full.name)[:40] or "corpus"
    digest = hashlib.sha256(str(full).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return _cache() / "libraries" / f"{readable}-{digest}"


_NAMES_CORPUS = "corpus"


def corpus_of(library: Path) -> Path | None:
    """The folder or file whose library lies in ``library``; None where none does, or it does not say."""
    try:
        said = (library / _NAMES_CORPUS).read_text("utf-8", "surrogateescape").strip()
    except OSError:
        return None
    return Path(said) if said else None


def name_corpus(library: Path, corpus: Path) -> None:
    """Note in the folder ``library``, where it can be written, whose it is."""
    full = str(corpus.expanduser().resolve())
    with contextlib.suppress(OSError):
        library.mkdir(parents=True, exist_ok=True)
        if corpus_of(library) != Path(full):
            (library / _NAMES_CORPUS).write_text(f"{full}\n", "utf-8", "surrogateescape")


def private_index_folder(library: Path) -> Path:
    """Where a user keeps an index of their own of a ``library`` that others may write.

    One level down, so that the folder above it is the user's own as well.
    """
    full = library.expanduser().resolve()
    digest = hashlib.sha256(str(full).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return _cache() / "private" / digest / "index"


def _cache() -> Path:
    return _of_user("XDG_CACHE_HOME", ".cache", "user_cache_dir")


def _of_user(variable: str, below_home: str, otherwise: str) -> Path:
    """Our folder where ``variable`` says, else ``below_home``; ``otherwise`` is what platformdirs calls it.

    Loading platformdirs takes 6 ms, and on Linux what it would say is known.
    """
    if sys.platform == "linux" and "ANDROID_ROOT" not in os.environ:
        chosen = Path(os.environ.get(variable, ""))
        folder = chosen if chosen.is_absolute() else Path(os.environ.get("HOME", ""), below_home)
        if folder.is_absolute():
            return folder / APPLICATION
    import platformdirs

    return Path(getattr(platformdirs, otherwise)(APPLICATION, appauthor=False))
