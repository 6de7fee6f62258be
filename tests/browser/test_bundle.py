"""Does whoever keeps one person's affairs together get by with the keyboard, and hear when they are called?"""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import select

from models.task import Mention
from models.ticket import Ticket
from tests.browser.axe import faults
from tests.browser.conftest import Served, Visit, Windows
from tests.web.seed import Request, message, ticket
from triage.desk.merge import merge
from triage.desk.notes import add_note
from triage.desk.person import say_same
from triage.desk.tasks import add_task, tick
from triage.desk.visible import Viewer

pytestmark = pytest.mark.browser
KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")


def second(visit: Visit) -> str:
    """A further ticket of whoever wrote the urgent one."""
    return ticket(visit.desk.office, Request(subject="Noch eine Frage", sender_address="a.demir@example.org"))


def row(desk: Served, number: str) -> Ticket:
    with desk.office.store.reading() as db:
        return db.exec(select(Ticket).where(Ticket.number == number)).one()


def test_two_tickets_are_merged_and_parted_with_the_keyboard_alone(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    urgent, other = visit.desk.numbers["urgent"], second(visit)
    visit.go(f"/?ticket={other}")

    page.keyboard.press("m")
    page.wait_for_function("() => document.activeElement.name === 'into'")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/?ticket={urgent}")

    assert page.locator(".together").inner_text().startswith(f"{other} wurde hierher zusammengeführt.")
    assert page.locator(".message").count() == 2
    assert row(visit.desk, other).merged_into == row(visit.desk, urgent).id

    page.locator(".together button").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    page.wait_for_function("() => !document.querySelector('.together')")
    assert page.locator(".message").count() == 1
    assert row(visit.desk, other).merged_into is None


def test_an_old_link_leads_to_the_ticket_that_holds_it_now(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    urgent, other = visit.desk.numbers["urgent"], second(visit)
    merge(visit.desk.office, KLEIN, other, into=urgent, version=1)

    visit.go(f"/vorgang/{other}")

    assert page.url.endswith(f"/vorgang/{urgent}")
    assert f"{other} wurde hierher zusammengeführt." in page.inner_text(".ticket")


def test_a_message_is_split_off_without_script(windows: Windows) -> None:
    visit = windows.open(script=False)
    page = visit.sign_in()
    urgent = visit.desk.numbers["urgent"]
    message(visit.desk.office, urgent, Request(subject="Ganz anderes Anliegen", sender_address="a.demir@example.org"))
    visit.go(f"/vorgang/{urgent}")

    page.click("summary:has-text('Nachrichten abtrennen')")
    page.check(".choices label:has-text('Ganz anderes Anliegen') input")
    page.click("button:has-text('Abtrennen')")

    assert page.inner_text("h1") == "Ganz anderes Anliegen"
    assert f"Abgetrennt von {urgent}" in page.inner_text(".together")
    page.click(".together button:has-text('Rückgängig')")
    assert page.url.endswith(urgent)
    assert page.locator(".message").count() == 2


def test_a_task_is_added_ticked_off_and_warned_of(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    visit.go(f"/?ticket={visit.desk.numbers['urgent']}")

    page.click("summary:has-text('Aufgabe hinzufügen')")
    page.fill("#task-text", "Termin bestätigen lassen")
    page.select_option("#task-who", label="A. Weber")
    page.press("#task-text", "Enter")
    page.wait_for_selector(".steps li")
    assert page.locator(".actions__hint").inner_text() == "1 Aufgabe ist noch offen"
    assert page.locator(".side a:has-text('Für mich') .count").inner_text() == "1"

    page.keyboard.press("e")
    page.wait_for_selector(".toast")
    assert "1 Aufgabe ist noch offen" in page.inner_text(".toast")

    page.click(".side a:has-text('Für mich')")
    page.get_by_role("button", name="Abhaken: Termin bestätigen lassen").press("Enter")
    page.wait_for_function("() => !document.querySelector('.steps')")
    assert "Nichts ist offen." in page.inner_text("main")


def test_who_is_called_sees_it_until_the_ticket_is_opened(windows: Windows) -> None:
    weber, klein = windows.open(), windows.open()
    page = weber.sign_in()
    urgent = weber.desk.numbers["urgent"]
    weber.go(f"/vorgang/{urgent}")
    page.click("summary:has-text('Jemanden rufen')")
    assert page.locator(".callable").inner_text() == "@klein B. Klein"
    page.fill("#note", "@Klein bitte einmal draufschauen")
    page.press("#note", "Control+Enter")
    page.wait_for_selector("text=Gerufen: B. Klein")

    called = klein.sign_in("klein")
    link = called.locator(".side a:has-text('Für mich')")
    assert link.locator(".count").inner_text() == "1"
    link.click()
    assert "@Klein bitte einmal draufschauen" in called.inner_text("main")
    called.click(f"main a:has-text('{urgent}')")
    called.wait_for_url("**/vorgang/**")

    klein.go("/aufgaben")
    assert link.locator(".count").inner_text() == "0"
    assert called.locator(".note--seen").count() == 1
    with klein.desk.office.store.reading() as db:
        assert db.exec(select(Mention.seen_at)).one() is not None


def test_one_click_settles_who_is_the_same_person(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    other = second(visit)
    visit.go(f"/vorgang/{visit.desk.numbers['urgent']}")

    page.get_by_role("button", name=f"Ja, dieselbe ({other})").click()
    page.wait_for_selector(".person .sure")

    assert page.locator(".person .hint").count() == 0


def test_everything_together_has_no_barrier_and_fits(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    urgent = _everything(visit)

    found = {}
    for path in (f"/vorgang/{urgent}", "/aufgaben"):
        visit.go(path)
        page.evaluate("document.querySelectorAll('.ticket details').forEach((d) => { d.open = true; })")
        found[path] = faults(page)

    assert {k: v for k, v in found.items() if v} == {}


def _everything(visit: Visit) -> str:
    """All that can hang on a ticket, at once."""
    office, urgent = visit.desk.office, visit.desk.numbers["urgent"]
    merge(office, KLEIN, second(visit), into=urgent, version=1)
    say_same(office, KLEIN, urgent, second(visit), same=True)
    say_same(office, KLEIN, urgent, second(visit), same=False)
    second(visit)
    add_task(office, KLEIN, urgent, text="Termin bestätigen lassen", assigned_to="weber", due=date(2026, 11, 18))
    tick(office, KLEIN, urgent, add_task(office, KLEIN, urgent, text="Unterlagen anfordern"), done=True)
    add_note(office, KLEIN, urgent, "@weber bitte ansehen")
    return urgent
