"""Who wrote a mail, and can that be decided?"""

from __future__ import annotations

import re

from triage.message import address
from triage.message.encoded_words import decoded
from triage.message.headers import Headers, one_line
from triage.values import Address

_ADDRESS_IN_TEXT = re.compile(r"[^\s<>\"'(),;:@]{1,64}@[^\s<>\"'(),;:@]{1,200}\.[^\s<>\"'(),;:@]{2,}")
_LONGEST_NAME = 200
# who is shown when From is missing or empty; each of them only says who handled the mail, so it stays doubtful
_INSTEAD = ("sender", "resent-from", "x-original-from", "reply-to", "return-path", "x-envelope-from", "from ")


def sender(headers: Headers) -> tuple[Address | None, bool]:
    """Who is shown as the author, and whether that is ambiguous. RFC 5322 §3.6.2. None only when nobody is named.

    From as it stands, also when a list rewrote it. Ambiguous: several From fields or mailboxes, a@b@c, groups, a
    display name that shows another address, or somebody else named where From is missing or empty.
    """
    values = [value for value in headers.all("from") if value]
    listings = [address.listed(value) for value in values]
    boxes = [box for listing in listings for box in listing.mailboxes]
    if not boxes:
        return _instead(headers) or _whole(values), bool(values) or _instead(headers) is not None
    first = next((box for box in boxes if box.address), boxes[0])
    odd = len(boxes) > 1 or len(values) > 1 or any(listing.is_odd for listing in listings)
    return first, odd or not first.address or _shows_another(first)


def _instead(headers: Headers) -> Address | None:
    found = (box for name in _INSTEAD for box in address.mailboxes(headers, name))
    return next(found, None)


def _whole(values: list[str]) -> Address | None:
    """A From in which no mailbox could be found: its text, so that staff see it."""
    name = one_line(decoded(values[0])).strip("<> ;:") if values else ""
    return Address(name=name[:_LONGEST_NAME], address="") if name else None


def _shows_another(box: Address) -> bool:
    """A display name that shows an address other than the real one is a disguise or a relay."""
    return any(shown.lower().strip("'\"") != box.address.lower() for shown in _ADDRESS_IN_TEXT.findall(box.name[:500]))
