"""The first word, the exit codes, and what a user can do wrong."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from fake_library import Answer, Stage

from search_index.errors import DamagedLibraryError
from search_index.models import Problem
from tui.cli import main

Run = Callable[..., Answer]


def test_a_typo_in_a_command_is_wrong_usage_and_names_the_command(run: Run) -> None:
    answer = run("fnd", "trade")
    assert answer.code == 2
    assert "did you mean “find”?" in answer.err
    assert answer.out == ""


def test_a_folder_that_does_not_exist_is_answered_with_the_nearest_name(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "documents").mkdir()
    for words in ([str(tmp_path / "documnets")], ["index", str(tmp_path / "documnets")]):
        answer = run(*words)
        assert answer.code == 3
        assert f"did you mean “{tmp_path / 'documents'}”?" in answer.err


def test_a_missing_folder_on_the_way_is_the_one_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "archive" / "march").mkdir(parents=True)
    answer = run("find", "x", "--in", str(tmp_path / "archvie" / "march"))
    assert answer.code == 3
    assert f"did you mean “{tmp_path / 'archive'}”?" in answer.err


def test_a_word_that_is_neither_command_nor_path_is_a_corpus_that_is_missing(run: Run) -> None:
    assert run("zzzzzz").code == 3


def test_a_folder_named_like_nothing_else_opens_without_a_command(
    run: Run, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fnd").mkdir()
    monkeypatch.chdir(tmp_path)
    answer = run("fnd")
    assert answer.code == 0
    assert stage.last.corpus == Path("fnd")


def test_without_a_terminal_the_overview_is_printed(run: Run) -> None:
    answer = run()
    assert answer.code == 0
    assert "2 documents" in answer.out
    assert "A busy year for the port" in answer.out
    assert "quantity 2" in answer.out
    assert "≈ compatible 1" in answer.out


def test_options_before_a_command_belong_to_it(run: Run, stage: Stage, tmp_path: Path) -> None:
    answer = run("--in", str(tmp_path), "-q", "find", "port", "--json")
    assert answer.code == 0
    assert stage.last.corpus == tmp_path


def test_the_corpus_is_not_given_twice(run: Run, tmp_path: Path) -> None:
    assert run("--in", str(tmp_path), str(tmp_path)).code == 2


def test_a_wrong_option_is_wrong_usage_with_the_usage_shown(run: Run) -> None:
    answer = run("find", "x", "--jsn")
    assert answer.code == 2
    assert "Usage: reportedly find" in answer.err
    assert "--json" in answer.err


def test_the_version_is_printed(run: Run) -> None:
    answer = run("--version")
    assert answer.code == 0
    assert answer.out.startswith("reportedly 0.")


def test_an_error_of_the_library_is_its_message_and_way_out(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*args: object, **options: object) -> None:
        raise DamagedLibraryError("the library \x1b[31mis broken", "delete the folder")

    monkeypatch.setattr("search_index.library.open_library", damaged)
    answer = run("find", "x")
    assert answer.code == 3
    assert answer.err == "reportedly: the library �[31mis broken: delete the folder\n"


def test_an_unexpected_error_is_one_line_unless_debugging(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **options: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr("search_index.library.open_library", broken)
    answer = run("find", "x")
    assert answer.code == 70
    assert answer.err.count("\n") == 1
    assert "REPORTEDLY_DEBUG=1" in answer.err
    monkeypatch.setenv("REPORTEDLY_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["find", "x"])


def test_an_interrupt_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("search_index.library.open_library", interrupted)
    answer = run("find", "x")
    assert (answer.code, answer.out) == (130, "")
    assert answer.err.strip() == ""


def test_an_interrupted_build_says_that_nothing_is_lost(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fake_library.FakeLibrary.build", interrupted)
    answer = run("index")
    assert answer.code == 130
    assert answer.err.startswith("reportedly: stopped: what was found so far is kept")


def test_while_another_process_writes_commands_use_what_is_there(run: Run, stage: Stage) -> None:
    stage.locked = True
    answer = run("find", "port")
    assert answer.code == 0
    assert "another process is writing" in answer.err
    assert run("find", "port", "-q").err == ""
    assert run("index").code == 3


def test_facts_drawn_again_by_other_rules_are_told_on_stderr(run: Run, stage: Stage) -> None:
    stage.new_rules = True
    for command in (["index"], ["facts", "--json"], ["compare"]):
        assert "facts of 2 documents were drawn again" in run(*command).err
    assert run("index", "-q").err == ""
    stage.new_rules = False
    assert run("index").err == ""


def test_one_problem_is_told_on_stderr_with_its_way_out(run: Run, stage: Stage) -> None:
    stage.problems = (Problem("0.txt", "no permission", "mend it"),)
    assert "0.txt: no permission: mend it" in run("facts", "--json").err
    assert run("facts", "--json", "-q").err == ""


def test_many_problems_are_a_line_to_readers_and_a_list_to_index(run: Run, stage: Stage) -> None:
    stage.problems = tuple(Problem(f"{n}.txt", "no permission", "mend it") for n in range(9))
    assert run("facts", "--json").err.count("\n") == 1
    answer = run("index")
    assert "9 files" in answer.err
    assert answer.err.count("mend it") == 5


def test_a_terminal_without_a_character_shows_another_instead_of_failing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii", errors="strict"))
    assert main(["compare"]) == 0
    sys.stdout.flush()
    assert b"~ compatible" in raw.getvalue()
    assert b'rounds to "about 4.2 million"' in raw.getvalue()
    assert raw.getvalue().isascii()


def test_every_command_explains_itself(run: Run) -> None:
    for name in ("index", "find", "facts", "compare", "show", "doctor"):
        answer = run(name, "--help")
        assert answer.code == 0
        assert f"Usage: reportedly {name}" in answer.out
        assert name in run("--help").out


def test_completion_offers_commands_kinds_and_documents(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "ferries.txt").write_text("x")
    monkeypatch.setenv("_REPORTEDLY_COMPLETE", "bash_complete")

    def offered(line: str) -> str:
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
        with pytest.raises((SystemExit, click.exceptions.Exit)):
            raise SystemExit(main([]))
        return capsys.readouterr().out

    assert "plain,find" in offered("reportedly fi")
    assert "plain,--theme" in offered("reportedly --th")
    assert "plain,date,quote" in offered("reportedly facts --kind date,q")
    assert "plain,ferries.txt" in offered(f"reportedly show --in {tmp_path} fe")


def test_a_reader_that_goes_away_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    read, write = os.pipe()
    os.close(read)
    stream = os.fdopen(write, "w")
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["facts", "--json"]) == 141
    stream.close()


def test_a_reader_that_goes_away_in_the_middle_of_much_is_no_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError(32, "Broken pipe")

        def fileno(self) -> int:
            return spare

    spare = os.open(os.devnull, os.O_WRONLY)
    monkeypatch.setattr(sys, "stdout", Closed())
    assert main(["facts", "--json"]) == 141
    os.close(spare)


def test_a_slip_before_any_command_is_answered_with_words_one_may_type(run: Run) -> None:
    answer = run("--them")
    assert answer.code == 2
    assert "Usage: reportedly [OPTIONS] [FOLDER | FILE]" in answer.err
    assert "--theme" in answer.err
