"""Drafts to points: what another point says already is dropped, and each tells who is silent on it.

What becomes of a draft depends on drafts and points that have a claim in its documents, and on no others.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from search_index.comparison.drafts import Draft, Topics
from search_index.comparison.officials import SAME_OFFICE
from search_index.comparison.rankings import OTHER_RANK, SAME_RANK
from search_index.comparison.visiting import SAME_VISIT, VISIT_DOUBTED, VISIT_WITHIN
from search_index.models import VERDICTS, Claim, Point

Span = tuple[str, int, int]
"""A claim's document, start and end."""


def finished(
    drafts: Sequence[Draft],
    topics: Topics,
    within: int,
    is_joined: Callable[[Point], bool] = lambda point: False,
) -> list[tuple[int, Point]]:
    """The points of all ``drafts``, each with the index of its draft.

    Lot ``within`` and that after it are of one source; see `Draft.lot`. What ``is_joined`` a person put together: it
    stays, whatever else says it.
    """
    shown = [n for n, draft in enumerate(drafts) if draft.lot == within]
    finer: dict[str, list[Draft]] = defaultdict(list)
    # Quotations always stay, and say the dates and numbers in them.
    quoted = by_doc(draft for draft in drafts if is_quotation(draft, within))
    for lot in range(within):
        own = [(n, draft) for n, draft in enumerate(drafts) if draft.lot == lot]
        beside = by_doc(draft for _, draft in own)
        stays = [
            (n, draft)
            for n, draft in own
            if is_joined(draft.point)
            or not is_said(draft, finer[draft.first], beside[draft.first], quoted[draft.first])
        ]
        shown += [n for n, _ in stays]
        for doc, those in by_doc(draft for _, draft in stays).items():
            finer[doc] += those
    taken = {(c.doc, c.start) for n in shown for c in drafts[n].point.claims}
    asked: defaultdict[str, set[str]] = defaultdict(set)
    for draft in drafts:
        if draft.lot > within:
            asked[draft.point.label].add(draft.first)
    for n, draft in enumerate(drafts):
        if draft.lot <= within or is_taken(draft, taken) or len(asked[draft.point.label]) > 1:
            # Who answers the same question with what could not be set beside it is not silent.
            continue
        if topics.silent(draft):
            shown.append(n)
    points = [dataclasses.replace(drafts[n].point, silent=topics.silent(drafts[n])) for n in shown]
    return list(zip(shown, told_apart(speaking_elsewhere(points)), strict=True))


def rank_of(point: Point) -> tuple[int, int, int, str]:
    """By which points are sorted: those a reader wants first have the least."""
    sources = len({(c.doc, c.part) for c in point.claims})
    return (VERDICTS.index(point.verdict), -sources, -len(point.claims), point.id)


# Said already --------------------------------------------------------------------------------


def is_taken(single: Draft, taken: Iterable[tuple[str, int]]) -> bool:
    """Whether the claim of a draft of one source stands in another point; ``taken`` are documents and starts."""
    (claim,) = single.point.claims
    return (claim.doc, claim.start) in taken


def is_said(
    draft: Draft, finer: Iterable[Draft], beside: Iterable[Draft], quoted: Iterable[Draft]
) -> bool:
    """Whether another draft says all of it: a quotation says its dates and numbers, a clause its sentence.

    ``finer`` are those of earlier lots that are points, ``beside`` all of its own lot, ``quoted`` the quotations of any,
    all with a claim in the document of the draft's first one. Lots come in the order in which they say most in fewest words.
    """
    if _is_quoted(draft, quoted):
        return True
    if draft.point.claims[0].kind in ("quantity", "quote"):
        return False
    return any(_says(other.point, draft.point) for other in finer) or any(
        other is not draft and _goes_before(other.point, draft.point) for other in beside
    )


def is_quotation(draft: Draft, within: int) -> bool:
    """Whether several sources quote it."""
    return draft.lot < within and draft.point.claims[0].kind == "quote"


# Word for word; in other words a number may be all that two reports of a speech have in common.
_QUOTED_ALIKE = frozenset({"same_words", "shared_words"})


