"""corpus.yaml: what the user says about the documents, which wins over what they say themselves.

Top level: ``documents`` (by relative path), as defaults for all of them the keys of ``Entry``, ``rules`` and
``overrides``. ``columns`` tell what the columns of a table of articles mean.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from search_index.errors import CorpusFileError, DocumentError
from search_index.models import Problem
from search_index.overrides import Overrides
from search_index.own_rules import OwnRules, read_own_rules
from search_index.reading.dates import iso_date
from search_index.reading.files import CORPUS_FILE, base_folder, read_bytes
from search_index.reading.formats import can_be_read
from search_index.reading.formats.records import FIELDS
from search_index.reading.overrides_file import read_overrides
from search_index.settings import nearest
from search_index.yaml_nodes import (
    YamlProblem,
    compose,
    is_null,
    is_scalar,
    is_sequence,
    kind_of,
    line_of,
    pairs,
    value_of,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What corpus.yaml says about one document, or about all of them; None where it says nothing."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    """ISO date of a day, a month or a year."""
    author: str | None = None
    url: str | None = None
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Canonical name of an entity to its other names."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Of CSV and JSON Lines: ``text``, ``title`` … to the name of the column it stands in."""


# Read anew at every build, at two seconds a megabyte: some 60,000 documents described.
_MOST_BYTES = 4 * 1024 * 1024
_KEYS = [f.name for f in fields(Entry)]


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A corpus.yaml, checked. Without the file: no entries and ``digest`` “”."""

    base: Path
    digest: str = ""
    defaults: Entry = field(default_factory=Entry)
    documents: Mapping[str, Entry] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    """The line each path of ``documents`` stands in."""
    rules: OwnRules = field(default_factory=OwnRules)
    """Words of the corpus's own, for reading and extraction."""
    overrides: Overrides = field(default_factory=Overrides)
    """What the user decided about the comparison."""

    def entry(self, path: str) -> Entry:
        """What is said about this very document; defaults are not part of it."""
        return self.documents.get(_folded(path), _NOTHING)

    def aliases(self, path: str) -> dict[str, tuple[str, ...]]:
        """Aliases that hold in a document: the corpus's, with the document's own added."""
        together = dict(self.defaults.aliases)
        for name, others in self.entry(path).aliases.items():
            together[name] = tuple(dict.fromkeys((*together.get(name, ()), *others)))
        return together

    def columns(self, path: str) -> dict[str, str]:
        """The columns of a table by field name: the corpus's, the document's own instead where it has any."""
        return {**self.defaults.columns, **self.entry(path).columns}

    def entry_digest(self, path: str) -> str:
        """A digest of all that bears on ``path``, defaults included; “” where that is nothing."""
        said = (self.defaults, self.entry(path))
        if said == (_NOTHING, _NOTHING):
            return ""
        plain = [
            {**asdict(entry), "aliases": dict(entry.aliases), "columns": dict(entry.columns)}
            for entry in said
        ]
        return hashlib.sha256(json.dumps(plain, sort_keys=True).encode("utf-8")).hexdigest()

    def unknown_documents(self, paths: Iterable[str]) -> tuple[Problem, ...]:
        """Paths named under ``documents`` that are neither in ``paths`` nor files that could be."""
        known = {_folded(path): path for path in paths}
        problems = []
        for named, line in self.lines.items():
            if named in known:
                continue
            there = self._is_there(named)
            if there and can_be_read(named):
                continue  # only a part of the corpus is open
            reason = f"line {line} describes “{named}”, " + (
                "which is in no format that is read" if there else "which is not there"
            )
            problems.append(Problem(CORPUS_FILE, reason, _near(named, list(known.values()))))
        return tuple(problems)

    def _is_there(self, path: str) -> bool:
        try:
            return (self.base / path).is_file()
        except (OSError, ValueError):
            return False


_NOTHING = Entry()


def load_corpus_file(corpus: Path) -> CorpusFile:
    """The corpus.yaml of a corpus (or beside its one file); an empty one where there is none.

    Raises CorpusFileError, naming the line, the key and the nearest right one.
    """
    base = base_folder(corpus)
    location = base / CORPUS_FILE
    if not location.exists() and not location.is_symlink():
        return CorpusFile(base)
    try:
        data = read_bytes(base, CORPUS_FILE)
        if len(data) > _MOST_BYTES:
            raise CorpusFileError(
                f"{location} is {len(data) / 1024 / 1024:.0f} MB, and up to 4 MB are read",
                "describe documents in their own front matter instead",
            )
        text = data.decode("utf-8-sig")
    except DocumentError as error:
        raise CorpusFileError(f"{location}: {error.message}", error.way_out) from error
    except UnicodeDecodeError as error:
        raise CorpusFileError(f"{location} is not UTF-8", "save it as UTF-8") from error
    reader = _Reader(location)
    try:
        return reader.root(compose(text), base, hashlib.sha256(data).hexdigest())
    except YamlProblem as problem:
        raise reader.error(problem.line, problem.message, problem.way_out) from problem


