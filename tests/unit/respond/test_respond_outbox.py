"""The outbox: queued → claimed → dot_sent → sent | failed | unklar, each arrow a compare-and-swap (promises 2.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select, update

from models.outgoing import Outgoing
from tests.unit.pipeline.offices import events, file_one, mail, office_in, outgoing
from triage.office import Office
from triage.respond import outbox
from triage.respond.outbox import Claimed
from triage.sending import send_pass
from triage.testing import START, MemoryMailer, SettableClock, Trouble

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def office(tmp_path: Path, clock: SettableClock) -> Office:
    made = office_in(tmp_path, clock=clock)
    file_one(made, mail())
    return made


def claimed(office: Office) -> Claimed:
    with office.store.transaction() as db:
        [key] = outbox.due(db, office.clock.now(), most=10)
        found = outbox.claim(db, key, office.clock.now())
    assert found is not None
    return found


def state(office: Office) -> str:
    return outgoing(office)[0].state


def sweep(office: Office) -> int:
    with office.store.transaction() as db:
        swept = outbox.sweep(db, office.clock.now())
    return swept.requeued + len(swept.lost)


def mailer(office: Office, *troubles: Trouble | None) -> tuple[Office, MemoryMailer]:
    made = MemoryMailer(*troubles)
    return replace(office, mailer=lambda: made), made


def test_p3_a_row_is_claimed_by_one_sender_only(office: Office) -> None:
    first = claimed(office)

    with office.store.transaction() as db:
        again = outbox.claim(db, first.row.id or 0, office.clock.now())
        waiting = outbox.due(db, office.clock.now(), most=10)

    assert (again, waiting) == (None, [])


def test_p3_a_claim_whose_sender_died_before_the_dot_goes_back(office: Office, clock: SettableClock) -> None:
    claimed(office)

    early = sweep(office)
    clock.advance(outbox.CLAIM_LASTS + MINUTE)

    assert (early, sweep(office), state(office)) == (0, 1, "queued")


def test_p3_after_the_dot_nothing_is_ever_sent_again(office: Office, clock: SettableClock) -> None:
    held = claimed(office)
    with office.store.transaction() as db:
        assert outbox.note_dot(db, held, clock.now())
    clock.advance(outbox.CLAIM_LASTS + MINUTE)

    assert (sweep(office), state(office)) == (1, "unklar")
    clock.advance(30 * DAY)
    assert send_pass(office).summary() == {"sent": 0, "failed": 0, "later": 0, "unclear": 0, "held": 0}


def test_p3_a_sender_paused_past_its_lease_hangs_up_without_the_dot(office: Office, clock: SettableClock) -> None:
    slow = claimed(office)
    clock.advance(outbox.CLAIM_LASTS + MINUTE)
    sweep(office)
    fast = claimed(office)

    with office.store.transaction() as db:
        lost = [outbox.note_dot(db, slow, clock.now()), outbox.note_failed(db, slow, "x"),
                outbox.note_later(db, slow, clock.now(), "x"), outbox.note_sent(db, slow, clock.now()),
                outbox.note_doubtful(db, slow, "x")]  # fmt: skip
        kept = outbox.note_dot(db, fast, clock.now())

    assert lost == [False] * 5
    assert kept is True


@pytest.mark.parametrize("end", ["sent", "failed", "unklar"])
def test_p3_an_end_is_an_end(office: Office, end: str, clock: SettableClock) -> None:
    held = claimed(office)
    with office.store.transaction() as db:
        db.exec(update(Outgoing).where(col(Outgoing.id) == held.row.id).values(state=end, claim=None))

    with office.store.transaction() as db:
        moved = [outbox.note_dot(db, held, clock.now()), outbox.note_later(db, held, clock.now(), "x"),
                 outbox.claim(db, held.row.id or 0, clock.now())]  # fmt: skip
    clock.advance(DAY)
    sweep(office)

    assert (moved, state(office)) == ([False, False, None], end)


def test_p3_a_ticket_has_one_acknowledgement_in_its_life(office: Office) -> None:
    [row] = outgoing(office)
    twin = {k: v for k, v in row.model_dump().items() if k != "id"} | {"message_id": "other@x"}

    with pytest.raises(IntegrityError), office.store.transaction() as db:
        db.add(Outgoing(**twin))


TROUBLES = [
    (Trouble(stage="RCPT", code=550), "failed", "failed", 0),
    (Trouble(stage="MAIL", code=451), "queued", "later", 0),
    (Trouble(stage="connect"), "queued", "later", 0),
    (Trouble(stage="dot", code=554), "failed", "failed", 0),
    (Trouble(stage="dot", code=451), "queued", "later", 0),
    (Trouble(stage="dot", taken=True), "unklar", "unclear", 1),
    (Trouble(stage="dot"), "unklar", "unclear", 0),
    (None, "sent", "sent", 1),
]


@pytest.mark.parametrize(("trouble", "ends", "counted", "letters"), TROUBLES, ids=[str(t[0]) for t in TROUBLES])
def test_r13_what_the_server_says_decides_the_state(
    office: Office, trouble: Trouble | None, ends: str, counted: str, letters: int
) -> None:
    office, sink = mailer(office, trouble)

    counts = send_pass(office).summary()

    assert (state(office), counts[counted], sum(counts.values()), len(sink.letters)) == (ends, 1, 1, letters)
    assert sink.closed
    assert ends == "queued" or events(office, "KIM-2026-000001")[-1] in ("acknowledged", "send_failed", "unclear")


def test_r13_temporary_refusals_are_tried_with_growing_pauses_and_end_after_five_days(
    office: Office, clock: SettableClock
) -> None:
    office, sink = mailer(office, *[Trouble(stage="RCPT", code=451)] * 500)
    tries = []

    while state(office) == "queued" and len(tries) < 500:
        clock.set(outgoing(office)[0].next_try)
        tries.append(clock.now() - START)
        send_pass(office)

    pauses = [b - a for a, b in pairwise(tries)]
    assert (state(office), sink.letters) == ("failed", [])
    assert pauses == sorted(pauses)
    assert pauses[-1] <= timedelta(hours=4)
    assert 5 * DAY < tries[-1] < 6 * DAY
    assert "fünf Tage" in outgoing(office)[0].reason


def test_p21_an_answer_still_queued_when_its_mailbox_leaves_live_ends_failed(office: Office) -> None:
    office, sink = mailer(replace(office, mode=lambda _name: "observe"))

    send_pass(office)

    assert (state(office), sink.letters) == ("failed", [])
    assert "nicht mehr scharf" in outgoing(office)[0].reason


def test_p8_an_answer_that_cannot_be_written_fails_alone_and_holds_nobody_up(office: Office) -> None:
    file_one(office, mail(From="b@example.net", Message_ID="<zwei@example.org>", Subject="Wohnung"))
    with office.store.transaction() as db:
        db.exec(update(Outgoing).where(col(Outgoing.id) == 1).values(to_address="kein Ziel\r\nBcc: x@y.de"))
    office, sink = mailer(office)

    counts = send_pass(office)

    assert (counts.failed, counts.sent) == (1, 1)
    assert [row.state for row in outgoing(office)] == ["failed", "sent"]
    assert sink.letters[0].envelope_to == ("b@example.net",)


def test_without_a_mail_server_rows_wait_unclaimed(office: Office) -> None:
    from triage.bootstrap import _no_mailer

    counts = send_pass(replace(office, mailer=_no_mailer))

    assert counts.sent == 0
    assert state(office) == "queued"


@pytest.fixture
def many(office: Office) -> Office:
    """Seven waiting, at most three a minute and five a day."""
    for n in range(6):
        file_one(office, mail(From=f"p{n}@example.org", Message_ID=f"<p{n}@example.org>", Subject=f"Frage {n}"))
    return replace(office, answers=replace(office.answers, per_minute=3, per_day=5))


def test_l3_the_pace_is_kept_by_minute_and_by_day(many: Office, clock: SettableClock) -> None:
    office, sink = mailer(many)
    sent = []

    for _ in range(4):
        send_pass(office)
        send_pass(office)
        sent.append(len(sink.letters))
        clock.advance(MINUTE + timedelta(seconds=1))
    clock.advance(DAY)
    send_pass(office)

    assert sent == [3, 5, 5, 5]
    assert len(sink.letters) == 7


def test_l2_our_ids_cannot_be_guessed() -> None:
    ids = {outbox.new_message_id("kreis-viersen.de") for _ in range(200)}

    assert len(ids) == 200
    assert all(len(i.partition(".kim@")[0]) == 40 for i in ids)


def test_only_rows_that_went_out_count_for_who_got_one(office: Office) -> None:
    with office.store.reading() as db:
        found = outbox.last_acknowledged(db, ["AMIRA@Example.org", "nobody@example.org"])
        rows = list(db.exec(select(Outgoing.created_at)))

    assert found == {"amira@example.org": rows[0]}
