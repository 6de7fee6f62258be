"""Keep, process, ticket, outbox, sent: the main story on SQLite and on PostgreSQL (promises 2.2, 2.5, 2.9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select

from models.arrival import Arrival
from models.label import LabelRow
from models.message import AttachmentRow, Message
from models.ticket import Participant
from tests.unit.pipeline.offices import Failing, Here, events, file, file_one, mail, outgoing, ticket, tickets
from triage import pipeline
from triage.errors import NotUnderstood, WorkerLost
from triage.intake.keep import KeepPolicy, keep_mails
from triage.office import Office
from triage.sending import send_pass
from triage.testing import MemoryMailer, SettableClock
from triage.values import Arrival as Raw
from triage.values import CallNote, RawMail, Understood

pytestmark = pytest.mark.timeout(120)


def kept(office: Office, *mails: bytes) -> list[int]:
    now = office.clock.now()
    return keep_mails(office.store, [RawMail(data=m, received_at=now) for m in mails], KeepPolicy(mailbox="kim"), now)


def arrivals(office: Office) -> list[Arrival]:
    with office.store.reading() as db:
        return list(db.exec(select(Arrival).order_by(col(Arrival.id))))


def test_a_mail_becomes_a_ticket_with_everything_it_causes_and_is_answered(office: Office) -> None:
    sink = MemoryMailer()
    office = replace(office, mailer=lambda: sink)

    report = file_one(office, mail())
    counts = send_pass(office)

    row = ticket(office, report.ticket)
    with office.store.reading() as db:
        message = db.exec(select(Message)).one()
        labels = list(db.exec(select(LabelRow)))
        people = list(db.exec(select(Participant.address)))
    assert (report.outcome, row.topic, row.municipality, row.language) == ("ticket", "sprache", "nettetal", "de")
    assert row.opened_at == office.clock.now() == message.received_at
    assert message.claimed_at == datetime(2026, 11, 20, 7, 15, tzinfo=UTC)
    assert people == ["amira@example.org"]
    assert {"topic", "municipality", "urgency"} <= {label.field for label in labels}
    for label in labels:
        for piece in label.evidence:
            source = message.subject if piece["field"] == "subject" else message.text
            assert source[int(str(piece["start"])) : int(str(piece["end"]))] == piece["text"]
    assert (counts.sent, outgoing(office)[0].state, len(sink.letters)) == (1, "sent", 1)
    assert events(office, report.ticket) == ["opened", "acknowledged"]
    assert [(a.state, a.attempts, a.outcome) for a in arrivals(office)] == [("filed", 1, "ticket")]


UGLY = [
    mail("\0\0 NUL im Text, Deutschkurs \0", Subject="a\0b"),
    mail("x", Subject="=?utf-8?b?7aCA?= =?utf-16?b?2AA=?=", From="=?utf-8?b?7aCA?= <a@example.org>"),
    mail("😀" * 3000, Subject="😀" * 900, From=f"{'N' * 5000} <n@example.org>"),
    mail("x", Message_ID="<" + "m" * 240 + "@" + "h" * 200 + ">"),
    mail("x", From=f"{'l' * 300}@{'d' * 300}.example"),
    mail("x", Date="Thu, 1 Jan 0001 00:00:00 +0000"),
    mail("x", Date="Fri, 31 Dec 9999 23:59:59 -1200"),
    mail("x", Date="Fri, 20 Nov 2026 08:15:00 +2400"),
    mail("Frist bis 31.12.9999, Termin am 30.02.2026, 1.1.0001"),
    b"",
    bytes(range(256)) * 20,
    b'From: a@example.org\r\nContent-Type: application/pdf; name="\0\xff' + b"x" * 3000 + b'.pdf"\r\n\r\nx',
]


def test_p1_ugly_values_fit_into_both_databases(office: Office) -> None:
    reports = file(office, *UGLY)

    assert len(reports) == len(UGLY)
    assert all(r.outcome in ("ticket", "set_aside") and r.ticket for r in reports)
    assert {a.state for a in arrivals(office)} == {"filed"}


def test_attachments_are_listed_and_safe(office: Office) -> None:
    data = mail("x").replace(
        b"Content-Type: text/plain; charset=utf-8\r\n",
        b'Content-Type: application/x-msdownload; name="../../\xe2\x80\xaegpj.exe"\r\n',
    )

    file_one(office, data)

    with office.store.reading() as db:
        [row] = db.exec(select(AttachmentRow))
    assert row.dangerous is True
    assert not set(row.name) & {"/", "\u202e", "\0"}


def test_r16_workers_that_race_for_the_same_arrivals_file_each_once(office: Office) -> None:
    keys = kept(office, *(mail(Message_ID=f"<{n}@e.org>", Subject=f"F {n}") for n in range(12)))
    start, found = Barrier(4), []

    def work() -> None:
        start.wait()
        found.extend(pipeline.process(office, [keys]))

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(tickets(office)) == 12
    assert len({t.number for t in tickets(office)}) == 12
    assert {r.outcome for r in found} == {"ticket"}


def test_r8_a_mail_that_kills_its_worker_is_set_aside_after_three_tries_and_others_flow(office: Office) -> None:
    office = replace(office, understand=Failing(b"GIFT", WorkerLost("das Lesen ist abgestürzt")))
    mails = [mail(Message_ID=f"<{n}@e.org>", Subject=f"F {n}") for n in range(6)]
    mails[2] = mail("GIFT und Deutschkurs", Message_ID="<gift@e.org>")

    reports = file(office, *mails)

    assert [r.outcome for r in reports] == ["ticket", "ticket", "set_aside", "ticket", "ticket", "ticket"]
    stub = ticket(office, reports[2].ticket)
    assert (stub.stub, stub.status, stub.marks) == (True, "open", ["konnte nicht gelesen werden"])
    assert [a.attempts for a in arrivals(office)] == [1, 1, 3, 1, 1, 1]
    assert "gift@e.org" not in {row.in_reply_to for row in outgoing(office)}


def test_p20_an_urgent_text_in_a_mail_that_could_not_be_read_still_sorts_on_top(office: Office) -> None:
    office = replace(office, understand=Failing(b"GIFT", NotUnderstood("zu tief verschachtelt")))

    plain, urgent = file(office, mail(), mail("GIFT Mein Mann schlägt mich, ich habe Angst.", Message_ID="<g@e>"))

    assert urgent.outcome == "set_aside"
    assert ticket(office, urgent.ticket).urgency == "high"
    assert ticket(office, urgent.ticket).priority > ticket(office, plain.ticket).priority


class Outage(Here):
    """The pool itself is away."""

    def __call__(self, arrivals: Sequence[Raw]) -> list[Understood | NotUnderstood]:  # type: ignore[override]  # it never answers
        raise OperationalError("SELECT 1", {}, Exception("away"))


def test_p11_an_outage_gives_the_attempt_back_and_the_next_pass_files(office: Office) -> None:
    keys = kept(office, mail())
    with pytest.raises(OperationalError):
        list(pipeline.process(replace(office, understand=Outage()), [keys]))
    before = arrivals(office)[0]

    [report] = pipeline.process(office, [keys])

    assert (before.state, before.attempts) == ("received", 0)
    assert report.outcome == "ticket"


def test_p1_what_was_kept_and_left_is_found_again_after_a_while(office: Office) -> None:
    assert isinstance(office.clock, SettableClock)
    keys = kept(office, mail())

    early = pipeline.pending(office)
    office.clock.advance(timedelta(minutes=4))

    assert (early, pipeline.pending(office)) == ([], keys)
    assert [r.outcome for r in pipeline.process(office, [keys])] == ["ticket"]
    assert pipeline.pending(office) == []


def test_processing_twice_changes_nothing(office: Office) -> None:
    keys = kept(office, mail())
    first = list(pipeline.process(office, [keys]))

    again = list(pipeline.process(office, [keys]))

    assert again in ([], first)
    assert len(tickets(office)) == 1


def test_p2_a_call_saved_twice_is_one_ticket(office: Office) -> None:
    call = CallNote(note="Sucht Wohnung in Kempen \0 😀", received_at=office.clock.now(), caller="J\0", phone="02152 1",
                    urgent=True, callback_until=office.clock.now() + timedelta(hours=2))  # fmt: skip

    numbers = [pipeline.file_call(office, call, by="weber", key="k1") for _ in range(2)]

    row = ticket(office, numbers[0])
    assert numbers[0] == numbers[1]
    assert (row.channel, row.urgency, row.topic, row.municipality) == ("phone", "high", "wohnen", "kempen")
    assert row.callback_until == call.callback_until
    assert events(office, numbers[0]) == ["opened", "called"]
    assert outgoing(office) == []


def test_a_follow_up_brings_its_ticket_forward(office: Office) -> None:
    first = file_one(office, mail())
    before = ticket(office, first.ticket)
    urgent = mail("Mein Mann schlägt mich, ich habe Angst.", Message_ID="<2@e.org>", In_Reply_To="<eins@example.org>")

    file_one(office, urgent)

    row = ticket(office, first.ticket)
    assert (row.messages, row.version, row.urgency, row.status) == (2, 2, "high", "open")
    assert row.priority > before.priority
    assert row.topic == "sprache"  # a follow-up never relabels what staff see


@pytest.mark.parametrize(
    ("body", "status"),
    [("Vielen Dank, alles erledigt!", "closed"), ("Ich brauche doch noch Hilfe, bitte.", "open")],
)
def test_thanks_leave_a_closed_ticket_closed_and_a_request_opens_it(office: Office, body: str, status: str) -> None:
    first = file_one(office, mail())
    with office.store.transaction() as db:
        row = ticket(office, first.ticket)
        row.status = "closed"
        db.add(row)

    file_one(office, mail(body, Message_ID="<2@e.org>", In_Reply_To="<eins@example.org>", Subject="AW: Deutschkurs"))

    assert ticket(office, first.ticket).status == status


def test_p21_a_dry_run_foresees_and_stores_nothing(office: Office) -> None:
    file_one(office, mail())
    raws = [RawMail(data=d, received_at=office.clock.now()) for d in (mail(), mail(Message_ID="<n@e>", Subject="neu"))]
    before = arrivals(office)

    foreseen = [filing.outcome for _, filing in pipeline.foresee(office, raws, "kim")]

    assert foreseen == ["duplicate", "ticket"]
    assert arrivals(office) == before
