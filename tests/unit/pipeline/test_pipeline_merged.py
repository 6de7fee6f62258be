"""Mail that answers a merged ticket lands where its messages are now, on both databases and in any race."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlmodel import col, select

from models.message import Message
from models.ticket import Ticket
from tests.unit.pipeline.offices import events, file, file_one, mail, outgoing, ticket, tickets
from triage.desk import claim
from triage.desk.merge import merge, unmerge
from triage.desk.mine import count, mine
from triage.desk.notes import add_note
from triage.desk.person import known, say_same
from triage.desk.split import split
from triage.desk.tasks import add_task
from triage.desk.ticket import open_ticket
from triage.desk.visible import Viewer
from triage.errors import BadInput, Conflict
from triage.office import Office

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")


def two(office: Office) -> tuple[str, str]:
    """Numbers of two tickets of one sender."""
    first = file_one(office, mail())
    second = file_one(office, mail("Und eine Wohnung brauche ich auch.", Message_ID="<zwei@example.org>"))
    assert first.ticket
    assert second.ticket
    return first.ticket, second.ticket


def join(office: Office, number: str, into: str) -> None:
    merge(office, WEBER, number, into=into, version=ticket(office, number).version)


def messages_of(office: Office, number: str) -> int:
    with office.store.reading() as db:
        return len(db.exec(select(Message.id).where(Message.ticket_id == ticket(office, number).id)).all())


def test_an_answer_by_reference_number_or_conversation_lands_in_the_target(office: Office) -> None:
    one, other = two(office)
    [acknowledged] = [o for o in outgoing(office) if o.ticket_id == ticket(office, one).id]
    join(office, one, other)

    answers = [
        mail("Danke, ich warte.", Message_ID="<drei@example.org>", In_Reply_To="<eins@example.org>"),
        mail("Noch da?", Message_ID="<vier@example.org>", Subject=f"Re: {one}"),
        mail("Hallo?", Message_ID="<fünf@example.org>", References=f"<{acknowledged.message_id}>"),
    ]

    assert [file_one(office, answer).ticket for answer in answers] == [other] * 3
    assert messages_of(office, other) == 5
    assert messages_of(office, one) == 0
    assert ticket(office, one).status == "closed"


def test_a_number_leads_through_several_merges(office: Office) -> None:
    one, other = two(office)
    third = file_one(office, mail("Und noch etwas ganz anderes.", Message_ID="<x@example.org>")).ticket
    assert third
    join(office, one, other)
    join(office, other, third)

    assert file_one(office, mail("?", Message_ID="<y@example.org>", Subject=f"AW: {one}")).ticket == third


def test_a_loop_that_must_not_be_holds_nobody(office: Office) -> None:
    one, other = two(office)
    with office.store.transaction() as db:
        rows = db.exec(select(Ticket).where(col(Ticket.number).in_([one, other])).order_by(col(Ticket.id))).all()
        rows[0].merged_into, rows[1].merged_into = rows[1].id, rows[0].id

    assert file_one(office, mail("?", Message_ID="<y@example.org>", Subject=f"AW: {one}")).ticket in (one, other)


def test_a_stranger_who_knows_the_number_of_a_merged_ticket_gets_one_of_their_own(office: Office) -> None:
    one, other = two(office)
    join(office, one, other)

    report = file_one(office, mail("?", From="Fremd <fremd@example.org>", Message_ID="<z@x>", Subject=f"AW: {one}"))

    assert report.ticket not in (one, other)
    assert ticket(office, report.ticket).related_ticket_id == ticket(office, other).id


def test_the_same_mail_again_is_noted_where_it_is_now(office: Office) -> None:
    one, other = two(office)
    join(office, one, other)

    assert file_one(office, mail()).ticket == other
    assert events(office, other)[-1] == "duplicate"


def test_an_answer_after_parting_goes_to_its_own_ticket_again(office: Office) -> None:
    one, other = two(office)
    join(office, one, other)
    unmerge(office, WEBER, other, merged=one, version=ticket(office, other).version)

    answer = mail("Danke.", Message_ID="<drei@example.org>", In_Reply_To="<eins@example.org>")

    assert file_one(office, answer).ticket == one


def test_an_answer_to_a_split_off_message_goes_to_its_ticket(office: Office) -> None:
    home = file_one(office, mail()).ticket
    assert home
    file_one(office, mail("Zur Wohnung:", Message_ID="<zwei@example.org>", In_Reply_To="<eins@example.org>"))
    with office.store.reading() as db:
        second = db.exec(select(Message.id).where(Message.message_id == "zwei@example.org")).one()

    new = split(office, WEBER, home, [second or 0], version=ticket(office, home).version)

    answer = mail("Danke.", Message_ID="<drei@example.org>", In_Reply_To="<zwei@example.org>")
    assert file_one(office, answer).ticket == new
    assert ticket(office, new).number.startswith("KIM-2026-")
    assert len(tickets(office)) == 2


def test_whoever_rings_or_signs_with_a_number_is_known(office: Office) -> None:
    from triage.desk.indexing import index_new
    from triage.pipeline import file_call
    from triage.values import CallNote

    now = office.clock.now()
    called = file_call(
        office, CallNote(note="Fragt nach B1", phone="0 21 52 / 12 34 56", received_at=now), by="weber", key="1"
    )
    signed = "Ich suche einen Kurs.\n\n-- \nAmira Haddad\nTel. 02152 123456\n"
    wrote = file_one(office, mail(signed)).ticket
    file_one(office, mail("Rufen Sie 02152 123456 an.", From="B <b@example.org>", Message_ID="<b@example.org>"))
    index_new(office)

    with office.store.reading() as db:
        found = {t.number for t in known(db, WEBER, phone="+49 2152 123456")}
    assert found == {called, wrote}, "a number in somebody's text is not theirs"


def test_what_belongs_to_a_ticket_is_read_the_same_on_both_databases(office: Office) -> None:
    one, other = two(office)
    add_task(office, WEBER, other, text="Rückruf", due=date(2026, 11, 20))
    add_task(office, WEBER, other, text="ohne Tag")
    claim.claim(office, WEBER, other, version=1)
    say_same(office, WEBER, one, other, same=True)

    with office.store.reading() as db:
        view, found = open_ticket(db, WEBER, other), mine(db, WEBER)
        assert count(db, WEBER) == 2
    assert [t.number for t in view.bundle.person.confirmed] == [t.number for t in view.bundle.mergeable] == [one]
    assert [one.task.text for one in found.tasks] == ["Rückruf", "ohne Tag"]

    join(office, one, other)
    with office.store.reading() as db:
        view = open_ticket(db, WEBER, one)
    assert [(m.ticket.number, m.undoable) for m in view.bundle.merged] == [(one, True)]
    assert view.bundle.person.confirmed == ()


@pytest.mark.parametrize("turn", range(3))
def test_nothing_is_left_behind_when_mail_arrives_and_notes_are_written_while_two_merge(
    office: Office, turn: int
) -> None:
    one, other = two(office)
    start = threading.Barrier(3)

    def merging() -> None:
        start.wait()
        for _ in range(20):
            try:
                join(office, one, other)
            except Conflict:
                continue
            return
        raise AssertionError("never merged")

    def answering() -> None:
        start.wait()
        for at in range(4):
            name = f"<antwort-{turn}-{at}@example.org>"
            file(office, mail(f"Nachtrag {at}.", Message_ID=name, In_Reply_To="<eins@example.org>"))

    def noting() -> None:
        start.wait()
        for at in range(6):
            add_note(office, WEBER, one, f"Notiz {at}")

    with ThreadPoolExecutor(3) as crowd:
        for done in [crowd.submit(work) for work in (merging, answering, noting)]:
            done.result(timeout=60)

    assert messages_of(office, one) == 0
    assert messages_of(office, other) == 6
    assert ticket(office, other).messages == 6
    from models.ticket import Note

    with office.store.reading() as db:
        assert set(db.exec(select(Note.ticket_id))) == {ticket(office, other).id}


def test_two_who_merge_crosswise_do_not_wait_for_each_other(office: Office) -> None:
    one, other = two(office)
    start = threading.Barrier(2)

    def attempt(number: str, into: str) -> bool:
        start.wait()
        try:
            merge(office, WEBER, number, into=into, version=1, into_version=1)
        except (Conflict, BadInput):
            return False
        return True

    with ThreadPoolExecutor(2) as pair:
        done = [pair.submit(attempt, *way) for way in ((one, other), (other, one))]
        assert sorted(d.result(timeout=30) for d in done) == [False, True]
    assert sorted([messages_of(office, one), messages_of(office, other)]) == [0, 2]
