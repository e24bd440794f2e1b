"""What a reader may decide about a point, and the entries of a file of overrides that say so. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from textual.content import Content

from search_index.errors import UsageError
from search_index.explanation import UNMATCHED, Explanation, lone_point
from search_index.folding import fold
from search_index.models import VERDICTS, Claim, Entity, Fact, Point, Quantity, Verdict
from search_index.overrides import ClaimReference, Override, OverrideKey
from tui.comparison_content import sign_of
from tui.content import SIGNS, joined, named_in, squeezed

# Claims that tell which point is meant: one a document, as few as tell.
_MOST_CLAIMS = 3
_SHORT = 40
# Points that are offered as the same: those that share most with this one.
_MOST_NEAR = 60

Quoting = Callable[[Claim], ClaimReference]


class Decision(NamedTuple):
    """One thing that can be decided: in words, what is asked for it (empty: nothing) and what is proposed."""

    key: OverrideKey
    row: Content
    asked: str = ""
    proposed: str = ""
    verdict: Verdict | None = None


def decisions(point: Point, claim: Claim | None, facts: Sequence[Fact]) -> list[Decision]:
    """What can be decided about ``point``; ``facts`` are those of its claims' documents."""
    made = [
        Decision(
            "verdict",
            joined("The verdict is ", (f"{SIGNS[verdict]} {verdict}", f".{verdict}")),
            "Why, in a note (may be empty):",
            verdict=verdict,
        )
        for verdict in VERDICTS
        if verdict not in ("single", point.verdict)
        and point.verdict != "single"
        and not point.within
    ]
    if len(point.claims) > 1:
        chosen = claim or point.claims[0]
        said = f"“{_cut(chosen.text)}” does not belong to this point"
        if len({(one.doc, one.part) for one in point.claims if one != chosen}) < 2:
            said += ", which goes: one source is left"
        made.append(Decision("not_same_point", joined(said)))
    if not point.within:
        other = "claim answers" if point.rule == UNMATCHED else "point is"
        made.append(Decision("same_point", joined(f"Another {other} the same question …")))
    if point.rule != UNMATCHED:
        made.append(Decision("hide", joined("Hide this point")))
    names, measures = _names(point, facts), _measures(point, facts)
    made += [
        Decision(
            "same_entity", joined("Two names are one entity"), _asking("Names", names), _pair(names)
        ),
        Decision(
            "not_same_entity",
            joined("Two names are two entities"),
            _asking("Names", names),
            _pair(names),
        ),
    ]
    if any(one.kind == "quantity" for one in point.claims):
        made.append(
            Decision(
                "same_measure",
                joined("Two words measure the same"),
                _asking("Words", measures),
                _pair(measures),
            )
        )
    return made


def entries(
    decision: Decision,
    said: str,
    point: Point,
    claim: Claim | None,
    quoting: Quoting,
    other: Point | None = None,
) -> list[Override]:
    """The entries that say ``decision``, with what the reader ``said`` to it. Raises UsageError.

    ``other`` is the point that is the same.
    """
    key = decision.key
    if key == "same_point" and other is not None:
        both = dict.fromkeys((*_telling(point), *_telling(other)))
        return [Override(key=key, claims=tuple(quoting(one) for one in both))]
    if key in ("same_entity", "not_same_entity", "same_measure"):
        names = tuple(dict.fromkeys(name for one in said.split(",") if (name := squeezed(one))))
        if len(names) < 2:
            raise UsageError("that is one name", "write two or more, a comma between them")
        return [Override(key=key, names=names)]
    if key == "not_same_point":
        chosen = claim or point.claims[0]
        others = [one for one in point.claims if one is not chosen and one != chosen]
        parted = [Override(key=key, claims=(quoting(chosen), quoting(one))) for one in others]
        if len({one.doc for one in others}) > 1:
            # It may have been what held them together: “this does not belong” says that the rest does.
            together = tuple(quoting(one) for one in others)
            parted.append(Override(key="same_point", claims=together))
        return parted
    claims = tuple(quoting(one) for one in _telling(point))
    note = squeezed(said) or None
    if key == "verdict":
        return [Override(key=key, claims=claims, verdict=decision.verdict, note=note)]
    return [Override(key=key, claims=claims)]


