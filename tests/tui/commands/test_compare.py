"""`reportedly compare` beyond the list: explanations, exports, the timeline, overrides, points of one source."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fake_library import POINTS, Answer, FakeLibrary, Stage

from search_index.models import Period, Problem, SourceInfo
from tui.cleaning import clean
from tui.commands.pointwise_grid import comparison_grid
from tui.output import markdown_table, write_csv

Run = Callable[..., Answer]
WITHIN = replace(
    POINTS[0], id="w1", label="Ships", within=True, verdict="conflict", dimension="value", origins=1
)
HAND = replace(
    POINTS[0],
    id="abcdef123456",
    label="<script>alert(1)</script> & “more”",
    overridden="verdict set (was conflict: <b>)",
    silent=("a<b>.txt", "\x1b[2Jc.txt"),
    origins=1,
)


class Page(HTMLParser):
    """Tags and attributes of a page, as a browser would see them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


@pytest.fixture
def several(stage: Stage) -> Stage:
    stage.points = (WITHIN, HAND, *POINTS)
    return stage


# what a list says ---------------------------------------------------------------------------


def test_a_list_has_numbers_and_ids_to_name_points_by(run: Run, several: Stage) -> None:
    out = run("compare").out
    assert out.startswith("1  ≈ compatible  <script>")
    assert "2  ≈ compatible  Cargo" in out
    assert "id abcdef123456" in out


def test_few_origins_silent_documents_and_a_persons_decision_are_shown(
    run: Run, several: Stage
) -> None:
    for form in ("table", "md", "html"):
        answer = run("compare", "--format", form).out.replace("\\", "").replace("&lt;", "<")
        out = " ".join(answer.replace("&gt;", ">").split())
        assert "2 sources, 1 origin" in out, form
        assert "not matched: a<b>.txt, \ufffd[2Jc.txt" in out, form
        assert "✎ by hand: verdict set (was conflict: <b>)" in out, form
        assert "2 mentions" in out, form


def test_a_source_at_odds_with_itself_stands_apart_with_its_own_sign(
    run: Run, several: Stage
) -> None:
    for form in ("table", "md", "html"):
        out = run("compare", "--format", form).out
        assert "! at odds with itself" in out, form
        assert "conflict" not in out.replace("was conflict", "").split("<body>")[-1], form
        assert out.index("odds with themselves") > out.index("Cargo of the port"), form
    found = json.loads(run("compare", "--json").out)["points"]
    assert [point["within"] for point in found] == [False, False, False, True]


def test_the_overview_counts_them_apart(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "at odds" not in run().out
    status = replace(FakeLibrary(None, None).status(), points={"conflict": 2, "within": 3})
    monkeypatch.setattr(FakeLibrary, "status", lambda self: status)
    out = " ".join(run().out.split())
    assert "≠ conflict 2" in out and "! at odds with itself 3" in out


def test_a_table_of_cells_has_all_of_it_and_a_citation(run: Run, several: Stage) -> None:
    rows = list(csv.DictReader(io.StringIO(run("compare", "--format", "csv").out)))
    assert rows[0]["overridden"].startswith("verdict set")
    assert (rows[0]["sources"], rows[0]["origins"]) == ("2", "1")
    assert rows[0]["citation"].endswith("port.txt:1")
    assert {row["within"] for row in rows} == {"False", "True"}


def test_markdown_cites_each_claim(run: Run) -> None:
    assert "— A busy year for the port, port.txt:1" in run("compare", "--format", "md").out


# the page -----------------------------------------------------------------------------------


def test_a_page_stands_for_itself_and_runs_nothing(run: Run, several: Stage) -> None:
    out = run("compare", "--format", "html").out
    page = Page(out)
    assert out.startswith("<!doctype html>") and clean(out) == out
    assert not {"script", "img", "link", "a", "b", "bold"} & set(page.tags)
    assert not {"href", "src", "onload", "style"} & {name for name, _ in page.attributes}
    assert "default-src 'none'" in out
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in out
    assert "prefers-color-scheme: dark" in out
    assert "<mark>about 4.2 million tonnes</mark>" in out
    assert "port.txt:1</cite>" in out


def test_only_a_comparison_is_a_page(run: Run) -> None:
    assert run("facts", "--format", "html").code == 2


# the timeline -------------------------------------------------------------------------------


def test_a_timeline_has_dated_points_in_the_order_of_time(run: Run, stage: Stage) -> None:
    early = Period("1999-05-01", "1999-05-31")
    dated = replace(POINTS[0], claims=(replace(POINTS[0].claims[0], period=early),), label="Old")
    undated = replace(POINTS[0], claims=(replace(POINTS[0].claims[0], period=None),), label="Never")
    stage.points = (undated, POINTS[0], dated)
    out = run("compare", "--timeline").out
    assert "Never" not in out
    assert out.index("1999-05  ≈ compatible  Old") < out.index("2024  ≈ compatible  Cargo")
    found = json.loads(run("compare", "--timeline", "--json").out)["points"]
    assert [point["label"] for point in found] == ["Old", POINTS[0].label]
    assert "### 1999-05 ≈" in run("compare", "--timeline", "--format", "md").out
    assert "<time>1999-05</time>" in run("compare", "--timeline", "--format", "html").out


# files --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "begins"),
    [("x.html", "<!doctype"), ("x.md", "### "), ("x.csv", "id,"), ("x.json", "{"), ("x", "1  ")],
)
def test_the_ending_of_the_file_tells_the_format(
    run: Run, tmp_path: Path, name: str, begins: str
) -> None:
    answer = run("compare", "--output", str(tmp_path / name))
    assert (answer.code, answer.out) == (0, "")
    assert (tmp_path / name).read_text("utf-8").startswith(begins)
    assert [path.name for path in tmp_path.iterdir()] == [name], "nothing unfinished stays"


