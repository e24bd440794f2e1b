"""What a worker process runs where its reader is to crash, hang or eat memory."""

from __future__ import annotations

import os
import signal
from unittest import mock

from search_index.reading.formats.extracted import Extracted, Source
from search_index.reading.formats.process import Extracting


class Misbehaving:
    """Does what a file's bytes say."""

    def __call__(self, source: Source) -> object:
        if source.data == b"die":
            os.kill(os.getpid(), signal.SIGSEGV)
        if source.data == b"hang":
            signal.pause()
        if source.data == b"fail":
            raise ZeroDivisionError("nobody meant this")
        return Extracted("read", "x")


class Greedy:
    """Takes the bounds of the real one, then ten gigabytes."""

    def __init__(self) -> None:
        self._real = Extracting()

    def __call__(self, source: Source) -> object:
        with mock.patch("search_index.reading.formats.process.extract", lambda _: bytes(10 << 30)):
            return self._real(source)
