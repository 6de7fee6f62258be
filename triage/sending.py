"""One pass over the outbox: claim, hand over, note what is known."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import timedelta

import structlog
from sqlmodel import Session

from models.outgoing import Outgoing
from triage.errors import BadInput, ClaimLost, SendDoubtful, SendRefused
from triage.failpoints import failpoint
from triage.filing.record import event
from triage.office import Office
from triage.ports import Letter, Mailer
from triage.respond import outbox
from triage.respond.compose import letter
from triage.respond.outbox import Claimed
from triage.values import Acknowledgement

log = structlog.get_logger()
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_NOT_LIVE = "Das Postfach ist nicht mehr scharf geschaltet."
_NOT_A_LETTER = "Adresse oder Text können nicht in einer Mail stehen."
_DOUBTFUL = "Die Verbindung brach nach dem Senden ab: Es ist unklar, ob die Mail ankam. Sie wird nicht wiederholt."


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
    """Send what is due, within the pace. Never sends a row twice: every step is a committed compare-and-swap."""
    counts = SendCounts()
    with office.store.transaction() as db:
        outbox.sweep(db, office.clock.now())
        keys = outbox.due(db, office.clock.now(), most=office.answers.per_minute)
        room = _room(
            office,
            outbox.sent_since(db, office.clock.now() - _MINUTE),
            outbox.sent_since(db, office.clock.now() - _DAY),
        )
    counts.held = max(0, len(keys) - room)
    if not keys[:room]:
        return counts
    try:
        mailer = office.mailer()
    except SendRefused:  # no server is configured: nothing is claimed, everything waits
        counts.held = len(keys)
        return counts
    try:
        for key in keys[:room]:
            claimed = _claim(office, key)
            if claimed is None:
                continue
            if claimed.row.automatic and office.mode(claimed.row.mailbox) != "live":
                _finish_failed(office, claimed, _NOT_LIVE, counts)
                continue
            _send_one(office, mailer, claimed, counts)
    finally:
        mailer.close()
    return counts


def _room(office: Office, last_minute: int, last_day: int) -> int:
    if last_day >= office.answers.per_day:
        log.error("outbox.daily_limit", sent=last_day)
    return max(0, min(office.answers.per_minute - last_minute, office.answers.per_day - last_day))


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
        with office.store.transaction() as db:
            outbox.note_doubtful(db, claimed, _DOUBTFUL)
            _tell(office, claimed, "unclear", _DOUBTFUL, db)
    except SendRefused as refused:
        _refused(office, claimed, refused, counts)
    else:
        failpoint("send.accepted")
        counts.sent += 1
        with office.store.transaction() as db:
            outbox.note_sent(db, claimed, office.clock.now())
            _tell(office, claimed, "acknowledged", "Eingangsbestätigung gesendet.", db)


def _refused(office: Office, claimed: Claimed, refused: SendRefused, counts: SendCounts) -> None:
    why = f"Der Mailserver lehnte ab ({refused.stage}, {refused.code})."
    if refused.permanent:
        _finish_failed(office, claimed, why, counts)
        return
    counts.later += 1
    with office.store.transaction() as db:
        outbox.note_later(db, claimed, office.clock.now(), why)


def _finish_failed(office: Office, claimed: Claimed, why: str, counts: SendCounts) -> None:
    counts.failed += 1
    with office.store.transaction() as db:
        outbox.note_failed(db, claimed, why)
        _tell(office, claimed, "send_failed", why, db)


def _letter(office: Office, row: Outgoing) -> Letter:
    answer = Acknowledgement(
        to=row.to_address,
        language=row.language,
        subject=row.subject,
        body=row.body,
        message_id=row.message_id,
        in_reply_to=row.in_reply_to,
    )
    return letter(answer, office.answers.sender, office.clock.now())


def _tell(office: Office, claimed: Claimed, action: str, why: str, db: Session) -> None:
    event(db, claimed.row.ticket_id, at=office.clock.now(), action=action, why=why)
