"""Who works here is kept on screens of its own: people, teams, one's own password, and who looked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from sqlmodel import select, update

from models.person import Staff
from models.readlog import ReadEntry
from models.ticket import Ticket
from tests.web.seed import PASSWORD, Request, ticket, user
from tests.web.serving import csrf, served, sign_in
from triage.desk import people
from triage.desk.throttle import MOST
from triage.filing.promise import Calendar, Promises
from triage.office import Office

NEW = "ein neues langes passwort"
_SECRET = re.compile(r'class="secret">([^<]+)<')


@pytest.fixture
def chef(office: Office, address: str) -> Iterator[httpx.Client]:
    user(office, "chef", "Die Chefin", "admin")
    with httpx.Client(base_url=address) as client:
        assert sign_in(client, "chef").status_code == 303
        yield client


@pytest.fixture
def leitung(office: Office, address: str) -> Iterator[httpx.Client]:
    user(office, "klein", "B. Klein", "leitung")
    with httpx.Client(base_url=address) as client:
        assert sign_in(client, "klein").status_code == 303
        yield client


def post(client: httpx.Client, path: str, **form: object) -> httpx.Response:
    return client.post(path, data={"csrf": csrf(client), **form})


def test_a_new_colleague_gets_a_password_that_is_shown_once_and_replaced_at_the_first_sign_in(
    address: str, chef: httpx.Client
) -> None:
    added = post(chef, "/verwaltung/person", name=" Sommer ", shown="M. Sommer", role="mitarbeit")
    found = _SECRET.search(added.text)
    assert found is not None
    assert found[1] not in chef.get("/verwaltung/person/sommer").text

    with httpx.Client(base_url=address) as sommer:
        assert sign_in(sommer, "sommer", found[1]).status_code == 303
        for path in ("/", "/suche", "/vorgang/KIM-2026-000001", "/live/now"):
            assert sommer.get(path).headers["location"] == "/konto", path
        assert sommer.get("/", headers={"hx-request": "true"}).headers["hx-redirect"] == "/konto"
        assert "eigenes Passwort" in sommer.get("/konto").text
        token = re.search(r'name="csrf" value="([^"]+)"', sommer.get("/konto").text)
        assert token is not None
        form = {"csrf": token[1], "old": found[1], "new": NEW, "again": NEW}
        assert sommer.post("/konto", data=form).headers["location"] == "/konto?gespeichert=1"
        assert sommer.get("/").status_code == 200
        assert "Gespeichert." in sommer.get("/konto?gespeichert=1").text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"name": "x", "role": "mitarbeit"}, "Der Anmeldename hat"),
        ({"name": "weber", "role": "mitarbeit"}, "ist vergeben"),
        ({"name": "sommer", "role": "koenig"}, "Diese Rolle gibt es nicht"),
    ],
)
def test_a_wrong_account_is_refused_with_what_was_typed(chef: httpx.Client, form: dict[str, str], words: str) -> None:
    answer = post(chef, "/verwaltung/person", shown="M. <Sommer>", **form)

    assert answer.status_code == 422
    assert words in answer.text
    assert "M. &lt;Sommer&gt;" in answer.text


def test_role_circle_and_mailboxes_are_changed_and_written_down(office: Office, chef: httpx.Client) -> None:
    ticket(office, Request(mailbox="zweites"))
    assert "Niemand ist für geschützte Vorgänge benannt." in chef.get("/verwaltung").text
    form = {"role": "leitung", "circle": "true", "mailboxes": ["kim", "zweites", "erfunden"]}

    assert post(chef, "/verwaltung/person/weber", **form).status_code == 303

    with office.store.reading() as db:
        row = db.exec(select(Staff).where(Staff.name == "weber")).one()
    assert (row.role, row.circle, row.mailboxes) == ("leitung", True, ["zweites"])
    listed = chef.get("/verwaltung").text
    assert "Niemand ist" not in listed
    assert "Rolle: Mitarbeit → Leitung" in chef.get("/verwaltung/person/weber").text
    assert "Postfächer: zweites" in listed


def test_locking_ends_what_is_open_and_the_own_account_is_kept(
    office: Office, chef: httpx.Client, weber: httpx.Client
) -> None:
    assert weber.get("/").status_code == 200

    assert post(chef, "/verwaltung/person/weber/lock").status_code == 303
    assert weber.get("/").headers["location"] == "/anmelden"
    assert "gesperrt" in chef.get("/verwaltung/person/weber").text
    assert post(chef, "/verwaltung/person/weber/unlock").status_code == 303

    refused = post(chef, "/verwaltung/person/chef/lock")
    assert (refused.status_code, "eigene Konto" in refused.text) == (422, True)
    last = post(chef, "/verwaltung/person/chef", role="mitarbeit")
    assert (last.status_code, "Administration behalten" in last.text) == (422, True)


def test_a_reset_password_is_shown_once_and_ends_the_sessions(chef: httpx.Client, weber: httpx.Client) -> None:
    answer = post(chef, "/verwaltung/person/weber/password")

    assert _SECRET.search(answer.text)
    assert weber.get("/").headers["location"] == "/anmelden"


def test_leitung_reads_and_changes_nothing(leitung: httpx.Client) -> None:
    page = leitung.get("/verwaltung/person/weber").text

    assert "/verwaltung" in leitung.get("/").text
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    assert "Jemanden aufnehmen" not in leitung.get("/verwaltung").text
    assert "Neues Team" not in leitung.get("/verwaltung/team").text


def test_nobody_else_is_led_there(weber: httpx.Client) -> None:
    assert "/verwaltung" not in weber.get("/").text


def test_teams_are_made_changed_and_dissolved(chef: httpx.Client) -> None:
    form = {"name": "Ost & <West>", "towns": ["viersen"], "languages": ["uk", "xx"], "members": ["weber"]}
    assert post(chef, "/verwaltung/team", **form).status_code == 303
    shown = chef.get("/verwaltung/team").text
    assert "Ost &amp; &lt;West&gt;" in shown
    assert "Ukrainisch" in shown
    assert "Ost &amp; &lt;West&gt;" in chef.get("/verwaltung").text

    refused = post(chef, "/verwaltung/team", name="", towns=["viersen"])
    assert (refused.status_code, "Namen" in refused.text) == (422, True)
    assert post(chef, "/verwaltung/team/1", name="Nord", members=[]).status_code == 303
    assert "Nord" in chef.get("/verwaltung/team").text
    assert post(chef, "/verwaltung/team/1/remove").status_code == 303
    assert "Noch kein Team." in chef.get("/verwaltung/team").text


def test_ones_own_password_is_changed_with_the_old_one(address: str, weber: httpx.Client) -> None:
    with httpx.Client(base_url=address) as elsewhere:
        sign_in(elsewhere)
        for form, words in (
            ({"old": "falsch", "new": NEW, "again": NEW}, "bisherige Passwort stimmt nicht"),
            ({"old": PASSWORD, "new": NEW, "again": "anders"}, "sind verschieden"),
            ({"old": PASSWORD, "new": "kurz", "again": "kurz"}, "12 bis 256"),
        ):
            refused = post(weber, "/konto", **form)
            assert (refused.status_code, words in refused.text) == (422, True)

        assert post(weber, "/konto", old=PASSWORD, new=NEW, again=NEW).status_code == 303

        assert weber.get("/").status_code == 200
        assert elsewhere.get("/").headers["location"] == "/anmelden"
        assert sign_in(elsewhere).status_code == 401
        assert sign_in(elsewhere, password=NEW).status_code == 303


def test_guessing_the_old_password_is_slowed_down_like_signing_in(weber: httpx.Client) -> None:
    codes = [post(weber, "/konto", old=f"falsch{n}", new=NEW, again=NEW).status_code for n in range(MOST + 1)]

    assert codes == [422] * MOST + [429]


def test_who_looked_is_shown_filtered_exported_and_itself_recorded(
    office: Office, weber: httpx.Client, leitung: httpx.Client
) -> None:
    number = ticket(office, Request(protected=True))
    weber.get(f"/vorgang/{number}")

    page = leitung.get("/verwaltung/einsicht").text
    assert (page.count(f"<td>{number}</td>"), page.count("dieses Protokoll angesehen")) == (1, 1)
    assert number not in leitung.get("/verwaltung/einsicht?wer=klein").text.partition("<tbody>")[2]
    assert "A. Weber" in leitung.get(f"/verwaltung/einsicht?vorgang={number.lower()}").text.partition("<tbody>")[2]
    assert "Niemand hat etwas angesehen." in leitung.get("/verwaltung/einsicht?vorgang=KIM-2026-999999").text
    text = leitung.get(f"/verwaltung/einsicht.csv?vorgang={number}").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))

    assert [row[2:5] for row in rows] == [["staff", "ticket", "action"], ["weber", number, "read"]]
    with office.store.reading() as db:
        assert [e.action for e in db.exec(select(ReadEntry).order_by(ReadEntry.id))] == ["read", *["log"] * 5]  # type: ignore[arg-type]  # a column


def test_a_long_log_has_further_pages(office: Office, leitung: httpx.Client) -> None:
    from triage.desk.readlog import PAGE, note

    note(office, "weber", [None] * (PAGE + 5), "log")

    first = leitung.get("/verwaltung/einsicht?wer=weber")
    onward = re.search(r'href="(/verwaltung/einsicht\?[^"]*vor=[^"]+)"', first.text)

    assert onward is not None
    assert leitung.get(onward[1].replace("&amp;", "&")).text.count("<td>–</td>") == 5


def test_a_record_somebody_changed_says_so(office: Office, leitung: httpx.Client) -> None:
    leitung.get("/verwaltung/einsicht")
    with office.store.transaction() as db:
        db.exec(update(ReadEntry).values(staff="weber"))

    assert "zuerst bei Eintrag 1" in leitung.get("/verwaltung/einsicht").text


def test_a_ticket_is_protected_and_opened_again_by_the_circle(
    office: Office, chef: httpx.Client, weber: httpx.Client
) -> None:
    number = ticket(office)
    people.set_reach(office, "chef", "chef", circle=True, mailboxes=[])
    assert "Schützen" not in weber.get(f"/vorgang/{number}").text

    assert post(chef, f"/vorgang/{number}/protect", version=1, weiter=f"/vorgang/{number}").status_code == 303

    assert weber.get(f"/vorgang/{number}").status_code == 404
    assert "geschützt – nur für" in chef.get(f"/vorgang/{number}").text
    assert post(chef, f"/vorgang/{number}/unprotect", version=2).headers["location"] == "/"
    assert weber.get(f"/vorgang/{number}").status_code == 200


def test_while_nobody_is_named_the_ticket_says_that_everybody_sees_it(office: Office, weber: httpx.Client) -> None:
    number = ticket(office, Request(protected=True))

    assert "niemand ist benannt" in weber.get(f"/vorgang/{number}").text


def test_whoever_hands_a_ticket_to_the_circle_is_told_where_it_went(
    office: Office, chef: httpx.Client, weber: httpx.Client
) -> None:
    people.set_reach(office, "chef", "chef", circle=True, mailboxes=[])
    number = ticket(office)
    form = {"version": 1, "field": "topic", "value": "gewalt_notfall", "weiter": f"/vorgang/{number}"}

    answer = post(weber, f"/vorgang/{number}/correct", **form)

    assert answer.headers["location"] == "/geschuetzt"
    assert "nur der benannte Kreis" in weber.get("/geschuetzt").text
    assert chef.get("/").status_code == 200


# -- promises --------------------------------------------------------------------------------------------------------


def test_a_ticket_and_its_row_say_by_when_an_answer_is_promised(office: Office, weber: httpx.Client) -> None:
    number = ticket(office, Request(respond_in=timedelta(minutes=18)))
    late = ticket(office, Request(respond_in=-timedelta(hours=2)))

    assert "noch 18 Min." in weber.get("/").text
    assert "Antwort zugesagt bis 20.11.2026 12:18" in weber.get(f"/vorgang/{number}").text
    assert "seit 2 Std. überfällig" in weber.get(f"/vorgang/{late}").text
    post(weber, f"/vorgang/{late}/done", version=1)
    page = weber.get(f"/vorgang/{late}").text
    assert "überfällig" not in page
    assert "Beantwortet" in page


def test_the_overview_says_how_promises_were_kept_and_what_urgent_waits(office: Office) -> None:
    all_day = ((0, 24 * 60),)
    promises = Promises(calendar=Calendar(week=(all_day,) * 7))
    user(office, "klein", "B. Klein", "leitung")
    late = ticket(office, Request(topic="wohnen", urgency="high", respond_in=-timedelta(hours=1)))
    ticket(office, Request(topic="arbeit", respond_in=timedelta(hours=1)))  # not judged yet
    for at in range(11):
        ticket(office, Request(topic="sprache", age=timedelta(hours=20), respond_in=timedelta(hours=-at)))
    with office.store.transaction() as db:
        for at, row in enumerate(db.exec(select(Ticket).where(Ticket.topic == "sprache"))):
            row.responded_at = row.opened_at + timedelta(hours=10 + at, minutes=5)
            db.add(row)

    with served(replace(office, promises=promises)) as url, httpx.Client(base_url=url) as client:
        sign_in(client, "klein")
        page = client.get("/auswertung").text
    rows = {re.sub("<[^>]+>", "|", row) for row in re.findall(r"<tr>.*?</tr>", page.partition('id="o-kept"')[2])}

    assert late in page.partition('id="o-late"')[2].partition("</section>")[0]
    assert page.partition('id="o-late"')[2].partition("</section>")[0].count("row row--high") == 1
    assert any(re.search(r"\|Sprache\|+5\|+11\|+15 Std\. 5 Min\.\|+19 Std\. 53 Min\.", row) for row in rows), rows
    assert any(re.search(r"\|Wohnen\|+0\|+1\|+–\|+–", row) for row in rows), rows
    assert any(re.search(r"\|alle\|+5\|+12\|", row) for row in rows), rows
