"""Which mail is this, and which mails does it answer?"""

from __future__ import annotations

import re

from triage.message.headers import Headers

_STRICT = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{1,250}@[\x21-\x3b\x3d\x3f-\x7e]{1,250}|[\x21-\x3b\x3d\x3f-\x7e]{8,250}")
_FOLDED_ID = re.compile(r"<([^<>]{1,400})>")
_MOST = 100  # references kept; the newest stand at the end


def message_id(headers: Headers) -> str:
    """The mail's own id without brackets, "" when there is none that can be used. RFC 5322 §3.6.4."""
    found = ids(headers.first("message-id"))
    return found[0] if found else _bare(headers.first("message-id"))


def ids(value: str) -> tuple[str, ...]:
    """All well-formed ids of a header, in order, without doubles; a fold inside an id is healed, cut ones are left."""
    healed = ("".join(match[1].split()) for match in _FOLDED_ID.finditer(value))
    return tuple(dict.fromkeys(found for found in healed if "@" in found and _STRICT.fullmatch(found)))


def in_reply_to(headers: Headers) -> tuple[str, ...]:
    """The ids this mail says it answers."""
    return tuple(dict.fromkeys(found for value in headers.all("in-reply-to") for found in ids(value)))


def references(headers: Headers) -> tuple[str, ...]:
    """The ids of the conversation, oldest first; the last hundred."""
    return tuple(dict.fromkeys(found for value in headers.all("references") for found in ids(value)))[-_MOST:]


def _bare(value: str) -> str:
    """Some programs leave out brackets or the @: still good enough to know a mail by."""
    value = value.strip().strip("<>").strip()
    return value if _STRICT.fullmatch(value) else ""
