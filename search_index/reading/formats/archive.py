"""ZIP files of documents (Word, OpenDocument, EPUB): bounded, and only what is asked for is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib

from search_index.errors import DocumentError
from search_index.reading.formats.extracted import broken, encrypted, not_a, too_large

# A file of 64 MB of text in XML is about three times as large; no honest part packs 1,000 times (deflate's most).
_MOST = 200 * 1024 * 1024
_MOST_PARTS = 20_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


class Archive:
    """The ZIP file ``data``, called ``path`` and meant to be a ``name`` file in messages.

    Raises DocumentError where it is none, is encrypted or broken, or unfolds to more than 200 MB.
    """

    def __init__(self, path: str, data: bytes, name: str) -> None:
        self._path = path
        self._name = name
        if data.startswith(_OLD_OFFICE):
            raise DocumentError(
                f"{path} is encrypted, or an Office file from before 2007",
                "open it in its program and save it without a password, in the present format",
            )
        if not data.startswith(b"PK"):
            raise not_a(path, name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise broken(path, name, str(error) or "it is truncated") from error
        infos = self._zip.infolist()
        # What unpacks to more than its entry says is an error to zipfile: these sizes can be trusted.
        if sum(info.file_size for info in infos) > _MOST or len(infos) > _MOST_PARTS:
            raise too_large(path)
        if any(info.flag_bits & 1 for info in infos):
            raise encrypted(path)
        self._names = {info.filename for info in infos}

    def __contains__(self, member: str) -> bool:
        return member in self._names

    def read(self, member: str) -> bytes:
        """The bytes of ``member``. Raises DocumentError where it is missing or broken."""
        try:
            return self._zip.read(member)
        except KeyError as error:
            raise broken(self._path, self._name, f"{member} is missing in it") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise broken(self._path, self._name, f"{member}: {error}") from error
        except (NotImplementedError, RuntimeError) as error:
            raise broken(self._path, self._name, f"{member}: {error}") from error
