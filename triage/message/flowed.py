"""Where did the writer of format=flowed text really end a line?"""

from __future__ import annotations


def unflowed(text: str, *, delsp: bool) -> str:
    """Soft line breaks removed, quote depth kept, space-stuffing undone. RFC 3676 §4; linear."""
    out: list[str] = []
    paragraph: list[str] = []
    depth = 0
    for line in text.split("\n"):
        level = len(line) - len(line.lstrip(">"))
        content = line[level:]
        content = content[1:] if content.startswith(" ") else content
        if paragraph and level != depth:
            _close(out, paragraph, depth)
        depth = level
        is_signature = content == "-- "  # RFC 3676 §4.3: fixed, though it ends in a blank
        if is_signature and paragraph:
            _close(out, paragraph, depth)
        if content.endswith(" ") and not is_signature:
            paragraph.append(content[:-1] if delsp else content)
        else:
            paragraph.append(content)
            _close(out, paragraph, depth)
    if paragraph:
        _close(out, paragraph, depth)
    return "\n".join(out)


def _close(out: list[str], paragraph: list[str], depth: int) -> None:
    text = "".join(paragraph)
    out.append(f"{'>' * depth} {text}" if depth else text)
    paragraph.clear()
