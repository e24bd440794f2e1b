"""`find` names the copies of an article, in every form."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tui.cli import main

STORY = (
    "The ferry to the island carried forty passengers on Monday, the harbour master said. The boat left at noon"
    " and came back before dark, although the wind had risen in the afternoon. A second vessel will sail from June."
)


def test_copies_are_told_in_table_csv_and_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in ("a", "b", "c"):
        (corpus / f"{name}.txt").write_text(STORY, "utf-8")
    (corpus / "z.txt").write_text("The ferry is painted white.", "utf-8")
    said = {}
    for form in ("table", "csv", "json"):
        assert main(["find", "ferry", "--in", str(corpus), "--format", form, "-q"]) == 0
        said[form] = capsys.readouterr().out
    assert "4 documents, 2 copies among them" in said["table"]
    assert "the same text: b.txt, c.txt" in said["table"]
    told = {row["doc"]: row["copies"] for row in csv.DictReader(io.StringIO(said["csv"]))}
    assert told == {"a.txt": "b.txt; c.txt", "z.txt": ""}
    hits = {hit["doc"]: hit["copies"] for hit in json.loads(said["json"])["hits"]}
    assert hits == {"a.txt": ["b.txt", "c.txt"], "z.txt": []}
