"""Explanations in a process: found on demand, with what changed, and never a hang or a traceback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_rules import Recorder

from search_index import explaining
from search_index.errors import LibraryError, UsageError
from search_index.library import Library

Write = Callable[[str, str], Path]


@pytest.mark.slow
def test_a_library_explains_its_points_in_a_process_that_stays_ready(
    library: Library, write: Write, recorder: Recorder
):
    write("a.txt", "Ana counts trade 5 and toll 1")
    write("b.txt", "Bell counts trade 6 and toll 1")
    library.build()
    explanation = library.explain("trade")
    assert explanation.point == library.point("trade")
    assert [one.claim.text for one in explanation.claims] == ["trade 5", "trade 6"]
    assert explanation.claims[1].sentence == "Bell counts trade 6 and toll 1"
    assert library._explainer is not None
    worker = library._explainer._process
    assert worker is not None and worker.alive()
    write("b.txt", "Bell counts trade 7 and toll 1")
    library.build()
    assert [one.claim.text for one in library.explain("tra").claims] == ["trade 5", "trade 7"]
    assert library._explainer._process is worker, "the same process, with what changed"
    library.close()
    assert not worker.alive()


def test_a_point_is_named_by_its_id_or_a_beginning_that_no_other_has(
    library: Library, write: Write
):
    write("a.txt", "trade 5 toll 1")
    library.build()
    assert library.point("TRADE").label == library.point("tr").label == "trade"
    with pytest.raises(UsageError, match="2 points"):
        library.point("t")
    with pytest.raises(UsageError, match="no point") as caught:
        library.explain("zebra")
    assert "reportedly compare" in caught.value.way_out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("explainer", "told"),
    [
        ("fake_rules:ComparingTooLong", "did not come to an end"),
        ("fake_rules:DyingWhenAsked", "died"),
        ("fake_rules:NoSuchThing", "NoSuchThing"),
    ],
)
def test_an_explanation_that_fails_is_an_error_with_a_way_out_and_the_next_starts_anew(
    library: Library,
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
    explainer: str,
    told: str,
):
    write("a.txt", "trade 5")
    library.build()
    real = explaining.ExplainerProcess
    monkeypatch.setattr(
        explaining, "ExplainerProcess", lambda folder: real(folder, explainer=explainer)
    )
    monkeypatch.setattr(real.explain, "__defaults__", (3.0,))
    with pytest.raises(LibraryError, match=told) as caught:
        library.explain("trade")
    assert caught.value.way_out
    assert library._explainer is not None and library._explainer._process is None


def test_who_asks_for_an_explanation_loads_neither_word_vectors_nor_a_language_model():
    asking = "import search_index.explaining, search_index.library, search_index.explanation, sys;"
    asking += "search_index.rules.installed_rules();"
    asking += "print(sorted({'numpy', 'wordllama', 'spacy'} & sys.modules.keys()))"
    answer = subprocess.run(
        [sys.executable, "-c", asking], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
