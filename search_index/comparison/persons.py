"""Persons as the news counts them: the nouns for them, and the words for what befalls them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

PERSONS: Final = frozenset(
    [
        "person",
        "people",
        "man",
        "woman",
        "child",
        "victim",
        "other",
        "resident",
        "citizen",
        "individual",
        "civilian",
        "soldier",
        "troop",
        "passenger",
        "employee",
        "worker",
        "staff",
        "staffer",
        "student",
        "pupil",
        "migrant",
        "refugee",
        "protester",
        "demonstrator",
        "patient",
        "visitor",
        "tourist",
    ]
)
"""Nouns for persons that two sources may use of the same."""

DAMAGE: Final = frozenset(
    [
        "arrest",
        "burn",
        "collapse",
        "damage",
        "destroy",
        "detain",
        "displace",
        "evacuate",
        "flatten",
        "flood",
        "hospitalise",
        "hospitalize",
        "infect",
        "miss",
        "rescue",
        "sink",
        "strand",
        "wreck",
    ]
)
"""Verbs of what goes on being counted for days after it happened."""

SORTS_OF_PERSONS: Final = frozenset(
    [
        "activist",
        "actor",
        "adult",
        "agent",
        "athlete",
        "attacker",
        "attendee",
        "author",
        "bystander",
        "candidate",
        "captive",
        "cleric",
        "client",
        "colleague",
        "commuter",
        "congregant",
        "contractor",
        "convict",
        "customer",
        "deputy",
        "detainee",
        "diplomat",
        "director",
        "doctor",
        "donor",
        "driver",
        "elder",
        "engineer",
        "evacuee",
        "fan",
        "farmer",
        "fighter",
        "firefighter",
        "fisherman",
        "follower",
        "gunman",
        "guard",
        "guest",
        "hostage",
        "immigrant",
        "infant",
        "inmate",
        "inspector",
        "journalist",
        "judge",
        "lawmaker",
        "lawyer",
        "leader",
        "marcher",
        "medic",
        "member",
        "militant",
        "miner",
        "minor",
        "motorist",
        "neighbor",
        "neighbour",
        "nun",
        "nurse",
        "officer",
        "official",
        "onlooker",
        "parent",
        "participant",
        "parishioner",
        "pedestrian",
        "pensioner",
        "performer",
        "photographer",
        "pilgrim",
        "pilot",
        "player",
        "policeman",
        "politician",
        "priest",
        "prisoner",
        "producer",
        "professor",
        "prosecutor",
        "rebel",
        "recruit",
        "reporter",
        "rescuer",
        "rider",
        "sailor",
        "scientist",
        "senator",
        "shopper",
        "singer",
        "spectator",
        "subscriber",
        "supporter",
        "survivor",
        "suspect",
        "teacher",
        "teenager",
        "traveler",
        "traveller",
        "trooper",
        "user",
        "veteran",
        "villager",
        "volunteer",
        "voter",
        "witness",
        "worshiper",
        "worshipper",
        "youth",
    ]
)
"""Nouns for some persons, which another source may call people, but no other sort of them."""

# What befalls persons in the news -> the words that tell it, whole: a deadline kills nobody.
_FATES: Final[Mapping[str, str]] = {
    "dead": r"kill(?:s|ed|ing|ings)? die[sd]? dying dead deadly deadliest deaths? fatal(?:ly|ity|ities)?"
    r" perish(?:ed|es)? tolls? casualt(?:y|ies) lost\s+their\s+lives",
    "hurt": r"injur(?:e|es|ed|ing|y|ies) wounded wounding wounds hurt",
    "missing": r"missing unaccounted",
    "displaced": r"displac(?:e|es|ed|ing) evacuat(?:e|es|ed|ing|ion) homeless fled flee(?:s|ing)? uprooted"
    r" forced\s+(?:from|out) (?:had|have|ordered|told|forced)\s+to\s+leave",
    "held": r"arrest(?:s|ed|ing)? detain(?:s|ed|ing)? (?<!remanded\s)(?:in|into)\s+(?:police\s+)?custody",
    "saved": r"rescu(?:e|es|ed|ing) surviv(?:e|es|ed|ing|or|ors)",
    "ill": r"infect(?:s|ed|ing) sicken(?:s|ed) hospitali[sz]ed (?:fall|falls|fallen|fell|falling)\s+(?:ill|sick)",
}
HARM: Final = frozenset({"dead", "hurt", "missing", "displaced", "ill"})
"""Fates of those whom a disaster struck."""
DEEDS: Final = frozenset(
    ["kill", "die", "wound", "injure", "hurt", "arrest", "detain", "evacuate", "displace", "rescue"]
)
"""As lemmas, under which an amount without a noun is measured: “wounding 11”."""

FATE: Final = re.compile(
    "|".join(rf"\b(?P<{fate}>(?:{'|'.join(words.split())}))\b" for fate, words in _FATES.items()),
    re.IGNORECASE,
)
"""Finds a word for what befell somebody; the name of its group is what it was: dead, hurt …"""
