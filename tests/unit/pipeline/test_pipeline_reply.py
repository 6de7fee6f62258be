"""A person answers: the mail goes once, threads where it is read, and its answer finds the ticket."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from threading import Thread
from typing import cast

import pytest
from sqlmodel import col, delete, select

from models.arrival import Arrival, Blob
from models.outgoing import Outgoing
from models.ticket import Event, Participant
from tests.servers.smtp_sink import SmtpSink
from tests.unit.pipeline.offices import file_one, mail, office_in, outgoing, ticket
from triage.adapters import smtp
from triage.desk import accounts, answers, drafts, enclosures, reply
from triage.desk.enclosures import Upload
from triage.desk.reply import Overtaken, Reply
from triage.desk.ticket import open_ticket
from triage.desk.visible import Viewer
from triage.errors import BadInput, Conflict, NotFound
from triage.office import Office
from triage.ports import Letter
from triage.respond import outbox
from triage.respond.modules import Modules
from triage.respond.plan import AnswerPolicy
from triage.sending import send_pass
from triage.testing import MemoryMailer, MemoryScanner, SettableClock, Trouble
from triage.values import Mode

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")
MODULES = Modules(closings={"de": "Mit freundlichen Grüßen\n{name}\nTel. {office_phone}", "tr": "Saygılarımla\n{name}"})
ELEVEN = timedelta(seconds=11)


def live(office: Office) -> Office:
    return replace(office, modules=MODULES)


def opened(office: Office, **how: str | None) -> str:
    number = file_one(office, mail(**how)).ticket
    assert number is not None
    return number


def clock(office: Office) -> SettableClock:
    return cast(SettableClock, office.clock)


def letters(office: Office) -> list[Letter]:
    return [letter for letter in cast(MemoryMailer, office.mailer()).letters if letter.envelope_from]


def parsed(letter: Letter) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(letter.data, policy=default))


def gone(office: Office) -> EmailMessage:
    """The only reply that was sent, as the citizen's program reads it."""
    clock(office).advance(ELEVEN)
    send_pass(office)
    [letter] = letters(office)
    return parsed(letter)


def draft(office: Office, viewer: Viewer, number: str) -> answers.Begun:
    with office.store.reading() as db:
        return answers.begun(db, viewer, ticket(office, number).id or 0)


def draft_mark(office: Office, number: str) -> str:
    with office.store.reading() as db:
        return reply.mark(db, ticket(office, number).id or 0)


def row(office: Office, key: int) -> Outgoing:
    with office.store.reading() as db:
        return db.exec(select(Outgoing).where(Outgoing.id == key)).one()


def whys(office: Office, number: str, action: str) -> list[tuple[str, str]]:
    with office.store.reading() as db:
        wanted = select(Event.actor, Event.why).where(Event.ticket_id == ticket(office, number).id)
        return list(db.exec(wanted.where(Event.action == action)))


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


def test_a_reply_waits_ten_seconds_and_comes_back_with_its_words(office: Office) -> None:
    office = live(office)
    accounts.add_user(office, name="weber", password="korrekt-pferd-batterie", role="mitarbeit", shown="A. Weber")
    number = opened(office)
    key = reply.send(office, WEBER, number, Reply(text="Zu früh gedrückt", subject="Der Kurs", then="done"))
    closed = ticket(office, number).status
    clock(office).advance(timedelta(seconds=9))
    send_pass(office)

    reply.take_back(office, KLEIN, number, key)
    clock(office).advance(timedelta(hours=1))
    send_pass(office)

    assert (letters(office), row(office, key).state) == ([], "cancelled")
    assert (closed, ticket(office, number).status, ticket(office, number).responded_at) == ("closed", "open", None)
    begun = draft(office, KLEIN, number)
    assert (begun.text, begun.subject) == ("Zu früh gedrückt", f"Re: Der Kurs [{number}]")
    with pytest.raises(BadInput, match="reply_gone"):
        reply.take_back(office, KLEIN, number, key)


def test_words_taken_back_stand_before_those_begun_anew(office: Office) -> None:
    number = opened(office)
    key = reply.send(office, WEBER, number, Reply(text="Zuerst"))
    drafts.save(office, WEBER, reply.slot(ticket(office, number).id or 0), {"text": "Danach"})

    reply.take_back(office, WEBER, number, key)

    assert draft(office, WEBER, number).text == "Zuerst\n\nDanach"


def test_what_is_on_its_way_is_not_taken_back(office: Office) -> None:
    number = opened(office)
    key = reply.send(office, WEBER, number, Reply(text="Guten Tag"))
    gone(office)

    with pytest.raises(BadInput, match="reply_gone"):
        reply.take_back(office, WEBER, number, key)

    assert row(office, key).state == "sent"
    assert draft(office, WEBER, number).text == ""


