"""Did a mail system write that a mail was not, or not yet, delivered?"""

from __future__ import annotations

import re
from collections.abc import Callable

from triage.message import bounce_words as table
from triage.message.circular import is_discussion, runs_list
from triage.message.delivery_report import fate
from triage.message.machine_words import REPLY_SUBJECTS
from triage.message.signs import Signs
from triage.values import Automatic

# a reply code of RFC 5321 §4.2 or an enhanced one of RFC 3463, or the marks of a session's transcript
_CODE = re.compile(r"(?<![\w./-])(?:(?:421|45[0-2]|55[0-4])(?![\w/.])|[45]\.\d{1,2}\.\d{1,3}(?![\w.]))|<<<|>>>")


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
    """RFC 6522 §3: a report without a type we know that returns a mail."""
    if not signs.is_report or not signs.types & table.RETURNED_TYPES:
        return ""
    return "multipart/report with a returned mail (RFC 6522)"


def _failed_recipients(signs: Signs) -> str:
    return "X-Failed-Recipients" if signs.headers.has("x-failed-recipients") else ""


def _daemon(signs: Signs) -> str:
    if not is_daemon(signs) or "vacation" in signs.headers.first("auto-submitted").lower():
        return ""
    if table.NO_BOUNCE.within(signs.subject) or REPLY_SUBJECTS.opens(signs.subject):
        return ""  # an index file of mail programs; an absence notice
    return "the sender is a mail system (RFC 5321 §4.5.5)"


def _said(signs: Signs) -> str:
    """The subject says undelivered: how much more is needed depends on who sent it."""
    if not signs.is_machine_made and (signs.speaks_for_itself or _is_members_post(signs)):
        return ""
    details = table.SENTENCES.within(signs.whole) or table.HINTS.within(signs.whole) or _shows_details(signs)
    if signs.is_machine_made:
        return "the subject says undelivered, and a header confirms it" if details or not signs.asks else ""
    formula = table.FORMULAS.opens(signs.subject)
    if _is_office(signs):
        return "the subject says undelivered, and the sender confirms it" if details or formula else ""
    if signs.message.sender is None:
        return "subject and text say undelivered" if details else ""
    rest = signs.subject[formula:].lstrip()
    is_formula = formula and not signs.asks and (not rest or rest[0] in ":([" or signs.subject[formula - 1] == ":")
    if table.SENTENCES.within(signs.opening) and (is_formula or _shows_details(signs)):
        return "subject, text and the details of a mail system say undelivered"
    return ""


def _explained(signs: Signs) -> str:
    """The subject says something else, as that of the returned mail: sender, text and details must agree."""
    if not (signs.is_machine_made or _is_office(signs)) or signs.speaks_for_itself:
        return ""
    if not table.SENTENCES.within(signs.opening):
        return ""
    # a ticket system's notice is machine-made too and may hold any number: there only a returned mail or fields count
    shows = _shows_details(signs) if signs.has_null_path or _is_office(signs) else _gives_back(signs)
    return "a mail system wrote that delivery failed" if shows else ""


def _shows_details(signs: Signs) -> bool:
    """What mail systems put under their notice: fields of a report, a reply code, the returned mail."""
    return _gives_back(signs) or table.RETURNED.within(signs.whole) or bool(_CODE.search(signs.whole))


def _gives_back(signs: Signs) -> bool:
    return bool(signs.types & table.RETURNED_TYPES) or table.FIELDS.within(signs.whole)


def _is_members_post(signs: Signs) -> bool:
    return is_discussion(signs.headers) and not runs_list(signs)


def _is_office(signs: Signs) -> bool:
    """Addresses and names that mail systems write from, and people in charge of them now and then."""
    local = signs.local
    if local in table.OFFICES or runs_list(signs) or any(part in local for part in table.OFFICE_PARTS):
        return True
    return signs.is_machine or table.OFFICE_NAMES.within(signs.name)


_FORMS: tuple[Callable[[Signs], str], ...] = (_report, _unnamed_report, _failed_recipients, _daemon)
