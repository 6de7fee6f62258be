"""Does a working day go well: without script, with colleagues, and when things fail?"""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from sqlmodel import col, select

from models.ticket import Note, Ticket
from tests.browser.conftest import Served, Windows
from tests.web.seed import Request, mailbox, ticket
from triage.desk import claim
from triage.desk.visible import Viewer
from triage.testing import SettableClock

pytestmark = pytest.mark.browser
KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")


def test_the_core_path_works_without_script(windows: Windows) -> None:
    visit = windows.open(script=False)
    page = visit.sign_in()
    number = visit.desk.numbers["urgent"]

    page.click(".row a >> nth=0")
    page.select_option("#fix-topic", label="Wohnen")
    page.click(".fix:has(#fix-topic) button")
    page.click(".actions >> text=Übernehmen")
    page.fill("#note", "ohne Skript notiert")
    page.click("text=Notiz speichern")
    page.click(".actions button:has-text('Erledigt')")
    found = _ticket(visit.desk, number)
    assert (found.topic, found.assigned_to, found.status) == ("wohnen", "weber", "closed")

    page.click("text=Anruf erfassen")
    page.fill("#note", "fragt nach B1-Kurs in Kempen")
    page.click("button:has-text('Speichern') >> nth=1")
    assert page.locator("h1").inner_text().startswith("Anruf")

    page.click(".side a >> nth=0")
    page.click(".filterbox > summary")
    page.check("input[name=topic][value=finanzen]")
    page.click(".filters button")
    assert page.locator(".row").count() > 0
    assert set(page.locator(".row__sub > span:nth-child(3)").all_inner_texts()) == {"· Finanzen"}

    page.click(".menu > summary")
    page.click("text=Abmelden")
    page.wait_for_url("**/anmelden*")
    page.wait_for_load_state("networkidle")  # leaving clears the site's data, and Chromium swaps the page meanwhile
    page.go_back()
    assert page.locator(".row").count() == 0, "nothing is left in the browser's memory"


def test_a_call_needs_a_note_and_control_enter(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    page.keyboard.press("n")
    page.wait_for_url("**/anruf")

    page.keyboard.type("fragt nach b1 kurs in kempen, rückruf bitte")
    began = time.monotonic()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/vorgang/**")

    assert time.monotonic() - began < 3, "saved within three seconds after the last character"
    assert "b1 kurs in kempen" in page.inner_text(".message .text")


def test_pressing_save_twice_files_one_call(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    page = visit.go("/anruf")
    page.fill("#note", "doppelt gedrückt")

    page.evaluate("() => { const f = document.querySelector('form.call'); f.submit(); f.submit(); }")
    page.wait_for_url("**/vorgang/**")

    with visit.desk.office.store.reading() as db:
        filed = db.exec(select(Ticket).where(col(Ticket.mailbox) == "phone")).all()
    assert len(filed) == 1


def test_new_requests_announce_themselves_and_move_nothing(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    page.keyboard.press("j")
    before = page.locator(".row").first.inner_text()

    ticket(visit.desk.office, Request(priority=500))
    ticket(visit.desk.office, Request(priority=501))
    page.wait_for_selector(".fresh:not([hidden]) a:has-text('2 neue – anzeigen')", timeout=4000)

    assert page.locator(".row").first.inner_text() == before
    assert page.evaluate("document.activeElement.hasAttribute('data-row')")
    assert page.inner_text("[data-count=open]") == "61"
    page.click(".fresh a")
    assert page.locator(".row").count() == 50
    assert not page.locator(".fresh").is_visible()


def test_the_loser_of_a_race_keeps_what_they_wrote(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    number = visit.desk.numbers["arabic"]
    page = visit.go(f"/vorgang/{number}")

    claim.claim(visit.desk.office, KLEIN, number, version=1)
    page.keyboard.press("a")
    page.wait_for_selector("h1:has-text('Jemand war schneller')")

    assert "B. Klein hat diesen Vorgang gerade übernommen." in page.inner_text("main")
    assert _ticket(visit.desk, number).assigned_to == "klein"
    page.click("text=Vorgang neu ansehen")
    page.fill("#note", "eine Notiz geht immer")
    page.click("text=Notiz speichern")
    with visit.desk.office.store.reading() as db:
        assert "eine Notiz geht immer" in db.exec(select(Note.text)).all()


def test_a_session_that_ended_keeps_the_text(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    page = visit.go("/anruf")
    page.fill("#note", "langer Anruf, der nicht verloren gehen darf")

    _clock(visit.desk).advance(timedelta(minutes=31))
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("h1:has-text('Bitte melden Sie sich wieder an')")

    assert page.input_value("textarea") == "langer Anruf, der nicht verloren gehen darf"


def test_everybody_sees_when_mail_stops(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    assert "Postfach: vor 1 Min." in page.inner_text(".mailboxes")

    mailbox(visit.desk.office, minutes=11)
    page.wait_for_selector("[data-late]:not([hidden])", timeout=4000)
    visit.go("/")

    assert "Keine neuen Mails seit vor 11 Min." in page.inner_text(".mailboxes")


def test_language_and_theme_follow_the_person(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()

    page.click(".menu > summary")
    page.select_option("#pref-language", "en")
    page.select_option("#pref-theme", "dark")
    with page.expect_navigation():
        page.click(".menu__body button >> nth=0")

    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").inner_text() == "Queue"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in ("rgb(0, 0, 0)", "oklch(0 0 0)")


def test_back_from_a_ticket_finds_the_list_again(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()

    page.click(".row a >> nth=1")
    page.wait_for_selector(".pane .ticket")
    page.click(".row a >> nth=2")
    page.wait_for_selector(f"[data-ticket='{visit.desk.numbers['arabic']}']")
    page.go_back()
    page.wait_for_selector(f"[data-ticket='{visit.desk.numbers['call']}']")

    assert page.locator(".row").count() == 50
    assert page.title().endswith("– KIM")


def _ticket(desk: Served, number: str) -> Ticket:
    with desk.office.store.reading() as db:
        return db.exec(select(Ticket).where(Ticket.number == number)).one()


def _clock(desk: Served) -> SettableClock:
    clock = desk.office.clock
    assert isinstance(clock, SettableClock)
    return clock
