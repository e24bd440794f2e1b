"""The app itself: themes, screens, the keys that hold everywhere; everything else is a room of its own."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import BindingType

from search_index.settings import Settings
from tui.app_settings import check_theme
from tui.copying import Copying
from tui.desk import Desk
from tui.key_settings import checked_keys, preset
from tui.keymap import bindings
from tui.messages import BuildFinished
from tui.screens.explorer import Explorer
from tui.screens.standing import StandingScreen
from tui.themes import chosen_theme, own_themes, variable_defaults
from tui.thrift import Cells, thrifty
from tui.type_ahead import TypeAheadApp
from tui.worker import LibraryWorker, Opener

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.driver import Driver

    from search_index.library import Library
    from search_index.models import Span
    from tui.screens.matrix import Matrix


def _actions() -> type[Provider]:
    from tui.dialogs.palette import ActionsProvider

    return ActionsProvider


class ReportedlyApp(TypeAheadApp):
    """Explores one corpus. Give it a library, or a function that opens one after the first paint."""

    TITLE = "Reportedly"
    CSS_PATH: ClassVar = ["app.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")
    COMMANDS: ClassVar = {_actions}
    ENABLE_COMMAND_PALETTE = True
    # The line of keys below names those of the panes: it goes while a dialog has its own.
    SUSPENDED_SCREEN_CLASS = "-behind"

    def __init__(
        self,
        library: Library | Opener,
        settings: Settings | None = None,
        *,
        theme: str | None = None,
        build: bool = True,
    ) -> None:
        """Raises SettingsError for keys that cannot be, UsageError for a theme that does not exist."""
        self.settings = settings or Settings()
        self._cells = Cells()
        copying = Copying(self.settings.citation)
        keys = checked_keys({**preset(self.settings.preset), **self.settings.keys})
        # Decided before the theme is known, else Textual turns every colour into a grey.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        # Scrolling that glides costs a frame for each step; over SSH that is felt.
        self.animation_level = "none"
        for own in own_themes():
            self.register_theme(own)
        known = sorted(self.available_themes)
        if theme is None:
            check_theme(self.settings.theme, known)
        self.theme = chosen_theme(theme or self.settings.theme, known, os.environ)
        if keys:
            self.set_keymap(keys)
        self.worker = LibraryWorker(library)
        self.desk = Desk(self.worker, self.settings, copying, keys)
        self.explorer = Explorer(self.desk, self._show_matrix, build=build)
        self._matrix: Matrix | None = None

    def get_driver_class(self) -> type[Driver]:
        """The platform's, sending less."""
        return thrifty(super().get_driver_class(), self._cells)

    def on_resize(self) -> None:
        """A terminal of another size shows other cells."""
        self._cells.forget()

    def action_redraw(self) -> None:
        """Ctrl+L"""
        self._cells.forget()
        self.screen.refresh(repaint=True, layout=True)

    def get_default_screen(self) -> Explorer:
        """The panes, from the first paint."""
        return self.explorer

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Looks of our own for themes that are not."""
        return variable_defaults(self.current_theme)

    async def action_quit(self) -> None:
        """q"""
        self.explorer.keep_now()
        await super().action_quit()

    def action_help_quit(self) -> None:
        """Ctrl+C"""
        from tui.keymap import BY_ID, spoken_keys

        keys = spoken_keys(BY_ID["quit"], self.desk.keys).replace(" ", " or ")
        self.clear_notifications()
        self.notify(f"{keys} quits", timeout=3, markup=False)

    def on_mount(self) -> None:
        """Whoever ends the process finds their terminal as it was."""
        if not self.is_headless and os.name == "posix":
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self._ended)

    def _ended(self) -> None:
        self.explorer.keep_now()
        self.exit(return_code=128 + signal.SIGTERM)

    def on_unmount(self) -> None:
        """Let the library go."""
        self.worker.close()

    def on_build_finished(self, message: BuildFinished) -> None:
        """The matrix, where it is in front, shows what came of it."""
        if self._matrix is not None and self.screen is self._matrix:
            self._matrix.load()

    def _open_claim(self, doc: str, span: Span, point: str | None) -> None:
        self.explorer.show_claim(doc, span, point)

    def _show_matrix(self, point: str | None, doc: str | None) -> None:
        if self._matrix is None:
            # Not before it is asked for: the first paint does not wait for it. Kept from then on,
            # so that Esc finds the cell again.
            from tui.screens.matrix import Matrix

            self._matrix = Matrix(self.desk, self._open_claim, self.explorer.decided)
            self.install_screen(self._matrix, "matrix")
        self._matrix.aim(point, doc)
        self.push_screen("matrix")

    def action_palette(self) -> None:
        """Ctrl+P"""
        self.action_command_palette()

    def action_theme(self) -> None:
        """t"""
        self.action_change_theme()

    def action_help(self) -> None:
        """?"""
        from tui.dialogs.help import HelpDialog

        if not isinstance(self.screen, HelpDialog):
            first = self.screen.help_first if isinstance(self.screen, StandingScreen) else "panes"
            self.push_screen(HelpDialog(self.desk.keys, first))

    def action_citation_style(self) -> None:
        """c"""
        from tui.content import joined
        from tui.copying import STYLES
        from tui.dialogs.choice import ChoiceDialog

        copying, styles = self.desk.copying, list(STYLES)

        def done(at: int | None) -> None:
            if at is not None:
                copying.style = styles[at]
                self.notify(f"Citations are written as {styles[at]} now", timeout=3, markup=False)

        rows = [joined((name.ljust(10), ".strong"), STYLES[name]) for name in styles]
        at = styles.index(copying.style)
        self.push_screen(ChoiceDialog("How citations are written", rows, empty="", chosen=at), done)

    @work(exclusive=True, group="problems", exit_on_error=False)
    async def action_problems(self) -> None:
        """!"""
        from tui.content import joined, squeezed
        from tui.dialogs.choice import ChoiceDialog

        rows = [
            joined(
                (squeezed(problem.path), ".strong"),
                f": {squeezed(problem.reason)}. ",
                (f"{squeezed(problem.way_out)}.", ".quiet"),
            )
            for problem in await self.worker.problems()
        ]
        under_way = self.explorer.under_way()
        empty = "Every file could be read, facts were found and compared."
        if under_way:
            empty = f"Nothing so far: {under_way}."
        self.push_screen(ChoiceDialog("What could not be used", rows, empty=empty))


def run_app(
    corpus: Path | None,
    library_folder: Path | None,
    settings: Settings,
    mouse: bool = True,
    theme: str | None = None,
) -> int:
    """Open the app on ``corpus`` (None: the bundled documents) and stay until it is quit.

    Returns the exit code. Raises SettingsError or UsageError before the screen is taken.
    """

    def opener() -> Library:
        # In the worker's thread, after the first paint: the engine takes as long to import as a frame.
        from search_index.library import open_library

        return open_library(corpus, library=library_folder, settings=settings)

    try:
        app: Any = ReportedlyApp(opener, settings, theme=theme)
        app.run(mouse=mouse and settings.mouse)
    finally:
        gc.enable()
    return int(app.return_code or 0)
