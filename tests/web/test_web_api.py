"""Programs do what the person they speak for may do, once, and are told plainly when they may not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from sqlmodel import col, select, update

from models.person import Receipt, Staff
from models.ticket import Note, Ticket
from tests.web.seed import PlainUnderstanding, Request, ticket
from tests.web.serving import served
from triage.desk.indexing import index_new
from triage.desk.tokens import issue, issued, revoke
from triage.errors import BadInput, NotFound, NotUnderstood, WorkerLost
from triage.office import Office
from triage.values import Arrival as Raw
from triage.values import Understood
from triage.web.api.app import create_api
from triage.web.app import create_app
from triage.web.settings import WebSettings


@pytest.fixture
def number(office: Office) -> str:
    return ticket(office, Request())


@pytest.fixture
def api(office: Office, number: str) -> Iterator[httpx.Client]:
    """A program that may do everything in A. Weber's name."""
    assert number
    token = issue(office, "weber", "test", ["read", "write", "calls"])
    with served(office) as url, httpx.Client(base_url=f"{url}/api/v1") as client:
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def post(api: httpx.Client, path: str, key: str, **body: object) -> httpx.Response:
    return api.post(path, json=body, headers={"Idempotency-Key": key})


def test_a_ticket_is_found_read_and_worked_on(api: httpx.Client, office: Office, number: str) -> None:
    index_new(office)
    listed = api.get("/tickets").json()["tickets"]
    found = api.get("/search", params={"q": "deutschkurs ort:nettetal"}).json()["tickets"]

    assert [t["number"] for t in listed] == [t["number"] for t in found] == [number]
    assert post(api, f"/tickets/{number}/claim", "a", version=listed[0]["version"]).json()["number"] == number
    whole = api.get(f"/tickets/{number}").json()
    assert (whole["assigned_to"], whole["conversation"][0]["fresh"]) == ("weber", Request().text)
    version = post(
        api, f"/tickets/{number}/labels", "b", version=whole["version"], field="topic", value="wohnen"
    ).json()
    assert post(api, f"/tickets/{number}/notes", "c", text="Rückruf").status_code == 200
    assert post(api, f"/tickets/{number}/close", "d", version=version["version"]).status_code == 200
    after = api.get(f"/tickets/{number}").json()
    assert (after["status"], after["topics"][0], after["notes"][0]["author"]) == ("closed", "wohnen", "weber")
    assert [change["actor"] for change in after["history"]].count("weber") == 4


def test_a_key_is_done_once_however_often_and_by_however_many_it_is_sent(
    api: httpx.Client, office: Office, number: str
) -> None:
    def send(_: int) -> httpx.Response:
        return post(api, f"/tickets/{number}/notes", "same", text="Nur einmal")

    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(send, range(24)))

    assert {a.status_code for a in answers} <= {200, 409}
    assert send(0).json() == {"number": number, "version": 1}
    with office.store.reading() as db:
        assert len(db.exec(select(Note)).all()) == 1


def test_a_call_under_one_key_is_one_ticket(api: httpx.Client, office: Office) -> None:
    first, second = (post(api, "/calls", "call", note="Fragt nach einem Kurs") for _ in range(2))

    assert first.status_code == 200
    assert first.json() == second.json()
    with office.store.reading() as db:
        assert len(db.exec(select(Ticket).where(Ticket.channel == "phone")).all()) == 1


def test_another_request_under_the_same_key_is_refused(api: httpx.Client, number: str) -> None:
    post(api, f"/tickets/{number}/notes", "k", text="eins")

    refused = post(api, f"/tickets/{number}/notes", "k", text="zwei")

    assert (refused.status_code, refused.json()["problems"]) == (422, ["key_reused"])


def test_a_refused_request_leaves_its_key_free(api: httpx.Client, number: str) -> None:
    assert post(api, f"/tickets/{number}/close", "k", version=99).status_code == 409

    assert post(api, f"/tickets/{number}/close", "k", version=1).status_code == 200


def test_a_request_that_was_killed_on_the_way_can_be_sent_again(api: httpx.Client, office: Office, number: str) -> None:
    post(api, f"/tickets/{number}/notes", "k", text="eins")
    with office.store.transaction() as db:
        db.exec(update(Receipt).values(answer=None))
    assert post(api, f"/tickets/{number}/notes", "k", text="eins").status_code == 409
    with office.store.transaction() as db:
        db.exec(update(Receipt).values(at=office.clock.now() - timedelta(minutes=3)))

    assert post(api, f"/tickets/{number}/notes", "k", text="eins").status_code == 200


def test_of_many_who_send_it_again_one_does_it(api: httpx.Client, office: Office, number: str) -> None:
    post(api, f"/tickets/{number}/notes", "k", text="eins")
    with office.store.transaction() as db:
        db.exec(update(Receipt).values(answer=None, at=office.clock.now() - timedelta(minutes=3)))

    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda _: post(api, f"/tickets/{number}/notes", "k", text="eins"), range(8)))

    assert {a.status_code for a in answers} <= {200, 409}
    with office.store.reading() as db:
        assert len(db.exec(select(Note)).all()) == 2  # the one before the kill, and one


def test_a_language_nobody_knows_is_refused(api: httpx.Client) -> None:
    assert post(api, "/calls", "k", note="Frage", language="zz").status_code == 422
    assert post(api, "/calls", "l", note="Frage", language="uk").status_code == 200


