"""What does a mail say?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from triage.message import (
    address,
    attachment,
    authenticity,
    author,
    automatic,
    body,
    clean,
    date,
    defects,
    digest,
    forward,
    limits,
    lookalike,
    opening,
    parts,
    quoting,
    returned,
    subject,
    threading,
    tree,
)
from triage.message import silences as silent
from triage.message.headers import Headers
from triage.message.own import OwnSigns
from triage.message.parts import Part
from triage.message.salvage import salvage
from triage.values import ParsedMessage, RawMail

_OWN = OwnSigns()


def read(raw: RawMail, own: OwnSigns = _OWN) -> ParsedMessage:
    """Understand one mail. Pure; never raises. Call `limits.check(raw.data)` first: it keeps the parser from harm.

    What the parser cannot digest is salvaged: header fields and plain text, with a defect that says so.
    """
    try:
        found = _read(raw, own)
    except Exception:  # bytes of strangers: whatever the standard parser trips over must become a visible ticket
        found = salvage(raw.data)
    extra = ("only the headers were fetched: the mail is over the size limit",) if raw.truncated else ()
    return replace(found, received_at=raw.received_at, defects=(*found.defects, *extra))


def _read(raw: RawMail, own: OwnSigns) -> ParsedMessage:
    node = tree.parsed(_opened(raw.data))
    top = parts.part_of(node)
    headers = top.headers
    found = list(parts.leaves(top))
    content = body.body_of(top, found)
    title = subject.subject(headers)
    split = quoting.split(content.text, title, own)
    sender, is_ambiguous = author.sender(headers)
    message = ParsedMessage(
        channel="email",
        text=content.text,
        zones=split.zones,
        subject=title,
        replies=subject.is_reply(title),
        sender=sender,
        ambiguous_sender=is_ambiguous,
        to=address.mailboxes(headers, "to"),
        cc=address.mailboxes(headers, "cc"),
        reply_to=address.mailboxes(headers, "reply-to"),
        concerned=forward.concerned(split.forwarded, sender, own),
        date=date.written_at(headers),
        message_id=threading.message_id(headers),
        in_reply_to=threading.in_reply_to(headers),
        references=threading.references(headers),
        attachments=attachment.all_of(top, found, content.text_parts),
        silences=silent.silences(headers, sender, own),
        trust=authenticity.trust(_fields(node), None if is_ambiguous else sender, own),
        marks=lookalike.marks(sender, [part.filename for part in found if part.filename], own),
        defects=_defects(headers, top, found, content),
        content_digest=digest.content_digest(headers, found),
    )
    report = top.parameters.get("report-type", "").lower() if top.type == "multipart/report" else ""
    verdict = automatic.automatic(headers, message, found, report)
    if verdict is None:
        return message
    gives_back = verdict.kind in ("bounce", "receipt", "feedback_loop")
    ours = returned.own_ids(raw.data, own.message_id_suffix, found) if gives_back else ()
    return replace(message, automatic=verdict, references=(*message.references, *ours))


def _opened(data: bytes) -> bytes:
    """The mail with its headers in sight; checked again, since there may be more to parse now."""
    opened = opening.opened(data)
    if opened is not data:
        limits.check(opened)
    return opened


def _fields(node: parts.Mail) -> Iterator[tuple[str, str]]:
    return ((name, str(value)) for name, value in node.raw_items())


def _defects(headers: Headers, top: Part, found: list[Part], content: body.Body) -> tuple[str, ...]:
    said = defects.of_headers(headers) + defects.of_parser(found, top) + content.defects
    said += defects.of_content(found, content.text)
    if headers.first("date") and date.written_at(headers) is None:
        said.append("the date cannot be read")
    if author.sender(headers)[1]:
        said.append("it is not clear who sent it")
    return tuple(dict.fromkeys(clean.cleaned(line) for line in said))
