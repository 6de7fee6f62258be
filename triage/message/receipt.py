"""Does a machine tell that a mail arrived or was opened?"""

from __future__ import annotations

from triage.message import bounce_words
from triage.message import machine_words as words
from triage.message.delivery_report import fate
from triage.message.signs import Signs
from triage.values import Automatic

_TYPES = frozenset(("message/disposition-notification", "message/global-disposition-notification"))
_SHORT = 700  # characters; a receipt says little


def receipt(signs: Signs) -> Automatic | None:
    """RFC 8098 notifications, delivery reports that report success (RFC 3464), and receipts by subject and text."""
    reason = _notification(signs) or _delivered(signs) or _by_words(signs)
    return Automatic(kind="receipt", reason=reason) if reason else None


def _notification(signs: Signs) -> str:
    found = signs.report == "disposition-notification" or signs.types & _TYPES
    is_passed_on = signs.is_passed_on and not signs.is_report and not signs.is_machine_made
    return "disposition notification (RFC 8098)" if found and not is_passed_on else ""


def _delivered(signs: Signs) -> str:
    if signs.types & bounce_words.STATUS_TYPES and fate(signs.parts) == "delivered":
        return "delivery status notification: delivered (RFC 3464 §2.3.3)"
    return ""


def _by_words(signs: Signs) -> str:
    """People too write "Read: chapter 4"; the text must be a receipt's, or there must be none at all."""
    if not words.RECEIPT_SUBJECTS.opens(signs.title) or len(signs.fresh) > _SHORT:
        return ""
    if words.RECEIPT_SENTENCES.within(signs.fresh) and not signs.asks:
        return "subject and text say read receipt"
    if signs.is_machine_made or (not signs.fresh and signs.message.in_reply_to):
        return "the subject says read receipt, and nothing else is said"
    return ""
