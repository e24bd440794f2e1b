"""The decisions that were made in the app for a corpus: in which file they are, and each as a row of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.content import Content

    from search_index.overrides import ClaimReference, Override

# Whatever it decides is obeyed anyway.
_CORPUS_FILE = "corpus.yaml"
_WORDS: Mapping[str, str] = {
    "same_entity": "one entity",
    "not_same_entity": "two entities",
    "same_measure": "one measure",
    "same_point": "one point",
    "not_same_point": "not one point",
    "hide": "hidden",
}
_MOST_CLAIMS = 3


def named_file(folder: Path | None) -> str | None:
    """The file named last in the app, as it was written there; None where none was."""
    from tui.session import read_session

    return None if folder is None else read_session(folder).decisions


def obeyed_file(named: str | None, corpus: Path | None) -> Path | None:
    """The file to obey beside the corpus's own; None where none was named or it is gone."""
    if named is None:
        return None
    path = Path(named).expanduser()
    own = corpus is not None and path.absolute() == (corpus / _CORPUS_FILE).absolute()
    return path if path.is_file() and not own else None


def told_apart(entry: Override) -> tuple[object, ...]:
    """What makes an entry the one it is, wherever it is written."""
    claims = [(claim.doc, " ".join(claim.quote.split())) for claim in entry.claims]
    return (entry.key, entry.names, *claims)


def made_together(
    entries: Sequence[Override], made: Sequence[tuple[object, ...]] = ()
) -> list[tuple[Override, ...]]:
    """Entries by decision: a claim is parted from each of the others by one entry, and the others kept together by one.

    Those ``made`` in this run (as ``told_apart`` tells them) come first, the latest first, then the latest of each
    kind: a file has them by kind.
    """
    groups: list[list[Override]] = []
    for entry in entries:
        last = groups[-1][-1] if groups else None
        parted = entry.key == "not_same_point" and last is not None and last.key == entry.key
        if parted and last is not None and last.claims[:1] == entry.claims[:1]:
            groups[-1].append(entry)
        else:
            groups.append([entry])
    kept = {frozenset(entry.claims): entry for entry in entries if entry.key == "same_point"}
    for group in groups:
        rest = frozenset(claim for entry in group for claim in entry.claims[1:])
        if group[0].key == "not_same_point" and rest in kept:
            groups.remove([kept[rest]])
            group.append(kept.pop(rest))
    latest = {told: at for at, told in enumerate(made, 1)}
    ordered = reversed(groups)
    return sorted(map(tuple, ordered), key=lambda group: -latest.get(told_apart(group[0]), 0))


def decision_row(group: Sequence[Override], names: Mapping[str, str]) -> Content:
    """A decision in words: what was decided, about which names or claims, with which note."""
    from tui.content import SIGNS, joined, squeezed

    first = group[0]
    if first.verdict is not None:
        head = joined((f"{SIGNS[first.verdict]} {first.verdict}", f".{first.verdict}"))
    else:
        head = joined((_WORDS[first.key], ".strong"))
    if first.names:
        return head + joined("  ", squeezed(", ".join(first.names)))
    claims = list(dict.fromkeys(claim for entry in group for claim in entry.claims))
    told = [_claim(claim, names) for claim in claims[:_MOST_CLAIMS]]
    more = f" and {len(claims) - _MOST_CLAIMS} more" if len(claims) > _MOST_CLAIMS else ""
    said = " · ".join(told) + more if claims else f"point {squeezed(first.point or '')}"
    note = (f"  {squeezed(first.note)}", ".quiet") if first.note else ""
    return head + joined("  ", said, note)


def _claim(claim: ClaimReference, names: Mapping[str, str]) -> str:
    """Its words, those marked where some are, and its document."""
    from search_index.quotations import CLOSING, OPENING
    from tui.content import named_in, squeezed

    _, opened, rest = claim.quote.partition(OPENING)
    words = rest.partition(CLOSING)[0] if opened else claim.quote
    words = squeezed(words)
    words = words if len(words) <= 40 else f"{words[:40]}…"
    return f"“{words}” {named_in(names, claim.doc)}"
