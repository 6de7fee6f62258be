"""A mail's identity, dates, silences and digest, one question a test."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from triage.message.bare import read_body
from triage.message.call import read_call
from triage.message.mail import read
from triage.message.own import OwnSigns
from triage.values import CallNote, ParsedMessage, RawMail

RECEIVED = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def understood(headers: str, body: str = "Hallo", *, own: OwnSigns | None = None) -> ParsedMessage:
    data = f"{headers}\n\n{body}".replace("\n", "\r\n").encode()
    return read(RawMail(data=data, received_at=RECEIVED), own or OwnSigns())


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Fri, 20 Nov 2026 08:15:00 +0100", "2026-11-20T08:15:00+01:00"),
        ("20 Nov 2026 08:15 +0000", "2026-11-20T08:15:00+00:00"),
        ("Fri, 20 Nov 2026 08:15:00 -0000", "2026-11-20T08:15:00+00:00"),
        ("Fri, 20 Nov 2026 08:15:00 GMT", "2026-11-20T08:15:00+00:00"),
        ("Fri, 20 Nov 0001 08:15:00 +0100", None),
        ("Fri, 20 Nov 9999 08:15:00 +0100", None),
        ("Fri, 20 Nov 2026 08:15:00 +2400", None),
        ("Fri, 99 Nov 2026 08:15:00 +0100", None),
        ("gestern", None),
        ("", None),
        ("x" * 5000, None),
    ],
)
def test_a_date_is_read_or_left_out(value: str, shown: str | None) -> None:
    found = understood(f"Date: {value}").date

    assert (found.isoformat() if found else None) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("<a@example.org>", "a@example.org"),
        (" <a@example.org> (comment)", "a@example.org"),
        ("a@example.org", "a@example.org"),
        ("<>", ""),
        ("", ""),
        ("<ohne-klammeraffe-12345>", "ohne-klammeraffe-12345"),
        ("<a b@example.org>", "ab@example.org"),
        ("<[v1]x@[192.0.2.1]>", "[v1]x@[192.0.2.1]"),
        ("<ä@example.org>", ""),
    ],
)
def test_a_message_id_is_read_without_brackets(value: str, shown: str) -> None:
    assert understood(f"Message-ID: {value}").message_id == shown


SILENT = [
    ("Auto-Submitted: auto-generated", "Auto-Submitted"),
    ("Auto-Submitted: auto-replied (vacation); owner=x", "Auto-Submitted"),
    ("auto-SUBMITTED: Auto-Replied", "Auto-Submitted"),
    ("List-Id: <x.example.org>", "RFC 2369"),
    ("List-Unsubscribe: <https://example.org>", "RFC 2369"),
    ("List-Post: NO", "RFC 2369"),
    ("Precedence: bulk", "Precedence"),
    ("Precedence: JUNK", "Precedence"),
    ("X-Auto-Response-Suppress: OOF, AutoReply", "X-Auto-Response-Suppress"),
    ("X-Loop: a@example.org", "X-Loop"),
    ("X-KIM-Triage: ticket", "our own"),
    ("Message-ID: <0f3a.kim@kreis-viersen.de>", "our own"),
    ("From: kim@kreis-viersen.de", "our own"),
    ("From: KIM <Kim@Kreis-Viersen.de>", "our own"),
    ("Return-Path: <>", "null Return-Path"),
    ("From: MAILER-DAEMON@example.org", "takes no replies"),
    ("From: postmaster@example.org", "takes no replies"),
    ("From: no-reply@example.org", "takes no replies"),
    ("From: x-noreply-12@example.org", "takes no replies"),
    ("From: nicht-antworten@example.org", "takes no replies"),
    ("X-Spam-Flag: YES", "spam"),
    ("X-Spam-Status: Yes, score=9.1", "spam"),
    ("Content-Type: multipart/report; boundary=x", "multipart/report"),
    ("X-Autoreply: yes", "X-Autoreply"),
]


@pytest.mark.parametrize(("header", "reason"), SILENT)
def test_a_sign_of_a_machine_silences_with_its_name(header: str, reason: str) -> None:
    assert any(reason in silence for silence in understood(header).silences)


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: no",
        "Auto-Submitted: No (person)",
        "X-Spam-Flag: NO",
        "X-Spam-Status: No, score=-1",
        "Precedence: normal",
        "X-Auto-Response-Suppress: None",
        "Return-Path: <a@example.org>",
        "From: a@example.org",
        "X-Priority: 1",
    ],
)
def test_nothing_silences_a_person(header: str) -> None:
    assert understood(header).silences == ()


def test_the_digest_ignores_the_way_a_mail_took() -> None:
    first = understood(
        "Received: by a\nMessage-ID: <a@example.org>\nSubject: x\nContent-Type: text/plain", "Hallo\nWelt"
    )
    second = understood("Received: by b\nX-Spam: 1\nSubject:  x\nMessage-ID: <a@example.org>", "Hallo \nWelt\n\n")

    assert first.content_digest == second.content_digest != ""


def test_the_digest_sees_other_content_under_the_same_id() -> None:
    assert (
        understood("Message-ID: <a@x>", "eins").content_digest != understood("Message-ID: <a@x>", "zwei").content_digest
    )


def test_there_is_no_digest_without_id_and_date() -> None:
    assert understood("Subject: x").content_digest == ""


def test_a_mail_over_the_size_limit_says_that_only_its_headers_were_read() -> None:
    raw = RawMail(
        data=b"From: a@example.org\r\nSubject: x\r\n\r\n", received_at=RECEIVED, size=40_000_000, truncated=True
    )

    message = read(raw)

    assert message.subject == "x"
    assert any("size limit" in defect for defect in message.defects)


def test_a_call_is_one_fresh_zone_with_what_staff_noted() -> None:
    note = CallNote(note="Hr. B., Oedt.\r\nSucht Kurs", received_at=RECEIVED, caller="B.", phone="02158 1", town="Oedt")

    message = read_call(note)

    assert message.fresh == "Hr. B., Oedt.\nSucht Kurs"
    assert (message.channel, message.phone, message.town_hint, message.received_at) == (
        "phone",
        "02158 1",
        "Oedt",
        RECEIVED,
    )
    assert message.sender is not None
    assert (message.sender.name, message.sender.address) == ("B.", "")


def test_an_empty_call_has_no_zones() -> None:
    assert read_call(CallNote(note=" ", received_at=RECEIVED)).zones == ()


def test_bare_text_is_split_like_a_mail() -> None:
    message = read_body("Ja.\n\n> Kommen Sie?\n-- \nAli", "AW: Termin")

    assert (message.fresh, message.quoted, message.signature) == ("Ja.", "> Kommen Sie?", "-- \nAli")


def test_bare_text_of_a_machine_is_recognised() -> None:
    found = read_body("Ich bin bis Montag nicht im Büro. In dringenden Fällen: Frau B.", "Re: Frage").automatic

    assert found is not None
    assert found.kind == "auto_reply"


ACK = "Guten Tag,\n\nIhre Nachricht ist bei uns angekommen.\n\nIhre Nummer ist: KIM-2026-000001\n\nKreis Viersen"


@pytest.mark.parametrize(
    "introduction",
    ["Am 19.11.2026 um 14:02 schrieb KIM <kim@kreis-viersen.de>:\n\n", "", "On 19 Nov 2026, at 14:02, KIM wrote:\n"],
)
def test_our_acknowledgement_quoted_back_is_ours(introduction: str) -> None:
    quoted = "\n".join(f"> {line}".rstrip() for line in ACK.split("\n"))

    message = read_body(f"Ich wohne in Brüggen.\n\n{introduction}{quoted}\n", "Re: KIM")

    assert message.fresh == "Ich wohne in Brüggen."
    assert "Nummer" not in message.quoted + message.signature


def test_only_our_part_of_an_outlook_history_is_ours() -> None:
    text = (
        f"Noch eine Frage: wann?\n\nVon: KIM\nGesendet: heute\nAn: Ali\nBetreff: x\n\n{ACK}\n\n"
        "Von: Ali\nGesendet: gestern\nAn: KIM\nBetreff: x\n\nIch suche einen Kurs.\n"
    )

    message = read_body(text, "AW: x")

    assert message.fresh == "Noch eine Frage: wann?"
    assert "Ich suche einen Kurs." in message.quoted
    assert "angekommen" not in message.quoted


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Größe der Wohnung für Müller", "latin-1"),
        ("Здравствуйте, мне нужна помощь с квартирой", "cp1251"),
        ("السلام عليكم أحتاج مساعدة في السكن", "cp1256"),
        ("Merhaba, Almanca kursu arıyorum, iş de lazım", "cp1254"),
        ("Dzień dobry, szukam mieszkania, żona jest w ciąży", "cp1250"),
        ("Ich möchte", "utf-8"),
    ],
)
def test_text_without_a_declared_charset_is_still_read(text: str, charset: str) -> None:
    data = b"From: a@example.org\nSubject: x\n\n" + text.encode(charset)

    assert read(RawMail(data=data, received_at=RECEIVED)).text == text
