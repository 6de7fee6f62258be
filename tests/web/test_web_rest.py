"""What the desk keeps, names and offers beside the great things: notes, teams, filters, keys."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from models.ticket import Note
from tests.web.seed import Request, ticket, user
from tests.web.serving import PLAIN, csrf, session_of
from triage.desk import claim
from triage.desk.teams import save_team, teams_of
from triage.desk.visible import Viewer
from triage.office import Office
from triage.web.app import create_app

KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")
WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")


def notes(office: Office) -> list[str]:
    with office.store.reading() as db:
        return list(db.exec(select(Note.text)))


def take(client: httpx.Client, number: str, note: str) -> httpx.Response:
    return client.post(f"/vorgang/{number}/claim", data={"csrf": csrf(client), "version": "1", "note": note})


# -- a note written while taking over --------------------------------------------------------------------------------


def test_a_note_goes_along_with_taking_over(office: Office, weber: httpx.Client) -> None:
    number = ticket(office)

    answer = take(weber, number, "Ich rufe an.")

    assert answer.status_code == 303
    assert notes(office) == ["Ich rufe an."]
    assert 'formaction="' not in weber.get(f"/vorgang/{number}").text, "whoever has it needs not take it"


def test_a_note_stays_in_its_form_when_a_colleague_was_faster(
    office: Office, weber: httpx.Client, klein: httpx.Client
) -> None:
    number = ticket(office)
    claim.claim(office, KLEIN, number, version=1)

    answer = take(weber, number, "Ich rufe <b>an</b>.\nMorgen.")

    assert answer.status_code == 409
    assert "B. Klein hat diesen Vorgang gerade übernommen." in answer.text
    typed = re.search(r'<textarea id="note"[^>]*>(.*?)</textarea>', answer.text, re.DOTALL)
    assert typed is not None
    assert typed[1] == "\nIch rufe &lt;b&gt;an&lt;/b&gt;.\nMorgen."
    assert notes(office) == []
    again = {"csrf": csrf(weber), "note": "Ich rufe an."}
    assert weber.post(f"/vorgang/{number}/note", data=again).status_code == 303
    assert notes(office) == ["Ich rufe an."]


def test_a_note_that_is_too_long_takes_nothing_over(office: Office, weber: httpx.Client) -> None:
    number = ticket(office)

    answer = take(weber, number, "x" * 20_001)

    assert answer.status_code == 422
    assert "noch niemand" in weber.get(f"/vorgang/{number}").text


# -- teams -----------------------------------------------------------------------------------------------------------


def test_teams_stand_in_the_navigation_of_their_members_alone(
    office: Office, weber: httpx.Client, klein: httpx.Client
) -> None:
    save_team(office, KLEIN, None, name="Nord & Süd", towns=["nettetal"], languages=[], members=["weber"])
    with office.store.reading() as db:
        [team] = teams_of(db, WEBER)

    mine, theirs = weber.get(f"/?team={team.id}").text, klein.get("/").text

    nav = mine.partition('<nav class="side"')[2].partition("</nav>")[0]
    assert f'href="/?team={team.id}" aria-current="page"' in nav
    assert "<bdi>Nord &amp; Süd</bdi>" in nav
    assert "Nord" not in theirs.partition('<nav class="side"')[2].partition("</nav>")[0]


def test_a_team_is_shown_with_the_names_colleagues_know(office: Office, klein: httpx.Client) -> None:
    save_team(office, KLEIN, None, name="Nord", towns=[], languages=[], members=["weber", "klein"])

    page = klein.get("/verwaltung/team").text

    assert "<p><bdi>B. Klein</bdi>, <bdi>A. Weber</bdi></p>" in page


# -- filters ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("zu=me", "Zuständig ich"),
        ("zu=nobody", "Zuständig noch niemand"),
        ("zu=weber", "Zuständig A. Weber"),
        ("zu=%3Cb%3E", "Zuständig &lt;b&gt;"),
        ("frist=2026-11-24", "Frist bis 24.11.2026"),
        ("topic=wohnen&zu=me&frist=2026-11-24", "Wohnen, Zuständig ich, Frist bis 24.11.2026"),
    ],
)
def test_the_title_of_the_filter_names_who_and_until_when(weber: httpx.Client, query: str, said: str) -> None:
    page = weber.get(f"/?{query}").text

    title = page.partition('filterbox"><summary>')[2].partition("</summary>")[0]
    assert title.partition("Filter")[2].strip() == f": {said}"


def test_what_is_late_against_a_promised_answer_is_red_and_first(office: Office, weber: httpx.Client) -> None:
    first = ticket(office, Request(priority=90, due_in=timedelta(hours=1)))
    late = ticket(office, Request(priority=1, respond_in=timedelta(hours=-2), due_in=timedelta(hours=5)))

    page = weber.get("/").text

    assert page.index(late) < page.index(first)
    row = page.partition(f'value="{late}:1"')[2].partition("</li>")[0]
    assert 'class="due due--late"' in row
    assert "seit 2 Std. überfällig" in row


# -- the way to the rules --------------------------------------------------------------------------------------------


def test_the_key_to_the_rules_is_there_for_who_leads(office: Office) -> None:
    user(office, "klein", "B. Klein", role="leitung")
    seen = {}
    for who in ("weber", "klein"):
        with TestClient(create_app(office, PLAIN), cookies={PLAIN.cookie: session_of(office, who)}) as client:
            seen[who] = client.get("/").text

    assert {who: 'data-key="g r"' in page for who, page in seen.items()} == {"weber": False, "klein": True}
