"""How is text of a stranger shown, so that nothing in it hides or reorders?"""

from __future__ import annotations

# Unicode names of the characters that reorder text: an attachment "gpj.exe" reads "exe.jpg" after an RLO.
_NAMES = {
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
}
_KEPT = "\n\t"
_SHOWN: dict[int, str] = {code: f"⟦{name}⟧" for code, name in _NAMES.items()}
_SHOWN |= {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in _KEPT}  # Unicode's control pictures
_SHOWN |= {0x7F: "\u2421", 0x0D: ""}


def plain(text: str) -> str:
    """The text with reordering and control characters made visible."""
    return text.translate(_SHOWN)
