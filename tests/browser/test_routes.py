"""Has any page of any role a barrier? All pages of the application are looked at: a new one without a path fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import httpx
import pytest
from playwright.sync_api import Browser, Page
from starlette.routing import compile_path

from rules.load import shipped_texts
from rules.rulebook import Rule
from rules.written import written
from tests.browser import scene
from tests.browser.axe import faults
from tests.browser.conftest import Served, Visit, Windows
from tests.browser.test_reach import screens
from tests.web import seed
from tests.web.serving import PLAIN, served, session_of
from tests.web.test_web_security import routes
from triage.desk import people, readlog, reply
from triage.desk.hand_over import Consent, Wish, hand_over
from triage.desk.reply import Reply
from triage.desk.sheet import Choice
from triage.desk.teams import save_team
from triage.desk.visible import Viewer
from triage.office import Office
from triage.rehearsing.rehearsals import Rehearsals
from triage.tuning import drafts, shelf, versions
from triage.tuning.versions import Findings
from triage.web.assets import assets

pytestmark = pytest.mark.browser
WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
CHEF = Viewer(name="sommer", shown="M. Sommer", role="admin")
PEOPLE = ("weber", "klein", "sommer")  # one of each role
PARTS = 8  # the pages are looked at in so many tests: each is shorter than what a test may take
NO_PAGES = {  # what a browser gets there is no page of ours
    "/auswertung.csv", "/auswertung.xlsx", "/verwaltung/einsicht.csv", "/live", "/live/now", "/livez", "/readyz",
    "/healthz/mail", "/metrics", "/static/{path:path}", "/anhang/{attachment_id}", "/anhang/{attachment_id}/inhalt",
    "/mail/{message_id}/html", "/mail/{message_id}/original.eml",
    "/regeln/wirkung", "/regeln/suchen/{what}",  # parts of pages of rules
    "/vorgang/{number}/bausteine", "/vorgang/{number}/gesendet/{key}",  # parts of the ticket's page: looked at there
}  # fmt: skip


def more(visit: Visit) -> dict[str, str]:
    """Pages beside those of `screens`, by name."""
    urgent = visit.desk.numbers["urgent"]
    return {
        "picture": "/anhang/4/ansicht",
        "sheet": f"/vorgang/{urgent}/uebergabe/1",
        "overview": "/auswertung?von=2026-10-01&bis=2026-11-20",
        "people": "/verwaltung",
        "person": "/verwaltung/person/weber",
        "teams": "/verwaltung/team",
        "log": "/verwaltung/einsicht",
        "sign-in": "/anmelden",
        "rule-effect": "/regeln/regel/aufenthalt.titel?wirkung=1",
        "rule-example": f"/regeln/beispiel/{urgent}?regel=aufenthalt.titel",
        "rule-version": "/regeln/versionen?von=2",
        "rule-draft-of-others": "/regeln/entwurf?entwurf=1",
    }


_MAIN = re.compile(r"<main.*</main>", re.DOTALL)
_OWN = re.compile(
    r"Fehler-Nr\. \w{6}|value=\"([\w-]{43}|[\w-]{22})\"|A\. Weber|B\. Klein|M\. Sommer|\b(weber|klein|sommer)\b"
)


@dataclass(frozen=True, kw_only=True)
class Look:
    """A page to be looked at, because no page of its kind was before."""

    who: str
    name: str
    path: str


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One desk for all tests of this file: they only look."""
    office, numbers = scene.office_in(tmp_path_factory.mktemp("house"))
    seed.user(office, "sommer", "M. Sommer", "admin")
    people.set_reach(office, "sommer", "sommer", circle=True, mailboxes=[])
    save_team(office, CHEF, None, name="Nord", towns=["nettetal"], languages=["uk"], members=["weber", "klein"])
    readlog.note(office, "weber", [1, None], "read")
    urgent = numbers["urgent"]
    reply.send(office, WEBER, urgent, Reply(text="Guten Tag, bitte kommen Sie."))
    wish = Wish(
        receiver="Jobcenter", way="print", choice=Choice(), consent=Consent(ground="oral", at=seed.NOON, language="de")
    )
    hand_over(office, WEBER, urgent, version=2, wish=wish)
    publish_and_draft(office)
    rehearsals = Rehearsals(str(office.store.url), tmp_path_factory.mktemp("words"))
    with served(office, rehearsals=rehearsals) as url:
        yield Served(office=office, url=url, numbers=numbers)
    rehearsals.close()
    office.store.close()


