"""What may change about a corpus without changing what its sources are found to say."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from search_index.library import Library, open_library
from search_index.locations import seeds_folder
from search_index.models import Point

# A name that puts the documents in another order.
RENAMED = {
    "000_5558420e4cd6645f.txt": "m.txt",
    "001_44a9afea1383a912.txt": "z.txt",
    "002_b015667313c157d3.txt": "k.txt",
    "003_1dc140a388bb3db0.txt": "a.txt",
    "004_92c85a25f718ff44.txt": "c.txt",
}


def copied(folder: Path, names: dict[str, str]) -> Path:
    """The bundled texts and what corpus.yaml says of them, under other names."""
    folder.mkdir()
    seeds = seeds_folder()
    for old, new in names.items():
        shutil.copy(seeds / old, folder / new)
    described = yaml.safe_load((seeds / "corpus.yaml").read_text("utf-8"))
    described["documents"] = {names[old]: told for old, told in described["documents"].items()}
    (folder / "corpus.yaml").write_text(yaml.safe_dump(described, allow_unicode=True), "utf-8")
    return folder


def essence(points: Iterable[Point], names: dict[str, str] | None = None) -> set[object]:
    """Points without their ids and what depends on a file's name."""
    names = names or {}
    return {
        (
            point.verdict,
            point.dimension,
            point.rule,
            frozenset((names.get(c.doc, c.doc), c.start, c.end, c.kind) for c in point.claims),
            frozenset(names.get(doc, doc) for doc in point.silent),
            point.origins,
        )
        for point in points
    }


@pytest.mark.slow
def test_names_and_order_of_files_change_no_point(seeds: Library, tmp_path: Path) -> None:
    corpus = copied(tmp_path / "renamed", RENAMED)
    with open_library(corpus, library=tmp_path / "library") as library:
        library.build()
        found = essence(library.points())
    assert found == essence(seeds.points(), RENAMED)


@pytest.mark.slow
def test_a_copy_of_a_document_is_no_further_origin(seeds: Library, tmp_path: Path) -> None:
    corpus = copied(tmp_path / "copied", {name: name for name in RENAMED})
    original, copy = "004_92c85a25f718ff44.txt", "005_copy.txt"
    shutil.copy(corpus / original, corpus / copy)
    with open_library(corpus, library=tmp_path / "library") as library:
        library.build()
        points = library.points()
    by_claims = {frozenset((c.doc, c.start) for c in p.claims): p for p in seeds.points()}
    compared = 0
    for point in points:
        alone = frozenset((c.doc, c.start) for c in point.claims if c.doc != copy)
        if alone in by_claims:
            compared += 1
            assert point.origins == by_claims[alone].origins, point.label
    assert compared
    only_itself = [p for p in points if {c.doc for c in p.claims} == {original, copy}]
    assert not [p.label for p in only_itself if p.origins > 1]
