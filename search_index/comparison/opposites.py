"""Words that say the contrary: two sentences near in every other word do not tell the same where one has “rose” and
the other “fell”. Meaning by vectors cannot see it: opposites stand in like company.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# Each line two sides; a phrase of several words is joined by “_”.
_SIDES: Final = (
    (
        "enough plenty sufficient ample",
        "short shortage lack lacks lacked lacking scarce insufficient running_out run_out ran_out not_enough",
    ),
    (
        "rose rise rises risen rising increase increases increased increasing grew grow grows growing climbed surged",
        "fell fall falls fallen falling drop drops dropped declined decrease decreased shrank shrunk plunged",
    ),
    (
        "support supports supported supporting backs backed backing endorse endorses endorsed favors favours",
        "oppose opposes opposed opposing rejects rejected denounce denounced",
    ),
    (
        "accept accepts accepted agree agrees agreed approve approves approved",
        "refuse refuses refused reject rejects rejected veto vetoed block blocked",
    ),
    (
        "confirm confirms confirmed admit admits admitted acknowledge acknowledged",
        "deny denies denied denying",
    ),
    ("won win wins winning victory", "lost lose loses losing defeat"),
    ("guilty convicted", "innocent acquitted not_guilty"),
    ("safe safer", "unsafe dangerous"),
    ("survived alive", "died dead killed"),
    ("open opens opened reopen reopened", "close closes closed shut"),
    ("legal lawful", "illegal unlawful"),
    ("likely", "unlikely"),
    ("possible", "impossible"),
    ("succeed succeeds succeeded success", "fail fails failed failure"),
    ("better improve improved improving", "worse worsen worsened deteriorated"),
    ("strong stronger", "weak weaker"),
)


def _matching(words: str) -> re.Pattern[str]:
    alternatives = "|".join(word.replace("_", r"\s+") for word in words.split())
    return re.compile(rf"(?i)\b(?:{alternatives})\b")


_PATTERNS: Final = tuple((_matching(one), _matching(other)) for one, other in _SIDES)
_NEGATED = re.compile(
    r"(?i)\b(?:not|never|nobody|nothing|without|neither|nor|none|cannot|no)\b|n['’]t\b"
)


def contrary(a: str, b: str) -> bool:
    """Whether one text has a word and the other only its opposite."""
    return any(
        {mine, yours} == {"one", "other"}
        for mine, yours in zip(_sides_of(a), _sides_of(b), strict=True)
    )


def negated(text: str) -> bool:
    """Whether anything in ``text`` is said not to be."""
    return _NEGATED.search(text) is not None


@lru_cache(maxsize=16384)
def _sides_of(text: str) -> tuple[str, ...]:
    """For each pair of opposites which side the text has: “one”, “other”, or “” for none or both."""
    found = []
    for one, other in _PATTERNS:
        has, lacks = one.search(text) is not None, other.search(text) is not None
        found.append("one" if has and not lacks else "other" if lacks and not has else "")
    return tuple(found)
