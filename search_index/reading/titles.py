"""A title for a document that gives none: its first line, or the first sentence of that."""

from __future__ import annotations

import re

# What a list of hits shows on one line beside the source and the date.
_LONGEST = 90
# A sentence ends before a capital, unless a short word or an initial stands before the stop (“Mr. ”,
# “U.S. ”, “Jan. 6”).
_SENTENCE_END = re.compile(r"(?<=\w\w\w\w)[.!?]+[\"'”’)]*(?=\s+[\"'“‘(]?[^\W\d_a-z])")
_MARKUP = re.compile(r"^(?:#{1,6}|>|[-*+](?=\s))\s*|\s*#+$|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")


def first_line(text: str, start: int = 0, end: int | None = None) -> str:
    """The first line of ``text[start:end]`` with a word in it, else the first that is not blank, else “”."""
    blank = ""
    for found in re.compile(r"[^\n]+").finditer(text, start, len(text) if end is None else end):
        line = found[0].strip("\ufeff \t\r\f\v")
        if re.search(r"\w", line[:2000]):
            return line[:2000]
        blank = blank or line[:2000]
    return blank


def title_from(line: str) -> str:
    """``line`` as a title: without Markdown marks, and at most 90 characters.

    A longer one is cut to its first sentence, else between words with an ellipsis.
    """
    heading = line.startswith("#")
    bare = _MARKUP.sub("", line) if heading or re.search(r"[*_`#>]", line[:1]) else line
    title = " ".join("".join(c if c.isprintable() else " " for c in bare).split())
    if len(title) <= _LONGEST:
        return title
    sentence = _SENTENCE_END.search(title, 0, _LONGEST + 40)
    if sentence and sentence.start() <= _LONGEST:
        return title[: sentence.end()].rstrip(".")
    cut = title.rfind(" ", 0, _LONGEST)
    return title[: cut if cut > _LONGEST // 2 else _LONGEST - 1].rstrip(" ,;:—–-") + "…"
