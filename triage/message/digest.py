"""Is this the same mail as another, whatever way it took (key D3)?"""

from __future__ import annotations

import hashlib

from triage.message.headers import Headers
from triage.message.parts import Part

_NAMED = ("message-id", "from", "date", "subject")


def content_digest(headers: Headers, found: list[Part]) -> str:
    """SHA-256 (hex) over Message-ID, From, Date, Subject and the decoded parts; no trace headers.

    Line ends and blanks at the end of text do not count, since relays change them. "" when the mail has neither
    Message-ID nor Date: then two different mails could look the same.
    """
    if not headers.first("message-id") and not headers.first("date"):
        return ""
    sha = hashlib.sha256()
    for name in _NAMED:
        sha.update(f"{name}:{' '.join(headers.first(name).split())}\n".encode("utf-8", "replace"))
    for part in found:
        octets = part.octets
        if part.type.startswith("text/"):
            octets = b"\n".join(line.rstrip() for line in octets.rstrip().splitlines())
        sha.update(hashlib.sha256(octets).digest())
    return sha.hexdigest()
