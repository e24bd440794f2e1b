"""The dozen articles indexed, an empty library, and documents to put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from small_library import ARTICLES, Library, document

from search_index.models import Document, Part, Span


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The dozen, for tests that only ask."""
    library = Library(tmp_path_factory.mktemp("articles") / "index")
    library.add(*ARTICLES)
    yield library
    library.index.close()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty one, for tests that write."""
    made = Library(tmp_path / "index")
    yield made
    made.index.close()


@pytest.fixture
def make() -> Callable[..., Document]:
    """Makes a document of one part."""
    return document


@pytest.fixture
def two_parts() -> Document:
    """A saved page: a menu, the article, and another one below it."""
    text = "Home | News | Shop\nMain story about walnuts.\nOther story about almonds and walnuts."
    second = text.index("Other")
    page = document("page.txt", text, "Walnuts", "Nut News", "2026-03-01")
    return replace(
        page,
        parts=(
            replace(page.parts[0], end=second),
            Part(1, second, len(text), "Almonds", "Nut Weekly", "2025-03-01"),
        ),
        furniture=(Span(0, text.index("Main")),),
    )
