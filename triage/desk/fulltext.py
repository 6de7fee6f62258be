"""In which tickets do these words stand? The one place that knows how each database looks them up."""

from __future__ import annotations

from sqlalchemy import ColumnElement, bindparam, literal_column, text
from sqlmodel import col

from models.searchtext import VECTOR
from models.ticket import Ticket
from triage.desk.asked import Asked

LEAST_BEGINNING = 3  # letters from which a word may be the beginning of a longer one


def contains(asked: Asked, *, is_sqlite: bool) -> ColumnElement[bool] | None:
    """The condition on Ticket.id; None when no words are asked for. Words are bound, never part of the statement."""
    if not (asked.words or asked.phrases or asked.people):
        return None
    if is_sqlite:
        found, query = _FTS5, _for_fts5(asked)
    else:
        found, query = _TSVECTOR, _for_tsquery(asked)
    ids = text(found).bindparams(bindparam("query", query)).columns(literal_column("ticket_id"))
    return col(Ticket.id).in_(ids)


_FTS5 = "SELECT rowid AS ticket_id FROM searchtext_fts WHERE searchtext_fts MATCH :query"
_TSVECTOR = f"SELECT ticket_id FROM searchtext WHERE {VECTOR} @@ to_tsquery('simple', :query)"  # noqa: S608 - a constant of ours


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
