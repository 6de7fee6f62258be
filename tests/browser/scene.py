"""A desk on an ordinary day: requests in many languages, some hostile, at a clock that stands still."""

from __future__ import annotations

import base64
from datetime import timedelta
from pathlib import Path

from tests.web import copies, seed
from tests.web.seed import Hit, Request, mailbox, ticket, user
from triage.desk.indexing import index_new
from triage.office import Office

# a square of 2 × 2 points
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGM4IWcDRAwQCgAh9gSJHoU67gAAAABJRU5ErkJggg=="
)
ARABIC = "السلام عليكم، إقامتي تنتهي غداً وموقع الحجز لا يعمل."
URGENT_TEXT = (
    "Guten Tag,\n\nmein Aufenthaltstitel läuft morgen ab und ich bekomme keinen Termin.\n"
    f"{ARABIC}\n\nIch wohne in Dülken, 41751 Viersen. Was soll ich tun?\n\nMit freundlichen Grüßen\nAhmet Demir\n"
)
QUOTE = "> Am 18.11.2026 schrieb KIM:\n> Vielen Dank für Ihre Nachricht.\n"
SIGNATURE = "-- \nAhmet Demir\nTel. 02162 12345\n"


def office_in(folder: Path) -> tuple[Office, dict[str, str]]:
    """An office on a copy of the seeded database; numbers of tickets the tests name."""
    data, numbers = copies.filled(_filled)
    (folder / copies.NAME).write_bytes(data)
    return seed.office_in(folder), dict(numbers)


def _filled(folder: Path) -> dict[str, str]:
    office = seed.office_in(folder)
    numbers = fill(office)
    office.store.close()
    return numbers


def fill(office: Office) -> dict[str, str]:
    """Seed it; numbers of tickets the tests name."""
    user(office)
    user(office, "klein", "B. Klein", role="leitung")
    mailbox(office)
    urgent = ticket(office, _urgent())
    named = {
        "urgent": urgent,
        "call": ticket(office, _call()),
        "arabic": ticket(office, _arabic(urgent)),
        "unclear": ticket(office, _unclear()),
        "spoofed": ticket(office, _spoofed()),
    }
    for request in _others():
        ticket(office, request)
    index_new(office)
    return named


def _urgent() -> Request:
    text = URGENT_TEXT + QUOTE + SIGNATURE
    ends = [len(URGENT_TEXT), len(URGENT_TEXT) + len(QUOTE), len(text)]
    return Request(
        subject="Frist morgen: Aufenthaltstitel läuft ab",
        text=text,
        zones=[[0, ends[0], "fresh"], [ends[0], ends[1], "quote"], [ends[1], ends[2], "signature"]],
        sender_name="Ahmet Demir",
        sender_address="a.demir@example.org",
        topic="aufenthalt",
        municipality="viersen",
        urgency="high",
        certain=False,
        priority=100,
        due_in=timedelta(minutes=18),
        hits={
            "topic": [
                Hit(word="Aufenthaltstitel", field="subject", rule="aufenthalt.titel"),
                Hit(word="Aufenthaltstitel", weight=3.0, rule="aufenthalt.titel"),
                Hit(word="إقامتي", weight=2.0, rule="aufenthalt.titel"),
            ],
            "municipality": [
                Hit(word="41751 Viersen", weight=4.0, rule="places.postcode"),
                Hit(word="Dülken", rule="places.district"),
            ],
            "urgency": [Hit(word="läuft morgen ab", weight=3.0, rule="urgency.deadline")],
            "runner_up": [Hit(word="Termin", weight=1.0, rule="einbuergerung.termin")],
        },
        notes=["Termin bei der Ausländerbehörde angefragt, Rückmeldung bis 15 Uhr."],
        attachments=[
            ("Bescheid.pdf", b"%PDF-1.4 kein echtes"),
            ("gpj\u202eexe.jpg", b"bild"),
            ("rechnung.exe", b"MZ"),
            ("Foto.png", PICTURE),
            ("Notiz.txt", "Grüße\n<script>alert(1)</script>\nشكرا".encode()),
        ],
    )