def _folded(path: str) -> str:
    """One spelling a path: ``./a\\b.txt`` is ``a/b.txt``, and é is one character."""
    return unicodedata.normalize("NFC", path.replace("\\", "/").removeprefix("./"))


def _near(named: str, paths: list[str]) -> str:
    by_name = [path for path in paths if path.rsplit("/", 1)[-1] == named.rsplit("/", 1)[-1]]
    if by_name:
        return f"did you mean “{by_name[0]}”?"
    hint = nearest(named, paths)
    return hint if hint.startswith("did you") else "mend the path, or take the entry out"


class _Reader:
    """Turns the nodes of one corpus.yaml into entries; knows the file for its messages."""

    def __init__(self, location: Path) -> None:
        self._location = location

    def error(self, line: int | None, message: str, way_out: str) -> CorpusFileError:
        where = f"{self._location}, line {line}" if line else str(self._location)
        return CorpusFileError(f"{where}: {message}", way_out)

    def root(self, node: Any, base: Path, digest: str) -> CorpusFile:
        documents: dict[str, Entry] = {}
        lines: dict[str, int] = {}
        defaults: dict[str, Any] = {}
        rules, overrides = OwnRules(), Overrides()
        for key, name, value in pairs(node, "the file") if node is not None else ():
            if name == "rules":
                rules = read_own_rules(value)
                continue
            if name == "overrides":
                overrides = read_overrides(value)
                continue
            if name != "documents":
                self._known(key, name, ["documents", "rules", "overrides", *_KEYS], top=True)
                defaults[name] = self._value(name, value)
                continue
            for path_key, path, described in pairs(value, "“documents”"):
                folded = _folded(path)
                documents[folded] = self._entry(described, f"“{path}”")
                lines[folded] = line_of(path_key)
        return CorpusFile(base, digest, _entry(defaults), documents, lines, rules, overrides)

    def _entry(self, node: Any, what: str) -> Entry:
        said: dict[str, Any] = {}
        for key, name, value in pairs(node, what):
            self._known(key, name, _KEYS, top=False)
            said[name] = self._value(name, value)
        return _entry(said)

    def _known(self, key: Any, name: str, known: list[str], *, top: bool) -> None:
        if name in known:
            return
        way_out = nearest(name, known)
        if top and can_be_read(name):
            way_out = "put it under “documents:”, indented"
        raise self.error(line_of(key), f"unknown key “{name}”", way_out)

    def _value(self, name: str, node: Any) -> Any:
        reading: Callable[[Any, str], Any] = {
            "aliases": self._aliases,
            "columns": self._columns,
            "published": self._published,
        }.get(name, self._text)
        return reading(node, name)

    def _text(self, node: Any, name: str) -> str | None:
        if not is_scalar(node):
            raise self.error(line_of(node), f"“{name}” is {kind_of(node)}", "give it one text")
        return None if is_null(node) else " ".join(value_of(node).split()) or None

    def _columns(self, node: Any, name: str) -> dict[str, str]:
        columns: dict[str, str] = {}
        for key, field_name, column in pairs(node, f"“{name}”"):
            if field_name not in FIELDS:
                raise self.error(
                    line_of(key), f"unknown field “{field_name}”", nearest(field_name, list(FIELDS))
                )
            said = self._text(column, field_name)
            if said:
                columns[field_name] = said
        return columns

    def _published(self, node: Any, name: str) -> str | None:
        written = self._text(node, name)
        date = iso_date(written) if written else None
        if written and date is None:
            raise self.error(
                line_of(node),
                f"“{name}” is “{written}”, which is no date",
                "write 2026-01-31, 2026-01 or 2026",
            )
        return date

    def _aliases(self, node: Any, name: str) -> dict[str, tuple[str, ...]]:
        aliases: dict[str, tuple[str, ...]] = {}
        for _, canonical, others in pairs(node, f"“{name}”"):
            if not is_sequence(others) and not is_scalar(others):
                raise self.error(
                    line_of(others),
                    f"the aliases of “{canonical}” are {kind_of(others)}",
                    "write “Canonical Name: [other name, another]”",
                )
            nodes = others.value if is_sequence(others) else [others]
            texts = (self._text(other, canonical) for other in nodes)
            aliases[canonical] = tuple(text for text in texts if text)
        return aliases


def _entry(said: dict[str, Any]) -> Entry:
    return Entry(**{key: value for key, value in said.items() if value is not None})
