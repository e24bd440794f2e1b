"""`rules:` in settings.yaml and corpus.yaml: what may be said there, and how a slip is answered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from search_index.errors import CorpusFileError, SettingsError
from search_index.own_rules import BUNDLED, ENTRIES, LISTS, SORTED_LISTS, OwnRules
from search_index.reading import load_corpus_file, read_document
from search_index.settings import Settings, load_settings

ROOT = Path(__file__).parent.parent.parent

FULL = """\
rules:
  speech: [riposte, riposte, "  gainsay "]
  honorifics: Tokoh
  hedges:
    about: [a shade under]
  units:
    container: {words: [twenty-foot container], signs: [TEU]}
    carton: [carton]
  currencies: {MYR: {signs: [MR]}}
  furniture:
"""


def of_corpus(folder: Path, text: str) -> OwnRules:
    (folder / "corpus.yaml").write_text(text, "utf-8")
    return load_corpus_file(folder).rules


def of_settings(folder: Path, text: str) -> OwnRules:
    (folder / "settings.yaml").write_text(text, "utf-8")
    return load_settings(folder / "settings.yaml").rules


def test_rules_are_read_alike_from_corpus_and_settings(tmp_path: Path) -> None:
    rules = of_corpus(tmp_path, FULL)
    assert rules == of_settings(tmp_path, f"mouse: false\n{FULL}workers: 2\n")
    assert rules.words("speech") == ("riposte", "gainsay")
    assert rules.words("honorifics") == ("Tokoh",)
    assert rules.words("furniture") == ()
    assert rules.table("hedges") == {"about": ("a shade under",)}
    assert rules.table("units") == {
        "container": {"words": ("twenty-foot container",), "signs": ("TEU",)},
        "carton": {"words": ("carton",)},
    }


@pytest.mark.parametrize("text", ["", "rules:\n", "rules: {}\n", "rules: {speech: []}\n"])
def test_rules_that_say_nothing_are_the_bundled_ones(text: str, tmp_path: Path) -> None:
    assert of_corpus(tmp_path, text) == of_settings(tmp_path, text) == BUNDLED
    assert not BUNDLED and BUNDLED.digest == ""


SLIPS = {
    "rules:\n  honorific: [Tokoh]\n": (2, "unknown key “honorific”", "“honorifics”"),
    "rules:\n  hedges:\n    abuot: [or so]\n": (3, "unknown key “abuot”", "“about”"),
    "rules:\n  units:\n    carton: {sign: [ct]}\n": (3, "unknown key “sign”", "“signs”"),
    "rules:\n  units: [carton]\n": (2, "“units” is a list", "key: value"),
    "rules: [speech]\n": (1, "“rules” is a list", "key: value"),
    "rules:\n  speech: {say: loud}\n": (2, "“speech” is a group of keys", "a list"),
    "rules:\n  speech: [say, [add]]\n": (2, "“speech” has a list for a word", "a word"),
    "rules:\n  speech: [say, ]\n  offices: ['']\n": (3, "“offices” has “”", "a word"),
    f"rules:\n  speech: [{'x' * 99}]\n": (2, "“speech” has “xxxx", "80 characters"),
    "rules:\n  currencies: {ringgit: [RM]}\n": (2, "“ringgit” is no currency code", "MYR"),
    "rules:\n  speech: [say]\n  speech: [add]\n": (3, "“speech” stands twice", "one of the two"),
}


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_answered_with_its_line_and_a_way_out(text: str, tmp_path: Path) -> None:
    line, message, way_out = SLIPS[text]
    with pytest.raises(CorpusFileError) as in_corpus:
        of_corpus(tmp_path, text)
    with pytest.raises(SettingsError) as in_settings:
        of_settings(tmp_path, text)
    for told, name in ((in_corpus, "corpus.yaml"), (in_settings, "settings.yaml")):
        assert f"{name}, line {line}: {message}" in told.value.message
        assert way_out in told.value.way_out


def test_too_many_words_are_refused(tmp_path: Path) -> None:
    words = ", ".join(f"word{number}" for number in range(2_001))
    with pytest.raises(CorpusFileError, match="2,001 words"):
        of_corpus(tmp_path, f"rules:\n  speech: [{words}]\n")


def test_rules_of_settings_and_corpus_hold_together() -> None:
    one = OwnRules({"speech": ("riposte",), "hedges": {"about": ("or so",)}})
    other = OwnRules(
        {"speech": ("gainsay", "riposte"), "hedges": {"about": ("ish",)}, "offices": ()}
    )
    both = one.joined(other)
    assert both.words("speech") == ("riposte", "gainsay")
    assert both.table("hedges") == {"about": ("or so", "ish")}
    assert one.joined(BUNDLED) == BUNDLED.joined(one) == one
    assert both.digest not in (one.digest, other.digest, "")


def test_the_digest_does_not_depend_on_the_order_of_keys() -> None:
    one = OwnRules({"speech": ("riposte",), "offices": ("envoy",)})
    assert one.digest == OwnRules({"offices": ("envoy",), "speech": ("riposte",)}).digest
    assert one.digest != OwnRules({"offices": ("envoy",), "speech": ("retort",)}).digest


PAGE = """\
Follow the Post on your phone
Ferry back in service

The ferry between the harbour and the island runs again, the council said on Monday.

FOLLOW THE POST ON YOUR PHONE!
"""


def test_own_furniture_is_cut_from_both_ends_of_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    rule = "rules: {furniture: [Follow the Post on your phone]}\n"
    main = {}
    for text in ("", rule):
        (tmp_path / "corpus.yaml").write_text(text, "utf-8")
        document = read_document(tmp_path, "a.txt", load_corpus_file(tmp_path))
        part = document.parts[0]
        main[text] = document.text[part.start : part.end]
    assert main[""] == PAGE.rstrip()
    assert main[rule].startswith("Ferry back") and main[rule].endswith("on Monday.")


def test_every_list_and_what_it_takes_is_documented() -> None:
    documented = re.findall(
        r"^\| `(\w+)` \| (.*?) \|", (ROOT / "docs/rules.md").read_text("utf-8"), re.M
    )
    assert {name for name, _ in documented} == {*LISTS, *SORTED_LISTS, *ENTRIES}
    for name, said in documented:
        for key in (*SORTED_LISTS.get(name, ()), *ENTRIES.get(name, ())):
            assert f"`{key}`" in said


def test_the_example_in_the_docs_is_right(tmp_path: Path) -> None:
    example = (ROOT / "docs/rules.md").read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    assert of_corpus(tmp_path, example)
    assert Settings().rules == BUNDLED
