"""Is a call noted while it is spoken, and never lost?"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlmodel import col, select

from models.label import LabelRow
from models.ticket import Ticket
from tests.browser.conftest import Served, Windows, understanding_desk
from triage.adapters.understanding import Pool

pytestmark = pytest.mark.browser
NOTE = "fragt nach b1 kurs in kempen, rückruf bitte"
SUGGESTED = "#suggestion .proofs"


@pytest.fixture
def desk(tmp_path: Path, readers: Pool) -> Iterator[Served]:
    with understanding_desk(tmp_path, readers) as found:
        yield found


def calls(desk: Served) -> list[Ticket]:
    with desk.office.store.reading() as db:
        return list(db.exec(select(Ticket).where(Ticket.mailbox == "phone").order_by(col(Ticket.id))))


def begin(windows: Windows, path: str = "/anruf") -> tuple[Page, Served]:
    visit = windows.open()
    visit.sign_in()
    page = visit.go(path)
    page.wait_for_function("() => document.activeElement.id === 'note'")  # what is typed before it is lost
    return page, visit.desk


def test_the_suggestion_shows_its_words_while_somebody_types(windows: Windows) -> None:
    page, desk = begin(windows)

    page.keyboard.type(NOTE)
    began = time.monotonic()
    page.wait_for_selector(f"{SUGGESTED}:has-text('kempen')")

    shown = page.inner_text("#suggestion")
    assert time.monotonic() - began < 2
    assert "Anruf: Sprache, Kempen" in shown
    assert "„b1 kurs“" in shown
    assert "„kempen“" in shown
    assert "Rückruf bis" in shown
    assert calls(desk) == []


def test_t1_a_call_is_noted_and_the_next_form_is_open_within_three_seconds_and_three_keys(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    page.keyboard.press("n")
    page.wait_for_url("**/anruf")
    first = page.input_value("[name=key]")
    assert page.evaluate("document.activeElement.id") == "note"

    page.keyboard.type(NOTE[:40], delay=5)
    began = time.monotonic()
    keys = "Control+Shift+Enter"
    page.keyboard.press(keys)
    page.wait_for_url("**/anruf?gespeichert=*")
    page.wait_for_function("() => document.activeElement.id === 'note'")

    assert time.monotonic() - began <= 3
    assert len(keys.split("+")) <= 3
    assert page.input_value("#note") == ""
    assert page.input_value("[name=key]") != first
    assert [(t.topic, t.municipality) for t in calls(visit.desk)] == [("sprache", "kempen")]


def test_what_a_person_set_stays_and_is_saved_by_hand(windows: Windows) -> None:
    page, desk = begin(windows)
    page.keyboard.type("fragt nach b1 kurs")
    page.wait_for_selector(f"{SUGGESTED}:has-text('b1 kurs')")

    page.select_option("#topic", "arbeit")
    page.wait_for_selector(f"{SUGGESTED}:has-text('von Ihnen gesetzt')")
    page.focus("#note")
    page.keyboard.type(" in kempen")
    page.wait_for_selector(f"{SUGGESTED}:has-text('kempen')")
    assert page.input_value("#topic") == "arbeit"
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/vorgang/**")

    [ticket] = calls(desk)
    with desk.office.store.reading() as db:
        by_hand = db.exec(select(LabelRow).where(LabelRow.author == "weber")).all()
    assert (ticket.topic, ticket.certain) == ("arbeit", True)
    assert [(label.field, label.value) for label in by_hand] == [("topic", "arbeit")]
    assert page.inner_text("h1") == "Anruf: Arbeit, Kempen"


def test_keys_lead_from_the_note_to_topic_town_and_priority(windows: Windows) -> None:
    page, _ = begin(windows)

    page.keyboard.type("kurs")
    page.keyboard.press("Escape")
    page.keyboard.press("t")

    assert page.evaluate("document.activeElement.id") == "topic"


def test_an_answer_that_comes_too_late_is_dropped(windows: Windows) -> None:
    page, _ = begin(windows)
    held = []
    page.route("**/anruf/vorschlag", lambda route: held.append(route) if not held else route.continue_())

    page.keyboard.type("wohnung gesucht in viersen")
    page.wait_for_timeout(400)
    page.fill("#note", "fragt nach b1 kurs in kempen")
    page.wait_for_selector(f"{SUGGESTED}:has-text('kempen')")
    assert len(held) == 1
    held[0].fulfill(status=200, content_type="text/html", body="<p>zu spät</p>")
    page.wait_for_timeout(300)

    assert "kempen" in page.inner_text("#suggestion")


def test_a_suggestion_that_fails_or_hangs_does_not_keep_anybody_from_saving(windows: Windows) -> None:
    page, desk = begin(windows)
    page.route("**/anruf/vorschlag*", lambda route: route.fulfill(status=404, body="weg"))

    page.keyboard.type("fragt nach kurs")
    page.wait_for_timeout(400)
    assert "weg" not in page.inner_text("#suggestion")
    page.unroute("**/anruf/vorschlag*")
    page.route("**/anruf/vorschlag*", lambda route: None)  # never answered
    page.keyboard.type(" in kempen")
    page.wait_for_timeout(300)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/vorgang/**")

    assert len(calls(desk)) == 1


def test_it_is_said_aloud_only_when_it_changed_and_after_two_quiet_seconds(windows: Windows) -> None:
    page, _ = begin(windows)
    said = []
    page.on("response", lambda r: said.append(r.status) if r.url.endswith("/laut") else None)

    page.keyboard.type(NOTE, delay=20)
    assert said == []
    page.wait_for_selector("#said:has-text('Anruf: Sprache, Kempen')", state="attached", timeout=5000)
    page.keyboard.type(".")
    page.wait_for_timeout(2600)

    assert said == [200, 204]


def test_who_rings_is_known_and_the_call_can_be_noted_there(windows: Windows) -> None:
    page, desk = begin(windows)
    number = desk.numbers["call"]

    page.fill("#note", "hat jetzt eine wohnung in kempen gefunden")
    page.fill("#phone", "02152/12-34 56")
    page.wait_for_selector("#suggestion:has-text('Bekannt: Frau Kılıç, 1 Vorgang')")
    page.click(f"#add-{number}")
    page.wait_for_url(f"**/vorgang/{number}")

    assert calls(desk) == [], "no new ticket"
    assert page.locator(".message").count() == 2
    assert "hat jetzt eine wohnung" in page.inner_text(".message >> nth=0")
    page.click(".history > summary")
    history = page.inner_text(".history")
    assert "Anruf notiert" in history
    assert "Anruf zu diesem Vorgang" in history


def test_a_softphone_opens_the_form_with_the_number(windows: Windows) -> None:
    page, _ = begin(windows, "/anruf?nr=%2B492152123456")

    assert page.input_value("#phone") == "+492152123456"
    assert "Bekannt: Frau Kılıç" in page.inner_text("#suggestion")
    assert page.evaluate("document.activeElement.id") == "note"


def test_offline_the_text_stays_and_saving_works_when_the_net_is_back(windows: Windows) -> None:
    page, desk = begin(windows)
    page.keyboard.type("wichtig: frist morgen")
    page.wait_for_timeout(1500)
    page.context.set_offline(True)

    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=Nicht gespeichert. Ihr Text steht noch hier.")
    assert page.input_value("#note") == "wichtig: frist morgen"
    page.context.set_offline(False)
    windows.trouble.found[:] = [
        t for t in windows.trouble.found if "ERR_INTERNET" not in t and "Failed to fetch" not in t
    ]
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/vorgang/**")

    assert len(calls(desk)) == 1


@pytest.mark.parametrize("status", [500, 503])
def test_when_the_server_stumbles_the_text_stays(windows: Windows, status: int) -> None:
    page, desk = begin(windows)
    page.keyboard.type("wichtig")
    page.route("**/anruf", lambda route: route.fulfill(status=status, content_type="text/html", body="<h1>Fehler</h1>"))

    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=Nicht gespeichert. Ihr Text steht noch hier.")
    page.unroute("**/anruf")
    windows.trouble.found[:] = [t for t in windows.trouble.found if str(status) not in t]
    assert page.input_value("#note") == "wichtig"
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/vorgang/**")

    assert len(calls(desk)) == 1


def test_what_cannot_be_saved_keeps_the_text_and_puts_the_cursor_where_it_is_wrong(windows: Windows) -> None:
    page, desk = begin(windows)
    page.fill("#note", "ruft zurück")
    page.check("[name=result][value=callback]")
    page.fill("#callback_until", "2020-01-01T10:00")

    page.click("[data-default]")
    page.wait_for_selector("#p-callback_until")

    assert page.evaluate("document.activeElement.id") == "callback_until"
    assert page.input_value("#note") == "ruft zurück"
    assert calls(desk) == []


def test_a_chip_adds_words_where_the_cursor_stands_and_can_be_undone(windows: Windows) -> None:
    page, _ = begin(windows)
    page.keyboard.type("Frau K.")

    page.click("[data-chip]:has-text('bittet um Rückruf')")
    page.wait_for_selector("#suggestion:has-text('Rückruf bis')")
    assert page.input_value("#note") == "Frau K., bittet um Rückruf"
    assert page.evaluate("document.activeElement.id") == "note"
    assert page.locator("[data-chip]").count() == 12
    page.keyboard.press("Control+z")

    assert page.input_value("#note") == "Frau K."


def test_counted_only_is_filed_and_closed_and_the_next_form_opens(windows: Windows) -> None:
    page, desk = begin(windows)
    page.keyboard.type("falsch verbunden")
    page.check("[name=result][value=done]")

    page.focus("#note")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/anruf?gespeichert=*")

    assert [t.status for t in calls(desk)] == ["closed"]


def test_without_script_a_call_is_saved_all_the_same(windows: Windows) -> None:
    visit = windows.open(script=False)
    visit.sign_in()
    page = visit.go("/anruf")
    assert not page.locator(".chips").is_visible()

    page.fill("#note", NOTE)
    page.select_option("#to", "klein")
    page.check("[name=result][value=pass]")
    page.click("[data-default]")
    page.wait_for_url("**/vorgang/**")

    assert [(t.topic, t.assigned_to) for t in calls(visit.desk)] == [("sprache", "klein")]
