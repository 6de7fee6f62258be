"""In which tickets do these words stand? The one place that knows how each database looks them up."""

from __future__ import annotations

from typing import Any

from sqlalchemy import column, func, literal_column, table
from sqlmodel import col

from models.ticket import Ticket
from triage.desk.asked import Asked

LEAST_BEGINNING = 3  # letters from which a word may be the beginning of a longer one


def holding(query: Select, asked: Asked, *, is_sqlite: bool) -> Select:
    """The query narrowed to tickets that hold the words asked for; as it is when none are.

    Words are bound, never part of the statement. Joined, so that the database may walk from the newest ticket and stop
    at a full page: a list of all that hold a frequent word would be half the house.
    """
    if not (asked.words or asked.phrases or asked.people):
        return query
    found, key = (_FTS5, _FTS5.c.rowid) if is_sqlite else (_TEXTS, _TEXTS.c.ticket_id)
    words = _for_fts5(asked) if is_sqlite else func.to_tsquery("simple", _for_tsquery(asked))
    matches = literal_column("searchtext_fts").op("MATCH")(words) if is_sqlite else _TEXTS.c.vector.op("@@")(words)
    return query.join(found, key == col(Ticket.id)).where(matches).order_by(None).order_by(key.desc())


Select = Any  # of SQLAlchemy; SQLModel's own has no name for every column
_FTS5 = table("searchtext_fts", column("rowid"))
_TEXTS = table("searchtext", column("ticket_id"), column("vector"))


def _for_fts5(asked: Asked) -> str:
    """Full-text query syntax of FTS5; folded words hold letters and digits only, so quoting them is enough."""
    words = [f'"{word}"{_star(word, "*")}' for word in asked.words]
    phrases = [f'"{" ".join(phrase)}"' for phrase in asked.phrases]
    people = [f'people : "{word}"{_star(word, "*")}' for word in asked.people]
    return " AND ".join((*words, *phrases, *people))


def _for_tsquery(asked: Asked) -> str:
    words = [f"'{word}'{_star(word, ':*')}" for word in asked.words]
    phrases = [" <-> ".join(f"'{word}'" for word in phrase) for phrase in asked.phrases]
    people = [f"'{word}':{_star(word, '*')}A" for word in asked.people]
    return " & ".join((*words, *(f"({phrase})" for phrase in phrases), *people))


def _star(word: str, sign: str) -> str:
    return sign if len(word) >= LEAST_BEGINNING else ""
