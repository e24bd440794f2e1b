"""When own words change, a build does again what they bear on, and says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fake_rules import Recorder

from search_index.library import Library
from search_index.own_rules import BUNDLED, OwnRules
from search_index.settings import Settings

Write = Callable[..., Path]
SPEECH = "rules: {speech: [riposte]}\n"
PAGE = "The ferry runs again, the council said on Monday.\n\nFollow our phone app\n"


def test_own_words_of_settings_and_corpus_reach_the_extraction(
    corpus: Path, tmp_path: Path, write: Write, recorder: Recorder
) -> None:
    write("a.txt", "trade 5")
    write("corpus.yaml", SPEECH)
    settings = Settings(rules=OwnRules({"speech": ("gainsay",), "honorifics": ("Tokoh",)}))
    with Library(corpus, tmp_path / "kept", settings, _rules=recorder.rules()) as library:
        library.build()
    assert recorder.own.words("speech") == ("gainsay", "riposte")
    assert recorder.own.words("honorifics") == ("Tokoh",)


def test_facts_are_drawn_again_when_own_words_come_change_or_go(
    library: Library, write: Write, recorder: Recorder
) -> None:
    write("a.txt", "trade 5")
    assert not library.build().new_rules
    for text in (SPEECH, SPEECH.replace("riposte", "gainsay"), ""):
        write("corpus.yaml", text)
        report = library.build()
        assert report.new_rules and report.extracted == ("a.txt",) and report.read == ()
        assert not library.build().new_rules
    assert recorder.extracted == ["a.txt"] * 4
    assert recorder.own == BUNDLED


def test_files_are_read_again_only_for_own_furniture(
    library: Library, write: Write, files_read: list[str]
) -> None:
    def article() -> str:
        document = library.document("a.txt")
        return document.text[: document.parts[0].end].rstrip()

    write("a.txt", PAGE)
    library.build()
    write("corpus.yaml", SPEECH)
    library.build()
    assert files_read == ["a.txt"] and article().endswith("phone app")
    write("corpus.yaml", "rules: {furniture: [Follow our phone app]}\n")
    library.build()
    assert files_read == ["a.txt", "a.txt"] and article().endswith("Monday.")


@pytest.mark.slow
def test_own_words_change_what_the_installed_rules_find(
    corpus: Path, tmp_path: Path, write: Write
) -> None:
    write("a.txt", "The port handled 4,200 TEU again.")
    units = {}
    for text in ("", "rules: {units: {container: {signs: [TEU]}}}\n"):
        write("corpus.yaml", text)
        with Library(corpus, tmp_path / "kept", Settings()) as library:
            library.build()
            (amount,) = library.facts(kinds=["quantity"])
            units[text] = amount.unit  # type: ignore[attr-defined]
    without, own = units.values()
    assert without != own == "container"
