"""What is wrong with a rulebook that loads: doubles, rules in the shadow of others, examples that fail?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rules.matcher import Matcher
from rules.problem import RuleProblem
from rules.rulebook import GAP, Rule, Rulebook, Term

_LONGEST_SHOWN = 70  # characters of an example in a message


def check(rulebook: Rulebook, matcher: Matcher | None = None) -> list[RuleProblem]:
    """Every problem at once, in file order; errors must be mended, warnings only cost points or time.

    `matcher`: one already built for this rulebook, to save a second.
    """
    ready = matcher or Matcher(rulebook)
    found = [*_doubles(rulebook, ready), *_shadowed(rulebook, ready)]
    with ready.batch():
        for rule in rulebook.rules:
            found.extend(_examples(rule, ready))
            found.extend(_empty(rule))
    return sorted(found, key=lambda problem: _order(problem.place))


def failing_examples(rulebook: Rulebook) -> list[RuleProblem]:
    """Only the examples and counterexamples that do not hold."""
    return failing(rulebook.rules, Matcher(rulebook))


def failing(rules: Iterable[Rule], matcher: Matcher) -> list[RuleProblem]:
    """Those of some rules."""
    with matcher.batch():
        return [problem for rule in rules for problem in _examples(rule, matcher)]


def _order(place: str) -> tuple[str, int]:
    file, _, line = place.rpartition(":")
    return file, int(line)


def folded(term: Term, matcher: Matcher) -> tuple[str, str]:
    """(language, marks and folded words) of a term: equal for terms that find the same."""
    marks = "".join(mark for mark in ("=", "*", GAP) if mark in term.text)
    return term.language, f"{marks} {' '.join(matcher.tokens.cut(term.text.strip('=').replace('*', '')))}"


def _doubles(rulebook: Rulebook, matcher: Matcher) -> Iterator[RuleProblem]:
    """The same term twice for one label: it would count twice."""
    first: dict[tuple[str, str, str, str], tuple[Rule, Term]] = {}
    for rule in rulebook.rules:
        if rule.needs is not None or rule.near is not None:
            continue  # the same word under different conditions is a way of grading it
        for term in rule.any:
            key = (rule.family, rule.label, *folded(term, matcher))
            if key in first:
                other, there = first[key]
                yield RuleProblem(
                    place=f"{rule.file}:{term.line}",
                    text=f'"{term.text}" is given twice for {rule.label}',
                    hint=f"first: {other.file}:{there.line} ({other.id})",
                    severity="warning",
                    kind="double",
                    rule=rule.id,
                    words=(term.text, there.text, other.id),
                )
            first.setdefault(key, (rule, term))


def _shadowed(rulebook: Rulebook, matcher: Matcher) -> Iterator[RuleProblem]:
    """A German compound whose part stands in the same rule already: the part finds it anyway."""
    for rule in rulebook.rules:
        words = {folded(t, matcher)[1].strip(): t for t in rule.any if t.language == "de" and _is_plain_word(t)}
        for word, term in words.items():
            part = next((p for p in words if len(p) >= 5 and p != word and word.startswith(p) and _rest(word, p)), "")  # noqa: PLR2004  the shortest part of docs/rules.md
            if part:
                yield RuleProblem(
                    place=f"{rule.file}:{term.line}",
                    text=f'"{term.text}" is found by "{words[part].text}" of the same rule already',
                    severity="warning",
                    kind="shadowed",
                    rule=rule.id,
                    words=(term.text, words[part].text),
                )


def _is_plain_word(term: Term) -> bool:
    return term.text.isalpha()


def _rest(word: str, part: str) -> bool:
    return len(word) - len(part) >= 3  # noqa: PLR2004  a part has three letters


def _empty(rule: Rule) -> Iterator[RuleProblem]:
    if not rule.any:
        yield RuleProblem(place=rule.place, text=f"{rule.id} has no terms", kind="empty", rule=rule.id)
    if not rule.examples:
        text = f"{rule.id} has no example"
        yield RuleProblem(place=rule.place, text=text, severity="warning", kind="no_example", rule=rule.id)


def _examples(rule: Rule, matcher: Matcher) -> Iterator[RuleProblem]:
    for example, must in (*((e, True) for e in rule.examples), *((c, False) for c in rule.counterexamples)):
        hits = [hit for hit in matcher.match(_fields(rule, example)).standing if hit.rule == rule.id]
        if bool(hits) is not must:
            shown = example if len(example) <= _LONGEST_SHOWN else f"{example[:_LONGEST_SHOWN]}…"
            words = ", ".join(sorted({f'"{example[h.start : h.end]}"' for h in hits}))
            what = "example is not found" if must else f"counterexample is found by {words}"
            text = f"{rule.id}: {what}: {shown}"
            yield RuleProblem(place=rule.place, text=text, kind="example", rule=rule.id, words=(shown, words))


def _fields(rule: Rule, text: str) -> dict[str, str]:
    """An example stands where its rule looks."""
    return {"subject": text} if rule.where == ("subject",) else {"body": text}