def publish_and_draft(office: Office) -> None:
    """A version of the rules and a draft, so that their pages show something."""
    versions.publish(office, "klein", with_rule(2), onto=0, note="Kautionsfragen", find=lambda _texts: Findings())
    rule = written(replace(found(shipped_texts(), "aufenthalt.titel"), weight=5.0))
    drafts.change(office, "klein", revision=None, file="topics/aufenthalt.yaml", rule="aufenthalt.titel", after=rule)


def with_rule(weight: int) -> dict[str, str]:
    probe = f"topic: wohnen\nrules:\n  - id: wohnen.probe\n    weight: {weight}\n    any: {{de: [Kautionsfrage]}}\n"
    return {**shipped_texts(), "topics/wohnen_probe.yaml": probe}


def found(texts: dict[str, str], rule_id: str) -> Rule:
    rule = shelf.rule(texts, rule_id)
    assert rule is not None
    return rule


@pytest.fixture(scope="module")
def visits(browser: Browser, house: Served) -> Iterator[dict[str, Visit]]:
    """One window for each role, signed in once."""
    windows = Windows(browser, house)
    found = {}
    for who in PEOPLE:
        found[who] = windows.open()
        found[who].be(who)
    yield found
    for context in windows.contexts:
        context.close()
    assert windows.trouble.found == []


@pytest.fixture(scope="module")
def looks(house: Served, visits: dict[str, Visit]) -> list[Look]:
    """Every page of every role, but those that are the same as one before: in the frame, and in what it holds."""
    known: set[str] = set()
    found = []
    for who in PEOPLE:
        cookies = {PLAIN.cookie: session_of(house.office, who)}
        with httpx.Client(base_url=house.url, cookies=cookies, timeout=30, follow_redirects=True) as client:
            for name, path in {**screens(visits[who]), **more(visits[who])}.items():
                kinds = set(kinds_of(client.get(path).text))
                found += [Look(who=who, name=name, path=path)] if kinds - known else []
                known |= kinds
    return found


def kinds_of(html: str) -> tuple[str, str]:
    """What two pages have in common that differ in ids, tokens and counts alone: (frame, what the frame holds)."""
    plain = _OWN.sub("", html)
    found = _MAIN.search(plain)
    assert found is not None, html[:200]
    return re.sub(r"\d+|<title>.*?</title>|value=\"[^\"]*\"", "", plain.replace(found[0], "")), found[0]


def test_every_page_the_application_has_is_looked_at(house: Served, visits: dict[str, Visit]) -> None:
    paths = {**screens(visits["weber"]), **more(visits["weber"])}.values()
    templates = [path for method, path in routes(house.office) if method == "GET"]

    reached = {_template(templates, path.partition("?")[0]) for path in paths}

    assert set(templates) == reached | NO_PAGES
    assert not reached & NO_PAGES


def test_what_is_called_no_page_is_none(house: Served) -> None:
    cookies = {PLAIN.cookie: session_of(house.office, "sommer")}
    parts = {"attachment_id": "1", "message_id": "1", "what": "suggest", "number": house.numbers["urgent"], "key": "1"}
    parts["path:path"] = assets().url("app.css").removeprefix("/static/")

    with httpx.Client(base_url=house.url, cookies=cookies, timeout=30) as client:
        for path in NO_PAGES - {"/live"}:  # a stream without end
            asked = re.sub(r"{([\w:]+)}", lambda m: parts[m[1]], path)
            answer = client.get(asked)
            assert (answer.status_code, "<main" in answer.text) == (200, False), path


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_of_any_role_has_a_barrier(visits: dict[str, Visit], looks: list[Look], part: int) -> None:
    found = {}

    for look in looks[part::PARTS]:
        found[look.who, look.name] = _faults(visits[look.who], look.path)

    assert found
    assert {k: v for k, v in found.items() if v} == {}


def test_pages_that_differ_are_both_looked_at(house: Served, visits: dict[str, Visit], looks: list[Look]) -> None:
    names = {(look.who, look.name) for look in looks}

    assert {("weber", "queue"), ("klein", "queue"), ("klein", "overview"), ("sommer", "people")} <= names
    assert ("weber", "absent") not in names, "one refusal is like the other"
    assert len(looks) >= len(screens(visits["weber"]))


def _faults(visit: Visit, path: str) -> list[str]:
    page: Page = visit.go(path)
    return faults(page)


def _template(templates: list[str], path: str) -> str:
    """The first route that takes this path."""
    return next(template for template in templates if compile_path(template)[0].fullmatch(path))
