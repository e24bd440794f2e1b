"""The user's settings: one YAML file, checked key by key, every key documented where it is declared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from search_index.errors import SettingsError
from search_index.errors import nearest as nearest
from search_index.own_rules import OwnRules, read_own_rules
from search_index.yaml_nodes import YamlProblem, compose, line_of, value_of


@dataclass(frozen=True, slots=True)
class Settings:
    """What settings.yaml may say; each field is a key of it, with its default."""

    theme: str = "reportedly-dark"
    """Name of the colour theme; ``reportedly --theme NAME`` wins over it."""

    editor: str | None = None
    """Command for ``o``; None takes $VISUAL, then $EDITOR, then vi. ``{file}`` and ``{line}`` are filled in."""

    workers: int | None = None
    """Processes that extract facts; None takes one less than the cores, at least one, at most four."""

    mouse: bool = True
    """Whether the app listens to the mouse."""

    watch: bool = True
    """Whether the app follows the folder as it changes; else ``r`` reads it again."""

    citation: str = "plain"
    """How ``y`` and ``Y`` write: plain, markdown, footnote, bibtex or csl-json."""

    preset: str = "default"
    """Keys to begin with: default, vim or emacs; ``keys`` change single ones."""

    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys by action name, e.g. ``copy_citation: c``; `reportedly keys` lists the names."""

    rules: OwnRules = field(default_factory=OwnRules)
    """Words of one's own for reading and extraction, in every corpus; see docs/rules.md."""


_TYPES: dict[str, tuple[type, ...]] = {
    "theme": (str,),
    "editor": (str,),
    "workers": (int,),
    "mouse": (bool,),
    "watch": (bool,),
    "citation": (str,),
    "preset": (str,),
    "keys": (dict,),
    "rules": (OwnRules,),
}


Check = Callable[[Settings], Iterable[SettingsError]]
"""What else is wrong with settings, for those who know more of a value than its type."""


def load_settings(path: Path, also: Check = lambda _: ()) -> Settings:
    """Read ``path``; a file that does not exist gives the defaults.

    Raises SettingsError, naming each key and the nearest right one, for all that it cannot use; ``also`` is asked
    about what is left of them, so that all mistakes are told at once.
    """
    # PyYAML costs 21 ms, and most users have no settings file.
    try:
        raw = path.read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path} cannot be read: {error}", "mend the file's permissions or encoding (UTF-8)"
        ) from error
    import yaml

    try:
        compose(raw)
        data: Any = yaml.safe_load(raw)
    except (YamlProblem, yaml.YAMLError, ValueError) as error:
        line = getattr(error, "line", None)
        where = f"{path}, line {line}" if line else str(path)
        what = str(error) if isinstance(error, YamlProblem) else str(error).splitlines()[0]
        raise SettingsError(f"{where}: {what}", "mend that line, or move the file away") from error
    if data is None:
        return Settings()
    if not isinstance(data, dict):
        raise SettingsError(f"{path} holds no keys", "write one “key: value” a line")
    if data.get("rules") is not None:
        data["rules"] = _rules(raw, path)
    return _checked(data, path, also)


def place_in(path: Path, *keys: str) -> str:
    """Where a key stands in the settings file, by the names that lead to it: “PATH, line 3”; else the path alone."""
    line = None
    try:
        node = compose(path.read_text("utf-8"))
        for name in keys:
            key, node = next(pair for pair in node.value if value_of(pair[0]) == name)
            line = line_of(key)
    except (OSError, UnicodeDecodeError, YamlProblem, AttributeError, TypeError, StopIteration):
        pass  # an error is told with what is known of its place
    return f"{path}, line {line}" if line else str(path)


def _rules(raw: str, path: Path) -> OwnRules:
    """The rules of the file once more as nodes, which know their line."""
    try:
        root = compose(raw)
        return next(read_own_rules(n) for key, n in root.value if value_of(key) == "rules")
    except YamlProblem as problem:
        where = f"{path}, line {problem.line}" if problem.line else str(path)
        raise SettingsError(f"{where}: {problem.message}", problem.way_out) from problem


_CALLED: dict[type, str] = {
    str: "a word or a text in quotes",
    bool: "true or false",
    int: "a whole number",
    dict: "lines below it, each “name: value”",
    list: "a list",
}


def _checked(data: dict[Any, Any], path: Path, also: Check) -> Settings:
    wrong = dict(_mistakes(data, path))
    right = {k: v for k, v in data.items() if v is not None and k not in wrong}
    settings = Settings(**right)
    SettingsError.unless_right([*(one for each in wrong.values() for one in each), *also(settings)])
    return settings


def _mistakes(data: dict[Any, Any], path: Path) -> Iterator[tuple[Any, list[SettingsError]]]:
    """The keys that cannot be used, and what is wrong with each."""
    for key, value in data.items():
        if found := list(_mistakes_of(key, value, path)):
            yield key, found


def _fits(key: str, value: object) -> bool:
    # True is an int to Python.
    return isinstance(value, _TYPES[key]) and not (key == "workers" and value is True)


def _mistakes_of(key: Any, value: Any, path: Path) -> Iterator[SettingsError]:
    known = [f.name for f in fields(Settings)]
    at = place_in(path, str(key))
    if key not in known:
        yield SettingsError(f"{at}: unknown key “{key}”", nearest(str(key), known))
    elif value is None:
        return
    elif not _fits(key, value):
        wanted = " or ".join(_CALLED.get(t, t.__name__) for t in _TYPES[key])
        yield SettingsError(f"{at}: “{key}” is {value!r}", f"give it {wanted}")
    elif key == "workers" and value < 1:
        yield SettingsError(f"{at}: “workers” is {value}", "give it 1 or more")
    elif key == "keys":
        for action, name in value.items():
            if not isinstance(action, str) or not isinstance(name, str):
                yield SettingsError(
                    f"{place_in(path, 'keys', str(action))}: keys: “{action}: {name}”",
                    "write “action: key”, both as words",
                )
