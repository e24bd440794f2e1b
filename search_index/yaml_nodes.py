"""YAML of unknown origin as plain nodes that know their line; nothing is ever constructed from it.

Values stay as written (``2026-01``, ``1984``, ``Yes``), so that what they mean is decided by key.
"""

from __future__ import annotations

from typing import Any

# Ours need four levels. libyaml's composer overruns the stack at some ten thousand.
_MAX_DEPTH = 20
_MEND = "mend that line: “key: value”, indented by spaces"


class YamlProblem(Exception):
    """What is wrong with a YAML text, in which line of it (from 1; None where unknown), and a way out."""

    def __init__(self, message: str, line: int | None = None, way_out: str = _MEND) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.way_out = way_out


def compose(text: str) -> Any:
    """The root node of the one YAML document in ``text``, None for an empty one. Raises YamlProblem."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        depth = 0
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > _MAX_DEPTH:
                raise YamlProblem("it is nested too deep")
        return yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlProblem(
            f"it is not valid YAML ({error.problem or error.context})",
            mark.line + 1 if mark else None,
        ) from error
    except (yaml.YAMLError, RecursionError, UnicodeError) as error:
        raise YamlProblem(f"it is not valid YAML ({str(error).splitlines()[0]})") from error


def is_mapping(node: Any) -> bool:
    """Whether ``node`` holds ``key: value`` lines."""
    return getattr(node, "id", None) == "mapping"


def is_sequence(node: Any) -> bool:
    """Whether ``node`` is a list."""
    return getattr(node, "id", None) == "sequence"


def is_scalar(node: Any) -> bool:
    """Whether ``node`` is one value, null included."""
    return getattr(node, "id", None) == "scalar"


def is_null(node: Any) -> bool:
    """Whether ``node`` stands for nothing: ``key:``, ``~``, ``null``."""
    return is_scalar(node) and node.tag.endswith(":null")


def value_of(node: Any) -> str:
    """A scalar as written, quotes and escapes resolved; never with lone surrogates in it."""
    return str(node.value).encode("utf-8", "replace").decode("utf-8")


def line_of(node: Any) -> int:
    """The line of ``node`` in its text, from 1."""
    return int(node.start_mark.line) + 1


def kind_of(node: Any) -> str:
    """What ``node`` is, in the user's words."""
    if is_null(node):
        return "nothing"
    return {"mapping": "a group of keys", "sequence": "a list"}.get(
        node.id, f"“{value_of(node)}”" if is_scalar(node) else ""
    )


def pairs(node: Any, what: str) -> list[tuple[Any, str, Any]]:
    """(key node, key, value node) of a mapping that is called ``what``; none where it says nothing.

    Raises YamlProblem for anything else, for a key that is no word and for one that stands twice.
    """
    if is_null(node):
        return []
    if not is_mapping(node):
        raise YamlProblem(
            f"{what} is {kind_of(node)}", line_of(node), "write “key: value” lines there"
        )
    seen: set[str] = set()
    for key, _ in node.value:
        if not is_scalar(key):
            raise YamlProblem(f"a key is {kind_of(key)}", line_of(key), "write a word as the key")
        name = value_of(key)
        if name in seen:
            raise YamlProblem(
                f"“{name}” stands twice in {what}", line_of(key), "keep one of the two"
            )
        seen.add(name)
    return [(key, value_of(key), value) for key, value in node.value]
