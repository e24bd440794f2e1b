"""Segments stay few, an article is rewritten seldom, and a small commit never waits for a large one."""

from __future__ import annotations

import random

import pytest
from small_library import Library, document

from search_index.fulltext.merging import LARGEST, chosen


def grown(commits: list[int]) -> tuple[list[int], int, list[int]]:
    """The sizes of the segments after these commits, how many articles were rewritten, and by which commit how many."""
    sizes: list[int] = []
    rewritten = []
    for added in commits:
        places = chosen([(size, 0) for size in sizes], added)
        rewritten.append(sum(sizes[place] for place in places))
        sizes = [size for place, size in enumerate(sizes) if place not in places]
        sizes.append(added + rewritten[-1])
    return sizes, sum(rewritten), rewritten


def test_a_large_index_has_few_segments_and_rewrites_each_article_about_once() -> None:
    sizes, rewritten, _ = grown([200] * 500)
    assert sum(sizes) == 100_000
    assert len(sizes) < 60
    assert rewritten < 110_000


def test_documents_that_come_one_by_one_never_wait_for_many() -> None:
    sizes, _, rewritten = grown([200] * 100 + [1] * 3000)
    assert max(rewritten[100:]) <= 1_100
    assert sorted(rewritten[100:])[-10] <= 100
    assert len(sizes) < 120


def test_a_segment_that_is_mostly_deleted_goes_unless_it_takes_long() -> None:
    assert chosen([(50, 30), (50, 20)], 1) == [0]
    assert chosen([(5000, 3000), (50, 20)], 1) == []
    assert chosen([(5000, 3000), (50, 20)], 200) == [0]
    assert chosen([(2 * LARGEST, 2 * LARGEST - 5)], 1) == [0]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_put_together_is_all_there(library: Library, seed: int) -> None:
    chance = random.Random(seed)
    for n in range(40):
        library.add(document(f"{n % 30:02}.txt", f"plums number {n}"))
        if chance.random() < 0.2:
            library.remove(f"{chance.randrange(30):02}.txt")
    held = library.index.digests()
    assert library.ask("plums", limit=100).total == len(held)
    assert {hit.doc for hit in library.ask("plums", limit=100).hits} == set(held)
