"""What becomes of a reply: it waits, comes back, goes once, and every end is told on its ticket."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from tests.unit.pipeline.offices import file_one, mail, office_in, outgoing, ticket
from tests.unit.pipeline.replies import (
    ELEVEN,
    KLEIN,
    WEBER,
    clock,
    draft,
    draft_mark,
    gone,
    letters,
    live,
    opened,
    parsed,
    row,
    whys,
)
from triage.desk import accounts, drafts, reply
from triage.desk.reply import Overtaken, Reply
from triage.errors import BadInput, Conflict, NotFound
from triage.office import Office
from triage.respond import outbox
from triage.respond.plan import AnswerPolicy
from triage.sending import send_pass
from triage.testing import MemoryMailer, Trouble
from triage.values import Mode


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


def test_nobody_touches_an_acknowledgement_by_hand(office: Office) -> None:
    number = opened(office)
    [ack] = outgoing(office)
    assert ack.id is not None

    for act in (reply.take_back, reply.send_again, reply.has_arrived):
        with pytest.raises(NotFound):
            act(office, WEBER, number, ack.id)

    with office.store.transaction() as db:
        assert not outbox.cancel(db, ack.id)


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
