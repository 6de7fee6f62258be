"""How does a message look to other programs (`triage parse`)?"""

from __future__ import annotations

from collections.abc import Sequence

from triage.values import Address, Attachment, ParsedMessage


def as_json(message: ParsedMessage, file: str) -> dict[str, object]:
    """The object of one line of `triage parse`; key order is part of what people diff. `date` is ISO 8601 or null."""
    verdict = message.automatic
    return {
        "file": file,
        "message_id": message.message_id,
        "in_reply_to": list(message.in_reply_to),
        "references": list(message.references),
        "date": message.date.isoformat() if message.date else None,
        "from": _address(message.sender) if message.sender else None,
        "to": _addresses(message.to),
        "cc": _addresses(message.cc),
        "reply_to": _addresses(message.reply_to),
        "concerned": _address(message.concerned) if message.concerned else None,
        "subject": message.subject,
        "text": message.text,
        "fresh": message.fresh,
        "quoted": message.quoted,
        "signature": message.signature,
        "attachments": [_attachment(attachment) for attachment in message.attachments],
        "automatic": {"kind": verdict.kind, "reason": verdict.reason} if verdict else None,
        "defects": list(message.defects),
    }


def _address(address: Address) -> dict[str, str]:
    return {"name": address.name, "address": address.address}


def _addresses(addresses: Sequence[Address]) -> list[dict[str, str]]:
    return [_address(address) for address in addresses]


def _attachment(attachment: Attachment) -> dict[str, str | int]:
    return {
        "name": attachment.name,
        "type": attachment.type,
        "size": attachment.size,
        "sha256": attachment.sha256,
    }
