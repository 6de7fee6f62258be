"""Did somebody who was promised a call back get it?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, get_args

import phonenumbers

from models.partner import CallAttempt
from models.ticket import Ticket
from triage.desk.change import Values, editing
from triage.desk.ranked import ranked
from triage.desk.visible import Viewer
from triage.errors import BadInput
from triage.office import Office

Result = Literal["reached", "not_reached", "message_left", "wrong_number"]
RESULTS: tuple[Result, ...] = get_args(Result)
LONGEST = 2_000  # characters of a note
ENOUGH = 3  # attempts in vain, after which another way is proposed
_WHY: dict[Result, str] = {
    "reached": "Rückruf: erreicht",
    "not_reached": "Rückruf: nicht erreicht",
    "message_left": "Rückruf: Nachricht hinterlassen",
    "wrong_number": "Rückruf: falsche Nummer",
}
_FAR = timedelta(days=365)  # nobody promises a call for later


def note_attempt(
    office: Office,
    viewer: Viewer,
    number: str,
    *,
    version: int,
    result: str,
    note: str = "",
    until: datetime | None = None,
) -> None:
    """Note one call. "reached" keeps the promised call back; else `until` (aware) promises the next one.

    Raises NotFound, Conflict, BadInput with "unknown_result", "call_note_long" or "callback_past".
    """
    words = note.replace("\x00", "").replace("\r\n", "\n").strip()
    with editing(office, viewer, number, version=version) as edit:
        if problems := list(_problems(result, words, until, edit.now)):
            raise BadInput(problems)
        ticket = edit.ticket
        assert ticket.id is not None
        edit.db.add(CallAttempt(ticket_id=ticket.id, at=edit.now, author=viewer.name, outcome=result, note=words))
        edit.write(_settled(ticket, edit.now) if result == "reached" else _moved(ticket, until, edit.now))
        edit.tell("call_attempt", next(why for known, why in _WHY.items() if known == result), result=result)


def missed(attempts: Sequence[CallAttempt]) -> int:
    """How often in a row nobody was reached, up to the newest attempt. `attempts`: newest first."""
    results = [attempt.outcome for attempt in attempts]
    return results.index("reached") if "reached" in results else len(results)


def dialled(phone: str) -> str:
    """The number as a telephone dials it, +49…; "" when it is none. A number without country is a German one."""
    try:
        parsed = phonenumbers.parse(phone, "DE")
    except phonenumbers.NumberParseException:
        return ""
    return (
        phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
        if phonenumbers.is_possible_number(parsed)
        else ""
    )


def _problems(result: str, words: str, until: datetime | None, now: datetime) -> list[str]:
    found = []
    if result not in RESULTS:
        found.append("unknown_result")
    if len(words) > LONGEST:
        found.append("call_note_long")
    if result != "reached" and until is not None and not now < until < now + _FAR:
        found.append("callback_past")
    return found


def _settled(ticket: Ticket, now: datetime) -> Values:
    values: Values = {"callback_until": None, "responded_at": ticket.responded_at or now}
    return values | ranked(ticket, now, callback_until=None)


def _moved(ticket: Ticket, until: datetime | None, now: datetime) -> Values:
    if until is None or ticket.status == "closed":
        return {}
    values: Values = {"callback_until": until}
    return values | ranked(ticket, now, callback_until=until)
