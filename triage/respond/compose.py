"""How does an acknowledgement look on the wire?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from triage.ports import Letter
from triage.respond import wire
from triage.respond.wire import is_strict_id
from triage.values import Acknowledgement


def letter(ack: Acknowledgement, sender: str, now: datetime) -> Letter:
    """The acknowledgement as RFC 5322 octets with CRLF, from the null sender so that nobody can bounce or answer it.

    `sender` is a From value, `KIM Kreis Viersen <kim@kreis-viersen.de>`; `now` is aware.
    Raises BadInput when a value cannot stand in a header; nothing is repaired silently.
    """
    head = "".join(wire.header(name, value) for name, value in _values(ack, sender, now))
    encoding, body = wire.encoded(ack.body)
    mime = (
        f"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    return Letter(envelope_from="", envelope_to=(wire.address(ack.to),), data=(head + mime).encode("ascii") + body)


def _values(ack: Acknowledgement, sender: str, now: datetime) -> Iterator[tuple[str, str]]:
    yield "From", wire.mailbox(sender)
    yield "To", wire.address(ack.to)
    yield "Subject", wire.unstructured(wire.clean("Subject", ack.subject))
    yield "Date", wire.date(now)
    yield "Message-ID", f"<{wire.own_id(ack.message_id)}>"
    yield "Auto-Submitted", "auto-replied"  # RFC 3834 §5
    yield "X-Auto-Response-Suppress", "All"
    yield "X-KIM-Triage", "ack"
    if is_strict_id(ack.in_reply_to):
        yield "In-Reply-To", f"<{ack.in_reply_to}>"
        yield "References", f"<{ack.in_reply_to}>"
