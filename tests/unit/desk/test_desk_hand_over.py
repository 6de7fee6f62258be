"""Nothing leaves the house that nobody chose, and nothing without consent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from models.message import Message
from models.outgoing import Outgoing
from models.partner import HandOver
from models.ticket import Event, Ticket
from tests.web.seed import NOON, Request, office_in, ticket
from triage.desk import hand_over, recorded
from triage.desk.hand_over import Consent, Wish
from triage.desk.sheet import NEEDED, PARTS, Choice
from triage.desk.ticket import open_ticket
from triage.desk.visible import Viewer
from triage.errors import BadInput, Conflict, NotFound
from triage.intake.poll import Account
from triage.office import Office

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
NOBODY = Viewer(name="x", shown="x", role="gast")
AGREED = Consent(ground="oral", at=NOON, language="uk")
DANGER = Consent(ground="danger", reason="Sie droht, sich heute etwas anzutun.")
QUOTE = "> Altes Zitat mit Geheimnis\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


@pytest.fixture
def number(office: Office) -> str:
    text = "Ich suche einen Deutschkurs.\n" + QUOTE
    zones: list[list[object]] = [[0, len(text) - len(QUOTE), "fresh"], [len(text) - len(QUOTE), len(text), "quote"]]
    return ticket(
        office,
        Request(text=text, zones=zones, phone="02153 4711", language="uk", notes=["Ehemann weiß nichts davon."]),
    )


def wish(**more: Any) -> Wish:
    plain = Wish(receiver="Kreisvolkshochschule Viersen", way="print", consent=AGREED)
    return replace(plain, **more)


def row(office: Office, number: str) -> Ticket:
    with office.store.reading() as db:
        return db.exec(select(Ticket).where(Ticket.number == number)).one()


def given(office: Office) -> list[HandOver]:
    with office.store.reading() as db:
        return list(db.exec(select(HandOver).order_by(col(HandOver.id))).all())


def mails(office: Office) -> list[Outgoing]:
    with office.store.reading() as db:
        return list(db.exec(select(Outgoing).where(Outgoing.kind == "handover")).all())


def message_id(office: Office, number: str) -> int:
    with office.store.reading() as db:
        found = db.exec(select(Message.id).join(Ticket).where(Ticket.number == number)).one()
    assert found is not None
    return found


def refused(office: Office, number: str, wanted: Wish) -> list[str]:
    before = row(office, number).version
    with pytest.raises(BadInput) as problem:
        hand_over.hand_over(office, WEBER, number, version=before, wish=wanted)
    assert row(office, number).version == before
    return problem.value.problems


def give(office: Office, number: str, wanted: Wish) -> int:
    return hand_over.hand_over(office, WEBER, number, version=row(office, number).version, wish=wanted)


# -- what is passed on -----------------------------------------------------------------------------------------------


def test_what_nobody_ticked_stays_here(office: Office, number: str) -> None:
    give(office, number, wish())

    assert given(office)[0].scope == f"Unser Zeichen: {number}\nThema: Sprache"


@pytest.mark.parametrize(
    ("part", "line"),
    [
        ("opened", "Eingegangen am: 20.11.2026"),
        ("topic", "Thema: Sprache"),
        ("town", "Wohnort: Nettetal"),
        ("language", "Sprache: Ukrainisch"),
        ("name", "Name: Olena Kovalenko"),
        ("phone", "Telefon: 02153 4711"),
        ("mail", "E-Mail: olena@example.org"),
    ],
)
def test_each_tick_adds_its_line_and_no_other(office: Office, number: str, part: str, line: str) -> None:
    give(office, number, wish(choice=Choice(parts=frozenset({part}))))

    assert given(office)[0].scope == line


def test_a_deadline_is_passed_on_but_no_reminder_of_ours(office: Office) -> None:
    due = Choice(parts=frozenset({"deadline", "topic"}))
    read = ticket(office, Request(due_in=timedelta(days=3)))
    waiting = ticket(office, Request(due_in=timedelta(days=3), status="waiting"))

    give(office, read, wish(choice=due))
    give(office, waiting, wish(choice=due))

    assert [h.scope for h in given(office)] == ["Thema: Sprache\nFrist: 23.11.2026", "Thema: Sprache"]


def test_chosen_text_goes_without_quotes_and_never_with_notes(office: Office, number: str) -> None:
    everything = Choice(
        parts=frozenset(PARTS),
        messages=frozenset({message_id(office, number), 4711}),
        summary="Frau Kovalenko sucht einen B1-Kurs.",
    )

    give(office, number, wish(choice=everything))

    scope = given(office)[0].scope
    assert scope.endswith(
        "\n\nZusammenfassung:\nFrau Kovalenko sucht einen B1-Kurs."
        "\n\nNachricht vom 20.11.2026:\nIch suche einen Deutschkurs."
    )
    assert "Geheimnis" not in scope
    assert "Ehemann" not in scope


def test_a_name_of_several_lines_cannot_write_lines_of_its_own(office: Office) -> None:
    sly = ticket(office, Request(sender_name="Olena\r\nThema:  Einbürgerung\x00"))

    give(office, sly, wish(choice=Choice(parts=frozenset({"name"}))))

    assert given(office)[0].scope == "Name: Olena Thema: Einbürgerung"


# -- consent ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"consent": Consent()}, "consent_missing"),
        ({"consent": replace(AGREED, ground="bestimmt")}, "consent_missing"),
        ({"consent": replace(AGREED, at=None)}, "consent_when"),
        ({"consent": replace(AGREED, at=NOON + timedelta(minutes=6))}, "consent_when"),
        ({"consent": replace(AGREED, at=NOON - timedelta(days=366))}, "consent_when"),
        ({"consent": replace(AGREED, language="xx")}, "consent_language"),
        ({"consent": replace(DANGER, reason="eilt")}, "reason_missing"),
        ({"receiver": "  "}, "receiver_missing"),
        ({"receiver": "x" * 201}, "receiver_wrong"),
        ({"receiver": "Amt\nBcc: x"}, "receiver_wrong"),
        ({"way": "rohrpost"}, "way_missing"),
        ({"way": "mail"}, "address_wrong"),
        ({"way": "mail", "address": "a@example.org, b@example.org"}, "address_wrong"),
        ({"way": "mail", "address": "KIM@kreis-viersen.de"}, "address_own"),
        ({"choice": Choice(parts=frozenset({"topic", "notes"}))}, "part_unknown"),
        ({"choice": Choice(parts=frozenset({"number"}))}, "nothing_chosen"),
        ({"choice": Choice(summary="x" * 4001)}, "summary_long"),
        ({"then": "wait"}, "until_past"),
        ({"then": "wait", "until": NOON}, "until_past"),
        ({"then": "später"}, "until_past"),
    ],
)
def test_whatever_is_missing_is_said_and_nothing_goes(
    office: Office, number: str, wrong: dict[str, Any], problem: str
) -> None:
    assert refused(office, number, wish(**wrong)) == [problem]
    assert given(office) == []
    assert mails(office) == []


def test_consent_is_kept_with_moment_language_and_version_of_its_words(office: Office, number: str) -> None:
    give(
        office, number, wish(consent=Consent(ground="written", at=NOON - timedelta(days=1), language="uk", reason="x"))
    )

    kept = given(office)[0]
    assert (kept.consent, kept.consent_at, kept.consent_language, kept.reason) == (
        "written", NOON - timedelta(days=1), "uk", "",
    )  # fmt: skip
    assert kept.wording == office.partners.wording.version != ""


def test_danger_to_life_needs_no_consent_but_a_reason_that_is_kept(office: Office, number: str) -> None:
    give(office, number, wish(consent=DANGER))

    kept = given(office)[0]
    assert (kept.consent, kept.reason, kept.wording, kept.consent_at) == ("danger", DANGER.reason, "", NOON)
    assert "ohne Einwilligung" in hand_over.rests_on(kept, office)
    assert DANGER.reason not in hand_over.letter(kept, office)


def test_after_consent_is_taken_back_nothing_goes_until_it_is_given_anew(office: Office, number: str) -> None:
    first = give(office, number, wish())

    hand_over.revoke(office, WEBER, number, first)
    hand_over.revoke(office, WEBER, number, first)

    assert refused(office, number, wish()) == ["consent_taken_back"]
    give(office, number, wish(consent=DANGER))
    office.clock.advance(timedelta(days=1))  # type: ignore[attr-defined]  # the tests' clock
    give(office, number, wish(consent=replace(AGREED, at=NOON + timedelta(hours=20))))
    assert [h.revoked_at for h in given(office)] == [NOON, None, None]
    with office.store.reading() as db:
        told = db.exec(select(Event).where(Event.action == "consent_revoked")).all()
    assert len(told) == 1, "twice is once"


def test_a_revoked_sheet_is_not_printed_any_more_nor_one_of_another_ticket(office: Office, number: str) -> None:
    first = give(office, number, wish())
    other = ticket(office)
    with office.store.reading() as db:
        assert hand_over.handed(db, row(office, number), first).receiver == "Kreisvolkshochschule Viersen"
        with pytest.raises(NotFound):
            hand_over.handed(db, row(office, other), first)

    hand_over.revoke(office, WEBER, number, first)

    with office.store.reading() as db, pytest.raises(NotFound):
        hand_over.handed(db, row(office, number), first)
    with pytest.raises(NotFound):
        hand_over.revoke(office, WEBER, other, first)
    with pytest.raises(NotFound):
        hand_over.revoke(office, NOBODY, number, first)


# -- the mail --------------------------------------------------------------------------------------------------------


def test_the_mail_waits_in_the_outbox_in_the_name_of_whoever_wrote_it(office: Office, number: str) -> None:
    give(office, number, wish(way="mail", address="kurse@example.org"))

    mail, kept = mails(office)[0], given(office)[0]
    assert (mail.kind, mail.automatic, mail.author, mail.state) == ("handover", False, "weber", "queued")
    assert (mail.to_address, kept.address, kept.outgoing_id) == ("kurse@example.org", "kurse@example.org", mail.id)
    assert (mail.acknowledges, mail.in_reply_to, mail.mailbox) == (None, "", "kim")
    assert mail.message_id.endswith(".kim@kreis-viersen.de")
    assert number in mail.subject
    assert "Sprache" not in mail.subject, "a subject lies open"
    assert kept.scope in mail.body
    assert "Die Person hat am 20.11.2026 mündlich zugestimmt" in mail.body


def test_a_call_has_no_mailbox_so_the_first_account_sends(office: Office) -> None:
    posted = replace(office, accounts=(Account(name="kim2", folder="INBOX"),))
    called = ticket(posted, Request(channel="phone"))

    give(posted, called, wish(way="mail", address="kurse@example.org"))

    assert mails(posted)[0].mailbox == "kim2"


@pytest.mark.parametrize(("state", "after"), [("queued", "cancelled"), ("claimed", "claimed"), ("sent", "sent")])
def test_taking_consent_back_stops_a_mail_that_still_waits(office: Office, number: str, state: str, after: str) -> None:
    first = give(office, number, wish(way="mail", address="kurse@example.org"))
    with office.store.transaction() as db:
        for mail in db.exec(select(Outgoing).where(Outgoing.kind == "handover")):
            mail.state = state

    hand_over.revoke(office, WEBER, number, first)

    assert mails(office)[0].state == after
    with office.store.reading() as db:
        why = db.exec(select(Event.why).where(Event.action == "consent_revoked")).one()
        shown = open_ticket(db, WEBER, number).partner.handed
    assert ("wird nicht gesendet" in why) == (after == "cancelled")
    assert [(h.row.revoked_at, h.mail.state if h.mail else "") for h in shown] == [(NOON, after)]


# -- the ticket ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("then", "until", "status", "due", "answered"),
    [
        ("open", None, "open", None, None),
        ("close", None, "closed", None, NOON),
        ("wait", NOON + timedelta(days=7), "waiting", NOON + timedelta(days=7), None),
    ],
)
def test_afterwards_the_ticket_is_open_done_or_put_aside(
    office: Office,
    number: str,
    then: str,
    until: datetime | None,
    status: str,
    due: datetime | None,
    answered: datetime | None,
) -> None:
    give(office, number, wish(then=then, until=until))

    after = row(office, number)
    assert (after.status, after.due_at, after.responded_at, after.version) == (status, due, answered, 2)
    assert (after.closed_at is not None) == (status == "closed")
    with office.store.reading() as db:
        told = [e.action for e in db.exec(select(Event).where(Event.actor == "weber").order_by(col(Event.id)))]
    assert told == ["handed_over"] + ["status"] * (then != "open")


def test_the_history_says_how_but_not_to_whom_nor_what(office: Office, number: str) -> None:
    give(office, number, wish(choice=Choice(parts=NEEDED, summary="Sie hat Angst.")))

    with office.store.reading() as db:
        told = db.exec(select(Event).where(Event.action == "handed_over")).one()
    assert told.why == "auf Papier weitergegeben, mit mündlicher Einwilligung"
    assert told.detail == {"handover": given(office)[0].id, "way": "print", "consent": "oral", "was": {}, "version": 2}


def test_a_colleague_who_was_faster_wins_and_nothing_is_sent(office: Office, number: str) -> None:
    give(office, number, wish())

    with pytest.raises(Conflict):
        hand_over.hand_over(office, WEBER, number, version=1, wish=wish(way="mail", address="kurse@example.org"))

    assert mails(office) == []
    assert len(given(office)) == 1


def test_the_mark_of_the_state_database_is_set_once_and_can_be_taken_back(office: Office, number: str) -> None:
    recorded.record(office, WEBER, number, version=1)
    recorded.record(office, WEBER, number, version=2)
    marked = row(office, number)

    recorded.unrecord(office, WEBER, number, version=2)
    recorded.unrecord(office, WEBER, number, version=3)

    assert (marked.recorded_at, marked.recorded_by, marked.version) == (NOON, "weber", 2)
    cleared = row(office, number)
    assert (cleared.recorded_at, cleared.recorded_by, cleared.version) == (None, None, 3)
    with office.store.reading() as db:
        assert db.exec(select(Event.action).where(Event.actor == "weber")).all() == ["recorded", "unrecorded"]
