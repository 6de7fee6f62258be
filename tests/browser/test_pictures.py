"""Does every screen the handbook shows look as it does there?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser import pictured, scene
from tests.browser.conftest import NARROW, WIDE, Served, Windows
from tests.browser.palette import reduced
from tests.unit.house.tree import ROOT
from tests.web.serving import served
from triage.adapters.understanding import Pool
from triage.filing.promise import Calendar, Promises
from triage.packs import modules
from triage.rehearsing.rehearsals import Rehearsals

pytestmark = pytest.mark.browser
CALL = "Frau Haddad fragt nach B1-Kurs in Kempen, möchte Rückruf"
LIST: FilePayload = {
    "name": "anrufe.csv",
    "mimeType": "text/csv",
    "buffer": (
        "Zeit;Name;Telefon;Notiz\n"
        "2026-11-19 09:10;O. Kovalenko;02152 12345;fragt nach B1-Kurs in Kempen\n"
        "2026-11-19 09:40;;02154 12345;Wohnung in Willich gesucht, bittet um Rückruf\n"
        "irgendwann;M. Nowak;;Kindergeld\n"
    ).encode(),
}
ANSWER = "Guten Tag Herr Demir,\n\nSie können heute um 14 Uhr zur Ausländerbehörde kommen."
_LARGEST = 120_000  # bytes


@dataclass(frozen=True, kw_only=True)
class Shot:
    """A screen of the handbook."""

    name: str
    path: str = ""  # {urgent} and the like stand for numbers of tickets; "": where the last shot ended
    do: Callable[[Page], None] | None = None  # what a person does there first
    at: str = ""  # what stands at the upper edge; "": the beginning of the page
    narrow: bool = False  # also on a telephone
    alone: str = ""  # the path there, where it is another
    who: str = "weber"


def click(selector: str) -> Callable[[Page], None]:
    return lambda page: page.click(selector)


def note_a_call(page: Page) -> None:
    page.type("#note", CALL)
    page.wait_for_selector("#suggestion .proofs:has-text('Kempen')")
    page.fill("#phone", "02152 123456")
    page.wait_for_selector("#suggestion:has-text('Bekannt')")


def hand_in_a_list(page: Page) -> None:
    page.set_input_files("#file", LIST)
    page.click("main form button")
    page.wait_for_selector(".columns")


def answer(page: Page) -> None:
    page.click("#reply > summary")
    page.fill("#module", "Termin")
    page.wait_for_selector("#found .module")
    page.fill("#reply-text", ANSWER)
    expect(page.locator("#draft-state")).to_contain_text("Entwurf gesichert")


def send(page: Page) -> None:
    page.press("#reply-text", "Control+Enter")
    expect(page.locator(".toast--low")).to_be_visible()


def finish(page: Page) -> None:
    page.click(".pane button:has-text('Erledigt')")
    page.wait_for_selector(".toast")


def look_at_the_html(page: Page) -> None:
    page.click("summary:has-text('Mail ansehen')")
    page.wait_for_timeout(300)


def settled(page: Page) -> None:
    """The effect of a draft, worked out."""
    page.wait_for_selector("#impact .effect li", timeout=60_000)
    expect(page.locator("#impact [aria-busy]")).to_have_count(0, timeout=60_000)


SHOTS = (
    Shot(name="warteschlange", path="/?ticket={urgent}", narrow=True, alone="/"),
    Shot(name="menue", path="/?ticket={urgent}", do=click(".menu > summary")),
    Shot(name="konto", path="/konto"),
    Shot(name="tasten", path="/hilfe"),
    Shot(name="filter", path="/?topic=wohnen", do=click(".filterbox > summary")),
    Shot(name="auswahl", path="/?alle=1&topic=wohnen"),
    Shot(name="ansichten", path="/ansichten"),
    Shot(name="unklar", path="/?unklar=1&ticket={unclear}"),
    Shot(name="vorgang", path="/vorgang/{urgent}", narrow=True),
    Shot(name="vorgang-text", path="/vorgang/{urgent}", at=".message"),
    Shot(name="vorgang-html", path="/vorgang/{second}", do=look_at_the_html, at=".message"),
    Shot(name="vorgang-arabisch", path="/vorgang/{arabic}", at=".gist"),
    Shot(name="vorgang-verlauf", path="/vorgang/{answered}", do=click(".history > summary"), at=".notes"),
    Shot(name="datei", path="/vorgang/{urgent}", do=click("li:has-text('Notiz.txt') a.look")),
    Shot(name="naechster-schritt", path="/vorgang/{urgent}", at=".step"),
    Shot(name="verweisen", path="/vorgang/{urgent}/uebergabe"),
    Shot(name="einwilligung", path="/vorgang/{urgent}/einwilligung?sprache=ar"),
    Shot(name="weitergabe", path="/vorgang/{answered}", at=".handed"),
    Shot(name="uebergabe-blatt", path="/vorgang/{answered}", do=click("text=Blatt ansehen")),
    Shot(name="antwort-unklar", path="/vorgang/{answered}", at=".message--ours"),
    Shot(name="notizen", path="/vorgang/{urgent}", at=".tasks"),
    Shot(name="aufgaben", path="/aufgaben"),
    Shot(name="zusammengefuehrt", path="/vorgang/{joined}"),
    Shot(name="abtrennen", path="/vorgang/{joined}", do=click("summary:has-text('abtrennen')"), at=".person"),
    Shot(name="rueckruf", path="/vorgang/{call}", at=".calls"),
    Shot(name="anruf", path="/anruf", do=note_a_call, narrow=True),
    Shot(name="anrufliste", path="/anruf/liste"),
    Shot(name="anrufliste-vorschau", do=hand_in_a_list),
    Shot(name="suche", path="/suche?q=aufenthaltstitel", narrow=True),
    Shot(name="erledigt", path="/?ticket={second}", do=finish),
    Shot(name="antwort", path="/vorgang/{urgent}", do=answer, at="#reply", narrow=True),
    Shot(name="antwort-unterwegs", do=send, at=".message--ours"),
    Shot(name="vorgang-geschuetzt", path="/vorgang/{protected}", who="klein"),
    Shot(name="auswertung", path="/auswertung", who="klein"),
    Shot(name="fristen", path="/auswertung", at="[aria-labelledby=o-kept]", who="klein"),
    Shot(name="regeln", path="/regeln?familie=topics&thema=wohnen", who="klein"),
    Shot(name="regel", path="/regeln/regel/aufenthalt.titel?wirkung=1", do=settled, who="klein"),
    Shot(name="regel-woerter", path="/regeln/vorgang/{urgent}", who="klein"),
    Shot(name="regel-entwurf", path="/regeln/entwurf", do=settled, who="klein"),
    Shot(name="regel-versionen", path="/regeln/versionen?von=2", who="klein"),
    Shot(name="regel-schwaechen", path="/regeln/schwaechen", who="klein"),
    Shot(name="einsicht", path="/verwaltung/einsicht", who="sommer"),
    Shot(name="leute", path="/verwaltung", who="sommer"),
    Shot(name="person", path="/verwaltung/person/weber", who="sommer"),
    Shot(name="teams", path="/verwaltung/team", who="sommer"),
)
# Words that run over the edge of what holds them, and subjects without room.
_SQUEEZED = """() => [...document.querySelectorAll("button, .kern-btn, summary, h1, h2, h3, th, td, .row__subject")]
    .filter(e => e.checkVisibility())
    .filter(e => e.matches(".row__subject") ? e.clientWidth < 60 : e.scrollWidth > e.clientWidth + 1)
    .map(e => e.innerText)"""
TONES = {"light": "hell", "dark": "dunkel"}
FOLDER = os.environ.get("TRIAGE_PICTURES", "")
_THEMES = list(TONES) if FOLDER else ["light"]  # what can be reached does not depend on colours; only pictures do


def file_name(name: str, size: tuple[int, int], theme: str) -> str:
    return f"{name}-{TONES[theme]}{'' if size == WIDE else '-schmal'}.png"


def wanted(size: tuple[int, int], theme: str) -> set[str]:
    """The files of one size and theme."""
    chosen = ["anmelden", *(shot.name for shot in SHOTS if size == WIDE or shot.narrow)]
    return {file_name(name, size, theme) for name in chosen}


@pytest.fixture
def desk(tmp_path: Path, readers: Pool) -> Iterator[Served]:
    """The desk of the other files with a second day's work, the shipped texts and the real rules."""
    promises = Promises(calendar=Calendar(week=(((8 * 60, 17 * 60),),) * 5 + ((),) * 2))
    plain, numbers = scene.office_in(tmp_path)
    office = replace(plain, understand=readers, modules=modules({}), promises=promises)
    pictured.add(office, numbers)
    rehearsals = Rehearsals(str(office.store.url), tmp_path / "words")
    with served(office, rehearsals=rehearsals) as url:
        yield Served(office=office, url=url, numbers=numbers)
    rehearsals.close()
    office.store.close()


