"""May these octets be shown inside a browser, and as what?"""

from __future__ import annotations

# First octets of what browsers draw without running anything. SVG and HTML are programs and never shown.
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),  # PNG 3rd edition §5.2
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),  # ISO 32000-2 §7.5.2
)
_TEXT_TYPES = ("text/plain", "text/csv")
_MOST_TEXT = 1024 * 1024  # octets
PROMISING = (*(kind for _, kind in _BEGINNINGS), "image/webp", *_TEXT_TYPES)


def view_type(octets: bytes, declared: str) -> str | None:
    """The media type to show them as, by what they are and not by what they are called; None: save only.

    `declared` is the type of the mail part; it only decides whether words are plain text.
    """
    for beginning, kind in _BEGINNINGS:
        if octets.startswith(beginning):
            return kind
    if octets[:4] == b"RIFF" and octets[8:12] == b"WEBP":  # RFC 9649 §2.4
        return "image/webp"
    return "text/plain" if declared in _TEXT_TYPES and _is_text(octets) else None


def _is_text(octets: bytes) -> bool:
    return len(octets) <= _MOST_TEXT and b"\0" not in octets


def text_of(octets: bytes) -> str:
    """Words of a file that says nothing about its character set: UTF-8, else Windows-1252, never an error."""
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("cp1252", errors="replace")
