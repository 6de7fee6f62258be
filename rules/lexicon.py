"""Which terms of the rulebook can a single word belong to?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from itertools import chain, product
from typing import Any, NamedTuple

from rules.compounds import Compounds
from rules.forms import HEADLESS, head, stemmer
from rules.function_words import COMMON
from rules.lexemes import SHORTEST_STAR, Layer, cautious, lengths, starred
from rules.memory import Remembered
from rules.mixture import EVERYWHERE
from rules.phrases import Phrases
from rules.rulebook import GAP, Rule, Rulebook, Term
from rules.runs import spelling

CACHE = 50_000  # words remembered with what they mean; a bound, not a need
ANY, NEAR, NEEDS, UNLESS, PART = "any", "near", "needs", "unless", "part"
CONDITIONS = (NEAR, NEEDS, UNLESS)


Conditions = Mapping[int, tuple[int, ...]]  # rule → which of its conditions, by their place in CONDITIONS


class Use(NamedTuple):
    """What a pattern is good for."""

    role: str  # any, near, needs, unless, or part of a term with a gap
    rule: int  # index of the rule; of the term with gaps when role is part
    language: str


class Gapped(NamedTuple):
    """A term whose parts may have words between them."""

    parts: tuple[tuple[int, ...], ...]  # the patterns each of its parts may be
    use: Use
    surely: frozenset[int]  # of its parts that may be one pattern only, these


class Meaning(NamedTuple):
    """What one word can be, worked out to what matching asks."""

    speaks: tuple[tuple[int, str], ...]  # (rule, language of the term)
    conditions: Conditions  # that the word may fulfil
    parts: tuple[int, ...]  # patterns that are parts of terms with gaps
    gapped: tuple[int, ...]  # terms with gaps of which it is the rarest part
    bent: tuple[int, ...]  # patterns it is as an inflected form alone: not in a text of clearly other languages
    lexemes: tuple[int, ...]  # in phrases, by number
    left: tuple[int, ...]  # of these, what phrases are looked for at, as `rules.phrases` keeps it
    right: tuple[int, ...]


_NOTHING = Meaning((), {}, (), (), (), (), (), ())


class Lexicon:
    """All terms of a rulebook, compiled. `words` cuts a term as a text is cut."""

    def __init__(self, rulebook: Rulebook, words: Callable[[str], list[str]]) -> None:
        self.rules: list[tuple[tuple[int, str], ...]] = []  # by pattern: (rule it makes speak, language)
        self.conditions: list[Conditions] = []  # by pattern: that it may fulfil
        self.parts: frozenset[int] = frozenset()  # patterns that are parts of terms with gaps
        self.rarest: dict[int, tuple[int, ...]] = {}  # pattern → terms with gaps of which it is the rarest part
        self.gapped: list[Gapped] = []
        self.phrases = Phrases()
        self.languages: frozenset[str] = frozenset(t.language for rule in rulebook.rules for t in rule.terms)
        self._spellings: dict[int, set[str]] = {}  # pattern of a frequent word → the spellings that count
        self._written: dict[int, tuple[str, ...]] = {}  # pattern of one word → its folded terms as written
        self._words = words
        self._uses: dict[int, list[Use]] = {}  # by pattern, while terms are added
        self._size = 0  # patterns there are
        self._german: set[str] = set()
        self._layers: dict[str, Layer] = {}
        self._stars: dict[str, list[int]] = {}
        self._star_words: dict[str, set[str]] = {}
        self._compounds = Compounds()
        self.meanings: Remembered[Meaning] = Remembered(self._work_out, CACHE)  # by key
        self._collect_stars(rulebook)
        for index, rule in enumerate(rulebook.rules):
            self._add_rule(index, rule)
        self._by_head = self._heads()
        self._star_lengths = lengths(self._stars)
        self.german = frozenset(self._german)  # folded words of German terms
        self.language: list[str] = []  # by pattern, of its first use
        self.parts = frozenset(p for term in self.gapped for part in term.parts for p in part)
        self.rarest = self._rarest_parts()
        self._sort_uses()
        self.asking = frozenset(chain.from_iterable(self.conditions))  # rules that have conditions
        self.phrases.close()
        for layer in self._layers.values():
            layer.stems.clear()

    # -- reading ---------------------------------------------------------------------------------------------------

    def _work_out(self, key: str) -> Meaning:
        form, spelt = spelling(key)
        alone, lexemes = self._readings(form)
        if spelt:
            return self._meaning(tuple(p for p in alone if spelt in self._spellings.get(p, ())), lexemes)
        bent = tuple(p for p in alone if self._is_bent(p, form))
        return self._meaning(tuple(p for p in alone if p not in bent) if bent else alone, lexemes, bent)

    def _meaning(self, alone: Sequence[int], lexemes: tuple[int, ...], bent: tuple[int, ...] = ()) -> Meaning:
        if not alone and not lexemes and not bent:
            return _NOTHING
        left, right = self.phrases.sides(lexemes)
        return Meaning(
            speaks=_by_rule(chain.from_iterable(map(self.rules.__getitem__, alone))),
            conditions=_merged([found for p in alone if (found := self.conditions[p])]),
            parts=tuple(p for p in alone if p in self.parts) if alone else (),
            gapped=tuple(term for p in alone for term in self.rarest.get(p, ())) if alone else (),
            bent=bent,
            lexemes=lexemes,
            left=left,
            right=right,
        )

    def _readings(self, form: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """(patterns a word is by itself, lexemes it is in phrases)."""
        alone: list[int] = []
        lexemes: list[int] = []
        for layer in self._by_head.get(head(form), self._headless if not form.isascii() else ()):
            lexeme = layer.stem(form)
            if lexeme in layer.singles:
                alone.append(layer.singles[lexeme])
            if lexeme in layer.lexemes:
                lexemes.append(layer.lexemes[lexeme])
        for length in self._star_lengths.get(form[:SHORTEST_STAR], ()):
            alone.extend(self._stars.get(form[:length], ()))
        if not any(self.language[p] == "de" and self.rules[p] for p in alone):
            alone.extend(self._compounds.parts(form))
        return (tuple(dict.fromkeys(alone)) if alone else ()), tuple(reversed(lexemes))

    def _is_bent(self, pattern: int, form: str) -> bool:
        """Whether a word is only an inflected form of the pattern's terms, in a language not found in every text."""
        written = self._written.get(pattern)
        return written is not None and form not in written and self.language[pattern] not in EVERYWHERE

    def _sort_uses(self) -> None:
        shared: dict[object, Any] = {}  # most terms of a rule are good for the same: one record does for all
        for pattern, uses in self._uses.items():
            speaking = _by_rule((use.rule, use.language) for use in uses if use.role == ANY)
            fulfilled = _merged([{use.rule: (CONDITIONS.index(use.role),)} for use in uses if use.role in CONDITIONS])
            if pattern < len(self.rules):
                self.rules[pattern] = _by_rule((*self.rules[pattern], *speaking))
                self.conditions[pattern] = _merged([known for known in (self.conditions[pattern], fulfilled) if known])
                continue
            self.rules.append(shared.setdefault(speaking, speaking))
            self.conditions.append(shared.setdefault(frozenset(fulfilled.items()), fulfilled))
            self.language.append(uses[0].language)
        self._uses.clear()  # a fifth of what the lexicon takes

    def _rarest_parts(self) -> dict[int, tuple[int, ...]]:
        """A term with gaps is looked for only where the part with fewest uses stands: "nicht" is part of hundreds."""
        found: dict[int, list[int]] = {}
        for number, term in enumerate(self.gapped):
            for pattern in min(term.parts, key=self._commonness):
                found.setdefault(pattern, []).append(number)
        return {pattern: tuple(terms) for pattern, terms in found.items()}

    def _commonness(self, part: Sequence[int]) -> tuple[bool, int]:
        return any(p in self._spellings for p in part), sum(len(self._uses[p]) for p in part)

    def _heads(self) -> dict[str, tuple[Layer, ...]]:
        found: dict[str, list[Layer]] = {}
        self._headless = tuple(layer for layer in self._layers.values() if not layer.head)
        for layer in self._layers.values():
            for begun in {head(lexeme.removesuffix("*")) for lexeme in (*layer.singles, *layer.lexemes)}:
                if layer.head or begun.isascii():  # Latin letters in Arabic terms: motarjem, امتحان B1
                    found.setdefault(begun, []).append(layer)
        headless = {begun: () if begun.isascii() else self._headless for begun in found}
        return {begun: (*layers, *headless[begun]) for begun, layers in found.items()}

    # -- growing ---------------------------------------------------------------------------------------------------

    def plus(self, role: str, rule: int, terms: Sequence[Term]) -> Lexicon:
        """The same with more words of one rule, in a hundredth of the time compiling takes; this one stays as it is.

        Raises ValueError for terms with a gap or a star: these change how others are read.
        """
        if any(GAP in term.text or "*" in term.text for term in terms):
            raise ValueError("a term with a gap or a star")
        other = self._copied(terms)
        other._add_terms(role, rule, terms)
        known = len(other._layers) == len(self._layers)
        other._by_head = other._heads_with(terms) if known else other._heads()
        other._sort_uses()
        other.languages = self.languages.union(term.language for term in terms)
        other.german = frozenset(other._german)
        other.asking = self.asking.union((rule,) if role in CONDITIONS else ())
        if other.phrases is not self.phrases:
            other.phrases.close()
        return other

    def _copied(self, terms: Sequence[Term]) -> Lexicon:
        """What adding these terms changes is its own, everything else is shared."""
        other = copy(self)
        names = {"form" if term.text.startswith("=") else term.language for term in terms}
        other._layers = {n: layer.copied() if n in names else layer for n, layer in self._layers.items()}
        other.rules, other.conditions, other.language = list(self.rules), list(self.conditions), list(self.language)
        cut = [self._cut(term.text) for term in terms]
        if any(len(words) > 1 for words in cut):
            other.phrases = self.phrases.copied()
        other._compounds = self._compounds.copied(chain.from_iterable(cut))
        other._spellings = {pattern: set(spelt) for pattern, spelt in self._spellings.items()}
        other._written = dict(self._written)
        other._german, other._uses = set(self._german), {}
        other.meanings = Remembered(other._work_out, CACHE)
        return other

    def _heads_with(self, terms: Sequence[Term]) -> dict[str, tuple[Layer, ...]]:
        """Where words are looked for, now that some layers are copies with more words."""
        now = {layer.number: layer for layer in self._layers.values()}
        self._headless = tuple([now[layer.number] for layer in self._headless])
        found = {begun: tuple([now[layer.number] for layer in layers]) for begun, layers in self._by_head.items()}
        for term in terms:
            layer = self._layers["form" if term.text.startswith("=") else term.language]
            for begun in map(head, self._cut(term.text)):
                if layer.head or begun.isascii():
                    there = found.get(begun, () if begun.isascii() else self._headless)
                    found[begun] = there if layer in there else (layer, *there)
        return found

    # -- compiling -------------------------------------------------------------------------------------------------

    def _add_rule(self, index: int, rule: Rule) -> None:
        for role, terms in (
            (ANY, rule.any),
            (NEAR, rule.near.terms if rule.near else ()),
            (NEEDS, rule.needs.terms if rule.needs else ()),
            (UNLESS, rule.unless),
        ):
            self._add_terms(role, index, terms)

    def _add_terms(self, role: str, index: int, terms: Sequence[Term]) -> None:
        uses = {language: Use(role, index, language) for language in {term.language for term in terms}}
        for term in terms:
            self._add_term(term, uses[term.language])

    def _add_term(self, term: Term, use: Use) -> None:
        exact = term.text.startswith("=")
        parts = [part.strip() for part in term.text.removeprefix("=").split(GAP)]
        if len(parts) == 1:
            self._add_phrase(parts[0], use, exact=exact)
            return
        place = Use(PART, len(self.gapped), term.language)
        patterns = tuple(tuple(self._add_phrase(part, place, exact=exact)) for part in parts)
        if all(patterns):
            self.gapped.append(Gapped(patterns, use, frozenset(p[0] for p in patterns if len(p) == 1)))

    def _add_phrase(self, text: str, use: Use, *, exact: bool) -> list[int]:
        """The patterns of a word or phrase: several when a starred beginning has longer ones below it."""
        words = self._cut(text)
        if use.language == "de":
            self._german.update(words)
        if len(words) < 2:  # noqa: PLR2004  a phrase has two
            return [self._add_single(word, use, text, exact=exact) for word in words]
        starred = any(word.endswith("*") for word in words)
        layer = self._layer("form" if exact else f"star {use.language}" if starred else use.language)
        return [self._add_lexemes(layer, lexemes, use) for lexemes in self._spelled(layer, words, use.language)]

    def _add_lexemes(self, layer: Layer, lexemes: tuple[str, ...], use: Use) -> int:
        for lexeme in lexemes:
            if lexeme not in layer.lexemes:
                layer.lexemes[lexeme] = self.phrases.number()
        return self._use(self.phrases.add([layer.lexemes[lexeme] for lexeme in lexemes], self._size), use)

    def _add_single(self, word: str, use: Use, raw: str, *, exact: bool) -> int:
        if word.endswith("*"):
            return self._use(self._stars.setdefault(word[:-1], [self._size])[0], use)
        layer = self._layer("form" if exact else use.language)
        lexeme = layer.stems[word]
        pattern = layer.singles.setdefault(lexeme, self._size)
        written = self._written.get(pattern, ())
        self._written[pattern] = written if word in written else (*written, word)
        if word in COMMON:
            self._spellings.setdefault(pattern, set()).add(raw.removeprefix("=").strip().casefold())
        if use.language == "de" and not exact and use.role != PART:
            self._compounds.add(word, lexeme, pattern)
        return self._use(pattern, use)

    def _use(self, pattern: int, use: Use) -> int:
        self._uses.setdefault(pattern, []).append(use)
        self._size = max(self._size, pattern + 1)
        return pattern

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
                choices.append((layer.stems[word],))
        yield from product(*choices)

    def _layer(self, name: str) -> Layer:
        if name not in self._layers:
            language = name.removeprefix("star ")
            stem = (lambda word: word) if name == "form" else cautious(stemmer(language))
            if language != name:
                stem = starred(stem, self._star_words.get(language, set()))
            stems = Remembered(stem, CACHE)
            number = len(self._layers)
            self._layers[name] = Layer(number=number, stem=stem, stems=stems, head=language not in HEADLESS)
        return self._layers[name]

    def _collect_stars(self, rulebook: Rulebook) -> None:
        for rule in rulebook.rules:
            for term in rule.terms:
                pieces = term.text.removeprefix("=").split()
                for piece in pieces if len(pieces) > 1 else ():
                    if piece.endswith("*"):
                        self._star_words.setdefault(term.language, set()).add(self._cut(piece)[-1][:-1])


def _by_rule(speaking: Iterable[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """Each rule once, with the first of its terms' languages."""
    speaking = tuple(speaking)
    if len(speaking) < 2:  # noqa: PLR2004  nothing to choose
        return speaking
    return tuple(dict(sorted(speaking, reverse=True)).items())


def _merged(conditions: Sequence[Conditions]) -> Conditions:
    if len(conditions) < 2:  # noqa: PLR2004  nothing to merge
        return conditions[0] if conditions else {}
    found: dict[int, tuple[int, ...]] = {}
    for by_rule in conditions:
        for rule, numbers in by_rule.items():
            found[rule] = tuple(dict.fromkeys((*found.get(rule, ()), *numbers)))
    return found