def test_a_reply_for_later_goes_then_and_not_before(office: Office) -> None:
    number = opened(office)
    later = clock(office).now() + timedelta(days=9)
    reply.send(office, WEBER, number, Reply(text="Erinnerung", send_at=later, then="wait"))
    clock(office).advance(timedelta(days=9) - timedelta(seconds=1))
    send_pass(office)
    before = len(letters(office))

    clock(office).advance(timedelta(seconds=1))
    send_pass(office)

    assert (before, len(letters(office))) == (0, 1)
    assert ticket(office, number).status == "waiting"


def test_whoever_answers_past_something_new_is_told_and_nothing_goes(office: Office) -> None:
    number = opened(office)
    seen = draft_mark(office, number)
    file_one(office, mail("Hat sich erledigt.", Message_Id="<zwei@example.org>", In_Reply_To="<eins@example.org>"))

    with pytest.raises(Overtaken):
        reply.send(office, WEBER, number, Reply(text="Guten Tag", seen=seen))
    reply.send(office, WEBER, number, Reply(text="Guten Tag", seen=draft_mark(office, number)))

    assert len([o for o in outgoing(office) if not o.automatic]) == 1


def test_of_two_who_answer_at_once_the_second_is_told(office: Office) -> None:
    number = opened(office)
    seen = draft_mark(office, number)
    reply.send(office, WEBER, number, Reply(text="Ja", seen=seen))

    with pytest.raises(Overtaken):
        reply.send(office, KLEIN, number, Reply(text="Nein", seen=seen))

    assert [o.author for o in outgoing(office) if not o.automatic] == ["weber"]


@pytest.mark.parametrize(("mode", "count"), [("live", 1), ("observe", 1), ("dry-run", 0)])
def test_people_may_write_unless_nothing_may_leave(tmp_path: Path, mode: Mode, count: int) -> None:
    office = office_in(tmp_path)
    number = opened(office)
    office = replace(office, mode=lambda _name: mode)

    with pytest.raises(BadInput, match="dry_run") if mode == "dry-run" else contextlib.nullcontext():
        reply.send(office, WEBER, number, Reply(text="Guten Tag"))
    clock(office).advance(ELEVEN)
    send_pass(office)

    assert len(letters(office)) == count


def test_a_mailbox_set_to_dry_run_meanwhile_sends_nothing_and_the_ticket_says_so(tmp_path: Path) -> None:
    office = office_in(tmp_path, answers=AnswerPolicy(enabled=False))
    number = opened(office)
    key = reply.send(office, WEBER, number, Reply(text="Guten Tag", then="done"))
    dry = replace(office, mode=lambda _name: "dry-run")
    clock(office).advance(ELEVEN)

    send_pass(dry)
    with pytest.raises(BadInput, match="dry_run"):
        reply.send_again(dry, WEBER, number, key)

    assert (letters(office), row(office, key).state, ticket(office, number).status) == ([], "failed", "open")
    assert whys(office, number, "send_failed") == [
        ("triage", "Das Postfach ist im Probelauf: Es wird nichts gesendet.")
    ]
    reply.send_again(office, WEBER, number, key)
    assert gone(office)["Message-ID"] == f"<{row(office, key).message_id}>"


def test_no_pace_holds_what_people_write(tmp_path: Path) -> None:
    office = office_in(tmp_path, answers=AnswerPolicy(per_minute=1, per_day=1))
    numbers = [opened(office, Message_Id=f"<{n}@example.org>", From=f"s{n}@example.org") for n in range(3)]
    for number in numbers:
        reply.send(office, WEBER, number, Reply(text="Guten Tag"))
    clock(office).advance(ELEVEN)

    counts = send_pass(office)

    assert (len(letters(office)), counts.sent) == (3, 4)
    assert [o.state for o in outgoing(office) if o.automatic] == ["sent", "queued", "queued"]


def test_a_doubtful_reply_asks_a_person_and_goes_again_under_its_id(tmp_path: Path) -> None:
    mailer = MemoryMailer(Trouble(stage="dot", taken=True))
    office = office_in(tmp_path, mailer=lambda: mailer, answers=AnswerPolicy(enabled=False))
    number = opened(office)
    key = reply.send(office, WEBER, number, Reply(text="Guten Tag", then="done"))
    clock(office).advance(ELEVEN)
    send_pass(office)
    asked = (row(office, key).state, ticket(office, number).status, ticket(office, number).responded_at)

    reply.send_again(office, WEBER, number, key)
    send_pass(office)

    assert asked == ("unklar", "open", None)
    assert [why for _, why in whys(office, number, "unclear")] == [
        "Die Verbindung brach nach dem Senden ab: Es ist unklar, ob die Mail ankam."
        " Bitte entscheiden Sie, ob sie noch einmal gesendet wird."
    ]
    first, second = (parsed(letter)["Message-ID"] for letter in mailer.letters)
    assert first == second
    assert row(office, key).state == "sent"
    with pytest.raises(BadInput, match="reply_not_open"):
        reply.send_again(office, WEBER, number, key)


