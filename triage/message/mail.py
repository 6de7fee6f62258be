"""What does a mail say?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from triage.errors import NotUnderstood
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
    lookalike,
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
_TRUNCATED = "only the headers were fetched: the mail is over the size limit"


def read(raw: RawMail, own: OwnSigns = _OWN) -> ParsedMessage:
    """Understand one mail. Pure; never raises. Call `limits.check(raw.data)` first: it keeps the parser from harm.

    What the parser cannot digest is salvaged: header fields and plain text, with a defect that says so.
    """
    try:
        found = _read(raw, own)
    except NotUnderstood as refused:  # headers that came to light only now break a limit
        found = salvage(raw.data)
        found = replace(found, received_at=raw.received_at, defects=(*found.defects, refused.why))
    except Exception:  # bytes of strangers: whatever the standard parser trips over must become a visible ticket
        found = replace(salvage(raw.data), received_at=raw.received_at)
    return replace(found, defects=(*found.defects, _TRUNCATED)) if raw.truncated else found


def _read(raw: RawMail, own: OwnSigns) -> ParsedMessage:
    node = tree.parsed(raw.data)
    top = parts.part_of(node)
    headers = top.headers
    found = list(parts.leaves(top))
    content = body.body_of(top, found)
    title = subject.subject(headers)
    split = quoting.split(content.text, title, own)
    sender, is_ambiguous = author.sender(headers)
    written_at = date.written_at(headers)
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
        date=written_at,
        received_at=raw.received_at,
        message_id=threading.message_id(headers),
        in_reply_to=threading.in_reply_to(headers),
        references=threading.references(headers),
        conversation=threading.conversation(headers, subject.base(title)),
        attachments=attachment.all_of(top, found, content.text_parts),
        silences=silent.silences(headers, sender, own),
        trust=authenticity.trust(_fields(node), None if is_ambiguous else sender, own),
        marks=lookalike.marks(sender, [part.filename for part in found if part.filename], own),
        defects=_defects(headers, top, found, content, dated=written_at is not None, is_ambiguous=is_ambiguous),
        content_digest=digest.content_digest(headers, found),
    )
    report = top.parameters.get("report-type", "").lower() if top.type == "multipart/report" else ""
    verdict = automatic.automatic(headers, message, found, report)
    if verdict is None:
        return message
    gives_back = verdict.kind in ("bounce", "receipt", "feedback_loop")
    ours = returned.own_ids(raw.data, own.message_id_suffix, found) if gives_back else ()
    return replace(message, automatic=verdict, references=(*message.references, *ours))


def _fields(node: parts.Mail) -> Iterator[tuple[str, str]]:
    return ((name, str(value)) for name, value in node.raw_items())


def _defects(
    headers: Headers, top: Part, found: list[Part], content: body.Body, *, dated: bool, is_ambiguous: bool
) -> tuple[str, ...]:
    said = defects.of_headers(headers) + defects.of_parser(found, top) + content.defects
    said += defects.of_content(found, content.text)
    if not dated and headers.first("date"):
        said.append("the date cannot be read")
    if is_ambiguous:
        said.append("it is not clear who sent it")
    return tuple(dict.fromkeys(clean.cleaned(line) for line in said))
