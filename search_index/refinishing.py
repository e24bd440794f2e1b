"""The points that change when drafts come and go: worked out from the drafts about them, never from all.

What `comparison.finishing` does with all drafts at once is done here with those of the documents touched.
"""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from search_index.comparison.compare import WITHIN
from search_index.comparison.drafts import Draft, Topics, wanted
from search_index.comparison.finishing import (
    is_quotation,
    is_said,
    is_taken,
    rank_of,
    spans_of,
    told_apart,
    without_speakers,
)
from search_index.models import Point
from search_index.records import point_from_record, point_record
from search_index.store import GoneRow, PointRow, point_row
from search_index.store.kept_comparison import KeptClaim, KeptComparison, KeptDraft

# No point names more documents as silent than 50, or has claims of more than this many others.
_FURTHEST = 50 + 200


class KeptTopics(Topics):
    """What the documents of a kept comparison are about."""

    def __init__(self, kept: KeptComparison) -> None:
        super().__init__()
        self._kept = kept
        self._known: dict[str, list[str]] = {}

    def of(self, name: str) -> Collection[str]:
        """The documents about this entity."""
        if name not in self._known:
            self._known[name] = self._kept.about(name)
        return self._known[name]


def kept_draft(number: int, draft: Draft) -> KeptDraft:
    """A draft as it is kept before anything became of it."""
    about = json.dumps(sorted(draft.about), ensure_ascii=False)
    payload = json.dumps(point_record(draft.point), ensure_ascii=False, separators=(",", ":"))
    point = draft.point
    return KeptDraft(number, draft.lot, point.id, about, point.label, payload, None, None)


def kept_claims(
    number: int, draft: Draft, documents: Mapping[str, int], orders: int
) -> Iterable[KeptClaim]:
    """The claims of a draft as they are kept; ``orders`` is how far the orders of documents are apart."""
    for place, (claim, item) in enumerate(zip(draft.point.claims, draft.items, strict=True)):
        yield KeptClaim(
            documents[claim.doc], claim.start, claim.end, number, place, item % orders, draft.lot
        )


def row_of(point: Point) -> PointRow:
    """The row of a point, with its rank among all."""
    verdict, sources, claims, ident = rank_of(point)
    return point_row(point, f"{verdict}{10**6 + sources:07}{10**6 + claims:07}{ident}")