def test_a_person_may_say_that_a_doubtful_reply_arrived(tmp_path: Path) -> None:
    mailer = MemoryMailer(Trouble(stage="dot"))
    office = office_in(tmp_path, mailer=lambda: mailer, answers=AnswerPolicy(enabled=False))
    number = opened(office)
    key = reply.send(office, WEBER, number, Reply(text="Guten Tag"))
    clock(office).advance(ELEVEN)
    send_pass(office)

    reply.has_arrived(office, WEBER, number, key)

    assert row(office, key).state == "sent"
    assert ticket(office, number).responded_at is not None
    with pytest.raises(BadInput, match="reply_not_open"):
        reply.has_arrived(office, WEBER, number, key)


def test_a_sender_killed_after_the_dot_leaves_a_line_on_the_ticket(office: Office) -> None:
    number = opened(office)
    key = reply.send(office, WEBER, number, Reply(text="Guten Tag", then="done"))
    clock(office).advance(ELEVEN)
    with office.store.transaction() as db:
        claimed = outbox.claim(db, key, office.clock.now())
        assert claimed is not None
        assert outbox.note_dot(db, claimed, office.clock.now())
    clock(office).advance(timedelta(minutes=6))

    counts = send_pass(office)

    assert (counts.unclear, row(office, key).state, ticket(office, number).status) == (1, "unklar", "open")
    assert [why for _, why in whys(office, number, "unclear")] == [row(office, key).reason]
    assert row(office, key).reason.startswith("Beim Senden unterbrochen")


def test_a_refused_reply_opens_the_ticket_again_and_says_why(tmp_path: Path) -> None:
    mailer = MemoryMailer(Trouble(stage="RCPT", code=550))
    office = office_in(tmp_path, mailer=lambda: mailer, answers=AnswerPolicy(enabled=False))
    number = opened(office)
    reply.send(office, WEBER, number, Reply(text="Guten Tag", then="done"))
    clock(office).advance(ELEVEN)

    send_pass(office)

    assert ticket(office, number).status == "open"
    assert whys(office, number, "send_failed") == [("triage", "Der Mailserver lehnte ab (RCPT, 550).")]


def test_a_server_that_says_later_for_five_days_ends_in_words(tmp_path: Path) -> None:
    mailer = MemoryMailer(*[Trouble(stage="MAIL", code=451)] * 80)
    office = office_in(tmp_path, mailer=lambda: mailer, answers=AnswerPolicy(enabled=False))
    number = opened(office)
    start = clock(office).now()
    key = reply.send(office, WEBER, number, Reply(text="Guten Tag"))

    while row(office, key).state == "queued":
        clock(office).set(row(office, key).next_try)
        send_pass(office)

    assert timedelta(days=4.5) < clock(office).now() - start < timedelta(days=5.5)
    assert [why for _, why in whys(office, number, "send_failed")] == [
        "fünf Tage lang nicht zustellbar: Der Mailserver lehnte ab (MAIL, 451)."
    ]


def test_a_bounce_of_our_reply_opens_the_ticket_again(office: Office) -> None:
    number = opened(office)
    reply.send(office, WEBER, number, Reply(text="Guten Tag", then="done"))
    ours = gone(office)["Message-ID"]

    bounce = file_one(
        office,
        mail(
            "The mail could not be delivered.",
            From="MAILER-DAEMON@example.org",
            Subject="Undelivered Mail Returned to Sender",
            Message_Id="<bounce@example.org>",
            In_Reply_To=ours,
            Auto_Submitted="auto-replied",
            Return_Path="<>",
        ),
    )

    assert (bounce.outcome, bounce.ticket) == ("followup", number)
    assert ticket(office, number).status == "open"


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


def test_nobody_touches_an_acknowledgement_by_hand(office: Office) -> None:
    number = opened(office)
    [ack] = outgoing(office)
    assert ack.id is not None

    for act in (reply.take_back, reply.send_again, reply.has_arrived):
        with pytest.raises(NotFound):
            act(office, WEBER, number, ack.id)

    with office.store.transaction() as db:
        assert not outbox.cancel(db, ack.id)


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


def test_p3_two_senders_and_a_person_who_takes_back_never_send_and_cancel_both(office: Office) -> None:
    number = opened(office)
    keys = [reply.send(office, WEBER, number, Reply(text=f"Nummer {n}")) for n in range(6)]
    clock(office).advance(ELEVEN)

    def undo() -> None:
        for key in reversed(keys):
            with contextlib.suppress(BadInput, Conflict):
                reply.take_back(office, WEBER, number, key)

    threads = [Thread(target=send_pass, args=(office,)), Thread(target=undo), Thread(target=send_pass, args=(office,))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    states = [row(office, key).state for key in keys]
    assert set(states) <= {"sent", "cancelled"}
    assert len(letters(office)) == states.count("sent")


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
