"""The key ``overrides`` of corpus.yaml, or of a file of the user's own, read and checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from search_index.errors import CorpusFileError, DocumentError, nearest
from search_index.folding import fold
from search_index.models import Dimension
from search_index.overrides import (
    OVERRIDE_KEYS,
    ClaimReference,
    Override,
    OverrideKey,
    Overrides,
    contradiction,
    one_spelling,
)
from search_index.quotations import marks_well, trimmed, unmarked
from search_index.reading.files import CORPUS_FILE, read_bytes
from search_index.yaml_nodes import (
    YamlProblem,
    compose,
    is_mapping,
    is_null,
    is_scalar,
    is_sequence,
    kind_of,
    line_of,
    pairs,
    value_of,
)

_KINDS = ("quantity", "date", "quote", "relation")
_VERDICTS = ("agree", "compatible", "differ", "conflict")
# The dimension where none is given; the contract has one for every verdict but “agree”.
_DIMENSIONS: dict[str, Dimension | None] = {
    "agree": None,
    "compatible": "detail",
    "differ": "scope",
    "conflict": "value",
}
_ALL_DIMENSIONS = (
    "precision",
    "detail",
    "period",
    "scope",
    "role",
    "certainty",
    "value",
    "attribution",
)
# A sentence tells a claim; patterns are made of quotations, and a pattern has its price.
_SHORTEST, _LONGEST = 2, 2_000
_ID = re.compile(r"[0-9a-f]{6,64}")
_A_CLAIM = 'write {doc: path, quote: "words from it"}'
_A_POINT = "write the beginning of its id (6 letters or more), or " + _A_CLAIM.removeprefix(
    "write "
)


def load_overrides_file(path: Path) -> Overrides:
    """The overrides of a file that has nothing but the key ``overrides``, as corpus.yaml has it.

    Raises CorpusFileError, naming the line, the key and the nearest right one.
    """
    path = path.expanduser()
    if not path.exists():
        raise CorpusFileError(f"{path} does not exist", "check the name of the file of overrides")
    try:
        real = path.resolve()
        text = read_bytes(real.parent, real.name).decode("utf-8-sig")
    except DocumentError as error:
        raise CorpusFileError(f"{path}: {error.message}", error.way_out) from error
    except UnicodeDecodeError as error:
        raise CorpusFileError(f"{path} is not UTF-8", "save it as UTF-8") from error
    try:
        root = compose(text)
        for key, name, value in pairs(root, "the file") if root is not None else ():
            if name == "overrides":
                return read_overrides(value, str(path))
            way_out = nearest(name, ["overrides"])
            if name in OVERRIDE_KEYS:
                way_out = "put it under “overrides:”, indented"
            raise YamlProblem(f"unknown key “{name}”", line_of(key), way_out)
    except YamlProblem as problem:
        where = f"{path}, line {problem.line}" if problem.line else str(path)
        raise CorpusFileError(f"{where}: {problem.message}", problem.way_out) from problem
    return Overrides()


def read_overrides(node: Any, file: str = CORPUS_FILE) -> Overrides:
    """The overrides that stand at ``node``. Raises YamlProblem with the line and the nearest right name."""
    reading: dict[OverrideKey, Callable[[Any, OverrideKey], dict[str, Any]]] = {
        "same_entity": _names,
        "not_same_entity": _names,
        "same_measure": _names,
        "same_point": _claims,
        "not_same_point": _claims,
        "hide": _target,
        "verdict": _verdict,
    }
    entries: list[Override] = []
    for key, name, value in pairs(node, "“overrides”"):
        known = next((one for one in OVERRIDE_KEYS if one == name), None)
        if known is None:
            raise YamlProblem(
                f"unknown key “{name}”", line_of(key), nearest(name, list(OVERRIDE_KEYS))
            )
        for one in _list(value, f"“{name}”", "write one “- …” line an entry"):
            said = reading[known](one, known)
            entries.append(Override(key=known, **said, file=file, line=line_of(one)))
    _refuse_contradictions(entries)
    return Overrides(tuple(entries))


def _list(node: Any, what: str, way_out: str) -> Sequence[Any]:
    if is_null(node):
        return ()
    if not is_sequence(node):
        raise YamlProblem(f"{what} is {kind_of(node)}, not a list", line_of(node), way_out)
    found: Sequence[Any] = node.value
    return found


def _names(node: Any, key: OverrideKey) -> dict[str, Any]:
    example = "[exports, shipments]" if key == "same_measure" else "[Name, Other Name]"
    way_out = f"write “- {example}”: two names or more"
    named = _list(node, f"an entry of “{key}”", way_out)
    names = tuple(dict.fromkeys(_word(one, f"a name in “{key}”", way_out) for one in named))
    if len(names) < 2:
        raise YamlProblem(f"an entry of “{key}” has {len(names)} name", line_of(node), way_out)
    if key == "not_same_entity":
        by_fold: dict[str, str] = {}
        for name in names:
            if fold(name) in by_fold:
                raise YamlProblem(
                    f"“{by_fold[fold(name)]}” and “{name}” are one spelling",
                    line_of(node),
                    "names that differ by accents or capitals only cannot be told apart",
                )
            by_fold[fold(name)] = name
    return {"names": names}


def _claims(node: Any, key: OverrideKey) -> dict[str, Any]:
    way_out = "write “- [claim, claim]”, each as " + _A_CLAIM.removeprefix("write ")
    claims = tuple(_claim(one) for one in _list(node, f"an entry of “{key}”", way_out))
    if len(claims) < 2:
        many = f"{len(claims)} claim{'' if len(claims) == 1 else 's'}"
        raise YamlProblem(f"an entry of “{key}” has {many}", line_of(node), "name two or more")
    return {"claims": claims}


def _claim(node: Any) -> ClaimReference:
    if not is_mapping(node):
        raise YamlProblem(f"a claim is {kind_of(node)}", line_of(node), _A_CLAIM)
    said: dict[str, str] = {}
    for key, name, value in pairs(node, "a claim"):
        _known(name, key, ("doc", "quote", "kind"))
        said[name] = _word(value, f"“{name}”", _A_CLAIM)
    for name in ("doc", "quote"):
        if name not in said:
            raise YamlProblem(f"a claim has no “{name}”", line_of(node), _A_CLAIM)
    quote = said["quote"]
    told = len(trimmed(unmarked(quote)))
    if not _SHORTEST <= told <= _LONGEST:
        many = f"{told:,} character{'' if told == 1 else 's'}"
        raise YamlProblem(f"a quote has {many}", line_of(node), "quote one sentence of it")
    if not marks_well(quote):
        raise YamlProblem(
            "a quote marks words wrongly", line_of(node), "mark one stretch: ⟦words⟧, or none"
        )
    kind = said.get("kind")
    if kind is not None and kind not in _KINDS:
        raise YamlProblem(f"“kind” is “{kind}”", line_of(node), nearest(kind, list(_KINDS)))
    return ClaimReference(one_spelling(said["doc"]), quote, kind)  # type: ignore[arg-type]


def _target(node: Any, key: OverrideKey) -> dict[str, Any]:
    """A point, by its id, by a claim in it or by several."""
    if is_scalar(node):
        written = value_of(node).strip().lower()
        if not _ID.fullmatch(written):
            raise YamlProblem(f"“{key}” has {kind_of(node)} for a point", line_of(node), _A_POINT)
        return {"point": written}
    if is_mapping(node):
        return {"claims": (_claim(node),)}
    claims = tuple(_claim(one) for one in _list(node, "a point", _A_POINT))
    if not claims:
        raise YamlProblem("a point is an empty list", line_of(node), _A_POINT)
    return {"claims": claims}


def _verdict(node: Any, key: OverrideKey) -> dict[str, Any]:
    way_out = "write “- point: …”, “verdict: …” and, if you like, “note: …”"
    if not is_mapping(node):
        raise YamlProblem(f"an entry of “{key}” is {kind_of(node)}", line_of(node), way_out)
    said: dict[str, Any] = {}
    for name_node, name, value in pairs(node, f"an entry of “{key}”"):
        _known(name, name_node, ("point", "verdict", "dimension", "note"))
        if name == "point":
            said |= _target(value, key)
        else:
            said[name] = _word(value, f"“{name}”", way_out)
    for name in ("point", "verdict"):
        if name not in said and not (name == "point" and "claims" in said):
            raise YamlProblem(f"an entry of “{key}” has no “{name}”", line_of(node), way_out)
    given = {"verdict": _VERDICTS, "dimension": _ALL_DIMENSIONS}
    for name, words in given.items():
        if name in said and said[name] not in words:
            wrong = said[name]
            raise YamlProblem(f"“{name}” is “{wrong}”", line_of(node), nearest(wrong, list(words)))
    if said["verdict"] == "agree" and "dimension" in said:
        raise YamlProblem("“agree” has no dimension", line_of(node), "take “dimension” out")
    return {"dimension": _DIMENSIONS[said["verdict"]], **said}


def _known(name: str, key: Any, words: Sequence[str]) -> None:
    if name not in words:
        raise YamlProblem(f"unknown key “{name}”", line_of(key), nearest(name, list(words)))


def _word(node: Any, what: str, way_out: str) -> str:
    if not is_scalar(node):
        raise YamlProblem(f"{what} is {kind_of(node)}", line_of(node), way_out)
    written = " ".join(value_of(node).split())
    if is_null(node) or not written:
        raise YamlProblem(f"{what} is empty", line_of(node), way_out)
    return written


def _refuse_contradictions(entries: Sequence[Override]) -> None:
    """Two entities that are one in one line and two in another cannot be both."""
    found = contradiction(entries)
    if found is not None:
        apart, one = found
        raise YamlProblem(
            f"“{apart.names[0]}” and “{apart.names[1]}” are the same in line {one.line}",
            apart.line,
            "take one of the two lines out",
        )
