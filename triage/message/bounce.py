"""Did a mail system write that a mail was not, or not yet, delivered?"""

from __future__ import annotations

from collections.abc import Callable

from triage.message import bounce_words as table
from triage.message.circular import is_discussion
from triage.message.delivery_report import fate
from triage.message.machine_words import REPLY_SUBJECTS
from triage.message.signs import Signs
from triage.values import Automatic


def by_form(signs: Signs) -> Automatic | None:
    """Signs that only mail systems give: a report, X-Failed-Recipients, the sender MAILER-DAEMON."""
    reason = next((found for question in _FORMS if (found := question(signs))), "")
    return Automatic(kind="bounce", reason=reason) if reason else None


def by_words(signs: Signs) -> Automatic | None:
    """Signs that count together: subject, text, returned mail, codes, a machine's header or address."""
    if REPLY_SUBJECTS.opens(signs.subject) or (signs.is_passed_on and not signs.has_null_path):
        return None
    reason = _said(signs) if table.SUBJECTS.within(signs.subject) else _explained(signs)
    return Automatic(kind="bounce", reason=reason) if reason else None


def is_daemon(signs: Signs) -> bool:
    """The sender is a mail system by a name no person has."""
    return (
        signs.local in table.DAEMONS or table.DAEMON_NAMES.within(signs.name) or signs.local.startswith("mailer-daemon")
    )


def _report(signs: Signs) -> str:
    """RFC 3464, RFC 6533: the part that only mail systems write; a person may pass it on with a mail of their own."""
    if not signs.types & table.STATUS_TYPES and signs.report != "delivery-status":
        return ""
    if not signs.is_report and signs.is_passed_on and not (signs.is_machine_made or is_daemon(signs)):
        return ""
    said = fate(signs.parts)
    if said == "delivered":
        return ""  # a receipt
    return f"delivery status notification{': ' + said if said else ''} (RFC 3464)"


def _unnamed_report(signs: Signs) -> str:
    """RFC 6522 §3: a report without its type that returns a mail."""
    if not signs.is_report or signs.report or not signs.types & table.RETURNED_TYPES:
        return ""
    return "multipart/report with a returned mail (RFC 6522)"


def _failed_recipients(signs: Signs) -> str:
    return "X-Failed-Recipients" if signs.headers.has("x-failed-recipients") else ""


def _daemon(signs: Signs) -> str:
    if not is_daemon(signs) or "vacation" in signs.headers.first("auto-submitted").lower():
        return ""
    if table.NO_BOUNCE.within(signs.subject) or REPLY_SUBJECTS.opens(signs.subject) or signs.report:
        return ""  # an index file of mail programs; an absence notice; a report of another kind
    return "the sender is a mail system (RFC 5321 §4.5.5)"


def _said(signs: Signs) -> str:
    """The subject says undelivered: how much more is needed depends on who sent it."""
    if not signs.is_machine_made and (signs.speaks_for_itself or is_discussion(signs.headers)):
        return ""
    explains = table.SENTENCES.within(signs.whole)
    shows = _shows_details(signs)
    if signs.is_machine_made or _is_office(signs):
        if explains or shows or table.HINTS.within(signs.whole):
            return "the subject says undelivered, and sender and text confirm it"
        return (
            "" if signs.asks or not signs.is_machine_made else "the subject says undelivered, and a header confirms it"
        )
    if signs.message.sender is None:
        return "subject and text say undelivered" if explains or table.HINTS.within(signs.whole) else ""
    if table.SENTENCES.within(signs.opening) and shows:
        return "subject, text and the details of a mail system say undelivered"
    return ""


def _explained(signs: Signs) -> str:
    """The subject says something else, as that of the returned mail: sender, text and details must agree."""
    if not (signs.has_null_path or _is_office(signs) or signs.headers.has("x-ahmailid")):
        return ""
    if table.SENTENCES.within(signs.opening) and _shows_details(signs) and not signs.speaks_for_itself:
        return "a mail system wrote that delivery failed"
    return ""


def _shows_details(signs: Signs) -> bool:
    """What mail systems put under their notice: fields of a report, a reply code, the returned mail."""
    if signs.types & table.RETURNED_TYPES:
        return True
    return table.FIELDS.within(signs.whole) or table.RETURNED.within(signs.whole) or table.REFUSALS.within(signs.whole)


def _is_office(signs: Signs) -> bool:
    """Addresses and names that mail systems write from, and people in charge of them now and then."""
    local = signs.local
    if local in table.OFFICES or local.startswith(("postmaster", "mailer", "mail-daemon", "bounce")):
        return True
    return signs.is_machine or table.OFFICE_NAMES.within(signs.name)


_FORMS: tuple[Callable[[Signs], str], ...] = (_report, _unnamed_report, _failed_recipients, _daemon)
