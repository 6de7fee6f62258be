"""What does a call note say?"""

from __future__ import annotations

from triage.message import clean
from triage.message.headers import one_line
from triage.values import Address, CallNote, ParsedMessage, Zone


def read_call(note: CallNote) -> ParsedMessage:
    """A call as a message: the whole note is fresh, the caller is the sender without an address. Never raises."""
    text, was_cut = clean.cut(clean.cleaned(note.note).strip())
    caller = one_line(note.caller)[:200]
    return ParsedMessage(
        channel="phone",
        text=text,
        zones=(Zone(start=0, end=len(text), kind="fresh"),) if text else (),
        sender=Address(name=caller, address="") if caller else None,
        phone=one_line(note.phone)[:60],
        received_at=note.received_at,
        language_hint=note.language.strip(),
        town_hint=one_line(note.town),
        urgent_hint=note.urgent,
        defects=(f"the note was cut at {clean.LONGEST} characters",) if was_cut else (),
    )
