"""Where does every test of the reply form begin?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.replying import office_for
from tests.web.seed import NOON
from triage.office import Office
from triage.testing import MemoryMailer, SettableClock


@pytest.fixture
def mailer() -> MemoryMailer:
    return MemoryMailer()


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(NOON)


@pytest.fixture
def office(tmp_path: Path, mailer: MemoryMailer, clock: SettableClock) -> Office:
    """With ready-made texts, a server that takes what is sent, and two people."""
    return office_for(tmp_path, clock, mailer)
