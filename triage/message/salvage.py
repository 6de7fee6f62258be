"""What can still be saved of a mail that may not be parsed?"""

from __future__ import annotations

import re

from triage.message import author, charset, clean, date, opening, silences, subject, threading, transfer
from triage.message.headers import Fields, Headers, unfolded
from triage.message.own import OwnSigns
from triage.message.phrases import words
from triage.values import Address, ParsedMessage, Zone

_HEADER_OCTETS = 256 * 1024
_BODY_OCTETS = 1024 * 1024
_LINES = 2000
_VALUE = 2000  # octets of one header that are read
_NAMES = words(
    "from to cc reply-to subject date message-id in-reply-to references auto-submitted precedence return-path x-loop "
    "x-auto-response-suppress x-spam-flag x-spam-status list-id list-unsubscribe content-type "
    "content-transfer-encoding x-kim-triage"
)
_TEXT_PART = re.compile(rb"content-type:[ \t]{0,20}text/(plain|html)", re.IGNORECASE)
_CHARSET = re.compile(rb"charset=\"?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_ENCODING = re.compile(rb"content-transfer-encoding:[ \t]{0,20}([A-Za-z0-9-]{1,20})", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,500}>")
_MOST_TEXT = 20_000  # code points
_OWN = OwnSigns()


def salvage(data: bytes) -> ParsedMessage:
    """Headers that can be trusted to be short, and the first text found, for a stub ticket. Never raises; quick.

    At most 20,000 characters of text, all of it fresh, so that urgency rules see everything there is.
    """
    try:
        return _salvaged(data)
    except Exception:  # the last net below everything else: a ticket with nothing in it is still a ticket
        return ParsedMessage(channel="email", text="", zones=(), defects=("nothing could be read",))


def _salvaged(data: bytes) -> ParsedMessage:
    head, body = _split(data)
    headers = _headers(head)
    text = clean.cleaned(_text(head, body))[:_MOST_TEXT]
    sender, is_ambiguous = author.sender(headers)
    return ParsedMessage(
        channel="email",
        text=text,
        zones=(Zone(start=0, end=len(text), kind="fresh"),) if text else (),
        subject=(title := subject.subject(headers)),
        replies=subject.is_reply(title),
        sender=_safe(sender),
        ambiguous_sender=is_ambiguous,
        date=date.written_at(headers),
        message_id=threading.message_id(headers),
        in_reply_to=threading.in_reply_to(headers),
        references=threading.references(headers),
        silences=silences.silences(headers, sender, _OWN),
        defects=("the mail could not be read in full; this is what could be saved",),
    )


def _safe(sender: Address | None) -> Address | None:
    return Address(name=sender.name[:200], address=sender.address) if sender else None


def _split(data: bytes) -> tuple[bytes, bytes]:
    """Header block and the beginning of the body, line ends as \\n."""
    start = opening.opened(data[: _HEADER_OCTETS + _BODY_OCTETS]).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    head, _, body = start.partition(b"\n\n")
    if len(head) > _HEADER_OCTETS or not re.match(rb"[\x21-\x39\x3b-\x7e]{1,80}:", head):
        return head[:_HEADER_OCTETS], start
    return head, body


def _headers(head: bytes) -> Headers:
    fields: Fields = {}
    name = ""
    for line in head.split(b"\n", _LINES)[:_LINES]:
        text = charset.decoded(line[:_VALUE], "utf-8")[0]
        if line[:1] in (b" ", b"\t"):
            if name in fields and len(fields[name][-1]) < _VALUE:
                fields[name][-1] += f" {text.strip()}"
            continue
        name = text.partition(":")[0].strip().lower()
        if name in _NAMES:
            fields.setdefault(name, []).append(unfolded(text.partition(":")[2]))
    return Headers({key: [unfolded(value)[:_VALUE] for value in values[:5]] for key, values in fields.items()})


def _text(head: bytes, body: bytes) -> str:
    """The first text part where one is marked; else the body without what is plainly not text."""
    for found in _TEXT_PART.finditer(body, 0, _BODY_OCTETS):
        head, _, rest = body[found.start() :].partition(b"\n\n")
        return _decoded(head[:_VALUE], rest[: rest.find(b"\n--")] if b"\n--" in rest else rest)
    return _decoded(head[-_HEADER_OCTETS:], body)


def _decoded(head: bytes, octets: bytes) -> str:
    encoding = _ENCODING.search(head)
    label = _CHARSET.search(head)
    octets = transfer.decoded(octets[:_BODY_OCTETS], encoding[1].decode("ascii") if encoding else "")
    text = charset.decoded(octets[: _MOST_TEXT * 4], label[1].decode("ascii") if label else "utf-8")[0]
    lines = [line for line in _TAG.sub(" ", text).split("\n") if not _is_noise(line)]
    return "\n".join(lines).strip()


def _is_noise(line: str) -> bool:
    """A line of base64, a boundary, or a content header."""
    line = line.strip()
    long_word = len(line) >= 60 and " " not in line  # noqa: PLR2004 - base64 lines have 60 to 76 characters
    return long_word or line.startswith("--") or line.lower().startswith(("content-", "mime-version:"))
