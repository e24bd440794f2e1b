"""Where a place of a text is after the text has changed on disk. Pure."""

from __future__ import annotations

from tui.session import found_again, words_at


def moved(before: str, after: str, offset: int) -> int:
    """The offset in ``after`` of what stood at ``offset`` in ``before``, as near as can be told.

    What precedes the first change stays, what follows the last keeps its distance to the end; between them
    the words that stood there are looked for. Takes time in proportion to the texts.
    """
    offset = max(0, min(offset, len(before)))
    head = _alike(before, after)
    if offset <= head:
        return min(offset, len(after))
    most = min(len(before), len(after)) - head
    tail = _alike(before[len(before) - most :], after[len(after) - most :], from_end=True)
    if offset >= len(before) - tail:
        return offset + len(after) - len(before)
    # What follows may have changed as well: then less of it must do.
    words = words_at(before, offset)
    line = words.split("\n", 1)[0]
    for sought in (words, line, line[: len(line) // 2]):
        at = found_again(after, offset, sought)
        if sought and after.startswith(sought, at):
            return at
    return min(offset, len(after))


def _alike(one: str, other: str, *, from_end: bool = False) -> int:
    """How many characters both have in common at the beginning, or at the end.

    By halves: comparing slices is a hundred times as fast as comparing characters.
    """
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if from_end:
            same = one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]  # fmt: skip
        else:
            same = one[low:middle] == other[low:middle]
        low, high = (middle, high) if same else (low, middle - 1)
    return low
