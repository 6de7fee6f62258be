"""In which texts can it make a difference that a rule is another one now?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from rules.compounds import SHORTEST_PART, Compounds
from rules.forms import head
from rules.layers import FORM, Layer
from rules.lexicon import Lexicon
from rules.rulebook import GAP, Nearby, Rule, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Words that may be read as one word of a term: they begin or hold so, and fit. More than are meant, never less."""

    begins: frozenset[str] = frozenset()
    holds: frozenset[str] = frozenset()
    fits: Callable[[str], bool]  # of a folded form


_Role = tuple[str, Term]  # what a term is for, and the term
Clause = tuple[Wanted, ...]  # a text must have a word for each


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """The texts that have all words of one of `alone`, or of one of `beside` and of one of `own`."""

    alone: tuple[Clause, ...] = ()
    beside: tuple[Clause, ...] = ()  # what the rule asks beside its own words
    own: tuple[Clause, ...] = ()
    all: bool = False  # any text may read otherwise


def touch(rest: Lexicon, old: Rule | None, new: Rule | None) -> Touch:
    """Where it can make a difference that `old` has become `new`; `rest` is everything but them, open for more.

    A rule that is the same but for its examples touches nothing. Sound, not sharp: a text that reads otherwise is
    always among these.
    """
    known = [rule for rule in (old, new) if rule is not None]
    if any(not {term.language for term in rule.terms} <= rest.languages for rule in known):
        return Touch(all=True)
    terms = _Terms(rest, known)
    own = _unequal((), chain.from_iterable(map(_own, known)))
    if old is None or new is None or _manner(old) != _manner(new):
        changed, beside = own, _unequal(_asked(old), _asked(new))
    else:
        changed, beside = _unequal(_own(old), _own(new)), _unequal(_asked(old), _asked(new))
    return Touch(
        alone=tuple(chain(terms.clauses(changed), terms.crossing((*changed, *beside)))),
        beside=tuple(terms.clauses(beside)),
        own=tuple(terms.clauses(own)) if beside else (),
    )


def _manner(rule: Rule) -> tuple[object, ...]:
    """What a rule says of a hit, whatever its words."""
    return (
        rule.family, rule.label, rule.weight, rule.where, rule.once,
        _bounds(rule.near), _bounds(rule.needs),
    )  # fmt: skip


def _bounds(nearby: Nearby | None) -> tuple[float, ...]:
    return (nearby.within, nearby.adds) if nearby else ()


def _own(rule: Rule) -> tuple[_Role, ...]:
    return tuple(("any", term) for term in rule.any)


def _asked(rule: Rule | None) -> tuple[_Role, ...]:
    """The conditions of a rule, each with its role: a word that moves from `near` to `unless` is another one."""
    if rule is None:
        return ()
    return tuple(
        (role, term)
        for role, terms in (
            ("near", rule.near.terms if rule.near else ()),
            ("needs", rule.needs.terms if rule.needs else ()),
            ("unless", rule.unless),
        )
        for term in terms
    )


