"""What is a word or phrase of the rulebook good for?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

ANY, NEAR, NEEDS, UNLESS, PART = "any", "near", "needs", "unless", "part"
CONDITIONS = (NEAR, NEEDS, UNLESS)


Conditions = Mapping[int, tuple[int, ...]]  # rule → which of its conditions, by their place in CONDITIONS


class Use(NamedTuple):
    """What a pattern is good for."""

    role: str  # any, near, needs, unless, or part of a term with a gap
    rule: int  # index of the rule; of the term with gaps when role is part
    language: str


def good_for(uses: Sequence[Use]) -> tuple[tuple[tuple[int, str], ...], Conditions]:
    """(rules a pattern makes speak, conditions it may fulfil)."""
    speaking = by_rule((use.rule, use.language) for use in uses if use.role == ANY)
    return speaking, merged([{use.rule: (CONDITIONS.index(use.role),)} for use in uses if use.role in CONDITIONS])


def by_rule(speaking: Iterable[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """Each rule once, with the first of its terms' languages."""
    speaking = tuple(speaking)
    if len(speaking) < 2:  # noqa: PLR2004  nothing to choose
        return speaking
    return tuple(dict(sorted(speaking, reverse=True)).items())


def merged(conditions: Sequence[Conditions]) -> Conditions:
    """What several patterns may fulfil together."""
    if len(conditions) < 2:  # noqa: PLR2004  nothing to merge
        return conditions[0] if conditions else {}
    found: dict[int, tuple[int, ...]] = {}
    for by_rule in conditions:
        for rule, numbers in by_rule.items():
            found[rule] = tuple(dict.fromkeys((*found.get(rule, ()), *numbers)))
    return found
