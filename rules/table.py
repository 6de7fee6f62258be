"""How do rules read as a table, a term a row, and rows as rules?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from rules.difference import same
from rules.forms import LANGUAGES
from rules.load import load_texts, objection
from rules.problem import RuleProblem, RulesInvalid, nearest
from rules.rulebook import DEFAULT_WHERE, FAMILIES, WEIGHTS, ZONES, Nearby, Rule, Term
from rules.written import with_rule, written

COLUMNS = ("topic", "rule", "weight", "kind", "language", "text", "within", "adds", "where", "once")
KINDS = ("any", "near", "needs", "unless", "example", "counterexample", "rule")  # the last: one without anything else
_CONDITIONS = ("near", "needs")
_TERMS = ("any", "unless", *_CONDITIONS)
_YES, _NO = ("ja", "yes", "true", "1", "wahr"), ("nein", "no", "false", "0", "falsch")
_WHOLE = ("weight", "where", "once")  # said of a rule once
_WITHIN = (1, 50)  # words
_FAMILY = {label: family for family, (_, labels) in FAMILIES.items() for label in labels}


class Line(NamedTuple):
    """One row that was read."""

    number: int  # as a spreadsheet counts them: 1 is the head
    cells: Mapping[str, str]


@dataclass(slots=True)
class _Reading:
    """One rule being put together from its rows."""

    rule: Rule
    whole: dict[str, Line]  # column → the row that says it of the whole rule
    terms: dict[str, list[Term]] = field(default_factory=lambda: {kind: [] for kind in _TERMS})
    texts: dict[str, list[str]] = field(default_factory=lambda: {"example": [], "counterexample": []})
    conditions: dict[str, tuple[int, float]] = field(default_factory=dict)


def rows_of(rules: Iterable[Rule]) -> Iterator[dict[str, str]]:
    """Column → cell, in the order of the rules; what a rule says as a whole stands in its first row."""
    for rule in rules:
        named = dict.fromkeys(COLUMNS, "") | {"topic": rule.label, "rule": rule.id}
        once = "ja" if rule.once else "nein"
        whole = {"weight": number(rule.weight), "where": " ".join(rule.where), "once": once}
        first, *further = [*_parts(rule)] or [{"kind": "rule"}]
        yield named | whole | first
        yield from (named | part for part in further)


def _parts(rule: Rule) -> Iterator[dict[str, str]]:
    for kind, terms in (("any", rule.any), ("unless", rule.unless)):
        yield from ({"kind": kind, "language": term.language, "text": term.text} for term in terms)
    for kind, nearby in (("near", rule.near), ("needs", rule.needs)):
        if nearby is not None:
            how = {"kind": kind, "within": str(nearby.within), "adds": number(nearby.adds)}
            yield from (how | {"language": term.language, "text": term.text} for term in nearby.terms)
            if not nearby.terms:
                yield how
    for kind, texts in (("example", rule.examples), ("counterexample", rule.counterexamples)):
        yield from ({"kind": kind, "text": text} for text in texts)


def number(value: float) -> str:
    """As German spreadsheets read it: a comma."""
    return repr(value).removesuffix(".0").replace(".", ",")


def rules_of(lines: Iterable[Line]) -> tuple[Rule, ...]:
    """The rules the rows say, in their order. Raises RulesInvalid naming every row that is wrong."""
    problems: list[RuleProblem] = []
    named: dict[str, list[Line]] = {}
    for line in lines:
        if any(line.cells.values()) and _names_rule(line, problems):
            named.setdefault(line.cells["rule"], []).append(line)
    found = [_read(some, problems) for some in named.values()]
    if not found and not problems:
        problems.append(_wrong(Line(1, {}), "there is no rule in this table"))
    if problems:
        raise RulesInvalid(sorted(problems, key=lambda problem: int(problem.place.split()[-1])))
    return tuple(map(_finished, found))


def merged(base: Mapping[str, str], rules: Sequence[Rule]) -> dict[str, str]:
    """The base's files with these rules in them: a table is complete for each label it names, and silent on others.

    A rule that means the same stays as it is written, remarks included; places and hints are the base's.
    """
    texts = dict(base)
    wanted = {rule.id: rule for rule in rules}
    labels = {rule.label for rule in rules}
    there = {rule.id: rule for rule in load_texts(base).rules if rule.label in labels}
    for rule_id, old in there.items():
        new = wanted.get(rule_id)
        if new is None or not same(old, new):
            texts[old.file] = _put(texts[old.file], rule_id, written(new) if new else None)
    for rule_id, new in wanted.items():
        if rule_id not in there:
            file = _file_of(new, there.values())
            texts[file] = _put(texts.get(file, ""), rule_id, written(new))
    return texts


def _put(text: str, rule_id: str, block: str | None) -> str:
    """As `with_rule`; a file that cannot be taken apart is written anew, without its remarks."""
    try:
        return with_rule(text, rule_id, block)
    except RulesInvalid:
        # side by side in brackets: every rule of the file on lines of its own first
        folder = next(name for name, (key, _) in FAMILIES.items() if re.search(rf"^{key}:", text, re.MULTILINE))
        plain = ""
        for rule in load_texts({f"{folder}/file.yaml": text}).rules:
            plain = with_rule(plain, rule.id, written(rule))
        return with_rule(plain, rule_id, block)


def _file_of(rule: Rule, there: Iterable[Rule]) -> str:
    """Where a new rule goes: the label's own file."""
    files = sorted(other.file for other in there if other.label == rule.label)
    own = f"{rule.family}/{rule.label}.yaml"
    return own if own in files or not files else files[0]


