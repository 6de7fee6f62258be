"""Which words did somebody sign with PGP inside the text?"""

from __future__ import annotations

_SIGNED, _SIGNATURE = "-----BEGIN PGP SIGNED MESSAGE-----", "-----BEGIN PGP SIGNATURE-----"
_END = "-----END PGP SIGNATURE-----"
_ARMOUR_HEADERS = ("hash:", "charset:", "comment:", "version:", "notdashescaped:")


def without_armour(text: str) -> str:
    """The text with each signed block replaced by its words; dashes that were escaped are bare again. RFC 9580 §7.

    A block without its end is left alone. Linear.
    """
    if _SIGNED not in text:
        return text
    out: list[str] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        if lines[at].rstrip() == _SIGNED and (block := _block(lines, at + 1)):
            words, at = block
            out.extend(words)
        else:
            out.append(lines[at])
            at += 1
    return "\n".join(out)


def _block(lines: list[str], at: int) -> tuple[list[str], int] | None:
    """The signed lines, and the first line behind the signature."""
    while at < len(lines) and lines[at].lower().startswith(_ARMOUR_HEADERS):
        at += 1
    if at < len(lines) and not lines[at].strip():
        at += 1
    words: list[str] = []
    while at < len(lines) and lines[at].rstrip() != _SIGNATURE:
        words.append(lines[at].removeprefix("- "))
        at += 1
    while at < len(lines) and lines[at].rstrip() != _END:
        at += 1
    return (words, at + 1) if at < len(lines) else None
