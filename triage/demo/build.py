"""How does one of the demo's mails look on the wire?"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import format_datetime
from html.parser import HTMLParser

from triage.demo.enclosed import enclosed
from triage.demo.record import DemoMail

OFFICE = "KIM Kreis Viersen <kim@kreis-viersen.de>"
_DOMAIN = "demo.example.org"  # right side of the Message-IDs


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What a reply answers."""

    message_id: str  # without angle brackets
    subject: str
    name: str  # who wrote it
    text: str
    written_at: datetime


def sent_at(mail: DemoMail, now: datetime) -> datetime:
    """When the mail claims to be written."""
    return now - timedelta(minutes=mail.minutes_ago)


def as_earlier(mail: DemoMail, now: datetime) -> Earlier:
    """Another demo mail as the thing that is answered."""
    name = mail.sender.partition(" <")[0]
    return Earlier(
        message_id=f"{mail.id}@{_DOMAIN}",
        subject=mail.subject,
        name=name,
        text=mail.body if mail.shape != "html" else plain_of(mail.body),
        written_at=sent_at(mail, now),
    )


def letter_as_earlier(data: bytes, written_at: datetime) -> Earlier:
    """A letter our product sent, as a sender's mail program quotes it."""
    mail = message_from_bytes(data, _class=EmailMessage, policy=default)
    return Earlier(
        message_id=str(mail["Message-ID"]).strip().strip("<>"),
        subject=str(mail["Subject"]),
        name="KIM Kreis Viersen",
        text=mail.get_content(),
        written_at=written_at,
    )


def build(mail: DemoMail, now: datetime, earlier: Earlier | None = None) -> bytes:
    """RFC 5322 octets with CRLF; `now` is aware, `earlier` is what the mail answers."""
    date = format_datetime(sent_at(mail, now))
    if mail.raw:
        return mail.raw.replace(b"@DATE@", date.encode("ascii"))
    out = EmailMessage(policy=SMTP)
    out["From"], out["To"], out["Date"] = mail.sender, OFFICE, date
    out["Subject"] = f"Re: {earlier.subject.removeprefix('Re: ')}" if earlier else mail.subject
    out["Message-ID"] = f"<{mail.id}@{_DOMAIN}>"
    if earlier:
        out["In-Reply-To"] = out["References"] = f"<{earlier.message_id}>"
    for name, value in mail.headers.items():
        out[name] = value
    _fill(out, mail, mail.body + (_quote(mail, earlier) if earlier else ""))
    return out.as_bytes()


def _fill(out: EmailMessage, mail: DemoMail, text: str) -> None:
    match mail.shape:
        case "plain":
            out.set_content(text)
        case "html":
            out.set_content(text, subtype="html")
        case "alternative":
            out.set_content(text)
            out.add_alternative(_as_html(text), subtype="html")
    for name in mail.attachments:
        media, data = enclosed(name)
        main, _, sub = media.partition("/")
        out.add_attachment(data, maintype=main, subtype=sub, filename=name)


def _quote(mail: DemoMail, earlier: Earlier) -> str:
    date = f"{earlier.written_at:%d.%m.%Y %H:%M}"
    lines = "".join(f"> {line}".rstrip() + "\n" for line in earlier.text.splitlines())
    return f"\n{mail.quote_line.format(date=date, name=earlier.name)}\n{lines}"


def _as_html(text: str) -> str:
    paragraphs = "".join(f"<p>{html.escape(part).strip()}</p>\n" for part in re.split(r"\n{2,}", text))
    return f"<html><body>\n{paragraphs}</body></html>\n"


class _Text(HTMLParser):
    """Collects what stands between the tags."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep one stretch of text."""
        self.found.append(data)


def plain_of(markup: str) -> str:
    """The words of a small HTML text of our own making, line by line."""
    reader = _Text()
    reader.feed(markup)
    return "\n".join(line.strip() for line in "".join(reader.found).splitlines() if line.strip()) + "\n"
