"""Text that would command a terminal, a spreadsheet or a browser goes out by no way as it came in."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tui.cli import main

ESCAPES = (
    "\x1b]0;owned\x07"  # OSC: a new title for the window
    "\x1b[2J\x1b[31m"  # CSI: a cleared screen
    "\x9b5n\x90q\x9c"  # C1
    "\u202e\u2066"  # bidi overrides
    "\u200b\u2060"  # nothing to see
    "[bold red]rich[/] [link=x]y[/link]"
    "\x08\x7f\r"
)
HTML = """<script>alert(1)</script>"'><b onclick="x" style=y>"""
# What no terminal may be sent: C0 but for line ends and tabs, DEL, C1, and what turns the reading direction.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Page(HTMLParser):
    """What of a page a browser would run."""

    def __init__(self) -> None:
        super().__init__()
        self.commands: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        links = [value or "" for name, value in attrs if name in ("href", "src")]
        if tag in ("script", "iframe", "object", "b") or any(name[:2] == "on" for name, _ in attrs):
            self.commands.append((tag, attrs))
        self.commands += [link for link in links if not link.startswith("#")]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    text = f"Title: =cmd|calc {ESCAPES}{HTML}\nSource: +Pos{ESCAPES}t\nDate: 2026-01-06\n\n"
    for number, name in enumerate((f"a{ESCAPES}.txt", "b.txt", "-c.txt")):
        body = (
            f"Trade{ESCAPES} reached ${number + 4} billion in 2025, {HTML} the ministry said on Monday.\n\n"
            f"“@SUM(1) {ESCAPES} ships came,” said Ana Bell, the harbour master.\n"
        )
        (folder / name.replace("/", "_")).write_text(text + body, "utf-8")
    (folder / f"z{ESCAPES.replace('/', '_')}.pdf").write_bytes(b"%PDF junk")
    (folder / "corpus.yaml").write_text('documents: {"no\\e[31m.txt": {title: x}}\n', "utf-8")
    return folder


@pytest.fixture(scope="module")
def library(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    kept = tmp_path_factory.mktemp("kept")
    main(["index", str(corpus), "--library", str(kept), "-q"])
    yield kept


COMMANDS = [
    ["find", "trade"], ["find", f"trade{ESCAPES}"], ["find", "zzz" + ESCAPES],
    ["facts"], ["facts", "--explain"], ["facts", "--about", f"trade {ESCAPES}"],
    ["compare"], ["compare", "--timeline"], ["compare", "--explain", "1"],
    ["compare", "--explain", f"{ESCAPES}"],
    ["show", "b.txt"], ["show", f"nothing{ESCAPES}"], ["doctor"], ["index"],
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("form", ["table", "json", "csv", "md", "html"])
@pytest.mark.parametrize(
    "command", COMMANDS, ids=lambda words: " ".join(words)[:20].split("\x1b")[0]
)
def test_no_command_sends_a_terminal_what_it_would_obey(
    command: list[str], form: str, corpus: Path, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = [str(corpus)] if command == ["index"] else ["--in", str(corpus)]
    main([*command, *where, "--library", str(library), "--format", form])
    out, err = capsys.readouterr()
    assert not FORBIDDEN.findall(out) and not FORBIDDEN.findall(err)
    if form == "html":
        assert HTML not in out
        page = Page()
        page.feed(out)
        assert not page.commands
    if form == "csv" and out:
        for row in csv.reader(io.StringIO(out)):
            assert not any(re.match(r"[=+@]|-[^\d]", cell) for cell in row), row


@pytest.mark.slow
@pytest.mark.parametrize("form", ["table", "json", "csv", "md", "html"])
def test_a_written_file_is_as_clean_as_the_screen(
    form: str, corpus: Path, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "out"
    where = ["--in", str(corpus), "--library", str(library)]
    assert main(["compare", *where, "--format", form, "--output", str(file)]) == 0
    assert not FORBIDDEN.findall(file.read_text("utf-8"))
    assert not FORBIDDEN.findall("".join(capsys.readouterr()))


@pytest.mark.slow
def test_an_error_about_a_path_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([f"/nowhere{ESCAPES}"]) == 3
    assert main(["find", "x", "--in", f"/nowhere{ESCAPES}"]) == 3
    assert main([f"--no-such{ESCAPES}"]) == 2
    assert not FORBIDDEN.findall(capsys.readouterr().err)


@pytest.mark.slow
def test_the_hostile_documents_are_found_all_the_same(
    corpus: Path, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["find", "ministry", "--in", str(corpus), "--library", str(library)]) == 0
    out = capsys.readouterr().out
    assert "3 documents" in out and "[bold red]rich[/]" in out and "<script>" in out