def _call() -> Request:
    return Request(
        subject="",
        text="Frau K. fragt nach Unterkunft in Kempen, Vermieter hat gekündigt. Bittet um Rückruf.",
        sender_name="Frau Kılıç",
        sender_address="",
        phone="02152 123456",
        channel="phone",
        topic="wohnen",
        municipality="kempen",
        urgency="high",
        alarm=True,
        priority=95,
        callback_in=timedelta(minutes=35),
        silence="ein Anruf keine Mail-Adresse hat",
        age=timedelta(minutes=25),
        hits={
            "topic": [Hit(word="Unterkunft", rule="wohnen.suche")],
            "municipality": [Hit(word="Kempen", rule="places.name")],
        },
    )


def _arabic(related: str) -> Request:
    return Request(
        subject="تجديد الإقامة",
        text=f"{ARABIC}\nأنا ساكن في Waldniel. هل يكفي أن أرسل الأوراق بالبريد؟\n",
        related=related,
        sender_name="أحمد",
        sender_address="ahmad@example.org",
        language="ar",
        topic="aufenthalt",
        municipality="schwalmtal",
        priority=60,
        due_in=timedelta(hours=4),
        age=timedelta(hours=2),
        hits={
            "topic": [Hit(word="إقامتي", rule="aufenthalt.titel")],
            "municipality": [Hit(word="Waldniel", rule="places.district")],
        },
    )


def _unclear() -> Request:
    return Request(
        subject="Re: Re: Fwd:",
        text="Wie besprochen schicke ich Foto von dem Brief. Zweite Seite fehlt, kommt morgen.",
        sender_name="",
        topic="sonstiges",
        municipality=None,
        certain=False,
        priority=25,
        age=timedelta(hours=3),
        silence="die Mail von einer Maschine stammt",
    )


def _spoofed() -> Request:
    return Request(
        subject="Rechnung \u202egpj.exe <script>alert(1)</script>",
        sender_name="\u202eknaB ruZ <img src=x onerror=alert(1)>",
        text="<script>alert(1)</script> {{7*7}} ${7*7} <a hx-get=/abmelden>klick</a> <img src=x onerror=alert(1)>",
        sender_address="boese@example.org",
        topic="finanzen",
        municipality=None,
        certain=False,
        urgency="low",
        priority=1,
        marks=["Absender unklar"],
    )


def _others() -> list[Request]:
    lines = [
        ("Приїзд дітей, школа в Бракті", "uk", "Оксана Шевченко", "bildung", "brueggen", "normal"),
        ("kiralık daire arıyoruz", "tr", "Gülşen Yıldız", "wohnen", None, "normal"),
        ("Anmeldung Integrationskurs B1", "de", "Volkshochschule Kreis", "sprache", "toenisvorst", "normal"),
        ("خیاطی در خانه", "fa", "مریم", "arbeit", "kempen", "normal"),
        (
            "Zeugnisse anerkennen lassen – Frage zu Unterlagen und Übersetzungen für die Bezirksregierung",
            "de",
            "Marie-Luise Oberstadt-Schmitz",
            "dokumente",
            "niederkruechten",
            "low",
        ),
        ("Kindergeld abgelehnt", "de", "M. Nowak", "finanzen", "willich", "normal"),
        ("Sprachcafé sucht Raum", "de", "Pfarrgemeinde St. Anna", "ehrenamt_netzwerk", "grefrath", "low"),
        ("Einbürgerung: welche Papiere?", "de", "J. Haddad", "einbuergerung", "nettetal", "normal"),
        ("Arzt gesucht, der Tigrinya spricht", "de", "Helferkreis", "gesundheit", "outside", "normal"),
    ]
    requests = []
    for turn in range(6):
        for at, (subject, language, sender, topic, town, urgency) in enumerate(lines):
            requests.append(
                Request(
                    subject=subject,
                    text=f"{subject}\n\nBitte um Hilfe.",
                    language=language,
                    sender_name=sender,
                    sender_address=f"s{turn}{at}@example.org",
                    topic=topic,
                    municipality=town,
                    urgency=urgency,
                    priority=50 - turn * 5 - at,
                    age=timedelta(hours=turn * 7 + at + 1),
                    certain=at % 4 != 1,
                    assigned_to="klein" if at == 2 else None,
                )
            )
    return requests
