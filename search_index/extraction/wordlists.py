"""The YAML word lists of the quantity rules, read once a process, and patterns built from them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Any

import yaml

from search_index.extraction.model import WORDS


@functools.cache
def words(name: str) -> dict[str, Any]:
    """The content of ``words/{name}.yaml``."""
    data: dict[str, Any] = yaml.safe_load((WORDS / f"{name}.yaml").read_text("utf-8"))
    return data


@functools.cache
def word_set(name: str, key: str) -> frozenset[str]:
    """The words under ``key`` of a list, whether they stand as a list or as the keys of a table."""
    return frozenset(str(word) for word in words(name)[key])


# Patterns that look at what stands beside a number see this many characters, so cost stays linear.
WINDOW = 80


def before(text: str, position: int) -> str:
    """The characters before ``position``, as far as any pattern looks."""
    return text[max(0, position - WINDOW) : position]


def after(text: str, position: int) -> str:
    """The characters from ``position`` on, as far as any pattern looks."""
    return text[position : position + WINDOW]


def one_of(alternatives: Iterable[str]) -> str:
    """A pattern for any of ``alternatives``, longest first; a blank matches any white space."""
    longest_first = sorted(set(alternatives), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
