"""What is this message about? The classify stage, in one function."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from rules.function_words import ASKING
from rules.hit import Hit, Hits, total
from rules.living import OTHER, OWN
from rules.matcher import Matcher
from triage.classify.kind import MACHINE, Manner, decide_kind
from triage.classify.language import language
from triage.classify.places import decide_place
from triage.classify.proof import evidence
from triage.classify.sender import decide_role
from triage.classify.topics import decide_topics
from triage.classify.urgency import HIGH, Pressure, decide_due, decide_urgency
from triage.values import Classification, ParsedMessage

MOVING = frozenset(("followup.absage", "followup.termin", "sonstiges.termin_aendern"))  # rules of moved appointments
SHORT = 25  # words; an answer is no longer, a new matter behind "Re:" is
BARE = 6  # words; a reply with fewer says nothing without what it quotes


def classify(message: ParsedMessage, matcher: Matcher) -> Classification:
    """Every label of one message with its proof. Pure: the same message and rulebook give the same answer."""
    texts = {"subject": message.subject, "body": message.text}
    hits = matcher.match(texts, [(zone.start, zone.end, zone.kind) for zone in message.zones])
    manner = _manner(message, hits)
    kind = decide_kind(hits.counted("kinds"), message.automatic, manner)
    role = decide_role(hits.counted("roles"), message, hits.words["body"], kind=kind)
    topics = decide_topics(hits.counted("topics"), texts, machine=kind in MACHINE, press=role == "press")
    bare = len(message.fresh.split()) < BARE
    silent = kind in MACHINE or kind == "newsletter"
    place = (
        None
        if silent
        else decide_place(
            message,
            matcher.places,
            hits.words,
            bare=bare,
            private=role in {"client", "helper"},
            concerned=OWN if role == "client" else OTHER,
        )
    )
    moves = kind == "followup" and any(hit.rule in MOVING and hit.points > 0 for hit in hits.standing)
    pressure = Pressure(kind=kind, main_topic=topics.named[0].id, role=role, asks=manner.asks, moves=moves)
    urgency = decide_urgency(message, hits.counted("urgency"), hits.words, texts, pressure)
    return Classification(
        language=_language(message, hits),
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


def _manner(message: ParsedMessage, hits: Hits) -> Manner:
    """How it is said; `asks` is a question mark or a word of asking in the new text."""
    questions = any(mark in message.fresh for mark in "?؟")
    return Manner(
        pressing=_pressing(hits),
        asks=questions or not ASKING.isdisjoint(_forms(message, hits)),
        questions=questions,
        in_thread=bool(message.in_reply_to or message.references),
        replies=message.replies,
        answers=len(message.fresh.split()) < SHORT or any(zone.kind == "quote" for zone in message.zones),
        noted=message.channel == "phone",
    )


def _pressing(hits: Hits) -> bool:
    """Whether words of danger stand in the text, whatever else it may be."""
    high, violence = hits.counted("urgency").get("high", ()), hits.counted("topics").get("gewalt_notfall", ())
    return total(high) >= HIGH or total(violence) >= HIGH


def _language(message: ParsedMessage, hits: Hits) -> str:
    """Of what was newly written; of everything when that is nothing."""
    fresh = message.fresh
    text = fresh if len(fresh.split()) > 1 else f"{message.subject}\n{fresh or message.text}"
    return language(text, _forms(message, hits), _languages(hits))


def _forms(message: ParsedMessage, hits: Hits) -> list[str]:
    body = hits.words["body"]
    spans = [(zone.start, zone.end) for zone in message.zones if zone.kind == "fresh"] or [(0, len(message.text))]
    forms = list(chain.from_iterable(body.forms[body.at(start) : body.at(end)] for start, end in spans))
    return forms if len(forms) > 1 else [*hits.words["subject"].forms, *forms]


def _languages(hits: Hits) -> Mapping[str, int]:
    return hits.languages()
