"""Does a case reach the office that can help, with what it needs and nothing more?"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlmodel import col, select

from models.outgoing import Outgoing
from models.partner import CallAttempt, HandOver
from models.ticket import Ticket
from tests.browser.axe import faults
from tests.browser.conftest import Served, Visit, Windows

pytestmark = pytest.mark.browser


def given(desk: Served) -> HandOver:
    with desk.office.store.reading() as db:
        return db.exec(select(HandOver).order_by(col(HandOver.id).desc())).first()  # type: ignore[return-value]  # there is one


def row(desk: Served, number: str) -> Ticket:
    with desk.office.store.reading() as db:
        return db.exec(select(Ticket).where(Ticket.number == number)).one()


def to_form(visit: Visit, name: str = "urgent") -> Page:
    visit.sign_in()
    return visit.go(f"/vorgang/{visit.desk.numbers[name]}/uebergabe")


def agree(page: Page) -> None:
    page.check("#ground-oral")


def test_v_leads_from_the_ticket_to_a_filled_form_and_escape_back(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    number = visit.desk.numbers["urgent"]
    page = visit.go(f"/vorgang/{number}")

    page.keyboard.press("v")
    page.wait_for_url("**/uebergabe")

    assert page.input_value("#receiver") == "Stadt Viersen, Ausländerbehörde"
    page.keyboard.press("Escape")
    page.wait_for_url(f"**/vorgang/{number}")


def test_v_works_in_the_pane_beside_the_list_too(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    page = visit.go(f"/?ticket={visit.desk.numbers['arabic']}")

    page.keyboard.press("v")
    page.wait_for_url("**/uebergabe")

    assert page.input_value("#receiver") == "Kreis Viersen, Ausländerbehörde"


def test_a_promised_call_back_is_settled_by_one_press(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    number = visit.desk.numbers["call"]
    page = visit.go(f"/vorgang/{number}")
    assert page.get_attribute("a.dial", "href") == "tel:+492152123456"

    page.click("button:has-text('Nicht erreicht')")
    page.wait_for_selector(".attempts li")
    moved = row(visit.desk, number).callback_until
    page.click("button[value=reached]")
    page.wait_for_selector(".attempts li >> nth=1")

    after = row(visit.desk, number)
    assert (moved is not None, after.callback_until) == (True, None)
    assert page.locator(".attempts li").first.inner_text().endswith("Erreicht")
    with visit.desk.office.store.reading() as db:
        assert [a.outcome for a in db.exec(select(CallAttempt))] == ["not_reached", "reached"]


@pytest.mark.parametrize("script", [True, False], ids=["js", "nojs"])
def test_a_case_goes_by_mail_only_after_the_person_agreed(windows: Windows, script: bool) -> None:
    visit = windows.open(script=script)
    page = to_form(visit)
    number = visit.desk.numbers["urgent"]
    page.check("#way-mail")
    page.fill("#address", "amt@example.org")
    page.check("#part-name")
    page.fill("#summary", "Titel läuft morgen ab, kein Termin.")

    page.click("form.give button")
    assert "Die Person muss zuerst zustimmen." in page.inner_text("[role=alert]")
    assert page.input_value("#summary") == "Titel läuft morgen ab, kein Termin."
    agree(page)
    page.check("#then-close")
    page.click("form.give button")
    page.wait_for_url(f"**/vorgang/{number}")

    assert row(visit.desk, number).status == "closed"
    with visit.desk.office.store.reading() as db:
        mail = db.exec(select(Outgoing).where(Outgoing.kind == "handover")).one()
    assert "Name: Ahmet Demir" in mail.body
    assert "a.demir@example.org" not in mail.body
    assert "amt@example.org" in page.inner_text(".handed")
    page.click("text=Einwilligung zurückgenommen")
    page.wait_for_selector("text=Mail angehalten")


def test_the_printed_sheet_is_one_page_with_what_was_chosen_and_nothing_else(windows: Windows, tmp_path: Path) -> None:
    visit = windows.open(script=False)
    page = to_form(visit)
    page.check("#way-print")
    page.check("#part-phone") if page.locator("#part-phone").count() else None
    page.check("#part-town")
    page.check("[name=messages] >> nth=0")
    agree(page)

    page.click("form.give button")
    page.wait_for_url("**/uebergabe/*")
    page.emulate_media(media="print")
    printed = page.inner_text("body")
    pdf = page.pdf(path=tmp_path / "blatt.pdf", format="A4", prefer_css_page_size=True)

    assert 1 <= pages(pdf) <= 2
    assert "Stadt Viersen, Ausländerbehörde" in printed
    assert "Wohnort: Viersen" in printed
    assert "mein Aufenthaltstitel läuft morgen ab" in printed
    for kept_back in ("Name:", "a.demir", "Eingegangen", "Rückmeldung bis 15 Uhr", "schrieb KIM", "Strg+P", "Zurück"):
        assert kept_back not in printed, kept_back


def test_the_words_of_consent_fit_one_page_to_be_signed(windows: Windows) -> None:
    visit = windows.open(script=False)
    visit.sign_in()
    page = visit.go(f"/vorgang/{visit.desk.numbers['arabic']}/einwilligung?an=Kreis+Viersen")
    arabic = page.locator(".wording[lang=ar]")

    page.emulate_media(media="print")

    assert arabic.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert "Unterschrift" in page.inner_text("body")
    assert not page.locator("#sprache").is_visible()
    assert pages(page.pdf(format="A4", prefer_css_page_size=True)) == 1


def test_arabic_is_summed_up_in_german_beside_the_original(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    page = visit.go(f"/vorgang/{visit.desk.numbers['arabic']}")

    assert "Auf Arabisch. Es geht wohl um: Aufenthaltstitel." in page.inner_text(".gist")
    assert "(Aufenthaltstitel)" in page.inner_text(".gist__word")
    assert visit.go(f"/vorgang/{visit.desk.numbers['urgent']}").locator(".gist").count() == 0


def test_refusals_sheets_and_notes_of_calls_have_no_barrier_and_fit(windows: Windows) -> None:
    visit = windows.open()
    page = to_form(visit, "call")
    page.click("form.give button")
    found = {"refused": faults(page)}
    for radio in ("#way-print", "#ground-danger"):
        page.check(radio)
    page.fill("#reason", "Der Vermieter droht mit Gewalt.")
    page.fill("#summary", "Wohnung gekündigt.")
    page.click("form.give button")
    page.wait_for_url("**/uebergabe/*")
    found |= {"sheet": faults(page)}
    visit.go(f"/vorgang/{visit.desk.numbers['call']}")
    for _ in range(3):
        page.click("text=Nachricht hinterlassen")
    page.click("button:has-text('In Datenbank KIM aufgenommen')")
    page.wait_for_selector("text=Vermerk entfernen")
    found |= {"ticket": faults(page)}

    assert {k: v for k, v in found.items() if v} == {}
    assert "3-mal niemand erreicht" in page.inner_text(".calls")


def pages(pdf: bytes) -> int:
    return pdf.count(b"/Type /Page\n") or pdf.count(b"/Type /Page") - pdf.count(b"/Type /Pages")
