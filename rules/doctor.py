"""What ails a rulebook that can be used, where exactly, and what mends it?"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Literal

from rules.check import check, folded
from rules.matcher import Matcher
from rules.problem import RuleProblem
from rules.rulebook import GAP, Rule, Rulebook, Term

Severity = Literal["error", "warning", "hint"]
ENOUGH = 200  # messages an archive needs to call a rule dead or too broad
BROAD = 0.25  # share of all messages in which a rule should not speak
SLOW = 50.0  # microseconds a message that one rule may cost
CANCELLED = 0.5  # share of its hits that may be cancelled
SIMILAR = 0.5  # points by which two weights are about the same
MAIN = ("de", "en", "tr", "ar", "uk", "ru", "fa")  # languages every rule of a topic should know
_SHORT = 4  # letters
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")
_SHOWN = 5  # terms named in a sentence
_ORDER = {"error": 0, "warning": 1, "hint": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What rules did in the messages of an archive, as plain numbers."""

    messages: int
    hits: Mapping[str, int] = field(default_factory=dict)  # rule → messages in which it stands
    cancelled: Mapping[str, int] = field(default_factory=dict)  # rule → messages in which all it says is cancelled
    micros: Mapping[str, float] = field(default_factory=dict)  # rule → microseconds a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that ails a rule, and its mend."""

    severity: Severity
    kind: str  # dead, shadowed, contradictory, …
    rule: str  # id
    place: str  # file:line
    problem: str  # German, a sentence
    mend: str  # German, a sentence
    mended: tuple[Rule, ...] = ()  # the rule as it should read, several when it is to be parted; () asks for judgement

    def __str__(self) -> str:
        return f"{self.place}  {self.rule}: {self.problem} {self.mend}"


def examine(book: Rulebook, matcher: Matcher | None = None, archive: Archive | None = None) -> list[Finding]:
    """All findings, the gravest first, then in file order. `matcher`: one already built for this book."""
    ready = matcher or Matcher(book)
    rules = {rule.id: rule for rule in book.rules}
    found = list(chain.from_iterable(_CHECKED[p.kind](rules[p.rule], p) for p in check(book, ready)))
    found += _contradictory(book, ready)
    for rule in book.rules:
        for look in (_opposed, _foreign_doubles, _missing, _short, _mixed, _trap, _untested):
            found.extend(look(rule, ready))
        found.extend(_in_archive(rule, archive) if archive and archive.messages >= ENOUGH else ())
    return sorted(found, key=lambda one: (_ORDER[one.severity], *_line(one.place), one.kind))


def _line(place: str) -> tuple[str, int]:
    file, _, line = place.rpartition(":")
    return file, int(line)


# -- what every check of a rulebook finds ------------------------------------------------------------------------------


def _double(rule: Rule, problem: RuleProblem) -> Iterator[Finding]:
    text, other, elsewhere = problem.words
    same = "" if text == other else f" („{other}“ ist nach dem Vereinheitlichen dasselbe Wort)"
    twice = "in dieser Regel" if elsewhere == rule.id else f"für dieses Thema in {elsewhere} und zählt so zweimal"
    yield Finding(
        severity="warning", kind="double", rule=rule.id, place=problem.place,
        problem=f"„{text}“ steht schon {twice}{same}.", mend=f"Streichen Sie „{text}“ an einer der beiden Stellen.",
        mended=_without(rule, problem),
    )  # fmt: skip


def _shadowed(rule: Rule, problem: RuleProblem) -> Iterator[Finding]:
    text, part = problem.words
    yield Finding(
        severity="warning", kind="shadowed", rule=rule.id, place=problem.place,
        problem=f"„{text}“ wird schon von „{part}“ derselben Regel gefunden.",
        mend=f"Streichen Sie „{text}“; es ändert nichts.", mended=_without(rule, problem),
    )  # fmt: skip


def _empty(rule: Rule, problem: RuleProblem) -> Iterator[Finding]:
    yield Finding(
        severity="error", kind="empty", rule=rule.id, place=problem.place, problem="Die Regel hat kein Wort.",
        mend="Geben Sie ihr Wörter, oder löschen Sie die Regel.",
    )  # fmt: skip


def _example(rule: Rule, problem: RuleProblem) -> Iterator[Finding]:
    text, words = problem.words
    what = f"Das Gegenbeispiel wird von {words} getroffen" if words else "Das Beispiel wird nicht getroffen"
    yield Finding(
        severity="error", kind="example", rule=rule.id, place=problem.place, problem=f"{what}: {text}",
        mend="Ändern Sie die Wörter der Regel oder das Beispiel.",
    )  # fmt: skip


