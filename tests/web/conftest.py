"""What do the tests of the web desk start from?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlmodel import select

from models.person import Staff
from tests.web.seed import office_in, user
from tests.web.serving import served, sign_in
from triage.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = office_in(tmp_path)
    user(made)
    return made


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    with served(office) as url:
        yield url


@pytest.fixture
def stranger(address: str) -> Iterator[httpx.Client]:
    """Somebody who is not signed in."""
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture
def weber(address: str) -> Iterator[httpx.Client]:
    """A case worker who is."""
    with httpx.Client(base_url=address, timeout=30) as client:
        assert sign_in(client).status_code == 303
        yield client


@pytest.fixture
def klein(office: Office, address: str) -> Iterator[httpx.Client]:
    """Her colleague, who leads; known to the office from now on."""
    with office.store.reading() as db:
        known = db.exec(select(Staff.id).where(Staff.name == "klein")).first()
    if known is None:
        user(office, "klein", "B. Klein", role="leitung")
    with httpx.Client(base_url=address, timeout=30) as client:
        assert sign_in(client, "klein").status_code == 303
        yield client
