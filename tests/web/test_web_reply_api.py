"""Programs answer by mail in a person's name, once for a key, and may take it back as people do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast

import httpx
import pytest

from tests.web.seed import ticket
from tests.web.serving import served
from triage.desk import drafts
from triage.desk.tokens import issue
from triage.desk.visible import Viewer
from triage.office import Office

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")


@pytest.fixture
def number(office: Office) -> str:
    return ticket(office)


@pytest.fixture
def api(office: Office) -> Iterator[httpx.Client]:
    token = issue(office, "weber", "test", ["read", "write"])
    with served(office) as url, httpx.Client(base_url=f"{url}/api/v1") as client:
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def write(api: httpx.Client, number: str, key: str = "eins", **body: object) -> httpx.Response:
    return api.post(f"/tickets/{number}/replies", json=body, headers={"Idempotency-Key": key})


def replies(api: httpx.Client, number: str) -> list[dict[str, Any]]:
    return cast(list[dict[str, Any]], api.get(f"/tickets/{number}/replies").json()["replies"])


def test_a_program_answers_once_for_a_key_and_sees_what_became_of_it(
    api: httpx.Client, office: Office, number: str
) -> None:
    first = write(api, number, version=1, text="Guten Tag", then="done")
    again = write(api, number, version=1, text="Guten Tag", then="done")

    assert first.json() == again.json()
    [one] = replies(api, number)
    assert (one["id"], one["author"], one["to"], one["state"]) == (
        first.json()["reply"], "weber", "olena@example.org", "queued",
    )  # fmt: skip
    assert first.json()["goes_at"] == (office.clock.now() + timedelta(seconds=10)).isoformat().replace("+00:00", "Z")
    assert api.get(f"/tickets/{number}").json()["status"] == "closed"


def test_a_program_that_read_an_older_state_is_told(api: httpx.Client, number: str) -> None:
    write(api, number, version=1, text="Guten Tag")

    assert write(api, number, "zwei", version=1, text="Noch einmal").status_code == 409


def test_what_does_not_fit_is_refused_by_name(api: httpx.Client, number: str) -> None:
    refused = write(api, number, version=1, text="Guten Tag", to="fremd@example.org")

    assert (refused.status_code, refused.json()["problems"]) == (422, ["to_unknown"])
    assert write(api, number, "zwei", version=1, text="Guten Tag", subject="a\r\nBcc: b").status_code == 422


def test_a_reply_is_taken_back_by_a_program_and_its_words_become_the_persons_draft(
    api: httpx.Client, office: Office, number: str
) -> None:
    key = write(api, number, version=1, text="Guten Tag").json()["reply"]

    back = api.delete(f"/tickets/{number}/replies/{key}", headers={"Idempotency-Key": "weg"})
    gone = api.delete(f"/tickets/{number}/replies/{key}", headers={"Idempotency-Key": "noch einmal"[:4]})

    assert back.status_code == 200
    assert (gone.status_code, gone.json()["problems"]) == (422, ["reply_gone"])
    assert replies(api, number) == []
    kept = drafts.load(office, WEBER, "reply:1")
    assert kept is not None
    assert kept.fields["text"] == "Guten Tag"
