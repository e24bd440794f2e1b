"""The words by which visits are told: nouns and verbs of going, and what doubts or dates them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from search_index.models import Certainty

NOUN = r"(?:visit|trip|journey|tour|stay|attendance|arrival)"
KIND = r"(?P<kind>(?:[\w-]+\s+){0,4}?)"
# What a noun of going may stand before: “to Lisbon”, “at the Harbour Summit in Lisbon”.
GOING = re.compile(rf"(?i)\b{NOUN}(?=\s+(?:to|at|in)\s)")
OWNED = re.compile(rf"(?i)^['’]s?\s+{KIND}$")
PRONOUN = re.compile(rf"(?i)\b(?:his|her|their)\s+{KIND}$")
BY = re.compile(r"(?i)^\s+by\s+(?:(?:the\s+)?(?:[\w.-]+\s+){0,4})$")
# Between “visit” and the first place, and between one place and the next: no verb, no second clause.
TO_PLACE = re.compile(
    r"^(?:\s+(?:to|at|in|of|the|an?|its|annual|official|capital|city|(?i:summit|meeting|conference|forum)"
    r"|[A-Z(][\w().’'-]*|[\w-]+['’]s))*\s+$"
)
TO_NEXT = re.compile(r"^,?(?:\s+(?:and|in|to|at|then))+(?:\s+the)?\s+$")
TO_TIME = re.compile(r"(?i)^(?:,|\s+(?:in|on|from|for|between|during|over|early|late|later))*\s+$")
VERBS = {
    "visit": "",
    "tour": "",
    "attend": "",
    "travel": "to",
    "fly": "to",
    "go": "to",
    "head": "to for",
    "return": "to",
    "arrive": "in at",
    "land": "in at",
}
ADJECTIVES: Mapping[str, Certainty] = MappingProxyType(
    {
        **dict.fromkeys(("potential", "possible", "mooted", "rumoured", "rumored"), "possible"),
        **dict.fromkeys(
            ("planned", "upcoming", "expected", "proposed", "scheduled", "forthcoming", "coming"),
            "expected",
        ),
        **dict.fromkeys(("cancelled", "canceled", "aborted", "abandoned", "unlikely"), "denied"),
    }
)
# What a visit itself does, by which it is told whether it comes about: it is no visit that is “seen as a breakthrough”.
HAPPENS = frozenset({"take", "follow", "happen", "occur", "go", "schedule", "plan", "proceed"})
UNDONE = frozenset({"cancel", "scrap", "abort", "abandon", "call"})
LOOKS = frozenset({"be", "look", "seem", "appear", "remain", "become"})
# What is said of it: “the trip is unlikely to take place”, “is off”.
SAID_OF_IT: Mapping[str, Certainty] = MappingProxyType(
    {
        "unlikely": "unlikely",
        "doubtful": "unlikely",
        "in doubt": "unlikely",
        "off": "denied",
        "out of the question": "denied",
        "likely": "expected",
        "uncertain": "possible",
    }
)
ASKED = re.compile(r"(?i)\b(?:invited|asked|urged|encouraged|welcome)\s+to\b")
AGAIN = re.compile(
    r"(?i)\b(?P<all>(?:both|these|those|the\stwo|the|this|that|such\san?|either)\s(?:[\w-]+\s){0,2}?"
    r"(?:visit|trip|journey)(?P<many>s?))\b(?!\s+(?:to|by|of)\b)"
)
# A visit told of before and the day it is given: “the visit, on 6 and 7 May,”, “the events of May 2024”.
ITS_DAYS = re.compile(
    r"(?i)\b(?:(?:the|this|his|her|their)\s(?:[\w-]+\s){0,3}?(?:visit|trip|journey|tour)"
    r"(?:,?\s(?:which\s)?(?:(?:is|was|has\sbeen|were)\s)?"
    r"(?:took\splace|takes\splace|runs?|ran|lasts?|lasted|begins?|began|scheduled|planned|due|set|made))?"
    r"(?:,|\s(?:of|on|in|from|for|between|during|over|early|late|later|last|this))+"
    r"|the\sevents\sof(?:\s(?:early|late))?)\s$"
)
PROSPECTS = re.compile(r"(?i)^(?:the\s+|any\s+)?(?:prospect|chance|likelihood|odds|hope)s?\b")
