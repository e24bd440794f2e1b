"""`reportedly [FOLDER | FILE]`: the app, or the overview where there is no terminal to draw it on."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from tui.commands.options import Common, app_options
from tui.output import complain, on_terminal, speaks_utf8


class _App(click.Command):
    """What stands without a command's name, and says so where it is misused."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The words that the user may type."""
        root = ctx.find_root().command_path
        formatter.write_usage(root, "[OPTIONS] [FOLDER | FILE]")


@click.command(name="reportedly", cls=_App, hidden=True, context_settings={"help_option_names": []})
@click.argument("path", required=False, type=click.Path(path_type=Path))
@app_options
def command(
    path: Path | None,
    corpus: Path | None,
    theme: str | None,
    no_mouse: bool,
    no_watch: bool,
    library: Path | None,
    quiet: bool,
) -> int:
    """Open the app on a corpus."""
    from tui.commands.opening import existing

    if path is not None and corpus is not None:
        raise click.UsageError("the corpus is given twice: as FOLDER and with --in")
    chosen = path if path is not None else corpus
    chosen = None if chosen is None else existing(chosen)
    if (hindrance := _hindrance()) is not None:
        if hindrance and not quiet:
            complain(hindrance)
        from tui.commands.overview import overview

        return overview(Common(corpus=chosen, library=library, quiet=quiet))
    # What starts stays: collecting while it starts finds nothing and takes a tenth of the time. The
    # app turns collecting on again at its first paint.
    gc.disable()
    from tui.app import run_app
    from tui.app_settings import app_settings, known_themes

    preferred = app_settings(known_themes() if theme is None else None)
    preferred = replace(preferred, watch=preferred.watch and not no_watch)
    return run_app(chosen, library, preferred, mouse=preferred.mouse and not no_mouse, theme=theme)


def _hindrance() -> str | None:
    """Why the app cannot be drawn here, empty where that goes without saying; None if it can."""
    # Textual draws on stderr and reads keys from stdin.
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        return ""
    if not sys.stdout.isatty():
        return ""
    if not on_terminal():
        return f"TERM={os.environ.get('TERM')} cannot show the app; here is the overview"
    if not speaks_utf8(sys.stderr):
        return (
            f"the app needs UTF-8 and this terminal is set to {sys.stderr.encoding};"
            " start it with LC_ALL=C.UTF-8. Here is the overview"
        )
    return None
