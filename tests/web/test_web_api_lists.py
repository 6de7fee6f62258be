"""Programs do with lists what people do: filter, keep filters, and change many tickets at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from sqlmodel import select

from models.ticket import Ticket
from tests.web.seed import Request, ticket, user
from tests.web.serving import served
from triage.desk import claim, views
from triage.desk.teams import save_team, teams_of
from triage.desk.tokens import issue
from triage.desk.visible import Viewer
from triage.office import Office

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")


@pytest.fixture
def api(office: Office) -> Iterator[httpx.Client]:
    user(office, "klein", "B. Klein", role="leitung")
    token = issue(office, "weber", "test", ["read", "write"])
    with served(office) as url, httpx.Client(base_url=f"{url}/api/v1", timeout=30) as client:
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def send(api: httpx.Client, method: str, path: str, key: str = "eins", **body: object) -> httpx.Response:
    return api.request(method, path, json=body or None, headers={"Idempotency-Key": key})


def picks(*numbers: str) -> list[dict[str, object]]:
    return [{"number": number, "version": 1} for number in numbers]


def statuses(office: Office) -> dict[str, str]:
    with office.store.reading() as db:
        return dict(db.exec(select(Ticket.number, Ticket.status)).all())


def numbers(api: httpx.Client, query: str) -> list[str]:
    return sorted(one["number"] for one in api.get(f"/tickets?{query}").json()["tickets"])


def test_many_go_one_way_at_once_and_back_again_and_once_for_a_key(api: httpx.Client, office: Office) -> None:
    one, two, three = (ticket(office) for _ in range(3))
    claim.claim(office, KLEIN, three, version=1)
    wanted = picks(one, two, three, "KIM-2026-999999")

    first = send(api, "POST", "/bulk", deed="done", tickets=wanted)
    again = send(api, "POST", "/bulk", deed="done", tickets=wanted)

    assert first.json() == again.json()
    made = first.json()
    assert (made["done"], made["faster"], made["gone"]) == ([one, two], {"klein": 1}, 1)
    assert statuses(office) == {one: "closed", two: "closed", three: "open"}
    back = send(api, "POST", f"/bulk/{made['batch']}/undo", "zwei")
    assert back.json() == {"undone": 2, "left": 0}
    assert set(statuses(office).values()) == {"open"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"deed": "wait", "until": "2026-11-21T09:00:00+01:00"}, 200),
        ({"deed": "wait"}, 422),
        ({"deed": "topic", "value": "wohnen"}, 200),
        ({"deed": "topic", "value": "raumfahrt"}, 422),
        ({"deed": "municipality", "value": None}, 200),
        ({"deed": "verschwinden"}, 422),
        ({"deed": "done", "tickets": []}, 422),
        ({"deed": "done", "tickets": picks(*[f"KIM-2026-{n}" for n in range(101)])}, 422),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is(
    api: httpx.Client, office: Office, body: dict[str, object], status: int
) -> None:
    number = ticket(office)

    answer = send(api, "POST", "/bulk", **({"tickets": picks(number)} | body))

    assert answer.status_code == status
    with office.store.reading() as db:
        assert (db.exec(select(Ticket.version)).one() == 1) == (status == 422)


def test_every_filter_of_the_screen_is_there(api: httpx.Client, office: Office) -> None:
    late = ticket(office, Request(due_in=timedelta(hours=1), language="ar", topic="wohnen"))
    mine = ticket(office, Request(assigned_to="weber", topic="arbeit", municipality="kempen"))
    other = ticket(office, Request(assigned_to="klein", municipality=None))
    save_team(office, KLEIN, None, name="Arabisch", towns=[], languages=["ar"], members=["weber"])
    with office.store.reading() as db:
        [team] = teams_of(db, WEBER)

    assert numbers(api, "due_by=2026-11-20") == [late]
    assert numbers(api, "language=ar") == [late]
    assert numbers(api, f"team={team.id}") == [late]
    assert numbers(api, "assigned=me") == [mine]
    assert numbers(api, "assigned=klein") == [other]
    assert numbers(api, "assigned=nobody") == [late]
    assert numbers(api, "topic=wohnen&topic=arbeit") == sorted([late, mine])
    assert numbers(api, "municipality=kempen&municipality=none") == sorted([mine, other])
    assert numbers(api, "kind=request&role=client") == sorted([late, mine, other])
    assert numbers(api, "protected=true") == []


def test_views_are_kept_listed_used_renamed_and_removed(api: httpx.Client, office: Office) -> None:
    flat = ticket(office, Request(topic="wohnen"))
    ticket(office)
    views.save(office, KLEIN, "Geteilt", "zu=nobody", shared=True)
    views.save(office, KLEIN, "Nur meins", "mine=1")

    kept = send(api, "POST", "/views", name="Wohnen", query="topic=wohnen&boese=1").json()["views"]

    assert [(v["name"], v["query"], v["shared"], v["own"]) for v in kept] == [
        ("Geteilt", "zu=nobody", True, False),
        ("Wohnen", "topic=wohnen", False, True),
    ]
    theirs, own = kept[0]["id"], kept[1]["id"]
    assert numbers(api, f"view={own}&topic=arbeit") == [flat], "a view's filters count alone"
    assert len(numbers(api, f"view={theirs}")) == 2
    assert api.get("/tickets?view=99").status_code == 404
    assert send(api, "POST", f"/views/{own}", "b", name="Anders").json()["views"][0]["name"] == "Anders"
    assert send(api, "POST", f"/views/{theirs}", "c", name="Geklaut").status_code == 404
    assert send(api, "POST", "/views", "d", name="X", query="mine=1", shared=True).status_code == 422
    assert send(api, "DELETE", f"/views/{theirs}", "e").status_code == 404
    assert [v["name"] for v in send(api, "DELETE", f"/views/{own}", "f").json()["views"]] == ["Geteilt"]
    assert api.get("/views").json()["views"] == [kept[0]]
