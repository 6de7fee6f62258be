"""The ticket says who is competent, and a case goes there only as staff and the person want it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from sqlmodel import select

from models.outgoing import Outgoing
from models.partner import CallAttempt, HandOver
from models.ticket import Ticket
from tests.web.seed import NOON, Hit, Request, ticket
from tests.web.serving import csrf, served
from triage.desk.tokens import issue
from triage.office import Office

AGREED = {"ground": "oral", "consent_at": "2026-11-20T11:30", "consent_language": "de"}


def row(office: Office, number: str) -> Ticket:
    with office.store.reading() as db:
        return db.exec(select(Ticket).where(Ticket.number == number)).one()


def given(office: Office) -> list[HandOver]:
    with office.store.reading() as db:
        return list(db.exec(select(HandOver)).all())


def send(weber: httpx.Client, office: Office, number: str, path: str, **fields: object) -> httpx.Response:
    form = {"csrf": csrf(weber), "version": str(row(office, number).version), **fields}
    return weber.post(f"/vorgang/{number}/{path}", data=form)


def section(page: str, name: str) -> str:
    found = re.search(rf'<section class="{name}".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def test_the_next_step_names_the_office_its_contact_and_why(weber: httpx.Client, office: Office) -> None:
    number = ticket(office, Request(topic="gewalt_notfall", municipality="kempen"))

    step = section(weber.get(f"/vorgang/{number}").text, "step")

    assert "Ort Kempen:" in step
    assert '<a href="tel:110">110</a>' in step
    assert '<a href="tel:116016">116 016</a>' in step
    assert '<a href="tel:+498001110111">0800 1110111</a>' in step
    assert f'href="/vorgang/{number}/uebergabe" data-key="v"' in step


def test_what_the_office_has_to_add_is_said(weber: httpx.Client, office: Office) -> None:
    number = ticket(office, Request(topic="aufenthalt", municipality="viersen"))

    step = section(weber.get(f"/vorgang/{number}").text, "step")

    assert "Stadt Viersen, Ausländerbehörde" in step
    assert "vom Amt zu ergänzen" in step
    assert "1 weitere Stelle, die helfen kann" in step
    pane = section(weber.get("/", params={"ticket": number}).text, "step")
    assert "<strong>Stadt Viersen, Ausländerbehörde</strong></summary>" in pane
    assert "<details open>" not in pane, "beside the list the mail itself comes first"


def test_without_a_town_the_page_asks_for_it_first(weber: httpx.Client, office: Office) -> None:
    number = ticket(office, Request(topic="aufenthalt", municipality=None))

    step = section(weber.get(f"/vorgang/{number}").text, "step")

    assert "Bitte klären Sie zuerst den Ort." in step
    assert re.search(r"Viersen: <strong>Stadt Viersen, Ausländerbehörde", step)
    assert re.search(r"Willich: <strong>Kreis Viersen, Ausländerbehörde", step)


def test_a_second_topic_has_its_own_office_and_machine_mail_none(weber: httpx.Client, office: Office) -> None:
    number = ticket(office, Request(topic="sprache", municipality="kempen"))
    machine = ticket(office, Request(hidden=True))
    with office.store.transaction() as db:
        both = db.exec(select(Ticket).where(Ticket.number == number)).one()
        both.topics = ["sprache", "wohnen"]

    step = section(weber.get(f"/vorgang/{number}").text, "step")
    other = weber.get(f"/vorgang/{machine}").text

    assert "Stadt Kempen, Sozial- und Wohnungsamt" in step
    assert section(other, "step") == section(other, "calls") == section(other, "handed") == ""


def test_a_foreign_mail_is_summed_up_in_german_words_that_claim_nothing(weber: httpx.Client, office: Office) -> None:
    hits = {"topic": [Hit(word="إقامتي", rule="aufenthalt.titel")], "municipality": [Hit(word="Waldniel")]}
    text = "إقامتي انتهت، أسكن في Waldniel"
    number = ticket(office, Request(text=text, language="ar", topic="aufenthalt", municipality="schwalmtal", hits=hits))

    gist = re.sub(r"<[^>]+>|\s+", " ", section(weber.get(f"/vorgang/{number}").text, "gist"))
    gist = " ".join(gist.split())

    assert "Aus erkannten Wörtern – keine Übersetzung" in gist
    assert "Auf Arabisch. Es geht wohl um: Aufenthaltstitel . Ort: Schwalmtal ( Waldniel )." in gist
    assert "Gefunden an: إقامتي (Aufenthaltstitel)" in gist


def test_a_call_back_is_one_press_away(weber: httpx.Client, office: Office) -> None:
    number = ticket(office, Request(phone="02152 123456", channel="phone", callback_in=timedelta(minutes=35)))
    page = section(weber.get(f"/vorgang/{number}").text, "calls")
    assert 'href="tel:+492152123456"' in page
    assert 'value="2026-11-20T14:00"' in page, "Friday noon: two hours later somebody still works"

    missed = send(
        weber, office, number, "rueckruf", result="not_reached", call_note="besetzt", until="2026-11-23T10:00"
    )
    moved = row(office, number).callback_until
    for _ in range(2):
        send(weber, office, number, "rueckruf", result="message_left")
    hint = weber.get(f"/vorgang/{number}").text
    reached = send(weber, office, number, "rueckruf", result="reached", weiter=f"/vorgang/{number}")

    assert (missed.status_code, reached.headers["location"]) == (303, f"/vorgang/{number}")
    assert moved == NOON + timedelta(days=2, hours=22)
    assert "3-mal niemand erreicht" in hint
    assert row(office, number).callback_until is None
    assert "3-mal niemand erreicht" not in weber.get(f"/vorgang/{number}").text


def test_a_number_that_cannot_be_dialled_is_shown_as_text(weber: httpx.Client, office: Office) -> None:
    number = ticket(office, Request(phone="<b>beim Nachbarn</b>", channel="phone"))

    calls = section(weber.get(f"/vorgang/{number}").text, "calls")

    assert "tel:" not in calls
    assert "&lt;b&gt;beim Nachbarn" in calls


def test_a_call_back_in_the_past_is_refused_and_the_note_kept(weber: httpx.Client, office: Office) -> None:
    number = ticket(office, Request(phone="02152 123456"))

    answer = send(
        weber, office, number, "rueckruf", result="not_reached", call_note="besetzt", until="2026-11-01T10:00"
    )

    assert answer.status_code == 422
    assert "Der Rückruf muss in der Zukunft liegen" in answer.text
    assert "besetzt" in answer.text
    with office.store.reading() as db:
        assert db.exec(select(CallAttempt)).all() == []


def test_the_form_begins_with_the_competent_office_and_the_least_it_needs(weber: httpx.Client, office: Office) -> None:
    number = ticket(office, Request(topic="sprache", language="uk", phone="02153 4711", notes=["geheim"]))

    page = weber.get(f"/vorgang/{number}/uebergabe").text

    assert 'name="receiver" value="Kreisvolkshochschule Viersen"' in page
    ticked = re.findall(r'name="(?:parts|messages)" value="(\w+)" checked', page)
    assert ticked == ["number", "topic"]
    assert not re.search(r'name="(?:way|ground)"[^>]* checked', page), "nobody agrees by default"
    assert '<p class="wording" lang="uk"' in page
    assert '<p class="wording" lang="de"' in page
    assert "geheim" not in page


def test_nobody_is_proposed_to_hand_a_case_to_themselves(weber: httpx.Client, office: Office) -> None:
    number = ticket(office, Request(topic="sonstiges", municipality=None))

    assert "Integrationsmanagement" in section(weber.get(f"/vorgang/{number}").text, "step")
    assert 'name="receiver" value=""' in weber.get(f"/vorgang/{number}/uebergabe").text


def test_without_consent_the_form_refuses_in_words_and_keeps_what_was_typed(
    weber: httpx.Client, office: Office
) -> None:
    number = ticket(office)
    form = {"receiver": "Amt Beispiel", "way": "print", "parts": ["topic", "phone"], "summary": "sucht <Kurs>"}

    answer = send(weber, office, number, "uebergabe", **form)

    assert answer.status_code == 422
    assert "Noch wurde nichts weitergegeben." in answer.text
    assert "Die Person muss zuerst zustimmen." in answer.text
    assert 'value="Amt Beispiel"' in answer.text
    assert "sucht &lt;Kurs&gt;</textarea>" in answer.text
    assert given(office) == []


def test_on_paper_the_sheet_holds_what_was_chosen_and_no_navigation(weber: httpx.Client, office: Office) -> None:
    number = ticket(office, Request(phone="02153 4711", notes=["geheim"]))
    form = {"receiver": "Amt Beispiel", "way": "print", "parts": ["topic"], "summary": "sucht einen Kurs", **AGREED}

    answer = send(weber, office, number, "uebergabe", **form)
    sheet = weber.get(answer.headers["location"]).text

    assert answer.headers["location"] == f"/vorgang/{number}/uebergabe/{given(office)[0].id}"
    assert "Thema: Sprache" in sheet
    assert "sucht einen Kurs" in sheet
    assert "Die Person hat am 20.11.2026 mündlich zugestimmt" in sheet
    for kept_back in ("geheim", "4711", "Kovalenko", "olena@", 'class="side"', "<script"):
        assert kept_back not in sheet


def test_by_mail_it_waits_in_the_outbox_and_shows_on_the_ticket_until_revoked(
    weber: httpx.Client, office: Office
) -> None:
    number = ticket(office)
    form = {"receiver": "Amt Beispiel", "way": "mail", "address": "amt@example.org", "parts": ["topic"], **AGREED}

    send(weber, office, number, "uebergabe", then="close", **form)
    shown = section(weber.get(f"/vorgang/{number}").text, "handed")
    send(weber, office, number, f"uebergabe/{given(office)[0].id}/widerruf")
    after = section(weber.get(f"/vorgang/{number}").text, "handed")

    assert "Mail wartet" in shown
    assert "Einwilligung: mündlich" in re.sub(r"\s+", " ", shown)
    assert row(office, number).status == "closed"
    assert "Mail angehalten" in after
    assert "Einwilligung zurückgenommen am 20.11.2026" in after
    assert weber.get(f"/vorgang/{number}/uebergabe/{given(office)[0].id}").status_code == 404
    assert weber.get(f"/vorgang/{number}/uebergabe/{2**31}").status_code == 422


def test_the_address_the_list_knows_is_used_when_none_was_typed(weber: httpx.Client, office: Office) -> None:
    number = ticket(office)
    ours = "Kommunales Integrationsmanagement (KIM) Kreis Viersen"

    answer = send(weber, office, number, "uebergabe", receiver=ours, way="mail", parts=["topic"], **AGREED)

    assert "Das ist unsere eigene Adresse." in answer.text, "known from the list, and refused for being ours"
    assert f'name="receiver" value="{ours}"' in weber.get(f"/vorgang/{number}/uebergabe", params={"an": ours}).text


def test_in_danger_a_reason_takes_the_place_of_consent(weber: httpx.Client, office: Office) -> None:
    number = ticket(office)
    form = {"receiver": "Polizei", "way": "phone", "parts": ["topic"], "ground": "danger"}

    refused = send(weber, office, number, "uebergabe", **form)
    send(weber, office, number, "uebergabe", reason="Er hat ein Messer <und droht>.", **form)
    shown = section(weber.get(f"/vorgang/{number}").text, "handed")

    assert "warum es nicht warten kann" in refused.text
    assert "Er hat ein Messer &lt;und droht&gt;." in shown
    assert "widerruf" not in shown, "nobody agreed, so nobody takes it back"


def test_the_words_of_consent_can_be_printed_in_the_persons_language(weber: httpx.Client, office: Office) -> None:
    number = ticket(office, Request(language="so"))

    own = weber.get(f"/vorgang/{number}/einwilligung", params={"sprache": "ar", "an": "<b>Amt</b>"}).text
    unknown = weber.get(f"/vorgang/{number}/einwilligung").text

    assert re.findall(r'<p class="wording" lang="(\w+)"', own) == ["ar", "de"]
    assert own.count("&lt;b&gt;Amt&lt;/b&gt;") >= 2
    assert re.findall(r'<p class="wording" lang="(\w+)"', unknown) == ["de"]
    assert "Fassung 2026-11" in unknown


def test_the_mark_of_the_state_database_stands_in_the_head_and_can_be_undone(
    weber: httpx.Client, office: Office
) -> None:
    number = ticket(office)

    send(weber, office, number, "aufgenommen")
    marked = weber.get(f"/vorgang/{number}").text
    send(weber, office, number, "aufgenommen", gone="1")

    assert "in Datenbank KIM aufgenommen am 20.11.2026" in marked
    assert "Vermerk entfernen" in marked
    assert "Vermerk entfernen" not in weber.get(f"/vorgang/{number}").text
    assert row(office, number).recorded_at is None


@pytest.mark.parametrize("path", ["rueckruf", "uebergabe", "aufgenommen", "uebergabe/1/widerruf"])
def test_nothing_is_done_for_a_form_that_is_not_ours_or_a_ticket_that_is_not_there(
    weber: httpx.Client, office: Office, path: str
) -> None:
    number = ticket(office)
    form = {"version": "1", "result": "reached"}

    assert weber.post(f"/vorgang/{number}/{path}", data=form).status_code == 403
    token = csrf(weber)
    assert weber.post(f"/vorgang/KIM-2026-999999/{path}", data={"csrf": token, **form}).status_code == 404
    assert weber.get("/vorgang/KIM-2026-999999/uebergabe").status_code == 404
    assert row(office, number).version == 1


# -- for programs ----------------------------------------------------------------------------------------------------


@pytest.fixture
def api(office: Office) -> Iterator[httpx.Client]:
    token = issue(office, "weber", "test", ["read", "write"])
    with served(office) as url, httpx.Client(base_url=f"{url}/api/v1") as client:
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def post(api: httpx.Client, path: str, key: str, **body: object) -> httpx.Response:
    return api.post(path, json=body, headers={"Idempotency-Key": key})


def test_a_program_reads_the_next_step_rings_back_hands_over_and_revokes(api: httpx.Client, office: Office) -> None:
    hits = {"topic": [Hit(word="Deutschkurs", rule="sprache.kurs")]}
    number = ticket(office, Request(phone="02153 4711", language="uk", hits=hits))
    outside = api.get(f"/tickets/{number}/partner").json()
    body = {
        "version": 2, "receiver": "Amt", "way": "mail", "address": "amt@example.org", "parts": ["topic"],
        "messages": [outside["messages"][0]["id"]],
        "consent": {"ground": "oral", "at": NOON.isoformat(), "language": "uk"},
    }  # fmt: skip

    rung = post(api, f"/tickets/{number}/calls", "a", version=1, result="not_reached", note="besetzt")
    once, twice = (post(api, f"/tickets/{number}/handovers", "b", **body) for _ in range(2))
    after = api.get(f"/tickets/{number}/partner").json()
    revoked = post(api, f"/tickets/{number}/handovers/{after['handovers'][0]['id']}/revoke", "c")
    marked = post(api, f"/tickets/{number}/recorded", "d", version=4, recorded=True)

    assert [o["office"] for o in outside["first"]][:1] == ["Kreisvolkshochschule Viersen"]
    assert (outside["dial"], outside["gist"]["language"], outside["calls"]) == ("+4921534711", "uk", [])
    assert [a.json()["version"] for a in (rung, once, twice, revoked, marked)] == [2, 3, 3, 4, 5]
    assert len(given(office)) == 1, "the same key is the same hand-over"
    assert Request().text in after["handovers"][0]["passed_on"]
    assert (after["calls"][0]["note"], after["handovers"][0]["mail"]) == ("besetzt", "queued")
    last = api.get(f"/tickets/{number}/partner").json()
    assert (last["handovers"][0]["mail"], last["recorded_at"] is not None) == ("cancelled", True)
    assert post(api, f"/tickets/{number}/recorded", "e", version=5, recorded=False).json()["version"] == 6


def test_a_program_is_refused_without_consent_as_people_are(api: httpx.Client, office: Office) -> None:
    number = ticket(office)
    body = {"version": 1, "receiver": "Amt", "way": "print", "consent": {"ground": "oral"}}

    answer = post(api, f"/tickets/{number}/handovers", "a", **body)

    assert (answer.status_code, answer.json()["problems"]) == (422, ["consent_language", "consent_when"])
    with office.store.reading() as db:
        assert db.exec(select(Outgoing).where(Outgoing.kind == "handover")).all() == []
    assert api.get(f"/tickets/{number}/partner").json()["gist"] is None