def _no_example(rule: Rule, problem: RuleProblem) -> Iterator[Finding]:
    yield Finding(
        severity="warning", kind="no_example", rule=rule.id, place=problem.place,
        problem="Die Regel hat kein Beispiel; ein Fehler darin fällt nicht auf.",
        mend="Fügen Sie einen Satz hinzu, den sie treffen muss.",
    )  # fmt: skip


_CHECKED: dict[str, Callable[[Rule, RuleProblem], Iterator[Finding]]] = {
    "double": _double, "shadowed": _shadowed, "empty": _empty, "example": _example, "no_example": _no_example,
}  # fmt: skip


def _without(rule: Rule, problem: RuleProblem) -> tuple[Rule, ...]:
    line = _line(problem.place)[1]
    at = max(at for at, term in enumerate(rule.any) if (term.text, term.line) == (problem.words[0], line))
    return (replace(rule, any=rule.any[:at] + rule.any[at + 1 :]),)


# -- what the words themselves tell ------------------------------------------------------------------------------------


def _contradictory(book: Rulebook, matcher: Matcher) -> Iterator[Finding]:
    """The same words for two topics, about as strongly: they say nothing about which it is."""
    known: defaultdict[tuple[str, str, str], list[tuple[Rule, Term]]] = defaultdict(list)
    for rule in book.rules:
        for term in rule.any if rule.family == "topics" and rule.needs is None else ():
            known[rule.family, *folded(term, matcher)].append((rule, term))
    for same in known.values():
        (first, there), *others = same
        for rule, term in others:
            if rule.label != first.label and abs(rule.weight - first.weight) <= SIMILAR:
                yield Finding(
                    severity="warning", kind="contradictory", rule=rule.id, place=f"{rule.file}:{term.line}",
                    problem=f"„{term.text}“ spricht auch für {first.label} ({first.id}, {there.line}. Zeile),"
                    " und etwa gleich stark.",
                    mend="Streichen Sie das Wort bei einem der beiden, oder verlangen Sie ein Wort daneben (needs).",
                )  # fmt: skip


def _opposed(rule: Rule, matcher: Matcher) -> Iterator[Finding]:
    """A word that makes its rule speak and silences it at once."""
    own = {folded(term, matcher)[1] for term in rule.any}
    for term in rule.unless:
        if folded(term, matcher)[1] in own:
            kept = tuple(other for other in rule.unless if other != term)
            yield Finding(
                severity="warning", kind="opposed", rule=rule.id, place=f"{rule.file}:{term.line}",
                problem=f"„{term.text}“ lässt die Regel sprechen und hebt sie zugleich auf.",
                mend="Streichen Sie es dort, wo es nicht gemeint ist.", mended=(replace(rule, unless=kept),),
            )  # fmt: skip


def _foreign_doubles(rule: Rule, matcher: Matcher) -> Iterator[Finding]:
    """All languages' words are looked for in every message: once is enough."""
    first: dict[str, Term] = {}
    for term in rule.any:
        other = first.setdefault(folded(term, matcher)[1], term)
        if other.language != term.language:
            kept = tuple(one for one in rule.any if one is not term)
            yield Finding(
                severity="hint", kind="foreign_double", rule=rule.id, place=f"{rule.file}:{term.line}",
                problem=f"„{term.text}“ steht unter {other.language} und unter {term.language}.",
                mend="Eine Sprache genügt: Alle Wörter werden in jeder Nachricht gesucht.",
                mended=(replace(rule, any=kept),),
            )  # fmt: skip


def _missing(rule: Rule, _matcher: Matcher) -> Iterator[Finding]:
    known = {term.language for term in rule.any}
    missing = [language for language in MAIN if language not in known]
    if rule.family == "topics" and "de" in known and len(known) > 1 and missing:
        yield Finding(
            severity="hint", kind="missing_language", rule=rule.id, place=rule.place,
            problem=f"Es fehlen Wörter auf {', '.join(missing)}.",
            mend="Fragen Sie jemanden, der die Sprache spricht, nach den üblichen Wörtern.",
        )  # fmt: skip


def _short(rule: Rule, _matcher: Matcher) -> Iterator[Finding]:
    for term in rule.any:
        if term.text.isascii() and term.text.isalpha() and len(term.text) < _SHORT:
            exact = tuple(replace(one, text=f"={one.text}") if one is term else one for one in rule.any)
            yield Finding(
                severity="hint", kind="short", rule=rule.id, place=f"{rule.file}:{term.line}",
                problem=f"„{term.text}“ ist sehr kurz und kann auch als gebeugtes Wort treffen.",
                mend=f"Schreiben Sie „={term.text}“, wenn nur dieses Wort gemeint ist.",
                mended=(replace(rule, any=exact),),
            )  # fmt: skip


