"""A person answers: the mail threads where it is read, goes to whom it should, and its answer finds the ticket."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest
from sqlmodel import col, delete, select

from models.arrival import Arrival, Blob
from models.ticket import Participant
from tests.servers.smtp_sink import SmtpSink
from tests.unit.pipeline.offices import file_one, mail, office_in, ticket
from tests.unit.pipeline.replies import (
    ELEVEN,
    KLEIN,
    WEBER,
    clock,
    gone,
    letters,
    live,
    opened,
    row,
    whys,
)
from triage.adapters import smtp
from triage.desk import drafts, enclosures, reply
from triage.desk.enclosures import Upload
from triage.desk.reply import Reply
from triage.desk.ticket import open_ticket
from triage.errors import BadInput, NotFound
from triage.office import Office
from triage.respond.plan import AnswerPolicy
from triage.sending import send_pass
from triage.testing import MemoryScanner


def test_a_reply_goes_to_whoever_wrote_last_and_threads_under_their_mail(office: Office) -> None:
    office = live(office)
    number = opened(
        office,
        Subject="AW: [Liste] Deutschkurs",
        References="<null@example.org> <a@example.org>",
        Reply_To="x@evil.test",
    )

    reply.send(office, WEBER, number, Reply(text="Guten Tag,\nja, es gibt einen Kurs. Grüße"))

    sent = gone(office)
    assert (sent["To"], sent["Cc"], sent["Reply-To"]) == ("amira@example.org", None, None)
    assert sent["Subject"] == f"Re: Deutschkurs [{number}]"
    assert sent["In-Reply-To"] == "<eins@example.org>"
    assert sent["References"].split() == ["<null@example.org>", "<a@example.org>", "<eins@example.org>"]
    assert sent["Auto-Submitted"] is None
    assert sent.get_content().replace("\r\n", "\n") == (
        "Guten Tag,\nja, es gibt einen Kurs. Grüße\n\nMit freundlichen Grüßen\nA. Weber\nTel. 02162 39-2129\n"
    )
    assert letters(office)[0].envelope_from == "kim@kreis-viersen.de"


def test_the_answer_to_our_reply_joins_the_ticket_and_the_reply_ends_the_wait(office: Office) -> None:
    number = opened(office)
    reply.send(office, WEBER, number, Reply(text="Haben Sie einen Ausweis?"))
    before = ticket(office, number).responded_at
    ours = gone(office)["Message-ID"]

    again = file_one(
        office, mail("Ja.", Message_Id="<zwei@example.org>", In_Reply_To=ours, Subject="Re: etwas anderes")
    )

    assert (again.outcome, again.ticket) == ("followup", number)
    assert before is None
    assert ticket(office, number).responded_at == clock(office).now()
    assert whys(office, number, "replied") == [("triage", "Antwort gesendet.")]
    assert whys(office, number, "answered") == [("weber", "Antwort geschrieben")]


def test_machines_and_strangers_are_not_written_to_by_mistake(office: Office) -> None:
    number = opened(office)
    machine = opened(office, From="noreply@example.org", Message_Id="<m@example.org>")

    for to, problem in (("fremd@example.org", "to_unknown"), ("no-reply@example.org", "to_machine")):
        with pytest.raises(BadInput, match=problem):
            reply.send(office, WEBER, number, Reply(text="Guten Tag", to=to))
        with pytest.raises(BadInput, match=problem):
            reply.send(office, WEBER, number, Reply(text="Guten Tag", cc=(to,)))
    with pytest.raises(BadInput, match="to_missing"):
        reply.send(office, WEBER, machine, Reply(text="Guten Tag"))
    with pytest.raises(BadInput, match="to_wrong"):
        reply.send(office, WEBER, machine, Reply(text="Guten Tag", to="a@b\r\nBcc: x@example.org"))


def test_an_address_typed_by_hand_may_answer_on_the_ticket(office: Office) -> None:
    number = opened(office, From="noreply@example.org", Message_Id="<m@example.org>")

    reply.send(office, WEBER, number, Reply(text="Guten Tag", to="Olena@Example.org"))
    ours = gone(office)["Message-ID"]
    answer = file_one(office, mail("Danke, ja.", From="olena@example.org", Message_Id="<z@x.org>", In_Reply_To=ours))

    assert (answer.outcome, answer.ticket) == ("followup", number)


def test_a_helper_who_takes_part_gets_a_copy(office: Office) -> None:
    number = opened(office)
    with office.store.transaction() as db:
        db.add(Participant(ticket_id=ticket(office, number).id or 0, address="helferin@example.org"))

    reply.send(office, WEBER, number, Reply(text="Guten Tag", cc=("Helferin@example.org", "amira@example.org")))

    sent = gone(office)
    assert (sent["To"], sent["Cc"]) == ("amira@example.org", "helferin@example.org")
    assert letters(office)[0].envelope_to == ("amira@example.org", "helferin@example.org")


@pytest.mark.parametrize("evil", ["Kurs\r\nBcc: x@example.org", "Kurs\u2028Bcc: x", "Kurs\x00\x85\x0bBcc: x"])
def test_no_subject_opens_a_header(office: Office, evil: str) -> None:
    number = opened(office)

    reply.send(office, WEBER, number, Reply(text="Guten\x00 Tag\r\n.\r\nRCPT TO:<x@example.org>", subject=evil))

    sent = gone(office)
    assert sent["Bcc"] is None
    assert sent["Subject"].startswith("Re: Kurs")
    assert sent["Subject"].endswith(f"[{number}]")


def test_the_number_stands_in_the_subject_once(office: Office) -> None:
    number = opened(office)
    other = "KIM-2024-000007"

    reply.send(office, WEBER, number, Reply(text="x", subject=f"Re: AW: {number} Kurs [{number}] [{other}]"))

    assert gone(office)["Subject"] == f"Re: Kurs [{number}]"


def test_what_is_wrong_is_said_at_once(office: Office) -> None:
    number = opened(office)
    past = clock(office).now()

    with pytest.raises(BadInput) as wrong:
        reply.send(office, WEBER, number, Reply(text=" \n", send_at=past))
    with pytest.raises(BadInput, match="reply_long"):
        reply.send(office, WEBER, number, Reply(text="x" * 20_001))
    with pytest.raises(NotFound):
        reply.take_back(office, WEBER, number, 9999)

    assert wrong.value.problems == ["reply_empty", "until_past"]


def test_files_go_along_under_safe_names(office: Office) -> None:
    number = opened(office)
    uploads = [
        Upload(name="C:\\Briefe\\Antrag.pdf", type="application/pdf", octets=b"%PDF" * 400),
        Upload(name="Список документів для реєстрації дитини в школі.docx", type="x/y\r\nBcc: z", octets=b"docx"),
        Upload(name="Mail.eml", type="message/rfc822", octets=b"From: x\n\nhallo"),
    ]
    files = enclosures.keep(office, uploads, [])

    reply.send(office, WEBER, number, Reply(text="Anbei.", files=files))

    sent = gone(office)
    parts = [(p.get_filename(), p.get_content_type(), p.get_payload(decode=True)) for p in sent.iter_attachments()]
    assert parts == [
        ("Antrag.pdf", "application/pdf", b"%PDF" * 400),
        ("Список документів для реєстрації дитини в школі.docx", "application/octet-stream", b"docx"),
        ("Mail.eml", "application/octet-stream", b"From: x\n\nhallo"),
    ]
    body = sent.get_body()
    assert body is not None
    assert body.get_content().startswith("Anbei.")
    assert max(len(line) for line in letters(office)[0].data.split(b"\r\n")) <= 998


def test_a_reply_whose_file_is_gone_is_not_sent_without_it(office: Office) -> None:
    number = opened(office)
    files = enclosures.keep(office, [Upload(name="a.txt", type="text/plain", octets=b"wichtig")], [])
    key = reply.send(office, WEBER, number, Reply(text="Anbei.", files=files))
    with office.store.transaction() as db:
        db.exec(delete(Blob).where(col(Blob.sha256) == files[0].sha256))
    clock(office).advance(ELEVEN)

    send_pass(office)

    assert (letters(office), row(office, key).state) == ([], "failed")


def test_files_too_large_too_many_or_harmful_are_refused(tmp_path: Path) -> None:
    office = office_in(tmp_path, scanner=MemoryScanner({b"EICAR": "Test"}))
    small = Upload(name="a.txt", type="text/plain", octets=b"a")

    with pytest.raises(BadInput, match="files_large"):
        enclosures.keep(office, [Upload(name="a", type="", octets=bytes(enclosures.LARGEST + 1))], [])
    with pytest.raises(BadInput, match="files_many"):
        enclosures.keep(office, [replace(small, name=f"{n}.txt") for n in range(21)], [])
    with pytest.raises(BadInput, match="file_virus"):
        enclosures.keep(office, [Upload(name="a", type="", octets=b"xEICARx")], [])

    [kept] = enclosures.keep(office, [small], enclosures.keep(office, [small], []))
    assert (kept.dangerous, replace(kept, name="a.exe").dangerous) == (False, True)
    assert enclosures.from_text(enclosures.as_text((kept,))) == (kept,)


def test_only_octets_nobody_needs_are_thrown_away(office: Office) -> None:
    number = opened(office)
    upload = Upload(name="a.txt", type="text/plain", octets=b"a")
    files = enclosures.keep(office, [upload, replace(upload, octets=b"b", name="b"), replace(upload, octets=b"c")], [])
    reply.send(office, WEBER, number, Reply(text="Anbei.", files=files[:1]))
    drafts.save(office, KLEIN, "reply:9", {"files": enclosures.as_text(files[1:2])})

    with office.store.transaction() as db:
        enclosures.forget(db, files)
        raw = db.exec(select(Arrival.d2)).one()
        enclosures.forget(db, [replace(files[0], sha256=raw or "")])

    with office.store.reading() as db:
        left = set(db.exec(select(Blob.sha256)))
    assert left == {raw, files[0].sha256, files[1].sha256}


def test_the_conversation_shows_what_stood_where_and_who_writes_now(office: Office) -> None:
    number = opened(office)
    clock(office).advance(timedelta(minutes=1))
    reply.send(office, WEBER, number, Reply(text="Erste"))
    clock(office).advance(timedelta(minutes=1))
    file_one(office, mail("Noch etwas", Message_Id="<zwei@example.org>", In_Reply_To="<eins@example.org>"))
    clock(office).advance(timedelta(minutes=1))
    back = reply.send(office, WEBER, number, Reply(text="Zurück"))
    reply.send(office, WEBER, number, Reply(text="Zweite"))
    reply.take_back(office, WEBER, number, back)
    drafts.save(office, KLEIN, reply.slot(ticket(office, number).id or 0), {"text": "Auch ich"})

    with office.store.reading() as db:
        view = open_ticket(db, WEBER, number)

    newest, oldest = (m.row.id for m in view.messages)
    assert [(o.row.body.split()[0], o.after) for o in view.reply.written] == [("Zweite", newest), ("Erste", oldest)]
    assert view.reply.typing == ("klein",)
    assert view.reply.begun.text == "Zurück"


def test_over_a_real_server_the_letter_arrives_as_it_was_written(tmp_path: Path) -> None:
    with SmtpSink(tmp_path / "sink") as sink:
        server = smtp.SmtpServer(host="127.0.0.1", port=sink.port, tls="none")
        office = live(office_in(tmp_path, mailer=lambda: smtp.connect(server), answers=AnswerPolicy(enabled=False)))
        number = opened(office, Subject="سؤال")
        file = Upload(name="Übersicht.pdf", type="application/pdf", octets=bytes(range(256)) * 300)
        files = enclosures.keep(office, [file], [])
        text = "مرحبا\n.\n..\nFrom hier an\n" + "Ein langer Absatz ohne Umbruch. " * 60
        reply.send(office, WEBER, number, Reply(text=text, language="tr", files=files))
        clock(office).advance(ELEVEN)

        send_pass(office)

        [received] = sink.received()
    sent = cast(EmailMessage, message_from_bytes(received.data, policy=default))
    body = sent.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == f"{text.strip()}\n\nSaygılarımla\nA. Weber\n"
    [attached] = sent.iter_attachments()
    assert (attached.get_filename(), attached.get_payload(decode=True)) == (file.name, file.octets)
    assert (received.sender, received.recipients) == ("kim@kreis-viersen.de", ("amira@example.org",))
    assert (sent["In-Reply-To"], sent["References"]) == ("<eins@example.org>", "<eins@example.org>")
    assert sent["Subject"] == f"Re: سؤال [{number}]"
    assert max(len(line) for line in received.data.split(b"\r\n")) <= 998
