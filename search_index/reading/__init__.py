"""Files to Documents: formats, decoding, parts, page furniture, repeats, corpus.yaml."""

from search_index.reading.corpus_file import CorpusFile, load_corpus_file
from search_index.reading.document import read_document
from search_index.reading.files import FileEntry, Survey, list_files, survey

__all__ = [
    "CorpusFile",
    "FileEntry",
    "Survey",
    "list_files",
    "load_corpus_file",
    "read_document",
    "survey",
]
