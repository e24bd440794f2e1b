"""Facts and points without a library, and the whole way once with the real rules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from search_index.texts import document_of


def test_a_text_is_a_document_with_one_part_over_all_of_it():
    document = document_of("\n  Ports  \n\nThey grew.", path="ports", published="2026-01-06")
    assert (document.title, document.source) == ("Ports", "ports")
    (part,) = document.parts
    assert (part.start, part.end, part.published) == (0, len(document.text), "2026-01-06")


def test_an_empty_text_is_named_after_its_path():
    assert document_of("", path="nothing").title == "nothing"


@pytest.mark.slow
def test_two_texts_are_compared_in_one_call():
    import search_index

    points = search_index.compare(
        {
            "post": "Norway and Chile trade. Trade between Norway and Chile reached $3.96 billion in 2024.",
            "wire": "Norway and Chile trade. Trade between Norway and Chile reached about $4 billion in 2024.",
        }
    )
    assert any({claim.doc for claim in point.claims} == {"post", "wire"} for point in points)


@pytest.mark.slow
def test_the_process_that_builds_with_the_real_rules_never_loads_spacy(
    corpus: Path, write, tmp_path: Path
):
    write("a.txt", "Ports\n\nThe port of Bergen handled 40,000 tonnes of salmon in 2024.\n")
    script = (
        "import sys; sys.path[:] = sys.argv[3:]\n"
        "from pathlib import Path\n"
        "from search_index import open_library\n"
        "library = open_library(Path(sys.argv[1]), library=Path(sys.argv[2]))\n"
        "report = library.build()\n"
        "assert report.extracted == ('a.txt',) and not report.problems, report\n"
        "assert any(fact.value == 40_000 for fact in library.facts(kinds=['quantity']))\n"
        "print(sorted({'spacy', 'numpy', 'thinc', 'textual'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(corpus), str(tmp_path / "kept"), *sys.path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "[]", done.stderr
