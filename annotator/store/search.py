"""Full-text search over titles and texts, by SQLite's FTS5 (https://www.sqlite.org/fts5.html).

The index holds no text of its own (``content=''``); its row ids are the articles' positions.
"""

from collections.abc import Iterable

import regex
from sqlalchemy import Connection, text
from sqlalchemy.sql.elements import TextClause

_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+")


def create_index(connection: Connection) -> None:
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE article_search USING fts5("
        "title, text, content='', prefix='2 3', tokenize='unicode61 remove_diacritics 2')"
    )


def add(connection: Connection, rows: Iterable[tuple[int, str, str]]) -> None:
    """Index articles, given as (position, title, text)."""
    connection.exec_driver_sql(
        "INSERT INTO article_search (rowid, title, text) VALUES (?, ?, ?)", list(rows)
    )


def retitle(connection: Connection, position: int, body: str, *, old: str, new: str) -> None:
    """Replace an article's title; an index without text has to be told what it forgets."""
    connection.exec_driver_sql(
        "INSERT INTO article_search (article_search, rowid, title, text) "
        "VALUES ('delete', ?, ?, ?)",
        (position, old, body),
    )
    add(connection, [(position, new, body)])


def match_expression(typed: str) -> str:
    """Turn what somebody typed into an FTS5 expression: all words, each as the start of one.

    Empty where there is nothing to search for.
    """
    return " ".join(f'"{word}"*' for word in _WORD.findall(typed))


def is_match() -> TextClause:
    """The condition that an article matches the bound parameter ``expression``."""
    return text(
        "article.position IN "
        "(SELECT rowid FROM article_search WHERE article_search MATCH :expression)"
    )
