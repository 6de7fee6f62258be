"""What did somebody change between two rulebooks, in words?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rules.rulebook import Hint, Nearby, Rule, Rulebook, Term

Sign = Literal["+", "-", "~"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is new, gone, or different."""

    sign: Sign
    label: str  # the label it speaks for
    rule: str  # id; "" for places and hints
    what: str  # rule, any, unless, near, needs, weight, where, once, example, counterexample, hint, place
    text: str  # the term, the example, or "3 → 2"
    language: str = ""

    def __str__(self) -> str:
        where = self.rule or self.label
        language = f" [{self.language}]" if self.language else ""
        return f"{self.sign} {where} · {self.what}{language}: {self.text}"


def difference(old: Rulebook, new: Rulebook) -> list[Change]:
    """Every change from `old` to `new`, by rule, in the order of the new rulebook; nothing when they mean the same."""
    found = between(old.rules, new.rules)
    found.extend(_hints(old.hints, new.hints))
    found.extend(_places(old, new))
    return found


def between(old: Iterable[Rule], new: Iterable[Rule]) -> list[Change]:
    """The same of some rules alone."""
    before, after = ({rule.id: rule for rule in rules} for rules in (old, new))
    found: list[Change] = []
    for rule_id in (*after, *(r for r in before if r not in after)):
        found.extend(_rule(before.get(rule_id), after.get(rule_id)))
    return found


def same(old: Rule, new: Rule) -> bool:
    """Whether two rules mean the same, wherever they stand."""
    return next(_rule(old, new), None) is None


def changed_rules(old: Rulebook, new: Rulebook) -> frozenset[str]:
    """Ids of rules that are new, gone, or different in what they match or weigh."""
    silent = ("example", "counterexample")
    return frozenset(change.rule for change in difference(old, new) if change.rule and change.what not in silent)


def _rule(old: Rule | None, new: Rule | None) -> Iterator[Change]:
    if old is None or new is None:
        there = old or new
        assert there is not None
        sign: Sign = "-" if new is None else "+"
        words = ", ".join(term.text for term in there.any[:5]) + (", …" if len(there.any) > 5 else "")  # noqa: PLR2004 - a line
        yield Change(sign=sign, label=there.label, rule=there.id, what="rule", text=f"{words} ({there.weight:g})")
        return
    yield from _terms(new, "any", old.any, new.any)
    yield from _terms(new, "unless", old.unless, new.unless)
    yield from _nearby(new, "near", old.near, new.near)
    yield from _nearby(new, "needs", old.needs, new.needs)
    for what in ("label", "weight", "where", "once"):
        yield from _value(new, what, getattr(old, what), getattr(new, what))
    yield from _texts(new, "example", old.examples, new.examples)
    yield from _texts(new, "counterexample", old.counterexamples, new.counterexamples)


def _terms(rule: Rule, what: str, old: tuple[Term, ...], new: tuple[Term, ...]) -> Iterator[Change]:
    before, after = ([(term.language, term.text) for term in terms] for terms in (old, new))
    for sign, some, others in (("+", after, before), ("-", before, after)):
        for language, text in dict.fromkeys(some):
            if (language, text) not in others:
                yield _change(rule, "+" if sign == "+" else "-", what, text, language)


def _nearby(rule: Rule, what: str, old: Nearby | None, new: Nearby | None) -> Iterator[Change]:
    yield from _terms(rule, what, old.terms if old else (), new.terms if new else ())
    if old and new:
        yield from _value(rule, f"{what} within", old.within, new.within)
        yield from _value(rule, f"{what} adds", old.adds, new.adds)


def _texts(rule: Rule, what: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Change]:
    yield from (_change(rule, "+", what, text) for text in dict.fromkeys(new) if text not in old)
    yield from (_change(rule, "-", what, text) for text in dict.fromkeys(old) if text not in new)


def _value(rule: Rule, what: str, old: object, new: object) -> Iterator[Change]:
    if old != new:
        yield _change(rule, "~", what, f"{_shown(old)} → {_shown(new)}")


def _shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else ", ".join(value) if isinstance(value, tuple) else str(value)


def _change(rule: Rule, sign: Sign, what: str, text: str, language: str = "") -> Change:
    return Change(sign=sign, label=rule.label, rule=rule.id, what=what, text=text, language=language)


def _hints(old: tuple[Hint, ...], new: tuple[Hint, ...]) -> Iterator[Change]:
    before, after = ({(h.label, h.text, h.language): h.weight for h in hints} for hints in (old, new))
    for key in (*after, *(k for k in before if k not in after)):
        label, text, language = key
        was, now = before.get(key), after.get(key)
        if was != now:
            sign: Sign = "+" if was is None else "-" if now is None else "~"
            points = f"{was:g} → {now:g}" if was is not None and now is not None else f"{was if now is None else now:g}"
            yield Change(sign=sign, label=label, rule="", what="hint", text=f"{text} ({points})", language=language)


def _places(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    if old.places != new.places:
        before, after = ({(n.place, n.name) for n in book.places.names} for book in (old, new))
        for sign, some in (("+", after - before), ("-", before - after)):
            for place, name in sorted(some):
                yield Change(sign="+" if sign == "+" else "-", label=place, rule="", what="place", text=name)
