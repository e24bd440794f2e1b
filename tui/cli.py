"""The `reportedly` command: sends each word to its command and turns errors into messages and exit codes.

Loads click and nothing else of weight: a subcommand's module is imported when it is typed, and a
module imports what is heavy when it runs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click
from click.shell_completion import CompletionItem

FOUND, NOTHING_FOUND, WRONG_USAGE, UNUSABLE = 0, 1, 2, 3
# 70 is EX_SOFTWARE of sysexits.h; 130 and 141 are what a shell reports for SIGINT and SIGPIPE.
INTERNAL_ERROR, INTERRUPTED, PIPE_CLOSED = 70, 130, 141

COMMANDS = ("index", "find", "facts", "compare", "show", "keys", "doctor")
_EXPLORE = "explore"
# Options of the subcommands that people also write before the subcommand's name.
_WITH_VALUE = ("--in", "--library", "--format", "--limit", "--theme")


class Front(click.Group):
    """A group whose first word may also be a folder or a file, which opens the app."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of `--help`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now; None for any other word."""
        if cmd_name not in (*COMMANDS, _EXPLORE):
            return None
        command = import_module(f"tui.commands.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Send what names no command to the app; options before a command's name belong to it."""
        if ctx.resilient_parsing:  # completion looks at unfinished lines
            return super().parse_args(ctx, args)
        at = _first_word(args)
        if any(word in ("--help", "-h", "--version") for word in args[:at]):
            return super().parse_args(ctx, args)
        if at < len(args) and args[at] in COMMANDS:
            return super().parse_args(ctx, [args[at], *args[:at], *args[at + 1 :]])
        if at < len(args) and not _is_path(args[at]):
            from difflib import get_close_matches  # 8 ms, for a slip only

            near = get_close_matches(args[at], COMMANDS, n=1, cutoff=0.6)
            if near:
                raise click.UsageError(
                    f"there is no command “{args[at]}”; did you mean “{near[0]}”?", ctx
                )
        return super().parse_args(ctx, [_EXPLORE, *args])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a closed pipe is met here, before click turns it into exit code 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            return _let_go_of_stdout()

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands and options, and the paths that open the app."""
        items = super().shell_complete(ctx, incomplete)
        if not incomplete.startswith("-"):
            items.append(CompletionItem(incomplete, type="file"))
        return items

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Both ways to start: the app on a folder, or a command."""
        formatter.write_usage(ctx.command_path, "[OPTIONS] [FOLDER | FILE]")
        formatter.write_usage(ctx.command_path, "COMMAND [OPTIONS] [ARGUMENTS]…")


def _first_word(args: Sequence[str]) -> int:
    """Where the first argument stands that is neither an option nor an option's value."""
    at = 0
    while at < len(args) and args[at].startswith("-") and args[at] != "-":
        if args[at] == "--":
            return at + 1
        at += 2 if args[at] in _WITH_VALUE else 1
    return at


def _is_path(word: str) -> bool:
    """Whether ``word`` exists or is written as only paths are."""
    return os.sep in word or word.startswith((".", "~")) or os.path.lexists(word) or "." in word


def _let_go_of_stdout() -> int:
    """The reader has gone (`| head`): Python must not complain once more when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED


def front() -> Front:
    """The whole command line; its commands are imported when they are asked for."""
    from tui.commands.options import app_options

    group = Front(
        name="reportedly",
        help=(
            "What your sources say, side by side.\n\n"
            "Opens the app on a folder of documents; without one, on the bundled seed documents."
            " Where there is no terminal, it prints an overview instead."
        ),
        epilog="Exit codes: 0 found, 1 nothing found, 2 wrong usage, 3 corpus or library unusable.",
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app_options(group)
    click.version_option(package_name="reportedly", message="%(prog)s %(version)s")(group)
    return group


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code and lets no traceback reach the user."""
    from search_index.errors import ReportedlyError, UsageError
    from tui.output import complain, prepare_streams

    prepare_streams()
    try:
        code = front().main(
            None if argv is None else list(argv), prog_name="reportedly", standalone_mode=False
        )
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (KeyboardInterrupt, click.Abort, EOFError):
        return INTERRUPTED
    except click.ClickException as error:
        usage = error.ctx.get_usage() if isinstance(error, click.UsageError) and error.ctx else ""
        complain(error.format_message(), usage=usage)
        return WRONG_USAGE
    except ReportedlyError as error:
        complain(f"{error.message}: {error.way_out}")
        return WRONG_USAGE if isinstance(error, UsageError) else UNUSABLE
    except BrokenPipeError:
        return _let_go_of_stdout()
    except Exception as error:
        if os.environ.get("REPORTEDLY_DEBUG"):
            raise
        complain(
            f"internal error: {type(error).__name__}: {error}: please report this where you got"
            " Reportedly, with what REPORTEDLY_DEBUG=1 prints before the same command"
        )
        return INTERNAL_ERROR
    return code if isinstance(code, int) else FOUND


if __name__ == "__main__":
    sys.exit(main())
