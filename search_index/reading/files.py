"""Which files a corpus has, and how to open one safely: the only module of reading that touches the disk.

The folder may come from a stranger: links that lead out of it are not followed, nothing but regular
files is opened, and a name that is not UTF-8 gets a printable stand-in that leads back to the file.
"""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from search_index.errors import CorpusError, DocumentError, EmptyCorpusError
from search_index.models import Problem
from search_index.reading.formats import can_be_read, is_plain, suffix_of
from search_index.reading.ignoring import IGNORE_FILE, Ignored

CORPUS_FILE = "corpus.yaml"
# Longer than any book or transcript: what is above it is a dump or a log, and would stop the rest.
MAX_BYTES = 64 * 1024 * 1024
# Pictures and fonts make other formats larger than their text.
MAX_FORMAT_BYTES = 4 * MAX_BYTES
_ESCAPED = re.compile(r"\\x([0-9a-f]{2})")


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file of the corpus: ``path`` relative to it with forward slashes, bytes, mtime in ns."""

    path: str
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What a walk through the corpus found: its files, and what it had to leave out.

    ``others`` counts by suffix the files in no format that is read, ``ignored`` those that
    .reportedlyignore leaves out, a folder as one.
    """

    entries: tuple[FileEntry, ...]
    problems: tuple[Problem, ...]
    others: Mapping[str, int] = field(default_factory=dict)
    ignored: int = 0


def base_folder(corpus: Path) -> Path:
    """The folder that document paths are relative to: the corpus, or the folder of its one file."""
    return corpus.parent if corpus.is_file() else corpus


def list_files(corpus: Path) -> tuple[FileEntry, ...]:
    """The readable files of ``corpus`` in path order; see ``survey``."""
    return survey(corpus).entries


def survey(corpus: Path) -> Survey:
    """Every file in a format that is read of the folder ``corpus`` and the folders in it, in path order.

    Hidden files and folders, corpus.yaml and what .reportedlyignore names are left out. A link within the corpus is followed, but
    each file is listed once; links that lead out, pipes and devices called like documents, and folders
    that cannot be opened, become problems. A ``corpus`` that is itself a file gives that file alone.
    Raises CorpusError (missing, unreadable, no folder), EmptyCorpusError (nothing to read).
    """
    try:
        status = corpus.stat()
    except FileNotFoundError as error:
        raise CorpusError(f"{corpus} does not exist", "check the path for a slip") from error
    except (OSError, ValueError) as error:
        raise CorpusError(
            f"{corpus} cannot be opened: {_why(error)}", "check its permissions"
        ) from error
    if stat.S_ISREG(status.st_mode):
        return Survey((_single(corpus, status),), ())
    if not stat.S_ISDIR(status.st_mode):
        raise CorpusError(f"{corpus} is neither a folder nor a file", "give a folder of documents")
    walk = _Walk(corpus)
    if not walk.entries:
        raise EmptyCorpusError(
            f"{corpus} holds nothing that can be read: {walk.contents()}",
            "put documents (.txt, .pdf, .html …) there, or name another folder",
        )
    entries = sorted(walk.entries, key=lambda entry: entry.path)
    return Survey(tuple(entries), tuple(walk.problems), dict(walk.others), walk.ignored)


