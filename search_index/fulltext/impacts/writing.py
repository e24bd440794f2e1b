"""Whoosh's postings -> the arrays of a segment, and the list of its commit. Whoever writes holds Whoosh's lock.

What a segment's file holds, for each field F of text: its terms in order (F.terms, one after the other, and F.ends), a
hash table of them (F.slots), where each one's postings begin (F.starts), the articles of each posting (F.ids), how
often it is there (F.counts), and for fields of forms at which places (F.places, from F.first_place of its term on).
Of each article: the length of F in Whoosh's one byte (F.lengths), its days, its keys, and its rank among articles of one
score. Numbers of articles are those of Whoosh's segment.
"""

from __future__ import annotations

import contextlib
import zlib
from array import array
from collections.abc import Iterator
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from struct import Struct
from typing import Any

from whoosh.codec.whoosh3 import LENGTHS_COLUMN, WHOOSH3_HEADER_MAGIC
from whoosh.util.numeric import byte_to_length

from search_index.fulltext.impacts.files import ArrayFile, ArrayWriter, DamagedFileError
from search_index.fulltext.impacts.listing import (
    ListedSegment,
    keys_file,
    read_listing,
    segment_file,
    write_listing,
)
from search_index.fulltext.schema import TEXT_FIELDS, days
from search_index.fulltext.storage import narrow_load, narrow_loads, open_index

_FIELD = 2
"""Bytes of a key of Whoosh's list of terms that say which field it is of."""

_EXTENT, _BLOCK_LENGTH = Struct("!qi"), Struct("!i")


def keep_impacts(folder: Path, *, verify: bool = False) -> None:
    """Bring the impacts to the last commit; with ``verify``, make anew what is damaged.

    Whatever goes wrong, a full disk or a segment that cannot be read, leaves the commit without impacts: Whoosh
    answers it, and says what it finds.
    """
    with contextlib.suppress(Exception), open_index(folder).reader() as reader:
        generation = reader.generation()
        segments: list[ListedSegment] | None = None
        written = False
        if reader.doc_count_all():
            segments = []
            for leaf, _ in reader.leaf_readers():
                segment = leaf.segment()
                name = segment.segment_id()
                path = segment_file(folder, name)
                if not path.exists() or (verify and not _is_whole(path)):
                    _write_segment(leaf, path)
                    written = True
                keys = keys_file(folder, name)
                if not keys.exists() or (verify and not _is_whole(keys)):
                    _write_keys(leaf, keys)
                deleted = sorted(segment.deleted_docs())
                segments.append(ListedSegment(name, leaf.doc_count_all(), deleted))
        # A new list makes readers look again, also for what was mended.
        if written or not _is_listed(folder, generation, segments):
            write_listing(folder, generation, segments)


def _is_listed(folder: Path, generation: int, segments: list[ListedSegment] | None) -> bool:
    try:
        return read_listing(folder, generation) == segments
    except (DamagedFileError, OSError, ValueError, TypeError):
        return False


def _is_whole(path: Path) -> bool:
    try:
        ArrayFile(path)
    except (DamagedFileError, OSError):
        return False
    return True


def _write_segment(leaf: Any, path: Path) -> None:
    with ArrayWriter(path) as file:
        lengths = {}
        for field in TEXT_FIELDS:
            for name in (field, f"{field}_exact"):
                lengths[name] = int(leaf.field_length(name))
                if lengths[name]:
                    _write_field(file, leaf, name)
        _write_articles(file, leaf)
        file.notes = {
            "lengths": lengths,
            "of byte": [byte_to_length(byte) for byte in range(256)],
        }


def _write_keys(leaf: Any, path: Path) -> None:
    with ArrayWriter(path) as file:
        keys = [leaf.stored_fields(number) for number in range(leaf.doc_count_all())]
        file.notes = {
            "paths": [stored["path"] for stored in keys],
            "digests": [stored["digest"] for stored in keys],
        }


