"""Where things lie is where platformdirs says, which is not loaded for it on Linux."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from search_index.locations import APPLICATION, library_folder, settings_file


@pytest.mark.parametrize("home", ["/home/reader", "/", None])
@pytest.mark.parametrize(
    "chosen", ["/elsewhere", "/two//slashes/", "relative", "~/tilde", "", None]
)
def test_the_users_folders_are_those_that_platformdirs_names(
    home: str | None, chosen: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {"HOME": home, "XDG_CONFIG_HOME": chosen, "XDG_CACHE_HOME": chosen}
    for name, value in values.items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    told = Path(platformdirs.user_config_dir(APPLICATION, appauthor=False))
    assert settings_file() == told / "settings.yaml"
    told = Path(platformdirs.user_cache_dir(APPLICATION, appauthor=False))
    assert library_folder(Path("/corpus")).parent.parent == told
