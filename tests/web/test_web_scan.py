"""Before a file reaches staff somebody looks into it, and what was found is asked about first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import httpx
import pytest

from tests.web.seed import Request, ticket
from tests.web.serving import csrf, served, sign_in
from triage.office import Office
from triage.testing import MemoryScanner

HARMFUL = b"STANDARD-HARMFUL-TEST-FILE"
FOUND = MemoryScanner({HARMFUL: "Test.<b>Harm</b>-1"})
AWAY = MemoryScanner({}, trouble="der Virenprüfer antwortet nicht")


@contextmanager
def desk(office: Office) -> Iterator[httpx.Client]:
    with served(office) as url, httpx.Client(base_url=url) as client:
        assert sign_in(client).status_code == 303
        yield client


def test_without_a_scanner_the_ticket_says_so_and_the_file_is_saved(office: Office, weber: httpx.Client) -> None:
    number = ticket(office, Request(attachments=[("brief.pdf", HARMFUL)]))

    assert "nicht auf Viren geprüft" in weber.get(f"/vorgang/{number}").text
    assert weber.get("/anhang/1").content == HARMFUL


def test_a_clean_file_is_saved_at_once(office: Office) -> None:
    number = ticket(office, Request(attachments=[("brief.pdf", b"harmlos")]))

    with desk(replace(office, scanner=FOUND)) as weber:
        assert "wird beim Speichern auf Viren geprüft" in weber.get(f"/vorgang/{number}").text
        assert weber.get("/anhang/1").content == b"harmlos"


@pytest.mark.parametrize(
    ("scanner", "said"), [(FOUND, "Test.&lt;b&gt;Harm&lt;/b&gt;-1"), (AWAY, "der Virenprüfer antwortet nicht")]
)
def test_what_was_found_or_not_looked_at_is_asked_about_first(
    office: Office, scanner: MemoryScanner, said: str
) -> None:
    ticket(office, Request(attachments=[("brief.pdf", HARMFUL)]))

    with desk(replace(office, scanner=scanner)) as weber:
        asked = weber.get("/anhang/1?trotzdem=1")
        link = weber.post("/anhang/1")
        saved = weber.post("/anhang/1", data={"csrf": csrf(weber)})

    assert asked.headers["content-type"].startswith("text/html")
    assert said in asked.text
    assert HARMFUL not in asked.content
    assert link.status_code == 403
    assert saved.content == HARMFUL
    assert saved.headers["content-disposition"].startswith("attachment;")


def test_the_answer_opens_no_file_of_a_foreign_ticket(office: Office) -> None:
    with desk(replace(office, scanner=FOUND)) as weber:
        assert weber.post("/anhang/999", data={"csrf": csrf(weber)}).status_code == 404
