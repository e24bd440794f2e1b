"""The word lists of reading, read once and only when a document is."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any


@cache
def word_list(name: str) -> dict[str, Any]:
    """The content of ``NAME.yaml`` in this folder; shared, so never to be changed."""
    import yaml

    text = resources.files(__name__).joinpath(f"{name}.yaml").read_text("utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content
