"""Can everybody reach and read every screen?"""

from __future__ import annotations

import pytest

from tests.browser.axe import COLOURS, NARROW, faults, overflow, violations
from tests.browser.conftest import Visit, Windows
from triage.desk import accounts, status
from triage.desk.visible import Viewer

pytestmark = pytest.mark.browser
KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")


def screens(visit: Visit) -> dict[str, str]:
    """Every screen of the desk by name, sign-in and error pages included."""
    urgent = visit.desk.numbers["urgent"]
    return {
        "queue": "/",
        "queue-open": f"/?ticket={urgent}",
        "queue-filtered": "/?topic=wohnen&unklar=1",
        "queue-empty": "/?topic=gewalt_notfall",
        "ticket": f"/vorgang/{urgent}",
        "ticket-call": f"/vorgang/{visit.desk.numbers['call']}",
        "ticket-spoofed": f"/vorgang/{visit.desk.numbers['spoofed']}",
        "hand-over": f"/vorgang/{urgent}/uebergabe",
        "consent": f"/vorgang/{urgent}/einwilligung?sprache=ar",
        "search": "/suche",
        "search-found": "/suche?q=aufenthaltstitel",
        "search-nothing": "/suche?q=ort:netetal nirgends",
        "ticket-from-search": f"/vorgang/{urgent}?zurueck=/suche%3Fq%3Daufenthaltstitel",
        "overview-hidden": "/auswertung",
        "account": "/konto",
        "protected": "/geschuetzt",
        "call": "/anruf",
        "call-known": "/anruf?nr=02152-123456",
        "call-list": "/anruf/liste",
        "views": "/ansichten",
        "queue-ticked": "/?alle=1",
        "help": "/hilfe",
        "tasks": "/aufgaben",
        "absent": "/vorgang/KIM-2026-999999",
        "rules": "/regeln",
        "rules-topic": "/regeln?familie=topics&thema=wohnen",
        "rules-found": "/regeln?q=kurs",
        "rule": "/regeln/regel/wohnen.kaution",
        "rule-new": "/regeln/regel/wohnen.probe",
        "rule-draft": "/regeln/entwurf",
        "rule-versions": "/regeln/versionen",
        "rules-weak": "/regeln/schwaechen",
        "rule-suggestions": "/regeln/vorschlaege",
        "rule-findings": "/regeln/befund",
        "rule-words": f"/regeln/vorgang/{urgent}",
    }


def test_english_screens_and_refusals_have_no_barrier_either(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    accounts.set_preferences(visit.desk.office, "weber", language="en", theme="dark", shortcuts=False)
    found = {}

    for name, path in screens(visit).items():
        visit.go(path)
        found[name] = violations(page, but=tuple(COLOURS))  # colours do not depend on words
        assert page.locator("html").get_attribute("lang") == "en"
    visit.go("/anruf")
    page.evaluate("document.querySelector('#note').required = false")
    page.click("[data-default]")
    page.wait_for_load_state("networkidle")
    page.wait_for_function("() => !document.querySelector('.htmx-request')")
    found["422"] = violations(page)
    number = visit.desk.numbers["call"]
    visit.go(f"/vorgang/{number}")
    status.close(visit.desk.office, KLEIN, number, version=1)
    page.click("text=Take over")
    found["409"] = violations(page)
    visit.go("/anmelden?lang=en")

    assert {k: v for k, v in found.items() if v} == {}


def test_open_menus_and_dialogs_have_no_barrier_either(windows: Windows) -> None:
    visit = windows.open()
    page = visit.sign_in()
    visit.go(f"/?ticket={visit.desk.numbers['urgent']}")

    for summary in (".menu > summary", ".filterbox > summary", ".actions .drop > summary", ".why > summary"):
        page.click(summary)
        assert violations(page) == [], summary
        page.keyboard.press("Escape")
    page.click("[data-help]")

    assert page.locator("#help").is_visible()
    assert violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_harness_finds_faults_that_are_there(windows: Windows, theme: str) -> None:
    visit = windows.open(theme=theme)
    page = visit.go("/anmelden")
    faint = "#c8c8c8" if theme == "light" else "#333333"

    page.evaluate(
        """colour => {
            document.querySelector("h1").style.color = colour;
            document.querySelector("label[for=password]").remove();
            document.querySelector("form button").textContent = "";
        }""",
        faint,
    )

    rules = {line.partition(":")[0] for line in violations(page)}
    assert {"color-contrast", "label", "button-name"} <= rules


def test_the_harness_looks_at_every_width_and_in_the_dark(windows: Windows) -> None:
    page = windows.open().go("/anmelden")
    assert faults(page) == []

    page.evaluate(
        """() => { const s = new CSSStyleSheet(); document.adoptedStyleSheets.push(s); s.replaceSync(`
            @media (prefers-color-scheme: dark) { h1 { color: #333 !important; } }
            @media (max-width: 700px) and (min-width: 600px) { #name { min-width: 800px; } }
            @media (max-width: 400px) { form button { min-height: 0 !important; height: 12px; overflow: hidden; } }
        `); }"""
    )

    found = {line.partition(":")[0] + ":" + line.split(":")[1].split()[0] for line in faults(page)}
    assert {"1366 dark:color-contrast", "320 dark:color-contrast", "320:<button"} <= found
    assert any(line.startswith("683") and "px too wide" in line for line in faults(page))
    assert not any(line.startswith("1366:") for line in faults(page))


def test_spaced_out_text_is_not_clipped(windows: Windows) -> None:
    visit = windows.open(size=NARROW)
    visit.sign_in()
    page = visit.go(f"/vorgang/{visit.desk.numbers['urgent']}")

    page.evaluate(  # WCAG 1.4.12
        """() => { const s = new CSSStyleSheet(); s.replaceSync(`* { line-height: 1.5 !important;
            letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
            document.adoptedStyleSheets.push(s); }"""
    )

    assert overflow(page) <= 0


def test_forced_colours_keep_icons_and_reduced_motion_keeps_still(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    page = visit.go(f"/?ticket={visit.desk.numbers['urgent']}")

    page.emulate_media(forced_colors="active", reduced_motion="reduce")

    icon = page.locator(".row .icon").first
    assert icon.evaluate("e => getComputedStyle(e).color") == icon.evaluate("e => getComputedStyle(e.parentNode).color")
    moving = page.evaluate("() => document.getAnimations().filter(a => a.playState === 'running').length")
    assert moving == 0


def test_a_printed_ticket_shows_the_mail_and_not_the_desk(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    page = visit.go(f"/vorgang/{visit.desk.numbers['urgent']}")

    page.emulate_media(media="print")

    assert page.locator(".message .text").first.is_visible()
    assert not page.locator("nav.side").is_visible()
    assert not page.locator(".actions").is_visible()


def test_the_first_visit_weighs_at_most_160_kilobytes(windows: Windows) -> None:
    visit = windows.open()
    client = visit.page.context.new_cdp_session(visit.page)
    sizes: list[float] = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    client.send("Network.enable")

    visit.go("/anmelden")
    visit.page.wait_for_load_state("networkidle")

    assert 0 < sum(sizes) <= 160 * 1024
