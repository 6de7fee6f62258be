"""Somebody who reads no Arabic knows in German what was recognised, and reads nothing that was not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from models.label import LabelRow
from models.ticket import Ticket
from rules.heads import shipped_heads
from rules.load import shipped
from rules.matcher import Matcher
from triage.classify.classify import classify
from triage.desk.gist import LONG, Gist, Word, gist
from triage.values import Classification, Label, ParsedMessage, Zone

_matcher = Matcher(shipped())
SUNDAY = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def understood(text: str) -> tuple[Ticket, list[LabelRow]]:
    """The ticket and label rows the real rules make of a mail."""
    zones = (Zone(start=0, end=len(text), kind="fresh"),) if text else ()
    mail = ParsedMessage(channel="email", text=text, zones=zones, received_at=SUNDAY)
    found = classify(mail, _matcher)
    return filed(found), [row("topic", label, rank) for rank, label in enumerate(found.topics)] + [
        row(field, label)
        for field, label in (("municipality", found.municipality), ("urgency", found.urgency))
        if label
    ]


def filed(found: Classification) -> Ticket:
    return Ticket(
        number="KIM-2026-000001",
        mailbox="kim",
        channel="email",
        language=found.language,
        topic=found.main_topic,
        topics=[label.id for label in found.topics],
        municipality=found.municipality.id if found.municipality else None,
        due_at=found.due_at,
        opened_at=SUNDAY,
        changed_at=SUNDAY,
    )


def row(field: str, label: Label, rank: int = 0) -> LabelRow:
    proof = [piece._asdict() for piece in label.evidence]
    return LabelRow(ticket_id=1, field=field, rank=rank, value=label.id, score=label.score, evidence=proof, at=SUNDAY)


def gist_of(text: str) -> Gist | None:
    ticket, rows = understood(text)
    return gist(ticket, rows, shipped_heads(), length=len(text))


@pytest.mark.parametrize(
    ("language", "text", "word", "town"),
    [
        ("ar", "السلام عليكم، إقامتي تنتهي قريباً. أنا ساكن في Waldniel.", "إقامتي", "Schwalmtal"),
        ("en", "Hello, my residence permit expires soon. I live in Dülken.", "residence permit", "Viersen"),
        ("tr", "Merhaba, oturum iznim bitiyor. Nettetal'de oturuyorum.", "oturum iznim", "Nettetal"),
        ("uk", "Добрий день, мені потрібна посвідка на проживання. Я живу в Кемпені.", "посвідка", "Kempen"),
        ("ru", "Здравствуйте, мне нужно продлить ВНЖ. Живу в Виллихе.", "ВНЖ", "Willich"),
        ("fa", "سلام، کارت اقامت من تمام شده است. من در Kempen زندگی می کنم.", "کارت اقامت", "Kempen"),
        ("fr", "Bonjour, mon titre de séjour expire. J'habite à Grefrath.", "titre de séjour", "Grefrath"),
        ("pl", "Dzień dobry, moja karta pobytu traci ważność. Mieszkam w Brüggen.", "karta pobytu", "Brüggen"),
        ("ro", "Bună ziua, am nevoie de permis de ședere. Locuiesc în Willich.", "permis de ședere", "Willich"),
        ("es", "Hola, mi permiso de residencia vence. Vivo en Tönisvorst.", "permiso de residencia", "Tönisvorst"),
        ("nl", "Dag, mijn verblijfsvergunning verloopt. Ik woon in Elmpt.", "verblijfsvergunning", "Niederkrüchten"),
    ],
)  # fmt: skip
def test_words_of_many_languages_are_named_in_german(language: str, text: str, word: str, town: str) -> None:
    found = gist_of(text)

    assert found is not None
    assert (found.language, found.town) == (language, town)
    assert "Aufenthaltstitel" in found.matters
    meant = [w for w in found.words if word in w.text or w.text in word]
    assert meant
    assert meant[0].meaning == "Aufenthaltstitel"
    assert all(w.text in text for w in found.words), "only what stands there"


def test_a_district_is_shown_beside_its_town_as_it_was_written() -> None:
    found = gist_of("Hello, my residence permit expires soon. I live in Dülken.")

    assert found is not None
    assert (found.town, found.spot) == ("Viersen", "Dülken")


def test_german_needs_no_gist_unless_it_is_long() -> None:
    short = "Guten Tag, ich brauche einen Termin für meinen Aufenthaltstitel."
    long = short + " Das ist meine ganze Geschichte." * (LONG // 20)

    found = gist_of(long)

    assert gist_of(short) is None
    assert found is not None
    assert "Aufenthaltstitel" in found.matters


def test_german_words_inside_another_language_need_no_meaning() -> None:
    found = gist_of("Hello, I need my Aufenthaltstitel and the Jobcenter does not answer, please help me.")

    assert found is not None
    assert Word(text="Aufenthaltstitel", meaning="") in found.words


def test_what_nothing_recognises_says_nothing() -> None:
    found = gist_of("Good evening, greetings from my grandmother on the balcony.")

    assert found is not None
    assert (found.matters, found.words, found.town) == ((), (), "")


def test_a_reminder_of_staff_is_no_deadline_of_the_person() -> None:
    ticket, rows = understood("Hello, my residence permit expires soon. I live in Dülken.")
    ticket.due_at = SUNDAY
    read = gist(ticket, rows, shipped_heads(), length=10)

    ticket.status = "waiting"
    waiting = gist(ticket, rows, shipped_heads(), length=10)

    assert read is not None
    assert waiting is not None
    assert (read.due_at, waiting.due_at) == (SUNDAY, None)


def test_verbs_and_shorter_words_inside_others_are_no_matter() -> None:
    ticket, _rows = understood("x")
    ticket.language = "en"
    heads = {"a.1": "verliere", "a.2": "Kurs", "a.3": "Deutschkurs"}
    pieces = [
        {"field": "body", "start": 0, "end": 4, "text": text, "rule": rule, "weight": weight}
        for text, rule, weight in (
            ("lose", "a.1", 3),
            ("class", "a.2", 2),
            ("German class", "a.3", 1),
            ("no", "a.3", -1),
        )
    ]
    rows = [LabelRow(ticket_id=1, field="topic", value="sprache", evidence=pieces, at=SUNDAY)]

    found = gist(ticket, rows, heads, length=10)

    assert found is not None
    assert found.matters == ("Deutschkurs",)
    assert [w.text for w in found.words] == ["lose", "class", "German class"]
