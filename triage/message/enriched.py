"""What does text/enriched, or its older sibling text/richtext, say to somebody who reads it?"""

from __future__ import annotations

import re

_PARAMETER = re.compile(r"<param>[^<]*+</param>", re.IGNORECASE)
_COMMENT = re.compile(r"<comment>[^<]*+</comment>", re.IGNORECASE)
_COMMAND = re.compile(r"<(/?[a-zA-Z0-9-]{1,60})>")
_NEWLINES = re.compile(r"\n++")
_LESS = "\x00"
_BREAKS = {"nl": "\n", "np": "\n", "lt": "<", "paragraph": "\n", "/paragraph": "\n"}


def text_of(content: str, *, is_enriched: bool = True) -> str:
    """The words without the commands. RFC 1896: one line end is a blank, n of them are n - 1; "<<" is "<". Linear."""
    content = _COMMENT.sub("", _PARAMETER.sub("", content)).replace("<<", _LESS)
    if is_enriched:
        content = _NEWLINES.sub(lambda run: "\n" * (len(run[0]) - 1) or " ", content)
    else:  # RFC 1341 §7.1.3: line ends are blanks, only <nl> breaks
        content = content.replace("\n", " ")
    content = _COMMAND.sub(lambda command: "" if is_enriched else _BREAKS.get(command[1].lower(), ""), content)
    lines = (line.strip(" ") for line in content.replace(_LESS, "<").split("\n"))
    return "\n".join(lines).strip("\n")
