"""One pass over the outbox: claim, hand over, note what is known."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import timedelta

import structlog

from models.outgoing import Outgoing
from triage.desk import outcome
from triage.errors import BadInput, ClaimLost, SendDoubtful, SendRefused
from triage.failpoints import failpoint
from triage.office import Office
from triage.ports import Letter, Mailer
from triage.respond import compose, outbox, written
from triage.respond.outbox import Claimed
from triage.values import Acknowledgement

log = structlog.get_logger()
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_MOST_WRITTEN = 100  # of people's mails in one pass
_NOT_LIVE = "Das Postfach ist nicht mehr scharf geschaltet."
_DRY_RUN = "Das Postfach ist im Probelauf: Es wird nichts gesendet."
_NOT_A_LETTER = "Adresse oder Text können nicht in einer Mail stehen."


@dataclass(slots=True)
class SendCounts:
    """How a pass ended."""

    sent: int = 0
    failed: int = 0
    later: int = 0
    unclear: int = 0
    held: int = 0  # over the pace, or no server is configured; they wait

    def summary(self) -> dict[str, int]:
        """One number per end."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


def send_pass(office: Office) -> SendCounts:
    """Send what is due. Never sends a row twice: every step is a committed compare-and-swap.

    What people wrote goes first, and no pace holds it; acknowledgements keep to theirs.
    """
    counts = SendCounts()
    _sweep(office, counts)
    keys = _due(office, counts)
    if not keys:
        return counts
    try:
        mailer = office.mailer()
    except SendRefused:  # no server is configured: nothing is claimed, everything waits
        counts.held += len(keys)
        return counts
    try:
        for key in keys:
            claimed = _claim(office, key)
            if claimed is None:
                continue
            if objection := _objection(office, claimed.row):
                _finish_failed(office, claimed, objection, counts)
                continue
            _send_one(office, mailer, claimed, counts)
    finally:
        mailer.close()
    return counts


def _sweep(office: Office, counts: SendCounts) -> None:
    now = office.clock.now()
    with office.store.transaction() as db:
        for row in outbox.sweep(db, now).lost:
            counts.unclear += 1
            outcome.unclear(db, row, row.reason, now)


def _due(office: Office, counts: SendCounts) -> list[int]:
    now = office.clock.now()
    with office.store.transaction() as db:
        ours = outbox.due(db, now, most=_MOST_WRITTEN, automatic=False)
        keys = outbox.due(db, now, most=office.answers.per_minute)
        room = _room(office, outbox.sent_since(db, now - _MINUTE), outbox.sent_since(db, now - _DAY))
    counts.held = max(0, len(keys) - room)
    return [*ours, *keys[:room]]


def _room(office: Office, last_minute: int, last_day: int) -> int:
    if last_day >= office.answers.per_day:
        log.error("outbox.daily_limit", sent=last_day)
    return max(0, min(office.answers.per_minute - last_minute, office.answers.per_day - last_day))


def _objection(office: Office, row: Outgoing) -> str:
    """Promises 2.7: only a live mailbox answers by itself; people may write unless nothing at all may leave."""
    mode = office.mode(row.mailbox)
    if row.automatic:
        return "" if mode == "live" else _NOT_LIVE
    return _DRY_RUN if mode == "dry-run" else ""


def _claim(office: Office, key: int) -> Claimed | None:
    with office.store.transaction() as db:
        claimed = outbox.claim(db, key, office.clock.now())
    failpoint("send.claimed")
    return claimed


def _send_one(office: Office, mailer: Mailer, claimed: Claimed, counts: SendCounts) -> None:
    def before_dot() -> None:
        with office.store.transaction() as db:
            if not outbox.note_dot(db, claimed, office.clock.now()):
                raise ClaimLost("the outgoing mail")
        failpoint("send.dot_noted")

    try:
        mailer.send(_letter(office, claimed.row), before_dot=before_dot)
    except BadInput:
        _finish_failed(office, claimed, _NOT_A_LETTER, counts)
    except ClaimLost:
        counts.later += 1
    except SendDoubtful:
        counts.unclear += 1
        why = outcome.doubtful(claimed.row)
        with office.store.transaction() as db:
            outbox.note_doubtful(db, claimed, why)
            outcome.unclear(db, claimed.row, why, office.clock.now())
    except SendRefused as refused:
        _refused(office, claimed, refused, counts)
    else:
        failpoint("send.accepted")
        counts.sent += 1
        with office.store.transaction() as db:
            outbox.note_sent(db, claimed, office.clock.now())
            outcome.sent(db, claimed.row, office.clock.now())


def _refused(office: Office, claimed: Claimed, refused: SendRefused, counts: SendCounts) -> None:
    why = f"Der Mailserver lehnte ab ({refused.stage}, {refused.code})."
    if refused.permanent:
        _finish_failed(office, claimed, why, counts)
        return
    now = office.clock.now()
    with office.store.transaction() as db:
        if outbox.gave_up(claimed.row, now):
            why = f"fünf Tage lang nicht zustellbar: {why}"
            outbox.note_failed(db, claimed, why)
            outcome.failed(db, claimed.row, why, now)
            counts.failed += 1
        else:
            outbox.note_later(db, claimed, now, why)
            counts.later += 1


def _finish_failed(office: Office, claimed: Claimed, why: str, counts: SendCounts) -> None:
    counts.failed += 1
    with office.store.transaction() as db:
        outbox.note_failed(db, claimed, why)
        outcome.failed(db, claimed.row, why, office.clock.now())


def _letter(office: Office, row: Outgoing) -> Letter:
    sender, now = office.answers.sender, office.clock.now()
    if not row.automatic:
        with office.store.reading() as db:
            mail = outbox.as_written(db, row)
        return written.letter(mail, sender, now)
    answer = Acknowledgement(
        to=row.to_address,
        language=row.language,
        subject=row.subject,
        body=row.body,
        message_id=row.message_id,
        in_reply_to=row.in_reply_to,
    )
    return compose.letter(answer, sender, now)
