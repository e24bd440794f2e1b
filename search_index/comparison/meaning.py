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


@functools.cache
def load() -> Any:
    """The model, loaded once a process."""
    # 0.3 s and 40 MB: loaded when the first corpus is compared, never when the app starts.
    import wordllama

    folder = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(cache_dir=folder, disable_download=True)


class Meaning:
    """Unit vectors of a list of texts, compared by their index."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._vectors: NDArray[np.float32] | None = None
        cut = [text[:_LONGEST] or " " for text in texts]
        # Two of three come more than once; texts of like length, embedded together, are padded least.
        unique = sorted(set(cut), key=lambda text: (len(text), text))
        at = {text: row for row, text in enumerate(unique)}
        self._rows = [at[text] for text in cut]
        if unique:
            self._vectors = load().embed(unique, norm=True)

    def nearness(self, a: int, b: int) -> float:
        """The cosine of the two texts, from about 0 (nothing in common) to 1."""
        assert self._vectors is not None
        value = float(self._vectors[self._rows[a]] @ self._vectors[self._rows[b]])
        # A text of unknown words alone has no direction.
        return value if value == value else 0.0

    def vector(self, index: int) -> NDArray[np.float32]:
        """The unit vector of one text, for keeping beside what it stands for."""
        assert self._vectors is not None
        found: NDArray[np.float32] = self._vectors[self._rows[index]]
        return found


def cosine(x: NDArray[np.float32], y: NDArray[np.float32]) -> float:
    """The cosine of two unit vectors; 0 where one has no direction."""
    value = float(x @ y)
    return value if value == value else 0.0
