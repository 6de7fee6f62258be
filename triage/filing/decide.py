"""Is this message a new ticket, part of one, a second delivery, or our own mail coming back?"""

from __future__ import annotations

from triage.filing.lookup import Facts, Sign, ThreadCandidate, Twin
from triage.values import Classification, Filing, ParsedMessage

_JOINED: dict[Sign, str] = {
    "reference": "Antwort auf eine Mail dieses Vorgangs, von einer beteiligten Adresse.",
    "answer": "Auf diese Mail antwortet eine andere dieses Vorgangs; von einer beteiligten Adresse.",
    "number": "Nummer im Betreff dieses Vorgangs, von einer beteiligten Adresse.",
    "shared": "Bezieht sich auf dieselbe Mail wie dieser Vorgang, von einer beteiligten Adresse.",
    "named": "Anruf zu diesem Vorgang, so notiert.",
    "conversation": "Gehört für Outlook zur selben Unterhaltung wie dieser Vorgang, von einer beteiligten Adresse.",
}
_MACHINE = ("bounce", "auto_reply", "feedback_loop", "receipt")


def decide(
    message: ParsedMessage, labels: Classification, facts: Facts, *, archive: bool = False, failure: str = ""
) -> Filing:
    """Pure. The first rule that applies wins; each gives its reason in words staff can read.

    `failure`: why the mail could not be read; it then becomes a visible stub, whatever else it looks like.
    """
    if facts.own_mail:
        return Filing(outcome="ignored", reason="Unsere eigene Mail ist zurückgekommen.")
    if facts.twin is not None:
        return _second_delivery(facts.twin)
    marks = _marks(message, facts)
    if failure:
        reason = f"Konnte nicht gelesen werden: {failure}."
        return Filing(outcome="set_aside", reason=reason, marks=(*marks, "konnte nicht gelesen werden"))
    if message.automatic is not None and message.automatic.kind == "bounce" and facts.answered is not None:
        reason = "Unzustellbar-Meldung zu einer Mail von uns."
        return Filing(outcome="followup", reason=reason, ticket_id=facts.answered, marks=marks)
    known = _joins(message, facts.threads)
    if known is not None and message.automatic is None:
        other = next((t.ticket_id for t in facts.threads if t.ticket_id != known.ticket_id), None)
        reason, ticket_id = _JOINED[known.by], known.ticket_id
        return Filing(outcome="followup", reason=reason, ticket_id=ticket_id, related_ticket_id=other, marks=marks)
    related = facts.threads[0].ticket_id if facts.threads else None
    hidden = _out_of_view(message, labels)
    return Filing(
        outcome="ticket",
        reason=_why_new(message, related, archive=archive),
        related_ticket_id=related,
        closed=hidden or (archive and not labels.alarm),  # promises P20: danger is never filed away
        hidden=hidden,
        marks=marks,
    )


def _second_delivery(twin: Twin) -> Filing:
    same = "gleiche Bytes" if twin.same_bytes else "gleicher Inhalt"
    if twin.ticket_id is None:
        return Filing(outcome="ignored", reason=f"Zweite Zustellung einer Mail, die keinen Vorgang hat ({same}).")
    if twin.same_bytes and twin.shelved:
        reason = "Jemand hat die Mail in den Posteingang zurückgelegt."
        return Filing(outcome="duplicate", reason=reason, ticket_id=twin.ticket_id, returned=True, hands_off=True)
    reason = f"Zweite Zustellung derselben Mail ({same})."
    hands_off = twin.same_bytes and twin.hands_off
    return Filing(outcome="duplicate", reason=reason, ticket_id=twin.ticket_id, hands_off=hands_off)


def _joins(message: ParsedMessage, threads: tuple[ThreadCandidate, ...]) -> ThreadCandidate | None:
    """A reference or number is not enough: the sender must be known on that ticket, and not forged (promises L4)."""
    if message.trust.verdict == "failed":
        return None
    return next((t for t in threads if t.sender_known), None)


def _why_new(message: ParsedMessage, related: int | None, *, archive: bool) -> str:
    if archive:
        return "Alte Mail beim ersten Abruf: abgelegt, nicht in Arbeit."
    if message.automatic is not None:
        return f"Maschinelle Mail ({message.automatic.kind}): abgelegt, nicht in Arbeit."
    if related is not None and message.trust.verdict == "failed":
        return f"Bezieht sich auf einen Vorgang, aber der Absender ist vielleicht gefälscht: {message.trust.reason}."
    if related is not None:
        return "Bezieht sich auf einen Vorgang, aber die Adresse ist dort nicht beteiligt."
    return "Neues Anliegen."


def _out_of_view(message: ParsedMessage, labels: Classification) -> bool:
    """Machine mail stays outside the working view; a circular that speaks of danger does not (promises P20)."""
    if message.automatic is None:
        return False
    return message.automatic.kind in _MACHINE or not labels.alarm


def _marks(message: ParsedMessage, facts: Facts) -> tuple[str, ...]:
    marks = []
    if facts.same_id:
        marks.append("gleiche Message-ID")
    if message.channel == "email" and (message.ambiguous_sender or message.sender is None):
        marks.append("Absender unklar")
    if message.trust.verdict == "failed":
        marks.append(f"Absender vielleicht gefälscht: {message.trust.reason}")
    return (*marks, *message.marks)
