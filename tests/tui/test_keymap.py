"""One list of keys: bindings, palette, help and footer come from it."""

from __future__ import annotations

import pytest
from driving import WIDE, press, search
from fakes import FakeLibrary

from search_index.errors import SettingsError
from search_index.settings import Settings
from tui import key_names, key_settings, keymap
from tui.app import ReportedlyApp
from tui.dialogs.help import help_groups
from tui.dialogs.palette import ActionsProvider
from tui.screens.explorer import Explorer
from tui.screens.matrix import Matrix
from tui.widgets.comparison_pane import ComparisonView
from tui.widgets.document_view import DocumentView
from tui.widgets.facts_pane import FactList, FactsPane
from tui.widgets.matrix_table import MatrixTable
from tui.widgets.search_pane import ResultList

_HOMES = {
    "everywhere": (ReportedlyApp,),
    "panes": (Explorer,),
    "moving": (ComparisonView, MatrixTable),
    "standing": (Explorer, Matrix),
    "facts": (FactsPane,),
    "matrix": (Matrix,),
}


@pytest.mark.parametrize("action", keymap.ACTIONS, ids=lambda action: action.id)
def test_every_action_has_a_method_where_its_key_lives(action: keymap.Action) -> None:
    for home in _HOMES[action.where]:
        assert callable(getattr(home, f"action_{action.id}"))


@pytest.mark.parametrize("action", keymap.ACTIONS, ids=lambda action: action.id)
def test_every_action_has_a_line_in_help(action: keymap.Action) -> None:
    lines = [line for group in help_groups({}) for line in group]
    assert (keymap.spoken_keys(action), action.description) in lines


def test_every_action_stands_in_the_readme_table() -> None:
    table = keymap.key_table()
    assert all(action.description in table for action in keymap.ACTIONS)


def test_names_of_actions_are_unique() -> None:
    assert len(keymap.BY_ID) == len(keymap.ACTIONS)


@pytest.mark.parametrize(
    "widget", [DocumentView, ResultList, FactList, ComparisonView, MatrixTable]
)
def test_every_pane_moves_by_arrows_and_by_vim_keys(widget: type) -> None:
    keys = widget._merge_bindings().key_to_bindings
    for key in ("down", "j", "up", "k", "home", "g", "end", "G", "enter"):
        assert any(binding.id for binding in keys[key])


def test_every_footer_word_names_an_action_that_has_one() -> None:
    for focus, names in keymap.FOOTERS.items():
        assert all(keymap.BY_ID[name].hint for name in names), focus


def test_default_keys_do_not_clash() -> None:
    assert key_settings.checked_keys({}) == {}


def test_a_wrong_action_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(SettingsError) as caught:
        key_settings.checked_keys({"copy_citaton": "c"})
    assert "copy_citaton" in caught.value.message
    assert "copy_citation" in caught.value.way_out


def test_a_key_given_twice_is_refused_by_name() -> None:
    with pytest.raises(SettingsError, match="copy_citation"):
        key_settings.checked_keys({"copy_citation": "n"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Crtl+K", "Ctrl+K"), ("ctrl-k", "Ctrl+K"), ("pgdwn", "PgDn"), ("nonsense", "Ctrl+K, PgDn")],
)
def test_a_key_that_no_terminal_sends_is_answered_with_the_nearest(
    written: str, meant: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        key_settings.checked_keys({"decide": written})
    assert written in caught.value.message
    assert meant in caught.value.way_out


def test_every_key_of_ours_is_one() -> None:
    keys = [key for action in keymap.ACTIONS for key in action.keys.split(",")]
    keys += [key for preset in key_settings.PRESETS.values() for k in preset.values() for key in k.split(",")]  # fmt: skip
    assert all(key_names.is_key(key_names.named(key)) for key in keys)


def test_the_same_key_may_serve_panes_and_matrix() -> None:
    assert key_settings.checked_keys({"show_all": "x"}) == {"show_all": "x"}


def test_the_app_refuses_wrong_keys_before_it_takes_the_screen() -> None:
    with pytest.raises(SettingsError):
        ReportedlyApp(FakeLibrary(), Settings(keys={"serch": "s"}))


@pytest.mark.parametrize(
    ("key", "said"),
    [("ctrl+f", "Ctrl+F"), ("escape", "Esc"), ("]", "]"), ("N", "N"), ("shift+tab", "Shift+Tab"), ("+", "+")],
)  # fmt: skip
def test_keys_are_written_as_people_write_them(key: str, said: str) -> None:
    assert key_names.spoken(key) == said


@pytest.mark.parametrize(
    ("written", "name"),
    [("Ctrl+F", "ctrl+f"), ("Esc", "escape"), ("!", "exclamation_mark"), (" N ", "N"), ("alt+<", "alt+less_than_sign")],
)  # fmt: skip
def test_keys_are_taken_as_people_write_them(written: str, name: str) -> None:
    assert key_names.named(written) == name
    assert key_names.named(key_names.spoken(name)) == name


@pytest.mark.parametrize("preset", key_settings.PRESETS)
def test_a_preset_has_no_key_twice_and_knows_its_actions(preset: str) -> None:
    keys = key_settings.preset(preset)
    assert set(key_settings.checked_keys(keys)) == set(keys)


def test_an_unknown_preset_is_answered_with_the_nearest() -> None:
    with pytest.raises(SettingsError) as caught:
        key_settings.preset("emac")
    assert "emacs" in caught.value.way_out


@pytest.mark.parametrize(
    ("keys", "places"),
    [
        (("3",), ("panes", "standing", "facts", "everywhere")),
        (("m",), ("matrix", "standing", "moving", "everywhere")),
    ],
)
async def test_the_palette_offers_every_action_of_the_place_with_its_keys(
    app: ReportedlyApp, keys: tuple[str, ...], places: tuple[str, ...]
) -> None:
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "port handled")
        await press(pilot, *keys)
        provider = ActionsProvider(app.screen)
        offered = {str(hit.text): hit.help async for hit in provider.discover()}
        wanted = {
            a.description: a for a in keymap.ACTIONS if a.where in places and a.id != "palette"
        }
        assert set(wanted) <= set(offered)
        assert all(offered[words] == keymap.spoken_keys(a) for words, a in wanted.items())
