"""What words tell without a parser, to more than one room: where sentences end, what is a record. Standard library only."""

from __future__ import annotations

import re
from typing import Final

_TITLES = ("Mr", "Mrs", "Ms", "Dr", "St", "Sen", "Rep", "Gov", "Gen", "Prof")
_NO_STOP = "".join(rf"(?<!\b{title})" for title in (*_TITLES, "[A-Z]"))

SENTENCE_END: Final = re.compile(rf"{_NO_STOP}[.!?…][\"'”’)\]]*\s+|\n\s*\n\s*")
"""From the stop of a sentence to the beginning of the next; a title or an initial is no end."""

RECORD_SINCE: Final = re.compile(
    r"(?i)\b(?:first|most|least|best|worst|record|\w{3,}est)\b(?:\s+[\w'’-]+){0,6}?\s+since\s+(?:the\s+)?$"
)
"""What stands before a year of which something is only the best, or the first, since: “the highest since 1994” is of today."""
