"""What happens at each key, on an index that is large enough for impacts: no Whoosh, no model, no file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from small_library import ARTICLES, Library

ASK = """
import sys
from pathlib import Path
from search_index.fulltext import FullText
from search_index.models import Document

def nothing(path):
    return Document(path, "", "", "", "", ())

def ask(query, any_word=False, newest=False):
    return index.search(
        query, any_word=any_word, as_you_type=True, limit=10, document=nothing, newest=newest
    )

index = FullText(Path(sys.argv[1]))
opened, listening = [], False
sys.addaudithook(lambda event, found: opened.append(found[0]) if listening and event == "open" else None)
# The first key opens the impacts and imports what tells words apart.
assert ask("trade tr").total
listening = True
for query in ("t", "tr", "tra", "trade", "trade tre", "trade after:2024", "steel source:led", "-trade st"):
    assert ask(query).total, query
    assert ask(query, newest=True).total, query
assert ask("steel trade lima", any_word=True).total
assert not ask("steel anchovies lima").total
listening = False
print(opened)
print(sorted(name for name in sys.modules if name.split(".")[0] in ("spacy", "thinc", "whoosh", "sqlite3")))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with impacts."""
    place = tmp_path_factory.mktemp("typed") / "index"
    library = Library(place)
    library.add(*ARTICLES)
    library.index.close()
    return place


@pytest.mark.slow
def test_a_key_opens_no_file_and_loads_no_search_of_whoosh_and_no_model(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(folder)], capture_output=True, text=True, check=True
    )
    opened, modules = done.stdout.splitlines()
    assert opened == "[]"
    # Of Whoosh, only its stemmer.
    assert modules == "['whoosh', 'whoosh.lang', 'whoosh.lang.porter2']"


def test_a_key_asks_no_collector(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import whoosh.collectors
    import whoosh.searching

    def never(*_: object, **__: object) -> None:
        raise AssertionError("Whoosh was asked")

    monkeypatch.setattr(whoosh.searching.Searcher, "search_with_collector", never)
    monkeypatch.setattr(whoosh.searching.Searcher, "__init__", never)
    library = Library(folder)
    library.documents = {one.path: one for one in ARTICLES}
    assert "treaty" in library.paths("trade tre", typing=True)
    assert library.ask('"trade treaty"', typing=True).total == 1
    library.index.close()
