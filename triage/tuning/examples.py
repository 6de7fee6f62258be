"""How does a request become an example of a rule, and when does it stop being one?"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from models.message import Message
from models.ticket import Ticket
from models.workbench import RuleExample
from rules.gazetteer import Gazetteer
from rules.matcher import Matcher
from rules.rulebook import Rule, Rulebook
from triage.errors import BadInput
from triage.office import Office
from triage.tuning.pseudonym import Facts, Flagged, Pseudonymised, Replaced, pseudonymise
from triage.tuning.stored import as_read
from triage.tuning.vocabulary import terms_of, vocabulary_of

LONGEST = 600  # characters: an example is a sentence or two, not a mail
KEPT = timedelta(days=365)  # twelve months, then it goes or is written anew
_AROUND = 250  # characters shown before and behind the rule's words, when a message is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An example to be reviewed: what is kept is what a person sends back, never this by itself."""

    text: str
    replaced: tuple[Replaced, ...]  # spans of `text`
    flagged: tuple[Flagged, ...]  # spans of `text` a person has to look at
    hits: tuple[tuple[int, int], ...]  # where the rule's words stand in `text`; none: the rule does not match it
    shortened: bool  # only a part of the message


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """An example of a rule that was made from a ticket."""

    rule: str
    digest: str  # of its text, as `digest_of`
    ticket_id: int
    author: str
    at: datetime
    expires_at: datetime


def propose(ticket: Ticket, message: Message, rule: Rule, book: Rulebook) -> Proposal:
    """What this message would read as an example of that rule, with nobody in it: only what the sender newly wrote.

    `book`: whose words are no names. Long messages are cut to what stands around the rule's words.
    """
    matcher = Matcher(_alone(rule))
    text, shortened = _cut(_said(message, rule), rule, matcher)
    facts = Facts(
        seed=f"{ticket.number}",
        language=message.language,
        sender_name=message.sender_name,
        sender_address=message.sender_address,
        phone=message.phone,
    )
    words = [words for words, _ in terms_of(rule)]
    found = pseudonymise(text, facts, vocabulary_of(book), keep=spans_of(rule, text, matcher), avoid=words)
    return _proposal(found, rule, matcher, shortened=shortened)


def review(text: str, ticket: Ticket, message: Message, rule: Rule, book: Rulebook) -> Proposal:
    """A person's own wording, looked at again: nothing is replaced, everything that may tell who it is is flagged."""
    facts = Facts(seed=ticket.number, language=message.language, sender_name=message.sender_name)
    found = pseudonymise(text, facts, vocabulary_of(book))
    left = tuple(
        Flagged(start=at, end=at + len(one.was), text=one.was, why=one.why)
        for one in found.replaced
        if (at := text.find(one.was)) >= 0
    )
    matcher = Matcher(_alone(rule))
    return Proposal(text=text, replaced=(), flagged=left, hits=spans_of(rule, text, matcher), shortened=False)


def keep(db: Session, office: Office, author: str, *, rule: str, text: str, ticket_id: int) -> None:
    """Note from which ticket an example came; it goes with that ticket, at the latest after twelve months.

    Raises BadInput when it is empty or longer than an example is.
    """
    words = text.strip()
    if not words or len(words) > LONGEST:
        raise BadInput([f"Ein Beispiel hat 1 bis {LONGEST} Zeichen."])
    now = office.clock.now()
    digest = digest_of(words)
    known = db.exec(select(RuleExample).where(RuleExample.rule == rule, RuleExample.digest == digest)).first()
    row = known or RuleExample(rule=rule, digest=digest, ticket_id=ticket_id, author=author, at=now, expires_at=now)
    row.expires_at = now + KEPT
    db.add(row)
    db.flush()


def of_ticket(db: Session, ticket_id: int) -> tuple[Origin, ...]:
    """Examples that have to go with a ticket."""
    return _origins(db.exec(select(RuleExample).where(RuleExample.ticket_id == ticket_id)).all())


def expired(db: Session, now: datetime) -> tuple[Origin, ...]:
    """Examples whose twelve months are over."""
    return _origins(db.exec(select(RuleExample).where(col(RuleExample.expires_at) <= now)).all())


def forget(db: Session, origins: Iterable[Origin]) -> None:
    """They are out of the rules: nothing is left to be noted about where they came from."""
    for origin in origins:
        db.exec(
            delete(RuleExample).where(col(RuleExample.rule) == origin.rule, col(RuleExample.digest) == origin.digest)
        )


def without(rule: Rule, digests: Collection[str]) -> Rule:
    """The rule less these examples."""
    kept, counter = (
        tuple(text for text in texts if digest_of(text) not in digests)
        for texts in (rule.examples, rule.counterexamples)
    )
    return replace(rule, examples=kept, counterexamples=counter)


def digest_of(text: str) -> str:
    """By what an example is known: SHA-256 of its text without the blanks around it."""
    return hashlib.sha256(text.strip().encode()).hexdigest()


def spans_of(rule: Rule, text: str, matcher: Matcher) -> tuple[tuple[int, int], ...]:
    """Where the rule's words stand in a text."""
    fields = {"subject": text} if rule.where == ("subject",) else {"body": text}
    return tuple(sorted({(hit.start, hit.end) for hit in matcher.match(fields).standing if hit.rule == rule.id}))


def _said(message: Message, rule: Rule) -> str:
    """What the rule reads: the subject for those that look nowhere else, else what was newly written."""
    read = as_read(message)
    return (message.subject if rule.where == ("subject",) else read.fresh or message.text).strip()


def _cut(text: str, rule: Rule, matcher: Matcher) -> tuple[str, bool]:
    """At most LONGEST characters, around the first words of the rule, from blank to blank."""
    if len(text) <= LONGEST:
        return text, False
    spans = spans_of(rule, text, matcher)
    first, last = spans[0] if spans else (0, 0)
    start = max(0, first - _AROUND)
    end = min(len(text), max(last + _AROUND, start + LONGEST // 2))
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", start, end) if end < len(text) else end
    return text[min(start, first) : max(end, last)][:LONGEST].strip(), True


def _proposal(found: Pseudonymised, rule: Rule, matcher: Matcher, *, shortened: bool) -> Proposal:
    return Proposal(
        text=found.text,
        replaced=found.replaced,
        flagged=found.flagged,
        hits=spans_of(rule, found.text, matcher),
        shortened=shortened,
    )


def _alone(rule: Rule) -> Rulebook:
    return Rulebook(rules=(rule,), places=Gazetteer(), digest="")


def _origins(rows: Sequence[RuleExample]) -> tuple[Origin, ...]:
    names = Origin.__dataclass_fields__
    return tuple(Origin(**{name: getattr(row, name) for name in names}) for row in rows)
