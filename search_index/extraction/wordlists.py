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


def one_of(alternatives: Iterable[str]) -> str:
    """A pattern for any of ``alternatives``, longest first; a blank matches any white space."""
    longest_first = sorted(set(alternatives), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
