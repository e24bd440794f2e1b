"""How near two texts are in meaning: static word vectors, averaged (WordLlama, 256 dimensions).

The vectors ship inside the package; nothing is downloaded. They see “attorney” beside “lawyer”, but not
“did not”, so nearness only ranks what words and names have brought together and never judges.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Longer texts tell no more about which event is meant; it bounds the cost of a hostile one.
_LONGEST = 600
_DIMENSIONS = 256
# Texts embedded at a time: their vectors take 8 megabytes before they are shortened.
_PIECE = 8192


@functools.cache
def load() -> Any:
    """The model, loaded once a process."""
    # 0.3 s and 40 MB: loaded when the first corpus is compared, never when the app starts.
    import wordllama

    folder = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(cache_dir=folder, disable_download=True)


class Meaning:
    """Unit vectors of a list of texts, compared by their index.

    Kept in 16 bits, which changes a cosine by less than .001: a large corpus has half a million texts.
    """

    def __init__(self, texts: Sequence[str], longest: int = _LONGEST) -> None:
        import numpy as np

        cut = [text[:longest] or " " for text in texts]
        # Two of three come more than once; texts of like length, embedded together, are padded least.
        unique = sorted(set(cut), key=lambda text: (len(text), text))
        at = {text: row for row, text in enumerate(unique)}
        self._rows = np.fromiter((at[text] for text in cut), dtype=np.uint32, count=len(cut))
        self._vectors = np.empty((len(unique), _DIMENSIONS), dtype=np.float16)
        for first in range(0, len(unique), _PIECE):
            piece = unique[first : first + _PIECE]
            # A text of unknown words alone has no direction.
            vectors = np.nan_to_num(load().embed(piece, norm=True))
            self._vectors[first : first + len(piece)] = vectors

    def between(self, some: range, others: range) -> NDArray[np.float32]:
        """The cosines of some texts (rows) and others (columns), from about 0 (nothing in common) to 1."""
        return self._of(some) @ self._of(others).T

    def _of(self, wanted: range) -> NDArray[np.float32]:
        rows = self._rows[wanted.start : wanted.stop]
        return self._vectors[rows].astype("float32")

    def vector(self, index: int) -> NDArray[np.float16]:
        """The unit vector of one text, for keeping beside what it stands for."""
        found: NDArray[np.float16] = self._vectors[self._rows[index]].copy()
        return found


def cosine(x: NDArray[np.float16], y: NDArray[np.float16]) -> float:
    """The cosine of two unit vectors; 0 where one has no direction, and is all zeros."""
    return float(x.astype("float32") @ y.astype("float32"))
