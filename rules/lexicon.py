"""Which terms of the rulebook can a single word belong to?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from itertools import chain, product
from typing import Any, NamedTuple

from rules.compounds import Compounds
from rules.forms import head
from rules.function_words import COMMON
from rules.layers import CACHE, FORM, SHORTEST_STAR, STAR, Layer, heads, layer_of, lengths
from rules.memory import Remembered
from rules.mixture import EVERYWHERE
from rules.phrases import Phrases
from rules.rulebook import GAP, Rule, Rulebook, Term
from rules.runs import spelling
from rules.uses import ANY, NEAR, NEEDS, PART, UNLESS, Conditions, Use, by_rule, good_for, merged


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
    """All terms of a rulebook, compiled. `words` cuts a term as a text is cut.

    `later`: rules left out for now, by index; whoever tries many wordings of a rule adds it last, in milliseconds.
    None says that nothing is ever added, which saves a fifth of the memory.
    """

    def __init__(
        self, rulebook: Rulebook, words: Callable[[str], list[str]], later: frozenset[int] | None = None
    ) -> None:
        self.rules: list[tuple[tuple[int, str], ...]] = []  # by pattern: (rule it makes speak, language)
        self.conditions: list[Conditions] = []  # by pattern: that it may fulfil
        self.parts: frozenset[int] = frozenset()  # patterns that are parts of terms with gaps
        self.rarest: dict[int, tuple[int, ...]] = {}  # pattern → terms with gaps of which it is the rarest part
        self.gapped: list[Gapped] = []
        self.phrases = Phrases()
        known = {index: rule for index, rule in enumerate(rulebook.rules) if index not in (later or ())}
        self.languages = frozenset(term.language for rule in known.values() for term in rule.terms)
        self.spellings: dict[int, frozenset[str]] = {}  # pattern of a frequent word → the spellings that count
        self.written: dict[int, tuple[str, ...]] = {}  # pattern of one word → its folded terms as written
        self._words = words
        self._uses: list[tuple[Use, ...]] = []  # by pattern
        self._touched: set[int] = set()  # patterns of the rule added last
        self._german: set[str] = set()
        self.singles: dict[tuple[int, str], int] = {}  # (layer or -1 for stars, lexeme) → pattern, while it is open
        self._layers: dict[str, Layer] = {}
        self._stars: dict[str, tuple[int, ...]] = {}
        self.star_words: dict[str, set[str]] = {}  # language → starred beginnings within its phrases
        self.compounds = Compounds()
        self.meanings: Remembered[Meaning] = Remembered(self._work_out, CACHE)  # by key
        for rule in known.values():
            self._collect_stars(rule)
        for index, rule in known.items():
            self._add_rule(index, rule)
        self._index_heads()
        self.german = frozenset(self._german)  # folded words of German terms
        self.language = [uses[0].language for uses in self._uses]  # by pattern, of its first use
        self._sort_uses()
        self.asking = frozenset(chain.from_iterable(self.conditions))  # rules that have conditions
        self.phrases.close(for_good=later is None)
        for layer in self._layers.values():
            layer.stems.clear()
        if later is None:
            self._uses.clear()  # a fifth of what the lexicon takes
            self.singles.clear()

    # -- reading ---------------------------------------------------------------------------------------------------

    def _work_out(self, key: str) -> Meaning:
        form, spelt = spelling(key)
        alone, lexemes = self._readings(form)
        if spelt:
            return self._meaning(tuple(p for p in alone if spelt in self.spellings.get(p, ())), lexemes)
        bent = tuple(p for p in alone if self._is_bent(p, form))
        return self._meaning(tuple(p for p in alone if p not in bent) if bent else alone, lexemes, bent)

    def _meaning(self, alone: Sequence[int], lexemes: tuple[int, ...], bent: tuple[int, ...] = ()) -> Meaning:
        if not alone and not lexemes and not bent:
            return _NOTHING
        left, right = self.phrases.sides(lexemes)
        return Meaning(
            speaks=by_rule(chain.from_iterable(map(self.rules.__getitem__, alone))),
            conditions=merged([found for p in alone if (found := self.conditions[p])]),
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
            alone.extend(self.compounds.parts(form))
        return (tuple(dict.fromkeys(alone)) if alone else ()), tuple(reversed(lexemes))

    def _is_bent(self, pattern: int, form: str) -> bool:
        """Whether a word is only an inflected form of the pattern's terms, in a language not found in every text."""
        written = self.written.get(pattern)
        return written is not None and form not in written and self.language[pattern] not in EVERYWHERE

    def _sort_uses(self) -> None:
        shared: dict[object, Any] = {}  # most terms of a rule are good for the same: one record does for all
        for uses in self._uses:
            speaking, fulfilled = good_for(uses)
            self.rules.append(shared.setdefault(speaking, speaking))
            self.conditions.append(shared.setdefault(frozenset(fulfilled.items()), fulfilled))
        self.parts = frozenset(p for term in self.gapped for part in term.parts for p in part)
        self.rarest = self._rarest_parts(0)

    def _rarest_parts(self, first: int) -> dict[int, tuple[int, ...]]:
        """A term with gaps is looked for only where the part with fewest uses stands: "nicht" is part of hundreds."""
        found: dict[int, list[int]] = {}
        for number, term in enumerate(self.gapped[first:], first):
            for pattern in min(term.parts, key=self._commonness):
                found.setdefault(pattern, []).append(number)
        return {pattern: tuple(terms) for pattern, terms in found.items()}

    def _commonness(self, part: Sequence[int]) -> tuple[bool, int]:
        return any(p in self.spellings for p in part), sum(len(self._uses[p]) for p in part)

    # -- compiling -------------------------------------------------------------------------------------------------

    def _add_rule(self, index: int, rule: Rule) -> None:
        for role, terms in (
            (ANY, rule.any),
            (NEAR, rule.near.terms if rule.near else ()),
            (NEEDS, rule.needs.terms if rule.needs else ()),
            (UNLESS, rule.unless),
        ):
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
        words = self.cut(text)
        if use.language == "de":
            self._german.update(words)
        if len(words) < 2:  # noqa: PLR2004  a phrase has two
            return [self._add_single(word, use, text, exact=exact) for word in words]
        starred = any(word.endswith("*") for word in words)
        layer = self.layer(FORM if exact else f"{STAR}{use.language}" if starred else use.language)
        return [self._add_lexemes(layer, lexemes, use) for lexemes in self._spelled(layer, words, use.language)]

    def _add_lexemes(self, layer: Layer, lexemes: tuple[str, ...], use: Use) -> int:
        numbers = [self.phrases.number(layer.number, lexeme) for lexeme in lexemes]
        layer.take_phrase(lexemes, numbers)
        return self._use(self.phrases.add(numbers, len(self._uses)), use)

    def _add_single(self, word: str, use: Use, raw: str, *, exact: bool) -> int:
        if word.endswith("*"):
            pattern = self.singles.setdefault((-1, word), len(self._uses))
            here = self._stars.get(word[:-1], ())
            self._stars[word[:-1]] = here if pattern in here else (*here, pattern)
            return self._use(pattern, use)
        layer = self.layer(FORM if exact else use.language)
        lexeme = layer.stems[word]
        pattern = self.singles.setdefault((layer.number, lexeme), len(self._uses))
        layer.take_word(lexeme, pattern)
        written = self.written.get(pattern, ())
        self.written[pattern] = written if word in written else (*written, word)
        if word in COMMON:
            self.spellings[pattern] = self.spellings.get(pattern, frozenset()) | {
                raw.removeprefix("=").strip().casefold()
            }
        if use.language == "de" and not exact and use.role != PART:
            self.compounds.add(word, lexeme, pattern)
        return self._use(pattern, use)

    def _use(self, pattern: int, use: Use) -> int:
        if pattern == len(self._uses):
            self._uses.append(())
        self._uses[pattern] += (use,)
        self._touched.add(pattern)
        return pattern

    def cut(self, text: str) -> list[str]:
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
                longer = (s for s in self.star_words.get(language, ()) if s.startswith(word[:-1]))
                choices.append(tuple(sorted({word, *(f"{s}*" for s in longer)})))
            else:
                choices.append((layer.stems[word],))
        yield from product(*choices)

    def layer(self, name: str) -> Layer:
        """The layer of a language, of its phrases with stars, or of exact words."""
        if name not in self._layers:
            stars = self.star_words.setdefault(name.removeprefix(STAR), set())
            self._layers[name] = layer_of(name, len(self._layers), stars)
        return self._layers[name]

    def _collect_stars(self, rule: Rule) -> None:
        for language, beginning in self.stars(rule):
            self.star_words.setdefault(language, set()).add(beginning)

    def stars(self, rule: Rule) -> Iterator[tuple[str, str]]:
        """(language, starred beginning) within the phrases of a rule: they change how all of its phrases are read."""
        for term in rule.terms:
            pieces = term.text.removeprefix("=").split()
            for piece in pieces if len(pieces) > 1 else ():
                if piece.endswith("*"):
                    yield term.language, self.cut(piece)[-1][:-1]

    def _index_heads(self) -> None:
        self._headless = tuple(layer for layer in self._layers.values() if not layer.head)
        self._by_head = heads(self._layers.values(), self._headless)
        self._star_lengths = lengths(self._stars)

    # -- one rule more ---------------------------------------------------------------------------------------------

    def takes(self, rule: Rule) -> bool:
        """Whether a rule can be added late: the beginnings its phrases star are known."""
        return all(beginning in self.star_words.get(language, ()) for language, beginning in self.stars(rule))

    def add(self, rules: Mapping[int, Rule]) -> None:
        """Add rules that were left for later, by index; then all is as if they had been there from the beginning."""
        terms = len(self.gapped)
        self._touched.clear()
        for index, rule in rules.items():
            self._add_rule(index, rule)
        self.german = frozenset(self._german)
        self.languages |= {term.language for rule in rules.values() for term in rule.terms}
        self.parts |= {p for term in self.gapped[terms:] for part in term.parts for p in part}
        for pattern in sorted(self._touched):
            self._renew(pattern)
        for pattern, gapped in self._rarest_parts(terms).items():
            self.rarest[pattern] = (*self.rarest.get(pattern, ()), *gapped)
        self.asking |= {index for index, rule in rules.items() if rule.near or rule.needs or rule.unless}
        self.phrases.plant()
        self._index_heads()
        self.meanings.clear()

    def copied(self) -> Lexicon:
        """The same, to add to; this one stays as it is."""
        other = copy(self)
        for name in ("rules", "conditions", "language", "gapped", "rarest", "spellings", "written", "_uses", "_german",
                     "singles", "_stars", "_touched"):  # fmt: skip
            setattr(other, name, copy(getattr(self, name)))
        other.phrases, other.compounds = self.phrases.copied(), self.compounds.copied()
        other._layers = {name: layer.copied() for name, layer in self._layers.items()}
        other.meanings = Remembered(other._work_out, CACHE)
        return other

    def _renew(self, pattern: int) -> None:
        """What a pattern is good for, its uses in the order of their rules."""
        uses = sorted(self._uses[pattern], key=self._rule_of)
        speaking, fulfilled = good_for(uses)
        if pattern < len(self.rules):
            self.rules[pattern], self.conditions[pattern], self.language[pattern] = (
                speaking,
                fulfilled,
                uses[0].language,
            )
        else:
            self.rules.append(speaking)
            self.conditions.append(fulfilled)
            self.language.append(uses[0].language)

    def _rule_of(self, use: Use) -> int:
        return self.gapped[use.rule].use.rule if use.role == PART else use.rule
