"""Which formats a corpus may hold besides plain text, and what opens each: the table, no reader."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePosixPath

from search_index.errors import DocumentError
from search_index.reading.formats.extracted import Extracted, Source, broken

TEXT_SUFFIXES = (".txt", ".md")
"""Read as they are: decoded, and every character kept in its place."""

PACKED = ".gz"
"""Beside any other suffix: ``report.html.gz``."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its suffixes. ``module`` of this package has ``read(Source) -> Extracted``.

    ``extra`` is the optional part of Reportedly that brings ``packages``, “” where the standard library does.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    extra: str = ""
    packages: tuple[str, ...] = ()


FORMATS = (
    Format("PDF", (".pdf",), "pdf", "pdf", ("pypdfium2",)),
    Format("Word", (".docx",), "docx", "office", ("docx",)),
    Format("OpenDocument", (".odt",), "odt"),
    Format("RTF", (".rtf",), "rtf", "office", ("striprtf",)),
    Format("HTML", (".html", ".htm", ".xhtml"), "html", "web", ("trafilatura",)),
    Format("EPUB", (".epub",), "epub"),
    Format("e-mail", (".eml",), "mail"),
    Format("mailbox", (".mbox",), "mbox"),
    Format("JSON Lines", (".jsonl", ".ndjson"), "jsonl"),
    Format("CSV", (".csv", ".tsv"), "csv_table"),
)
_BY_SUFFIX = {suffix: one for one in FORMATS for suffix in one.suffixes}
_PLAIN = Format("text", TEXT_SUFFIXES, "plain")
SUFFIXES = (*TEXT_SUFFIXES, *_BY_SUFFIX)


def suffix_of(path: str) -> str:
    """The suffix that tells the format, in lower case; that of the file inside for a packed one."""
    name = PurePosixPath(path.lower())
    return PurePosixPath(name.stem).suffix if name.suffix == PACKED else name.suffix


def can_be_read(path: str) -> bool:
    """Whether a file of this name is a document, as far as its name tells."""
    return suffix_of(path) in SUFFIXES


def is_plain(path: str) -> bool:
    """Whether ``path`` is text as it stands: neither packed nor in a format of its own."""
    lower = path.lower()
    return not lower.endswith(PACKED) and PurePosixPath(lower).suffix not in _BY_SUFFIX


def extract(source: Source) -> Extracted:
    """The text of ``source`` and what its format says about it; unpacks it first where it is packed.

    Raises DocumentError with a way out, also where the reader is not installed. May take any time and
    memory that a hostile file asks for: see ``formats.process``.
    """
    if source.path.lower().endswith(PACKED):
        from search_index.reading.formats.packed import unpacked

        source = unpacked(source)
    found = _BY_SUFFIX.get(suffix_of(source.path), _PLAIN)
    try:
        module = import_module(f"search_index.reading.formats.{found.module}")
        extracted: Extracted = module.read(source)
    except ImportError as error:
        if error.name is None or error.name.split(".")[0] not in found.packages:
            raise
        raise DocumentError(
            f"{source.path} is {found.name}, and its reader is not installed",
            f"pip install 'reportedly[{found.extra}]'",
        ) from error
    except (DocumentError, MemoryError, RecursionError):
        raise
    except Exception as error:
        # The libraries fail in as many ways as a file can be broken.
        why = f"{type(error).__name__}: {str(error)[:200]}"
        raise broken(source.path, found.name, why) from error
    return extracted


def readers() -> dict[str, bool]:
    """By name of an extra: whether every package it brings can be found."""
    from importlib.util import find_spec

    found: dict[str, bool] = {}
    for one in FORMATS:
        if one.extra:
            here = all(find_spec(package) is not None for package in one.packages)
            found[one.extra] = found.get(one.extra, True) and here
    return found
