"""What does a calendar invitation say, for a mail that has no other text?"""

from __future__ import annotations

import re

_SHOWN = {"SUMMARY": "", "DTSTART": "Beginn: ", "DTEND": "Ende: ", "LOCATION": "Ort: ", "DESCRIPTION": ""}
_MOST_LINES = 2000
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?")


def text_of(content: str) -> str:
    """Title, times, place and description of the first event, one a line. RFC 5545 §3.1 folding, §3.3.11 escapes."""
    found: dict[str, str] = {}
    for line in content.replace("\n ", "").replace("\n\t", "").split("\n")[:_MOST_LINES]:
        name, _, value = line.partition(":")
        name = name.partition(";")[0].strip().upper()
        if name in _SHOWN and value.strip():
            found.setdefault(name, _plain(name, value.strip()))
        if line.startswith("END:VEVENT"):
            break
    return "\n".join(_SHOWN[name] + found[name] for name in _SHOWN if name in found)


def _plain(name: str, value: str) -> str:
    if name.startswith("DT") and (time := _TIME.match(value)):
        clock = f" {time[4]}:{time[5]}{' UTC' if time[6] else ''}" if time[4] else ""
        return f"{time[3]}.{time[2]}.{time[1]}{clock}"
    return value.replace("\\n", "\n").replace("\\N", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
