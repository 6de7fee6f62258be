"""Who is there, what colleagues did, and which filters stand in the address: seen from outside."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import httpx
import pytest
from sqlmodel import select

from models.ticket import Event
from models.view import Presence
from tests.web.rows import row
from tests.web.seed import Request, ticket
from tests.web.serving import csrf
from triage.desk import claim, presence, status
from triage.desk.visible import Viewer
from triage.office import Office
from triage.testing import SettableClock

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")


# -- who is there ----------------------------------------------------------------------------------------------------


def beat(client: httpx.Client, number: str, doing: str = "reads") -> httpx.Response:
    return client.post(f"/live/da/{number}/{doing}", data={"csrf": csrf(client)})


def test_colleagues_see_who_reads_and_writes_for_forty_seconds(
    office: Office, weber: httpx.Client, klein: httpx.Client
) -> None:
    number = ticket(office)
    assert isinstance(office.clock, SettableClock)

    assert "liest" not in beat(klein, number).text, "nobody is told of themselves"
    assert "B. Klein liest" in beat(weber, number).text
    beat(klein, number, "writes")
    office.clock.advance(timedelta(seconds=15))
    beat(klein, number)
    assert json.loads(weber.get("/live/now").text)["there"] == {number: "B. Klein schreibt"}
    office.clock.advance(timedelta(seconds=26))
    assert json.loads(weber.get("/live/now").text)["there"] == {}

    with office.store.reading() as db:
        assert row(office, number).version == 1
        assert db.exec(select(Event.action)).all() == ["opened"], "being there is no event"


def test_a_sign_that_is_not_from_a_page_of_ours_does_nothing(office: Office, weber: httpx.Client) -> None:
    number = ticket(office)

    assert weber.post(f"/live/da/{number}/reads", data={"csrf": "falsch"}).status_code == 204
    assert beat(weber, "KIM-2026-000000").status_code == 404
    assert beat(weber, number, "tanzt").status_code == 422
    with office.store.reading() as db:
        assert db.exec(select(Presence)).all() == []


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(office: Office, weber: httpx.Client) -> None:
    number = ticket(office)
    token = csrf(weber)
    assert isinstance(office.clock, SettableClock)

    for _ in range(3):
        office.clock.advance(timedelta(minutes=11))
        answer = weber.post(f"/live/da/{number}/reads", data={"csrf": token})

    assert answer.status_code == 204
    assert weber.get("/").status_code == 303


def test_typing_keeps_somebody_signed_in(office: Office, weber: httpx.Client) -> None:
    number = ticket(office)
    token = csrf(weber)
    assert isinstance(office.clock, SettableClock)

    for _ in range(3):
        office.clock.advance(timedelta(minutes=11))
        weber.post(f"/live/da/{number}/writes", data={"csrf": token})

    assert weber.get("/").status_code == 200


def test_whoever_signs_out_is_nowhere(office: Office, weber: httpx.Client) -> None:
    number = ticket(office)
    beat(weber, number)

    weber.post("/abmelden", data={"csrf": csrf(weber)})

    with office.store.reading() as db:
        assert presence.others(db, KLEIN, office.clock.now()) == ()


def test_rows_tell_what_colleagues_did_since_the_page_was_made(
    office: Office, weber: httpx.Client, klein: httpx.Client
) -> None:
    first, second, own = ticket(office), ticket(office), ticket(office)
    page = weber.get("/").text
    at = re.search(r'data-at="\?since=(\d+)&amp;pulse=(\d+)"', page)
    assert at is not None

    claim.claim(office, KLEIN, first, version=1)
    status.close(office, KLEIN, second, version=1)
    claim.claim(office, WEBER, own, version=1)
    news = json.loads(weber.get(f"/live/now?since={at[1]}&pulse={at[2]}").text)

    assert news["mark"] == {first: "von B. Klein übernommen", second: "von B. Klein erledigt"}


# -- filters ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("topic=wohnen&topic=arbeit", Request(topic="arbeit")),
        ("municipality=none&municipality=kempen", Request(municipality=None)),
        ("language=ar", Request(language="ar")),
        ("zu=klein", Request(assigned_to="klein")),
        ("zu=me", Request(assigned_to="weber")),
        ("frist=2026-11-20", Request(due_in=timedelta(hours=9))),
        ("frist=2026-11-20", Request(callback_in=timedelta(hours=1))),
    ],
)
def test_each_filter_of_the_address_keeps_what_fits(
    office: Office, weber: httpx.Client, query: str, fits: Request
) -> None:
    other = ticket(office, Request(due_in=timedelta(days=3)))
    number = ticket(office, fits)

    page = weber.get(f"/?{query}").text

    assert number in page
    assert other not in page
    nobody = "zu=nobody"
    assert (number in weber.get(f"/?{nobody}").text) == (fits.assigned_to is None)


def test_unknown_filters_narrow_nothing(office: Office, weber: httpx.Client) -> None:
    number = ticket(office)

    for query in ("sort=id", "team=99", "team=x", "language=xx", "frist=morgen", "frist=9999-12-31", "kind=x&role=y"):
        assert number in weber.get(f"/?{query}").text, query
