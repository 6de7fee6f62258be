"""Which octets stand behind a Content-Transfer-Encoding?"""

from __future__ import annotations

import binascii
import re

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


def decoded(body: bytes, encoding: str) -> bytes:
    """The octets of a part's body; unknown encodings are taken as they are. RFC 2045 §6. Never raises."""
    encoding = encoding.strip().lower()
    if encoding == "base64":
        return base64_octets(body)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    return body


def base64_octets(body: bytes) -> bytes:
    """As much as can be decoded of damaged base64: foreign characters skipped, missing padding added."""
    try:
        return binascii.a2b_base64(body)
    except binascii.Error:
        pass
    kept = _NOT_BASE64.sub(b"", body)
    kept = kept[: len(kept) - 1] if len(kept) % 4 == 1 else kept
    return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))
