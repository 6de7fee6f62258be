"""Builders for mails of machines and people: invented addresses, the shapes of real systems."""

from __future__ import annotations

from datetime import UTC, datetime

from triage.message.mail import read
from triage.message.own import OwnSigns
from triage.values import ParsedMessage, RawMail

RECEIVED = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
OWN_ID = "0123456789abcdef0123456789abcdef01234567.kim@kreis-viersen.de"

RETURNED_HEAD = (
    "Received: from out.kreis.example.org by mx.example.net; Fri, 20 Nov 2026 07:58:00 +0100\n"
    "From: KIM <kim@kreis-viersen.de>\nTo: Amina Beispiel <amina@example.net>\nSubject: Ihr Termin\n"
    f"Message-ID: <{OWN_ID}>\nDate: Fri, 20 Nov 2026 07:58:00 +0100\n"
)
RETURNED = f"{RETURNED_HEAD}Content-Type: text/plain; charset=utf-8\n\nGuten Tag, können Sie am Montag kommen?\n"


def understood(head: str, body: str) -> ParsedMessage:
    """A mail from a header block and a body, both with plain line ends."""
    data = f"{head.rstrip()}\n\n{body}".encode("utf-8", "surrogateescape")
    message = read(RawMail(data=data, received_at=RECEIVED), OwnSigns())
    assert not any("could not be read in full" in defect for defect in message.defects)
    return message


def kind(message: ParsedMessage) -> str:
    """The verdict's kind, "person" when there is none."""
    return message.automatic.kind if message.automatic else "person"


def mail(sender: str, subject: str, body: str, *extra: str) -> ParsedMessage:
    """A plain-text mail to us; `extra`: further header lines."""
    lines = [
        f"From: {sender}",
        "To: kim@kreis-viersen.de",
        f"Subject: {subject}",
        "Date: Fri, 20 Nov 2026 08:15:00 +0100",
        "Message-ID: <auto-1@mx.example.net>",
        *extra,
    ]
    if not any(line.lower().startswith("content-type") for line in lines):
        lines += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    return understood("\n".join(lines), body)


def report(
    text: str, fields: str, *, returned: str = "message/rfc822", kind: str = "delivery-status"
) -> tuple[str, str]:
    """Content-Type line and body of a multipart/report (RFC 6522)."""
    part = "message/feedback-report" if kind == "feedback-report" else f"message/{kind}"
    content = RETURNED if returned == "message/rfc822" else RETURNED_HEAD
    body = (
        f"--b1\nContent-Type: text/plain; charset=utf-8\n\n{text}\n\n--b1\nContent-Type: {part}\n\n{fields}\n\n"
        f"--b1\nContent-Type: {returned}\n\n{content}\n--b1--\n"
    )
    return f'Content-Type: multipart/report; report-type={kind}; boundary="b1"', body
