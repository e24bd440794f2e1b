"""Nothing a document holds may command the terminal or hide on it."""

import json
import re
import sys

import pytest

from tui import cleaning
from tui.cleaning import SUBSTITUTE, clean, clean_line, escape_unsafe

HOSTILE = {
    "an escape sequence": "\x1b]0;owned\x07",
    "an 8-bit control sequence": "\x9b31m",
    "a backspace": "paid\b\b\b\bowed",
    "a direction override": "\u202e5.28\u202c",
    "an isolate": "\u2066x\u2069",
    "a character of no width": "bil\u200blion",
    "a byte order mark inside": "a\ufeffb",
    "a tag character": "a\U000e0041b",
    "a lone surrogate": "a\udc80b",
    "a deletion": "a\x7fb",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_a_terminal_would_obey_is_made_visible(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert SUBSTITUTE in cleaned
    assert cleaned.encode("utf-8")
    assert clean(cleaned) == cleaned


def test_ordinary_text_in_any_script_is_left_alone() -> None:
    text = "Türkiye’s “$5 billion” — 马来西亚 العربية हिन्दी 👩🏽 [bold]not markup[/bold]\nnext line"
    assert clean(text) == text


def test_blanks_of_every_kind_become_one_blank() -> None:
    assert clean("a\tb\r\nc\u2028d") == "a b \nc d"


def test_one_line_holds_no_newline_and_keeps_its_length() -> None:
    assert clean_line("one\ntwo\r\nthree") == "one two  three"


def test_a_soft_hyphen_is_shown_as_one() -> None:
    assert clean("co\u00adoperation") == "co-operation"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_json_keeps_the_value_and_loses_the_danger(text: str) -> None:
    encoded = escape_unsafe(json.dumps(text, ensure_ascii=False))
    assert json.loads(encoded) == text
    assert clean(encoded) == encoded


def test_every_unsafe_character_is_met_by_the_quick_look_as_well() -> None:
    unsafe = re.compile(f"[{cleaning._UNSAFE}]")
    for code in range(sys.maxunicode + 1):
        if unsafe.match(chr(code)):
            assert not cleaning._is_safe(chr(code)), hex(code)
