"""Promise P7: nobody sees a ticket beyond role and mailbox, on no route, and what is foreign looks like what is absent.

Every route and every operation of the JSON interface has a row here; a new one without a row fails the first test.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlmodel import func, select

from models.readlog import ReadEntry
from tests.web.house import ABSENT, CANARIES, NOBODY, PEOPLE, SEES, House, Object, add_ticket, alike, house
from tests.web.test_web_security import routes
from triage.desk.readlog import verify
from triage.web import live
from triage.web.api.app import create_api

Row = tuple[str, str]
OPEN = "open"  # needs no sign-in and knows no tickets
LIST = "list"  # shows what its viewer may see
TICKET = "ticket"  # one ticket, or a part of one
PART = "part"  # of a ticket: of a mail sent, a hand-over, a picture; not every ticket has one
HOUSE = "house"  # for Leitung and admin; changes for admins alone
RULES = "rules"  # for Leitung and admin: the rules and what they do
RULE = "rule"  # for them: one ticket, to learn a rule from
FORM = {
    "version": "1", "field": "topic", "value": "wohnen", "until": "2027-01-01T09:00", "note": "Notiz", "event": "1",
    "text": "Antwort", "result": "reached", "into": "KIM-2026-999998", "merged": "KIM-2026-999998", "message": "1",
    "other": "KIM-2026-999998", "same": "yes", "task": "1", "revision": "0", "draft": "1", "to": "0", "onto": "0",
    "right": "true", "what": "suggest", "at": "0", "rule": "wohnen.suche", "regel": "wohnen.suche",
}  # fmt: skip

SCREENS: dict[Row, str] = {
    ("GET", "/"): LIST, ("GET", "/suche"): LIST, ("GET", "/auswertung"): LIST, ("GET", "/auswertung.csv"): LIST,
    ("GET", "/auswertung.xlsx"): LIST, ("GET", "/live"): LIST, ("GET", "/live/now"): LIST, ("GET", "/anruf"): LIST,
    ("POST", "/anruf"): LIST, ("GET", "/konto"): LIST, ("POST", "/konto"): LIST, ("GET", "/geschuetzt"): LIST,
    ("POST", "/einstellungen"): LIST, ("POST", "/abmelden"): LIST,
    ("GET", "/vorgang/{number}"): TICKET, ("POST", "/vorgang/{number}/claim"): TICKET,
    ("POST", "/vorgang/{number}/release"): TICKET, ("POST", "/vorgang/{number}/done"): TICKET,
    ("POST", "/vorgang/{number}/reopen"): TICKET, ("POST", "/vorgang/{number}/wait"): TICKET,
    ("POST", "/vorgang/{number}/correct"): TICKET, ("POST", "/vorgang/{number}/note"): TICKET,
    ("POST", "/vorgang/{number}/protect"): TICKET, ("POST", "/vorgang/{number}/unprotect"): TICKET,
    ("GET", "/ansichten"): LIST, ("POST", "/ansichten"): LIST, ("POST", "/ansichten/aendern"): LIST,
    ("POST", "/ansichten/entfernen"): LIST, ("POST", "/stapel"): LIST, ("POST", "/stapel/undo"): LIST,
    ("GET", "/aufgaben"): LIST, ("POST", "/anruf/entwurf"): LIST, ("POST", "/anruf/entwurf/verwerfen"): LIST,
    ("POST", "/anruf/vorschlag"): LIST, ("POST", "/anruf/vorschlag/laut"): LIST, ("GET", "/anruf/liste"): LIST,
    ("POST", "/anruf/liste"): LIST, ("POST", "/anruf/liste/spalten"): LIST, ("POST", "/anruf/liste/uebernehmen"): LIST,
    ("POST", "/live/da/{number}/{doing}"): TICKET, ("POST", "/vorgang/{number}/undo"): TICKET,
    ("POST", "/vorgang/{number}/antwort"): TICKET, ("POST", "/vorgang/{number}/antwort/entwurf"): TICKET,
    ("POST", "/vorgang/{number}/antwort/verwerfen"): TICKET, ("GET", "/vorgang/{number}/bausteine"): TICKET,
    ("GET", "/vorgang/{number}/gesendet/{key}"): PART,
    ("POST", "/vorgang/{number}/gesendet/{key}/angekommen"): TICKET,
    ("POST", "/vorgang/{number}/gesendet/{key}/nochmal"): TICKET,
    ("POST", "/vorgang/{number}/gesendet/{key}/zurueck"): TICKET,
    ("POST", "/vorgang/{number}/aufgenommen"): TICKET, ("GET", "/vorgang/{number}/einwilligung"): TICKET,
    ("POST", "/vorgang/{number}/rueckruf"): TICKET, ("GET", "/vorgang/{number}/uebergabe"): TICKET,
    ("POST", "/vorgang/{number}/uebergabe"): TICKET, ("GET", "/vorgang/{number}/uebergabe/{handover_id}"): PART,
    ("POST", "/vorgang/{number}/uebergabe/{handover_id}/widerruf"): TICKET,
    ("POST", "/vorgang/{number}/merge"): TICKET, ("POST", "/vorgang/{number}/unmerge"): TICKET,
    ("POST", "/vorgang/{number}/split"): TICKET, ("POST", "/vorgang/{number}/unsplit"): TICKET,
    ("POST", "/vorgang/{number}/person"): TICKET, ("POST", "/vorgang/{number}/task"): TICKET,
    ("POST", "/vorgang/{number}/task-done"): TICKET, ("POST", "/vorgang/{number}/task-open"): TICKET,
    ("GET", "/anhang/{attachment_id}/ansicht"): TICKET, ("GET", "/anhang/{attachment_id}/inhalt"): PART,
    ("GET", "/anhang/{attachment_id}"): TICKET, ("POST", "/anhang/{attachment_id}"): TICKET,
    ("GET", "/mail/{message_id}/html"): TICKET, ("GET", "/mail/{message_id}/original.eml"): TICKET,
    ("GET", "/verwaltung"): HOUSE, ("GET", "/verwaltung/person/{name}"): HOUSE, ("POST", "/verwaltung/person"): HOUSE,
    ("POST", "/verwaltung/person/{name}"): HOUSE, ("POST", "/verwaltung/person/{name}/lock"): HOUSE,
    ("POST", "/verwaltung/person/{name}/unlock"): HOUSE, ("POST", "/verwaltung/person/{name}/password"): HOUSE,
    ("GET", "/verwaltung/team"): HOUSE, ("POST", "/verwaltung/team"): HOUSE,
    ("POST", "/verwaltung/team/{team_id}"): HOUSE, ("POST", "/verwaltung/team/{team_id}/remove"): HOUSE,
    ("GET", "/verwaltung/einsicht"): HOUSE, ("GET", "/verwaltung/einsicht.csv"): HOUSE,
    ("GET", "/regeln"): RULES, ("POST", "/regeln/neu"): RULES, ("GET", "/regeln/regel/{rule_id}"): RULES,
    ("POST", "/regeln/regel/{rule_id}"): RULES, ("POST", "/regeln/regel/{rule_id}/wirkung"): RULES,
    ("GET", "/regeln/wirkung"): RULES, ("POST", "/regeln/urteil"): RULES, ("GET", "/regeln/entwurf"): RULES,
    ("POST", "/regeln/entwurf/verwerfen"): RULES, ("POST", "/regeln/entwurf/nachziehen"): RULES,
    ("POST", "/regeln/entwurf/zustimmen"): RULES, ("POST", "/regeln/entwurf/beobachten"): RULES,
    ("POST", "/regeln/entwurf/veroeffentlichen"): RULES, ("GET", "/regeln/versionen"): RULES,
    ("POST", "/regeln/versionen/zurueck"): RULES, ("POST", "/regeln/neu-einordnen"): RULES,
    ("POST", "/regeln/neu-einordnen/{resort_id}/{step}"): RULES, ("GET", "/regeln/schwaechen"): RULES,
    ("GET", "/regeln/vorschlaege"): RULES, ("GET", "/regeln/befund"): RULES, ("POST", "/regeln/suchen"): RULES,
    ("GET", "/regeln/suchen/{what}"): RULES, ("POST", "/regeln/vorschlaege/annehmen"): RULES,
    ("GET", "/regeln/beispiel/{number}"): RULE, ("POST", "/regeln/beispiel/{number}"): RULE,
    ("GET", "/regeln/vorgang/{number}"): RULE, ("POST", "/regeln/vorgang/{number}"): RULE,
    ("GET", "/anmelden"): OPEN, ("POST", "/anmelden"): OPEN, ("GET", "/hilfe"): OPEN, ("GET", "/livez"): OPEN,
    ("GET", "/readyz"): OPEN, ("GET", "/healthz/mail"): OPEN, ("GET", "/metrics"): OPEN,
    ("GET", "/static/{path:path}"): OPEN,
}  # fmt: skip
OPERATIONS: dict[Row, dict[str, Any]] = {  # what a program sends
    ("GET", "/me"): {}, ("GET", "/counts"): {}, ("GET", "/tickets"): {}, ("GET", "/search"): {},
    ("POST", "/calls"): {"note": "Frage"},
    ("GET", "/tickets/{number}"): {},
    ("POST", "/tickets/{number}/wait"): {"version": 1, "until": "2027-01-01T09:00:00+01:00"},
    ("POST", "/tickets/{number}/labels"): {"version": 1, "field": "topic", "value": "wohnen"},
    ("POST", "/tickets/{number}/notes"): {"text": "Notiz"},
    ("POST", "/tickets/{number}/{move}"): {"version": 1},
    ("GET", "/mine"): {}, ("POST", "/suggest"): {"note": "Frage"},
    ("POST", "/tickets/{number}/calls"): {"version": 1, "result": "reached"},
    ("GET", "/tickets/{number}/partner"): {},
    ("POST", "/tickets/{number}/handovers"): {
        "version": 1, "receiver": "Jobcenter", "way": "phone", "parts": ["topic"],
        "consent": {"ground": "oral", "at": "2026-11-20T10:00:00+01:00", "language": "de"},
    },
    ("POST", "/tickets/{number}/handovers/{handover}/revoke"): {"version": 1},
    ("POST", "/tickets/{number}/recorded"): {"version": 1, "recorded": True},
    ("GET", "/tickets/{number}/replies"): {}, ("POST", "/tickets/{number}/replies"): {"version": 1, "text": "Antwort"},
    ("DELETE", "/tickets/{number}/replies/{reply_id}"): {},
    ("POST", "/tickets/{number}/merge"): {"version": 1, "into": "KIM-2026-999998"},
    ("POST", "/tickets/{number}/unmerge"): {"version": 1, "merged": "KIM-2026-999998"},
    ("POST", "/tickets/{number}/split"): {"version": 1, "messages": [1]},
    ("POST", "/tickets/{number}/unsplit"): {"version": 1},
    ("GET", "/tickets/{number}/person"): {},
    ("POST", "/tickets/{number}/person"): {"other": "KIM-2026-999998", "same": True},
    ("GET", "/tickets/{number}/tasks"): {}, ("POST", "/tickets/{number}/tasks"): {"text": "anrufen"},
    ("POST", "/tickets/{number}/tasks/{task}/{state}"): {},
    ("POST", "/bulk"): {"deed": "done", "tickets": [{"number": "KIM-2026-999998", "version": 1}]},
    ("POST", "/bulk/{batch}/undo"): {}, ("GET", "/views"): {}, ("POST", "/views"): {"name": "Meine", "query": "mine=1"},
    ("POST", "/views/{view_id}"): {"name": "Andere"}, ("DELETE", "/views/{view_id}"): {},
}  # fmt: skip
SIGN = ("POST", "/live/da/{number}/{doing}")  # of an open page: unsigned it does nothing, and the page stays
OTHERS = {
    "{name}": "anna", "{team_id}": "1", "{path:path}": "app.css", "{key}": "1", "{handover_id}": "1", "{handover}": "1",
    "{reply_id}": "1", "{task}": "1", "{state}": "done", "{doing}": "reads", "{batch}": "1-0a1b2c3d",
    "{view_id}": "1", "{rule_id}": "wohnen.suche", "{resort_id}": "1", "{step}": "stop", "{what}": "suggest",
}  # fmt: skip
MOVES = ("claim", "release", "close", "reopen", "protect", "unprotect")
LISTS = (  # every list, count, search, export, completion and stream, with the questions that would find a foreign one
    "/", "/?status=waiting", "/?status=closed", "/?unklar=1", "/?mine=1", "/?topic=gewalt_notfall", "/?urgency=high",
    "/suche?q=petersilie", "/suche?q=sauerampfer", "/suche?q=von:walburga", "/suche?q=von:gundula",
    "/suche?q=thema:gewalt_notfall", "/suche?q=status:offen", "/auswertung", "/auswertung.csv", "/auswertung.xlsx",
    "/live/now", "/live", "/anruf", "/hilfe", "/konto", "/geschuetzt", "/ansichten", "/aufgaben", "/anruf/liste",
    "/regeln", "/regeln/entwurf", "/regeln/versionen", "/regeln/schwaechen", "/regeln/vorschlaege", "/regeln/befund",
    "/?sort=newest", "/?sort=due", "/?alle=1", "/?protected=1", "/anruf?nr=02162-391111",
)  # fmt: skip
API_LISTS = (
    "me",
    "counts",
    "views",
    "tickets",
    "tickets?protected=true",
    "tickets?due_by=2030-01-01",
    "tickets?topic=gewalt_notfall",
    "search?q=petersilie",
    "search?q=sauerampfer",
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("house"), "own", "foreign", "protected") as made:
        yield made


@pytest.fixture(autouse=True)
def short_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_LOOKS", 1)
    monkeypatch.setattr(live, "_EVERY", 0)


def filled(path: str, target: Object) -> str:
    ids = {"{number}": target.number, "{attachment_id}": target.attachment, "{message_id}": target.message}
    for name, value in ids.items():
        path = path.replace(name, str(value))
    for name, value in OTHERS.items():
        path = path.replace(name, value)
    return path


def absent() -> Object:
    return Object(number=NOBODY, message=ABSENT, attachment=ABSENT)


def ask(made: House, name: str, row: Row, target: Object) -> httpx.Response:
    method, path = row
    form = {**FORM, "csrf": made.csrf.get(name, "")} if method == "POST" else None
    return made.browsers[name].request(method, filled(path, target), data=form)


def tell(made: House, name: str, row: Row, target: Object, *, move: str = "") -> httpx.Response:
    method, path = row
    path = filled(path, target).replace("{move}", move).lstrip("/")
    headers = {"Idempotency-Key": f"{name}-{target.number}-{move}-{path.rpartition('/')[2]}"}
    body = OPERATIONS[row] or None if method == "POST" else None
    return made.programs[name].request(method, path, json=body, headers=headers)


def same(first: httpx.Response, second: httpx.Response, *ids: object) -> None:
    assert (first.status_code, alike(first.text, *ids)) == (second.status_code, alike(second.text, *ids))
    assert dict(first.headers) == dict(second.headers)


def holds_nothing_of(answer: httpx.Response, made: House, keys: list[str]) -> None:
    for key in keys:
        for canary in (CANARIES[key], made.tickets[key].number):
            assert canary.lower() not in answer.text.lower(), (answer.url, key)


def test_every_route_and_every_operation_has_a_row(whole: House) -> None:
    described = create_api(whole.app).openapi()["paths"]

    assert set(routes(whole.office)) == set(SCREENS)
    assert {(m.upper(), path) for path, methods in described.items() for m in methods} == set(OPERATIONS)


@pytest.mark.parametrize("row", [row for row, kind in SCREENS.items() if kind in (TICKET, PART, RULE)], ids=" ".join)
def test_a_foreign_ticket_looks_like_an_absent_one_on_screen(whole: House, row: Row) -> None:
    for name in PEOPLE:
        nothing = ask(whole, name, row, absent())
        for key in whole.shut(name):
            foreign = whole.tickets[key]
            refused = ask(whole, name, row, foreign)
            assert refused.status_code == 404, (name, key)
            same(refused, nothing, foreign.number, NOBODY, filled(row[1], foreign), filled(row[1], absent()))
            assert CANARIES[key] not in refused.text


@pytest.mark.parametrize("row", [row for row in OPERATIONS if "{number}" in row[1]], ids=" ".join)
def test_a_foreign_ticket_looks_like_an_absent_one_to_programs(whole: House, row: Row) -> None:
    for name in PEOPLE:
        for move in MOVES if "{move}" in row[1] else ("",):
            nothing = tell(whole, name, row, absent(), move=move)
            for key in whole.shut(name):
                refused = tell(whole, name, row, whole.tickets[key], move=move)
                assert refused.status_code == 404, (name, key, move)
                same(refused, nothing, whole.tickets[key].number, NOBODY)


@pytest.mark.parametrize("name", PEOPLE)
def test_whoever_may_see_a_ticket_reaches_all_of_it(whole: House, name: str) -> None:
    for row in (row for row, kind in SCREENS.items() if kind == TICKET and row[0] == "GET"):
        for key in SEES[name]:
            assert ask(whole, name, row, whole.tickets[key]).status_code == 200, (row, key)
    for key in SEES[name]:
        answer = tell(whole, name, ("GET", "/tickets/{number}"), whole.tickets[key])
        assert answer.json()["protected"] == (key == "protected")


@pytest.mark.parametrize("name", [*PEOPLE, "nobody"])
def test_no_list_count_search_export_or_stream_speaks_of_a_foreign_ticket(whole: House, name: str) -> None:
    for path in LISTS:
        holds_nothing_of(whole.browsers[name].get(path), whole, whole.shut(name))
    for path in API_LISTS:
        holds_nothing_of(whole.programs[name].get(path), whole, whole.shut(name))


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "clara"])
def test_what_somebody_sees_does_not_change_by_a_byte_when_others_get_tickets(tmp_path: Path, name: str) -> None:
    with house(tmp_path, *SEES[name]) as made:
        before = [alike(answer.text) for answer in shown(made, name)]

        for key in ("own", "foreign", "protected"):
            if key not in SEES[name]:
                add_ticket(made.office, key)

        for answer, earlier in zip(shown(made, name), before, strict=True):
            assert alike(answer.text) == earlier, answer.url


UNIQUE = ("/auswertung.xlsx", "/anruf", "/anruf?nr=02162-391111")


def shown(made: House, name: str) -> list[httpx.Response]:
    """Every list, and every page of a ticket they may see; a workbook holds its time, a form of a call its key."""
    seen = [made.browsers[name].get(path) for path in LISTS if path not in UNIQUE]
    seen += [made.programs[name].get(path) for path in API_LISTS]
    for key in SEES[name]:
        seen += [
            ask(made, name, row, made.tickets[key])
            for row, kind in SCREENS.items()
            if kind == TICKET and row[0] == "GET"
        ]
    return seen


@pytest.mark.parametrize("row", [row for row, kind in SCREENS.items() if kind != OPEN], ids=" ".join)
def test_nobody_gets_in_without_signing_in(whole: House, row: Row) -> None:
    answers = [ask(whole, "nobody", row, target) for target in (*whole.tickets.values(), absent())]

    for answer in answers:
        assert answer.status_code in (303, 401) or (row, answer.status_code) == (SIGN, 204)
        assert not [canary for canary in CANARIES.values() if canary in answer.text]


@pytest.mark.parametrize("row", OPERATIONS, ids=" ".join)
def test_no_program_gets_in_without_a_token(whole: House, row: Row) -> None:
    own, nothing = (tell(whole, "nobody", row, target, move="claim") for target in (whole.tickets["own"], absent()))

    assert own.status_code == 401
    same(own, nothing)


@pytest.mark.parametrize("row", [row for row, kind in SCREENS.items() if kind == HOUSE], ids=" ".join)
def test_the_house_is_kept_by_admins_and_read_by_leitung(whole: House, row: Row) -> None:
    for name in ("anna", "berta", "clara", *(["leitung"] if row[0] == "POST" else [])):
        assert ask(whole, name, row, absent()).status_code == 404, name
    for name in ("leitung", "chef") if row[0] == "GET" else ():
        assert ask(whole, name, row, absent()).status_code == 200, name


@pytest.mark.parametrize("row", [row for row, kind in SCREENS.items() if kind in (RULES, RULE)], ids=" ".join)
def test_the_rules_are_for_those_who_lead(whole: House, row: Row) -> None:
    for name in ("anna", "berta", "clara"):
        assert ask(whole, name, row, whole.tickets["own"]).status_code == 404, name
    for name in ("leitung", "chef") if row[0] == "GET" and SCREENS[row] == RULES else ():
        assert ask(whole, name, row, absent()).status_code == 200, name


def test_every_way_to_read_a_protected_ticket_is_recorded(whole: House) -> None:
    unrecorded = []

    for row in (row for row, kind in SCREENS.items() if kind == TICKET and row[0] == "GET"):
        before = entries(whole)
        assert ask(whole, "clara", row, whole.tickets["protected"]).status_code == 200
        unrecorded += [row] if entries(whole) != before + 1 else []
    for path in (f"/?ticket={whole.tickets['protected'].number}", "/suche?q=sauerampfer"):
        before = entries(whole)
        assert "Sauerampfer" in whole.browsers["clara"].get(path).text
        unrecorded += [("GET", path)] if entries(whole) != before + 1 else []
    for path in (f"tickets/{whole.tickets['protected'].number}", "search?q=sauerampfer"):
        before = entries(whole)
        assert "Sauerampfer" in whole.programs["clara"].get(path).text
        unrecorded += [("GET", path)] if entries(whole) != before + 1 else []

    assert unrecorded == []
    with whole.office.store.reading() as db:
        assert verify(db).broken == ()


def test_looking_at_other_tickets_is_not_recorded(whole: House) -> None:
    before = entries(whole)

    for name in SEES:
        for key in SEES[name] - {"protected"}:
            ask(whole, name, ("GET", "/vorgang/{number}"), whole.tickets[key])
        for key in whole.shut(name):
            ask(whole, name, ("GET", "/vorgang/{number}"), whole.tickets[key])

    assert entries(whole) == before


def entries(made: House) -> int:
    with made.office.store.reading() as db:
        return db.exec(select(func.count()).select_from(ReadEntry)).one()
