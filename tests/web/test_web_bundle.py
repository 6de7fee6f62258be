"""Merging, splitting, tasks and calls on screen and for programs: every form, every refusal, nobody else's tickets."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from sqlmodel import select

from models.message import Message
from models.task import Task
from models.ticket import Ticket
from tests.web.seed import Request, message, ticket, user
from tests.web.serving import csrf, served
from triage.desk.notes import add_note
from triage.desk.tasks import add_task
from triage.desk.tokens import issue
from triage.desk.visible import Viewer
from triage.office import Office

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")


@pytest.fixture
def pair(office: Office) -> tuple[str, str]:
    user(office, "klein", "B. Klein", role="leitung")
    return ticket(office, Request(subject="Kurs")), ticket(office, Request(subject="Wohnung"))


def send(client: httpx.Client, path: str, **fields: object) -> httpx.Response:
    return client.post(path, data={"csrf": csrf(client)} | fields)


def row(office: Office, number: str) -> Ticket:
    with office.store.reading() as db:
        return db.exec(select(Ticket).where(Ticket.number == number)).one()


# -- merging and splitting -------------------------------------------------------------------------------------------


def test_a_merged_ticket_leads_to_the_other(weber: httpx.Client, office: Office, pair: tuple[str, str]) -> None:
    one, other = pair
    assert f'value="{other}"' in weber.get(f"/vorgang/{one}").text, "the other of the same address is offered"

    merged = send(weber, f"/vorgang/{one}/merge", version=1, into=other)
    assert (merged.status_code, merged.headers["location"]) == (303, f"/vorgang/{other}")
    led = weber.get(f"/vorgang/{one}?zurueck=/suche")
    assert (led.status_code, led.headers["location"]) == (303, f"/vorgang/{other}?zurueck=%2Fsuche")
    page = weber.get(f"/vorgang/{other}").text
    assert f"{one} wurde hierher zusammengeführt." in page
    assert one not in weber.get("/?status=closed").text, "it was not done, it is elsewhere"
    assert f"Verlauf von {one}" in page
    assert "wurde hierher" in weber.get(f"/?ticket={one}").text, "in the pane beside the list too"

    parted = send(weber, f"/vorgang/{other}/unmerge", version=2, merged=one, liste="/?topic=sprache")
    assert parted.headers["location"] == f"/?topic=sprache&ticket={other}"
    assert weber.get(f"/vorgang/{one}").status_code == 200
    assert "wurde hierher" not in weber.get(f"/vorgang/{other}").text


def test_a_number_typed_goes_before_the_one_chosen(weber: httpx.Client, office: Office, pair: tuple[str, str]) -> None:
    one, other = pair
    third = ticket(office, Request())

    send(weber, f"/vorgang/{one}/merge", version=1, into=other, other=f" {third} ")

    assert row(office, one).merged_into == row(office, third).id


def test_refusals_are_in_words(weber: httpx.Client, office: Office, pair: tuple[str, str]) -> None:
    one, other = pair

    def said(path: str, **fields: object) -> tuple[int, str]:
        answer = send(weber, f"/vorgang/{one}/{path}", **fields)
        return answer.status_code, answer.text

    for path, fields, words in (
        ("merge", {"version": 1, "into": ""}, "Diesen Vorgang gibt es nicht."),
        ("merge", {"version": 1, "into": one}, "Das ist derselbe Vorgang."),
        ("unmerge", {"version": 1, "merged": other}, "steckt nicht mehr in dem anderen"),
        ("split", {"version": 1}, "mindestens eine Nachricht"),
        ("unsplit", {"version": 1}, "wurde nicht abgetrennt"),
        ("task", {"text": " "}, "was zu tun ist"),
        ("task", {"text": "x", "day": "morgen"}, "wählen Sie einen Tag"),
        ("note", {"note": "@klein"}, ""),
        ("person", {"other": one, "same": "yes"}, "Das ist derselbe Vorgang."),
    ):
        status, page = said(path, **fields)
        assert words in page, path
        assert status == (422 if words else 303), path
    assert said("merge", version=9, into=other)[0] == 409
    assert said("person", other=other, same="maybe")[0] == 422
    assert said("task-done", task=99)[0] == 404
    assert row(office, one).version == row(office, other).version == 1


def test_messages_are_split_off_and_put_back(weber: httpx.Client, office: Office) -> None:
    home = ticket(office, Request())
    key = message(office, home, Request(subject="Ganz anderes", topic="wohnen"))
    assert "Nachrichten abtrennen" in weber.get(f"/vorgang/{home}").text

    split = send(weber, f"/vorgang/{home}/split", version=1, message=key)

    new = split.headers["location"].removeprefix("/vorgang/")
    page = weber.get(f"/vorgang/{new}").text
    assert "Ganz anderes" in page
    assert f'Abgetrennt von <a href="/vorgang/{home}">' in page
    left = weber.get(f"/vorgang/{home}").text
    assert f'Von hier abgetrennt: <a href="/vorgang/{new}">' in left
    assert "Nachrichten abtrennen" not in left, "one message cannot be split"

    back = send(weber, f"/vorgang/{new}/unsplit", version=1)
    assert back.headers["location"] == f"/vorgang/{home}"
    with office.store.reading() as db:
        assert set(db.exec(select(Message.ticket_id))) == {row(office, home).id}


# -- people and steps ------------------------------------------------------------------------------------------------


def test_one_click_says_whether_it_is_the_same_person(
    weber: httpx.Client, office: Office, pair: tuple[str, str]
) -> None:
    one, other = pair
    assert "Ist es dieselbe Person?" in weber.get(f"/vorgang/{one}").text

    send(weber, f"/vorgang/{one}/person", other=other, same="yes")
    page = weber.get(f"/vorgang/{other}").text
    assert "bestätigt" in page
    assert "Ist es dieselbe Person?" not in page

    send(weber, f"/vorgang/{one}/person", other=other, same="no")
    assert "Andere Personen mit dieser Adresse oder Nummer (1)" in weber.get(f"/vorgang/{one}").text


def test_tasks_are_on_the_ticket_and_on_my_page_and_warn_when_it_is_done(
    weber: httpx.Client, office: Office, pair: tuple[str, str]
) -> None:
    one, _ = pair
    send(weber, f"/vorgang/{one}/task", text="Rückruf", colleague="weber", day="2026-11-19")
    send(weber, f"/vorgang/{one}/task", text="Nachfragen", colleague="klein")

    page = weber.get(f"/vorgang/{one}").text
    assert "überfällig seit" in page
    assert "2 Aufgaben sind noch offen" in page
    mine = weber.get("/aufgaben").text
    assert "Rückruf" in mine
    assert "Nachfragen" not in mine
    assert re.search(r'href="/aufgaben"[^>]*><span>Für mich</span> <span class="count"[^>]*>1<', mine)

    done = send(weber, f"/vorgang/{one}/done", version=1)
    assert done.status_code == 303, "it warns and does not forbid"
    assert "2 Aufgaben sind noch offen" in weber.get(done.headers["location"]).text

    with office.store.reading() as db:
        key = db.exec(select(Task.id).where(Task.text == "Rückruf")).one()
    assert send(weber, f"/vorgang/{one}/task-done", task=key, weiter="/aufgaben").headers["location"] == "/aufgaben"
    assert "Nichts ist offen." in weber.get("/aufgaben").text
    send(weber, f"/vorgang/{one}/task-open", task=key)
    assert "Rückruf" in weber.get("/aufgaben").text


def test_what_a_task_or_a_called_note_says_is_no_markup(weber: httpx.Client, office: Office) -> None:
    user(office, "klein", "B. Klein", role="leitung")
    one = ticket(office, Request())
    klein = Viewer(name="klein", shown="B. Klein", role="leitung")
    add_task(office, klein, one, text='"><script>alert(1)</script>', assigned_to="weber")
    add_note(office, klein, one, "@weber <img src=x>")

    for page in ("/aufgaben", f"/vorgang/{one}"):
        text = weber.get(page).text
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "&lt;img src=x&gt;" in text


# -- programs --------------------------------------------------------------------------------------------------------


@pytest.fixture
def api(office: Office, pair: tuple[str, str]) -> Iterator[httpx.Client]:
    assert pair
    token = issue(office, "weber", "test", ["read", "write"])
    with served(office) as url, httpx.Client(base_url=f"{url}/api/v1") as client:
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def post(api: httpx.Client, path: str, key: str, **body: object) -> httpx.Response:
    return api.post(path, json=body, headers={"Idempotency-Key": key})


def test_programs_merge_once_and_part_again(api: httpx.Client, office: Office, pair: tuple[str, str]) -> None:
    one, other = pair

    answers = [post(api, f"/tickets/{one}/merge", "m", version=1, into=other, into_version=1) for _ in range(2)]
    assert [a.json() for a in answers] == [{"number": other, "version": 2}] * 2
    whole = api.get(f"/tickets/{one}").json()
    assert (whole["number"], whole["merged"], len(whole["conversation"])) == (other, [one], 2)
    assert post(api, f"/tickets/{one}/notes", "n", text="hier?").json()["number"] == other
    assert post(api, f"/tickets/{one}/reopen", "r", version=2).status_code == 409

    parted = post(api, f"/tickets/{other}/unmerge", "u", version=2, merged=one)
    assert parted.json() == {"number": other, "version": 3}
    again = post(api, f"/tickets/{other}/unmerge", "v", version=3, merged=one)
    assert (again.status_code, again.json()["problems"]) == (422, ["merge_absent"])
    assert post(api, f"/tickets/{one}/merge", "w", version=3, into=other, into_version=1).status_code == 409


def test_programs_split_and_put_back(api: httpx.Client, office: Office, pair: tuple[str, str]) -> None:
    one, _ = pair
    message(office, one, Request(subject="Ganz anderes"))
    keys = [m["id"] for m in api.get(f"/tickets/{one}").json()["conversation"]]

    new = post(api, f"/tickets/{one}/split", "s", version=1, messages=keys[:1]).json()
    assert api.get(f"/tickets/{new['number']}").json()["conversation"][0]["id"] == keys[0]
    assert post(api, f"/tickets/{new['number']}/unsplit", "t", version=new["version"]).json()["number"] == one


def test_programs_say_who_is_one_person_and_work_on_tasks(
    api: httpx.Client, office: Office, pair: tuple[str, str]
) -> None:
    one, other = pair
    assert [t["number"] for t in api.get(f"/tickets/{one}/person").json()["suggested"]] == [other]
    post(api, f"/tickets/{one}/person", "p", other=other, same=True)
    assert [t["number"] for t in api.get(f"/tickets/{one}/person").json()["confirmed"]] == [other]

    post(api, f"/tickets/{one}/tasks", "a", text="Rückruf", assigned_to="weber", due="2026-11-20")
    [task] = api.get(f"/tickets/{one}/tasks").json()["tasks"]
    assert (task["ticket"], task["due_at"], task["done_by"]) == (one, "2026-11-20T22:59:59Z", None)
    klein = Viewer(name="klein", shown="B. Klein", role="leitung")
    add_note(office, klein, one, "@weber schau mal")
    mine = api.get("/mine").json()
    assert ([t["text"] for t in mine["tasks"]], [c["seen"] for c in mine["calls"]]) == (["Rückruf"], [False])

    for state, by in (("done", "weber"), ("open", None)):
        answer = api.post(f"/tickets/{one}/tasks/{task['id']}/{state}", headers={"Idempotency-Key": state})
        assert answer.json()["number"] == one
        assert api.get(f"/tickets/{one}/tasks").json()["tasks"][0]["done_by"] == by
