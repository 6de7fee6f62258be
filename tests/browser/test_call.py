"""Is a call noted while it is spoken, and never lost?"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlmodel import col, select

from models.ticket import Ticket
from tests.browser import scene
from tests.browser.conftest import Served, Windows
from tests.web import seed
from tests.web.serving import served
from triage.adapters.tasks import Settings
from triage.adapters.understanding import Pool
from triage.values import CallNote

pytestmark = pytest.mark.browser
NOTE = "fragt nach b1 kurs in kempen, rückruf bitte"
SUGGESTED = "#suggestion .proofs"


@pytest.fixture(scope="module")
def readers() -> Iterator[Pool]:
    """The product's own worker: compiling the rules takes seconds, so once for this file."""
    pool = Pool(Settings())
    list(pool([CallNote(note="Guten Tag", received_at=seed.NOON)]))
    yield pool
    pool.close()


@pytest.fixture
def desk(tmp_path: Path, readers: Pool) -> Iterator[Served]:
    """The same desk as everywhere, understanding calls by the real rules."""
    office = replace(seed.office_in(tmp_path), understand=readers)
    numbers = scene.fill(office)
    with served(office) as url:
        yield Served(office=office, url=url, numbers=numbers)
    office.store.close()


def calls(desk: Served) -> list[Ticket]:
    with desk.office.store.reading() as db:
        return list(db.exec(select(Ticket).where(Ticket.mailbox == "phone").order_by(col(Ticket.id))))


def begin(windows: Windows, path: str = "/anruf") -> tuple[Page, Served]:
    visit = windows.open()
    visit.sign_in()
    return visit.go(path), visit.desk


def test_the_suggestion_shows_its_words_while_somebody_types(windows: Windows) -> None:
    page, desk = begin(windows)

    page.keyboard.type(NOTE)
    began = time.monotonic()
    page.wait_for_selector(f"{SUGGESTED}:has-text('kempen')")

    shown = page.inner_text("#suggestion")
    assert time.monotonic() - began < 2
    assert "Anruf: Sprache, Kempen" in shown
    assert "„b1 kurs“" in shown
    assert "„kempen“" in shown
    assert "Rückruf bis" in shown
    assert calls(desk) == []
