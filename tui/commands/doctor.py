"""`reportedly doctor`: what is installed, where the library lies, whether it is whole, what mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.commands.options import Common, common_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from search_index.models import Finding

_SIGNS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "broken": ("✗", "red")}


@click.command(name="doctor")
@common_options(limits="findings")
def command(common: Common) -> int:
    """Say what is installed and whether the library is whole."""
    from search_index.library import diagnose
    from tui.commands.opening import existing
    from tui.output import Sheet, emit

    corpus = None if common.corpus is None else existing(common.corpus)
    everything = [_settings_too(one) for one in diagnose(corpus, library=common.library)]
    findings = everything[: common.limit]
    columns = ["name", "state", "detail", "way_out"]
    rows = [[getattr(finding, name) for name in columns] for finding in findings]
    emit(
        common.form,
        record=lambda: {"findings": [dict(zip(columns, row, strict=True)) for row in rows]},
        sheet=lambda: Sheet(columns, rows),
        table=lambda out: _draw(out, findings),
    )
    return 3 if any(finding.state == "broken" for finding in everything) else 0


def _settings_too(finding: Finding) -> Finding:
    """``finding``, unless the settings can be read and the app cannot use them: a key, a theme that does not exist."""
    if finding.name != "settings":
        return finding
    from search_index.errors import SettingsError
    from search_index.models import Finding as Found
    from tui.app_settings import app_settings, known_themes

    try:
        app_settings(known_themes())
    except SettingsError as error:
        return Found("settings", "broken", error.message, error.way_out)
    return finding


def _draw(out: Console, findings: Sequence[Finding]) -> None:
    from rich.table import Table
    from rich.text import Text

    from tui.cleaning import clean_line

    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    for finding in findings:
        sign, colour = _SIGNS.get(finding.state, ("?", "yellow"))
        detail = Text(clean_line(finding.detail))
        if finding.way_out:
            detail.append(f"\n→ {clean_line(finding.way_out)}", style=colour)
        state = Text(f"{sign} {finding.state}", style=colour)
        table.add_row(state, Text(clean_line(finding.name), style="bold"), detail)
    out.print(table)
