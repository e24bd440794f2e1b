"""`python -m fuzz [TARGET …] [--seconds N]`: atheris on each target in turn, in a process of its own.

What it finds is left as a file in fuzz/found/TARGET; mend it, and keep it as a test.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from fuzz.targets import TARGETS

FOUND = Path(__file__).parent / "found"


def main() -> int:
    """0 where nothing was found."""
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[[], *TARGETS], default=[])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        return _fuzz(asked.targets[0], asked.seconds)
    failed = []
    for name in asked.targets or TARGETS:
        command = [sys.executable, "-m", "fuzz", name, "--seconds", str(asked.seconds), "--here"]
        print(f"{name}: {asked.seconds} seconds", flush=True)
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
    print(f"found something in: {', '.join(failed)}" if failed else "found nothing")
    return 1 if failed else 0


def _fuzz(name: str, seconds: int) -> int:
    import atheris

    with atheris.instrument_imports(include=["search_index"]):
        TARGETS[name](b"warm")
    (FOUND / name).mkdir(parents=True, exist_ok=True)
    limits = [f"-max_total_time={seconds}", "-max_len=4096", "-timeout=20", "-rss_limit_mb=4096"]
    atheris.Setup(
        [name, *limits, f"-artifact_prefix={FOUND / name}/", "-verbosity=0"], TARGETS[name]
    )
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
