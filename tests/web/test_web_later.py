"""What somebody decided or promised is not forgotten because a machine, or another circle, stands between."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from sqlmodel import col, select, update

from models.draft import Draft
from models.person import Staff
from models.ticket import Event, Ticket
from tests.web.seed import Request, ticket, user
from tests.web.serving import csrf, served, session_of, sign_in
from triage import pipeline
from triage.adapters import imap, smtp
from triage.cli import tickets as cli
from triage.desk import accounts
from triage.desk.merge import merge
from triage.desk.settled_later import settle_kept
from triage.desk.visible import Viewer
from triage.errors import BadInput
from triage.jobs import file_pending
from triage.office import Office
from triage.testing import SettableClock

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")


def call(office: Office) -> Ticket:
    with office.store.reading() as db:
        return db.exec(select(Ticket).where(Ticket.mailbox == "phone")).one()


def kept(office: Office) -> list[str]:
    with office.store.reading() as db:
        return list(db.exec(select(Draft.slot).where(col(Draft.slot).startswith("later:"))))


def logged(office: Office, **fields: str) -> None:
    """A call that is kept while another worker holds what has to be filed."""
    with pytest.MonkeyPatch.context() as busy, served(office) as url, httpx.Client(base_url=url) as weber:
        sign_in(weber)
        form = {"csrf": csrf(weber), "key": "k", "note": "fragt nach Wohnung", **fields}
        busy.setattr(pipeline, "process", lambda _office, _arriving: iter(()))
        answer = weber.post("/anruf", data=form)
        assert "gespeichert=later" in answer.headers.get("location", ""), answer.status_code


def next_pass(office: Office) -> None:
    assert isinstance(office.clock, SettableClock)
    office.clock.advance(timedelta(minutes=4))
    file_pending(office)


# -- choices of the call form ----------------------------------------------------------------------------------------


def test_choices_wait_for_a_call_that_is_filed_by_the_next_pass(office: Office) -> None:
    user(office, "klein", "B. Klein", role="leitung")
    logged(office, topic="wohnen", municipality="none", urgency="high", result="pass", to="klein")
    settle_kept(office)
    assert len(kept(office)) == 1, "there is no ticket yet"

    next_pass(office)

    found = call(office)
    assert (found.topic, found.municipality, found.urgency, found.assigned_to) == ("wohnen", None, "high", "klein")
    with office.store.reading() as db:
        told = db.exec(select(Event.actor).where(Event.action.in_(("corrected", "confirmed", "passed_on")))).all()  # type: ignore[attr-defined]  # a column
    assert set(told) == {"weber"}, "it is done in the name of who took the call"
    assert kept(office) == []
    file_pending(office)
    assert call(office).version == found.version, "once"


def test_a_call_that_was_only_counted_is_done_when_it_is_filed(office: Office) -> None:
    logged(office, result="done")

    next_pass(office)

    assert call(office).status == "closed"


def test_a_colleague_who_left_meanwhile_gets_nothing_and_the_rest_holds(office: Office) -> None:
    user(office, "klein", "B. Klein", role="leitung")
    logged(office, topic="wohnen", result="pass", to="klein")
    with office.store.transaction() as db:
        db.exec(update(Staff).where(col(Staff.name) == "klein").values(active=False))

    next_pass(office)

    assert (call(office).topic, call(office).assigned_to) == ("wohnen", None)
    assert kept(office) == []


def test_a_call_without_choices_keeps_nothing(office: Office) -> None:
    logged(office)

    assert kept(office) == []


# -- what the circle has to do ---------------------------------------------------------------------------------------


def test_who_leads_outside_the_circle_reads_how_many_are_overdue_and_nothing_else(office: Office, address: str) -> None:
    for name, role in (("klein", "leitung"), ("sommer", "admin")):
        user(office, name, name.title(), role)
    with office.store.transaction() as db:
        db.exec(update(Staff).where(col(Staff.name) == "sommer").values(circle=True))
    guarded = Request(subject="Sauerampfer", protected=True, urgency="high", topic="gewalt_notfall")
    late = [ticket(office, replace(guarded, due_in=timedelta(hours=-at))) for at in (1, 2)]
    ticket(office, replace(guarded, due_in=timedelta(hours=1)))
    ticket(office, replace(guarded, due_in=timedelta(hours=-1), status="closed"))

    pages = {}
    for name in ("klein", "sommer"):
        with httpx.Client(base_url=address, cookies={"kim": session_of(office, name)}) as client:
            pages[name] = client.get("/auswertung").text

    assert "2 geschützte Vorgänge sind überfällig." in pages["klein"]
    assert not [word for word in (*late, "Sauerampfer") if word in pages["klein"]]
    assert "geschützte Vorgänge sind überfällig" not in pages["sommer"], "who is in the circle sees them in the queue"


# -- what was merged -------------------------------------------------------------------------------------------------


def test_the_number_of_a_merged_ticket_leads_to_the_other_on_the_command_line_too(office: Office) -> None:
    one, other = ticket(office), ticket(office)
    merge(office, WEBER, one, into=other, version=1)

    with office.store.reading() as db:
        assert cli._whole_ticket(db, one)["number"] == other
        assert cli._whole_ticket(db, other)["number"] == other


# -- words of the settings -------------------------------------------------------------------------------------------


def test_what_administrators_read_is_german(office: Office) -> None:
    account = {"name": "kim", "host": "mail.example.org", "port": 143, "tls": "none", "user": "kim"}
    server = {"host": "mail.example.org", "port": 25, "tls": "none", "user": "kim", "ca_file": None, "timeout": 5}

    said: list[str] = []
    for make in (
        lambda: imap.Account(**account),  # type: ignore[arg-type]  # as the settings give them
        lambda: smtp.SmtpServer(**server),  # type: ignore[arg-type]  # same
        lambda: accounts.add_user(office, name="A B", password="kurz", role="chef"),
        lambda: accounts.add_user(office, name="weber", password="korrekt-pferd-batterie", role="admin"),
        lambda: accounts.set_preferences(office, "weber", language="xx", theme="auto", shortcuts=True),
    ):
        with pytest.raises(BadInput) as refused:
            make()
        said += refused.value.problems

    assert len(said) >= 8
    assert [line for line in said if any(f" {word} " in line for word in ("is", "the", "or", "a", "only"))] == []
