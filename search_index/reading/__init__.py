"""Files to Documents: formats, decoding, parts, page furniture, repeats, corpus.yaml."""

from search_index.reading.corpus_file import CorpusFile, load_corpus_file
from search_index.reading.document import read_document
from search_index.reading.files import FileEntry, Survey, list_files, survey
from search_index.reading.formats import readers
from search_index.reading.overrides_file import load_overrides_file

READING_VERSION = 7
"""Raised whenever files are decoded, described or cut into parts another way: libraries then read them again."""

__all__ = [
    "READING_VERSION",
    "CorpusFile",
    "FileEntry",
    "Survey",
    "list_files",
    "load_corpus_file",
    "load_overrides_file",
    "read_document",
    "readers",
    "survey",
]