class Refinishing:
    """One change of the drafts of a kept comparison: ``rows`` says what becomes of the points."""

    def __init__(self, kept: KeptComparison, documents: Mapping[str, int]) -> None:
        self._kept = kept
        self._numbers = documents
        self._topics = KeptTopics(kept)
        self._drafts: dict[int, Draft] = {}
        self._stored: dict[int, KeptDraft] = {}
        self._shown: set[int] = set()
        self._by_doc: dict[str, list[int]] = defaultdict(list)
        self._pulled: set[str] = set()
        self._touched: set[str] = set()
        self._again: set[int] = set()
        self._spans: set[tuple[str, int, int]] = set()
        self._bases: set[str] = set()
        self._labels: set[str] = set()
        self._gone: list[str] = []

    # What changed ------------------------------------------------------------------------

    def left(self, stored: Iterable[KeptDraft]) -> None:
        """These drafts are no more; they are no longer kept either."""
        for one in stored:
            point = point_from_record(json.loads(one.payload))
            self._touched |= {claim.doc for claim in point.claims}
            self._note_question(one)
            if one.id is not None:
                self._gone.append(one.id)
                self._spans |= spans_of(point)
                self._bases.add(one.base)

    def came(self, stored: Iterable[KeptDraft]) -> None:
        """These drafts are new; they are kept already."""
        for one in stored:
            self._add(one)
            self._touched |= self._drafts[one.number].docs
            self._note_question(one)
            if one.lot == WITHIN:
                self._flip(one.number)

    def _note_question(self, one: KeptDraft) -> None:
        """Where one source alone may answer a question: another that does is not silent on it."""
        if one.lot > WITHIN:
            self._labels.add(one.label)

    def topics_changed(self, doc: str, before: frozenset[str], after: frozenset[str]) -> None:
        """A document is about other entities than before: it may be, or no longer be, silent on something."""
        abouts = []
        for about in self._kept.abouts():
            names = frozenset(json.loads(about))
            old, new = len(names & before), len(names & after)
            if not names or max(old, new) < wanted(names):
                continue
            silent = self._topics.sharing(names)[:_FURTHEST]
            if len(silent) < _FURTHEST or doc in silent:
                abouts.append(about)
                continue
            # Of very many only the first are named: most documents change nothing.
            last = silent[-1]
            shared = sum(last in self._topics.of(name) for name in names)
            if (-old, doc) <= (-shared, last):
                abouts.append(about)
        for one in self._kept.drafts_about(abouts):
            self._add(one)
            self._again.add(one.number)

    # What becomes of it ------------------------------------------------------------------

    def rows(self) -> Iterable[GoneRow | PointRow]:
        """Points that are no more, then those that are new or changed; each is kept as it is told."""
        for lot in range(WITHIN):
            self._pull(self._touched - self._pulled)
            for number in sorted(self._standing_in(self._touched)):
                draft = self._drafts[number]
                if draft.lot == lot and draft.first in self._touched:
                    self._show(number, not self._is_said(draft))
        self._pull(self._touched - self._pulled)
        self._again |= self._answering(self._labels)
        for number in sorted(self._standing_in(self._touched) | self._again):
            if self._drafts[number].lot > WITHIN:
                self._show(number, self._is_alone(self._drafts[number]))
        self._pull_alike()
        gone, found = list(self._gone), []
        for number, point in self._finals().items():
            stored, row = self._stored[number], None if point is None else row_of(point)
            final = None if row is None else row.payload
            if final == stored.final:
                continue
            if stored.id is not None and (point is None or point.id != stored.id):
                gone.append(stored.id)
            self._kept.set_final(number, None if point is None else point.id, final)
            if row is not None:
                found.append(row)
        return [*(GoneRow(one) for one in gone), *found]

    def _add(self, stored: KeptDraft) -> None:
        if stored.number in self._drafts:
            return
        point = point_from_record(json.loads(stored.payload))
        draft = Draft(stored.lot, point, frozenset(json.loads(stored.about)), ())
        self._stored[stored.number], self._drafts[stored.number] = stored, draft
        if stored.final is not None:
            self._shown.add(stored.number)
        for doc in draft.docs:
            self._by_doc[doc].append(stored.number)

    def _pull(self, docs: Collection[str]) -> None:
        self._pulled |= set(docs)
        numbers = (self._numbers[doc] for doc in docs if doc in self._numbers)
        self._pull_drafts({claim.draft for claim in self._kept.claims_in(numbers)})

    def _pull_drafts(self, numbers: Collection[int]) -> None:
        for one in self._kept.drafts(set(numbers) - self._drafts.keys()):
            self._add(one)

    def _standing_in(self, docs: Iterable[str]) -> set[int]:
        return {number for doc in docs for number in self._by_doc.get(doc, ())}

    def _is_said(self, draft: Draft) -> bool:
        finer, beside, quoted = [], [], []
        for number in self._by_doc[draft.first]:
            other = self._drafts[number]
            if is_quotation(other, WITHIN):
                quoted.append(other)
            if other.lot == draft.lot:
                beside.append(other)
            elif other.lot < draft.lot and number in self._shown:
                finer.append(other)
        return is_said(draft, finer, beside, quoted)

    def _is_alone(self, draft: Draft) -> bool:
        if draft.first not in self._pulled:
            self._pull([draft.first])
        others = [n for n in self._by_doc[draft.first] if n in self._shown]
        taken = {
            (claim.doc, claim.start)
            for number in others
            if self._drafts[number].lot <= WITHIN
            for claim in self._drafts[number].point.claims
        }
        if is_taken(draft, taken):
            return False
        asked = {self._drafts[n].first for n in self._answering([draft.point.label])}
        return len(asked) == 1 and bool(self._topics.silent(draft))

    def _answering(self, labels: Iterable[str]) -> set[int]:
        """The drafts of one source that answer the questions so called."""
        found = [one for one in self._kept.drafts_labelled(labels) if one.lot > WITHIN]
        for one in found:
            self._add(one)
        return {one.number for one in found}

    def _show(self, number: int, shown: bool) -> None:
        if shown != (number in self._shown):
            self._flip(number)

    def _flip(self, number: int) -> None:
        self._shown ^= {number}
        draft = self._drafts[number]
        self._again.add(number)
        self._touched |= draft.docs
        self._spans |= spans_of(draft.point)
        self._bases.add(draft.point.id)

    def _pull_alike(self) -> None:
        """What shares a claim, or all claims, with what changed may tell of others as silent, or have another id."""
        for one in self._kept.drafts_named(self._bases):
            self._add(one)
        self._again |= {n for n, d in self._drafts.items() if d.point.id in self._bases}
        numbers = self._at(self._spans)
        self._pull_drafts(numbers)
        self._again |= numbers

    def _at(self, spans: Iterable[tuple[str, int, int]]) -> set[int]:
        known = (
            (self._numbers[doc], start, end) for doc, start, end in spans if doc in self._numbers
        )
        return {claim.draft for claim in self._kept.claims_at(known)}

    def _finals(self) -> dict[int, Point | None]:
        again = [n for n in sorted(self._again) if n in self._shown]
        spans = {span for n in again for span in spans_of(self._drafts[n].point)}
        self._pull_drafts(self._at(spans))
        speakers: dict[tuple[str, int, int], set[str]] = defaultdict(set)
        for number in self._shown:
            for span in spans_of(self._drafts[number].point) & spans:
                speakers[span] |= self._drafts[number].docs
        alike = self._alike(again)
        found: dict[int, Point | None] = dict.fromkeys(sorted(self._again))
        told = [without_speakers(self._with_silent(n), speakers) for n in alike]
        for number, point in zip(alike, told_apart(told), strict=True):
            if number in found:
                found[number] = point
        return found

    def _alike(self, again: Iterable[int]) -> list[int]:
        """``again`` and the other points with the same claims, which tell their ids."""
        bases = {self._drafts[number].point.id for number in again}
        for one in self._kept.drafts_named(bases - self._bases):
            self._add(one)
        return [n for n in sorted(self._shown) if self._drafts[n].point.id in bases]

    def _with_silent(self, number: int) -> Point:
        draft = self._drafts[number]
        return dataclasses.replace(draft.point, silent=self._topics.silent(draft))
