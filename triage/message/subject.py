"""What is the subject, and does it say reply or forward?"""

from __future__ import annotations

import re

from triage.message.headers import Headers
from triage.message.phrases import words

_LONGEST = 1000
_PREFIX = re.compile(r"\s*+([^\W\d_][^\W\d_.]{0,12}|إعادة توجيه)\s?(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,2})?\.?\s?[:：]")
_TAG = re.compile(r"^\s*+\[[^\[\]]{1,40}\]")  # of a list; a ticket number of somebody else's
_MOST_PREFIXES = 20
_REPLY = words("re aw antw antwort sv vs odp ynt yan rif res ref rép رد الرد پاسخ отв ответ відп відповідь ats vá")
_FORWARD = words(
    "fw fwd wg weitergeleitet wtr tr trans vl i rv enc encaminhado doorst pd ilt iletildi vb пересл переслано пер fs "
    "переадресовано fvd вх إعادة توجيه ارجاع پیشرو"
) | {"إعادة توجيه"}


def subject(headers: Headers) -> str:
    """The subject decoded, on one line, at most 1,000 characters."""
    return headers.text("subject")[:_LONGEST]


def is_forward(text: str) -> bool:
    """Whether the outermost prefix says the mail passes something on (WG:, Fwd:, İLT: …)."""
    return _prefix(text) in _FORWARD


def is_reply(text: str) -> bool:
    """Whether the outermost prefix says the mail answers something (AW:, Re:, YNT: …)."""
    return _prefix(text) in _REPLY


def base(text: str) -> str:
    """What a subject is about, without "AW: [Liste] Fwd: …", to be compared (RFC 5256 §2.1)."""
    return bare(text).casefold()


def bare(text: str) -> str:
    """The same in its own letters, to be shown and answered."""
    for _ in range(_MOST_PREFIXES):
        shorter = _TAG.sub("", text, count=1)
        if _prefix(shorter) in _REPLY | _FORWARD:
            shorter = _PREFIX.sub("", shorter, count=1)
        if shorter == text or not shorter.strip():
            break
        text = shorter
    return " ".join(text.split())


def _prefix(text: str) -> str:
    found = _PREFIX.match(text[:40])
    return found[1].casefold().replace("i̇", "i") if found else ""
