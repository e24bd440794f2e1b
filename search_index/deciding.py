"""Decisions of the reader's, written to a file of overrides and taken back: as lines of text, so that all else stays.

What would be written is read first, as a build reads it: a file is never left that a build would refuse.
"""

from __future__ import annotations

import dataclasses
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from search_index.errors import CorpusFileError
from search_index.models import Claim
from search_index.overrides import ClaimReference, Override, Overrides
from search_index.quotations import CLOSING, OPENING
from search_index.reading.files import CORPUS_FILE
from search_index.reading.overrides_file import load_overrides_file, read_overrides
from search_index.yaml_nodes import YamlProblem, compose, is_mapping, is_null, is_sequence, value_of

# Of a longer sentence, so many characters at each side of the claim: a quotation may have 2,000.
_LONGEST, _AROUND = 1_200, 200
_BY_HAND = "write the lines into it by hand, or name another file"


def quoted_claim(claim: Claim, text: str) -> ClaimReference:
    """``claim`` as a decision names it: its sentence in ``text``, its words marked."""
    start, end = min(claim.sentence.start, claim.start), max(claim.sentence.end, claim.end)
    if end - start > _LONGEST:
        start, end = max(start, claim.start - _AROUND), min(end, claim.end + _AROUND)
    before, after = text[start : claim.start], text[claim.end : end]
    quote = f"{before}{OPENING}{text[claim.start : claim.end]}{CLOSING}{after}"
    return ClaimReference(claim.doc, _plain(quote), claim.kind)


def decision_lines(entry: Override) -> list[str]:
    """The lines of one entry, as docs/overrides.md writes them, not indented."""
    if entry.names:
        return [f"- [{', '.join(map(_word, entry.names))}]"]
    claims = [_claim(claim) for claim in entry.claims]
    listed = [f"  - {claim}" for claim in claims]
    if entry.key == "verdict":
        lines = ["- point:", *("  " + line for line in listed), f"  verdict: {entry.verdict}"]
        lines += [f"  dimension: {entry.dimension}"] if entry.dimension else []
        return lines + ([f"  note: {_word(entry.note)}"] if entry.note else [])
    return [f"- - {claims[0]}", *listed[1:]]


def write_decisions(path: Path, entries: Sequence[Override]) -> Path:
    """Append ``entries`` to the file of overrides (or corpus.yaml) at ``path``, which need not exist; returns it.

    Raises CorpusFileError where the file cannot take them: it is left as it was.
    """
    path = path.expanduser().absolute()
    old = _text(path)
    new = old
    for entry in entries:
        new = _appended(new, entry, path)
    before, after = _checked(old, path), _checked(new, path)
    if list(map(_bare, after.entries)) != _sorted(before, entries):
        raise CorpusFileError(f"{path} is written in a way that cannot be added to", _BY_HAND)
    _replace(path, new)
    return path


def kept_decisions(path: Path) -> tuple[Override, ...]:
    """The decisions in the file at ``path``, in the order written; none where it does not exist.

    Raises CorpusFileError where it cannot be read.
    """
    path = path.expanduser().absolute()
    entries = _checked(_text(path), path).entries
    return tuple(dataclasses.replace(entry, file=str(path)) for entry in entries)


def take_back(path: Path, entries: Sequence[Override]) -> Path:
    """Take ``entries``, as ``kept_decisions`` gave them, out of the file at ``path``; returns it.

    Raises CorpusFileError where they do not stand there any more: the file is left as it was.
    """
    path = path.expanduser().absolute()
    new = old = _text(path)
    before = _checked(old, path)
    # From below, so that the lines of those above stay what they were.
    for entry in sorted(entries, key=lambda entry: -entry.line):
        new = _taken_out(new, entry, path)
    after = list(map(_bare, _checked(new, path).entries))
    left = list(map(_bare, before.entries))
    for entry in entries:
        if _bare(entry) not in left:
            raise CorpusFileError(f"{path} was changed meanwhile", "list your decisions again")
        left.remove(_bare(entry))
    if after != left:
        raise CorpusFileError(
            f"{path} is written in a way that cannot be taken from", "take the lines out by hand"
        )
    _replace(path, new)
    return path


# Reading -----------------------------------------------------------------------------------


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusFileError(f"{path} cannot be read: {error}", "name another file") from error


def _checked(text: str, path: Path) -> Overrides:
    """The overrides in ``text``, read as a build reads them."""
    try:
        if path.name == CORPUS_FILE:
            root = compose(text)
            for key, value in root.value if is_mapping(root) else ():
                if value_of(key) == "overrides":
                    return read_overrides(value, str(path))
            return Overrides()
        with tempfile.TemporaryDirectory() as folder:
            there = Path(folder) / "overrides.yaml"
            there.write_text(text, "utf-8")
            try:
                return load_overrides_file(there)
            except CorpusFileError as error:
                said = error.message.replace(str(there), str(path))
                raise CorpusFileError(said, error.way_out) from error
    except YamlProblem as problem:
        where = f"{path}, line {problem.line}" if problem.line else str(path)
        raise CorpusFileError(f"{where}: {problem.message}", problem.way_out) from problem