def _write_field(file: ArrayWriter, leaf: Any, name: str) -> None:
    placed = name.endswith("_exact")
    terms, ends = bytearray(), array("I", [0])
    starts, ids, counts = array("I", [0]), array("I"), array("I")
    places, first_place = array("I"), array("Q")
    for term, blocks in _postings(leaf, name):
        terms += term
        ends.append(len(terms))
        first_place.append(len(places))
        for (deltas, weights, values), count in blocks:
            ids.extend(accumulate(deltas))
            if isinstance(weights, tuple):
                counts.extend(map(int, weights))
            else:
                counts.extend([int(weights or 1)] * count)
            if placed:
                places.frombytes(b"".join(values))
        starts.append(len(ids))
    file.add(f"{name}.terms", bytes(terms))
    file.add(f"{name}.ends", ends)
    file.add(f"{name}.slots", _hashed(terms, ends))
    file.add(f"{name}.starts", starts)
    file.add(f"{name}.ids", ids)
    file.add(f"{name}.counts", _narrow(counts))
    if placed:
        file.add(f"{name}.places", _narrow(places))
        file.add(f"{name}.first_place", first_place)
    known = leaf._perdoc._cached_reader(f"_{name}_len", LENGTHS_COLUMN)
    file.add(f"{name}.lengths", bytes(known[number] for number in range(leaf.doc_count_all())))


def _postings(leaf: Any, name: str) -> Iterator[tuple[bytes, Iterator[tuple[Any, int]]]]:
    """The terms of a field in order, each with its blocks of postings: what Whoosh pickled, and how many they are.

    Read as Whoosh's W3LeafMatcher would, a third of its time: its version is frozen.
    """
    terms = leaf._terms
    data = terms._postfile
    start = terms._keycoder(name, b"")
    for key, info in terms._tindex.items_from(start):
        if key[:_FIELD] != start:
            return
        if info[0]:
            raise ValueError("Whoosh has never written postings inside the list of terms")
        offset, length = _EXTENT.unpack(info[-_EXTENT.size :])
        yield key[_FIELD:], _blocks(data.get(offset, length))


def _blocks(data: bytes) -> Iterator[tuple[Any, int]]:
    if data[:4] != WHOOSH3_HEADER_MAGIC:
        raise ValueError("no postings where they should be")
    file, at, last = BytesIO(data), 4, False
    while not last:
        (length,) = _BLOCK_LENGTH.unpack_from(data, at)
        last, length = length < 0, abs(length)
        at += _BLOCK_LENGTH.size
        file.seek(at)
        count, _, _, compressed, _, _ = narrow_load(file)
        block = data[file.tell() : at + length]
        yield narrow_loads(zlib.decompress(block) if compressed else block), count
        at += length


def _hashed(terms: bytearray, ends: array[int]) -> array[int]:
    """Slots that hold a term's number and 1, at its CRC-32 or the next free one; two thirds full at most."""
    count = len(ends) - 1
    mask = (1 << max(1, (count * 3 // 2).bit_length())) - 1
    slots = array("I", bytes(4 * (mask + 1)))
    for number in range(count):
        at = zlib.crc32(terms[ends[number] : ends[number + 1]]) & mask
        while slots[at]:
            at = (at + 1) & mask
        slots[at] = number + 1
    return slots


def _narrow(numbers: array[int]) -> array[int]:
    """The same in as few bytes as the largest of them needs."""
    largest = max(numbers, default=0)
    return numbers if largest > 0xFFFF else array("H" if largest > 0xFF else "B", numbers)


def _write_articles(file: ArrayWriter, leaf: Any) -> None:
    count = leaf.doc_count_all()
    paths, ends, parts = bytearray(), array("I", [0]), array("I")
    first_day, last_day = array("i"), array("i")
    order = []
    for number in range(count):
        stored = leaf.stored_fields(number)
        paths += stored["path"].encode("utf-8", "surrogatepass")
        ends.append(len(paths))
        parts.append(stored["part"])
        first, last = days(stored.get("published")) or (0, 0)
        first_day.append(first)
        last_day.append(last)
        order.append((-first, stored["path"], stored["part"], number))
    order.sort()
    rank = array("I", bytes(4 * count))
    for place, (_, _, _, number) in enumerate(order):
        rank[number] = place
    file.add("paths", bytes(paths))
    file.add("path_ends", ends)
    file.add("parts", parts)
    file.add("first_day", first_day)
    file.add("last_day", last_day)
    file.add("rank", rank)
