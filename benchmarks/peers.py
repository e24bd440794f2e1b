"""What we are set beside: tantivy, SQLite FTS5, bm25s, Recoll and Whoosh as it comes, each with stems and a top ten.

One that is not installed is left out with a word (`pip install "reportedly[bench]"`). Each has a folder of its own and
keeps what it has built there.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from benchmarks.corpus_maker import Article
from benchmarks.queries import FIRST_DAY, SOURCE_WORD, Query

TOP = 10
_OF_SYSTEM = "/usr/lib/python3/dist-packages"
_FIRST_DAY = date(int(FIRST_DAY), 1, 1).toordinal()


def _day(article: Article) -> int:
    return date.fromisoformat(article.published).toordinal() if article.published else 0


class Tantivy:
    """A Rust library in the tradition of Lucene, through its own bindings."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        for field in ("title", "text", "source"):
            builder.add_text_field(field, tokenizer_name="en_stem")
        builder.add_text_field("exact", tokenizer_name="default")
        builder.add_integer_field("day", indexed=True, fast=True)
        builder.add_integer_field("number", stored=True, fast=True)
        self._schema = builder.build()
        folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(self._schema, path=str(folder))

    def build(self, articles: Iterable[Article]) -> None:
        """Index them and commit once."""
        writer = self._index.writer(256_000_000, 1)
        for number, article in enumerate(articles):
            writer.add_document(
                self._tantivy.Document(
                    title=article.title,
                    text=article.text,
                    exact=article.text,
                    source=article.source,
                    day=_day(article),
                    number=number,
                )
            )
        writer.commit()
        writer.wait_merging_threads()

    def asker(self) -> Callable[[Query], object] | None:
        """Answers a query with its top ten; None if it cannot that kind."""
        self._index.reload()
        searcher = self._index.searcher()
        return lambda query: searcher.search(self._query(query), TOP).hits

    def _query(self, query: Query) -> Any:
        tantivy, schema, fields = self._tantivy, self._schema, ["title", "text"]
        made = tantivy.Query
        must, should = tantivy.Occur.Must, tantivy.Occur.Should
        match query.kind:
            case "phrase of two":
                return self._index.parse_query(query.text, fields)
            case "near word":
                return made.fuzzy_term_query(schema, "exact", query.words[0], distance=2)
            case "three letters and *" | "two letters, typed":
                return made.regex_query(schema, "exact", f"{query.start}.*")
        joined = (" " if query.any_word else " AND ").join(query.words)
        parts = [self._index.parse_query(joined, fields)]
        if query.start:
            parts.append(made.regex_query(schema, "exact", f"{query.start}.*"))
        if "date" in query.kind:
            kind = tantivy.FieldType.Integer
            parts.append(made.range_query(schema, "day", kind, _FIRST_DAY, 9_999_999))
        if "source" in query.kind:
            parts.append(made.term_query(schema, "source", SOURCE_WORD))
        return made.boolean_query([(should if query.any_word else must, part) for part in parts])


class Fts5:
    """SQLite's own full-text index, with Porter's stemmer and prefixes of two and three letters."""

    name = "SQLite FTS5"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(folder / "fts5.db")

    def build(self, articles: Iterable[Article]) -> None:
        """Index them in one transaction."""
        with self._connection as connection:
            connection.execute(
                "CREATE VIRTUAL TABLE a USING fts5(title, text, source, day UNINDEXED, content='',"
                " contentless_unindexed=1, prefix='2 3', tokenize='porter unicode61')"
                if sqlite3.sqlite_version_info >= (3, 47)
                else "CREATE VIRTUAL TABLE a USING fts5(title, text, source, day UNINDEXED,"
                " prefix='2 3', tokenize='porter unicode61')"
            )
            connection.executemany(
                "INSERT INTO a(title, text, source, day) VALUES (?, ?, ?, ?)",
                ((one.title, one.text, one.source, _day(one)) for one in articles),
            )

    def asker(self) -> Callable[[Query], object] | None:
        """Answers a query with its top ten."""

        def ask(query: Query) -> object:
            words = [f'"{word}"' for word in query.words]
            if query.kind == "phrase of two":
                words = [f'"{" ".join(query.words)}"']
            if query.start:
                words.append(f"{query.start}*")
            match = (" OR " if query.any_word else " AND ").join(words)
            match = f"{{title text}}: ({match})"
            if "source" in query.kind:
                match += f" AND source: {SOURCE_WORD}"
            dated = f" AND day >= {_FIRST_DAY}" if "date" in query.kind else ""
            statement = f"SELECT rowid FROM a WHERE a MATCH ?{dated} ORDER BY rank LIMIT {TOP}"
            return self._connection.execute(statement, (match,)).fetchall()

        return ask


