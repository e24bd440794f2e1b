"""What each command prints, in each form."""

from __future__ import annotations

import csv
import dataclasses
import inspect
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from fake_library import DOCUMENTS, FACTS, Answer, FakeLibrary, Stage

from search_index.library import Library
from search_index.models import Finding, SearchResult
from tui.cleaning import clean

Run = Callable[..., Answer]
FORMS = ("table", "json", "csv", "md")


def lines(answer: Answer) -> list[dict[str, object]]:
    return [json.loads(line) for line in answer.out.splitlines()]


def rows(answer: Answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.out)))


def test_the_fake_library_has_the_face_of_the_real_one() -> None:
    for name in (
        "build",
        "search",
        "document",
        "facts",
        "explain_fact",
        "points",
        "explain",
        "citation",
        "status",
        "close",
    ):
        real, fake = (inspect.signature(getattr(cls, name)) for cls in (Library, FakeLibrary))
        assert list(real.parameters) == list(fake.parameters), name


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "words", [["find", "million"], ["facts"], ["compare"], ["show", "sub"], ["index"]], ids="".join
)
def test_no_form_of_any_answer_carries_control_characters(
    run: Run, words: list[str], form: str
) -> None:
    answer = run(*words, "--format", form)
    assert answer.code == 0
    assert answer.out
    assert clean(answer.out) == answer.out


# find ---------------------------------------------------------------------------------------


def test_find_gives_the_contracts_object(run: Run) -> None:
    answer = run("find", "port", "director", "--json")
    found = json.loads(answer.out)
    assert set(found) == {"query", "understood", "suggestion", "total", "hits"}
    hit = found["hits"][0]
    assert hit["doc"] == "port.txt"
    match = hit["passages"][0]["matches"][0]
    assert DOCUMENTS["port.txt"].text[slice(*match)] == "port"


def test_find_builds_the_text_only(run: Run, stage: Stage) -> None:
    run("find", "port")
    assert stage.last.builds == [False]


def test_find_builds_facts_where_the_query_asks_for_them(run: Run, stage: Stage) -> None:
    run("find", "port", "-said:tariffs")
    assert stage.last.builds == [True]


def test_find_says_when_nothing_is_found_and_what_was_meant(run: Run) -> None:
    answer = run("find", "prot")
    assert (answer.code, answer.out) == (1, "")
    assert "nothing found for “prot”; did you mean “port”?" in answer.err
    assert json.loads(run("find", "prot", "--json").out)["hits"] == []


def test_a_word_with_a_minus_is_part_of_the_query_not_an_option(run: Run) -> None:
    found = json.loads(run("find", "port", "-quota", "--json").out)
    assert found["query"] == "port -quota"


def test_find_without_a_query_is_wrong_usage_and_an_empty_one_is_the_engines(run: Run) -> None:
    assert run("find").code == 2
    assert json.loads(run("find", " ", "--json").out)["query"] == ""


def test_find_ranks_any_word_when_asked(run: Run) -> None:
    assert run("find", "port", "zebra").code == 1
    assert run("find", "port", "zebra", "--any").code == 0


def test_find_sorts_by_date_when_asked(run: Run) -> None:
    hits = json.loads(run("find", "port", "zebra", "--any", "--newest", "--json").out)["hits"]
    dates = [hit["published"] or "" for hit in hits]
    assert dates == sorted(dates, reverse=True)


