"""How does a house with so many tickets come about in minutes?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from models.arrival import Arrival
from models.columns import table_of
from models.label import LabelRow
from models.message import Message
from models.searchtext import SearchText
from models.ticket import Counter, Event, Ticket
from triage.desk.asked import folded_words
from triage.store import Store
from triage.values import MUNICIPALITIES, TOPICS

NOW = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
YEARS = 4  # over which they came in
OPEN = 0.02  # of all
_PROMISED = {"high": timedelta(hours=4), "normal": timedelta(days=2), "low": timedelta(days=5)}
_BATCH = 5_000
_WORDS = (  # noqa: SIM905  a list of a hundred strings is harder to read
    "Wohnung Termin Kurs Schule Kind Arzt Antrag Bescheid Jobcenter Miete Arbeit Vertrag Pass Brief Hilfe Frage Dank "
    "Kita Familie Frau Mann Sohn Tochter Monat Woche Kempen Viersen Nettetal Willich Deutsch Zertifikat Ausbildung "
    "Aufenthalt Titel Fiktionsbescheinigung Kündigung Vermieter Heizung Schimmel Konto Rechnung Strom Geld Kindergeld "
    "Elterngeld bitte danke können möchte brauche suche habe wurde nicht kein seit gestern heute morgen und oder aber"
).split()
_NAMES = ("Haddad", "Kovalenko", "Yılmaz", "Demir", "Nazari", "Popescu", "Nowak", "Schmitz", "Müller", "Tesfay")


def fill(store: Store, count: int, seed: int = 7) -> None:
    """So many filed tickets with message, labels, history and search text; the same for the same seed."""
    chance = random.Random(seed)
    rows = (rows_of(number, count, chance) for number in range(1, count + 1))
    tables = [table_of(t) for t in (Ticket, Arrival, Message, LabelRow, Event, SearchText)]
    while batch := list(islice(rows, _BATCH)):
        with store.engine.begin() as connection:
            for at, table in enumerate(tables):
                connection.execute(table.insert(), [row for one in batch for row in one[at]])
    with store.engine.begin() as connection:
        _finish(connection, count)


def _finish(connection: Connection, count: int) -> None:
    marks = [{"name": "searched messages", "value": count}, {"name": "searched notes", "value": 0}]
    connection.execute(table_of(Counter).insert(), marks)
    if connection.dialect.name == "postgresql":
        for table in ("ticket", "arrival", "message"):
            connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {count})")
        connection.exec_driver_sql("ANALYZE")  # as its autovacuum would; on SQLite nobody does


def rows_of(number: int, count: int, chance: random.Random) -> tuple[list[dict[str, Any]], ...]:
    """What one of so many tickets is in the tables of `fill`, table by table."""
    opened = NOW - timedelta(days=365 * YEARS) * (1 - number / count)
    is_open = chance.random() < OPEN
    closed = None if is_open else min(NOW, opened + timedelta(hours=chance.expovariate(1 / 60)))
    text = " ".join(chance.choices(_WORDS, k=45))
    name, topic = chance.choice(_NAMES), chance.choice(TOPICS)
    town = chance.choice((*MUNICIPALITIES, None))
    language = chance.choice(("de", "de", "de", "ar", "tr", "uk"))
    urgency = chance.choice(("high", "normal", "normal", "low"))
    who = {"sender_name": name, "sender_address": f"{folded_words(name)[0]}{number}@example.org", "subject": text[:40]}
    ticket = who | {
        "id": number, "number": f"KIM-2026-{number:06d}", "mailbox": "kim", "channel": "email", "hidden": False,
        "status": "open" if is_open else "closed", "stub": False, "phone": "", "language": language, "kind": "request",
        "sender_role": "client", "topic": topic, "topics": [topic], "municipality": town, "certain": True,
        "urgency": urgency, "alarm": False, "respond_by": opened + _PROMISED[urgency], "responded_at": closed,
        "priority": chance.randrange(120), "factors": [{"points": 20, "reason": "jemand wartet auf Hilfe"}],
        "marks": [], "silence": "", "opened_at": opened, "changed_at": closed or opened, "closed_at": closed,
        "messages": 1, "version": 1,
    }  # fmt: skip
    arrival = {
        "id": number, "channel": "email", "mailbox": "kim", "size": 2000, "truncated": False, "received_at": opened,
        "kept_at": opened, "state": "archived", "attempts": 1, "may_acknowledge": False, "archive": False,
        "outcome": "ticket", "reason": "Neues Anliegen.", "ticket_id": number, "human_hand": False,
    }  # fmt: skip
    message = who | {
        "id": number, "ticket_id": number, "arrival_id": number, "mailbox": "kim", "channel": "email",
        "received_at": opened, "phone": "", "text": text, "zones": [[0, len(text), "fresh"]],
        "message_id": f"{number}@example.org", "automatic_reason": "", "defects": [], "marks": [], "trust": "unknown",
        "trust_reason": "", "language": language, "kind": "request", "sender_role": "client",
    }  # fmt: skip
    return [ticket], [arrival], [message], list(_labels(number, topic, town, text, opened)), list(
        _events(number, opened, closed)
    ), [{"ticket_id": number, "people": " ".join(folded_words(f"{name} {who['sender_address']}")),
         "words": " ".join((*folded_words(text), str(number))), "said": 1}]  # fmt: skip


def _labels(number: int, topic: str, town: str | None, text: str, at: datetime) -> Iterator[dict[str, Any]]:
    word = text.split(maxsplit=1)[0]
    proof = [{"field": "body", "start": 0, "end": len(word), "text": word, "rule": "bench.word", "weight": 3.0}]
    for field, value in (("topic", topic), ("municipality", town), ("urgency", "normal")):
        yield {
            "ticket_id": number, "message_id": number, "field": field, "rank": 0, "value": value, "score": 3.0,
            "evidence": proof, "author": "rules", "rulebook": "sha256:0", "at": at,
        }  # fmt: skip


def _events(number: int, opened: datetime, closed: datetime | None) -> Iterator[dict[str, Any]]:
    done = [("status", closed, "erledigt", "weber")] if closed else []
    for action, at, why, actor in (("opened", opened, "Neues Anliegen.", "triage"), *done):
        yield {"ticket_id": number, "at": at, "actor": actor, "action": action, "why": why, "detail": {}}