@pytest.mark.parametrize("theme", _THEMES)
@pytest.mark.parametrize("size", [pytest.param(WIDE, id="1366"), pytest.param(NARROW, id="320")])
def test_every_screen_of_the_handbook_can_be_reached_as_it_says(
    windows: Windows, size: tuple[int, int], theme: str
) -> None:
    """`TRIAGE_PICTURES=docs/img` renews the pictures of the handbook; without it nothing is photographed."""
    made = dict(_taken(windows, size, theme))

    assert set(made) == wanted(size, theme)
    for name, picture in made.items() if FOLDER else ():
        (Path(FOLDER) / name).write_bytes(picture)


def test_the_folder_of_pictures_holds_these_and_no_others() -> None:
    listed = {name for size in (WIDE, NARROW) for theme in TONES for name in wanted(size, theme)}

    kept = {p.name: p.read_bytes() for p in (ROOT / "docs" / "img").iterdir()}

    assert set(kept) == listed
    assert [n for n, octets in kept.items() if not octets.startswith(b"\x89PNG") or len(octets) >= _LARGEST] == []


def test_words_without_room_are_noticed(windows: Windows) -> None:
    visit = windows.open()
    visit.sign_in()
    page = visit.go("/suche?q=aufenthaltstitel")

    page.evaluate(
        """() => { const s = new CSSStyleSheet(); document.adoptedStyleSheets.push(s);
            s.replaceSync(".row > a { width: 5rem; } main button { width: 2rem; overflow: visible; }"); }"""
    )

    assert page.evaluate(_SQUEEZED) == ["Suche", "Frist morgen: Aufenthaltstitel läuft ab"]


