"""What `reportedly doctor` looks at: what is installed, where the library lies, whether it is whole.

Imports neither spaCy nor the screens; changes nothing, and goes on where one thing is broken.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from search_index import locations
from search_index.errors import ReportedlyError
from search_index.locations import INDEX_FOLDER
from search_index.models import Finding
from search_index.settings import load_settings
from search_index.store import Store, writer_of
from search_index.store.kept_file import hindrance

_BUILD = "run `reportedly index`"
_INSTALL = "install Reportedly again"


def diagnose(corpus: Path, folder: Path) -> list[Finding]:
    """Findings about this installation, ``corpus`` and the library in ``folder``, in reading order."""
    store = Store(folder)
    checks: list[tuple[str, Callable[[], Iterator[Finding]]]] = [
        ("programs", _programs),
        ("language model", _model),
        ("readers", _readers),
        ("settings", _settings),
        ("corpus", lambda: _corpus(corpus)),
        ("library", lambda: _library(folder)),
        ("database", lambda: _database(store)),
        ("index", lambda: _index(store, folder)),
        ("facts", lambda: _facts(store, corpus)),
        ("problem", lambda: _problems(store)),
        ("writer", lambda: _writer(folder)),
    ]
    found: list[Finding] = []
    try:
        for name, check in checks:
            try:
                known = {finding.detail for finding in found if finding.state == "warning"}
                found.extend(finding for finding in check() if finding.detail not in known)
            except ReportedlyError as error:
                found.append(Finding(name, "broken", error.message, error.way_out))
            except Exception as error:
                # The doctor is asked when things are odd: no oddity may silence the other findings.
                told = f"the check failed: {type(error).__name__}: {error}"
                found.append(Finding(name, "broken", told, "report this line to the authors"))
    finally:
        store.close()
    return found


def _programs() -> Iterator[Finding]:
    yield Finding("Python", "ok", f"{platform.python_version()} on {platform.system()}")
    for package in ("reportedly", "textual", "Whoosh", "spacy"):
        try:
            yield Finding(package, "ok", version(package))
        except PackageNotFoundError:
            yield Finding(package, "broken", "not installed", _INSTALL)


def _model() -> Iterator[Finding]:
    from search_index.extraction.model import check_model, installed_model

    found = installed_model()
    if found is None:
        yield Finding("language model", "broken", "no English model is installed", _INSTALL)
        return
    package, folder = found
    check_model(folder)
    yield Finding(
        "language model", "ok", f"{package} {version(package)}, its files are as published"
    )


def _readers() -> Iterator[Finding]:
    from search_index.reading import readers

    for extra, here in readers().items():
        if here:
            yield Finding(f"reader {extra}", "ok", "installed")
        else:
            way_out = f"pip install 'reportedly[{extra}]'"
            yield Finding(f"reader {extra}", "warning", "not installed", way_out)


def _settings() -> Iterator[Finding]:
    place = locations.settings_file()
    load_settings(place)
    yield Finding("settings", "ok", f"{place}{'' if place.exists() else ' (not there: defaults)'}")


def _corpus(corpus: Path) -> Iterator[Finding]:
    from search_index.reading import load_corpus_file, survey

    found = survey(corpus)
    files = f"{len(found.entries):,} {'file' if len(found.entries) == 1 else 'files'}"
    left = ", ".join(f"{number:,} {suffix}" for suffix, number in sorted(found.others.items()))
    told = f"; in no format that is read: {left}" if left else ""
    ignored = f"; {found.ignored:,} left out by .reportedlyignore" if found.ignored else ""
    yield Finding("corpus", "ok", f"{corpus}: {files}{told}{ignored}")
    described = load_corpus_file(corpus)
    unknown = described.unknown_documents([entry.path for entry in found.entries])
    for problem in (*found.problems, *unknown):
        yield Finding("corpus", "warning", problem.told, problem.way_out)


def _library(folder: Path) -> Iterator[Finding]:
    if not folder.is_dir():
        yield Finding("library", "warning", f"{folder} is not there yet", _BUILD)
        return
    size = sum(file.lstat().st_size for file in folder.rglob("*") if not file.is_dir())
    yield Finding("library", "ok", f"{folder}, {size / 1e6:,.1f} MB")
    for old in sorted(folder.glob("*.damaged-*[0-9]")):
        yield Finding("library", "warning", f"{old.name} was moved aside", "delete it if unneeded")
    if (reason := hindrance(folder)) is not None:
        told = f"{reason}: nothing is kept there, and each comparison is of all documents"
        yield Finding("comparison", "warning", told, "move it elsewhere; it is not Reportedly's")


def _database(store: Store) -> Iterator[Finding]:
    if not store.path.exists():
        yield Finding("database", "warning", "nothing is kept yet", _BUILD)
        return
    broken = store.check()
    if broken is None:
        yield Finding("database", "ok", "whole")
    else:
        yield Finding("database", "broken", broken, f"{_BUILD}: it reads the corpus anew")


def _index(store: Store, folder: Path) -> Iterator[Finding]:
    from search_index.fulltext import FullText

    wanted = store.indexed()
    if not wanted:
        return
    index = FullText(folder / INDEX_FOLDER)
    try:
        damage = index.damage()
        held = {} if damage else index.digests()
    finally:
        index.close()
    if damage is not None:
        yield Finding("index", "broken", damage, f"{_BUILD}: it rebuilds the index")
        return
    behind = sum(1 for path, digest in wanted.items() if digest is None or held.get(path) != digest)
    if behind:
        told = f"lacks the present state of {behind:,} of {len(wanted):,} documents"
        yield Finding("index", "warning", told, _BUILD)
    else:
        yield Finding("index", "ok", f"matches the database, {len(wanted):,} documents")


def _problems(store: Store) -> Iterator[Finding]:
    for problem in store.problems():
        yield Finding("problem", "warning", problem.told, problem.way_out)


def _facts(store: Store, corpus: Path) -> Iterator[Finding]:
    status = store.status(str(corpus))
    if not status.documents:
        return
    told = f"drawn from {status.extracted:,} of {status.documents:,} documents"
    if status.extracted < status.documents:
        yield Finding("facts", "warning", told, _BUILD)
    else:
        yield Finding("facts", "ok", told)


def _writer(folder: Path) -> Iterator[Finding]:
    writer = writer_of(folder)
    yield Finding("writer", "ok", f"{writer} is writing" if writer else "nobody is writing")
