"""Everything Reportedly raises on purpose; each error carries a message for the user and a way out.

ReportedlyError
├── UsageError               a wrong word on the command line or in the API
├── SettingsError            settings.yaml cannot be used
├── CorpusError              the folder of documents cannot be used
│   ├── EmptyCorpusError     it holds nothing that can be read
│   └── CorpusFileError      its corpus.yaml is wrong: names the key, the line, the nearest key
├── DocumentError            one document cannot be read; the others go on
├── LibraryError             what is kept about a corpus cannot be used
│   ├── LockedLibraryError   somebody else is writing it
│   ├── ReadOnlyLibraryError it may be read, not written
│   ├── NewerLibraryError    a newer Reportedly wrote it
│   └── DamagedLibraryError  it is broken and cannot be mended by itself
└── ModelError               the language model is missing or not the one it should be

Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable

# Nobody means more by a slip; difflib takes a step for each letter.
_LONGEST_SLIP = 200


def nearest(word: str, known: list[str]) -> str:
    """“did you mean X?” for a wrong ``word``, or the known words where none is near."""
    from difflib import get_close_matches  # 8 ms, for a slip only

    close = get_close_matches(word[:_LONGEST_SLIP], known, n=1, cutoff=0.5)
    if close:
        return f"did you mean “{close[0]}”?"
    return "known here: " + ", ".join(sorted(known))


class ReportedlyError(Exception):
    """Base of all errors a user can meet. ``way_out`` says what to do next; it is never empty."""

    def __init__(self, message: str, way_out: str) -> None:
        super().__init__(message)
        self.message = message
        self.way_out = way_out

    def __reduce__(self) -> tuple[type[ReportedlyError], tuple[str, str]]:
        # Errors come back from worker processes: both texts must survive pickling.
        return (type(self), (self.message, self.way_out))


class UsageError(ReportedlyError):
    """A wrong word on the command line or in the API."""


class SettingsError(ReportedlyError):
    """settings.yaml cannot be used."""

    @classmethod
    def unless_right(cls, mistakes: Iterable[SettingsError]) -> None:
        """Raise all of ``mistakes`` as one error, if there are any: whoever mends one should know of the others."""
        found = list(mistakes)
        if len(found) == 1:
            raise found[0]
        if found:
            told = "; ".join(f"{one.message} ({one.way_out})" for one in found)
            raise cls(told, "mend these lines")


class CorpusError(ReportedlyError):
    """The folder of documents cannot be used."""


class EmptyCorpusError(CorpusError):
    """The folder holds nothing that can be read."""


class CorpusFileError(CorpusError):
    """corpus.yaml is wrong."""


class DocumentError(ReportedlyError):
    """One document cannot be read or extracted."""


class LibraryError(ReportedlyError):
    """What is kept about a corpus cannot be used."""


class LockedLibraryError(LibraryError):
    """Another process is writing the library."""


class ReadOnlyLibraryError(LibraryError):
    """The library can be read, not written: another user's, or on a read-only file system."""


class NewerLibraryError(LibraryError):
    """A newer Reportedly wrote the library."""


class DamagedLibraryError(LibraryError):
    """The library is broken and cannot be mended by itself."""


class ModelError(ReportedlyError):
    """The language model is missing or is not the one it should be."""
