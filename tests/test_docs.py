"""README, CONTRIBUTING and CHANGELOG say what the code does."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import click
import pytest

from search_index.models import VERDICTS
from search_index.settings import Settings
from tui.cli import COMMANDS, front
from tui.keymap import key_table

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def commands() -> dict[str, click.Command]:
    group = front()
    context = click.Context(group, info_name="reportedly")
    found = {name: group.get_command(context, name) for name in COMMANDS}
    return {"": group} | {name: command for name, command in found.items() if command}


def long_options(command: click.Command) -> set[str]:
    context = click.Context(command, info_name=command.name)
    options = [parameter.opts for parameter in command.get_params(context)]
    return {name for names in options for name in names if name.startswith("--")}


def section(heading: str) -> str:
    return README.split(f"\n## {heading}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_shows_every_command(name: str) -> None:
    assert f"| `reportedly {name}" in section("The command line")


def test_the_readme_shows_every_option_and_no_other() -> None:
    real = set().union(*(long_options(command) for command in commands().values()))
    shown = set(re.findall(r"--[a-z][a-z-]*", section("The command line")))
    assert shown == real


def test_the_readmes_keys_are_the_apps_keys() -> None:
    shown = README.split("<!-- keys -->")[1].split("<!-- /keys -->")[0]
    assert shown.strip() == key_table().strip()


def test_the_readme_shows_every_setting() -> None:
    shown = set(re.findall(r"^\| `(\w+)` \|", section("Telling it about your documents"), re.M))
    assert shown == {field.name for field in fields(Settings)}


def test_the_readme_names_every_room() -> None:
    rooms = section("Architecture")
    folders = [
        path
        for package in ("search_index", "tui")
        for path in (ROOT / package).iterdir()
        if (path / "__init__.py").is_file()
    ]
    assert folders
    for folder in folders:
        assert folder.relative_to(ROOT).as_posix() in rooms


def test_the_changelog_names_every_verdict_and_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"## [{version}]" in changelog
    for verdict in VERDICTS:
        assert verdict in changelog


def test_every_make_target_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^([a-z]+):", makefile, re.M)
    assert targets
    for target in targets:
        assert f"`make {target}`" in CONTRIBUTING
    for target in re.findall(r"`make ([a-z]+)`", README + CONTRIBUTING):
        assert target in targets


def test_the_wheel_that_the_readme_installs_has_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert f"dist/{project['name']}-{project['version']}-py3-none-any.whl" in README


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_link_within_the_project_leads_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text("utf-8"))
    missing = [link for link in links if not (ROOT / link).exists()]
    assert not missing
