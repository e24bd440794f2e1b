"""Every rule by its name, with the sentence that says it to a reader: the one place to look a rule up."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from search_index.comparison.forced import SENTENCES as _FORCED
from search_index.comparison.verdicts import RULES
from search_index.explanation import UNMATCHED

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        **{rule.name: rule.sentence for rule in RULES},
        # What happened.
        "same_event": "Both tell one event alike, or of the same day.",
        "same_event_in_detail": "Both tell one event; one of them tells more of it.",
        "told_in_other_words": "Both tell the same in a sentence, each in words of its own.",
        # Who holds an office.
        "same_office": "Both name the same holder of one office.",
        # Who goes where.
        "same_visit": "Both tell that somebody visits a place; one may say when.",
        "visit_within": "Both tell of one visit; the days of one lie within those of the other.",
        "visit_doubted": "Both tell of one visit; one doubts it, or expects it where the other has it done.",
        # What rank somebody has.
        "same_rank": "Both rank somebody alike in one trade; one may say only that the rank is high.",
        "other_rank": "Both rank somebody in one trade and give two ranks, for one year or for two.",
        # When.
        "same_time": "Both set it at the same time.",
        "time_within": "The time of one lies within the time of the other.",
        "other_day": "Both tell of one event and set it on different days.",
        # How long.
        "same_length": "Both say how long it lasts or lies back, and say the same.",
        "other_since": "One article says an event was some time ago, and goes on another time later.",
        # Who said what.
        "same_words": "Both quote the same words.",
        "shared_words": "Both quote the same words; one quotes more of them.",
        "other_words": "Both report what one speaker said, each in words of its own.",
        "other_speaker": "The same words are given to two speakers.",
        "other_word": "One sentence of one speaker is quoted with another word in it.",
        # Put together or corrected by a person.
        **_FORCED,
        "corrected": "A person gave this verdict.",
        "single": "One source alone says it; others on the subject are silent.",
        UNMATCHED: "No claim of another source came near enough to be an answer to the same question.",
    }
)
"""Rule name to sentence."""


def sentence_of(rule: str) -> str:
    """What the rule says; empty for a name that no rule has (a library that another version wrote)."""
    return SENTENCES.get(rule, "")