class _Terms:
    """What words the terms of some rules are made of."""

    def __init__(self, rest: Lexicon, rules: Iterable[Rule]) -> None:
        self._rest = rest
        self._stars = {language: set(some) for language, some in rest.star_words.items()}
        self._new_stars: set[tuple[str, str]] = set()
        for star in chain.from_iterable(map(rest.stars, rules)):
            self._stars.setdefault(star[0], set()).add(star[1])
            if star[1] not in rest.star_words.get(star[0], ()):
                self._new_stars.add(star)

    def clauses(self, terms: Iterable[_Role]) -> Iterator[Clause]:
        """For each term: its words, all of which a text must have."""
        for _, term in terms:
            clause = tuple(chain.from_iterable(self._words(part, term.language) for part in _parts(term)))
            if clause:
                yield clause

    def crossing(self, terms: Iterable[_Role]) -> Iterator[Clause]:
        """Where terms change how the words of other rules are read."""
        for _, beginning in sorted(self._new_stars):
            yield (_beginning(beginning),)
        for role, term in terms:
            for part in _parts(term):
                words = self._rest.cut(part.removeprefix("="))
                unknown = [word for word in words if term.language == "de" and word not in self._rest.german]
                yield from ((_exactly(word),) for word in unknown)  # German words are never misspelt places
                if len(words) == 1 and self._changes(
                    words[0], part, term, whole=role != "any" and GAP not in term.text
                ):
                    yield tuple(self._words(part, term.language))

    def _changes(self, word: str, part: str, term: Term, *, whole: bool) -> bool:
        """Whether a single word shares its pattern with other rules in a new way, or hides parts of compounds."""
        rest, exact = self._rest, part.startswith("=")
        if word.endswith("*"):
            return (-1, word) in rest.singles
        layer = rest.layer(FORM if exact else term.language)
        lexeme = layer.stem(word)
        hides = [p for p in (word, lexeme) if whole and not exact and term.language == "de" and _is_part(p)]
        if any(not rest.compounds.knows(p) for p in hides):
            return True
        pattern = rest.singles.get((layer.number, lexeme))
        if pattern is None:
            return False
        spelt = part.removeprefix("=").strip().casefold()
        return exact or word not in rest.written[pattern] or spelt not in rest.spellings.get(pattern, {spelt})

    def _words(self, part: str, language: str) -> Iterator[Wanted]:
        exact = part.startswith("=")
        words = self._rest.cut(part.removeprefix("="))
        if len(words) == 1:
            yield self._single(words[0], language, exact=exact)
            return
        starred = any(word.endswith("*") for word in words)
        for word in words:
            if word.endswith("*"):
                yield _beginning(word[:-1])
            elif starred and not exact:
                yield self._among_stars(word, language)
            else:
                yield _lexeme(self._rest.layer(FORM if exact else language), word)

    def _single(self, word: str, language: str, *, exact: bool) -> Wanted:
        if word.endswith("*"):
            return _beginning(word[:-1])
        layer = self._rest.layer(FORM if exact else language)
        wanted = _lexeme(layer, word)
        parts = Compounds()
        parts.add(word, layer.stem(word), 0)
        holds = frozenset(
            part for part in (word, layer.stem(word)) if language == "de" and not exact and _is_part(part)
        )
        if not holds:
            return wanted
        return Wanted(begins=wanted.begins, holds=holds, fits=lambda form: wanted.fits(form) or bool(parts.parts(form)))

    def _among_stars(self, word: str, language: str) -> Wanted:
        """A word of a phrase with stars: any word that begins as starred words do which it begins with itself."""
        stars = tuple(star for star in self._stars.get(language, ()) if word.startswith(star))
        plain = _lexeme(self._rest.layer(language), word)
        return Wanted(
            begins=plain.begins | set(stars),
            holds=plain.holds,
            fits=lambda form: form.startswith(stars) or plain.fits(form),
        )


def _parts(term: Term) -> list[str]:
    """The parts between the gaps of a term, each marked as exact when the term is."""
    exact = "=" if term.text.startswith("=") else ""
    return [exact + part.strip() for part in term.text.removeprefix("=").split(GAP)]


def _lexeme(layer: Layer, word: str) -> Wanted:
    """The words of a layer that stand for the same as one of a term."""
    lexeme, stem = layer.stem(word), layer.stem
    begins = frozenset((head(lexeme),)) if layer.head or lexeme.isascii() else frozenset()
    holds = frozenset(() if layer.head else (lexeme,))
    return Wanted(begins=begins, holds=holds, fits=lambda form: stem(form) == lexeme)


def _beginning(beginning: str) -> Wanted:
    return Wanted(begins=frozenset((beginning,)), fits=lambda form: form.startswith(beginning))


def _exactly(word: str) -> Wanted:
    return Wanted(begins=frozenset((word,)), fits=word.__eq__)


def _is_part(word: str) -> bool:
    return len(word) >= SHORTEST_PART and word.isascii() and word.isalpha()


def _unequal(old: Iterable[_Role], new: Iterable[_Role]) -> tuple[_Role, ...]:
    """The terms of only one side; a term is its role, language and text."""
    before, after = ({(role, t.language, t.text): (role, t) for role, t in terms} for terms in (old, new))
    return tuple((before | after)[key] for key in sorted(before.keys() ^ after.keys()))
