"""Can staff look at a picture, a PDF and a text without saving them?"""

from __future__ import annotations

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import Windows

pytestmark = pytest.mark.browser


def test_pictures_and_texts_are_shown_and_nothing_in_them_runs(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    ticket = visit.go(f"/vorgang/{visit.desk.numbers['urgent']}")
    links = [link.get_attribute("href") or "" for link in ticket.locator("a.look").all()]
    assert len(links) == 4  # PDF, what only calls itself a picture, a picture, a text; not the program

    picture = visit.go(links[2])
    width = picture.evaluate("document.querySelector('img.shown').naturalWidth")
    found = violations(picture)
    text = visit.go(links[3]).frame_locator("iframe").locator("body").inner_text()

    assert (width, found) == (2, [])
    assert "<script>alert(1)</script>" in text


def test_escape_leads_back_to_the_ticket(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    number = visit.desk.numbers["urgent"]
    page = visit.go(f"/vorgang/{number}")
    page.locator("a.look").nth(2).click()
    page.wait_for_url("**/ansicht")

    page.keyboard.press("Escape")
    page.wait_for_url(f"**/vorgang/{number}")

    assert page.locator("#t-title").is_visible()
