"""A supervisor finds what people keep correcting, adds a word, sees what it does, publishes, and goes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from sqlmodel import col, select

from models.label import LabelRow
from models.ticket import Ticket
from tests.browser.conftest import Served, Windows
from tests.web import seed
from tests.web.serving import served
from triage.adapters.tasks import Settings
from triage.adapters.understanding import Pool
from triage.desk.correct import correct
from triage.desk.visible import Viewer
from triage.office import Office
from triage.rehearsing.rehearsals import Rehearsals
from triage.tuning import resort
from triage.tuning.in_force import file_in_force

pytestmark = pytest.mark.browser
WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
PATIENCE = 90_000  # milliseconds: compiling the rules takes seconds, on a loaded machine many
RULE = "wohnen.mangel"
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk with real rules: two requests about a word no rule knows, one of them put right by a person."""
    folder = tmp_path_factory.mktemp("bench")
    office = seed.office_in(folder)
    pool = Pool(Settings(), in_force=partial(file_in_force, office.store, folder / "rules"))
    office = replace(office, understand=pool)
    seed.user(office)
    seed.user(office, "klein", "B. Klein", "leitung")
    seed.user(office, "sommer", "M. Sommer", "leitung")
    numbers = {
        "corrected": unknown(office, "Guten Tag, wir haben Muffelpilz. Was kann man da machen?"),
        "alike": unknown(office, "Guten Tag, hier ist überall Muffelpilz. Wer kann uns helfen?"),
        "other": unknown(office, "Guten Tag, ich habe eine Frage zu etwas anderem."),
    }
    correct(office, WEBER, numbers["corrected"], version=1, field="topic", value="wohnen")
    rehearsals = Rehearsals(str(office.store.url), folder / "words")
    with served(office, rehearsals=rehearsals) as url:
        yield Served(office=office, url=url, numbers=numbers)
    rehearsals.close()
    pool.close()
    office.store.close()


@pytest.fixture
def desk(bench: Served) -> Served:
    return bench


@pytest.fixture
def page(browser: Browser, bench: Served) -> Iterator[Page]:
    windows = Windows(browser, bench)
    visit = windows.open()
    visit.page.set_default_timeout(PATIENCE)
    yield visit.sign_in("klein")
    for context in windows.contexts:
        context.close()
    assert windows.trouble.found == []


def unknown(office: Office, text: str) -> str:
    return seed.ticket(office, seed.Request(subject="", text=text, topic="sonstiges", municipality=None, certain=False))


def kept(office: Office) -> tuple[Rows, Rows]:
    """What the batch may touch: every ticket as staff see it, every label."""
    with office.store.reading() as db:
        tickets = [
            row.model_dump(exclude={"version", "changed_at"})
            for row in db.exec(select(Ticket).order_by(col(Ticket.id)))
        ]
        labels = [row.model_dump() for row in db.exec(select(LabelRow).order_by(col(LabelRow.id)))]
    return tickets, labels


def topic_of(office: Office, number: str) -> str:
    with office.store.reading() as db:
        return db.exec(select(Ticket.topic).where(Ticket.number == number)).one()


def worked(office: Office) -> None:
    """What the job does in its own time."""
    while resort.step(office):
        pass


