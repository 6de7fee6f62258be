"""Do the invented mails cover the office's world, and can each be built?"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime
from importlib.resources import files
from io import BytesIO
from zipfile import ZipFile

import pytest

from triage.demo.build import Earlier, as_earlier, build, plain_of
from triage.demo.enclosed import enclosed
from triage.demo.mails import mails
from triage.demo.record import DemoMail
from triage.message.mail import read
from triage.values import MUNICIPALITIES, TOPICS, RawMail

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ALL = mails()
BY_ID = {mail.id: mail for mail in ALL}


def earlier(mail: DemoMail) -> Earlier | None:
    parent = mail.follows or mail.answers_ack_of
    return as_earlier(BY_ID[parent], NOW) if parent else None


def parsed(mail: DemoMail) -> EmailMessage:
    return message_from_bytes(build(mail, NOW, earlier(mail)), _class=EmailMessage, policy=default)


@pytest.mark.parametrize("mail", ALL, ids=lambda mail: mail.id)
def test_every_mail_is_small_and_has_wire_line_ends(mail: DemoMail) -> None:
    data = build(mail, NOW, earlier(mail))

    assert 50 < len(data) <= 200_000
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"@DATE@" not in data
    head = data.split(b"\r\n\r\n")[0].decode("latin-1")
    dated = re.search(r"^Date: (.*)$", head, re.MULTILINE)
    assert dated is not None
    assert NOW - parsedate_to_datetime(dated[1]) == timedelta(minutes=mail.minutes_ago)


@pytest.mark.parametrize("mail", [mail for mail in ALL if not mail.raw], ids=lambda mail: mail.id)
def test_a_built_mail_says_what_its_record_says(mail: DemoMail) -> None:
    message = parsed(mail)

    assert not message.defects
    assert parseaddr(str(message["From"])) == parseaddr(mail.sender)
    part = message.get_body(("plain", "html"))
    assert part is not None
    assert mail.body.strip() in part.get_content().replace("\r\n", "\n")
    assert [part.get_filename() for part in message.iter_attachments()] == list(mail.attachments)


def test_the_world_is_complete() -> None:
    languages = Counter(mail.language for mail in ALL)
    topics = Counter(topic for mail in ALL if mail.kind == "request" for topic in mail.topics)
    towns = Counter(mail.town for mail in ALL)
    kinds = Counter(mail.kind for mail in ALL)

    assert len(ALL) == len(BY_ID) >= 60
    assert {"de", "en", "tr", "ar", "uk", "ru", "fa", "fr", "pl", "ro"} <= languages.keys()
    assert all(languages[code] >= 3 for code in ("en", "tr", "ar", "uk", "ru", "fa", "fr"))
    assert set(topics) == set(TOPICS)
    assert set(towns) == {None, *MUNICIPALITIES}
    assert all(towns[town] >= 4 for town in MUNICIPALITIES if town != "outside")
    assert set(kinds) == {"request", "followup", "autoreply", "bounce", "newsletter", "spam", "thanks"}
    assert sum(mail.urgent for mail in ALL) >= 8
    assert len({mail.language for mail in ALL if mail.urgent}) >= 3
    assert {mail.shape for mail in ALL} == {"plain", "html", "alternative"}


def test_five_open_the_demo_and_one_of_them_is_urgent() -> None:
    first = [mail for mail in ALL if mail.first]

    assert len(first) == 5
    assert sum(mail.urgent for mail in first) == 1
    assert len({mail.language for mail in first}) == 3


def test_nobody_in_it_can_be_real() -> None:
    """RFC 2606 names only, and numbers from the ranges the Bundesnetzagentur keeps free for films."""
    folder = files("triage.demo.data")
    texts = [file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith((".toml", ".csv"))]
    texts += [mail.raw.decode("latin-1") for mail in ALL if mail.raw]

    for text in texts:
        for domain in re.findall(r"[\w.+-]+@([\w.-]+\w)|https?://([\w.-]+)", text):
            name = "".join(domain)
            assert re.search(r"(^|\.)example\.(org|net|com)$", name) or name == "kreis-viersen.de", name
        for number in re.findall(r"\b0\d{2,4}[ /-]\d[\d ]{5,}", text):
            assert re.match(r"0176 040690\d\d|030 23125 ?\d{3}", number), number


def test_a_reply_names_and_quotes_what_it_answers() -> None:
    message = parsed(BY_ID["kita-nachtrag"])

    body = message.get_content()
    assert message["Subject"] == "Re: Kitaplatz in Kempen"
    assert message["In-Reply-To"] == message["References"] == "<kita-kempen@demo.example.org>"
    assert "\r\n> wir sind im August".replace("\r\n", "\n") in body.replace("\r\n", "\n")
    assert "schrieb Amira Lenz-Haddad:" in body


def test_a_reply_never_answers_something_unknown() -> None:
    for mail in ALL:
        assert not mail.follows or mail.follows in BY_ID
        assert not mail.answers_ack_of or mail.answers_ack_of in BY_ID


def test_attachments_are_what_they_claim() -> None:
    names = {name for mail in ALL for name in mail.attachments}
    made = {name.rpartition(".")[2]: enclosed(name)[1] for name in names}

    assert made["pdf"].startswith(b"%PDF-1.4")
    assert made["png"].startswith(b"\x89PNG\r\n\x1a\n")
    assert made["ics"].startswith(b"BEGIN:VCALENDAR\r\n")
    with ZipFile(BytesIO(made["docx"])) as archive:
        assert "word/document.xml" in archive.namelist()
    start = int(made["pdf"].split(b"startxref\n")[1].split(b"\n")[0])
    assert made["pdf"][start:].startswith(b"xref")


def test_an_html_mail_is_quoted_as_its_words() -> None:
    assert plain_of("<p>Guten <b>Tag</b></p>\n<p>K&uuml;che</p>") == "Guten Tag\nKüche\n"


@pytest.mark.parametrize("mail", ALL, ids=lambda mail: mail.id)
def test_the_product_reads_it_and_sees_a_machine_only_where_one_wrote(mail: DemoMail) -> None:
    message = read(RawMail(data=build(mail, NOW, earlier(mail)), received_at=NOW))

    machine = mail.kind in {"autoreply", "bounce", "newsletter"}
    assert bool(message.automatic) == machine
    assert bool(message.text.strip()) == (mail.id != "leer")