def near_points(point: Point, points: Sequence[Point]) -> list[Point]:
    """Points that may ask the same as ``point``: of its kind of fact, those with most of its words first."""
    words = _words(point)
    units = {claim.unit for claim in point.claims}
    kinds = {claim.kind for claim in point.claims}

    def shared(other: Point) -> tuple[int, bool]:
        return -len(words & _words(other)), units.isdisjoint(claim.unit for claim in other.claims)

    others = (o for o in points if o.id != point.id and not o.within)
    alike = [o for o in others if any(claim.kind in kinds for claim in o.claims)]
    return sorted(alike, key=shared)[:_MOST_NEAR]


def came_near(explanation: Explanation, points: Sequence[Point]) -> list[Point]:
    """What was tried for the point explained and kept out, the nearest first: the point that has it, or it alone."""
    own = {claim: point for point in reversed(points) for claim in point.claims}
    found = []
    for rejected in explanation.rejected:
        claim = rejected.claim
        home = own.get(claim) or lone_point(claim, squeezed(rejected.sentence))
        if home not in found and not home.within:
            found.append(home)
    return found


def together(near: Sequence[Point], more: Sequence[Point]) -> list[Point]:
    """``near``, then those of ``more`` that are not among them."""
    return [*near, *(point for point in more if point not in near)]


def doubt(made: Sequence[Override], facts: Sequence[Fact]) -> str:
    """Why a decision might do nothing, judged by the facts of its point's documents; empty where it does something."""
    from search_index.doubting import doubts

    by_doc: dict[str, list[Fact]] = {}
    for fact in facts:
        by_doc.setdefault(fact.doc, []).append(fact)
    told = [one for entry in made for one in doubts(entry, by_doc)]
    # The way out is of a file with this line in it; a guess at the right word is one here, too.
    said = [
        f"{one.reason} here; {one.way_out}" if "?" in one.way_out else f"{one.reason} here"
        for one in told
    ]
    return "\n".join(said)


def _words(point: Point) -> set[str]:
    said = " ".join([point.label, *(claim.text for claim in point.claims)])
    return {word for word in fold(said).split() if len(word) > 2}


def point_row(point: Point, names: Mapping[str, str]) -> Content:
    """A point in a list: its sign and label, then who says what."""
    said = [
        f"“{_cut(claim.text)}” {named_in(names, claim.doc)}"
        for claim in point.claims[:_MOST_CLAIMS]
    ]
    head = joined(sign_of(point), " ", (squeezed(point.label), ".strong"))
    return joined(head, "\n  ", (" · ".join(said), ".quiet"))


def _cut(text: str) -> str:
    words = squeezed(text)
    return words if len(words) <= _SHORT else f"{words[:_SHORT]}…"


def _telling(point: Point) -> list[Claim]:
    by_place = {(claim.doc, claim.part): claim for claim in reversed(point.claims)}
    first = sorted(by_place.values(), key=point.claims.index)
    return (first if len(first) > 1 else list(point.claims))[:_MOST_CLAIMS]


def _asking(what: str, known: Sequence[str]) -> str:
    here = f" (here: {', '.join(known[:6])})" if known else ""
    return f"{what}, a comma between them{here}:"


def _pair(known: Sequence[str]) -> str:
    return ", ".join(known[:2])


def _within(fact: Fact, point: Point) -> bool:
    return any(
        fact.doc == claim.doc and claim.sentence.start <= fact.start < claim.sentence.end
        for claim in point.claims
    )


def _names(point: Point, facts: Sequence[Fact]) -> list[str]:
    found = (f.name for f in facts if isinstance(f, Entity) and _within(f, point))
    return list(dict.fromkeys(squeezed(name) for name in found))


def _measures(point: Point, facts: Sequence[Fact]) -> list[str]:
    places = {(claim.doc, claim.start, claim.end) for claim in point.claims}
    found = (
        f.measure
        for f in facts
        if isinstance(f, Quantity) and f.measure and (f.doc, f.start, f.end) in places
    )
    return list(dict.fromkeys(squeezed(measure) for measure in found))
