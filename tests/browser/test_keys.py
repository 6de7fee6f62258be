"""Does everything go by keyboard, and nothing by accident?"""

from __future__ import annotations

import pytest
from sqlmodel import select

from models.ticket import Note, Ticket
from tests.browser.conftest import Served, Windows

pytestmark = pytest.mark.browser


def test_j_and_k_walk_the_list_and_enter_opens_beside_it(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"[data-ticket='{visit.desk.numbers['call']}']")

    assert page.url.endswith(f"ticket={visit.desk.numbers['call']}")
    assert page.locator("[data-row][aria-current]").count() == 1
    assert page.evaluate("document.activeElement.hasAttribute('data-row')")


@pytest.mark.parametrize(
    ("key", "letters", "field", "expected"),
    [("t", "Wo", "topic", "wohnen"), ("o", "Ke", "municipality", "kempen"), ("p", "P3", "urgency", "low")],
)
def test_a_correction_is_a_key_two_letters_and_enter(
    windows: Windows, key: str, letters: str, field: str, expected: str
) -> None:
    visit = windows.open()
    page = visit.sign_in()
    number = visit.desk.numbers["urgent"]
    visit.go(f"/?ticket={number}")

    page.keyboard.press(key)
    page.keyboard.type(letters)
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert getattr(_ticket(visit.desk, number), field) == expected
    assert page.locator(f"[data-ticket='{number}']").is_visible()
    assert page.evaluate("document.activeElement.tagName") != "BODY"


def test_done_opens_the_next_one_and_z_takes_it_back(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    first, second = visit.desk.numbers["urgent"], visit.desk.numbers["call"]
    visit.go(f"/?ticket={first}")

    with page.expect_navigation():
        page.keyboard.press("e")
    assert page.locator(f"[data-ticket='{second}']").is_visible()
    assert _ticket(visit.desk, first).status == "closed"
    assert page.evaluate("document.activeElement.hasAttribute('data-row')")
    with page.expect_navigation():
        page.keyboard.press("z")

    assert _ticket(visit.desk, first).status == "open"


def test_a_note_is_i_text_and_control_enter(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    visit.go(f"/vorgang/{visit.desk.numbers['arabic']}")

    page.keyboard.press("i")
    page.keyboard.type("Bitte anrufen, heute noch. jktopn?")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")

    with visit.desk.office.store.reading() as db:
        assert "Bitte anrufen, heute noch. jktopn?" in db.exec(select(Note.text)).all()


def test_n_opens_the_call_form_with_the_cursor_in_the_note(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()

    with page.expect_navigation():
        page.keyboard.press("n")

    assert page.evaluate("document.activeElement.id") == "note"


def test_slash_searches_and_escape_leads_back_to_what_was_found(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()

    page.keyboard.press("/")
    page.keyboard.type("dülken aufenthaltstitel")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(".row").count() == 1
    assert page.locator("mark").first.inner_text() == "Aufenthaltstitel"
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.startswith(f"{visit.desk.url}/vorgang/{visit.desk.numbers['urgent']}")
    with page.expect_navigation():
        page.keyboard.press("Escape")

    assert "/suche?q=" in page.url


def test_question_mark_shows_the_keys_and_escape_closes_them(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()

    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("n")  # a dialog is open: no key acts behind it
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")

    assert not page.locator("#help").is_visible()
    assert page.url == visit.desk.url + "/"


def test_keys_do_nothing_in_fields_with_modifiers_or_when_switched_off(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    number = visit.desk.numbers["urgent"]
    visit.go(f"/?ticket={number}")
    before = page.url

    for key in ("Control+e", "Alt+e", "Meta+e", "Control+a"):
        page.keyboard.press(key)
    page.focus("#note")
    page.keyboard.type("jkaetopbnzw?")
    assert page.url == before
    assert page.input_value("#note") == "jkaetopbnzw?"
    page.keyboard.press("Escape")
    page.click(".menu > summary")
    page.uncheck("input[name=shortcuts]")
    with page.expect_navigation():
        page.click(".menu__body button >> nth=0")

    assert page.locator("[data-key]").count() == 0
    page.keyboard.press("e")
    page.keyboard.press("j")
    assert _ticket(visit.desk, number).status == "open"
    assert not page.evaluate(
        "document.activeElement.hasAttribute('data-row') && !document.activeElement.hasAttribute('data-focus')"
    )


def test_an_unfinished_composition_is_left_alone(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()

    page.evaluate(
        """() => document.body.dispatchEvent(new KeyboardEvent("keydown",
            {key: "n", isComposing: true, bubbles: true, cancelable: true}))"""
    )

    assert page.url == visit.desk.url + "/"


def test_a_skip_link_comes_first_and_focus_is_always_visible(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    invisible = []
    for _ in range(25):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.outlineWidth] }"
        )
        if style[0] == "none" or style[1] == "0px":
            invisible.append(page.evaluate("document.activeElement.outerHTML.slice(0, 80)"))

    assert invisible == []


def _ticket(desk: Served, number: str) -> Ticket:
    with desk.office.store.reading() as db:
        return db.exec(select(Ticket).where(Ticket.number == number)).one()