def test_an_ending_that_tells_no_format_is_refused_unless_one_is_given(
    run: Run, tmp_path: Path
) -> None:
    answer = run("compare", "--output", str(tmp_path / "x.pdf"))
    assert answer.code == 2 and ".pdf tells no format" in answer.err and ".html" in answer.err
    assert list(tmp_path.iterdir()) == []
    for form in ("table", "json"):
        assert run("compare", "--output", str(tmp_path / "x.pdf"), "--format", form).code == 0


def test_a_file_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    answer = run("compare", "--output", str(tmp_path / "none" / "x.md"))
    assert answer.code == 2 and "cannot be written" in answer.err
    answer = run("compare", "--output", str(tmp_path))
    assert answer.code == 2 and "cannot be written" in answer.err


def test_nothing_is_written_into_the_corpus(run: Run, tmp_path: Path) -> None:
    answer = run("compare", str(tmp_path), "--output", str(tmp_path / "x.md"))
    assert answer.code == 2 and "inside the corpus" in answer.err
    assert list(tmp_path.iterdir()) == []


# grids --------------------------------------------------------------------------------------


def test_a_grid_has_a_row_a_point_and_a_column_a_document(run: Run, several: Stage) -> None:
    several.points = (replace(POINTS[0], silent=("sub/report.txt",)), HAND)
    head, first, second = csv.reader(io.StringIO(run("compare", "--grid", "--format", "csv").out))
    assert head[:3] == ["point", "verdict", "reason"]
    assert head[3] == "port.txt · Lindholm Gazette"
    assert first[0] == "Cargo of the port, 2024" and first[1] == "compatible"
    assert first[3].startswith("about 4.2 million tonnes (2024, 2 mentions)")
    assert first[4].endswith("million tonnes (2 mentions)")
    assert "by hand" in second[2]


def test_a_cell_of_a_grid_tells_who_is_on_the_subject_and_was_not_matched(
    run: Run, several: Stage
) -> None:
    several.points = (
        replace(POINTS[0], claims=POINTS[0].claims[:1] * 2, silent=("sub/report.txt",)),
        replace(POINTS[0], claims=POINTS[0].claims[:1], silent=()),
    )
    _, first, second = csv.reader(io.StringIO(run("compare", "--grid", "--format", "csv").out))
    assert first[3].count("about 4.2 million tonnes") == 2
    assert first[4] == "–" and second[4] == ""


def test_no_name_of_a_document_in_a_grid_is_a_formula_or_markup() -> None:
    claims = tuple(replace(claim, doc="=a|b.txt") for claim in POINTS[0].claims)
    sources = [SourceInfo("=a|b.txt", 0, "=a|b.txt", "", None)]
    sheet = comparison_grid([replace(POINTS[0], claims=claims)], sources)
    written = io.StringIO()
    write_csv(sheet, written)
    assert written.getvalue().startswith("point,verdict,reason,'=a|b.txt")
    table = markdown_table(comparison_grid([], sources)).splitlines()
    assert table == ["| point | verdict | reason |", "| --- | --- | --- |"]
    head = markdown_table(comparison_grid([replace(POINTS[0], claims=claims)], sources))
    assert "=a\\|b.txt" in head.splitlines()[0] and head.splitlines()[1].count("---") == 4


def test_a_grid_is_csv_or_markdown_and_named_so_needs_no_option(run: Run, tmp_path: Path) -> None:
    answer = run("compare", "--grid")
    assert answer.code == 2 and "--format csv or md" in answer.err
    assert run("compare", "--grid", "--json").code == 2
    for name, begins in (("x.grid.csv", "point,"), ("x.grid.md", "| point |"), ("x.csv", "id,")):
        assert run("compare", "--output", str(tmp_path / name)).code == 0
        assert (tmp_path / name).read_text("utf-8").startswith(begins)


