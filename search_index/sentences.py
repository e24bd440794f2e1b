"""Where sentences end, told without a parser: for passages, and where no fact gives the sentence. Standard library only."""

from __future__ import annotations

import re
from typing import Final

_TITLES = ("Mr", "Mrs", "Ms", "Dr", "St", "Sen", "Rep", "Gov", "Gen", "Prof")
_NO_STOP = "".join(rf"(?<!\b{title})" for title in (*_TITLES, "[A-Z]"))

SENTENCE_END: Final = re.compile(rf"{_NO_STOP}[.!?…][\"'”’)\]]*\s+|\n\s*\n\s*")
"""From the stop of a sentence to the beginning of the next; a title or an initial is no end."""
