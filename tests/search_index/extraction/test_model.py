"""The language model in the process of whoever asks for facts."""

from __future__ import annotations

import subprocess
import sys

import pytest

_COUNT = """
import os, sys
{before}
from search_index.extraction.model import load_numpy
load_numpy()
import numpy
numpy.ones((500, 500)) @ numpy.ones((500, 500))
print(len(os.listdir("/proc/self/task")), os.environ.get("OPENBLAS_NUM_THREADS"))
"""


def _threads(before: str = "") -> list[str]:
    script = _COUNT.format(before=before)
    environment = {"PATH": "", "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads under /proc")
def test_numbers_are_multiplied_in_one_thread_and_the_environment_stays_as_it_was() -> None:
    assert _threads() == ["1", "None"]


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads under /proc")
def test_who_says_how_many_threads_is_obeyed() -> None:
    told = _threads('os.environ["OPENBLAS_NUM_THREADS"] = "2"')
    assert told == ["2", "2"]


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads under /proc")
def test_asking_for_facts_in_ones_own_process_takes_one_thread() -> None:
    script = (
        "import os; from search_index import extract_facts; extract_facts('Rosa paid $5.'); "
        "print(len(os.listdir('/proc/self/task')))"
    )
    environment = {"PATH": "", "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["1"]