def read_bytes(base: Path, path: str) -> bytes:
    """The bytes of the regular file ``path`` under ``base``.

    Raises DocumentError for anything else: missing, a pipe or device, above 64 MB (of text; 256 MB in other
    formats), unreadable, or reached through a link that leads out of ``base``.
    """
    location = _located(base, path)
    try:
        real = location.resolve(strict=True)
        if not real.is_relative_to(base.resolve()):
            raise DocumentError(
                f"{path} is a link that leads out of the corpus", "copy the file into the folder"
            )
        # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
        handle = os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError as error:
        raise DocumentError(f"{path} is no longer there", "read the corpus again") from error
    except (OSError, ValueError, RuntimeError) as error:
        raise DocumentError(
            f"{path} cannot be opened: {_why(error)}", "check the file's permissions"
        ) from error
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise DocumentError(
            f"{path} is not a regular file", "replace it by a file with the text in it"
        )
    most = MAX_BYTES if is_plain(path) else MAX_FORMAT_BYTES
    with os.fdopen(handle, "rb") as file:
        try:
            # What says that it is too large is believed; what grows while it is read is not read on.
            data = b"" if status.st_size > most else file.read(most + 1)
        except OSError as error:
            raise DocumentError(
                f"{path} cannot be read: {_why(error)}", "check the disk it lies on"
            ) from error
    if max(status.st_size, len(data)) > most:
        size = max(status.st_size, len(data)) / 1024 / 1024
        raise DocumentError(
            f"{path} is {size:.0f} MB; such documents are read up to {most // 1024 // 1024} MB",
            "split it into smaller files",
        )
    return data


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _shown(name: str) -> str:
    """``name`` without the lone surrogates that Python makes of bytes that are not UTF-8."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _located(base: Path, path: str) -> Path:
    plain = base / path
    if "\\x" in path and not os.path.lexists(plain):
        raw = _ESCAPED.sub(lambda hit: os.fsdecode(bytes([int(hit[1], 16)])), path)
        return base / raw
    return plain


def _single(corpus: Path, status: os.stat_result) -> FileEntry:
    if not can_be_read(corpus.name):
        with corpus.open("rb") as file:
            start = file.read(4096)
        if b"\0" in start or start.startswith(b"%PDF"):
            raise EmptyCorpusError(
                f"{corpus} holds nothing that can be read: it is a {corpus.suffix or 'binary'} file",
                "save its text as a .txt file",
            )
    return FileEntry(_shown(corpus.name), status.st_size, status.st_mtime_ns)


class _Walk:
    """One walk through a folder; what it found stands in its attributes."""

    def __init__(self, corpus: Path) -> None:
        self.entries: list[FileEntry] = []
        self.problems: list[Problem] = []
        self.others: Counter[str] = Counter()
        self.ignored = 0
        self._root = corpus.resolve()
        self._files: set[tuple[int, int]] = set()
        self._folders: set[tuple[int, int]] = set()
        self._links: list[tuple[Path, str]] = []
        self._is_ignored = self._patterns(corpus)
        self._folder(corpus, "")
        if self._folders == set():
            raise CorpusError(
                f"{corpus} cannot be opened: {self.problems[0].reason}", "check its permissions"
            )
        # Links come last, so that a file is known by its own name wherever it has one here.
        while self._links:
            self._link(*self._links.pop(0))

    def contents(self) -> str:
        """What is there instead: “3 .pdf files and 1 .docx file”."""
        if not self.others:
            left = f"{self.ignored} left out by {IGNORE_FILE}" if self.ignored else ""
            return left or (self.problems[0].reason if self.problems else "it is empty")
        names = [
            f"{n} {suffix} file{'s' if n > 1 else ''}" for suffix, n in self.others.most_common(4)
        ]
        return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

    def _patterns(self, corpus: Path) -> Callable[[str], bool]:
        """What .reportedlyignore leaves out."""
        if not os.path.lexists(corpus / IGNORE_FILE):
            return lambda path: False
        found = Ignored(lambda name: read_bytes(corpus, name))
        self.problems.extend(found.problems)
        return found

    def _folder(self, folder: Path, relative: str) -> None:
        pending = [(folder, relative)]
        while pending:
            folder, relative = pending.pop()
            try:
                status = folder.stat()
                # Every folder once: this is what makes a loop of links harmless.
                if (status.st_dev, status.st_ino) in self._folders:
                    continue
                with os.scandir(folder) as found:
                    children = sorted(found, key=lambda child: child.name)
                self._folders.add((status.st_dev, status.st_ino))
            except OSError as error:
                self._problem(
                    relative or ".", f"the folder cannot be opened: {_why(error)}", "permissions"
                )
                continue
            pending.extend(self._children(children, relative))

    def _children(
        self, children: Iterable[os.DirEntry[str]], relative: str
    ) -> Iterable[tuple[Path, str]]:
        for child in children:
            path = relative + child.name
            if child.name.startswith(".") or path == CORPUS_FILE:
                continue
            is_folder = child.is_dir(follow_symlinks=False)
            if self._is_ignored(path + "/" if is_folder else path):
                self.ignored += 1
            elif child.is_symlink():
                self._links.append((Path(child.path), path))
            elif is_folder:
                yield Path(child.path), path + "/"
            else:
                self._file(Path(child.path), path)

    def _file(self, location: Path, path: str) -> None:
        try:
            status = location.stat()
        except OSError:
            return  # gone since the folder was listed
        if not stat.S_ISREG(status.st_mode):
            if can_be_read(path):
                self._problem(path, "it is a pipe or a device, not a file", "device")
            return
        if not can_be_read(path):
            self.others[suffix_of(path) or "nameless"] += 1
            return
        identity = (status.st_dev, status.st_ino)
        if identity in self._files and location.is_symlink():
            return
        self._files.add(identity)
        self.entries.append(FileEntry(_shown(path), status.st_size, status.st_mtime_ns))

    def _link(self, location: Path, path: str) -> None:
        try:
            real = location.resolve(strict=True)
        except (OSError, RuntimeError):
            if can_be_read(path):
                self._problem(path, "the link leads nowhere", "link")
            return
        if not real.is_relative_to(self._root):
            if real.is_dir() or can_be_read(path) or can_be_read(real.name):
                self._problem(path, "the link leads out of the corpus", "link")
        elif any(part.startswith(".") for part in real.relative_to(self._root).parts):
            return
        elif real.is_dir():
            self._folder(real, path + "/")
        else:
            self._file(location, path)

    def _problem(self, path: str, reason: str, kind: str) -> None:
        way_out = {
            "permissions": "check its permissions",
            "link": "copy what it should lead to into the folder",
            "device": "replace it by a file with the text in it",
        }[kind]
        self.problems.append(Problem(_shown(path), reason, way_out))
