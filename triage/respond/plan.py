"""Shall this message be acknowledged, and if not, why not?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from triage.values import Classification, Filing, Mode, ParsedMessage, Silence

_ADDRESS = re.compile(  # RFC 5321 §4.5.3.1.3: 254 octets in all
    r"(?=.{3,254}$)[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)
# Machines by convention: RFC 2142, RFC 5321 §4.5.1, and what senders really use.
_MACHINE_NAMES = frozenset(
    [
        "mailer-daemon",
        "postmaster",
        "noreply",
        "no-reply",
        "no_reply",
        "do-not-reply",
        "donotreply",
        "do_not_reply",
        "nicht-antworten",
        "keine-antwort",
        "keineantwort",
        "bounce",
        "bounces",
        "mail-daemon",
        "daemon",
        "root",
        "nobody",
        "autoreply",
        "auto-reply",
        "autoresponder",
        "newsletter",
        "listserv",
        "majordomo",
        "abuse",
        "notification",
        "notifications",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPolicy:
    """When acknowledgements go out."""

    sender: str = "KIM Kreis Viersen <kim@kreis-viersen.de>"
    office_phone: str = "02162 39-2129"
    enabled: bool = True
    sender_days: int = 7  # at most one to the same sender in so many days
    per_minute: int = 60
    per_day: int = 500
    max_age_hours: int = 72
    emergency_text: bool = True  # urgent mails get the text with emergency numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Everything the guards look at. Times are aware."""

    message: ParsedMessage
    labels: Classification
    filing: Filing
    mode: Mode  # of the mailbox, at this moment
    may_acknowledge: bool  # False: imported without --acknowledge, archive, filed while observing
    received_at: datetime  # INTERNALDATE, never the sender's Date
    now: datetime
    acknowledged_at: datetime | None  # when this sender last got an acknowledgement
    own_addresses: frozenset[str]  # lower-case
    policy: AnswerPolicy = AnswerPolicy()


def is_address(text: str) -> bool:
    """Whether mail can be written to it: a plain local@domain."""
    return _ADDRESS.fullmatch(text) is not None


def is_machine(address: str) -> bool:
    """Whether nobody reads what is sent there: mailer-daemon, noreply and kin."""
    return address.rpartition("@")[0].casefold().partition("+")[0] in _MACHINE_NAMES


def switched_off(o: Occasion) -> str | None:
    """The office decided against acknowledgements."""
    return None if o.policy.enabled else "Eingangsbestätigungen ausgeschaltet sind"


def not_a_mail(o: Occasion) -> str | None:
    """Calls are answered by calling back."""
    return "es ein Anruf ist" if o.message.channel == "phone" else None


def not_new(o: Occasion) -> str | None:
    """Only a new ticket is acknowledged, once in its life."""
    return None if o.filing.outcome == "ticket" else "es kein neuer, lesbarer Vorgang ist"


def not_live(o: Occasion) -> str | None:
    """Modes dry-run and observe write to nobody."""
    return None if o.mode == "live" else "das Postfach nicht scharf geschaltet ist"


def not_allowed(o: Occasion) -> str | None:
    """Imported files and archives."""
    return None if o.may_acknowledge and not o.filing.closed else "die Mail nachträglich eingelesen wurde"


def too_old(o: Occasion) -> str | None:
    """Connecting an old mailbox must write to nobody."""
    hours = o.policy.max_age_hours
    return f"die Mail älter als {hours} Stunden ist" if o.now - o.received_at > timedelta(hours=hours) else None


def automatic(o: Occasion) -> str | None:
    """RFC 3834 §2: automatic mail is never answered automatically."""
    return f"es eine maschinelle Mail ist ({o.message.automatic.kind})" if o.message.automatic else None


def header_sign(o: Occasion) -> str | None:
    """A header forbids it: Auto-Submitted, List-*, Precedence, X-Loop, …"""
    return f"ein Zeichen im Kopf der Mail dagegen spricht ({o.message.silences[0]})" if o.message.silences else None


def no_sender(o: Occasion) -> str | None:
    """Nobody to answer, or it cannot be decided who."""
    if o.message.sender is None or o.message.ambiguous_sender or not is_address(o.message.sender.address):
        return "die Absenderadresse unklar oder ungültig ist"
    return None


def machine_sender(o: Occasion) -> str | None:
    """mailer-daemon, noreply and kin."""
    return "die Adresse keine Antworten annimmt" if is_machine(_address(o)) else None


def ourselves(o: Occasion) -> str | None:
    """We never write to ourselves."""
    return "die Adresse eine von uns ist" if _address(o).casefold() in o.own_addresses else None


def forged(o: Occasion) -> str | None:
    """Our own mail server refuted the sender (RFC 8601): the answer would reach whoever was abused."""
    trust = o.message.trust
    return f"der Absender vielleicht gefälscht ist ({trust.reason})" if trust.verdict == "failed" else None


def advertising(o: Occasion) -> str | None:
    """An answer tells a spammer that somebody reads."""
    return "die Mail nach Werbung aussieht" if o.labels.kind in ("spam", "newsletter") else None


def recently(o: Occasion) -> str | None:
    """One acknowledgement per sender and week ends every loop after one message."""
    days = o.policy.sender_days
    if o.acknowledged_at is not None and o.now - o.acknowledged_at < timedelta(days=days):
        return f"diese Adresse in den letzten {days} Tagen schon eine Bestätigung bekam"
    return None


# Cheap and certain reasons first; the first that objects is the one shown.
GUARDS: tuple[Callable[[Occasion], str | None], ...] = (
    not_a_mail,
    not_new,
    not_allowed,
    too_old,
    automatic,
    header_sign,
    no_sender,
    machine_sender,
    ourselves,
    forged,
    advertising,
    recently,
    not_live,
    switched_off,
)


def objections(o: Occasion) -> Iterator[Silence]:
    """Every guard's objection, in order."""
    for guard in GUARDS:
        reason = guard(o)
        if reason is not None:
            yield Silence(guard=guard.__name__, reason=reason)


def silence(o: Occasion) -> Silence | None:
    """The first objection; None when the message shall be acknowledged. Silence wins whenever one objects."""
    return next(objections(o), None)


def _address(o: Occasion) -> str:
    return o.message.sender.address if o.message.sender else ""
