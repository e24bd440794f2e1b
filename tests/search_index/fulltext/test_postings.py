"""Postings come in Whoosh's order however they are sorted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage
from whoosh.writing import PostingPool

from search_index.fulltext.postings import PiecewisePool, Posting

_FIELDS = st.sampled_from(["said", "text", "text_exact", "who"])
_TERMS = st.binary(max_size=3)
POSTINGS = st.lists(
    st.tuples(_FIELDS, _TERMS, st.integers(0, 9), st.just(1.0), st.just(b"x")), max_size=60
)


def _pool(folder: Path, kind: type[PostingPool]) -> PostingPool:
    return kind(FileStorage(str(folder)), None, limitmb=1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(POSTINGS)
def test_postings_are_sorted_by_field_term_and_article(
    tmp_path: Path, postings: list[Posting]
) -> None:
    pool = _pool(tmp_path, PiecewisePool)
    for posting in postings:
        pool.add(posting)
    assert list(pool.items()) == sorted(postings)
    assert pool.fieldnames == {posting[0] for posting in postings}


@pytest.mark.parametrize("kind", [PostingPool, PiecewisePool])
def test_what_was_spilled_to_disk_is_in_order_too(tmp_path: Path, kind: type[PostingPool]) -> None:
    pool = _pool(tmp_path, kind)
    postings = [
        ("text", f"{number % 97}".encode(), number, 1.0, b"x" * 99) for number in range(9000)
    ]
    for posting in postings:
        pool.add(posting)
    assert pool.runs, "the test is about what was spilled"
    assert list(pool.items()) == sorted(postings)
