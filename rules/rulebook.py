"""What is a rulebook made of?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from rules.gazetteer import Gazetteer

TOPICS = (
    "aufenthalt", "einbuergerung", "sprache", "arbeit", "bildung", "wohnen", "gesundheit",
    "familie", "finanzen", "dokumente", "gewalt_notfall", "ehrenamt_netzwerk", "sonstiges",
)  # fmt: skip
# folder → (first key of its files, the labels it may name)
FAMILIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "topics": ("topic", TOPICS),
    "urgency": ("urgency", ("high", "low")),
    "kinds": ("kind", ("request", "followup", "autoreply", "bounce", "newsletter", "spam", "thanks")),
    "marks": ("mark", ("settled", "past", "ongoing")),
    "roles": ("role", ("client", "helper", "institution", "press")),
}
ZONES = ("subject", "body", "quote", "signature")
DANGER = frozenset(("gewalt_notfall", "high"))  # labels a message must not lose by a word of the past
DEFAULT_WHERE = ("subject", "body")
SUBJECT_SHARE = 1.4  # a topic's word in the subject counts more: people put their matter there
QUOTE_SHARE = 0.25  # what counts of a hit in quoted text when the rule does not name quotes itself
SETTLED_SHARE = 0.25  # what counts of a topic's word in a sentence that says the matter is settled
GAP = "~"
GAP_WORDS = 4  # at most so many words stand between the parts of a term joined by ~
WEIGHTS = (-6.0, 6.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word or phrase of one language as its author wrote it, marks included."""

    language: str
    text: str
    line: int  # in the rule's file, from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """Words that must or may stand close to a rule's own words."""

    terms: tuple[Term, ...]
    within: int  # words, in either direction
    adds: float = 0.0  # to the weight, for `near`


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """These words speak for this label, that strongly."""

    id: str
    family: str
    label: str
    weight: float
    any: tuple[Term, ...]
    near: Nearby | None = None
    needs: Nearby | None = None
    unless: tuple[Term, ...] = ()
    where: tuple[str, ...] = DEFAULT_WHERE
    once: bool = True
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    file: str
    line: int

    @property
    def place(self) -> str:
        """file:line."""
        return f"{self.file}:{self.line}"

    @property
    def terms(self) -> tuple[Term, ...]:
        """All its terms, whatever they are for."""
        near, needs = (nearby.terms if nearby else () for nearby in (self.near, self.needs))
        return (*self.any, *near, *needs, *self.unless)

    def share(self, zone: str) -> float:
        """What counts of a hit in a zone: all, more in the subject, a quarter of quoted text, or nothing."""
        if zone in self.where:
            return SUBJECT_SHARE if zone == "subject" and self.family == "topics" else 1.0
        return QUOTE_SHARE if zone == "quote" and "body" in self.where else 0.0


class Hint(NamedTuple):
    """This word, or this rule where it speaks, adds so many points to a label."""

    label: str
    weight: float
    text: str  # a word in its real spelling, or the id of a rule
    language: str  # of the word; "" says that it is a rule
    place: str  # file:line


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """All rules and places of an installation at one moment."""

    rules: tuple[Rule, ...]
    places: Gazetteer
    hints: tuple[Hint, ...] = ()  # learned from labelled messages, beside the rules
    digest: str  # "sha256:…" over names and contents of its files

    def rule(self, rule_id: str) -> Rule | None:
        """The rule of that id."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)