def _is_quoted(draft: Draft, quoted: Iterable[Draft]) -> bool:
    """Whether a date or a number that all give alike stands in what they quote alike: “the worst since 1987”, “in 20 years”."""
    point = draft.point
    kind = point.claims[0].kind
    if kind not in ("date", "quantity") or point.verdict != "agree":
        return False
    return any(
        (kind == "date" or other.point.rule in _QUOTED_ALIKE) and _says(other.point, point)
        for other in quoted
    )


def _goes_before(other: Point, point: Point) -> bool:
    if not _says(other, point):
        return False
    return not _says(point, other) or _rule_of(other) < _rule_of(point)


def by_doc(drafts: Iterable[Draft]) -> defaultdict[str, list[Draft]]:
    """Drafts by the documents that have a claim in them."""
    found: defaultdict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        for doc in draft.docs:
            found[doc].append(draft)
    return found


def _rule_of(point: Point) -> tuple[str, str, str, str]:
    return (point.id, point.dimension or "", point.rule, point.reason)


# Said in a phrase of a sentence that tells other things.
_IN_PASSING = frozenset(
    {SAME_OFFICE, SAME_VISIT, VISIT_DOUBTED, VISIT_WITHIN, SAME_RANK, OTHER_RANK}
)


def _says(other: Point, point: Point) -> bool:
    passing = other.rule in _IN_PASSING
    return all(
        any(_told_by(mine, theirs, passing) for theirs in other.claims) for mine in point.claims
    )


def _told_by(claim: Claim, other: Claim, in_passing: bool) -> bool:
    """Whether ``other`` says what ``claim`` does: it holds its words, or, as an amount, its date for a period."""
    if claim.doc != other.doc:
        return False
    if claim.kind == "date" and other.kind == "quantity" and claim.period and other.period:
        covered = other.period.start <= claim.period.start and claim.period.end <= other.period.end
        return covered and claim.sentence == other.sentence
    if claim.kind == "relation" and in_passing:
        # Who chairs the meeting is said in passing: it is not all that a sentence tells.
        return other.start <= claim.start and claim.end <= other.end
    if claim.kind == "relation" and (other.kind == "quantity" or _is_sentence(claim)):
        return claim.start <= other.start and other.end <= claim.end
    if other.kind not in ("quantity", "quote"):
        return False
    shared = min(claim.end, other.end) - max(claim.start, other.start)
    return shared > 0 and shared >= 0.8 * (claim.end - claim.start)


def _is_sentence(claim: Claim) -> bool:
    return (claim.start, claim.end) == (claim.sentence.start, claim.sentence.end)


# Silent, and told apart ----------------------------------------------------------------------


def spans_of(point: Point) -> set[Span]:
    """Where its claims stand."""
    return {(claim.doc, claim.start, claim.end) for claim in point.claims}


def speaking_elsewhere(points: Sequence[Point]) -> list[Point]:
    """``points`` without calling silent who speaks of the same in another point: of another year, or less surely."""
    speakers: dict[Span, set[str]] = defaultdict(set)
    for point in points:
        docs = {claim.doc for claim in point.claims}
        for span in spans_of(point):
            speakers[span] |= docs
    return [without_speakers(point, speakers) for point in points]


def without_speakers(point: Point, speakers: Mapping[Span, set[str]]) -> Point:
    """``point`` without calling silent those of ``speakers``: the documents of all points with a claim, by its span."""
    if not point.silent:
        return point
    heard = set[str]().union(*(speakers[span] for span in spans_of(point)))
    silent = tuple(doc for doc in point.silent if doc not in heard)
    return point if silent == point.silent else dataclasses.replace(point, silent=silent)


def told_apart(points: Sequence[Point]) -> list[Point]:
    """``points``, in their order, with an id each: the same claims may differ in two dimensions, which makes two points."""
    by_id: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        by_id[point.id].append(point)
    found = {}
    for alike in by_id.values():
        first, *others = sorted(alike, key=_rule_of)
        found[id(first)] = first
        for number, other in enumerate(others, 1):
            told = f"{other.id}|{other.dimension}|{number}"
            digest = hashlib.sha256(told.encode()).hexdigest()[:12]
            found[id(other)] = dataclasses.replace(other, id=digest)
    return [found[id(point)] for point in points]