def _taken(windows: Windows, size: tuple[int, int], theme: str) -> Iterator[tuple[str, bytes]]:
    """The name of each picture and its bytes."""
    counting = windows.browser.new_page() if FOLDER else None
    visit = windows.open(size=size, theme=theme)
    yield file_name("anmelden", size, theme), _at(visit.go("/anmelden"), "", counting)
    who = ""
    for shot in SHOTS:
        if size == WIDE or shot.narrow:
            if shot.who != who:
                visit, who = windows.open(size=size, theme=theme), shot.who
                visit.sign_in(who)
            if shot.path:
                visit.go((shot.path if size == WIDE else shot.alone or shot.path).format(**visit.desk.numbers))
            if shot.do:
                shot.do(visit.page)
            yield file_name(shot.name, size, theme), _at(visit.page, shot.at, counting)
    if counting:
        counting.close()


def _at(page: Page, at: str, counting: Page | None) -> bytes:
    """The page looked at from there on; its picture, when pictures are wanted."""
    page.wait_for_load_state()
    assert page.evaluate(_SQUEEZED) == []
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    edge = "e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 12)"
    page.locator(at).first.evaluate(edge) if at else page.evaluate("() => scrollTo(0, 0)")
    return reduced(counting, page.screenshot(caret="hide")) if counting else b""
