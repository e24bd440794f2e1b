"""Words that say the contrary: two sentences near in every other word do not tell the same where one has “rose” and
the other “fell”. Meaning by vectors cannot see it: opposites stand in like company.
"""

from __future__ import annotations

import itertools
from typing import Final

from search_index.folding import fold

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
    ("open opens opened reopen reopened", "closes closed shut"),
    ("legal lawful", "illegal unlawful"),
    ("likely", "unlikely"),
    ("possible", "impossible"),
    ("succeed succeeds succeeded success", "fail fails failed failure"),
    ("better improve improved improving", "worse worsen worsened deteriorated"),
    ("strong stronger", "weak weaker"),
)


_NEGATIONS: Final = frozenset(
    ["not", "never", "nobody", "nothing", "without", "neither", "nor", "none", "cannot", "no"]
)
# Word, or two, -> the sides it stands on: n for one side of the n-th pair, -n for the other.
_STANDS_ON: Final[dict[str, list[int]]] = {}
for _number, _pair in enumerate(_SIDES, 1):
    for _sign, _words in zip((1, -1), _pair, strict=True):
        for _word in _words.split():
            _STANDS_ON.setdefault(_word.replace("_", " "), []).append(_sign * _number)


def stance_of(text: str) -> frozenset[int]:
    """The sides of opposites that ``text`` has a word of; a pair of which it has both tells nothing."""
    words = fold(text).split()
    found = {
        side
        for word in (*words, *(f"{a} {b}" for a, b in itertools.pairwise(words)))
        for side in _STANDS_ON.get(word, ())
    }
    return frozenset(side for side in found if -side not in found)


def contrary(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether one of two stances has a side of which the other has the opposite."""
    return any(-side in other for side in one)


def negated(text: str) -> bool:
    """Whether anything in ``text`` is said not to be."""
    words = fold(text).split()
    # “Won't” folds to “won t”.
    return not _NEGATIONS.isdisjoint(words) or "t" in words
