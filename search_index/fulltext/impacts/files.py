"""A file of named arrays with a checksum over all of it. Knows nothing of what the arrays mean.

Arrays one after the other, each at a multiple of eight bytes; then a JSON table of them; then its length, the
CRC-32 of all before, and a mark. A file without its mark was not finished.
"""

from __future__ import annotations

import json
import mmap
import os
import sys
import zlib
from array import array
from pathlib import Path
from struct import Struct
from types import TracebackType
from typing import Any, Literal, cast

_TAIL = Struct("<II8s")
# The numbers are in the order of this machine's bytes; another order is another kind of file.
_MARK = b"arrays1" + sys.byteorder[:1].encode()
_Code = Literal["B", "H", "I", "Q", "i"]


class DamagedFileError(Exception):
    """The file is not whole, or not of this kind."""


class ArrayWriter:
    """Writes one file; it appears under its name when the writer is left without an error."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._temporary = path.with_name(f"{path.name}.{os.getpid()}")
        self._file = self._temporary.open("wb")
        self._checksum = 0
        self._at = 0
        self._table: dict[str, tuple[_Code, int, int]] = {}
        self.notes: dict[str, Any] = {}

    def add(self, name: str, values: array[int] | bytes) -> None:
        """Append ``values`` under ``name``; bytes are numbers of one byte."""
        code = "B" if isinstance(values, bytes) else cast("_Code", values.typecode)
        self._table[name] = (code, self._at, len(values))
        data = memoryview(values).cast("B")
        self._write(data)
        self._write(bytes(-len(data) % 8))

    def _write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self._checksum = zlib.crc32(data, self._checksum)
        self._at += len(data)

    def __enter__(self) -> ArrayWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                table = json.dumps({"arrays": self._table, "notes": self.notes}).encode()
                self._write(table)
                self._file.write(_TAIL.pack(len(table), self._checksum, _MARK))
        finally:
            self._file.close()
            if error is not None:
                self._temporary.unlink(missing_ok=True)
        if error is None:
            self._temporary.replace(self._path)


class ArrayFile:
    """A file of arrays, mapped into memory and checked: 4 GB/s, but a look-up needs a thousandth of it.

    ``checked`` says that it was found whole as it is now, so that only its end is looked at.
    """

    def __init__(self, path: Path, *, checked: bool = False) -> None:
        """Raises DamagedFileError, FileNotFoundError."""
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size < _TAIL.size:
                raise DamagedFileError(f"{path.name} is cut off")
            # Read only: a file that is replaced or removed stays what it was to those who mapped it.
            self.bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        length, checksum, mark = _TAIL.unpack_from(self.bytes, size - _TAIL.size)
        whole = memoryview(self.bytes)[: size - _TAIL.size]
        if mark != _MARK or length > len(whole) or not (checked or zlib.crc32(whole) == checksum):
            raise DamagedFileError(f"{path.name} is damaged")
        described = json.loads(bytes(whole[len(whole) - length :]))
        self._table: dict[str, tuple[_Code, int, int]] = described["arrays"]
        self.notes: dict[str, Any] = described["notes"]
        self._numbers: dict[str, Any] = {}
        self._plain: dict[str, memoryview[int]] = {}

    def numbers(self, name: str) -> Any:
        """The numpy array of that name, read-only; an empty one where the file has none."""
        found = self._numbers.get(name)
        if found is None:
            import numpy as np

            code, at, count = self._table.get(name, ("B", 0, 0))
            found = self._numbers[name] = np.frombuffer(self.bytes, np.dtype(code), count, at)
        return found

    def plain(self, name: str) -> memoryview[int]:
        """The same numbers, one by one faster than numpy's."""
        found = self._plain.get(name)
        if found is None:
            code, at, count = self._table.get(name, ("B", 0, 0))
            block = memoryview(self.bytes)[at : at + count * array(code).itemsize]
            found = self._plain[name] = block.cast(code)
        return found

    def place(self, name: str) -> tuple[int, int]:
        """Where the bytes of that name begin and end in ``bytes``."""
        _, at, count = self._table.get(name, ("B", 0, 0))
        return at, at + count
