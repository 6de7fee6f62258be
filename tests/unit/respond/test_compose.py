"""Is an acknowledgement a correct mail that provokes no answer and carries nothing foreign?"""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from importlib.resources import files
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.errors import BadInput
from triage.respond.compose import letter
from triage.respond.templates import load
from triage.respond.wire import is_strict_id
from triage.values import Acknowledgement

SENDER = "KIM Kreis Viersen <kim@kreis-viersen.de>"
NOW = datetime(2026, 11, 20, 8, 15, tzinfo=timezone(timedelta(hours=1)))
TEXTS = load(files("config").joinpath("mail"))


def ack(**changes: Any) -> Acknowledgement:
    plain = Acknowledgement(
        to="amal@example.org",
        language="de",
        subject="Wir haben Ihre Nachricht erhalten [KIM-2026-000123]",
        body="Guten Tag,\n\nschön.\n",
        message_id="Zk3.f-9@kim.example",
    )
    return dataclasses.replace(plain, **changes)


def read(data: bytes) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(data, policy=default))  # type: ignore[arg-type]  # typeshed: Message only


def test_the_letter_carries_exactly_the_headers_that_keep_machines_silent() -> None:
    sent = letter(ack(), SENDER, NOW)

    mail = read(sent.data)
    assert mail.keys() == [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        "X-KIM-Triage",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    ]
    assert (mail["From"], mail["To"]) == (SENDER, "amal@example.org")
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["X-KIM-Triage"] == "ack"
    assert mail["Message-ID"] == "<Zk3.f-9@kim.example>"
    assert mail["Date"].datetime == NOW
    assert (sent.envelope_from, sent.envelope_to) == ("", ("amal@example.org",))
    assert not mail.defects


@pytest.mark.parametrize("urgent", [False, True])
@pytest.mark.parametrize("language", ["de", *TEXTS.languages])
def test_every_text_arrives_as_written_in_lines_any_server_takes(language: str, urgent: bool) -> None:
    subject, body = TEXTS.render(language, urgent=urgent, number="KIM-2026-000123", office_phone="02162 39-2129")

    data = letter(ack(subject=subject, body=body, language=language), SENDER, NOW).data

    assert read(data).get_content().replace("\r\n", "\n") == body
    assert read(data)["Subject"] == subject
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 78
    assert data.isascii()


def test_german_stays_readable_in_the_raw_mail_and_arabic_is_base64() -> None:
    encodings = [
        read(letter(ack(body=body), SENDER, NOW).data)["Content-Transfer-Encoding"]
        for body in ("ä b c d e f g h i j k l", "مرحبا")
    ]

    assert encodings == ["quoted-printable", "base64"]


@pytest.mark.parametrize("known", ["a.b+c@mail.example.org", "20261120.1@x", "CAF=x_y@mail.gmail.com"])
def test_a_well_formed_id_threads_the_answer(known: str) -> None:
    mail = read(letter(ack(in_reply_to=known), SENDER, NOW).data)

    assert mail["In-Reply-To"] == mail["References"] == f"<{known}>"


@pytest.mark.parametrize(
    "odd",
    [
        "",
        "a",
        "a b@x.example",
        "a@b@c",
        "<a@b>",
        "a@b\r\nBcc: x@y",
        "ä@b",
        "a@b>",
        "a@[1.2.3.4]",
        "@b",
        "a@",
        "a" * 300 + "@b",
    ],
)
def test_any_other_id_is_left_out_and_nothing_of_it_is_sent(odd: str) -> None:
    mail = read(letter(ack(in_reply_to=odd), SENDER, NOW).data)

    assert mail["In-Reply-To"] is None
    assert mail["References"] is None
    assert mail["Bcc"] is None


@pytest.mark.parametrize(
    "sign", ["\r", "\n", "\r\n", "\0", "\x0b", "\x0c", "\x1b", "\x7f", "\u0085", "\u2028", "\u2029"]
)
@pytest.mark.parametrize("place", ["to", "subject", "message_id", "sender"])
def test_a_line_end_or_control_character_in_any_header_value_is_refused(place: str, sign: str) -> None:
    evil = f"a{sign}Bcc: x@example.org"

    with pytest.raises(BadInput):
        letter(ack(**{} if place == "sender" else {place: evil}), evil if place == "sender" else SENDER, NOW)


@pytest.mark.parametrize(
    "to",
    [
        "",
        "a",
        "a@b, c@d",
        "A <a@b.example>",
        '"a b"@x.example',
        "ä@x.example",
        "a@b@c",
        ".a@x",
        "a..b@x",
        "a.@x",
        "a@-x",
        "a@x\n",
        "a;b@x",
    ],
)
def test_only_a_plain_address_is_written_to(to: str) -> None:
    with pytest.raises(BadInput):
        letter(ack(to=to), SENDER, NOW)


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("kim@kreis-viersen.de", ""),
        ("KIM <kim@kreis-viersen.de>", "KIM"),
        ('"KIM, Kreis Viersen (Büro)" <kim@kreis-viersen.de>', "KIM, Kreis Viersen (Büro)"),
        ('"KIM, Kreis \\"Viersen\\"" <kim@kreis-viersen.de>', 'KIM, Kreis "Viersen"'),
        (
            "Integrationsbüro für Brüggen und Tönisvorst – Größe üben <kim@kreis-viersen.de>",
            "Integrationsbüro für Brüggen und Tönisvorst – Größe üben",
        ),
    ],
)
def test_the_office_name_survives_the_wire(sender: str, name: str) -> None:
    mail = read(letter(ack(), sender, NOW).data)

    assert mail["From"].addresses[0].addr_spec == "kim@kreis-viersen.de"
    # The address parser of 3.11 puts blanks between encoded words; RFC 2047 §6.2 says there are none.
    raw = next(value for key, value in mail.raw_items() if key == "From")
    phrase, _ = parseaddr(raw)
    assert str(make_header(decode_header(phrase))) == name


@pytest.mark.parametrize("sender", ["", "KIM", "a@x.example, b@x.example", "KIM <>"])
def test_a_sender_that_is_not_one_mailbox_is_refused(sender: str) -> None:
    with pytest.raises(BadInput):
        letter(ack(), sender, NOW)


def test_a_date_without_time_zone_is_refused() -> None:
    with pytest.raises(BadInput):
        letter(ack(), SENDER, datetime(2026, 11, 20))  # noqa: DTZ001 - the naive date is the point


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=300))
def test_any_subject_decodes_to_itself(text: str) -> None:
    data = letter(ack(subject=text), SENDER, datetime(2026, 1, 1, tzinfo=UTC)).data

    head = data.split(b"\r\nDate:")[0]
    assert b"\r\n\r\n" not in head
    assert "".join(read(data)["Subject"].split()) == "".join(text.split())


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=400))
def test_any_body_decodes_to_itself(text: str) -> None:
    data = letter(ack(body=text), SENDER, NOW).data

    payload = read(data).get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.decode().replace("\r\n", "\n") == text


@given(st.text(max_size=60))
def test_an_id_that_passes_cannot_hold_anything_but_an_id(text: str) -> None:
    if is_strict_id(text):
        assert text.isascii()
        assert not set(text) & set(' <>()[]\\,;:"\r\n\t')
