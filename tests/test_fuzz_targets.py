"""Every way in takes any bytes; the long run of the same is `make fuzz`."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.targets import TARGETS

# Pieces from which formats, queries and texts are made reach deeper than bytes by chance.
PIECES = [
    b"%PDF-1.4\n", b"PK\x03\x04", b"{\\rtf1 ", b"<html><p>", b"From x\n", b"Subject: a\n\n", b'{"text": "a"}\n',
    b"text,title\n", b"\x1f\x8b\x08", b"---\n", b"title: ", b"documents:\n  a.txt: {", b"[", b"(", b'"', b" OR ", b"who:",
    b"trade", b"*", b"~", b"\0", b"\xff", b"\n\n", "Türkiye’s ".encode(), b"$5 billion ", b" said on Monday. ", b"\xe2\x80\x9c",
]  # fmt: skip
files = st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=12)), max_size=20).map(
    b"".join
)


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes_are_taken_or_refused_by_a_reason(name: str) -> None:
    examples = 25 if name == "extraction" else 150

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(files)
    def throw(data: bytes) -> None:
        TARGETS[name](data)

    throw()