class Bm25s:
    """Precomputed scores in sparse matrices; any of the words, nothing else, and all of it built at once."""

    name = "bm25s"

    def __init__(self, folder: Path) -> None:
        import bm25s

        self._bm25s = bm25s
        self._folder = folder

    def build(self, articles: Iterable[Article]) -> None:
        """Index them; they are all in memory meanwhile."""
        retriever = self._bm25s.BM25()
        retriever.index([_stems(one.text) for one in articles], show_progress=False)
        retriever.save(str(self._folder))

    def asker(self) -> Callable[[Query], object] | None:
        """Answers a query of whole words, any of them."""
        retriever = self._bm25s.BM25.load(str(self._folder), mmap=True)

        def ask(query: Query) -> object:
            stems = [stem for word in query.words for stem in _stems(word)]
            return retriever.retrieve([stems], k=TOP, show_progress=False)

        return ask


class Recoll:
    """A desktop search over Xapian, from files. A package of the system (Debian: recollcmd, python3-recoll)."""

    name = "Recoll"

    def __init__(self, folder: Path) -> None:
        # It is no package of ours, so that a virtual environment does not see it.
        if _OF_SYSTEM not in sys.path:
            sys.path.append(_OF_SYSTEM)
        from recoll import recoll

        self._recoll = recoll
        self._files, self._kept = folder / "files", folder / "kept"

    def build(self, articles: Iterable[Article]) -> None:
        """Write them as files, dated as they were published, and index those."""
        self._files.mkdir(parents=True, exist_ok=True)
        self._kept.mkdir(exist_ok=True)
        for article in articles:
            path = self._files / article.name
            path.write_text(article.text, "utf-8")
            if article.published:
                seconds = datetime.fromisoformat(article.published).timestamp()
                os.utime(path, (seconds, seconds))
        settings = {
            "topdirs": self._files,
            "indexstemminglanguages": "english",
            "loglevel": 1,
            "noaspell": 1,
            "thrQSizes": "-1 -1 -1",
        }
        told = "".join(f"{name} = {value}\n" for name, value in settings.items())
        (self._kept / "recoll.conf").write_text(told, "utf-8")
        subprocess.run(
            ["recollindex", "-c", str(self._kept)], check=True, stdout=subprocess.DEVNULL
        )

    def asker(self) -> Callable[[Query], object] | None:
        """Answers a query with its top ten."""
        database = self._recoll.connect(confdir=str(self._kept))

        def ask(query: Query) -> object:
            words = [f'"{" ".join(query.words)}"'] if "phrase" in query.kind else [*query.words]
            if query.start:
                words.append(f"{query.start}*")
            text = (" OR " if query.any_word else " ").join(words)
            if "date" in query.kind:
                text += f" date:{FIRST_DAY}-01-01/"
            asked = database.query()
            asked.execute(text, stemming=1, stemlang="english")
            return asked.fetchmany(TOP)

        return ask


def _stems(text: str) -> list[str]:
    from search_index.fulltext.analysis import tokens

    return [token.stem for token in tokens(text)]


class Whoosh:
    """Whoosh as it comes, with its short cut to a top ten, on our own index."""

    name = "plain Whoosh"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def asker(self) -> Callable[[Query], object] | None:
        """Answers a query with its top ten."""
        from whoosh import query as q
        from whoosh import scoring

        from search_index.fulltext.storage import open_index

        searcher = open_index(self._folder).searcher(weighting=scoring.BM25F())

        def ask(query: Query) -> object:
            words = [
                q.Or([q.Term("title", stem), q.Term("text", stem)])
                for word in query.words
                for stem in _stems(word)
            ]
            if query.kind == "phrase of two":
                words = [q.Phrase("text_exact", list(query.words))]
            elif query.kind == "near word":
                words = [q.FuzzyTerm("text_exact", query.words[0], maxdist=2, prefixlength=1)]
            if query.start:
                words.append(q.Prefix("text_exact", query.start))
            if "date" in query.kind:
                words.append(q.NumericRange("last_day", _FIRST_DAY, None))
            if "source" in query.kind:
                words.append(q.Term("source", SOURCE_WORD))
            joint = q.Or if query.any_word else q.And
            return searcher.search(joint(words), limit=TOP)

        return ask


def can(peer: str, kind: str) -> bool:
    """Whether the peer answers that kind of query at all."""
    if peer == Bm25s.name:
        return kind in ("one word", "four words, any")
    if peer == Recoll.name and kind == "a word of a source":
        # A file of text has no field for it.
        return False
    return not (peer in (Fts5.name, Recoll.name) and kind == "near word")