def test_the_version_that_was_read_decides(api: httpx.Client, number: str) -> None:
    assert post(api, f"/tickets/{number}/claim", "a", version=1).status_code == 200

    late = post(api, f"/tickets/{number}/close", "b", version=1)

    assert (late.status_code, late.headers["content-type"]) == (409, "application/problem+json")


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "/me", "read"), ("GET", "/counts", "read"), ("GET", "/tickets", "read"), ("GET", "/search?q=x", "read"),
        ("GET", "/tickets/{number}", "read"), ("POST", "/tickets/{number}/claim", "write"),
        ("POST", "/tickets/{number}/wait", "write"), ("POST", "/tickets/{number}/labels", "write"),
        ("POST", "/tickets/{number}/notes", "write"), ("POST", "/calls", "calls"),
        ("POST", "/suggest", "calls"),
    ],
)  # fmt: skip
def test_each_request_needs_a_token_and_its_scope(
    api: httpx.Client, office: Office, number: str, method: str, path: str, scope: str
) -> None:
    others = [s for s in ("read", "write", "calls") if s != scope]
    weak = issue(office, "weber", "weak", others)
    path = path.format(number=number)

    for header, status in ((f"Bearer {weak}", 403), ("Bearer kim_wrong", 401), ("Basic eA==", 401), ("", 401)):
        refused = api.request(method, path, headers={"Authorization": header})
        assert (refused.status_code, "WWW-Authenticate" in refused.headers) == (status, True), header


def test_a_revoked_token_and_one_of_a_closed_account_open_nothing(office: Office, api: httpx.Client) -> None:
    second = issue(office, "weber", "zweites", ["read"])
    revoke(office, issued(office)[-1].id)

    assert api.get("/me", headers={"Authorization": f"Bearer {second}"}).status_code == 401
    assert api.get("/me").json() == {"name": "weber", "role": "mitarbeit", "scopes": ["calls", "read", "write"]}
    with office.store.transaction() as db:
        db.exec(update(Staff).where(col(Staff.name) == "weber").values(active=False))
    assert api.get("/me").status_code == 401
    assert [token.revoked for token in issued(office)] == [False, True]
    assert issued(office)[0].used_at is not None


def test_a_session_of_a_browser_opens_nothing_here(office: Office, weber: httpx.Client) -> None:
    assert weber.get("/api/v1/tickets").status_code == 401
    assert office is not None


def test_what_is_wrong_is_named_and_never_repeated(api: httpx.Client, number: str) -> None:
    secret = "Geheimnis der Anruferin"

    refused = post(api, "/calls", "k", note=secret, callback_until="gestern", unknown=secret)

    assert refused.status_code == 422
    assert set(refused.json()["problems"]) == {
        "body.callback_until: datetime_from_date_parsing", "body.unknown: extra_forbidden",
    }  # fmt: skip
    assert secret not in refused.text
    assert number


def test_tokens_are_asked_for_properly(office: Office) -> None:
    with pytest.raises(BadInput, match="scope"):
        issue(office, "weber", "x", ["everything"])
    with pytest.raises(BadInput, match="label"):
        issue(office, "weber", "", ["read"])
    with pytest.raises(NotFound):
        issue(office, "nobody", "x", ["read"])
    with pytest.raises(NotFound):
        revoke(office, 4711)


def test_no_route_is_open_and_the_document_names_them_all(office: Office, number: str) -> None:
    api = create_api(create_app(office, WebSettings(secure_cookies=False)))
    described = {(m.upper(), path) for path, methods in api.openapi()["paths"].items() for m in methods}
    parts = {"move": "close", "state": "done", "handover": 1, "reply_id": 1, "task": 1}
    parts |= {"batch": "1-0a1b2c3d", "view_id": 1}
    with served(office) as url, httpx.Client(base_url=f"{url}/api/v1") as stranger:
        open_ones = {
            (method, path)
            for method, path in described
            if stranger.request(method, path.format(number=number, **parts)).status_code != 401
        }
        document = stranger.get("/openapi.json").json()

    assert len(described) >= 25
    assert open_ones == set()
    assert document["paths"].keys() == api.openapi()["paths"].keys()


def test_a_program_asks_what_a_call_would_become_and_nothing_is_stored(api: httpx.Client, office: Office) -> None:
    known = ticket(office, Request(phone="02162 391234", channel="phone"))

    asked = api.post("/suggest", json={"note": "bittet um Rückruf", "phone": "+49 2162/39-1234"}).json()

    assert asked["topic"] == {"value": "sonstiges", "because": []}
    assert asked["callback"] == {"value": "2026-11-20T16:00:00+01:00", "because": ["bittet um Rückruf"]}
    assert (asked["phone"], asked["known"], asked["open"]) == ("+492162391234", [known], [known])
    with office.store.reading() as db:
        assert db.exec(select(Ticket).where(Ticket.mailbox == "phone")).all() == []


def test_rules_that_are_away_leave_a_program_the_rest(office: Office) -> None:
    class Lost(PlainUnderstanding):
        def __call__(self, arrivals: Sequence[Raw]) -> Iterator[Understood | NotUnderstood]:
            return iter([WorkerLost("das Lesen ist abgestürzt") for _ in arrivals])

    token = issue(office, "weber", "test", ["calls"])
    with served(replace(office, at_once=Lost())) as url:
        headers = {"Authorization": f"Bearer {token}"}
        asked = httpx.post(f"{url}/api/v1/suggest", json={"note": "Kurs"}, headers=headers).json()

    assert (asked["topic"], asked["certain"], asked["callback"]) == (None, False, None)
