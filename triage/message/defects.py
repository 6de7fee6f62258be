"""What was wrong with a mail or cannot be read in it, in words for its ticket?"""

from __future__ import annotations

from triage.message import signed
from triage.message.headers import Headers
from triage.message.parts import Part

_PARSER = {
    "NoBoundaryInMultipartDefect": "multipart without a boundary",
    "StartBoundaryNotFoundDefect": "the first boundary is missing",
    "CloseBoundaryNotFoundDefect": "the last boundary is missing",
    "MissingHeaderBodySeparatorDefect": "no empty line after the headers",
    "FirstHeaderLineIsContinuationDefect": "the headers begin with a continued line",
    "MisplacedEnvelopeHeaderDefect": "an envelope line among the headers",
    "MultipartInvariantViolationDefect": "multipart without parts",
    "InvalidMultipartContentTransferEncodingDefect": "a multipart with a transfer encoding",
}
_ENCRYPTED = {
    "application/pgp-encrypted": "encrypted with PGP: not opened",
    "application/ms-tnef": "winmail.dat: Outlook packed text or files into it; what could be read is shown",
    "application/vnd.ms-tnef": "winmail.dat: Outlook packed text or files into it; what could be read is shown",
    "text/calendar": "a calendar invitation",
}
_SIGNED = "S/MIME, signed as a whole: read, the signature was not checked"
_SEALED = "S/MIME, encrypted or damaged: not opened"
_ONCE = ("from", "date", "subject", "message-id", "to", "reply-to", "sender")


def of_parser(found: list[Part], top: Part) -> list[str]:
    """What the parser complained about, without doubles."""
    nodes = [top.node, *(part.node for part in found)]
    names = [type(defect).__name__ for node in nodes for defect in node.defects]
    return [_PARSER.get(name, "malformed structure") for name in names]


def of_headers(headers: Headers) -> list[str]:
    """Broken rules of RFC 5322 §3.6 that can deceive."""
    twice = [f"more than one {name} header" for name in _ONCE if len(headers.all(name)) > 1]
    return ["raw 8-bit characters in the headers", *twice] if headers.eight_bit else twice


def of_content(found: list[Part], text: str) -> list[str]:
    """What a person should know before trusting the text: sealed, packed, pasted or missing."""
    said = [_ENCRYPTED[part.type] for part in found if part.type in _ENCRYPTED]
    for part in found:
        if part.type in signed.TYPES:
            said.append(_SIGNED if signed.content(part.octets) else _SEALED)
    if any(part.filename.lower() == "winmail.dat" for part in found):
        said.append(_ENCRYPTED["application/ms-tnef"])
    if "-----BEGIN PGP MESSAGE-----" in text:
        said.append(_ENCRYPTED["application/pgp-encrypted"])
    if not text.strip():
        said.append("no readable text")
    return said
