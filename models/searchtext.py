"""By which words is a ticket found?"""

from __future__ import annotations

from sqlalchemy import DDL, Column, Index, Integer, Text, event, text
from sqlmodel import Field, SQLModel

from models.columns import table_of

STALE = "said < 0"


class SearchText(SQLModel, table=True):
    """The folded words of a ticket, made from its messages and notes by a job; never shown, made anew at any time.

    SQLite looks for them in the full-text table `searchtext_fts`, which follows this one by triggers; PostgreSQL has
    a vector of both columns with an index.
    """

    __table_args__ = (
        Index("ix_searchtext_stale", "ticket_id", sqlite_where=text(STALE), postgresql_where=text(STALE)),
    )

    ticket_id: int | None = Field(default=None, sa_column=Column(Integer, primary_key=True, autoincrement=False))
    people: str = Field(sa_column=Column(Text, nullable=False))  # who wrote or rang: names, addresses, numbers
    words: str = Field(sa_column=Column(Text, nullable=False))  # everything said, people and the ticket's number too
    said: int  # how many messages and notes they are made from; below 0: to be made anew


# PostgreSQL: weight A is who wrote, B everything; kept, so that looking at one ticket need not cut its text anew
_VECTOR = "setweight(to_tsvector('simple', people), 'A') || setweight(to_tsvector('simple', words), 'B')"
_GONE = (
    "INSERT INTO searchtext_fts(searchtext_fts, rowid, people, words) "
    "VALUES ('delete', old.ticket_id, old.people, old.words);"
)
_NEW = "INSERT INTO searchtext_fts(rowid, people, words) VALUES (new.ticket_id, new.people, new.words);"
FULL_TEXT = {
    "sqlite": (
        # beginnings of three and four letters are looked up, not gathered
        "CREATE VIRTUAL TABLE searchtext_fts USING fts5(people, words, content='searchtext', "
        "content_rowid='ticket_id', tokenize='unicode61 remove_diacritics 0', prefix='3 4')",
        f"CREATE TRIGGER searchtext_insert AFTER INSERT ON searchtext BEGIN {_NEW} END",
        f"CREATE TRIGGER searchtext_delete AFTER DELETE ON searchtext BEGIN {_GONE} END",
        f"CREATE TRIGGER searchtext_update AFTER UPDATE ON searchtext BEGIN {_GONE} {_NEW} END",
    ),
    "postgresql": (
        f"ALTER TABLE searchtext ADD COLUMN vector tsvector GENERATED ALWAYS AS ({_VECTOR}) STORED",
        "CREATE INDEX ix_searchtext_vector ON searchtext USING gin (vector)",
    ),
}
for _dialect, _statements in FULL_TEXT.items():
    for _statement in _statements:
        event.listen(
            table_of(SearchText),
            "after_create",
            DDL(_statement).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]  # untyped in SQLAlchemy
        )
