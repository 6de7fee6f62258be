"""The scanner is asked about every attachment once, and its answer stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select

from models.message import AttachmentRow
from tests.web.seed import Request, office_in, ticket
from triage.desk.scan import scan_new
from triage.office import Office
from triage.testing import MemoryScanner

HARMFUL = b"STANDARD-HARMFUL-TEST-FILE"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = office_in(tmp_path)
    ticket(made, Request(attachments=[("gut.pdf", b"harmlos"), ("schlecht.pdf", HARMFUL)]))
    return made


def known(office: Office) -> list[tuple[str, str, bool]]:
    with office.store.reading() as db:
        return [
            (r.scan, r.finding, r.dangerous) for r in db.exec(select(AttachmentRow).order_by(AttachmentRow.position))
        ]


def test_each_attachment_gets_its_verdict_and_a_finding_makes_it_dangerous(office: Office) -> None:
    with_scanner = replace(office, scanner=MemoryScanner({HARMFUL: "Test.Harm-1"}))

    assert (scan_new(with_scanner), scan_new(with_scanner)) == (2, 0)
    assert known(office) == [("clean", "", False), ("found", "Test.Harm-1", True)]


def test_a_scanner_that_is_away_is_asked_again(office: Office) -> None:
    assert scan_new(replace(office, scanner=MemoryScanner({}, trouble="weg"))) == 0
    assert known(office) == [("", "", False), ("", "", False)]


def test_without_a_scanner_nothing_is_noted(office: Office) -> None:
    assert scan_new(office) == 0
