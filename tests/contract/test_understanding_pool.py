"""The workers that read: what happens to one of them happens to nobody else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import psutil
import pytest

from tests.stories.office import request
from triage.adapters.tasks import Settings
from triage.adapters.understanding import Pool
from triage.values import RawMail, Understood

RECEIVED = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool(Settings())
    yield made
    made.close()


def read(pool: Pool, *marks: str) -> list[str]:
    mails = [RawMail(data=request(mark), received_at=RECEIVED) for mark in marks]
    return [found.message.subject for found in pool(mails) if isinstance(found, Understood)]


def workers() -> set[psutil.Process]:
    """Processes that were forked to read; the fork server itself has none above it but us."""
    return {child for server in psutil.Process().children() for child in server.children()}


def test_a_worker_killed_while_nobody_needs_it_is_replaced(pool: Pool) -> None:
    """The kernel ends processes when memory is short, whatever they do."""
    before = workers()
    assert read(pool, "one") == ["Frage one"]
    [worker] = workers() - before

    worker.kill()
    time.sleep(1)  # the pool notices within its beat

    assert read(pool, "two", "three") == ["Frage two", "Frage three"]


def test_a_worker_killed_over_and_over_costs_no_mail_its_answer(pool: Pool) -> None:
    before = workers()
    read(pool, "first")
    for number in range(5):
        for worker in workers() - before:
            worker.kill()
        assert read(pool, *(f"{number}-{at}" for at in range(20))) == [f"Frage {number}-{at}" for at in range(20)]
