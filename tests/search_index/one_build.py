"""A build in a process of its own, to be killed: `python one_build.py CORPUS LIBRARY`.

Prints “begun” before it reads a file and “done” when everything is kept.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    from fake_rules import Recorder

    from search_index import building_text, indexing, indexing_lots
    from search_index.library import Library
    from search_index.settings import Settings

    # Many commits, so that a kill meets each kind of them.
    building_text.BATCH_DOCUMENTS = indexing.BATCH_DOCUMENTS = 4
    indexing.MANY, indexing_lots.SMALLEST, indexing_lots.LARGEST = 8, 3, 5
    corpus, kept = map(Path, sys.argv[1:3])
    with Library(corpus, kept, Settings(), _rules=Recorder().rules()) as library:
        print("begun", flush=True)
        library.build()
        print("done", flush=True)