# explanations -------------------------------------------------------------------------------


def test_a_point_is_explained_by_its_id_its_beginning_or_its_number(
    run: Run, several: Stage
) -> None:
    by_id, by_beginning, by_number = (
        run("compare", "--explain", name).out for name in ("abcdef123456", "abcd", "1")
    )
    assert by_id == by_beginning == by_number
    for words in (
        "rule rounds: One is the other with fewer digits.",
        "⟦about 4.2 million tonnes⟧",
        "amount 4.2 million \ufffd[2J tonnes",
        "from the sentence before: measure",
        "score 4.00, asked 3.00 (evidence)",
        "digits in common +2.50",
        "refused: units differ",
    ):
        assert words in " ".join(by_id.split())
    assert clean(by_id) == by_id


def test_an_explanation_is_json_too_and_nothing_else(run: Run) -> None:
    record = json.loads(run("compare", "--explain", "p1", "--json").out)
    assert record["point"]["id"] == "p1" and record["pairs"][0]["decides"]
    answer = run("compare", "--explain", "p1", "--format", "csv")
    assert answer.code == 2 and "a table or JSON" in answer.err


@pytest.mark.parametrize("name", ["99", "0", "zzz", "", "٣"])
def test_a_point_that_is_not_there_is_wrong_usage(run: Run, name: str) -> None:
    answer = run("compare", "--explain", name)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("reportedly: ")


# overrides ----------------------------------------------------------------------------------


def test_a_file_of_overrides_is_handed_on_and_its_problems_are_told_one_by_one(
    run: Run, stage: Stage, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.yaml"
    stage.problems = tuple(
        Problem(path, f"line {number}: wrong", "mend it")
        for path in (str(mine), "other.txt")
        for number in (3, 5)
    )
    answer = run("compare", "--overrides", str(mine))
    assert stage.last.overrides == mine
    assert f"{mine}: line 3: wrong: mend it" in answer.err
    assert f"{mine}: line 5: wrong: mend it" in answer.err
    assert "2 files have problems" in answer.err and "other.txt" not in answer.err


def test_overrides_are_never_silently_left_out(run: Run, stage: Stage, tmp_path: Path) -> None:
    stage.locked = True
    assert run("compare").code == 0
    answer = run("compare", "--overrides", str(tmp_path / "mine.yaml"))
    assert (answer.code, answer.out) == (3, "")


# what was decided in the app ------------------------------------------------------------------


@pytest.fixture
def decided(tmp_path: Path) -> tuple[Path, Path]:
    """A library's folder whose app named a file of decisions, and that file."""
    kept, mine = tmp_path / "kept", tmp_path / "mine.yaml"
    kept.mkdir()
    mine.write_text("overrides:\n  hide: [0a1b2c3d]\n")
    (kept / "session.json").write_text(json.dumps({"decisions": str(mine)}))
    return kept, mine


@pytest.mark.parametrize("words", [("compare",), ("facts",), ("index",)])
def test_what_was_decided_in_the_app_is_obeyed_here_too(
    run: Run, stage: Stage, decided: tuple[Path, Path], words: tuple[str, ...]
) -> None:
    kept, mine = decided
    run(*words, "--library", str(kept))
    assert stage.last.overrides == mine


def test_a_comparison_says_that_it_obeys_the_apps_decisions(
    run: Run, decided: tuple[Path, Path]
) -> None:
    kept, mine = decided
    answer = run("compare", "--library", str(kept))
    assert f"obeying what was decided in the app ({mine}); --no-decisions" in answer.err
    assert str(mine) not in run("compare", "--library", str(kept), "-q").err
    mine.write_text("", "utf-8")
    assert "obeying" not in run("compare", "--library", str(kept)).err, "nothing is decided there"


def test_the_apps_decisions_can_be_left_aside(
    run: Run, stage: Stage, decided: tuple[Path, Path], tmp_path: Path
) -> None:
    kept, mine = decided
    answer = run("compare", "--library", str(kept), "--no-decisions")
    assert stage.last.overrides is None
    assert str(mine) not in answer.err
    other = tmp_path / "other.yaml"
    other.write_text("overrides:\n")
    answer = run("compare", "--library", str(kept), "--overrides", str(other))
    assert stage.last.overrides == other
    assert f"({mine}) is left aside for {other}" in answer.err


def test_a_file_of_decisions_that_is_gone_is_not_missed(
    run: Run, stage: Stage, decided: tuple[Path, Path]
) -> None:
    kept, mine = decided
    mine.unlink()
    answer = run("compare", "--library", str(kept))
    assert (answer.code, stage.last.overrides) == (0, None)
    assert "decided" not in answer.err
