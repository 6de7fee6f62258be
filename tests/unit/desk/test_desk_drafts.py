"""What somebody typed stays: one draft per person and form, on the server."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlmodel import select

from models.draft import Draft
from models.ticket import Ticket
from tests.web.seed import NOON, office_in, ticket
from triage.desk import drafts
from triage.desk.visible import Viewer
from triage.errors import BadInput, NotFound
from triage.office import Office
from triage.testing import SettableClock

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")
NOBODY = Viewer(name="x", shown="x", role="gast")


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(NOON)


@pytest.fixture
def office(tmp_path: Path, clock: SettableClock) -> Office:
    return office_in(tmp_path, clock)


def id_of(office: Office, number: str) -> int:
    with office.store.reading() as db:
        found = db.exec(select(Ticket.id).where(Ticket.number == number)).one()
        assert found is not None
        return found


def test_the_newest_draft_of_a_form_replaces_the_one_before(office: Office, clock: SettableClock) -> None:
    drafts.save(office, WEBER, "call", {"note": "fragt nach"})
    clock.advance(timedelta(minutes=2))

    at = drafts.save(office, WEBER, "call", {"note": "fragt nach B1 in Kempen", "phone": "02152"})

    kept = drafts.load(office, WEBER, "call")
    assert kept is not None
    assert (kept.fields["note"], kept.saved_at) == ("fragt nach B1 in Kempen", at)
    assert at == NOON + timedelta(minutes=2)
    with office.store.reading() as db:
        assert len(db.exec(select(Draft)).all()) == 1


def test_nobody_reads_the_draft_of_a_colleague_but_hears_of_it(office: Office) -> None:
    drafts.save(office, KLEIN, "reply:7", {"text": "Guten Tag"})

    assert drafts.load(office, WEBER, "reply:7") is None
    with office.store.reading() as db:
        assert [k.author for k in drafts.in_slot(db, "reply:7")] == ["klein"]
        assert drafts.in_slot(db, "reply:8") == ()


def test_blank_fields_and_a_discarded_draft_leave_nothing(office: Office) -> None:
    drafts.save(office, WEBER, "call", {"note": "Text"})
    drafts.save(office, WEBER, "call", {"note": "  \n"})
    blank = drafts.load(office, WEBER, "call")
    drafts.save(office, WEBER, "call", {"note": "Text"})

    drafts.discard(office, WEBER, "call")

    assert blank is None
    assert drafts.load(office, WEBER, "call") is None


def test_twenty_thousand_characters_of_any_script_fit_and_much_more_does_not(office: Office) -> None:
    drafts.save(office, WEBER, "call", {"note": "ሰላም " * 5000})

    with pytest.raises(BadInput, match="draft_long"):
        drafts.save(office, WEBER, "call", {"note": "x" * (drafts.LARGEST + 1)})
    with pytest.raises(BadInput, match="draft_slot"):
        drafts.save(office, WEBER, "s" * 41, {"note": "x"})

    kept = drafts.load(office, WEBER, "call")
    assert kept is not None
    assert len(kept.fields["note"]) == 20_000


def test_a_draft_on_a_ticket_needs_a_ticket_one_may_see(office: Office) -> None:
    seen = id_of(office, ticket(office))

    drafts.save(office, WEBER, f"reply:{seen}", {"text": "Guten\x00 Tag"}, ticket_id=seen)
    with pytest.raises(NotFound):
        drafts.save(office, NOBODY, f"reply:{seen}", {"text": "Guten Tag"}, ticket_id=seen)

    kept = drafts.load(office, WEBER, f"reply:{seen}")
    assert kept is not None
    assert kept.fields == {"text": "Guten Tag"}


def test_two_windows_of_one_person_save_at_once_and_one_draft_is_kept(office: Office) -> None:
    start = Barrier(4)

    def type_in(window: int) -> None:
        start.wait()
        drafts.save(office, WEBER, "call", {"note": f"Fenster {window}"})

    threads = [Thread(target=type_in, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with office.store.reading() as db:
        assert len(db.exec(select(Draft)).all()) == 1