def test_from_a_correction_to_a_published_word_and_back_again(page: Page, bench: Served) -> None:
    office, numbers = bench.office, bench.numbers
    before = kept(office)

    page.goto(f"{bench.url}/regeln/schwaechen")
    page.get_by_role("link", name=numbers["corrected"]).first.click()
    page.click(".why summary") if not page.is_visible("text=Regeln verbessern") else None
    page.get_by_role("link", name="Regeln verbessern").click()
    page.get_by_label("Muffelpilz").check()
    page.get_by_label("In welche Regel?").select_option(RULE)
    page.get_by_role("button", name="In den Entwurf").click()
    page.wait_for_selector(f"#impact a:has-text('{numbers['alike']}')")
    assert page.locator("#impact mark").first.inner_text() == "Muffelpilz"
    assert page.locator("#impact").get_by_text("1 würden richtig, 0 falsch").count() == 1
    assert topic_of(office, numbers["alike"]) == "sonstiges"  # nothing is in force yet

    page.fill("#counterexamples", f"{page.input_value('#counterexamples')}\nMuffelpilz ist ein lustiges Wort")
    page.get_by_role("button", name="Im Entwurf speichern").click()
    page.wait_for_selector("#impact :text('stimmen nicht mehr')")
    publish(page, bench, "Muffelpilz ist ein Mangel der Wohnung")
    page.wait_for_selector("[role=alert] :text('counterexample is found')")

    page.goto(f"{bench.url}/regeln/regel/{RULE}")
    lines = [line for line in page.input_value("#counterexamples").splitlines() if "Muffelpilz" not in line]
    page.fill("#counterexamples", "\n".join(lines))
    page.get_by_role("button", name="Im Entwurf speichern").click()
    page.wait_for_selector("#impact :text('Alle Beispiele')")
    publish(page, bench, "Muffelpilz ist ein Mangel der Wohnung")
    page.wait_for_url("**/regeln/versionen")
    assert page.locator("h2#v2").inner_text().startswith("Version 2")
    worked(office)
    assert topic_of(office, numbers["alike"]) == "wohnen"
    assert topic_of(office, numbers["other"]) == "sonstiges"

    page.reload()
    page.get_by_role("button", name="Alles zurücknehmen").click()
    worked(office)
    page.get_by_role("button", name="Zurück zu Version 1").click()
    page.wait_for_selector("h2#v3")
    assert kept(office) == before


def publish(page: Page, bench: Served, note: str) -> None:
    page.goto(f"{bench.url}/regeln/entwurf")
    page.fill("#note", note)
    page.get_by_label("Offene Vorgänge neu einordnen").check()
    page.get_by_role("button", name="Veröffentlichen", exact=True).click()


def test_the_effect_comes_while_typing_and_is_judged_with_one_key(page: Page, bench: Served) -> None:
    page.goto(f"{bench.url}/regeln/regel/{RULE}")
    page.locator("#any-de").press("End")
    page.locator("#any-de").type("\nMuffelpilz")
    page.wait_for_selector(f"#impact a:has-text('{bench.numbers['alike']}')")

    page.locator("h1").click()
    page.keyboard.press("1")

    page.wait_for_selector("#impact [aria-pressed=true]:has-text('passt')")
    assert topic_of(bench.office, bench.numbers["alike"]) == "sonstiges"
    assert page.goto(f"{bench.url}/regeln/entwurf").ok  # what was only typed is in no draft
    assert page.get_by_text("Sie haben keinen Entwurf.").count() == 1


def test_without_script_a_rule_is_changed_and_published_too(browser: Browser, bench: Served) -> None:
    windows = Windows(browser, bench)
    visit = windows.open(script=False)
    visit.page.set_default_timeout(PATIENCE)
    page = visit.sign_in("sommer")

    page.goto(f"{bench.url}/regeln/regel/wohnen.kaution")
    page.fill("#weight", "3,5")
    page.get_by_role("button", name="Im Entwurf speichern").click()
    page.goto(f"{bench.url}/regeln/entwurf")
    page.fill("#note", "Kaution zählt mehr")
    page.get_by_role("button", name="Veröffentlichen", exact=True).click()

    page.wait_for_url("**/regeln/versionen")
    assert page.get_by_text("Kaution zählt mehr").count() == 1
    for context in windows.contexts:
        context.close()
    assert windows.trouble.found == []


def test_two_who_change_the_same_rule_see_each_other_and_decide(browser: Browser, page: Page, bench: Served) -> None:
    other = Windows(browser, bench)
    sommer = other.open()
    sommer.page.set_default_timeout(PATIENCE)
    sommer.sign_in("sommer")
    for who, weight in ((page, "4,5"), (sommer.page, "5")):
        who.goto(f"{bench.url}/regeln/regel/wohnen.umzug")
        who.fill("#weight", weight)
        who.get_by_role("button", name="Im Entwurf speichern").click()
        who.wait_for_selector("#impact .effect__sum")

    page.goto(f"{bench.url}/regeln/regel/wohnen.umzug")
    assert page.get_by_text("ändert auch diese Regel").count() == 1
    publish(sommer.page, bench, "Umzug zählt mehr")
    sommer.page.wait_for_url("**/regeln/versionen")
    page.goto(f"{bench.url}/regeln/entwurf")
    page.get_by_label("meine behalten").check()
    page.get_by_role("button", name="Entwurf auf den neuen Stand bringen").click()

    page.wait_for_selector(".diff:has-text('5 → 4.5')")
    for context in other.contexts:
        context.close()
    assert other.trouble.found == []
