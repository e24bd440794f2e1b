"""The app on a library whose facts are left aside, so that a key is measured and not a build beside it."""

import sys
from pathlib import Path

if __name__ == "__main__":
    from search_index.library import Library, open_library
    from tui.app import ReportedlyApp

    def opener() -> Library:
        """In the worker's thread."""
        return open_library(Path(sys.argv[1]), library=Path(sys.argv[2]))

    ReportedlyApp(opener, build=False).run()
