"""How does somebody who is no programmer see a rule, and what did they make of it?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rules.forms import LANGUAGES
from rules.rulebook import FAMILIES, WEIGHTS, ZONES, Nearby, Rule, Term
from triage.errors import BadInput

FIRST = ("de", "en", "tr", "ar", "uk", "ru", "fa", "fr", "pl", "ro", "bg", "nl", "ku", "sq", "es", "ti", "ps", "so")
ORDER = (*FIRST, *sorted(LANGUAGES - set(FIRST)))
ROLES = ("any", "near", "needs", "unless")
MOST_WITHIN = 50  # words


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A rule as fields of a form: texts hold one entry a line."""

    id: str
    family: str
    label: str
    file: str
    weight: float = 2.0
    words: Mapping[str, Mapping[str, str]]  # role → language → lines
    near_within: int = 8
    near_adds: float = 1.0
    needs_within: int = 8
    where: tuple[str, ...] = ZONES[:2]
    once: bool = True
    examples: str = ""
    counterexamples: str = ""

    def languages(self, role: str) -> list[str]:
        """Those that have words in this role, in the order people look for them."""
        return [language for language in ORDER if self.words[role].get(language)]


def form_of(rule: Rule) -> Form:
    """The fields of a rule."""
    near, needs = rule.near, rule.needs
    return Form(
        id=rule.id, family=rule.family, label=rule.label, file=rule.file, weight=rule.weight,
        words={
            "any": _lines(rule.any), "near": _lines(near.terms if near else ()),
            "needs": _lines(needs.terms if needs else ()), "unless": _lines(rule.unless),
        },
        near_within=near.within if near else 8, near_adds=near.adds if near else 1.0,
        needs_within=needs.within if needs else 8, where=rule.where, once=rule.once,
        examples="\n".join(rule.examples), counterexamples="\n".join(rule.counterexamples),
    )  # fmt: skip


def empty(family: str, label: str, name: str) -> Form:
    """The fields of a rule that does not exist yet, in the label's own file. Raises BadInput."""
    if family not in FAMILIES or label not in FAMILIES[family][1]:
        raise BadInput([f"Das Thema {label} gibt es nicht."])
    cleaned = "".join(letter if letter.isalnum() else "_" for letter in name.strip().lower()).strip("_")
    if not cleaned.isascii() or not cleaned:
        raise BadInput(["Der Name besteht aus Buchstaben ohne Umlaute, Ziffern und Unterstrichen."])
    words: dict[str, dict[str, str]] = {role: {} for role in ROLES}
    return Form(id=f"{label}.{cleaned}", family=family, label=label, file=f"{family}/{label}.yaml", words=words)


def read_form(form: Form, fields: Mapping[str, Sequence[str]]) -> Rule:
    """The rule somebody typed. `fields`: name → values; words are called `any-de`. Raises BadInput, all at once."""
    problems: list[str] = []
    weight = _number(fields, "weight", WEIGHTS, problems)
    said = {role: _terms(role, form.words[role], fields) for role in ROLES}
    near = Nearby(
        terms=said["near"],
        within=int(_number(fields, "near_within", (1, MOST_WITHIN), problems)),
        adds=_number(fields, "near_adds", WEIGHTS, problems),
    )
    needs = Nearby(terms=said["needs"], within=int(_number(fields, "needs_within", (1, MOST_WITHIN), problems)))
    rule = Rule(
        id=form.id, family=form.family, label=form.label, file=form.file, line=1,
        weight=weight,
        any=said["any"], near=near if near.terms else None, needs=needs if needs.terms else None, unless=said["unless"],
        where=tuple(zone for zone in ZONES if zone in fields.get("where", ())), once="once" in fields,
        examples=tuple(_split(fields, "examples")), counterexamples=tuple(_split(fields, "counterexamples")),
    )  # fmt: skip
    if not rule.any:
        problems.append("Bitte schreiben Sie mindestens ein Wort, auf das die Regel achtet.")
    if not rule.where:
        problems.append("Bitte wählen Sie, wo die Regel sucht.")
    if problems:
        raise BadInput(problems)
    return rule


def _terms(role: str, before: Iterable[str], fields: Mapping[str, Sequence[str]]) -> tuple[Term, ...]:
    """Languages the rule has keep their order: what nobody changed reads as before."""
    found = [
        Term(language=language, text=line, line=1)
        for language in dict.fromkeys((*before, *ORDER))
        for line in _split(fields, f"{role}-{language}")
    ]
    return tuple(dict.fromkeys(found))


def _split(fields: Mapping[str, Sequence[str]], name: str) -> list[str]:
    """The lines of a field that say something, blanks made single."""
    lines = [" ".join(line.split()) for text in fields.get(name, ()) for line in text.replace("\x00", "").splitlines()]
    return [line for line in lines if line]


def _number(fields: Mapping[str, Sequence[str]], name: str, bounds: tuple[float, float], problems: list[str]) -> float:
    least, most = bounds
    text = next(iter(fields.get(name, ())), "").strip().replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        problems.append(f"{_NAMES[name]}: Bitte eine Zahl zwischen {least:g} und {most:g}.")
        return 1.0
    if not least <= value <= most:
        problems.append(f"{_NAMES[name]}: Erlaubt ist {least:g} bis {most:g}.")
    return value


_NAMES = {
    "weight": "Gewicht", "near_within": "Abstand (in der Nähe)", "near_adds": "Zuschlag (in der Nähe)",
    "needs_within": "Abstand (nur zusammen mit)",
}  # fmt: skip


def _lines(terms: Iterable[Term]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for term in terms:
        found.setdefault(term.language, []).append(term.text)
    return {language: "\n".join(texts) for language, texts in found.items()}
