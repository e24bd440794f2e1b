"""Documents -> Whoosh -> Hits. Importing this package imports no Whoosh (48 ms)."""

from search_index.fulltext.entries import INDEX_VERSION, IndexEntry, digest_of
from search_index.fulltext.index import FullText

__all__ = ["INDEX_VERSION", "FullText", "IndexEntry", "digest_of"]
