"""Which attacks on the web desk come to nothing (promises section 4)?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import inspect, text
from starlette.routing import Mount, Route

from tests.web.seed import PASSWORD, Request, office_in, ticket, user
from tests.web.serving import csrf, served, sign_in
from triage.desk.throttle import MOST
from triage.office import Office
from triage.testing import SettableClock
from triage.web.app import create_app
from triage.web.headers import CONTENT_SECURITY_POLICY
from triage.web.settings import WebSettings

OPEN = {"/anmelden", "/hilfe", "/livez", "/readyz", "/healthz/mail", "/metrics", "/static/{path:path}"}
CANARY = "\"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'`${7*7}"


def routes(office: Office) -> Iterator[tuple[str, str]]:
    """(method, path) of every route, new ones included."""
    app = create_app(office, WebSettings(secure_cookies=False))
    found = [r for r in flat(app.routes) if isinstance(r, Route) or hasattr(r, "methods")]
    assert len(found) > 15
    for route in found:
        for method in sorted(route.methods - {"HEAD"}):
            yield method, route.path


def flat(items: list[object]) -> Iterator[object]:
    """FastAPI may keep included routers as they are, or spread them. Programs have an application of their own."""
    for item in items:
        if isinstance(item, Mount):
            continue
        inner = getattr(item, "routes", None) or getattr(getattr(item, "original_router", None), "routes", None)
        if inner and not hasattr(item, "methods"):
            yield from flat(list(inner))
        else:
            yield item


SIGN = "/live/da/{number}/{doing}"  # of an open page: unsigned it does nothing, and the page stays


def filled(path: str, number: str) -> str:
    """The path with the ticket's number and, for all else, the first there is."""
    path = path.replace("{number}", number).replace("{doing}", "reads").replace("{path:path}", "x")
    return re.sub(r"\{\w+\}", "1", path)


def test_every_route_needs_a_session_unless_it_is_meant_to_be_open(office: Office, stranger: httpx.Client) -> None:
    number = ticket(office)
    before = fingerprint(office)
    for method, path in routes(office):
        if path in OPEN:
            continue
        url = filled(path, number)
        answer = stranger.request(
            method,
            url,
            data={"version": "1", "field": "topic", "until": "2027-01-01T09:00"} if method == "POST" else None,
        )
        silent = path == SIGN and answer.status_code == 204
        assert silent or answer.status_code in (303, 401), (method, path, answer.status_code)
        assert number not in answer.text
    assert fingerprint(office) == before


def test_every_post_needs_the_token_of_this_session(office: Office, weber: httpx.Client) -> None:
    number = ticket(office)
    before = fingerprint(office)

    for method, path in routes(office):
        if method != "POST" or path in ("/anmelden", SIGN):
            continue
        url = filled(path, number)
        form = {"version": "1", "field": "topic", "value": "wohnen", "until": "2027-01-01T09:00", "note": "x"}
        for token in ({}, {"csrf": ""}, {"csrf": "x" * 43}, {"csrf": "ü"}):
            assert weber.post(url, data={**form, **token}).status_code == 403, path
        assert weber.post(url, content='{"csrf": "x"}', headers={"content-type": "text/plain"}).status_code in (
            403,
            422,
        )

    assert fingerprint(office) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1"},
    ],
)
def test_a_form_of_another_site_is_refused_even_with_the_token(
    office: Office, weber: httpx.Client, headers: dict[str, str]
) -> None:
    number = ticket(office)
    form = {"csrf": csrf(weber), "version": "1"}
    before = fingerprint(office)

    assert weber.post(f"/vorgang/{number}/done", data=form, headers=headers).status_code == 403
    assert fingerprint(office) == before
    assert (
        weber.post(f"/vorgang/{number}/done", data=form, headers={"sec-fetch-site": "same-origin"}).status_code == 303
    )


def test_get_changes_nothing(office: Office, weber: httpx.Client) -> None:
    number = ticket(office)
    before = fingerprint(office)

    for _ in range(2):
        for method, path in routes(office):
            if method == "GET" and path not in ("/live",):
                weber.get(filled(path, number))
        for action in ("claim", "done", "reopen", "wait", "correct", "note", "release"):
            assert weber.get(f"/vorgang/{number}/{action}").status_code == 405
            assert weber.head(f"/vorgang/{number}/{action}").status_code == 405

    assert fingerprint(office) == before


