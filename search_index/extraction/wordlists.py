"""The YAML word lists of the rules with the user's own words added, and patterns built from them.

What is read here, and every table and pattern that a cached function of this package makes of it, is
kept for a whole process and forgotten where own words change. No list is ever read but by ``words``.
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from search_index.extraction import model
from search_index.extraction.model import WORDS
from search_index.own_rules import OwnRules

_own = OwnRules()


def use(own: OwnRules) -> None:
    """Add ``own`` words to the lists, in place of those added before."""
    global _own
    if own == _own:
        return
    _own = own
    # All that is cached in this package is made of the lists, the model in model.py aside.
    for name, module in list(sys.modules.items()):
        if name.startswith("search_index.extraction."):
            for made in vars(module).values():
                if hasattr(made, "cache_clear") and made is not model.load_model:
                    made.cache_clear()


@functools.cache
def words(name: str) -> dict[str, Any]:
    """The content of ``words/{name}.yaml``, own words added; shared, so never to be changed."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data: dict[str, Any] = yaml.load((WORDS / f"{name}.yaml").read_text("utf-8"), Loader=loader)
    _add(data, _additions(_own).get(name, {}))
    return data


def _additions(own: OwnRules) -> dict[str, Mapping[str, Any]]:
    """Own words by list file, in the form the file has."""
    speech = own.words("speech")
    sureness = {word: sure for sure, found in own.table("certainty").items() for word in found}
    currencies = own.table("currencies")
    return {
        "names": {
            "honorifics": own.words("honorifics"),
            "offices": [office.lower() for office in own.words("offices")],
            "organisation": own.words("organisations"),
            "never": own.words("not_names"),
        },
        "cues": {"direct": speech, "clause_postposed": speech},
        "certainty": dict.fromkeys(("verbs", "adverbs", "adjectives"), sureness),
        "hedges": {"before": own.table("hedges")},
        "roles": own.table("roles"),
        "units": {
            name: {
                "words": [word.lower() for word in unit.get("words", ())],
                "signs": unit.get("signs", ()),
            }
            for name, unit in own.table("units").items()
        },
        "currencies": {
            "signs": {code: one["signs"] for code, one in currencies.items() if "signs" in one},
            "nouns": {
                code: [noun.lower() for noun in one["nouns"]]
                for code, one in currencies.items()
                if "nouns" in one
            },
        },
        "countries": own.table("countries"),
    }


def _add(data: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Put ``more`` into ``data``: lists grow at their end, what is new is added."""
    for key, value in more.items():
        if isinstance(value, Mapping):
            _add(data.setdefault(key, {}), value)
        elif isinstance(value, str):
            data[key] = value
        else:
            data[key] = [*data.get(key, ()), *value]


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
