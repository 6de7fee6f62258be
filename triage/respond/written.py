"""How does a mail that a person of the office wrote look on the wire?"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from urllib.parse import quote

from triage.ports import Letter
from triage.respond import wire

MOST_CITED = 20  # ids in References: where the conversation began, and the newest
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}")
_WRAPPED = ("message/", "multipart/")  # RFC 2046 §5: these cannot be base64, so they go as plain octets
_CHUNK = 56  # characters of a file name in one parameter (RFC 2231 §3)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file sent along."""

    name: str
    type: str  # media type, lower-case
    octets: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A mail in a person's own words."""

    to: str
    subject: str
    body: str
    message_id: str  # ours, without angle brackets
    cc: tuple[str, ...] = ()
    in_reply_to: str = ""
    cites: tuple[str, ...] = ()  # the conversation, oldest first
    files: tuple[File, ...] = ()


def letter(mail: Written, sender: str, now: datetime) -> Letter:
    """The mail as RFC 5322 octets with CRLF. Its envelope names us, so a bounce comes back to the ticket.

    `sender` is a From value; `now` is aware. Raises BadInput when a value cannot stand in a header.
    """
    head = "".join(wire.header(name, value) for name, value in _values(mail, sender, now))
    text = _text_part(mail.body)
    content = _with_files(mail, text) if mail.files else text
    data = f"{head}MIME-Version: 1.0\r\n".encode("ascii") + content
    receivers = tuple(wire.address(each) for each in (mail.to, *mail.cc))
    return Letter(envelope_from=wire.address(parseaddr(sender)[1]), envelope_to=receivers, data=data)


def bounded(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Of a long conversation the first id and the newest ones; ids that could surprise a mail program are left out."""
    fit = tuple(dict.fromkeys(each for each in ids if wire.is_strict_id(each)))
    return fit if len(fit) <= MOST_CITED else (fit[0], *fit[1 - MOST_CITED :])


def _values(mail: Written, sender: str, now: datetime) -> Iterator[tuple[str, str]]:
    yield "From", wire.mailbox(sender)
    yield "To", wire.address(mail.to)
    if mail.cc:
        yield "Cc", ", ".join(wire.address(each) for each in mail.cc)
    yield "Subject", wire.unstructured(wire.clean("Subject", mail.subject))
    yield "Date", wire.date(now)
    yield "Message-ID", f"<{wire.own_id(mail.message_id)}>"
    yield "X-KIM-Triage", "reply"
    # RFC 5322 §3.6.4: In-Reply-To names the mail that is answered, References the way to it
    if wire.is_strict_id(mail.in_reply_to):
        yield "In-Reply-To", f"<{mail.in_reply_to}>"
    if chain := bounded((*mail.cites, mail.in_reply_to)):
        yield "References", " ".join(f"<{each}>" for each in chain)


def _text_part(body: str) -> bytes:
    encoding, octets = wire.encoded(body)
    head = f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return head.encode("ascii") + octets


def _with_files(mail: Written, text: bytes) -> bytes:
    # "=_" stands in no quoted-printable and no base64 text (RFC 2045 §6.7); the same mail has the same boundary
    boundary = f"=_{hashlib.sha256(mail.message_id.encode()).hexdigest()[:32]}"
    line = f"\r\n--{boundary}\r\n".encode("ascii")
    head = f'Content-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n'.encode("ascii")
    parts = line.join((text, *(_file_part(file) for file in mail.files)))
    return head + line.lstrip(b"\r\n") + parts + f"\r\n--{boundary}--\r\n".encode("ascii")


def _file_part(file: File) -> bytes:
    head = f"Content-Type: {_type(file.type)}\r\nContent-Transfer-Encoding: base64\r\n"
    head += "Content-Disposition: attachment;\r\n " + ";\r\n ".join(_name(file.name)) + "\r\n\r\n"
    return head.encode("ascii") + base64.encodebytes(file.octets).replace(b"\n", b"\r\n")


def _type(given: str) -> str:
    fits = _TYPE.fullmatch(given) and not given.startswith(_WRAPPED)
    return given if fits else "application/octet-stream"


def _name(name: str) -> Iterator[str]:
    """The parameters that name a file: RFC 2231 in pieces; one plain one where ASCII is enough."""
    plain = wire.clean("file name", name)
    if re.fullmatch(r"[A-Za-z0-9 ._()+-]{1,60}", plain):
        yield f'filename="{plain}"'
        return
    coded = quote(plain, safe="")
    pieces = re.findall(rf"(?:%[0-9A-F]{{2}}|[^%]){{1,{_CHUNK // 3}}}", coded)
    for number, piece in enumerate(pieces):
        start = "" if number else "utf-8''"
        yield f"filename*{number}*={start}{piece}"
