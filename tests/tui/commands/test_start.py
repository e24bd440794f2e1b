"""What a command loads: a look-up must not wait for the app or the language model."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
from tui.cli import main
code = main(sys.argv[1:])
print(code, *sorted(sys.modules), file=sys.stderr)
"""


def loaded(*words: str) -> set[str]:
    """The modules that a process of its own has loaded when the command has ended."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words], capture_output=True, text=True, check=True
    )
    code, *modules = done.stderr.splitlines()[-1].split()
    assert code in ("0", "1"), done.stderr
    return {module.split(".")[0] for module in modules} | {
        module for module in modules if module.startswith(("search_index", "tui"))
    }


def test_the_front_loads_nothing_but_click() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, tui.cli; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    modules = set(done.stdout.split())
    assert "click" in modules
    heavy = {"textual", "spacy", "whoosh", "rich", "yaml", "sqlite3", "platformdirs", "numpy"}
    assert not modules & (heavy | {"search_index.library", "search_index.models"})


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus with a built library in the folder `kept` beside it."""
    folder = tmp_path_factory.mktemp("corpus") / "texts"
    folder.mkdir()
    (folder / "one.txt").write_text(
        "Harbour news\n\nThe harbour handled 4.2 million tonnes in 2024.\n"
    )
    words = ["index", str(folder), "--library", str(folder.parent / "kept"), "-q"]
    command = [sys.executable, "-c", PROGRAM, *words]
    environment = {**os.environ, "HOME": str(folder.parent)}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [["find", "harbour"], ["show", "one.txt"], ["facts"], ["compare"]],
    ids=lambda words: words[0],
)
@pytest.mark.parametrize("form", ["json", "table"])
def test_on_a_built_library_no_command_loads_the_app_or_the_model(
    corpus: Path, words: list[str], form: str
) -> None:
    where = ["--in", str(corpus), "--library", str(corpus.parent / "kept"), "--format", form]
    modules = loaded(*words, *where)
    assert "search_index.library" in modules
    assert not modules & {"textual", "spacy", "thinc", "numpy", "babel"}
    if form == "json":
        assert "rich" not in modules


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "table"])
def test_a_look_up_that_is_piped_loads_no_more_than_it_needs(corpus: Path, form: str) -> None:
    where = ["--in", str(corpus), "--library", str(corpus.parent / "kept"), "--format", form]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "find", "harbour", *where],
        capture_output=True,
        text=True,
        check=True,
    )
    modules = set(done.stderr.splitlines()[-1].split())
    assert "search_index.models.search" in modules
    needless = {
        "search_index.models.facts",
        "search_index.models.points",
        "search_index.store.writer",
        "search_index.building",
    }
    assert not modules & (needless | {"rich.console", "rich.text", "yaml", "tempfile", "filelock"})
    if sys.platform == "linux":
        assert "platformdirs" not in modules
