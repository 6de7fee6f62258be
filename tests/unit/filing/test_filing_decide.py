"""Every branch of the filing decision, one row per branch."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from triage.filing.decide import decide
from triage.filing.lookup import Facts, ThreadCandidate, Twin
from triage.values import Address, Automatic, AutomaticKind, Classification, Filing, Label, ParsedMessage, Trust, Zone

SENDER = Address(name="Amira", address="amira@example.org")
KNOWN = ThreadCandidate(ticket_id=7, by="reference", sender_known=True)
STRANGER = ThreadCandidate(ticket_id=7, by="reference", sender_known=False)


def message(**how: Any) -> ParsedMessage:
    text = "Guten Tag"
    usual: dict[str, Any] = {"channel": "email", "text": text, "zones": (Zone(start=0, end=len(text), kind="fresh"),)}
    return ParsedMessage(**(usual | {"sender": SENDER, "received_at": datetime(2026, 11, 20, tzinfo=UTC)} | how))


def labels(**how: Any) -> Classification:
    usual: dict[str, Any] = {
        "language": "de",
        "kind": "request",
        "sender_role": "client",
        "topics": (Label(id="sprache", score=3.0),),
        "municipality": None,
        "urgency": Label(id="normal", score=0.0),
        "certain": True,
        "rulebook": "sha256:0",
    }
    return Classification(**(usual | how))


def decided(m: ParsedMessage | None = None, facts: Facts | None = None, **how: Any) -> Filing:
    given_labels = how.pop("labels", labels())
    return decide(m or message(), given_labels, facts or Facts(), **how)


def machine(kind: AutomaticKind) -> ParsedMessage:
    return message(automatic=Automatic(kind=kind, reason="a sign"))


def twin(**how: Any) -> Facts:
    usual: dict[str, Any] = {"ticket_id": 7, "same_bytes": True, "shelved": False}
    return Facts(twin=Twin(**(usual | how)))


def test_a_new_request_opens_a_ticket_in_view() -> None:
    filing = decided()

    assert (filing.outcome, filing.closed, filing.hidden, filing.marks) == ("ticket", False, False, ())
    assert filing.ticket_id is None


def test_l2_our_own_mail_is_ignored_whatever_else_is_known_of_it() -> None:
    filing = decided(facts=Facts(own_mail=True, answered=7, threads=(KNOWN,)), failure="zu groß")

    assert (filing.outcome, filing.ticket_id) == ("ignored", None)


@pytest.mark.parametrize(
    ("facts", "outcome", "returned", "hands_off"),
    [
        (twin(), "duplicate", False, False),
        (twin(same_bytes=False), "duplicate", False, False),
        (twin(shelved=True), "duplicate", True, True),
        (twin(same_bytes=False, shelved=True), "duplicate", False, False),
        (twin(hands_off=True), "duplicate", False, True),
        (twin(same_bytes=False, hands_off=True), "duplicate", False, False),
        (twin(ticket_id=None), "ignored", False, False),
        (twin(ticket_id=None, shelved=True), "ignored", False, False),
    ],
)
def test_p2_a_twin_never_opens_a_ticket(facts: Facts, outcome: str, returned: bool, hands_off: bool) -> None:
    filing = decided(facts=facts)

    assert (filing.outcome, filing.returned, filing.hands_off) == (outcome, returned, hands_off)


def test_a_mail_that_cannot_be_read_becomes_a_visible_stub_even_in_a_thread_and_in_an_archive() -> None:
    filing = decided(facts=Facts(threads=(KNOWN,)), failure="zu tief verschachtelt", archive=True)

    assert (filing.outcome, filing.closed, filing.hidden) == ("set_aside", False, False)
    assert "zu tief verschachtelt" in filing.reason
    assert filing.marks == ("konnte nicht gelesen werden",)


@pytest.mark.parametrize("kind", ["bounce", "auto_reply", "feedback_loop", "receipt", "list", "newsletter"])
def test_p4_machine_mail_is_filed_closed_and_out_of_view(kind: AutomaticKind) -> None:
    filing = decided(machine(kind))

    assert (filing.outcome, filing.closed, filing.hidden) == ("ticket", True, True)
    assert kind in filing.reason


@pytest.mark.parametrize(
    ("kind", "hidden"), [("list", False), ("newsletter", False), ("bounce", True), ("auto_reply", True)]
)
def test_p20_a_circular_that_speaks_of_danger_stays_in_view(kind: AutomaticKind, hidden: bool) -> None:
    filing = decided(machine(kind), labels=labels(alarm=True))

    assert (filing.hidden, filing.closed) == (hidden, hidden)


def test_l6_a_bounce_joins_the_ticket_of_our_mail_only_when_it_cites_our_id() -> None:
    cites = decided(machine("bounce"), Facts(answered=7))
    forged = decided(machine("bounce"), Facts(threads=(KNOWN,)))

    assert (cites.outcome, cites.ticket_id) == ("followup", 7)
    assert (forged.outcome, forged.ticket_id, forged.related_ticket_id) == ("ticket", None, 7)


@pytest.mark.parametrize("kind", ["auto_reply", "receipt", "newsletter"])
def test_other_machine_mail_never_joins_a_ticket(kind: AutomaticKind) -> None:
    filing = decided(machine(kind), Facts(answered=7, threads=(KNOWN,)))

    assert (filing.outcome, filing.ticket_id, filing.related_ticket_id) == ("ticket", None, 7)


def test_l4_a_participant_joins_and_a_stranger_gets_a_ticket_of_his_own_with_a_link() -> None:
    joined = decided(facts=Facts(threads=(KNOWN,)))
    strange = decided(facts=Facts(threads=(STRANGER,)))

    assert (joined.outcome, joined.ticket_id) == ("followup", 7)
    assert (strange.outcome, strange.ticket_id, strange.related_ticket_id) == ("ticket", None, 7)


def test_the_thread_in_which_the_sender_takes_part_wins_over_an_earlier_one() -> None:
    other = ThreadCandidate(ticket_id=9, by="number", sender_known=True)

    filing = decided(facts=Facts(threads=(STRANGER, other)))

    assert (filing.outcome, filing.ticket_id) == ("followup", 9)
    assert "Nummer im Betreff" in filing.reason


def test_l4_a_forged_participant_opens_a_ticket_of_their_own_that_names_the_other_for_staff() -> None:
    forged = message(trust=Trust(verdict="failed", reason="DMARC fehlgeschlagen"))

    filing = decided(forged, Facts(threads=(KNOWN,)))

    assert (filing.outcome, filing.ticket_id, filing.related_ticket_id) == ("ticket", None, 7)
    assert filing.marks == ("Absender vielleicht gefälscht: DMARC fehlgeschlagen",)
    assert "vielleicht gefälscht" in filing.reason


@pytest.mark.parametrize("verdict", ["verified", "unknown"])
def test_a_participant_nobody_refuted_joins_their_ticket(verdict: Any) -> None:
    filing = decided(message(trust=Trust(verdict=verdict, reason="…")), Facts(threads=(KNOWN,)))

    assert (filing.outcome, filing.ticket_id, filing.marks) == ("followup", 7, ())


def test_what_is_odd_about_a_name_stands_on_the_ticket_and_blocks_nothing() -> None:
    filing = decided(message(marks=("Anzeigename ahmt Buchstaben nach: „раураl“",)))

    assert filing.outcome == "ticket"
    assert filing.marks == ("Anzeigename ahmt Buchstaben nach: „раураl“",)


def test_old_mail_of_the_first_pass_is_filed_closed_but_not_hidden() -> None:
    filing = decided(archive=True)

    assert (filing.outcome, filing.closed, filing.hidden) == ("ticket", True, False)


@pytest.mark.parametrize(
    ("m", "facts", "marks"),
    [
        (message(sender=None), Facts(), ("Absender unklar",)),
        (message(ambiguous_sender=True), Facts(), ("Absender unklar",)),
        (message(), Facts(same_id=True), ("gleiche Message-ID",)),
        (message(sender=None), Facts(same_id=True), ("gleiche Message-ID", "Absender unklar")),
        (message(channel="phone", sender=None), Facts(), ()),
    ],
)
def test_marks_say_what_is_odd(m: ParsedMessage, facts: Facts, marks: tuple[str, ...]) -> None:
    filing = decided(m, facts)

    assert filing.marks == marks


def test_every_outcome_gives_its_reason_as_a_sentence() -> None:
    filings = [decided(), decided(facts=twin()), decided(failure="kaputt"), decided(facts=Facts(own_mail=True))]

    assert all(filing.reason.endswith((".", ").")) and len(filing.reason) > 10 for filing in filings)
