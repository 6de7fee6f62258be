"""Is a call that was begun, or a whole list of calls, kept until it is filed, and filed once?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlmodel import col, select

from models.draft import Draft
from models.ticket import Event, Ticket
from tests.browser.conftest import Served, Windows, understanding_desk
from triage.adapters.understanding import Pool

pytestmark = pytest.mark.browser


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
    return visit.go(path), visit.desk


def test_a_draft_is_kept_by_itself_and_comes_back_after_a_crash(windows: Windows) -> None:
    page, desk = begin(windows)
    page.keyboard.type("langer anruf über kindergeld")
    with page.expect_response(lambda r: "topic=finanzen" in (r.request.post_data or "") and "entwurf" in r.url):
        page.select_option("#topic", "finanzen")
    page.wait_for_selector("#draft:has-text('Entwurf gesichert 12:00:00')")
    key = page.input_value("[name=key]")
    page.context.close()  # the computer broke down
    windows.contexts.clear()

    page, _ = begin(windows)
    assert page.input_value("#note") == "langer anruf über kindergeld"
    assert page.input_value("#topic") == "finanzen"
    assert page.input_value("[name=key]") == key
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/vorgang/**")
    page.goto(f"{desk.url}/anruf")

    assert page.input_value("#note") == ""
    assert len(calls(desk)) == 1
    with desk.office.store.reading() as db:
        assert db.exec(select(Draft)).all() == []


def test_a_draft_can_be_thrown_away(windows: Windows) -> None:
    page, desk = begin(windows)
    page.keyboard.type("doch nicht")
    page.wait_for_selector("#draft:has-text('Entwurf gesichert')")

    page.click("#draft >> text=Verwerfen")
    page.wait_for_url("**/anruf")
    page.wait_for_function("() => document.querySelector('#note').value === ''")

    with desk.office.store.reading() as db:
        assert db.exec(select(Draft)).all() == []


def test_a_second_call_in_another_window_overwrites_nothing(windows: Windows) -> None:
    page, desk = begin(windows)
    with page.expect_response(lambda r: "erster+anruf" in (r.request.post_data or "") and "entwurf" in r.url):
        page.keyboard.type("erster anruf")
    second = page.context.new_page()
    second.goto(f"{desk.url}/anruf?nr=02162-391234")
    with second.expect_response(lambda r: "zweiter+anruf" in (r.request.post_data or "") and "entwurf" in r.url):
        second.keyboard.type("zweiter anruf")

    page.reload()

    assert page.input_value("#note") == "erster anruf"
    assert "zweiter anruf" in page.inner_text(".begun")
    second.close()


def test_a_list_from_an_office_program_is_shown_first_and_taken_over_once(windows: Windows, tmp_path: Path) -> None:
    page, desk = begin(windows, "/anruf/liste")
    log = tmp_path / "anrufe.csv"
    rows = [
        "Datum;Name;Telefon;Notiz;Dringend",
        "20.11.2026 08:15;Frau Özdemir;02152 1234;Fragt nach B1-Kurs in Kempen;nein",
        "gestern;Herr Y;;Wohnung gesucht;",
        "20.11.2026 09:00;Herr Müller;;Aufenthaltstitel läuft ab, Viersen;ja",
    ]
    log.write_bytes("\r\n".join(rows).replace("Ö", "Oe").encode("cp1252"))

    for new in (True, False):
        page.set_input_files("#file", str(log))
        page.click("text=Erst ansehen")
        page.wait_for_selector("text=2 von 3 Anrufen übernehmen")
        shown = page.inner_text("main")
        assert "Zeile 3: „Datum“: kein Datum mit Uhrzeit." in shown
        assert "Sprache" in page.inner_text(".preview")
        page.click("text=2 von 3 Anrufen übernehmen")
        page.wait_for_selector(".filed")
        assert page.locator(".filed a").count() == 2
        assert ("2 waren schon da" in page.inner_text("main")) is not new
        page.click("text=Nächste Liste")

    assert [t.topic for t in calls(desk)] == ["sprache", "aufenthalt"]
    assert all(event == "weber" for event in _noted_by(desk))


def _noted_by(desk: Served) -> list[str]:
    with desk.office.store.reading() as db:
        found = list(db.exec(select(Event.actor).where(Event.action == "called")))
    assert len(found) == 2
    return found
