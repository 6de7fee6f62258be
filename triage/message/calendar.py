"""What does a calendar invitation say, for a mail that has no other text?"""

from __future__ import annotations

import re

TYPES = frozenset(("text/calendar", "application/ics", "text/x-vcalendar"))
_SHOWN = {
    "SUMMARY": "",
    "DTSTART": "Beginn: ",
    "DTEND": "Ende: ",
    "DUE": "Fällig: ",
    "LOCATION": "Ort: ",
    "ORGANIZER": "Von: ",
    "DESCRIPTION": "",
}
_METHODS = {
    "CANCEL": "Absage eines Termins",
    "REPLY": "Antwort auf eine Termineinladung",
    "COUNTER": "Gegenvorschlag zu einem Termin",
}
_ANSWERS = {"ACCEPTED": "zugesagt", "DECLINED": "abgesagt", "TENTATIVE": "vielleicht"}
_MOST_LINES = 2000
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(?:\d\d)?(Z?))?")
_NAME_OF = re.compile(r'^ORGANIZER[^:]*?;CN=("[^"]*+"|[^;:"]++)', re.IGNORECASE)
_ANSWER = re.compile(r"PARTSTAT=([A-Z-]{1,20})", re.IGNORECASE)
_EVENTS = ("VEVENT", "VTODO", "VJOURNAL")


def text_of(content: str) -> str:
    """Title, times, place and description of the first event, one a line. RFC 5545 §3.1 folding, §3.3.11 escapes.

    A cancellation or an answer says so in its first line (RFC 5546 §3.2).
    """
    found: dict[str, str] = {}
    notice: list[str] = []
    inside = False
    for line in content.replace("\n ", "").replace("\n\t", "").split("\n")[:_MOST_LINES]:
        head, value = _split(line)
        name = head.partition(";")[0].strip().upper()
        value = value.strip()
        if name == "METHOD" and value.upper() in _METHODS:
            notice.append(_METHODS[value.upper()])
        elif name == "BEGIN":
            inside = inside or value.upper() in _EVENTS
        elif name == "END" and value.upper() in _EVENTS:
            break
        elif name == "ATTENDEE" and notice == [_METHODS["REPLY"]] and (answer := _ANSWER.search(head)):
            notice += [word for word in (_ANSWERS.get(answer[1].upper()),) if word]
        elif inside and name in _SHOWN and value:
            found.setdefault(name, _organizer(line, value) if name == "ORGANIZER" else _plain(name, value))
    shown = [_SHOWN[name] + found[name] for name in _SHOWN if name in found]
    return "\n".join([": ".join(notice), *shown] if notice and shown else shown)


def _split(line: str) -> tuple[str, str]:
    """Name with parameters, and value: a colon inside quotes divides nothing."""
    at = 0
    for number, piece in enumerate(line.split('"')):
        if number % 2 == 0 and ":" in piece:
            at += piece.index(":")
            return line[:at], line[at + 1 :]
        at += len(piece) + 1
    return line, ""


def _organizer(line: str, value: str) -> str:
    name = _NAME_OF.match(line)
    return name[1].strip('"') if name else re.sub("^mailto:", "", value, flags=re.IGNORECASE)


def _plain(name: str, value: str) -> str:
    if name in ("DTSTART", "DTEND", "DUE") and (time := _TIME.match(value)):
        clock = f" {time[4]}:{time[5]}{' UTC' if time[6] else ''}" if time[4] else ""
        return f"{time[3]}.{time[2]}.{time[1]}{clock}"
    value = value.replace("\\\\", "\x00").replace("\\n", "\n").replace("\\N", "\n")
    return value.replace("\\,", ",").replace("\\;", ";").replace("\x00", "\\")
