"""What must hold for any bytes whatsoever?"""

from __future__ import annotations

import json
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from triage.errors import NotUnderstood
from triage.message import limits, mail
from triage.message.as_json import as_json
from triage.message.bare import read_body
from triage.message.own import OwnSigns
from triage.message.salvage import salvage
from triage.values import ParsedMessage, RawMail

ROOT = Path(__file__).parents[2]
_OWN = OwnSigns(addresses=frozenset({"kim@kreis-viersen.de"}))
_RECEIVED = datetime(2026, 11, 20, 8, 15, tzinfo=UTC)


def read_any(data: bytes) -> str:
    """Read as a worker does; "" or why it had to be salvaged. Raises whatever our own code should never raise."""
    try:
        limits.check(data)
    except NotUnderstood:
        must_be_sound(salvage(data))
        return "over the limits"
    raw = RawMail(data=data, received_at=_RECEIVED)
    salvaged = ""
    try:
        mail._read(raw, _OWN)
    except NotUnderstood:
        salvaged = "over the limits"
    except Exception as trouble:  # the standard parser may trip; our own code may not
        last = traceback.extract_tb(trouble.__traceback__)[-1]
        if Path(last.filename).is_relative_to(ROOT / "triage"):
            raise
        salvaged = f"{type(trouble).__name__} in {Path(last.filename).name}:{last.lineno}"
    must_be_sound(mail.read(raw, _OWN))
    with suppress(UnicodeDecodeError):
        must_be_sound(read_body(data.decode("utf-8")))
    return salvaged


def must_be_sound(message: ParsedMessage) -> None:
    """Zones cover the text without gaps, nothing a terminal or a database chokes on is left, JSON can be made."""
    ends = [zone.end for zone in message.zones]
    assert [0, *ends] == [*(zone.start for zone in message.zones), len(message.text)], "zones leave gaps"
    assert "\0" not in message.text, "NUL in the text"
    assert "\r" not in message.text, "CR in the text"
    assert "\n" not in message.subject, "a subject of two lines"
    json.dumps(as_json(message, "x"), ensure_ascii=False).encode("utf-8")
