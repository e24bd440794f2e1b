"""Where a reader stopped, kept beside the library of each corpus: query, document, place, layout."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from tui.kept_files import read_json, write_json

FILE = "session.json"
# Queries that ↑ brings back.
MOST_QUERIES = 200
# So many characters at a place find it again after the text before it has changed.
_WORDS = 60


@dataclass(frozen=True, slots=True)
class Session:
    """The state of the panes; ``doc`` None where no document was open. ``words`` stand at ``offset``.

    ``focus`` is the pane that had the cursor, ``zoomed`` whether it had the screen, ``unfolded`` whether page
    furniture was shown, ``kind`` the one kind of facts listed, ``queries`` what was asked, the latest last,
    ``saved`` those to be kept, ``decisions`` the file of overrides that is obeyed.
    """

    query: str = ""
    doc: str | None = None
    offset: int = 0
    words: str = ""
    focus: str = "search"
    zoomed: bool = False
    unfolded: bool = False
    kind: str | None = None
    queries: tuple[str, ...] = ()
    saved: tuple[str, ...] = ()
    decisions: str | None = None


_TYPES: dict[str, tuple[type, ...]] = {
    "query": (str,),
    "doc": (str, type(None)),
    "offset": (int,),
    "words": (str,),
    "focus": (str,),
    "zoomed": (bool,),
    "unfolded": (bool,),
    "kind": (str, type(None)),
    "decisions": (str, type(None)),
}

_LISTS = ("queries", "saved")


def read_session(folder: Path) -> Session:
    """The session kept in a library's folder; a new one where there is none or it cannot be read.

    What another version wrote is taken as far as it fits: a lost place is no reason to bother anybody.
    """
    try:
        value = read_json(folder / FILE)
    except (OSError, ValueError):
        return Session()
    if not isinstance(value, dict):
        return Session()
    known = {
        name: value[name]
        for name, types in _TYPES.items()
        if name in value and isinstance(value[name], types)
    }
    for name in _LISTS:
        if isinstance(value.get(name), list):
            known[name] = tuple(query for query in value[name] if isinstance(query, str))
    return Session(**known)


def write_session(folder: Path, session: Session) -> None:
    """Keep ``session``; where it cannot be written the next start begins anew."""
    with contextlib.suppress(OSError):
        write_json(folder / FILE, _record(session))


def _record(session: Session) -> dict[str, Any]:
    assert {field.name for field in fields(Session)} == {*_TYPES, *_LISTS}
    return asdict(session)


def with_query(queries: Sequence[str], query: str) -> tuple[str, ...]:
    """``queries`` with ``query`` as the latest, each once."""
    query = " ".join(query.split())
    if not query:
        return tuple(queries)
    return (*(q for q in queries if q != query), query)[-MOST_QUERIES:]


def words_at(text: str, offset: int) -> str:
    """What stands at a place, to find it again."""
    return text[offset : offset + _WORDS]


def found_again(text: str, offset: int, words: str) -> int:
    """Where ``words`` stand now: at ``offset``, else at the nearest place; ``offset`` where they are gone."""
    offset = max(0, min(offset, len(text)))
    if not words or text.startswith(words, offset):
        return offset
    before, after = text.rfind(words, 0, offset + len(words)), text.find(words, offset)
    near = [at for at in (before, after) if at >= 0]
    return min(near, key=lambda at: abs(at - offset), default=offset)
