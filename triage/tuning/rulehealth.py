"""How does each rule do: does it speak, does it decide, and is it right when it does?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from rules.cost import costs
from rules.doctor import Archive
from rules.hit import Hit, Hits
from rules.matcher import Matcher
from rules.rulebook import Rulebook
from triage.classify.classify import decide, heard
from triage.tuning.cases import Case

NAMED = 3  # other rules, and tickets, named with a rule
SAMPLE = 50  # messages on which costs are measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Another rule that speaks at the same place."""

    rule: str
    messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """One rule in the messages looked at."""

    rule: str
    label: str
    hits: int  # messages in which it stands
    cancelled: int  # messages in which all it says is cancelled
    decided: int  # messages whose main topic would be another without it
    approved: int  # of these, staff say the topic is right
    corrected: int  # of these, staff say it is wrong
    last: datetime | None  # when the newest message it stands in came
    tickets: tuple[str, ...]  # numbers of the newest of those it decided and staff corrected, or else of its hits
    overlaps: tuple[Beside, ...]  # rules of the same label, most frequent first
    conflicts: tuple[Beside, ...]  # rules of other labels
    micros: float | None = None  # a message; None: not measured


@dataclass(slots=True)
class _Tally:
    hits: int = 0
    cancelled: int = 0
    decided: int = 0
    approved: int = 0
    corrected: int = 0
    last: datetime | None = None
    numbers: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    beside: Counter[str] = field(default_factory=Counter)


def health(
    cases: Sequence[Case], matcher: Matcher, *, measured: bool = True, stopped: Callable[[], bool] = lambda: False
) -> list[Health]:
    """Every rule of `matcher`'s book, those with most corrections first; `cases` newest first.

    What a rule decides is found by deciding again from the same hits without its own. That is what taking the rule out
    does, but for one thing: its words still keep longer German words from being taken apart.
    """
    tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
    with matcher.batch():
        for case in cases:
            if stopped():
                break
            _take(case, matcher, tallies)
    micros = costs(matcher.rulebook.rules, [case.said.text for case in cases[:SAMPLE]], matcher) if measured else {}
    found = [_health(rule.id, rule.label, tallies[rule.id], matcher.rulebook) for rule in matcher.rulebook.rules]
    whole = [replace(one, micros=micros.get(one.rule)) for one in found]
    return sorted(whole, key=lambda one: (-one.corrected, -one.decided, -one.hits, one.rule))


def archive(found: Iterable[Health], messages: int) -> Archive:
    """The same as the plain numbers the rule doctor asks for."""
    rows = list(found)
    return Archive(
        messages=messages,
        hits={one.rule: one.hits for one in rows},
        cancelled={one.rule: one.cancelled for one in rows},
        micros={one.rule: one.micros for one in rows if one.micros is not None},
    )


def _take(case: Case, matcher: Matcher, tallies: dict[str, _Tally]) -> None:
    hits = heard(case.said, matcher)
    topic = decide(case.said, hits, matcher).main_topic
    standing: defaultdict[str, list[Hit]] = defaultdict(list)
    for hit in hits.standing:
        standing[hit.rule].append(hit)
    for rule in {hit.rule for hit in hits.cancelled} - standing.keys():
        tallies[rule].cancelled += 1
    for rule, places in standing.items():
        tally = tallies[rule]
        tally.hits += 1
        tally.numbers.append(case.number)
        tally.last = max(filter(None, (tally.last, case.said.received_at)), default=None)
        tally.beside.update(_beside(rule, places, standing))
        if decide(case.said, _without(hits, rule), matcher).main_topic != topic:
            _decided(tally, case, topic)


def _decided(tally: _Tally, case: Case, topic: str) -> None:
    tally.decided += 1
    if case.staff == topic:
        tally.approved += 1
    elif case.staff is not None:
        tally.corrected += 1
        tally.wrong.append(case.number)


def _without(hits: Hits, rule: str) -> Hits:
    return Hits(
        standing=[hit for hit in hits.standing if hit.rule != rule],
        cancelled=[hit for hit in hits.cancelled if hit.rule != rule],
        words=hits.words,
    )


def _beside(rule: str, places: Sequence[Hit], standing: dict[str, list[Hit]]) -> set[str]:
    family = places[0].family
    return {
        other
        for other, theirs in standing.items()
        if other != rule and theirs[0].family == family and any(_meet(one, two) for one in places for two in theirs)
    }


def _meet(one: Hit, two: Hit) -> bool:
    return one.field == two.field and one.start < two.end and two.start < one.end


def _health(rule: str, label: str, tally: _Tally, book: Rulebook) -> Health:
    labels = {other.id: other.label for other in book.rules if other.id in tally.beside}
    beside = [Beside(rule=other, messages=times) for other, times in tally.beside.most_common()]
    return Health(
        rule=rule, label=label, hits=tally.hits, cancelled=tally.cancelled, decided=tally.decided,
        approved=tally.approved, corrected=tally.corrected, last=tally.last,
        tickets=tuple((tally.wrong or tally.numbers)[:NAMED]),
        overlaps=tuple(one for one in beside if labels[one.rule] == label)[:NAMED],
        conflicts=tuple(one for one in beside if labels[one.rule] != label)[:NAMED],
    )  # fmt: skip
