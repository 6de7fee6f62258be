"""The overview adds up, shows nobody what is not theirs, and gives away no small cells."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest
from sqlmodel import select

from models.ticket import Ticket
from tests.web.seed import Request, ticket, user
from tests.web.serving import sign_in
from triage.desk import correct, status
from triage.desk.overview import Overview, Period, overview
from triage.desk.visible import Viewer
from triage.errors import NotFound
from triage.office import Office

KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")
DAY = timedelta(days=1)


@pytest.fixture
def filled(office: Office) -> list[str]:
    """Twelve tickets of the last twelve days: seven of housing in Nettetal, two of them done, five others."""
    user(office, "klein", "B. Klein", role="leitung")
    numbers = [
        ticket(office, Request(topic="wohnen" if at < 7 else "arbeit", municipality="nettetal" if at < 7 else None))
        for at in range(12)
    ]
    with office.store.transaction() as db:
        for at, row in enumerate(db.exec(select(Ticket).order_by(Ticket.id))):  # type: ignore[arg-type]  # a column
            row.opened_at = office.clock.now() - at * DAY
            db.add(row)
    for number in numbers[:2]:
        status.close(office, KLEIN, number, version=1)
    return numbers


@pytest.fixture
def klein(filled: list[str], address: str) -> httpx.Client:
    assert filled
    client = httpx.Client(base_url=address)
    assert sign_in(client, "klein").status_code == 303
    return client


def of_last(office: Office, days: int, viewer: Viewer = KLEIN) -> Overview:
    today = office.clock.now().date()
    period = Period(first=today - (days - 1) * DAY, last=today)
    with office.store.reading() as db:
        return overview(db, viewer, period, office.clock.now(), ZoneInfo("Europe/Berlin"))


def test_it_adds_up(office: Office, filled: list[str]) -> None:
    assert len(filled) == 12
    found = of_last(office, 30)

    assert (found.opened, found.before, found.closed) == (12, 0, 2)
    assert found.cells == {("wohnen", "nettetal"): 7, ("arbeit", ""): 5}
    assert sum(found.by_topic().values()) == sum(found.by_town().values()) == found.opened
    assert sum(count for _, count in found.weeks) == sum(count for _, count in found.languages) == found.opened
    assert sum(count for _, count in found.backlog) == 10
    assert found.waiting.count == 2


def test_the_period_before_is_as_long(office: Office, filled: list[str]) -> None:
    assert filled
    found = of_last(office, 5)

    assert (found.opened, found.before) == (5, 5)
    assert found.towns_before == {"nettetal": 2, "": 3}


def test_what_people_said_of_the_topics_counts_once_a_ticket(office: Office, filled: list[str]) -> None:
    number = filled[5]
    for version, topic in ((1, "arbeit"), (2, "familie")):
        correct.correct(office, KLEIN, number, version=version, field="topic", value=topic)
    correct.correct(office, KLEIN, filled[6], version=1, field="topic", value="wohnen")

    assert of_last(office, 30).corrected == [("wohnen", 1, 1)]


def test_machine_mail_is_not_counted(office: Office, filled: list[str]) -> None:
    assert filled
    with office.store.transaction() as db:
        row = db.exec(select(Ticket).where(Ticket.topic == "arbeit")).first()
        assert row is not None
        row.hidden = True
        db.add(row)

    assert of_last(office, 30).opened == 11


def test_only_who_plans_sees_it(office: Office, filled: list[str], weber: httpx.Client, klein: httpx.Client) -> None:
    assert filled
    for path in ("/auswertung", "/auswertung.csv", "/auswertung.xlsx"):
        assert weber.get(path).status_code == 404
        assert klein.get(path).status_code == 200
    assert "/auswertung" not in weber.get("/").text
    with pytest.raises(NotFound):
        of_last(office, 30, Viewer(name="weber", shown="", role="mitarbeit"))


def test_small_cells_do_not_leave_the_house(klein: httpx.Client) -> None:
    text = klein.get("/auswertung.csv", params={"von": "2026-11-14", "bis": "2026-11-20"}).content.decode("utf-8-sig")
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(text), delimiter=";")}
    later = klein.get("/auswertung.csv", params={"von": "2026-11-18", "bis": "2026-11-20"}).text

    assert (rows["Wohnen"].count("7"), rows["Wohnen"].count("0")) == (1, 10)
    assert "<5" in later
    assert "3" not in later.partition("\n")[2]


def test_the_workbook_holds_the_same(klein: httpx.Client) -> None:
    answer = klein.get("/auswertung.xlsx")

    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        words = book.read("xl/sharedStrings.xml").decode()
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "Nettetal" in words
    assert "<v>7</v>" in sheet
    assert "attachment" in answer.headers["content-disposition"]


@pytest.mark.parametrize(
    ("von", "bis"),
    [
        ("x", ""),
        ("2026-12-01", "2026-11-01"),
        ("0001-01-01", "0001-01-02"),
        ("2020-01-01", "2026-01-01"),
        ("", "9999-99"),
    ],
)
def test_an_impossible_period_is_said_and_the_usual_one_shown(klein: httpx.Client, von: str, bis: str) -> None:
    answer = klein.get("/auswertung", params={"von": von, "bis": bis})

    assert answer.status_code == 200
    assert "Diesen Zeitraum gibt es nicht" in answer.text
