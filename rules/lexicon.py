"""Which terms of the rulebook can a single word belong to?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise, product
from typing import NamedTuple, TypeVar

from rules.compounds import Compounds
from rules.forms import Stem, stemmer
from rules.function_words import COMMON
from rules.rulebook import GAP, Rule, Rulebook, Term

CACHE = 50_000  # words remembered with what they mean; a bound, not a need
ANY, NEAR, NEEDS, UNLESS, PART = "any", "near", "needs", "unless", "part"
_CONDITIONS = frozenset((NEAR, NEEDS, UNLESS))
_HEAD = 2  # letters a stem always shares with its word: the shortest stem, Russian ищ(у)
_SHORTEST_STAR = 4
_SHORTEST_STEM = 4
_Key = TypeVar("_Key")


class Use(NamedTuple):
    """What a pattern is good for."""

    role: str  # any, near, needs, unless, or part of a term with a gap
    rule: int  # index of the rule; of the gapped term when role is part
    part: int  # which part of a gapped term
    language: str


class Gapped(NamedTuple):
    """A term whose parts may have words between them."""

    parts: int
    use: Use


class Meaning(NamedTuple):
    """What one word can be: patterns it is by itself, and its place in phrases as (layer, tagged lexeme)."""

    alone: tuple[int, ...]
    phrase: tuple[tuple[int, str], ...]
    guarded: tuple[int, ...] = ()  # patterns it is only when spelt as the term is: Turkish iş is not English is


class Meanings(dict[str, Meaning]):
    """Folded word → what it can be; each worked out once and remembered."""

    def __init__(self, work_out: Callable[[str], Meaning]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, form: str) -> Meaning:
        if len(self) >= CACHE:
            self.clear()
        found = self[form] = self._work_out(form)
        return found


@dataclass(slots=True)
class Layer:
    """One way of reading words: as they are, by a language's stem, or by starred beginnings."""

    number: int
    stem: Stem
    head: bool  # whether stems keep the word's first letters
    singles: dict[str, list[int]] = field(default_factory=dict)  # lexeme → patterns of one word
    lexemes: set[str] = field(default_factory=set)  # of phrases