def test_every_answer_carries_the_headers(office: Office, weber: httpx.Client, stranger: httpx.Client) -> None:
    number = ticket(office)
    for answer in (weber.get("/"), weber.get(f"/vorgang/{number}"), weber.get("/nichts"), stranger.get("/anmelden")):
        assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"
        assert "server" not in answer.headers or answer.headers["server"] == "uvicorn"
        assert not re.search(r"<[^>]+\s(style|on\w+)=", answer.text), "nothing inline"


def test_the_cookie_is_bound_to_host_and_https(office: Office) -> None:
    with served(office, WebSettings()) as url, httpx.Client(base_url=url) as client:
        cookie = sign_in(client).headers["set-cookie"]
        assert cookie.startswith("__Host-kim=")
        for part in ("HttpOnly", "Path=/", "SameSite=lax", "Secure"):
            assert part in cookie
        assert "Domain" not in cookie
        assert "max-age=31536000" in client.get("/anmelden").headers["strict-transport-security"]


def test_sign_in_gives_a_new_session_and_sign_out_ends_it(office: Office, address: str) -> None:
    with httpx.Client(base_url=address, cookies={"kim": "mitgebracht"}) as client:
        sign_in(client)
        first = client.cookies.get("kim", domain="127.0.0.1")
        assert first != "mitgebracht"
        sign_in(client)
        second = client.cookies.get("kim", domain="127.0.0.1")
        assert second != first
        answer = client.post("/abmelden", data={"csrf": csrf(client)})

    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    for token in (first, second):
        assert httpx.get(f"{address}/", cookies={"kim": str(token)}).status_code == 303


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(stranger: httpx.Client) -> None:
    answers = [sign_in(stranger, name, "falsches-passwort") for name in ("weber", "niemand")]

    assert {a.status_code for a in answers} == {401}
    assert answers[0].text.replace("weber", "X") == answers[1].text.replace("niemand", "X")


def test_guessing_is_slowed_down_and_forwarded_addresses_of_strangers_do_not_help(stranger: httpx.Client) -> None:
    for turn in range(MOST):
        headers = {"x-forwarded-for": f"198.51.100.{turn}"}
        assert (
            stranger.post("/anmelden", data={"name": f"n{turn}", "password": "x"}, headers=headers).status_code == 401
        )

    answer = stranger.post(
        "/anmelden", data={"name": "weber", "password": PASSWORD}, headers={"x-forwarded-for": "1.2.3.4"}
    )
    assert answer.status_code == 429
    assert "set-cookie" not in answer.headers


def test_the_named_proxy_is_believed(office: Office) -> None:
    web = WebSettings(secure_cookies=False, trusted_proxy="127.0.0.1")
    with served(office, web) as url, httpx.Client(base_url=url) as client:
        codes = [
            client.post("/anmelden", data={"name": f"n{i}", "password": "x"}, headers={"x-forwarded-for": f"9.9.9.{i}"})
            for i in range(MOST + 1)
        ]

    assert {c.status_code for c in codes} == {401}


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "javascript:alert(1)",
     "/x\r\nSet-Cookie: a=b", "evil", "/%0d%0a/\x00", "///evil.example", ""],
)  # fmt: skip
def test_next_leads_nowhere_else(office: Office, address: str, target: str) -> None:
    with httpx.Client(base_url=address) as client:
        answer = client.post("/anmelden", data={"name": "weber", "password": PASSWORD, "weiter": target})
        assert answer.headers["location"] == "/"
        shown = client.get("/anmelden", params={"weiter": target})
        assert shown.headers["location"] == "/"


def test_next_leads_back_to_where_somebody_was(office: Office, stranger: httpx.Client) -> None:
    number = ticket(office)
    asked = stranger.get(f"/vorgang/{number}?x=1&y=2")

    assert asked.headers["location"] == f"/anmelden?weiter=%2Fvorgang%2F{number}%3Fx%3D1%26y%3D2"
    answer = stranger.post(
        "/anmelden", data={"name": "weber", "password": PASSWORD, "weiter": f"/vorgang/{number}?x=1"}
    )
    assert answer.headers["location"] == f"/vorgang/{number}?x=1"


