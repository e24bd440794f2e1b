"""Packages that load their modules with the first name that is asked for give every name that they list, and no other."""

from __future__ import annotations

import importlib

import pytest

NONE = "nothing_of_the_kind"
PACKAGES = ("search_index", "search_index.models", "search_index.store")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_name_listed_can_be_had_and_has_a_home(package: str) -> None:
    module = importlib.import_module(package)
    homes = [name for names in module._HOMES.values() for name in names]
    assert len(homes) == len(set(homes))
    assert set(homes) <= set(module.__all__)
    for name in module.__all__:
        assert getattr(module, name) is not None


@pytest.mark.parametrize("package", PACKAGES)
def test_a_name_nobody_listed_is_refused_as_python_does(package: str) -> None:
    with pytest.raises(AttributeError, match=NONE):
        getattr(importlib.import_module(package), NONE)
