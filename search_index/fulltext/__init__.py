"""Documents to Hits: the Whoosh index, its query language, highlighting."""
