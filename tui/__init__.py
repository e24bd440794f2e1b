"""Everything on a terminal: the app and the command line."""
