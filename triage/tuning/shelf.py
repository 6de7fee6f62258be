"""Which rules are there, for somebody who looks for one?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sqlmodel import Session

from rules.fold import fold
from rules.load import read_file
from rules.rulebook import FAMILIES, Rule
from triage.tuning.versions import Texts, live_key, texts_of

MOST_FOUND = 100
_FILES = 64  # kept as rules; a rulebook has some fifty


class Shelf(NamedTuple):
    """The rules of one label."""

    family: str
    label: str
    rules: int


@lru_cache(maxsize=_FILES)
def _rules(file: str, text: str) -> tuple[Rule, ...]:
    return tuple(read_file(file, text)[0])


def shelves(texts: Texts) -> list[Shelf]:
    """Every label with how many rules it has, in the order of the families."""
    counts: dict[tuple[str, str], int] = {}
    for file, text in texts.items():
        family, _, rest = file.partition("/")
        if family in FAMILIES:
            label = _label(text) or rest.rpartition(".")[0]
            counts[family, label] = counts.get((family, label), 0) + text.count("\n  - id:")
    order = [(family, label) for family, (_, labels) in FAMILIES.items() for label in labels]
    return [Shelf(family, label, counts.get((family, label), 0)) for family, label in order]


def rules_of(texts: Texts, family: str, label: str) -> list[Rule]:
    """The rules of a label, in the order of their files."""
    return [rule for rule in _family(texts, family) if rule.label == label]


def rule(texts: Texts, rule_id: str) -> Rule | None:
    """The rule of that id."""
    label = rule_id.partition(".")[0]
    for family, (_, labels) in FAMILIES.items():
        if label in labels:
            found = next((one for one in _family(texts, family) if one.id == rule_id), None)
            if found:
                return found
    return None


def find(texts: Texts, query: str) -> list[Rule]:
    """The rules that hold these letters in a term or their id, at most MOST_FOUND."""
    wanted = fold(query.strip())
    found: list[Rule] = []
    for family in FAMILIES if wanted else ():
        for one in _family(texts, family):
            if wanted in one.id or any(wanted in fold(term.text) for term in one.terms):
                found.append(one)
                if len(found) == MOST_FOUND:
                    return found
    return found


def _family(texts: Texts, family: str) -> Iterator[Rule]:
    for file in sorted(texts):
        if file.startswith(f"{family}/") and file.endswith((".yaml", ".yml")):
            yield from _rules(file, texts[file])


def _label(text: str) -> str:
    """The value of a file's first key."""
    for line in text.splitlines():
        key, colon, value = line.partition(":")
        if colon and key in {first for first, _ in FAMILIES.values()}:
            return value.strip()
    return ""


def in_force(db: Session) -> Texts:
    """The files of the rules in force; the same object as long as they are the same."""
    number, digest = live_key(db)
    if (number, digest) not in _kept:
        _kept.clear()
        _kept[number, digest] = texts_of(db, number)
    return _kept[number, digest]


_kept: dict[tuple[int, str], Texts] = {}
