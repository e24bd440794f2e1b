"""The impact side-car: the postings of a commit as plain arrays, mapped into memory and scored in numpy.

One file a segment of Whoosh, built from its postings after each commit; one list a commit (listing.py).
Derived twice over: where a file is missing, unfinished or damaged, Whoosh answers, and the next build makes
it anew. Importing this package imports neither Whoosh nor numpy.
"""

from search_index.fulltext.impacts.views import Views

__all__ = ["Views"]
