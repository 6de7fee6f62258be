"""Who keeps the house does it with keyboard and mouse, at any size, and hands out passwords that are chosen anew."""

from __future__ import annotations

import pytest

from tests.browser.axe import faults
from tests.browser.conftest import Visit, Windows
from tests.web import seed
from triage.desk import people, readlog
from triage.desk.teams import save_team
from triage.desk.visible import Viewer

pytestmark = pytest.mark.browser
CHEF = Viewer(name="chef", shown="Die Chefin", role="admin")
NEW = "ein neues langes passwort"
SCREENS = {
    "people": "/verwaltung",
    "person": "/verwaltung/person/weber",
    "teams": "/verwaltung/team",
    "log": "/verwaltung/einsicht",
    "overview": "/auswertung",
}


def visit_of(windows: Windows, *, script: bool = True) -> Visit:
    """The admin at a desk with a circle, a team, and somebody who looked."""
    office = windows.desk.office
    seed.user(office, "chef", "Die Chefin", "admin")
    people.set_reach(office, "chef", "chef", circle=True, mailboxes=[])
    save_team(office, CHEF, None, name="Nord", towns=["nettetal"], languages=["uk"], members=["weber"])
    readlog.note(office, "weber", [1, None], "read")
    visit = windows.open(script=script)
    visit.sign_in("chef")
    return visit


def test_the_screens_of_the_house_have_no_barrier_and_fit(windows: Windows) -> None:
    visit = visit_of(windows)
    found = {}

    for name, path in SCREENS.items():
        page = visit.go(path)
        page.evaluate("() => document.querySelectorAll('main details').forEach(d => d.open = true)")
        found[name] = faults(page)

    assert {k: v for k, v in found.items() if v} == {}


@pytest.mark.parametrize("script", [True, False], ids=["script", "without"])
def test_a_new_colleague_is_let_in_and_chooses_a_password(windows: Windows, script: bool) -> None:
    visit = visit_of(windows, script=script)
    page = visit.go("/verwaltung")
    page.fill("#add-shown", "M. Sommer")
    page.fill("#add-name", "sommer")
    page.press("#add-name", "Enter")
    given = page.inner_text(".secret")

    sommer = windows.open(script=script)
    page = sommer.go("/anmelden")
    page.fill("#name", "sommer")
    page.fill("#password", given)
    page.press("#password", "Enter")
    page.wait_for_url("**/konto")
    page.fill("#old", given)
    page.fill("#new", NEW)
    page.fill("#again", NEW)
    page.press("#again", "Enter")

    page.wait_for_url("**/konto?gespeichert=1")
    assert sommer.go("/").locator(".row").count() > 0


def test_the_circle_takes_a_ticket_out_of_the_others_sight_and_gives_it_back(windows: Windows) -> None:
    visit = visit_of(windows)
    number = visit.desk.numbers["urgent"]
    weber = windows.open()
    weber.sign_in()
    assert weber.go(f"/vorgang/{number}").locator(".guard").count() == 0

    page = visit.go(f"/?ticket={number}")
    page.get_by_role("button", name="Schützen").click()
    page.get_by_text("geschützt – nur für Die Chefin").wait_for()

    assert "404" not in weber.go("/").content()
    assert number not in weber.page.content()
    assert weber.go(f"/vorgang/{number}").locator(".ticket").count() == 0
    page.get_by_role("button", name="Schutz aufheben").click()
    page.get_by_role("button", name="Schützen").wait_for()
    assert weber.go(f"/vorgang/{number}").locator(".ticket").count() == 1
