"""What do the messages of a history say, word by word, and what do the rules say of them now?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rules.forms import LANGUAGES, Stem, stemmer
from rules.layers import cautious
from rules.matcher import Matcher
from rules.words import ENDED, JOINED, Words
from triage.classify.classify import classify
from triage.tuning.cases import Case
from triage.tuning.names import of_sender, suspicious
from triage.values import Classification, Evidence

_UNKNOWN = "und"
_UNSTEMMED = "xx"


class Token(NamedTuple):
    """A word of the subject or of what was newly written."""

    form: str  # folded
    written: str
    begins: bool  # a sentence: says nothing about capitals
    joined: bool  # nothing but a blank parts it from the one before
    named: bool  # where names stand
    field: str
    start: int
    sentence: tuple[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A case with its words, and what the rules say now."""

    case: Case
    labels: Classification
    tokens: tuple[Token, ...]
    forms: frozenset[str]  # of the whole text, quotes included

    @property
    def topic(self) -> str:
        """The main topic the rules give it now."""
        return self.labels.main_topic

    @property
    def wrong(self) -> bool:
        """Whether staff say otherwise."""
        return self.case.staff is not None and self.case.staff != self.topic

    @property
    def truth(self) -> str:
        """What staff say, or else the rules: most of what nobody corrected is right."""
        return self.case.staff or self.topic

    @property
    def sender(self) -> str:
        """Who wrote; the ticket where nobody is named."""
        said = self.case.said
        return (said.sender.address if said.sender else "") or said.phone or self.case.number

    def sentences_of(self, rule: str) -> set[tuple[str, int]]:
        """The sentences in which a rule speaks for the main topic."""
        places = [piece for piece in self.labels.topics[0].evidence if piece.rule == rule]
        return {token.sentence for token in self.tokens if any(_within(token, piece) for piece in places)}


def read(cases: Sequence[Case], matcher: Matcher) -> Iterator[Read]:
    """Each case, cut and classified by the production stages."""
    with matcher.batch():
        for case in cases:
            yield _read(case, matcher)


def _read(case: Case, matcher: Matcher) -> Read:
    said = case.said
    own = of_sender(said)
    fields = {"subject": matcher.tokens.read(said.subject), "body": matcher.tokens.read(said.text)}
    fresh = [(zone.start, zone.end) for zone in said.zones if zone.kind == "fresh"] or [(0, len(said.text))]
    tokens = [*_tokens("subject", fields["subject"], [(0, len(said.subject))], own)]
    tokens += _tokens("body", fields["body"], fresh, own)
    return Read(case, classify(said, matcher), tuple(tokens), frozenset(f for w in fields.values() for f in w.forms))


def _tokens(field: str, words: Words, spans: Sequence[tuple[int, int]], own: frozenset[str]) -> Iterator[Token]:
    named = suspicious(words, own)
    for start, end in spans:
        for at in range(words.at(start), words.at(end)):
            yield Token(
                words.forms[at], words.shown(at, at), words.gaps[at] == ENDED, words.gaps[at] == JOINED and at > 0,
                named[at], field, words.starts[at], (field, words.sentences[at]),
            )  # fmt: skip


def _within(token: Token, piece: Evidence) -> bool:
    return token.field == piece.field and piece.start <= token.start < piece.end


def language_of(form: str, spoken: str, german: frozenset[str]) -> str:
    """The language a folded word belongs to in a message of another: office words are German wherever they stand."""
    if form.isascii() and (form in german or spoken in {"ar", "fa", "uk", "ru", "bg", "ckb", "ps", _UNKNOWN}):
        return "de"
    if not form.isascii() and spoken in {"de", "en", _UNKNOWN}:
        return _UNSTEMMED
    return spoken if spoken in LANGUAGES else _UNSTEMMED


@lru_cache(maxsize=32)
def _stem(language: str) -> Stem:
    return cautious(stemmer(language))


@lru_cache(maxsize=200_000)
def lexeme(form: str, language: str) -> str:
    """What stands for a folded word in its language, as the lexicon has it."""
    return _stem(language)(form)
