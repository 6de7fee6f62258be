"""Many at once, steps back, views, and who is there: seen from outside."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest
from sqlmodel import select

from models.label import LabelRow
from models.ticket import Event
from models.view import SavedView
from tests.web.rows import row
from tests.web.seed import Request, ticket
from tests.web.serving import csrf
from triage.desk import bulk, claim, notes, status, undo
from triage.desk.visible import Viewer
from triage.office import Office
from triage.testing import SettableClock

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")


def together(client: httpx.Client, numbers: list[str], deed: str, **more: str) -> httpx.Response:
    picks = [f"{number}:1" for number in numbers]
    return client.post("/stapel", data={"csrf": csrf(client), "tat": deed, "pick": picks, **more})


# -- many at once ----------------------------------------------------------------------------------------------------


def test_one_line_tells_what_was_done_and_who_was_faster(
    office: Office, weber: httpx.Client, klein: httpx.Client
) -> None:
    numbers = [ticket(office) for _ in range(4)]
    claim.claim(office, KLEIN, numbers[0], version=1)

    answer = together(weber, numbers, "done")
    page = weber.get(answer.headers["location"]).text

    assert "3 Vorgänge geändert, 1 inzwischen von B. Klein geändert." in page
    assert [row(office, n).status for n in numbers] == ["open", "closed", "closed", "closed"]


@pytest.mark.parametrize(
    ("deed", "more", "column", "value"),
    [
        ("claim", {}, "assigned_to", "weber"),
        ("wait", {"until": "2026-11-23T09:00"}, "status", "waiting"),
        ("topic", {"topic": "wohnen"}, "topic", "wohnen"),
        ("municipality", {"municipality": ""}, "municipality", None),
        ("urgency", {"urgency": "high"}, "urgency", "high"),
    ],
)
def test_each_deed_does_its_own_and_the_whole_can_be_taken_back(
    office: Office, weber: httpx.Client, deed: str, more: dict[str, str], column: str, value: str | None
) -> None:
    numbers = [ticket(office, Request(certain=False)) for _ in range(3)]
    before = [row(office, n) for n in numbers]

    location = together(weber, numbers, deed, **more).headers["location"]
    assert [getattr(row(office, n), column) for n in numbers] == [value] * 3
    batch = httpx.URL(location).params["stapel"]
    weber.post("/stapel/undo", data={"csrf": csrf(weber), "stapel": batch})

    columns = ("assigned_to", "status", "due_at", "topic", "topics", "certain", "municipality", "urgency", "priority")
    for old, new in zip(before, [row(office, n) for n in numbers], strict=True):
        assert {c: getattr(new, c) for c in columns} == {c: getattr(old, c) for c in columns}
    with office.store.reading() as db:
        assert not db.exec(select(LabelRow).where(LabelRow.author == "weber")).all(), "a slip teaches nothing"
        told = [e.action for e in db.exec(select(Event).where(Event.ticket_id == before[0].id)).all()]
    assert told[-1] == "undone"


def test_the_step_back_leaves_alone_what_was_touched_since(office: Office, weber: httpx.Client) -> None:
    numbers = [ticket(office) for _ in range(3)]
    outcome = bulk.apply(office, WEBER, [bulk.Pick(number=n, version=1) for n in numbers], "done")
    status.reopen(office, KLEIN, numbers[1], version=2)
    notes.add_note(office, KLEIN, numbers[2], "nur eine Notiz")

    done, left = undo.undo_batch(office, WEBER, outcome.batch)

    assert (done, left) == (2, 1)
    assert [row(office, n).status for n in numbers] == ["open"] * 3
    assert row(office, numbers[1]).version == 3, "what a colleague did stands"


def test_nobody_takes_back_what_another_did(office: Office) -> None:
    number = ticket(office)
    outcome = bulk.apply(office, WEBER, [bulk.Pick(number=number, version=1)], "done")

    assert undo.undo_batch(office, KLEIN, outcome.batch) == (0, 0)
    assert undo.undo_batch(office, WEBER, "0-zzzz") == (0, 0)
    assert undo.undo_batch(office, WEBER, "kein Name") == (0, 0)
    assert row(office, number).status == "closed"


@pytest.mark.parametrize(
    ("deed", "picks", "words"),
    [
        ("done", 0, "Bitte wählen Sie zuerst einen Vorgang aus."),
        ("done", 101, "Bitte wählen Sie höchstens 100 Vorgänge aus."),
        ("wait", 1, "Bitte wählen Sie einen Zeitpunkt in der Zukunft."),
        ("topic", 1, "Dieses Thema gibt es nicht."),
        ("verschwinden", 1, "Bitte wählen Sie zuerst einen Vorgang aus."),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is(
    office: Office, weber: httpx.Client, deed: str, picks: int, words: str
) -> None:
    number = ticket(office)
    numbers = [number] + [f"KIM-2026-{i}" for i in range(picks - 1)] if picks else []

    answer = together(weber, numbers, deed, topic="raumfahrt")

    assert answer.status_code == 422
    assert words in answer.text
    assert row(office, number).version == 1


def test_ticking_everything_says_first_how_many_there_are(office: Office, weber: httpx.Client) -> None:
    for _ in range(103):
        ticket(office)

    plain, all_ticked = weber.get("/").text, weber.get("/?alle=1").text

    assert "Die ersten 100 auswählen" in plain
    assert len(re.findall(r'name="pick"[^>]*checked', all_ticked)) == 100
    assert "103 Vorgänge passen." in all_ticked
    assert "Auf einmal gehen höchstens 100." in all_ticked


@pytest.mark.parametrize(
    "text", ["", "KIM", "KIM:", "KIM:x", "KIM:-1", ":1", f"{'K' * 25}:1", "KIM:1:2", "K:9999999999"]
)
def test_what_is_no_pick_is_none(text: str) -> None:
    assert bulk.Pick.parse(text) is None


# -- one step back ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "form", "said"),
    [
        ("claim", {}, "Übernommen:"),
        ("done", {}, "Erledigt:"),
        ("wait", {"until": "2026-11-23T09:00"}, "Auf Wiedervorlage:"),
        ("correct", {"field": "topic", "value": "wohnen"}, "Korrigiert:"),
    ],
)
def test_every_step_offers_the_way_back(
    office: Office, weber: httpx.Client, path: str, form: dict[str, str], said: str
) -> None:
    number = ticket(office)
    before = row(office, number)

    answer = weber.post(f"/vorgang/{number}/{path}", data={"csrf": csrf(weber), "version": "1", **form})
    page = weber.get(answer.headers["location"]).text
    assert f"{said} {number}." in page
    event = re.search(r'name="event" value="(\d+)"', page)
    assert event is not None
    back = {"csrf": csrf(weber), "version": "2", "event": event[1]}
    assert weber.post(f"/vorgang/{number}/undo", data=back).status_code == 303

    after = row(office, number)
    for column in ("assigned_to", "status", "due_at", "closed_at", "topic", "certain"):
        assert getattr(after, column) == getattr(before, column), column
    assert weber.post(f"/vorgang/{number}/undo", data=back).status_code == 422, "there is no step back from it"


def test_no_way_back_is_offered_once_a_colleague_changed_it_or_time_passed(office: Office, weber: httpx.Client) -> None:
    mine, theirs = ticket(office), ticket(office)
    for number in (mine, theirs):
        status.close(office, WEBER, number, version=1)
    status.reopen(office, KLEIN, theirs, version=2)

    assert 'action="/vorgang/' not in _toast(weber.get(f"/?getan={theirs}").text)
    assert f"/vorgang/{mine}/undo" in _toast(weber.get(f"/?getan={mine}").text)
    assert isinstance(office.clock, SettableClock)
    office.clock.advance(timedelta(minutes=16))
    assert _toast(weber.get(f"/?getan={mine}").text) == ""


def _toast(page: str) -> str:
    found = re.search(r'<div class="toast".*?</div>', page, re.DOTALL)
    return found[0] if found else ""


# -- views -----------------------------------------------------------------------------------------------------------


def test_a_view_is_saved_listed_renamed_and_removed(office: Office, weber: httpx.Client) -> None:
    flat = ticket(office, Request(topic="wohnen"))
    ticket(office)
    form = {"csrf": csrf(weber), "name": "Wohnen & Arbeit", "query": "topic=wohnen&topic=arbeit&sort=due&boese=1"}

    answer = weber.post("/ansichten", data=form)
    assert answer.headers["location"] == "/?topic=arbeit&topic=wohnen&sort=due"
    page = weber.get(answer.headers["location"]).text
    assert (flat in page, "Deutschkurs in Nettetal" in page) == (True, True)
    assert "<bdi>Wohnen &amp; Arbeit</bdi>" in page
    with office.store.reading() as db:
        key = db.exec(select(SavedView.id)).one()
    weber.post("/ansichten/aendern", data={"csrf": csrf(weber), "id": str(key), "name": "Anders"})
    assert "<bdi>Anders</bdi>" in weber.get("/").text
    weber.post("/ansichten/entfernen", data={"csrf": csrf(weber), "id": str(key)})

    assert "Anders" not in weber.get("/").text


def test_who_leads_shares_and_nobody_touches_anothers(office: Office, weber: httpx.Client, klein: httpx.Client) -> None:
    klein.post("/ansichten", data={"csrf": csrf(klein), "name": "Frei", "query": "zu=nobody", "shared": "true"})
    klein.post("/ansichten", data={"csrf": csrf(klein), "name": "Meins", "query": "zu=me"})
    refused = weber.post("/ansichten", data={"csrf": csrf(weber), "name": "X", "query": "zu=me", "shared": "true"})
    with office.store.reading() as db:
        key = db.exec(select(SavedView.id).where(SavedView.name == "Frei")).one()

    assert refused.status_code == 422
    page = weber.get("/").text
    assert ("<bdi>Frei</bdi>" in page, "<bdi>Meins</bdi>" in page) == (True, False)
    for path in ("aendern", "entfernen"):
        form = {"csrf": csrf(weber), "id": str(key), "name": "Geklaut"}
        assert weber.post(f"/ansichten/{path}", data=form).status_code == 404
    assert "<bdi>Frei</bdi>" in weber.get("/ansichten").text


def test_a_view_needs_a_name_of_its_own_and_room(office: Office, weber: httpx.Client) -> None:
    def save(name: str, query: str = "mine=1") -> httpx.Response:
        return weber.post("/ansichten", data={"csrf": csrf(weber), "name": name, "query": query})

    assert "Bitte geben Sie einen Namen" in save(" \u200b ").text
    assert save("x" * 81).status_code == 422
    for number in range(30):
        assert save(f"V{number}").status_code == 303
    assert "Sie haben 30 Ansichten." in save("eine mehr").text
    assert save("V3", "zu=nobody").status_code == 303, "the same name is the same view"
    with office.store.reading() as db:
        keys = {v.name: v for v in db.exec(select(SavedView)).all()}
    taken = weber.post("/ansichten/aendern", data={"csrf": csrf(weber), "id": str(keys["V1"].id), "name": "V2"})

    assert (len(keys), keys["V3"].query) == (30, "zu=nobody")
    assert "Sie haben schon eine Ansicht mit diesem Namen." in taken.text
