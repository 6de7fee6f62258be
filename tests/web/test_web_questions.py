"""A page asks the database few questions, none of which walks through the whole house."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from sqlalchemy import event

from tests.web.seed import Request, ticket, user
from tests.web.serving import sign_in
from triage.office import Office
from triage.web.pages import environment

Asked = list[tuple[str, Any]]  # statement, its values
MOST = {
    "/": 20,
    "/?status=closed&topic=wohnen&municipality=none": 20,
    "/vorgang/{number}": 34,
    "/suche?q=wohnung": 16,
    "/auswertung": 20,
}  # transactions begun are counted too


@contextmanager
def listening(office: Office) -> Iterator[Asked]:
    asked: Asked = []

    def note(_connection: object, _cursor: object, statement: str, values: object, *_: object) -> None:
        asked.append((statement, values))

    event.listen(office.store.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(office.store.engine, "before_cursor_execute", note)


@pytest.fixture
def number(office: Office) -> str:
    user(office, "klein", "B. Klein", role="leitung")
    numbers = [ticket(office, Request(sender_address="olena@example.org", phone="02162 392129")) for _ in range(3)]
    return numbers[1]


@pytest.fixture
def klein(number: str, address: str) -> Iterator[httpx.Client]:
    assert number
    with httpx.Client(base_url=address, timeout=30) as client:
        assert sign_in(client, "klein").status_code == 303
        yield client


@pytest.mark.parametrize("page", MOST)
def test_a_page_asks_few_questions(office: Office, number: str, klein: httpx.Client, page: str) -> None:
    with listening(office) as asked:
        assert klein.get(page.format(number=number)).status_code == 200

    assert len(asked) <= MOST[page], "\n".join(statement for statement, _ in asked)


@pytest.mark.parametrize("page", MOST)
def test_no_question_of_a_page_walks_through_the_whole_house(
    office: Office, number: str, klein: httpx.Client, page: str
) -> None:
    with listening(office) as asked:
        klein.get(page.format(number=number))

    with office.store.engine.connect() as connection:
        for statement, values in asked:
            if not statement.startswith("SELECT") or not office.store.is_sqlite:
                continue
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
            walks = [step for step in plan if step.startswith(("SCAN ticket", "SCAN message", "SCAN label"))]
            assert not walks, f"{plan}\n{statement}"


def test_more_tickets_of_the_same_person_are_no_more_questions(
    office: Office, number: str, klein: httpx.Client
) -> None:
    def questions() -> int:
        with listening(office) as asked:
            assert klein.get(f"/vorgang/{number}").status_code == 200
        return len(asked)

    before = questions()
    for _ in range(12):
        ticket(office, Request(sender_address="olena@example.org"))

    assert questions() == before


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ('{{ _("Save") }}', "Speichern"),
        ('{{ _("Save")[:2] }}{{ _("Save")|length }}', "Sp9"),
        ('{% set word = _("Save") %}{{ "<" ~ word }}', "&lt;Speichern"),
        ('{{ _("%(n)d min", n=3) }}', "3 Min."),
        ("{{ _(word) }}", "Speichern"),
        ('{% for _ in "ab" %}x{% endfor %}', "xx"),
    ],
)
def test_words_are_said_in_the_readers_language_with_and_without_variables(source: str, read: str) -> None:
    assert environment("de").from_string(source).render(word="Save") == read
