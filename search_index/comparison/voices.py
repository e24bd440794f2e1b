"""Who says a number without a name: “the union”, “the audit office”."""

from __future__ import annotations

from typing import Final

from search_index.folding import fold

# A record, a study or a source is what the article itself goes by; these speak for themselves.
_BODIES: Final = frozenset(
    [
        *("administration", "agency", "airline", "army", "association", "authority", "authorities"),
        *("bank", "board", "bureau", "coastguard", "commission", "committee", "company", "council"),
        *("court", "department", "employer", "employers", "embassy", "firm", "government", "group"),
        *("guard", "hospital", "industry", "institute", "management", "military", "ministry"),
        *("museum", "office", "operator", "opposition", "organisation", "organiser", "organisers"),
        *(
            "organization",
            "organizer",
            "organizers",
            "party",
            "police",
            "prosecution",
            "prosecutor",
        ),
        *("prosecutors", "regulator", "retailer", "service", "treasury", "union", "unions"),
        *("university", "utility"),
    ]
)

# From whom a figure is had as a rule, said or not.
_OFFICIAL: Final = frozenset(
    [
        *("agency", "authority", "authorities", "bureau", "coastguard", "court", "department"),
        *("guard", "hospital", "police", "prosecution", "prosecutor", "prosecutors", "service"),
    ]
)


def is_official(voice: str | None) -> bool:
    """Whether a report that names nobody most likely has its figures from such a body as well."""
    return fold(voice or "").rpartition(" ")[2] in _OFFICIAL


def voice_of(holder: str | None) -> str | None:
    """“The union” where ``holder`` is a body told by what it is, else None."""
    words = fold(holder or "").split()
    if not words or words[-1] not in _BODIES or not (holder or "")[0].islower():
        return None
    return f"the {holder}"
