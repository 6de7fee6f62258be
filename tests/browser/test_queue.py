"""Does a day at the queue go by keyboard, beside colleagues, and many tickets at once?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import col, select

from models.ticket import Event, Note, Ticket
from tests.browser.axe import violations
from tests.browser.conftest import NARROW, WIDE, Served, Visit, Windows
from tests.web.seed import Request, ticket
from triage.desk import accounts, claim, presence
from triage.desk.visible import Viewer
from triage.testing import SettableClock

pytestmark = pytest.mark.browser
KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")


def test_keyboard_t2_correct_the_town_mark_done_and_land_on_the_next(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    first, second = visit.desk.numbers["urgent"], visit.desk.numbers["call"]

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"[data-ticket='{first}']")
    page.keyboard.press("o")
    page.keyboard.type("Ke")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with page.expect_navigation():
        page.keyboard.press("e")

    assert (_ticket(visit.desk, first).municipality, _ticket(visit.desk, first).status) == ("kempen", "closed")
    assert page.locator(f"[data-ticket='{second}']").is_visible()
    assert page.evaluate("document.activeElement.hasAttribute('data-row')"), "focus is never on the body"


def test_keyboard_t3_a_wrong_done_is_taken_back(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    first = visit.desk.numbers["urgent"]
    before = _ticket(visit.desk, first)
    visit.go(f"/?ticket={first}")

    with page.expect_navigation():
        page.keyboard.press("e")
    assert f"Erledigt: {first}." in page.inner_text(".toast")
    with page.expect_navigation():
        page.keyboard.press("z")

    after = _ticket(visit.desk, first)
    assert (after.status, after.closed_at, after.due_at) == ("open", None, before.due_at)
    assert page.locator(f"[data-ticket='{first}']").is_visible()


def test_keyboard_t4_the_unclear_ones_are_confirmed_one_after_the_other(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    page.click("nav >> text=Unklar")
    page.wait_for_url("**/?unklar=1")
    before = int(page.inner_text("[data-count=unclear]"))

    for _ in range(3):
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_selector(".pane [data-key=b]")
        with page.expect_navigation():
            page.keyboard.press("b")

    assert int(page.inner_text("[data-count=unclear]")) == before - 3
    assert page.locator(".toast").is_visible()


def test_the_next_best_topic_is_one_key(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    number = visit.desk.numbers["urgent"]
    page = visit.go(f"/?ticket={number}")
    assert page.inner_text("[data-key=u]").startswith("Doch: Einbürgerung")

    with page.expect_navigation():
        page.keyboard.press("u")
    assert (_ticket(visit.desk, number).topic, _ticket(visit.desk, number).certain) == ("einbuergerung", True)
    with page.expect_navigation():
        page.keyboard.press("z")

    assert (_ticket(visit.desk, number).topic, _ticket(visit.desk, number).certain) == ("aufenthalt", False)


def test_x_and_shift_x_tick_a_range_that_is_done_and_taken_back(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    assert not page.locator(".bulk").is_visible()

    for key in ("j", "x", "j", "j", "Shift+X"):
        page.keyboard.press(key)
    assert page.locator(".pick input:checked").count() == 3
    assert page.locator(".bulk").is_visible()
    with page.expect_navigation():
        page.keyboard.press("e")
    assert "3 Vorgänge geändert." in page.inner_text(".toast")
    assert _count(visit.desk, "closed") == 3
    with page.expect_navigation():
        page.keyboard.press("z")

    assert _count(visit.desk, "closed") == 0


def test_a_topic_for_many_is_a_key_two_letters_and_enter(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()

    for key in ("j", "x", "j", "x", "t"):
        page.keyboard.press(key)
    page.keyboard.type("Fi")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert {_ticket(visit.desk, visit.desk.numbers[n]).topic for n in ("urgent", "call")} == {"finanzen"}


def test_many_at_once_go_without_script(windows: Windows) -> None:
    visit = windows.open(script=False)
    page = visit.sign_in()

    page.click("text=Alle 59 auswählen")
    assert page.locator(".pick input:checked").count() == 59
    page.uncheck(".pick input >> nth=0")
    page.click(".bulk button:has-text('Übernehmen')")

    assert "58 Vorgänge geändert." in page.inner_text(".toast")
    assert _ticket(visit.desk, visit.desk.numbers["urgent"]).assigned_to is None
    page.click(".toast button")
    assert _ticket(visit.desk, visit.desk.numbers["call"]).assigned_to is None


def test_new_mail_does_not_steal_focus(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    page = visit.go(f"/?ticket={visit.desk.numbers['arabic']}")
    page.keyboard.press("i")
    page.keyboard.type("mitten im Satz")
    place = page.locator(".row").first.bounding_box()

    ticket(visit.desk.office, Request(priority=500))
    page.wait_for_selector(".fresh:not([hidden])", timeout=5000)
    page.keyboard.type(" weiter")

    assert page.input_value("#note") == "mitten im Satz weiter"
    assert page.evaluate("document.activeElement.id") == "note"
    row = page.locator(".row").first.bounding_box()
    assert place is not None
    assert row is not None
    assert row["x"] == place["x"]
    assert abs(row["y"] - place["y"]) < 1, "the list stays where it is"


def test_rows_say_what_a_colleague_does_and_did_without_moving(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    order = page.locator(".row__subject").all_inner_texts()
    call, arabic = visit.desk.numbers["call"], visit.desk.numbers["arabic"]

    claim.claim(visit.desk.office, KLEIN, call, version=1)
    presence.note(visit.desk.office, KLEIN, arabic, "writes")

    page.wait_for_selector(f"[data-mark='{call}']:has-text('von B. Klein übernommen')", timeout=5000)
    page.wait_for_selector(f"[data-there='{arabic}']:has-text('B. Klein schreibt')", timeout=5000)
    assert page.locator(".row__subject").all_inner_texts() == order


def test_two_who_have_one_ticket_open_know_of_each_other(windows: Windows) -> None:
    weber, klein = windows.open(), windows.open()
    number = weber.desk.numbers["arabic"]
    klein.sign_in("klein")
    klein.go(f"/vorgang/{number}")
    klein.page.wait_for_timeout(300)
    weber.sign_in()

    page = weber.go(f"/vorgang/{number}")

    page.wait_for_selector("#here:has-text('B. Klein liest')")
    klein.page.focus("#note")
    with klein.page.expect_response("**/live/da/**/writes"):
        klein.page.keyboard.type("ich schreibe")
    klein.page.wait_for_selector("#here:has-text('A. Weber liest')")
    page.reload()
    page.wait_for_selector("#here:has-text('B. Klein schreibt')")
    with weber.desk.office.store.reading() as db:
        assert not db.exec(select(Event).where(Event.actor == "klein")).all()


def test_filters_become_a_view_in_the_navigation(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    page.click(".filterbox > summary")
    page.check("input[name=topic][value=wohnen]")
    page.check("input[name=topic][value=arbeit]")
    page.select_option("#f-sort", "town")
    page.click(".filters button")
    found = page.locator(".row").count()

    page.click(".keepview > summary")
    page.fill("#view-name", "Wohnen und Arbeit")
    page.press("#view-name", "Enter")
    page.wait_for_selector(".side a:has-text('Wohnen und Arbeit')[aria-current=page]")
    page.click(".side a >> nth=0")
    page.click(".side a:has-text('Wohnen und Arbeit')")

    assert page.inner_text("h1") == "Wohnen und Arbeit"
    assert page.locator(".row").count() == found
    assert 0 < found < 50


def test_a_note_survives_the_end_of_a_session(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    page = visit.go(f"/vorgang/{visit.desk.numbers['arabic']}")
    page.fill("#note", "lange Notiz, die nicht verloren gehen darf")

    _clock(visit.desk).advance(timedelta(minutes=31))
    page.focus("#note")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("h1:has-text('Bitte melden Sie sich wieder an')")

    assert page.input_value("textarea") == "lange Notiz, die nicht verloren gehen darf"
    with visit.desk.office.store.reading() as db:
        assert "lange Notiz, die nicht verloren gehen darf" not in db.exec(select(Note.text)).all()


def test_g_w_goes_to_the_queue_and_g_d_to_the_overview_of_who_leads(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in("klein")

    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("d")
    assert page.url.endswith("/auswertung")
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("w")

    assert page.url == visit.desk.url + "/"


def test_keys_with_alt_and_shift_leave_single_letters_alone(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    accounts.set_preferences(visit.desk.office, "weber", language="de", theme="auto", shortcuts=True, keys="alt")
    number = visit.desk.numbers["urgent"]
    visit.go(f"/?ticket={number}")
    before = page.url

    for key in ("e", "Alt+e", "Shift+E", "Control+Alt+Shift+E"):
        page.keyboard.press(key)
    page.evaluate(
        """() => document.body.dispatchEvent(new KeyboardEvent("keydown",
            {key: "E", altKey: true, shiftKey: true, modifierAltGraph: true, bubbles: true, cancelable: true}))"""
    )
    assert page.url == before
    assert page.get_attribute("[data-key=e]", "aria-keyshortcuts") == "Alt+Shift+e"
    page.keyboard.press("Alt+Shift+?")
    assert "Alt und Umschalt" in page.inner_text("#help")
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.keyboard.press("Alt+Shift+E")

    assert _ticket(visit.desk, number).status == "closed"


@pytest.mark.parametrize("size", [pytest.param(WIDE, id="1366"), pytest.param(NARROW, id="320")])
def test_high_contrast_has_seven_to_one_everywhere(windows: Windows, size: tuple[int, int]) -> None:
    visit = windows.open(size=size)
    visit.sign_in("klein")
    accounts.set_preferences(visit.desk.office, "klein", language="de", theme="contrast", shortcuts=True)
    found = {}

    for path in ("/", f"/?ticket={visit.desk.numbers['urgent']}", "/?alle=1", "/anruf", "/auswertung", "/ansichten"):
        page = visit.go(path)
        found[path] = violations(page) + _faint(visit)

    assert {path: faults for path, faults in found.items() if faults} == {}


def test_the_harness_finds_what_is_too_faint_for_high_contrast(windows: Windows) -> None:
    visit = windows.open()
    visit.go("/anmelden")
    visit.page.evaluate("() => { document.querySelector('h1').style.color = '#717171'; }")
    assert violations(visit.page) == []

    assert _faint(visit) == ["h1"]


def _faint(visit: Visit) -> list[str]:
    """Where text has less than 7 to 1 (WCAG 1.4.6); axe is on the page already."""
    found: list[str] = visit.page.evaluate(
        """() => axe.run(document, {runOnly: {type: 'rule', values: ['color-contrast-enhanced']}})
            .then(r => r.violations.flatMap(v => v.nodes.map(n => n.target[0])))"""
    )
    return found


def _ticket(desk: Served, number: str) -> Ticket:
    with desk.office.store.reading() as db:
        return db.exec(select(Ticket).where(Ticket.number == number)).one()


def _count(desk: Served, status: str) -> int:
    with desk.office.store.reading() as db:
        return len(db.exec(select(Ticket.id).where(col(Ticket.status) == status)).all())


def _clock(desk: Served) -> SettableClock:
    clock = desk.office.clock
    assert isinstance(clock, SettableClock)
    return clock
