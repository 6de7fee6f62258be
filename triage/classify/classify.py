"""What is this message about? The classify stage, in one function."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from rules.function_words import ASKING
from rules.hit import Hit, Hits, total
from rules.living import OTHER, OWN
from rules.matcher import Matcher
from triage.classify.denied import without_denied
from triage.classify.kind import MACHINE, Manner, decide_kind
from triage.classify.language import language
from triage.classify.places import decide_place
from triage.classify.proof import evidence
from triage.classify.sender import decide_role
from triage.classify.topics import decide_topics, with_roofless
from triage.classify.urgency import HIGH, Pressure, decide_due, decide_urgency
from triage.values import Classification, ParsedMessage

MOVING = frozenset(("followup.absage", "followup.termin", "sonstiges.termin_aendern"))  # rules of moved appointments
SHORT = 25  # words; an answer is no longer, a new matter behind "Re:" is
BARE = 6  # words; a reply with fewer says nothing without what it quotes


class _New(NamedTuple):
    """What was newly written: no quote, no signature."""

    text: str
    length: int  # in words, as blanks part them; counted up to SHORT
    forms: Sequence[str]  # folded words; the subject's as well when there is hardly one


def classify(message: ParsedMessage, matcher: Matcher) -> Classification:
    """Every label of one message with its proof. Pure: the same message and rulebook give the same answer."""
    return decide(message, heard(message, matcher), matcher)


def heard(message: ParsedMessage, matcher: Matcher) -> Hits:
    """What the rules find in a message."""
    texts = {"subject": message.subject, "body": message.text}
    return matcher.match(texts, [(zone.start, zone.end, zone.kind) for zone in message.zones])


def decide(message: ParsedMessage, hits: Hits, matcher: Matcher) -> Classification:
    """The labels that follow from what the rules found."""
    texts = {"subject": message.subject, "body": message.text}
    new = _new(message, hits)
    manner = _manner(message, hits, new)
    hinted = matcher.hints.hinted(hits, _spans(message))
    kind = decide_kind(hits.counted("kinds"), message.automatic, manner, hinted=hinted)
    role = decide_role(hits.counted("roles"), message, hits.words["body"], kind=kind, hinted=hinted)
    pressing = without_denied(hits.counted("urgency"), hits.words)
    spoken = with_roofless(without_denied(hits.counted("topics"), hits.words), pressing.get("high", ()))
    topics = decide_topics(spoken, texts, machine=kind in MACHINE, press=role == "press", hinted=hinted)
    silent = kind in MACHINE or kind == "newsletter"
    place = (
        None
        if silent
        else decide_place(
            message,
            matcher.places,
            hits.words,
            bare=new.length < BARE,
            private=role in {"client", "helper"},
            concerned=OWN if role == "client" else OTHER,
        )
    )
    moves = kind == "followup" and any(hit.rule in MOVING and hit.points > 0 for hit in hits.standing)
    pressure = Pressure(kind=kind, main_topic=topics.named[0].id, role=role, asks=manner.asks, moves=moves)
    urgency = decide_urgency(message, pressing, hits.words, texts, pressure, hinted=hinted)
    return Classification(
        language=_language(message, hits, new),
        kind=kind,
        sender_role=role,
        topics=topics.named,
        municipality=place.place if place else None,
        urgency=urgency,
        certain=topics.certain,
        rulebook=matcher.digest,
        runner_up=topics.runner_up,
        runner_up_place=place.runner_up if place else None,
        cancelled=tuple(evidence(hit, texts) for hit in sorted(hits.cancelled, key=_by_place)),
        alarm=topics.named[0].id == "gewalt_notfall",
        due_at=decide_due(message, hits.words, urgency),
    )


def _by_place(hit: Hit) -> tuple[str, int, str]:
    return hit.field, hit.start, hit.rule


def _new(message: ParsedMessage, hits: Hits) -> _New:
    fresh = message.fresh
    body = hits.words["body"]
    spans = _spans(message) or [(0, len(message.text))]
    forms: Sequence[str] = body.forms
    if spans != [(0, len(message.text))]:
        forms = list(chain.from_iterable(body.forms[body.at(start) : body.at(end)] for start, end in spans))
    return _New(
        fresh, len(fresh.split(None, SHORT)), forms if len(forms) > 1 else [*hits.words["subject"].forms, *forms]
    )


def manner_of(message: ParsedMessage, hits: Hits) -> Manner:
    """How a message is said beside its words."""
    return _manner(message, hits, _new(message, hits))


def _manner(message: ParsedMessage, hits: Hits, new: _New) -> Manner:
    """`asks` is a question mark or a word of asking in the new text."""
    questions = "?" in new.text or "؟" in new.text
    return Manner(
        pressing=_pressing(hits),
        asks=questions or not ASKING.isdisjoint(new.forms),
        questions=questions,
        in_thread=bool(message.in_reply_to or message.references),
        replies=message.replies,
        answers=new.length < SHORT or any(zone.kind == "quote" for zone in message.zones),
        noted=message.channel == "phone",
    )


def _pressing(hits: Hits) -> bool:
    """Whether words of danger stand in the text, whatever else it may be."""
    high, violence = hits.counted("urgency").get("high", ()), hits.counted("topics").get("gewalt_notfall", ())
    return total(high) >= HIGH or total(violence) >= HIGH


def _language(message: ParsedMessage, hits: Hits, new: _New) -> str:
    """Of what was newly written; of everything when that is nothing."""
    text = new.text if new.length > 1 else f"{message.subject}\n{new.text or message.text}"
    body = hits.words["body"]
    return language(text, new.forms, hits.languages(), body.votes() if new.forms is body.forms else None)


def _spans(message: ParsedMessage) -> list[tuple[int, int]]:
    """The stretches newly written."""
    return [(zone.start, zone.end) for zone in message.zones if zone.kind == "fresh"]
