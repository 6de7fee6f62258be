"""How urgent is a ticket, as a sum whose every part staff can argue with?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from triage.values import PriorityFactor

_URGENCY = {
    "high": PriorityFactor(points=60, reason="dringend"),
    "normal": PriorityFactor(points=20, reason="jemand wartet auf Hilfe"),
    "low": PriorityFactor(points=0, reason="niemand wartet"),
}
_DAY = timedelta(days=1)
# How close a deadline is, closest first; the first that applies counts.
_DUE = (
    (timedelta(0), 45, "Frist ist abgelaufen"),
    (_DAY, 40, "Frist heute oder morgen"),
    (3 * _DAY, 30, "Frist in 3 Tagen"),
    (7 * _DAY, 15, "Frist in 7 Tagen"),
)
_RESPOND = ((timedelta(0), 35, "Antwort überfällig"), (timedelta(hours=2), 10, "Antwort in Kürze fällig"))
_CALLBACK = ((timedelta(0), 30, "versprochener Rückruf ist überfällig"), (_DAY, 15, "Rückruf versprochen"))
_POINTS_PER_DAY_WAITING = 5
_MOST_FOR_WAITING = 25
_POINTS_PER_FURTHER_MESSAGE = 5
_MOST_FOR_MESSAGES = 15


def priority(
    *,
    urgency: str,
    kind: str,
    opened_at: datetime,
    due_at: datetime | None,
    messages: int,
    alarm: bool,
    callback_until: datetime | None,
    now: datetime,
    unreadable: bool = False,
    respond_by: datetime | None = None,
    responded_at: datetime | None = None,
) -> tuple[PriorityFactor, ...]:
    """Every summand that is not zero, largest first. Points; the sum orders the queue. Times are aware."""
    factors = [_URGENCY.get(urgency, _URGENCY["normal"])]
    if alarm:
        factors.append(PriorityFactor(points=50, reason="Wort, das auf Gefahr hinweist"))
    if unreadable:
        factors.append(PriorityFactor(points=15, reason="konnte nicht gelesen werden"))
    if kind in ("spam", "newsletter"):
        factors.append(PriorityFactor(points=-20, reason="Werbung oder Rundschreiben"))
    factors += _near(_DUE, due_at, now)
    factors += _near(_CALLBACK, callback_until, now)
    factors += _near(_RESPOND, None if responded_at else respond_by, now)
    factors += _waiting(opened_at, now) if urgency != "low" else ()
    factors += _repeated(messages)
    return tuple(sorted((f for f in factors if f.points), key=lambda f: -f.points))


def total(factors: tuple[PriorityFactor, ...]) -> int:
    """The sum that orders the queue."""
    return sum(f.points for f in factors)


def _near(
    steps: tuple[tuple[timedelta, int, str], ...], at: datetime | None, now: datetime
) -> Iterator[PriorityFactor]:
    if at is None:
        return
    for within, points, reason in steps:
        if at - now <= within:
            yield PriorityFactor(points=points, reason=reason)
            return


def _waiting(opened_at: datetime, now: datetime) -> Iterator[PriorityFactor]:
    days = max(0, (now - opened_at) // _DAY)
    if days:
        points = min(_MOST_FOR_WAITING, days * _POINTS_PER_DAY_WAITING)
        yield PriorityFactor(points=points, reason=f"wartet {days} {'Tag' if days == 1 else 'Tage'}")


def _repeated(messages: int) -> Iterator[PriorityFactor]:
    if messages > 1:
        points = min(_MOST_FOR_MESSAGES, (messages - 1) * _POINTS_PER_FURTHER_MESSAGE)
        yield PriorityFactor(points=points, reason=f"{messages} Nachrichten")