def _mixed(rule: Rule, _matcher: Matcher) -> Iterator[Finding]:
    """Latin a in a Cyrillic word looks right and matches nothing."""
    for term in rule.terms:
        for word in term.text.split():
            scripts = {script for letter in word if letter.isalpha() for script in _script(letter)}
            if len(scripts) > 1 and "-" not in word:
                yield Finding(
                    severity="warning", kind="lookalike", rule=rule.id, place=f"{rule.file}:{term.line}",
                    problem=f"„{word}“ mischt Buchstaben zweier Schriften ({', '.join(sorted(scripts))}).",
                    mend="Tippen Sie das Wort ganz in seiner eigenen Schrift neu.",
                )  # fmt: skip


def _script(letter: str) -> list[str]:
    name = unicodedata.name(letter, "")
    return [script for script in _SCRIPTS if name.startswith(script)]


def _trap(rule: Rule, matcher: Matcher) -> Iterator[Finding]:
    """`unless` silences all words of a rule, also those it does not speak of."""
    plain = [term for term in rule.any if term.text.isalpha()]
    heads = {term: matcher.tokens.cut(term.text)[0] for term in plain if matcher.tokens.cut(term.text)}
    for term in rule.unless:
        words = set(matcher.tokens.cut(term.text.replace(GAP, " ").strip("=*")))
        meant = [one for one in plain if heads.get(one) in words]
        others = [one for one in rule.any if one.language == term.language and one not in meant]
        if len(words) > 1 and meant and others:
            yield Finding(
                severity="hint", kind="trap", rule=rule.id, place=f"{rule.file}:{term.line}",
                problem=f"„{term.text}“ meint „{meant[0].text}“, hebt im selben Satz aber auch {_some(others)} auf.",
                mend="Teilen Sie die Regel: das Wort mit seiner Ausnahme, die übrigen ohne.",
                mended=_parted(rule, meant, term),
            )  # fmt: skip


def _parted(rule: Rule, meant: Sequence[Term], exception: Term) -> tuple[Rule, ...]:
    mine = tuple(term for term in rule.any if term in meant)
    rest = tuple(term for term in rule.any if term not in meant)
    left = tuple(term for term in rule.unless if term != exception)
    return replace(rule, any=rest, unless=left), replace(rule, id=f"{rule.id}_2", any=mine, examples=())


def _untested(rule: Rule, _matcher: Matcher) -> Iterator[Finding]:
    if rule.examples and not rule.counterexamples:
        yield Finding(
            severity="hint", kind="no_counterexample", rule=rule.id, place=rule.place,
            problem="Die Regel hat kein Gegenbeispiel.", mend="Fügen Sie einen Satz hinzu, den sie nicht treffen darf.",
        )  # fmt: skip


def _some(terms: Sequence[Term]) -> str:
    words = ", ".join(f"„{term.text}“" for term in terms[:_SHOWN])
    return f"{words} und {len(terms) - _SHOWN} weitere" if len(terms) > _SHOWN else words


# -- what the archive tells --------------------------------------------------------------------------------------------


def _in_archive(rule: Rule, archive: Archive) -> Iterator[Finding]:
    hits, cancelled = archive.hits.get(rule.id, 0), archive.cancelled.get(rule.id, 0)
    micros = archive.micros.get(rule.id, 0.0)
    told = f"in {archive.messages} Nachrichten"
    if not hits and not cancelled:
        yield _of(rule, "dead", f"Die Regel traf {told} nie.", "Prüfen Sie die Schreibweise, oder löschen Sie sie.")
    if hits > BROAD * archive.messages:
        problem = f"Die Regel trifft {hits / archive.messages:.0%} aller Nachrichten; so unterscheidet sie nichts."
        yield _of(rule, "broad", problem, "Nehmen Sie das häufigste Wort heraus, oder verlangen Sie eins daneben.")
    if cancelled > CANCELLED * (hits + cancelled):
        problem = f"{cancelled} von {hits + cancelled} Treffern {told} werden aufgehoben."
        yield _of(rule, "cancelled", problem, "Die Ausnahme (unless) ist zu weit: Nennen Sie sie genauer.")
    if micros > SLOW:
        problem = f"Die Regel kostet {micros:.0f} µs je Nachricht."
        yield _of(rule, "slow", problem, "Vermeiden Sie ~ und * bei häufigen Wörtern.")


def _of(rule: Rule, kind: str, problem: str, mend: str) -> Finding:
    severity: Severity = "hint" if kind == "dead" else "warning"
    return Finding(severity=severity, kind=kind, rule=rule.id, place=rule.place, problem=problem, mend=mend)
