"""Was this mail written by a machine, of which kind, and by which sign do we know?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from triage.message import bounce, circular, feedback, receipt, responder
from triage.message.headers import Headers
from triage.message.parts import Part
from triage.message.signs import Signs, signs_of
from triage.values import Automatic, ParsedMessage


def automatic(
    headers: Headers, message: ParsedMessage, parts: Sequence[Part] = (), report: str = ""
) -> Automatic | None:
    """The first sign found, strongest first; None for mail a person wrote, to us or to a list we are on.

    `parts`: the leaf parts; `report`: the report-type of a multipart/report.
    """
    signs = signs_of(headers, message, parts, report)
    return next((found for question in _QUESTIONS if (found := question(signs)) is not None), None)


# What a form says outright comes before what words suggest. A report of success or of reading is no bounce; a bounce is
# often also "auto-replied", a list server's notice too, and a newsletter often also "auto-generated".
_QUESTIONS: tuple[Callable[[Signs], Automatic | None], ...] = (
    feedback.feedback_loop,
    receipt.receipt,
    bounce.by_form,
    circular.list_server,
    bounce.by_words,
    responder.auto_reply,
    circular.newsletter,
    responder.generated,
)
