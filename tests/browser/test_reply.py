"""Does answering work at the keyboard, without losing a word?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import col, select

from models.outgoing import Outgoing
from tests.browser import scene
from tests.browser.axe import faults
from tests.browser.conftest import Served, Visit, Windows
from tests.web.serving import served
from triage.desk import drafts, reply
from triage.desk.reply import Reply
from triage.desk.visible import Viewer
from triage.packs import modules
from triage.sending import send_pass
from triage.testing import MemoryMailer, SettableClock

pytestmark = pytest.mark.browser
KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    """As the desk of the other files, with the shipped texts and a server that takes what is sent."""
    mailer = MemoryMailer()
    plain, numbers = scene.office_in(tmp_path)
    office = replace(plain, modules=modules({}), mailer=lambda: mailer)
    with served(office) as url:
        yield Served(office=office, url=url, numbers=numbers)
    office.store.close()


def written(visit: Visit) -> list[Outgoing]:
    with visit.desk.office.store.reading() as db:
        return list(db.exec(select(Outgoing).where(col(Outgoing.automatic).is_(False)).order_by(col(Outgoing.id))))


def at(visit: Visit, name: str) -> Page:
    return visit.go(f"/vorgang/{visit.desk.numbers[name]}")


def state(page: Page) -> str:
    return page.locator("#draft-state").inner_text()


def test_r_opens_the_reply_and_ctrl_enter_sends_it(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    page = at(visit, "urgent")

    page.keyboard.press("r")
    page.keyboard.type("Guten Tag, r z e j bleiben Buchstaben.")
    page.keyboard.press("Control+Enter")

    expect(page.locator(".toast--low")).to_contain_text("Ihre Antwort geht um 12:00:10 ab.")
    [sent] = written(visit)
    assert sent.body.startswith("Guten Tag, r z e j bleiben Buchstaben.\n\nMit freundlichen Grüßen\nA. Weber")


def test_z_takes_the_reply_back_and_the_words_are_there(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    page = at(visit, "urgent")
    page.keyboard.press("r")
    page.keyboard.type("Zu schnell")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast--low")).to_be_visible()

    page.keyboard.press("z")

    expect(page.locator("#reply-text")).to_have_value("Zu schnell")
    assert [one.state for one in written(visit)] == ["cancelled"]


def test_the_page_shows_by_itself_that_a_reply_has_gone(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    page = at(visit, "urgent")
    page.keyboard.press("r")
    page.keyboard.type("Guten Tag")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".message--ours")).to_contain_text("Geht um 12:00:10 ab")

    cast(SettableClock, visit.desk.office.clock).advance(timedelta(seconds=11))
    send_pass(visit.desk.office)

    expect(page.locator(".message--ours")).to_contain_text("Gesendet", timeout=9000)
    expect(page.locator(".message--ours button")).to_have_count(0)


def test_what_is_typed_is_kept_by_itself_and_still_there_after_a_crash(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    page = at(visit, "urgent")
    page.keyboard.press("r")
    page.keyboard.type("Halb fertig")
    expect(page.locator("#draft-state")).to_contain_text("Entwurf gesichert")
    stored = page.evaluate("() => localStorage.length + sessionStorage.length")

    elsewhere = windows.open()
    elsewhere.sign_in()
    again = at(elsewhere, "urgent")

    expect(again.locator("#reply-text")).to_have_value("Halb fertig")
    assert stored == 0


def test_saving_the_draft_moves_neither_focus_nor_cursor(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    page = at(visit, "urgent")
    page.keyboard.press("r")
    page.keyboard.type("Guten Tag")
    page.keyboard.press("Home")

    expect(page.locator("#draft-state")).to_contain_text("Entwurf gesichert")
    page.keyboard.type("> ")

    expect(page.locator("#reply-text")).to_have_value("> Guten Tag")


def test_a_ready_made_text_is_found_by_typing_and_put_in_beside_the_words_there(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    page = at(visit, "arabic")
    page.keyboard.press("r")
    page.keyboard.type("Zuerst")

    page.fill("#module", "rück")
    page.locator(".module summary").first.click()
    german, arabic = (page.locator(f".module [lang={code}]").first for code in ("de", "ar"))
    expect(german).to_contain_text("Wir rufen Sie an")
    expect(arabic).to_contain_text("سنتصل بكم")
    page.locator(".module button").first.click()

    text = page.locator("#reply-text")
    expect(text).to_have_value(re.compile("^Zuerst\n\n"))
    expect(text).to_be_focused()
    assert "سنتصل بكم" in text.input_value()
    assert page.locator("#tongue").input_value() == "ar"


def test_two_people_who_answer_are_told_of_each_other_and_no_word_is_lost(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    page = at(visit, "urgent")
    page.keyboard.press("r")
    page.keyboard.type("Meine Antwort")
    number = visit.desk.numbers["urgent"]
    drafts.save(visit.desk.office, KLEIN, "reply:1", {"text": "Noch eine"})

    page.keyboard.type("!")
    expect(page.locator("#draft-state")).to_contain_text("B. Klein schreibt auch eine Antwort")
    reply.send(visit.desk.office, KLEIN, number, Reply(text="Noch eine"))
    page.keyboard.press("Control+Enter")

    expect(page.locator(".reply [role=alert]")).to_contain_text("Inzwischen hat jemand zu diesem Vorgang geschrieben.")
    expect(page.locator("#reply-text")).to_have_value("Meine Antwort!")
    assert [one.author for one in written(visit)] == ["klein"]
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast--low")).to_be_visible()
    assert [one.author for one in written(visit)] == ["klein", "weber"]


def test_everything_works_without_a_script(windows: Windows) -> None:
    visit = windows.open(script=False)
    visit.sign_in()
    page = at(visit, "arabic")

    page.locator("#reply > summary").click()
    page.fill("#module", "rückruf")
    page.click("button[value=find]")
    page.click(".module button")
    page.set_input_files("#reply-files", {"name": "Karte.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"})
    page.click("button[value=keep]")
    expect(page.locator(".reply .files")).to_contain_text("Karte.pdf")
    page.click("button[value=send]")
    expect(page.locator(".message--ours")).to_contain_text("Karte.pdf")
    page.locator(".toast--low button").click()

    expect(page.locator("#reply-text")).to_have_value(re.compile("^سنتصل بكم"))
    assert [one.state for one in written(visit)] == ["cancelled"]


def test_form_toast_and_doubtful_reply_have_no_barrier_and_fit(windows: Windows) -> None:
    visit = windows.open()
    office, number = visit.desk.office, visit.desk.numbers["urgent"]
    reply.send(office, KLEIN, number, Reply(text="Guten Tag"))
    with office.store.transaction() as db:
        one = db.exec(select(Outgoing).where(col(Outgoing.automatic).is_(False))).one()
        one.state, one.reason = "unklar", "Die Verbindung brach ab."
        db.add(one)
    reply.send(office, Viewer(name="weber", shown="A. Weber", role="mitarbeit"), number, Reply(text="Noch etwas"))
    drafts.save(office, KLEIN, "reply:1", {"text": "x"})
    visit.sign_in()
    page = at(visit, "urgent")

    page.click("#reply > summary")
    page.focus("#module")
    page.locator(".module summary").first.click()

    assert faults(page) == []
    page.click("button[value=send]")
    expect(page.locator(".reply [role=alert]")).to_be_visible()
    assert faults(page) == []
