"""Nothing is ever sent or fetched: the whole product runs where no socket but a local one can be had."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Python imports this module before anything else, in worker processes as well.
REFUSING = """
import os, sys

def refuse(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.connect", "socket.bind"):
        family = getattr(arguments[0], "family", None)
        if family is not None and family.name == "AF_UNIX":
            return
        if event == "socket.bind" and arguments[1][0] == "::1":
            return  # urllib3, which trafilatura imports, looks so whether the system has IPv6
        with open(os.environ["REFUSED"], "a") as log:
            log.write(f"{event} {arguments[1:]}\\n")
        raise OSError(f"refused: {event}")

sys.addaudithook(refuse)
"""
RUN = "import sys; from tui.cli import main; sys.exit(main(sys.argv[1:]))"
# Builds, follows the folder, searches, compares, copies.
APP = """
import asyncio, sys
from pathlib import Path
from search_index.library import open_library
from tui.app import ReportedlyApp

async def use():
    app = ReportedlyApp(lambda: open_library(Path(sys.argv[1])))
    async with app.run_test(size=(160, 48)) as pilot:
        while app.explorer._watching is None:
            await pilot.pause(0.05)
        await pilot.press("/", *"trade", "enter", "]", "y", "m", "escape")
        await app.workers.wait_for_complete()

asyncio.run(use())
"""
PAGE = (
    '<html><head><title>Ferry</title><link rel="canonical" href="https://example.org/a">'
    '<meta property="og:image" content="https://example.org/x.png"></head><body><article>'
    + "<p>The ferry carried 41 passengers on Monday, the harbour master said.</p>" * 9
    + '<img src="https://example.org/x.png"></article></body></html>'
)


@pytest.mark.slow
def test_neither_app_nor_command_opens_a_connection_or_asks_for_a_name(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Trade reached $5 billion in 2025, the ministry said.\n")
    (corpus / "b.html").write_text(PAGE)
    (corpus / "c.csv").write_text("title,text\nFerry,Trade reached $6 billion in 2025.\n")
    (tmp_path / "sitecustomize.py").write_text(REFUSING)
    refused = tmp_path / "refused"
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]),
        "REFUSED": str(refused),
    }
    # Proves that the hook is in force.
    probe = "import socket; socket.create_connection(('127.0.0.1', 9))"
    assert subprocess.run([sys.executable, "-c", probe], env=env, capture_output=True).returncode
    assert refused.read_text()
    refused.unlink()
    for words in (
        [APP, str(corpus)],
        ["index", str(corpus)],
        ["find", "trade", "--in", str(corpus)],
        ["facts", str(corpus)],
        ["compare", str(corpus), "--format", "html"],
        ["show", "b.html", "--in", str(corpus)],
        ["doctor", "--in", str(corpus)],
    ):
        script = words if words[0] == APP else [RUN, *words]
        done = subprocess.run(
            [sys.executable, "-c", *script],
            env=env,
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        assert done.returncode in (0, 1), done.stderr
        assert not refused.exists(), refused.read_text()
