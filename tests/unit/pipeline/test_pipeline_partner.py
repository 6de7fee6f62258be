"""Calls back, hand-overs and revoked consent are kept the same way on both databases, as migrated."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.web.seed import Request, ticket
from triage.desk import calls, hand_over, recorded
from triage.desk.hand_over import Consent, Wish
from triage.desk.ticket import open_ticket
from triage.desk.visible import Viewer
from triage.errors import BadInput
from triage.office import Office
from triage.packs import partners

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")


def test_what_happens_outside_is_kept_on_both_databases(office: Office) -> None:
    office = replace(office, partners=partners({}))
    now = office.clock.now()
    number = ticket(office, Request(phone="02152 123456", callback_in=timedelta(hours=1)))
    agreed = Consent(ground="oral", at=now, language="de")
    wish = Wish(receiver="Amt", way="mail", address="amt@example.org", consent=agreed)

    calls.note_attempt(office, WEBER, number, version=1, result="not_reached", until=now + timedelta(days=1))
    calls.note_attempt(office, WEBER, number, version=2, result="reached", note="kommt ✓")
    handover = hand_over.hand_over(office, WEBER, number, version=3, wish=wish)
    hand_over.revoke(office, WEBER, number, handover)
    recorded.record(office, WEBER, number, version=5)
    with pytest.raises(BadInput, match="consent_taken_back"):
        hand_over.hand_over(office, WEBER, number, version=6, wish=wish)

    with office.store.reading() as db:
        view = open_ticket(db, WEBER, number)
    assert [(a.outcome, a.note) for a in view.partner.attempts] == [("reached", "kommt ✓"), ("not_reached", "")]
    assert [(h.row.revoked_at, h.row.reason, h.mail and h.mail.state) for h in view.partner.handed] == [
        (now, "", "cancelled")
    ]
    assert (view.ticket.callback_until, view.ticket.recorded_at, view.ticket.version) == (None, now, 6)
