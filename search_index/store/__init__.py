"""What is kept: one SQLite file with documents, facts and points."""