class Lexicon:
    """All terms of a rulebook, compiled. `words` cuts a term as a text is cut."""

    def __init__(self, rulebook: Rulebook, words: Callable[[str], list[str]]) -> None:
        self.uses: list[list[Use]] = []  # by pattern; what matching asks of them follows sorted by role
        self.rules: list[tuple[int, ...]] = []  # by pattern: rules it makes speak
        self.conditions: list[tuple[tuple[int, str], ...]] = []  # by pattern: (rule, role) it may fulfil
        self.parts: list[tuple[tuple[int, int], ...]] = []  # by pattern: (term with gaps, which part of it)
        self.gapped: list[Gapped] = []
        self.phrases: dict[tuple[str, ...], int] = {}  # tagged lexemes → pattern
        self.german: frozenset[str] = frozenset()  # folded words of German terms
        self.spellings: dict[int, set[str]] = {}  # pattern of a frequent word → the spellings that count
        self.written: dict[int, set[str]] = {}  # pattern of one word → its folded terms as written
        self.languages: frozenset[str] = frozenset(t.language for rule in rulebook.rules for t in _all_terms(rule))
        self._words = words
        self._german: set[str] = set()
        self._singles: dict[tuple[int, str], int] = {}
        self._layers: dict[str, Layer] = {}
        self._stars: dict[str, list[int]] = {}
        self._star_words: dict[str, set[str]] = {}
        self._compounds = Compounds()
        self.meanings = Meanings(self._work_out)
        self._collect_stars(rulebook)
        for index, rule in enumerate(rulebook.rules):
            self._add_rule(index, rule)
        self._by_head = self._heads()
        self.german = frozenset(self._german)
        self.language = [uses[0].language for uses in self.uses]  # by pattern, of its first use
        self._sort_uses()
        del self.uses  # a fifth of what the lexicon takes; matching asks the sorted lists
        self.longest = max(map(len, self.phrases), default=0)  # words of the longest phrase
        self.pairs = frozenset(pair for lexemes in self.phrases for pair in pairwise(lexemes))  # neighbours in a phrase

    # -- reading ---------------------------------------------------------------------------------------------------

    def is_bent(self, pattern: int, form: str) -> bool:
        """Whether a word is only an inflected form of a one-word pattern's terms."""
        written = self.written.get(pattern)
        return written is not None and form not in written

    def _work_out(self, form: str) -> Meaning:
        alone: list[int] = []
        phrase: list[tuple[int, str]] = []
        for layer in self._by_head.get(form[:_HEAD], self._headless if not form.isascii() else ()):
            lexeme = layer.stem(form)
            alone.extend(layer.singles.get(lexeme, ()))
            if lexeme in layer.lexemes:
                phrase.append((layer.number, sys.intern(f"{layer.number}:{lexeme}")))
        for length in range(_SHORTEST_STAR, len(form) + 1):
            alone.extend(self._stars.get(form[:length], ()))
        if not any(self.language[p] == "de" and self.rules[p] for p in alone):
            alone.extend(self._compounds.parts(form))
        patterns = tuple(dict.fromkeys(alone))
        return Meaning((), tuple(phrase), patterns) if form in COMMON else Meaning(patterns, tuple(phrase))

    def _sort_uses(self) -> None:
        for uses in self.uses:
            self.rules.append(tuple(use.rule for use in uses if use.role == ANY))
            self.conditions.append(tuple((use.rule, use.role) for use in uses if use.role in _CONDITIONS))
            self.parts.append(tuple((use.rule, use.part) for use in uses if use.role == PART))

    def _heads(self) -> dict[str, tuple[Layer, ...]]:
        found: dict[str, list[Layer]] = {}
        self._headless = tuple(layer for layer in self._layers.values() if not layer.head)
        for layer in self._layers.values():
            beginnings = {s.removesuffix("*")[:_HEAD] for s in (*layer.singles, *layer.lexemes)}
            for head in beginnings:
                if layer.head or head.isascii():  # Latin letters in Arabic terms: motarjem, امتحان B1
                    found.setdefault(head, []).append(layer)
        return {head: tuple(layers) if head.isascii() else (*layers, *self._headless) for head, layers in found.items()}

    # -- compiling -------------------------------------------------------------------------------------------------

    def _add_rule(self, index: int, rule: Rule) -> None:
        for role, terms in (
            (ANY, rule.any),
            (NEAR, rule.near.terms if rule.near else ()),
            (NEEDS, rule.needs.terms if rule.needs else ()),
            (UNLESS, rule.unless),
        ):
            for term in terms:
                self._add_term(term, Use(role, index, 0, term.language))

    def _add_term(self, term: Term, use: Use) -> None:
        exact = term.text.startswith("=")
        parts = [part.strip() for part in term.text.removeprefix("=").split(GAP)]
        if len(parts) == 1:
            self._add_phrase(parts[0], use, exact=exact)
            return
        number = len(self.gapped)
        self.gapped.append(Gapped(len(parts), use))
        for at, part in enumerate(parts):
            self._add_phrase(part, Use(PART, number, at, term.language), exact=exact)

    def _add_phrase(self, text: str, use: Use, *, exact: bool) -> None:
        words = self._cut(text)
        if use.language == "de":
            self._german.update(words)
        if len(words) == 1:
            self._add_single(words[0], use, text, exact=exact)
        elif words:
            starred = any(word.endswith("*") for word in words)
            layer = self._layer("form" if exact else f"star {use.language}" if starred else use.language)
            for lexemes in self._spelled(layer, words, use.language):
                layer.lexemes.update(lexemes)
                tagged = tuple(sys.intern(f"{layer.number}:{lexeme}") for lexeme in lexemes)
                self.uses[self._pattern(self.phrases, tagged)].append(use)

    def _add_single(self, word: str, use: Use, raw: str, *, exact: bool) -> None:
        if word.endswith("*"):
            pattern = self._pattern(self._singles, (-1, word))
            self._stars.setdefault(word[:-1], [])
            if pattern not in self._stars[word[:-1]]:
                self._stars[word[:-1]].append(pattern)
        else:
            layer = self._layer("form" if exact else use.language)
            lexeme = layer.stem(word)
            pattern = self._pattern(self._singles, (layer.number, lexeme))
            layer.singles[lexeme] = [pattern]
            self.written.setdefault(pattern, set()).add(word)
            if word in COMMON:
                self.spellings.setdefault(pattern, set()).add(raw.removeprefix("=").strip().casefold())
            if use.language == "de" and not exact and use.role != PART:
                self._compounds.add(word, lexeme, pattern)
        self.uses[pattern].append(use)

    def _pattern(self, known: dict[_Key, int], key: _Key) -> int:
        if key not in known:
            known[key] = len(self.uses)
            self.uses.append([])
        return known[key]

    def _cut(self, text: str) -> list[str]:
        """The folded words of a term, a star kept on those that have one."""
        found: list[str] = []
        for piece in text.split():
            words = self._words(piece.rstrip("*"))
            if words and piece.endswith("*"):
                words[-1] += "*"
            found.extend(words)
        return found

    def _spelled(self, layer: Layer, words: list[str], language: str) -> Iterator[tuple[str, ...]]:
        """A phrase's lexemes; several when a starred beginning has longer starred ones below it."""
        choices: list[tuple[str, ...]] = []
        for word in words:
            if word.endswith("*"):
                longer = (s for s in self._star_words.get(language, ()) if s.startswith(word[:-1]))
                choices.append(tuple(sorted({word, *(f"{s}*" for s in longer)})))
            else:
                choices.append((layer.stem(word),))
        yield from product(*choices)

    def _layer(self, name: str) -> Layer:
        if name not in self._layers:
            language = name.removeprefix("star ")
            stem = (lambda word: word) if name == "form" else _cautious(stemmer(language))
            if language != name:
                stem = _starred(stem, self._star_words.get(language, set()))
            head = language not in {"ar", "fa"}
            self._layers[name] = Layer(number=len(self._layers), stem=stem, head=head)
        return self._layers[name]

    def _collect_stars(self, rulebook: Rulebook) -> None:
        for rule in rulebook.rules:
            for term in _all_terms(rule):
                pieces = term.text.removeprefix("=").split()
                for piece in pieces if len(pieces) > 1 else ():
                    if piece.endswith("*"):
                        self._star_words.setdefault(term.language, set()).add(self._cut(piece)[-1][:-1])


def _all_terms(rule: Rule) -> Iterable[Term]:
    near = rule.near.terms if rule.near else ()
    needs = rule.needs.terms if rule.needs else ()
    return (*rule.any, *near, *needs, *rule.unless)


def _cautious(stem: Stem) -> Stem:
    """Stems of fewer than four Latin letters say nothing: the word itself stands for them."""

    def lexeme(word: str) -> str:
        found = stem(word)
        return found if len(found) >= (_SHORTEST_STEM if word.isascii() else 2) else word

    return lexeme


def _starred(stem: Stem, beginnings: set[str]) -> Stem:
    """The longest starred beginning of a word, or its stem."""

    def lexeme(word: str) -> str:
        for length in range(len(word), _SHORTEST_STAR - 1, -1):
            if word[:length] in beginnings:
                return f"{word[:length]}*"
        return stem(word)

    return lexeme
