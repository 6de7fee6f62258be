"""What should be worked on next?"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.web.seed import NOON, Request, office_in, ticket
from triage.desk.order import Key
from triage.desk.queue import PAGE, Filters, arrived_since, counts, page
from triage.desk.visible import Viewer
from triage.office import Office

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
NOBODY = Viewer(name="x", shown="x", role="gast")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


def listed(office: Office, filters: Filters | None = None, viewer: Viewer = WEBER) -> list[str]:
    with office.store.reading() as db:
        return [t.number for t in page(db, viewer, filters or Filters(), office.clock.now()).tickets]


def test_the_most_urgent_comes_first_and_of_equals_the_oldest(office: Office) -> None:
    late = ticket(office, Request(priority=20, age=timedelta(hours=1)))
    early = ticket(office, Request(priority=20, age=timedelta(hours=5)))
    urgent = ticket(office, Request(priority=90, age=timedelta(minutes=1)))

    assert listed(office) == [urgent, early, late]


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        (Filters(topic=("wohnen",)), Request(topic="wohnen")),
        (Filters(municipality=("kempen",)), Request(municipality="kempen")),
        (Filters(municipality=("none",)), Request(municipality=None)),
        (Filters(channel="phone"), Request(channel="phone")),
        (Filters(urgency="high"), Request(urgency="high")),
        (Filters(unclear=True), Request(certain=False)),
        (Filters(mine=True), Request(assigned_to="weber")),
        (Filters(status="closed"), Request(status="closed")),
        (Filters(status="waiting"), Request(status="waiting", due_in=timedelta(hours=1))),
    ],
)
def test_each_filter_keeps_what_fits(office: Office, filters: Filters, fits: Request) -> None:
    ticket(office)
    number = ticket(office, fits)

    assert listed(office, filters) == [number]


def test_machine_mail_is_never_listed_or_counted(office: Office) -> None:
    ticket(office, Request(hidden=True))

    assert listed(office) == []
    with office.store.reading() as db:
        assert counts(db, WEBER, NOON).open == 0
        assert arrived_since(db, WEBER, 0) == ()


def test_a_waiting_ticket_comes_back_by_itself(office: Office) -> None:
    number = ticket(office, Request(status="waiting", due_in=timedelta(hours=1)))
    assert listed(office) == []

    office.clock.advance(timedelta(hours=1))  # type: ignore[attr-defined]  # the seed's clock is settable

    assert listed(office) == [number]
    assert listed(office, Filters(status="waiting")) == []


@pytest.mark.parametrize("filters", [Filters(), Filters(status="closed")])
def test_pages_follow_each_other_without_gap_or_double(office: Office, filters: Filters) -> None:
    wanted = {
        ticket(office, Request(priority=i % 3, age=timedelta(minutes=i % 7), status=filters.status))
        for i in range(PAGE * 2 + 5)
    }
    seen: list[str] = []
    key: Key | None = None

    with office.store.reading() as db:
        for _ in range(3):
            part = page(db, WEBER, filters, NOON, key)
            seen += [t.number for t in part.tickets]
            assert part.total == PAGE * 2 + 5
            key = Key.parse(str(part.next)) if part.next else None

    assert key is None
    assert len(seen) == len(set(seen))
    assert set(seen) == wanted


@pytest.mark.parametrize("text", ["", "x", "1.2", "1.2.3.4", "1.two.3", "1." + "9" * 19 + ".3", "'; drop table ticket"])
def test_a_key_that_is_none_is_ignored(text: str) -> None:
    assert Key.parse(text) is None


def test_counts_add_up_and_an_unknown_role_sees_nothing(office: Office) -> None:
    ticket(office, Request(certain=False))
    ticket(office, Request(assigned_to="weber"))
    ticket(office, Request(status="waiting", due_in=timedelta(days=1)))
    ticket(office, Request(status="closed"))

    with office.store.reading() as db:
        found, nothing = counts(db, WEBER, NOON), counts(db, NOBODY, NOON)

    assert (found.open, found.unclear, found.mine, found.waiting) == (2, 1, 1, 1)
    assert (nothing.open, nothing.unclear, nothing.mine, nothing.waiting, nothing.newest) == (0, 0, 0, 0, 0)
    assert listed(office, viewer=NOBODY) == []
