"""Which values do the rows of one decided message hold?"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from models.arrival import Arrival
from triage.filing.lookup import belongs, fold_address
from triage.filing.phone import e164
from triage.filing.priority import priority, total
from triage.filing.promise import Promises
from triage.values import Attachment, Classification, Filing, Label, ParsedMessage

Row = dict[str, object]
_LONGEST_SUBJECT = 300
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One message with everything the stages before found out."""

    arrival: Arrival
    message: ParsedMessage
    labels: Classification
    filing: Filing
    now: datetime  # aware
    silence: str = ""  # why no acknowledgement goes out, German; "" when one does
    prefix: str = "KIM"  # of ticket numbers
    zone: str = "Europe/Berlin"  # whose calendar year numbers count in
    promises: Promises = dataclasses.field(default_factory=Promises)  # by when requests are answered


def ticket_row(d: Decided) -> Row:
    """A new ticket, without its number."""
    sender, labels = d.message.sender, d.labels
    callback, respond_by = callback_until(d.arrival), promised(d)
    factors = priority(
        urgency=labels.urgency.id,
        kind=labels.kind,
        opened_at=d.arrival.received_at,
        due_at=labels.due_at,
        messages=1,
        alarm=labels.alarm,
        callback_until=callback,
        now=d.now,
        unreadable=d.filing.outcome == "set_aside",
        respond_by=respond_by,
    )
    return {
        "mailbox": d.arrival.mailbox,
        "channel": d.message.channel,
        "status": "closed" if d.filing.closed else "open",
        "closed_at": d.now if d.filing.closed else None,
        "hidden": d.filing.hidden,
        "stub": d.filing.outcome == "set_aside",
        "subject": d.message.subject[:_LONGEST_SUBJECT],
        "sender_name": sender.name[:_LONGEST_NAME] if sender else "",
        "sender_address": sender.address if sender else "",
        "phone": d.message.phone,
        "language": labels.language,
        "kind": labels.kind,
        "sender_role": labels.sender_role,
        "topic": labels.main_topic,
        "topics": [t.id for t in labels.topics],
        "municipality": labels.municipality.id if labels.municipality else None,
        "urgency": labels.urgency.id,
        "certain": labels.certain,
        "alarm": labels.alarm,
        "priority": total(factors),
        "factors": [asdict(f) for f in factors],
        "marks": list(d.filing.marks),
        "silence": d.silence,
        "related_ticket_id": d.filing.related_ticket_id,
        "assigned_to": None,
        "opened_at": d.arrival.received_at,
        "changed_at": d.now,
        "due_at": labels.due_at,
        "callback_until": callback,
        "respond_by": respond_by,
        "protected": is_delicate(d.labels.main_topic),
        "messages": 1,
        "version": 1,
    }


def promised(d: Decided) -> datetime | None:
    """By when this message is to be answered; nothing is promised to machines, nor for what is filed closed."""
    if d.filing.hidden or d.filing.closed or d.message.automatic is not None:
        return None
    return d.promises.respond_by(d.labels.urgency.id, d.arrival.received_at)


def is_delicate(topic: str) -> bool:
    """Whether a ticket of this topic is for the named circle only."""
    return topic == "gewalt_notfall"


def callback_until(arrival: Arrival) -> datetime | None:
    """Until when whoever took the call promised to ring back."""
    value = (arrival.call or {}).get("callback_until")
    return datetime.fromisoformat(value) if isinstance(value, str) and value else None


def participant_row(d: Decided, ticket_id: int | None) -> Row | None:
    """Who may later add to this ticket by mail: its sender, if the mail names one person without doubt."""
    sender = d.message.sender
    if sender is None or not sender.address or d.message.ambiguous_sender or d.message.automatic:
        return None
    if d.message.trust.verdict == "failed":  # promises L4: a refuted sender takes part in nothing
        return None
    return {"ticket_id": ticket_id, "address": fold_address(sender.address)}


def message_row(d: Decided, ticket_id: int) -> Row:
    """The message as understood."""
    m, sender = d.message, d.message.sender
    return {
        "ticket_id": ticket_id,
        "arrival_id": d.arrival.id,
        "mailbox": d.arrival.mailbox,
        "channel": m.channel,
        "received_at": d.arrival.received_at,
        "claimed_at": m.date,
        "sender_name": sender.name[:_LONGEST_NAME] if sender else "",
        "sender_address": sender.address if sender else "",
        "phone": m.phone,
        "phone_key": e164(m.phone) if m.phone else "",
        "subject": m.subject[:_LONGEST_SUBJECT],
        "text": m.text,
        "zones": [[z.start, z.end, z.kind] for z in m.zones],
        "message_id": m.message_id,
        "automatic": m.automatic.kind if m.automatic else None,
        "automatic_reason": m.automatic.reason if m.automatic else "",
        "defects": list(m.defects),
        "marks": list(d.filing.marks),
        "trust": m.trust.verdict,
        "trust_reason": m.trust.reason,
        "language": d.labels.language,
        "kind": d.labels.kind,
        "sender_role": d.labels.sender_role,
        "circumstances": circumstances(m),
    }


def circumstances(m: ParsedMessage) -> Row:
    """What classifying asks of a message beside the columns of its row."""
    threaded = bool(m.in_reply_to or m.references)
    return {"replies": m.replies, "threaded": threaded, "town": m.town_hint, "urgent": m.urgent_hint}


def label_rows(d: Decided, ticket_id: int, message_id: int) -> Iterator[Row]:
    """Every answer of the rules with its proof, the second-best and what was cancelled included."""
    labels = d.labels
    found: list[tuple[str, int, Label | None]] = [("topic", rank, label) for rank, label in enumerate(labels.topics)]
    found += [
        ("municipality", 0, labels.municipality),
        ("urgency", 0, labels.urgency),
        ("runner_up", 0, labels.runner_up),
        ("runner_up_place", 0, labels.runner_up_place),
    ]
    if labels.cancelled:
        found.append(("cancelled", 0, Label(id="", score=0.0, evidence=labels.cancelled)))
    for field, rank, label in found:
        if label is not None:
            yield {
                "ticket_id": ticket_id,
                "message_id": message_id,
                "field": field,
                "rank": rank,
                "value": label.id or None,
                "score": label.score,
                "evidence": [piece._asdict() for piece in label.evidence],
                "author": "rules",
                "rulebook": labels.rulebook,
                "at": d.now,
            }


def attachment_row(attachment: Attachment, message_id: int) -> Row:
    """What is known of an attachment without opening it."""
    row = asdict(attachment)
    row["position"] = row.pop("index")
    return row | {"message_id": message_id}


def citation_rows(d: Decided, ticket_id: int) -> Iterator[Row]:
    """By what others of its conversation will know the ticket; a machine's mail is part of none."""
    for cited in belongs(d.message) if d.message.automatic is None else ():
        yield {"ticket_id": ticket_id, "mailbox": d.arrival.mailbox, "cited": cited}
