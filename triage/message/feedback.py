"""Is this a complaint or a count that another mail provider sends about our mail?"""

from __future__ import annotations

from triage.message import machine_words as words
from triage.message.signs import Signs
from triage.values import Automatic

_TYPES = frozenset(("message/feedback-report", "message/x-feedback-report"))
_COUNTS = ("tlsrpt", "dmarc")
_STAFF = ("staff", "scomp", "abuse", "fbl", "feedback", "feedbackloop", "complaints", "complaint", "postmaster", "arf")
_RETURNED = frozenset(("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"))


def feedback_loop(signs: Signs) -> Automatic | None:
    """RFC 5965 reports, the private shapes before it, and the counts of DMARC (RFC 7489) and TLS (RFC 8460)."""
    reason = _abuse_report(signs) or _private(signs) or _count(signs)
    return Automatic(kind="feedback_loop", reason=reason) if reason else None


def _abuse_report(signs: Signs) -> str:
    if signs.report == "feedback-report":
        return "abuse report (RFC 5965)"
    if signs.types & _TYPES and (signs.is_report or not signs.is_passed_on or signs.is_machine_made):
        return "abuse report (RFC 5965)"
    if signs.headers.has("feedback-type", "x-hmxmroriginalrecipient", "x-xarf", "x-arf"):
        return "a header of abuse reports"
    return ""


def _private(signs: Signs) -> str:
    """Providers that send the complained mail without a report: subject and sender, or subject and returned mail."""
    if signs.is_passed_on:
        return ""
    is_staff = signs.local.startswith(_STAFF)
    if words.COMPLAINT_SUBJECTS.within(signs.subject) and (is_staff or signs.types & _RETURNED):
        return "the subject says complaint, and sender or content confirm it"
    if is_staff and "feedback-type:" in signs.whole and "user-agent:" in signs.whole:
        return "the fields of an abuse report stand in the text (RFC 5965 §3)"
    return ""


def _count(signs: Signs) -> str:
    if signs.report in _COUNTS or "application/tlsrpt+gzip" in signs.types:
        return "TLS report (RFC 8460)"
    if words.COUNT_SUBJECTS.opens(signs.title) and ("report-id" in signs.subject or "submitter" in signs.subject):
        return "aggregate report (RFC 7489 §7.2.1.1)"
    return ""
