"""`reportedly keys`: every action of the app by the name that settings.yaml takes, with the keys it has now, the default ones where the settings are wrong."""

from __future__ import annotations

import click

from tui.commands.options import Common, common_options


@click.command(name="keys")
@common_options(limits="actions")
def command(common: Common) -> int:
    """List the app's actions: name, keys as your settings have them, what they do."""
    from search_index.errors import SettingsError
    from tui.commands.opening import settings
    from tui.key_settings import checked_keys, preset
    from tui.keymap import ACTIONS, HEADINGS, spoken_keys
    from tui.output import Sheet, complain, emit

    keys: dict[str, str] = {}
    try:
        chosen = settings()
        keys = checked_keys({**preset(chosen.preset), **chosen.keys})
    except SettingsError as error:
        # Whoever mends the settings looks here for the right name.
        complain(f"{error.message}: {error.way_out.partition('`')[0].strip()}")
    if not common.quiet and common.form == "table":
        from search_index.locations import settings_file

        complain(f"keys are changed in {settings_file()}, under “keys:”")
    actions = ACTIONS[: common.limit]
    columns = ["name", "keys", "does", "where"]
    rows = [[a.id, spoken_keys(a, keys), a.description, HEADINGS[a.where].lower()] for a in actions]
    emit(
        common.form,
        record=lambda: {"actions": [dict(zip(columns, row, strict=True)) for row in rows]},
        sheet=lambda: Sheet(columns, rows),
        table=lambda out: _draw(out, rows),
    )
    return 0


def _draw(out: object, rows: list[list[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    assert isinstance(out, Console)
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    for name, keys, does, _ in rows:
        table.add_row(Text(name), Text(keys), Text(does))
    out.print(table)