def test_what_strangers_write_is_only_ever_text(office: Office, weber: httpx.Client) -> None:
    number = ticket(
        office,
        Request(
            subject=CANARY, text=CANARY, sender_name=CANARY, sender_address=CANARY, phone=CANARY, marks=[CANARY],
            silence=CANARY, acknowledged=False, attachments=[(CANARY, b"x")], notes=[CANARY], language="de",
        ),
    )  # fmt: skip

    for path in (
        "/",
        f"/?ticket={number}",
        f"/vorgang/{number}",
        f"/anruf?nr={CANARY[:40]}",
        f"/anmelden?weiter={CANARY}",
    ):
        page = weber.get(path, follow_redirects=True).text
        assert "<script>alert" not in page, path
        assert "<img" not in page, path
        assert not re.search(r"(?<!\*7\}\})\b49\b", re.sub(r"[0-9a-f-]{8,}|\d+:\d+", "", page.partition("<main")[2])), (
            path
        )


def test_errors_show_an_id_and_never_a_trace(
    tmp_path_factory: pytest.TempPathFactory, capfd: pytest.CaptureFixture[str]
) -> None:
    office = office_in(tmp_path_factory.mktemp("broken"))
    user(office)
    number = ticket(office, Request(subject="GEHEIM", sender_name="GEHEIM"))
    with served(office) as url, httpx.Client(base_url=url) as client:
        sign_in(client)
        with office.store.engine.begin() as raw:
            raw.execute(text("ALTER TABLE note RENAME TO gone"))
        answer = client.get(f"/vorgang/{number}")

    assert answer.status_code == 500
    assert re.search(r"Fehler-Nr\. [2-9A-Z]{6}", answer.text)
    written = capfd.readouterr()
    for words in ("Traceback", "sqlite", "SELECT", "GEHEIM"):
        assert words not in answer.text
        assert words not in written.out + written.err


def test_too_large_a_request_is_refused(weber: httpx.Client) -> None:
    assert weber.post("/anruf", content=b"x" * (1024 * 1024 + 1)).status_code == 413


def test_a_body_that_goes_on_and_on_is_cut(weber: httpx.Client) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield b"note=" + b"x" * 65536

    answer = weber.post("/anruf", content=endless(), headers={"content-type": "application/x-www-form-urlencoded"})

    assert answer.status_code in (400, 413)


def test_an_overlong_address_is_refused(weber: httpx.Client) -> None:
    assert weber.get("/?topic=" + "x" * 9000).status_code == 414


def test_set_up_pages_and_machine_figures_are_not_for_everybody(office: Office, weber: httpx.Client) -> None:
    for path in (
        "/docs",
        "/redoc",
        "/openapi.json",
        "/debug",
        "/setup",
        "/static/",
        "/static/vendor",
        "/static/..%2fapp.py",
    ):
        assert weber.get(path).status_code == 404, path
    for path in ("/metrics", "/healthz/mail"):
        assert weber.get(path).status_code == 200
        for header in ("x-forwarded-for", "forwarded", "x-real-ip"):
            assert weber.get(path, headers={header: "127.0.0.1"}).status_code == 404


def test_a_session_lasts_half_an_hour_without_use(office: Office, weber: httpx.Client) -> None:
    assert isinstance(office.clock, SettableClock)

    office.clock.advance(timedelta(minutes=31))

    assert weber.get("/").headers["location"] == "/anmelden"
    assert weber.get("/", headers={"hx-request": "true"}).headers["hx-redirect"] == "/anmelden"


def fingerprint(office: Office) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables except sessions' last-seen and the throttle."""
    with office.store.engine.connect() as raw:
        tables = sorted(set(inspect(raw).get_table_names()) - {"session", "signinfailure"})
        return {t: [tuple(r) for r in raw.execute(text(f'SELECT * FROM "{t}" ORDER BY 1'))] for t in tables}