def _names_rule(line: Line, problems: list[RuleProblem]) -> bool:
    rule_id, label = line.cells.get("rule", ""), line.cells.get("topic", "")
    if label not in _FAMILY:
        problems.append(_wrong(line, f'unknown topic "{label}"', nearest(label, _FAMILY)))
    elif not rule_id.startswith(f"{label}."):
        problems.append(_wrong(line, f'the rule "{rule_id}" does not start with "{label}."'))
    else:
        return True
    return False


def _read(lines: Sequence[Line], problems: list[RuleProblem]) -> _Reading:
    """A rule from all of its rows, in whatever order a spreadsheet put them."""
    whole: dict[str, Line] = {}
    for line in lines:
        for column in _WHOLE:
            here, there = line.cells.get(column, ""), whole.setdefault(column, line).cells.get(column, "")
            if here and not there:
                whole[column] = line
            elif here and here != there:
                text = f'{column} is "{here}", in row {whole[column].number} of the same rule it is "{there}"'
                problems.append(_wrong(line, text))
    reading = _Reading(_begun(whole, problems), whole)
    for line in lines:
        _part(line, reading, problems)
    return reading


def _begun(whole: Mapping[str, Line], problems: list[RuleProblem]) -> Rule:
    """A rule without its words."""
    cells = whole["where"].cells
    where = tuple(cells.get("where", "").replace(",", " ").split()) or DEFAULT_WHERE
    for zone in where:
        if zone not in ZONES:
            problems.append(_wrong(whole["where"], f'unknown zone "{zone}"', nearest(zone, ZONES)))
    return Rule(
        id=cells["rule"],
        family=_FAMILY[cells["topic"]],
        label=cells["topic"],
        weight=_number(whole["weight"], "weight", WEIGHTS, problems),
        any=(),
        where=where,
        once=_yes_or_no(whole["once"], problems),
        file="",
        line=whole["where"].number,
    )


def _part(line: Line, reading: _Reading, problems: list[RuleProblem]) -> None:
    kind, text = line.cells.get("kind", ""), line.cells.get("text", "").strip()
    if kind not in KINDS:
        problems.append(_wrong(line, f'unknown kind "{kind}"', nearest(kind, KINDS)))
        return
    if kind in _CONDITIONS:
        _condition(line, kind, reading, problems)
    if kind in _TERMS and (text or kind not in _CONDITIONS):
        _term(line, kind, text, reading, problems)
    elif kind in reading.texts:
        if not text:
            problems.append(_wrong(line, f"the {kind} is empty"))
        reading.texts[kind].append(text)


def _term(line: Line, kind: str, text: str, reading: _Reading, problems: list[RuleProblem]) -> None:
    language = line.cells.get("language", "") or "de"
    if language not in LANGUAGES:
        problems.append(_wrong(line, f'unknown language "{language}"', nearest(language, LANGUAGES)))
    against = objection(text) if text else "is empty"
    if against:
        problems.append(_wrong(line, f'the term "{text}" {against}'))
    reading.terms[kind].append(Term(language=language, text=text, line=line.number))


def _condition(line: Line, kind: str, reading: _Reading, problems: list[RuleProblem]) -> None:
    within = int(_number(line, "within", _WITHIN, problems, otherwise=8))
    adds = _number(line, "adds", WEIGHTS, problems, otherwise=1.0 if kind == "near" else 0.0)
    before = reading.conditions.setdefault(kind, (within, adds))
    if (within, adds) != before:
        text = f"within and adds of {kind} are {before[0]} and {number(before[1])} in another row of the same rule"
        problems.append(_wrong(line, text))


def _finished(reading: _Reading) -> Rule:
    terms = {kind: _by_language(found) for kind, found in reading.terms.items()}
    nearby = {
        kind: Nearby(terms=terms[kind], within=within, adds=adds) for kind, (within, adds) in reading.conditions.items()
    }
    return replace(
        reading.rule,
        any=terms["any"],
        unless=terms["unless"],
        near=nearby.get("near"),
        needs=nearby.get("needs"),
        examples=tuple(reading.texts["example"]),
        counterexamples=tuple(reading.texts["counterexample"]),
    )


def _by_language(terms: Sequence[Term]) -> tuple[Term, ...]:
    languages = list(dict.fromkeys(term.language for term in terms))
    return tuple(sorted(terms, key=lambda term: languages.index(term.language)))


def _number(
    line: Line, column: str, bounds: tuple[float, float], problems: list[RuleProblem], otherwise: float | None = None
) -> float:
    text = line.cells.get(column, "").strip().replace(",", ".").replace("−", "-")
    if not text and otherwise is not None:
        return otherwise
    least, most = bounds
    try:
        value = float(text)
    except ValueError:
        problems.append(_wrong(line, f'{column} is "{text}", not a number'))
        return least
    if not least <= value <= most:
        problems.append(_wrong(line, f"{column} is {value:g}", f"allowed: {least:g} to {most:g}"))
        return least
    return value


def _yes_or_no(line: Line, problems: list[RuleProblem]) -> bool:
    text = line.cells.get("once", "").strip().lower()
    if text and text not in (*_YES, *_NO):
        problems.append(_wrong(line, f'once is "{text}"', "allowed: ja, nein"))
    return text not in _NO


def _wrong(line: Line, text: str, hint: str = "") -> RuleProblem:
    return RuleProblem(place=f"Zeile {line.number}", text=text, hint=hint)
