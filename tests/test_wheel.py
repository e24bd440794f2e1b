"""The built wheel, installed in an empty environment away from the checkout, runs and finds its seeds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an environment that holds the wheel and can see its dependencies.

    The dependencies are those of this interpreter, by way of a .pth file, for tests do not download.
    A .pth file adds the folder, but runs no .pth file in it: the checkout's own is not seen.
    """
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False)
    (site,) = home.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    python = home / "bin" / "python"
    options = ["--no-index", "--no-deps", "--ignore-installed", "--disable-pip-version-check"]
    command = [python, "-m", "pip", "install", *options, wheel]
    subprocess.run(command, check=True, capture_output=True, cwd=home)
    return home / "bin"


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_the_packages_and_the_seeds(wheel: Path) -> None:
    inside = names(wheel)
    wanted = [
        path.relative_to(ROOT).as_posix()
        for package in ("tui", "search_index")
        for path in (ROOT / package).rglob("*")
        if path.suffix in (".py", ".tcss", ".yaml", ".sql", ".typed")
    ]
    seeds = [f"seeds/{path.name}" for path in (ROOT / "seeds").iterdir()]
    assert "seeds/corpus.yaml" in seeds
    assert {Path(name).suffix for name in wanted} >= {".py", ".tcss", ".yaml", ".sql", ".typed"}
    assert not [name for name in wanted + seeds if name not in inside]


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    roots = {name.split("/")[0] for name in names(wheel)}
    assert {root for root in roots if not root.endswith(".dist-info")} == {
        "tui",
        "search_index",
        "seeds",
    }
    assert not [name for name in names(wheel) if "__pycache__" in name]


def run(installed: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [str(installed / "reportedly"), *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_the_installed_command_is_the_wheels_and_not_the_checkouts(
    installed: Path, tmp_path: Path
) -> None:
    where = subprocess.run(
        [installed / "python", "-c", "import tui, search_index; print(tui.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(installed.parent)


def test_the_installed_command_says_its_version(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("reportedly ")


def test_the_installed_command_finds_its_seeds(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "find", "trade", "--json")
    assert done.returncode == 0, done.stderr
    seeds = {path.name for path in (ROOT / "seeds").glob("*.txt")}
    assert {hit["doc"] for hit in json.loads(done.stdout)["hits"]} <= seeds
    assert not list(tmp_path.iterdir())