def _bare(entry: Override) -> Override:
    """What is decided, wherever it is written; a dimension that goes without saying is left out."""
    claims = tuple(dataclasses.replace(c, quote=" ".join(c.quote.split())) for c in entry.claims)
    return dataclasses.replace(entry, file="", line=0, claims=claims, dimension=None)


def _sorted(before: Overrides, entries: Sequence[Override]) -> list[Override]:
    """What the file should hold: its keys in the order they stand there, the new entries at their ends."""
    keys = list(dict.fromkeys([*(e.key for e in before.entries), *(e.key for e in entries)]))
    together = [_bare(entry) for entry in (*before.entries, *entries)]
    return sorted(together, key=lambda entry: keys.index(entry.key))


# Writing -----------------------------------------------------------------------------------


def _appended(text: str, entry: Override, path: Path) -> str:
    lines = text.splitlines()
    try:
        root = compose(text)
    except YamlProblem as problem:
        where = f"{path}, line {problem.line}" if problem.line else str(path)
        raise CorpusFileError(f"{where}: {problem.message}", problem.way_out) from problem
    item = decision_lines(entry)
    group = [f"{entry.key}:", *("  " + line for line in item)]
    if root is None or is_null(root):
        return _with(lines, len(lines), 0, ["overrides:", *("  " + line for line in group)])
    overrides = _value(root, "overrides", path)
    if overrides is None:
        return _with(lines, _after(root), 0, ["overrides:", *("  " + line for line in group)])
    if is_null(overrides):
        return _with(lines, overrides.start_mark.line + 1, 2, group)
    entries = _value(overrides, entry.key, path)
    column = overrides.start_mark.column
    if entries is None:
        return _with(lines, _after(overrides), column, group)
    if is_null(entries):
        return _with(lines, entries.start_mark.line + 1, column + 2, item)
    if not is_sequence(entries) or entries.flow_style:
        raise CorpusFileError(f"“{entry.key}” in {path} is not a list of “- …” lines", _BY_HAND)
    return _with(lines, _after(entries), entries.start_mark.column, item)


def _taken_out(text: str, entry: Override, path: Path) -> str:
    """``text`` without the lines of ``entry``, nor its key where nothing else stands below that."""
    root = compose(text)
    overrides = _value(root, "overrides", path) if root is not None else None
    entries = (
        None if overrides is None or is_null(overrides) else _value(overrides, entry.key, path)
    )
    if entries is not None and is_sequence(entries) and not entries.flow_style:
        at = next((n for n in entries.value if n.start_mark.line + 1 == entry.line), None)
        if at is not None:
            lines = text.splitlines()
            alone = len(entries.value) == 1
            first = entries.start_mark.line - 1 if alone else at.start_mark.line
            # Between a key and its only entry may stand comments: then the key stays, with nothing below it.
            if alone and lines[first].strip() != f"{entry.key}:":
                first = at.start_mark.line
            return "\n".join([*lines[:first], *lines[_after(at) :], ""])
    raise CorpusFileError(f"{path} was changed meanwhile", "list your decisions again")


def _value(node: Any, name: str, path: Path) -> Any:
    """The node of a key, None where there is none."""
    if not is_mapping(node) or node.flow_style:
        raise CorpusFileError(f"{path} does not hold “key:” lines", _BY_HAND)
    return next((value for key, value in node.value if value_of(key) == name), None)


def _after(node: Any) -> int:
    """The line after the last that says something in ``node``: comments below it stay below."""
    if (is_mapping(node) or is_sequence(node)) and not node.flow_style and node.value:
        last = node.value[-1]
        return _after(last[1] if isinstance(last, tuple) else last)
    mark = node.end_mark
    return int(mark.line) + (1 if mark.column or node.start_mark.line == mark.line else 0)


def _with(lines: list[str], at: int, column: int, added: list[str]) -> str:
    indented = [" " * column + line for line in added]
    return "\n".join([*lines[:at], *indented, *lines[at:], ""])


def _replace(path: Path, text: str) -> None:
    """Write at once or not at all; a link stays a link."""
    real = path.resolve()
    unfinished = None
    try:
        mode = real.stat().st_mode if real.exists() else 0o644
        handle, name = tempfile.mkstemp(prefix=f".{real.name}.", dir=real.parent)
        unfinished = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        unfinished.chmod(mode & 0o7777)
        unfinished.replace(real)
    except OSError as error:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)
        raise CorpusFileError(
            f"{path} cannot be written: {error}", "give another name or folder"
        ) from error


def _claim(claim: ClaimReference) -> str:
    kind = f", kind: {claim.kind}" if claim.kind else ""
    return f"{{doc: {_word(claim.doc)}, quote: {_word(claim.quote)}{kind}}}"


def _word(text: str) -> str:
    """``text`` in double quotes, as YAML and JSON both read it."""
    return json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    """One line; what YAML cannot hold becomes the sign that stands for any one character in a quotation."""
    squeezed = " ".join(text.split())
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in squeezed)
