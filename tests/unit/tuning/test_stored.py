"""A message that was filed is labelled again exactly as when it arrived."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.arrival import Arrival
from models.message import Message
from rules.load import shipped
from rules.matcher import Matcher
from tests.quality.report import message_of
from tests.quality.split import rows
from triage.classify.classify import classify
from triage.classify.unread import unread
from triage.filing.rows import Decided, message_row
from triage.message.mail import read
from triage.tuning.stored import as_read, labelled, outcome
from triage.values import Filing, ParsedMessage, RawMail

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
MAILS = sorted((Path(__file__).parents[2] / "corpus").glob("*.eml"))


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(shipped())


def filed(message: ParsedMessage) -> Message:
    arrival = Arrival(id=1, mailbox="kim", received_at=message.received_at or AT, kept_at=AT)
    filing = Filing(outcome="ticket", reason="neu")
    decided = Decided(arrival=arrival, message=message, labels=unread("").labels, filing=filing, now=AT)
    return Message(id=1, **message_row(decided, 1))


def test_labelled_requests_get_the_same_labels_from_the_store(matcher: Matcher) -> None:
    for row in rows()[::3]:
        said = replace(message_of(row), received_at=AT)

        assert labelled(filed(said), matcher) == classify(said, matcher)


def test_mails_with_threads_machines_and_quotes_get_the_same_labels_too(matcher: Matcher) -> None:
    for path in MAILS[::2]:
        said = read(RawMail(data=path.read_bytes(), received_at=AT, size=0))
        if len(said.subject) < 300:
            assert labelled(filed(said), matcher) == classify(said, matcher), path.name


def test_a_row_from_before_says_by_its_subject_whether_it_answers() -> None:
    row = filed(ParsedMessage(channel="email", text="Danke", zones=(), subject="AW: Termin", received_at=AT))
    row.circumstances = None

    assert as_read(row).replies


def test_two_runs_that_show_staff_the_same_are_equal_whatever_their_sums(matcher: Matcher) -> None:
    text = ParsedMessage(channel="email", text="Ich suche einen Deutschkurs in Nettetal", zones=(), received_at=AT)
    said = classify(text, matcher)

    heavier = replace(said, topics=tuple(replace(label, score=label.score + 1) for label in said.topics))

    assert outcome(heavier) == outcome(said)
    assert outcome(said).topic == "sprache"
