"""Files of the index: read without trusting them, written so that a commit survives a power cut.

Whoosh unpickles in six places (segment list, compound directory, posting blocks, inlined postings,
columns, stored fields), and a pickle can run any code. Importing this module replaces the function in
each of them by one that admits the six harmless names Whoosh really writes.
"""

from __future__ import annotations

import io
import os
import pickle
import re
from pathlib import Path
from typing import Any, BinaryIO

import whoosh.codec.whoosh3
import whoosh.columns
import whoosh.filedb.compound
import whoosh.filedb.structfile
import whoosh.formats
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from search_index.fulltext.names import INDEX_NAME
from search_index.fulltext.schema import schema

_ADMITTED = frozenset(
    {
        ("whoosh.codec.whoosh3", "W3Segment"),
        ("whoosh.codec.whoosh3", "W3Codec"),
        ("collections", "defaultdict"),
        ("builtins", "int"),
        ("builtins", "set"),
        ("builtins", "frozenset"),
    }
)
_OURS = re.compile(r"_?text\d+_[0-9a-z]+\.|text\d+_WRITELOCK$|text\d+\.tmp$|[0-9a-z]+\.tmp$")


class NarrowUnpickler(pickle.Unpickler):
    """Unpickles numbers, texts, containers and two classes of Whoosh; refuses all else."""

    def find_class(self, module: str, name: str) -> Any:
        """The class of that name, if it is admitted. Raises UnpicklingError."""
        if (module, name) not in _ADMITTED:
            raise pickle.UnpicklingError(f"the index names {module}.{name}, which it never writes")
        return super().find_class(module, name)


def narrow_load(file: BinaryIO) -> Any:
    """`pickle.load`, with the narrow unpickler."""
    return NarrowUnpickler(file).load()


def narrow_loads(data: bytes) -> Any:
    """`pickle.loads`, with the narrow unpickler."""
    return NarrowUnpickler(io.BytesIO(data)).load()


def _dumps(value: Any, _protocol: int = 2) -> bytes:
    # Protocol 2 writes bytes as a call of _codecs.encode, which would have to be admitted.
    return pickle.dumps(value, 5)


whoosh.codec.whoosh3.dumps = whoosh.columns.dumps = _dumps
whoosh.filedb.structfile.load_pickle = narrow_load
whoosh.codec.whoosh3.loads = narrow_loads
whoosh.columns.loads = narrow_loads
whoosh.formats.loads = narrow_loads


class _Uncopied:
    """A stretch of a mapped file as a file."""

    def __init__(self, buffer: memoryview) -> None:
        self._buffer = buffer
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        start = self._at
        self._at = len(self._buffer) if size < 0 else min(start + size, len(self._buffer))
        return bytes(self._buffer[start : self._at])

    def readline(self) -> bytes:
        start = self._at
        while self._at < len(self._buffer):
            self._at += 1
            if self._buffer[self._at - 1] == ord("\n"):
                break
        return bytes(self._buffer[start : self._at])

    def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
        base = (0, self._at, len(self._buffer))[whence]
        self._at = max(0, base + place)
        return self._at

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        self._buffer.release()


class UncopiedFile(whoosh.filedb.structfile.BufferFile):  # type: ignore[misc]
    """Whoosh copies all of a segment to open it: 0.25 s at 20,000 articles, three times a commit."""

    def __init__(self, buf: memoryview, name: str | None = None, onclose: Any = None) -> None:
        super().__init__(b"", name=name, onclose=onclose)
        self._buf = buf
        self.file = _Uncopied(buf)


whoosh.filedb.compound.BufferFile = UncopiedFile


class SafeStorage(FileStorage):  # type: ignore[misc]  # Whoosh is untyped
    """A folder of files whose last step of a commit, the renaming of the segment list, waits until the
    segments it names, the list and the folder are on the disk."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename after the contents are safe."""
        folder = Path(self.folder)
        for path in [folder / oldname, *folder.glob(f"{INDEX_NAME}_*.seg")]:
            _sync(path)
        super().rename_file(oldname, newname, safe=safe)
        _sync(folder)


def _sync(path: Path) -> None:
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        # A folder cannot be opened on some systems; the rename itself is still atomic.
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_index(folder: Path) -> Any:
    """The Whoosh index in ``folder``. Raises whatever Whoosh does where there is none or it is broken."""
    return FileIndex(SafeStorage(str(folder)), schema=schema(), indexname=INDEX_NAME)


def create_index(folder: Path) -> Any:
    """A new, empty index in ``folder``; files of other versions of it are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    remove_index(folder)
    return FileIndex.create(SafeStorage(str(folder)), schema(), INDEX_NAME)


def remove_index(folder: Path) -> None:
    """Remove every file this package may have written in ``folder``, and nothing else."""
    import shutil

    for path in folder.iterdir() if folder.is_dir() else ():
        if not _OURS.match(path.name):
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def has_leftovers(folder: Path) -> bool:
    """Whether segments lie in ``folder`` (which, without a segment list, cannot be read)."""
    return folder.is_dir() and any(folder.glob(f"{INDEX_NAME}_*.seg"))
