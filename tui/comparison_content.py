"""Points and claims as styled text: signs, verdicts with their reasons, sentences with what is claimed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content, Span

from tui.backing import backing
from tui.cleaning import clean_line
from tui.content import SIGNS, joined, period_text, plural, squeezed, styled

if TYPE_CHECKING:
    from search_index.models import Claim, Point

BY_HAND = "✎"
"""Stands before what a person decided about a point."""
WITHIN = "!"
"""The sign of a point of one source that is at odds with itself: no verdict between sources."""


def sign_of(point: Point) -> tuple[str, str]:
    """A point's sign and the style it is painted in."""
    return (WITHIN, ".conflict") if point.within else (SIGNS[point.verdict], f".{point.verdict}")


def verdict_word(point: Point) -> Content:
    """Sign and word: “≈ compatible”, “! at odds with itself”, “· single source”."""
    sign, style = sign_of(point)
    word = "at odds with itself" if point.within else str(point.verdict)
    word += " source" if point.verdict == "single" and not point.within else ""
    by_hand = f"{BY_HAND} " if point.overridden else ""
    return styled(f"{by_hand}{sign} {word}", style)


def verdict_text(point: Point) -> Content:
    """Sign, word and reason: “≈ compatible: 4.92 billion rounds to “about 5 billion””."""
    reason = squeezed(point.reason)
    if not reason or (point.verdict == "single" and not point.within):
        return verdict_word(point)
    return joined(verdict_word(point), (f": {reason}", sign_of(point)[1]))


def notes_on(point: Point) -> list[Content]:
    """What stands beside the verdict: fewer origins or holders than sources, what a person decided."""
    said = [styled(backing(point), ".strong")] if backing(point) else []
    if point.overridden:
        said.append(joined((f"{BY_HAND} by hand: ", ".strong"), squeezed(point.overridden)))
    return said


def claim_notes(claim: Claim) -> list[Content]:
    """What stands under a claim's value: period, holder, certainty, further mentions."""
    notes = []
    if claim.period is not None:
        notes.append(styled(period_text(claim.period)))
    elif claim.kind == "quantity":
        notes.append(styled("no period given", ".quiet"))
    said = []
    if claim.role not in (None, "actual"):
        said.append(str(claim.role))
    if claim.certainty != "asserted":
        said.append(claim.certainty)
    if claim.holder:
        said.append(f"according to {squeezed(claim.holder)}")
    if claim.repeats:
        said.append(f"+{plural(claim.repeats, 'mention')}")
    if said:
        notes.append(styled(" · ".join(said), ".quiet"))
    return notes


def quoted(
    claim: Claim, sentence: str, only_here: Sequence[tuple[int, int]] = (), *, here: bool = False
) -> Content:
    """The sentence a claim stands in, the claim marked, and the words that no other source has.

    ``here`` marks it as the document does what its cursor is on.
    """
    start = claim.start - claim.sentence.start
    end = claim.end - claim.sentence.start
    spans = (
        [Span(start, end, ".here" if here else ".claim")]
        if 0 <= start < end <= len(sentence)
        else []
    )
    spans += [Span(first, last, ".only-here") for first, last in only_here]
    return Content(clean_line(sentence), spans=spans).rstrip()


def claim_value(claim: Claim) -> str:
    """What the claim says, in the source's own words."""
    return squeezed(claim.text)


def says_itself(claim: Claim, sentence: str) -> bool:
    """Whether the claim is so long a piece of its sentence that to say it twice would tell nothing."""
    return len(claim.text) > 40 and squeezed(claim.text) in squeezed(sentence)
