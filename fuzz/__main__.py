"""`python -m fuzz [TARGET …] [--seconds N]`: atheris on each target in turn, in a process of its own.

What it finds is left as a file in fuzz/found/TARGET; mend it, and keep it as a test.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fuzz.targets import SUFFIXES, TARGETS

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
        # Every format's reader is imported, and so followed.
        for first in range(32):
            TARGETS[name](bytes([first]) + b"warm")
    (FOUND / name).mkdir(parents=True, exist_ok=True)
    limits = [f"-max_total_time={seconds}", "-max_len=4096", "-timeout=20", "-rss_limit_mb=4096"]
    with tempfile.TemporaryDirectory() as begun_with:
        for number, data in enumerate(_whole_files(name)):
            (Path(begun_with) / str(number)).write_bytes(data)
        atheris.Setup(
            [name, *limits, f"-artifact_prefix={FOUND / name}/", "-verbosity=0", begun_with],
            TARGETS[name],
        )
        atheris.Fuzz()
    return 0


def _whole_files(name: str) -> Iterator[bytes]:
    """What the fuzzer changes: whole files go deeper than bytes by chance."""
    root = Path(__file__).parent.parent
    if name == "readers":
        sys.path.insert(0, str(root / "tests" / "search_index" / "reading"))
        import samples

        whole = {
            ".pdf": samples.pdf(["One line.", "Two."]),
            ".docx": samples.docx("One line."),
            ".odt": samples.odt("<text:p>One line.</text:p>"),
            ".rtf": b"{\\rtf1\\ansi\\ansicpg1252 One \\'e9 line.\\par \\u8220?}",
            ".html": samples.page("<p>One line.</p>"),
            ".epub": samples.epub({"a.xhtml": "<h1>One</h1>"}),
            ".eml": samples.mail(),
            ".mbox": b"From x\n" + samples.mail(),
            ".jsonl": b'{"text": "One", "source": {"name": "b"}}\n',
            ".csv": b'title,text\none,"two"\n',
            ".txt.gz": samples.packed(b"One line."),
        }
        for suffix, data in whole.items():
            yield bytes([SUFFIXES.index(suffix)]) + data
    elif name == "corpus_yaml":
        yield (root / "seeds" / "corpus.yaml").read_bytes()
    elif name == "overrides":
        yield from _examples(root / "docs" / "overrides.md")
    elif name == "ignored":
        yield b"drafts/\n*.csv\n!figures.csv\n/sub/**/b.*\n[a-c]?.txt\n\\#x\n"
    elif name == "settings":
        yield b"theme: ansi-dark\neditor: vim\nworkers: 2\nmouse: false\nkeys: {copy_citation: c}\n"
        yield from _examples(root / "docs" / "rules.md")
    elif name == "queries":
        yield b'"trade volume" OR (who:anwar -said:halal) after:2025-11 tra* colour~'
    else:
        for seed in (root / "seeds").glob("*.txt"):
            yield seed.read_bytes()[:4_000]


def _examples(page: Path) -> Iterator[bytes]:
    """The YAML that a page of the documentation shows."""
    for found in re.findall("```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
        yield found.encode()


if __name__ == "__main__":
    sys.exit(main())
