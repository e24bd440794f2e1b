"""XML from strangers as elements: no entity is ever declared, nothing outside is ever fetched."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

# Deeper than any word processor writes; walking a tree far deeper would overrun the stack.
_MAX_DEPTH = 400


class XmlProblem(Exception):
    """Why a text cannot be taken as XML."""


def parse_xml(data: bytes) -> Element:
    """The root element; names are ``{namespace}name``. Raises XmlProblem, also for any entity of its own."""
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MAX_DEPTH:
            raise XmlProblem("it is nested too deep")
        builder.start(_full(name), {_full(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_full(name))

    def entity(*_: Any) -> None:
        # One line of ten entities of ten each can stand for gigabytes (“billion laughs”).
        raise XmlProblem("it declares entities, which no honest document does")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(data, True)
        return builder.close()
    except (expat.ExpatError, LookupError, ValueError, AssertionError) as error:
        raise XmlProblem(str(error) or "it ends in the middle") from error


def _full(name: str) -> str:
    return "{" + name if "}" in name else name
