"""What does the bare text of a mail say, without its headers?"""

from __future__ import annotations

from dataclasses import replace

from triage.message import automatic, clean, forward, quoting
from triage.message.headers import Headers, one_line
from triage.message.own import OwnSigns
from triage.message.subject import is_reply
from triage.values import ParsedMessage

_OWN = OwnSigns()
_NO_HEADERS = Headers({})


def read_body(text: str, subject: str = "", own: OwnSigns = _OWN) -> ParsedMessage:
    """Split bare text into fresh, quote, signature and own zones. Never raises; linear."""
    shown, was_cut = clean.cut(clean.cleaned(text).strip("\n"))
    title = one_line(subject)
    split = quoting.split(shown, title, own)
    message = ParsedMessage(
        channel="email",
        text=shown,
        zones=split.zones,
        subject=title,
        replies=is_reply(title),
        concerned=forward.concerned(split.forwarded, None, own),
        defects=(f"the text was cut at {clean.LONGEST} characters",) if was_cut else (),
    )
    verdict = automatic.automatic(_NO_HEADERS, message)
    return replace(message, automatic=verdict)
