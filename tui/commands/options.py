"""The options that commands share, and the values they make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from tui.output import FORMATS, Format

_PATH = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class Common:
    """What every command was told. None: the seeds, the cache folder, no limit."""

    corpus: Path | None = None
    library: Path | None = None
    form: Format = "table"
    limit: int | None = None
    quiet: bool = False


def _in(command: Any) -> Any:
    return click.option(
        "--in",
        "corpus",
        type=_PATH,
        metavar="FOLDER",
        help="The corpus; the bundled seeds if not given.",
    )(command)


def _library(command: Any) -> Any:
    return click.option(
        "--library",
        type=_PATH,
        metavar="DIR",
        help="Where index and facts are kept; the user's cache folder if not given.",
    )(command)


def _quiet(command: Any) -> Any:
    return click.option("-q", "--quiet", is_flag=True, help="No progress and no notes.")(command)


def common_options(
    limit: int | None = None, limits: str = "results", forms: Sequence[Format] = FORMATS
) -> Callable[[Any], Any]:
    """Add the common options; the function gets them as one ``common``."""

    def decorate(function: Callable[..., int]) -> Any:
        @wraps(function)
        def run(
            *,
            corpus: Path | None,
            library: Path | None,
            form: Format,
            as_json: bool,
            limit: int | None,
            quiet: bool,
            **rest: Any,
        ) -> int:
            common = Common(corpus, library, "json" if as_json else form, limit, quiet)
            return function(common=common, **rest)

        default = "all" if limit is None else str(limit)
        decorators = (
            _in,
            click.option("--json", "as_json", is_flag=True, help="Short for --format json."),
            click.option(
                "--format",
                "form",
                type=click.Choice(forms),
                default="table",
                show_default=True,
                help="How the answer is printed.",
            ),
            click.option(
                "--limit",
                type=click.IntRange(min=1),
                default=limit,
                metavar="N",
                help=f"At most N {limits}; {default} if not given.",
            ),
            _library,
            _quiet,
        )
        for decorator in reversed(decorators):
            run = decorator(run)
        return run

    return decorate


def app_options(command: Any) -> Any:
    """Add the options of the app itself."""
    decorators = (
        _in,
        click.option("--theme", metavar="NAME", help="Colours of the app."),
        click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal."),
        click.option("--no-watch", is_flag=True, help="Do not follow the folder as it changes."),
        _library,
        _quiet,
    )
    # click adds a parameter to the end of a finished command, but to the front of a function's.
    finished = isinstance(command, click.Command)
    for decorator in decorators if finished else reversed(decorators):
        command = decorator(command)
    return command


class Words(click.ParamType):  # type: ignore[type-arg]  # generic only since click 8.3
    """One or more known words with commas between; a wrong one is answered with the nearest."""

    name = "words"

    def __init__(self, known: tuple[str, ...]) -> None:
        self.known = known

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The words in the order given."""
        if isinstance(value, tuple):
            return value
        words = tuple(word.strip() for word in str(value).split(",") if word.strip())
        for word in words:
            if word not in self.known:
                self.fail(f"“{word}”: {_nearest(word, self.known)}", param, ctx)
        if not words:
            self.fail("give at least one of " + ", ".join(self.known), param, ctx)
        return words

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[Any]:
        """The words that go on from what is typed."""
        from click.shell_completion import CompletionItem

        done, _, last = incomplete.rpartition(",")
        head = f"{done}," if done else ""
        return [CompletionItem(head + word) for word in self.known if word.startswith(last)]


def _nearest(word: str, known: tuple[str, ...]) -> str:
    from search_index.settings import nearest

    return nearest(word, list(known))