def test_find_counts_a_page_with_two_articles_as_one_document(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = FakeLibrary.search

    def doubled(self: FakeLibrary, query: str, **given: Any) -> SearchResult:
        found = real(self, query, **given)
        second = dataclasses.replace(found.hits[0], part=1)
        return dataclasses.replace(found, total=2, hits=(found.hits[0], second)[: given["limit"]])

    monkeypatch.setattr(FakeLibrary, "search", doubled)
    assert run("find", "director").out.startswith("1 document\n")
    assert run("find", "director", "--limit", "1").out.startswith("1 of 2 articles\n")


def test_find_table_shows_title_source_date_passage_and_citation(run: Run) -> None:
    out = run("find", "director").out
    for piece in ("A busy year for the port", "Lindholm Gazette · 2025-02-03", "port.txt:1"):
        assert piece in out
    assert max(map(len, out.splitlines())) <= 80


# facts --------------------------------------------------------------------------------------


def test_facts_are_json_lines_in_reading_order(run: Run, stage: Stage) -> None:
    answer = run("facts", "--json")
    facts = lines(answer)
    assert len(facts) == len(FACTS)
    assert facts[0]["value"] == 4.2e6
    assert facts[2]["kind"] == "quote" and facts[2]["publisher"] == "Lindholm Gazette"
    assert stage.last.builds == [True]


def test_json_gives_back_the_exact_text_of_a_hostile_span(run: Run) -> None:
    assert lines(run("facts", "--json"))[-1]["text"] == FACTS[-1].text


def test_kinds_are_chosen_with_commas_and_a_wrong_one_is_answered(run: Run) -> None:
    assert {f["kind"] for f in lines(run("facts", "--kind", "date,entity", "--json"))} == {
        "date",
        "entity",
    }
    answer = run("facts", "--kind", "qoute")
    assert answer.code == 2
    assert "did you mean “quote”?" in answer.err


def test_a_spreadsheet_takes_no_cell_of_a_document_as_a_formula(run: Run) -> None:
    row = rows(run("facts", "--format", "csv"))[-1]
    assert row["text"].startswith("'=1+1")
    assert row["source"] == "'=cmd()"
    assert float(row["value"]) == 4.15e6


def test_facts_about_nothing_found_is_exit_code_one(run: Run) -> None:
    answer = run("facts", "--about", "zebra", "--json")
    assert (answer.code, answer.out) == (1, "")


def test_a_limit_limits_facts(run: Run) -> None:
    assert len(lines(run("facts", "--json", "--limit", "2"))) == 2
    assert "2 of 6 facts" in run("facts", "--limit", "2").out


def test_facts_of_a_file_in_a_corpus(run: Run, stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "report.txt").write_text("x")
    for path in (str(tmp_path / "sub" / "report.txt"), "sub/report.txt"):
        facts = lines(run("facts", path, "--in", str(tmp_path), "--json"))
        assert {fact["doc"] for fact in facts} == {"sub/report.txt"}
        assert stage.last.corpus == tmp_path


def test_a_file_alone_is_a_corpus_of_its_own(run: Run, stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("x")
    run("facts", str(tmp_path / "note.txt"))
    assert stage.last.corpus == tmp_path / "note.txt"


def test_one_library_folder_does_not_hold_two_corpora(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    words = ["facts", str(tmp_path / "a"), str(tmp_path / "b"), "--library", str(tmp_path / "l")]
    assert run(*words).code == 2


@pytest.mark.parametrize("width", ["40", "80", "140"])
def test_tables_keep_to_the_width_of_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    for command in (["facts"], ["compare"], ["find", "million"], [], ["index"]):
        assert max(len(line) for line in run(*command).out.splitlines()) <= int(width)


def test_document_text_is_never_read_as_markup(run: Run) -> None:
    assert "[bold]bold[/bold]" in run("find", "million").out


# compare ------------------------------------------------------------------------------------


def test_compare_gives_points_and_sources(run: Run) -> None:
    found = json.loads(run("compare", "--json").out)
    assert [point["id"] for point in found["points"]] == ["p1", "p2"]
    assert found["points"][0]["claims"][0]["value"] == 4.2e6
    assert found["sources"][0]["doc"] == "port.txt"


def test_a_table_of_points_leaves_out_what_one_source_says_and_says_so(run: Run) -> None:
    answer = run("compare")
    assert "≈ compatible  Cargo of the port, 2024" in answer.out
    assert "precision: 4.15 million rounds to “about 4.2 million”" in answer.out
    assert "2 mentions" in answer.out
    assert "Crew" not in answer.out
    assert "1 more" in answer.err
    assert "· single  Crew" in run("compare", "--verdict", "single").out


def test_compare_with_no_such_verdict_finds_nothing(run: Run) -> None:
    assert run("compare", "--verdict", "conflict", "--json").code == 1
    assert run("compare", "--verdict", "conflicts").code == 2


def test_markdown_escapes_what_a_document_holds(run: Run) -> None:
    out = run("compare", "--format", "md").out
    assert r"\[bold\]bold\[/bold\] \|" in out
    assert "**about 4.2 million tonnes**" in out


# show ---------------------------------------------------------------------------------------


def test_show_prints_the_article_without_the_pages_furniture(run: Run) -> None:
    out = run("show", "port.txt").out
    assert "The port of Lindholm" in out
    assert "Home | News" not in out and "Read more" not in out


def test_show_marks_a_span(run: Run) -> None:
    start = DOCUMENTS["port.txt"].text.index("4.2 million")
    assert "about ⟦4.2 million⟧ tonnes" in run("show", "port", "--at", f"{start}:{start + 11}").out


def test_a_span_in_the_furniture_is_shown_all_the_same(run: Run) -> None:
    assert "⟦Home⟧ | News" in run("show", "port", "--at", "0:4").out


def test_raw_text_in_a_pipe_is_the_text_itself(run: Run) -> None:
    assert run("show", "sub/report.txt", "--raw").out == DOCUMENTS["sub/report.txt"].text
    assert run("show", "port", "--raw", "--at", "22:36").out == "The port of Lin"[:14]


def test_show_limits_paragraphs_around_the_span(run: Run) -> None:
    out = run("show", "port", "--at", "90:95", "--limit", "1").out
    assert "⟦xpect⟧" in out
    assert "The port of" not in out


@pytest.mark.parametrize("span", ["5", "9:3", "3:3", "a:b", "0:99999", "-1:5"])
def test_a_wrong_span_is_wrong_usage(run: Run, span: str) -> None:
    assert run("show", "port", "--at", span).code == 2


def test_a_wrong_document_is_answered_with_the_nearest(run: Run) -> None:
    answer = run("show", "prot.txt")
    assert answer.code == 2
    assert "did you mean “port.txt”?" in answer.err


def test_show_as_json_has_text_parts_and_span(run: Run) -> None:
    shown = json.loads(run("show", "port", "--at", "22:25", "--json").out)
    assert shown["span"] == {"start": 22, "end": 25, "text": "The"}
    assert shown["text"] == DOCUMENTS["port.txt"].text
    assert shown["parts"][0]["number"] == 0


# index --------------------------------------------------------------------------------------


def test_index_says_what_changed(run: Run, stage: Stage, tmp_path: Path) -> None:
    answer = run("index", str(tmp_path))
    assert "2 documents (1 read, 1 unchanged), 3 facts, 2 points" in answer.out
    assert stage.last.corpus == tmp_path
    record = json.loads(run("index", str(tmp_path), "--json").out)
    assert record["read"] == ["port.txt"]


def test_watching_builds_at_each_notice_until_interrupted_and_ends_well(
    run: Run, stage: Stage
) -> None:
    stage.notices = ["changed", "locked", "changed"]
    answer = run("index", "--watch")
    assert answer.code == 0
    assert len(stage.last.builds) == 4
    assert stage.last.asked_again == [True, False, False, False], (
        "what fails is not tried each time"
    )
    assert "Ctrl+C" in answer.err


def test_watching_says_once_that_the_folder_is_gone_and_goes_on(run: Run, stage: Stage) -> None:
    stage.notices = ["lost", "lost", "changed"]
    answer = run("index", "--watch")
    assert answer.code == 0
    assert answer.err.count("the folder is gone") == 1
    assert len(stage.last.builds) == 4


def test_the_library_folder_is_the_one_given(stage: Stage, run: Run) -> None:
    run("find", "port", "--library", "/nowhere/in/particular")
    assert stage.last.folder == Path("/nowhere/in/particular")


# doctor -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("state", "code"), [("ok", 0), ("warning", 0), ("broken", 3)])
def test_doctor_lists_findings_and_fails_only_for_what_is_broken(
    run: Run, monkeypatch: pytest.MonkeyPatch, state: Literal["ok", "warning", "broken"], code: int
) -> None:
    finding = Finding("index", state, "12 documents", "run `reportedly index`")
    monkeypatch.setattr("search_index.library.diagnose", lambda corpus, library: [finding])
    answer = run("doctor", "--json")
    assert answer.code == code
    assert json.loads(answer.out)["findings"][0]["state"] == state
    assert "→ run `reportedly index`" in run("doctor").out
