"""Which words stand out in messages the rules got wrong?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log, sqrt
from typing import Literal, NamedTuple

from rules.function_words import COMMON
from rules.rulebook import Rulebook
from triage.tuning.names import places
from triage.tuning.reading import Read, Token, language_of, lexeme

LEAST = 3  # messages, and senders, a word must stand in: fewer are chance, and may be somebody's name
NAMED_SHARE = 0.5  # of its places a word may have where names stand
_SHORTEST = 3  # letters
_PRIOR = 0.5  # added to every count
Kind = Literal["any", "unless"]


class Unit(NamedTuple):
    """A word or two, as the lexicon tells them apart."""

    language: str
    lexemes: tuple[str, ...]


class Candidate(NamedTuple):
    """A term that may mend something."""

    kind: Kind
    unit: Unit
    text: str  # its most frequent real spelling
    label: str  # the topic staff name; for `unless` the topic they take away
    rule: str  # whose hits it would cancel; "" for `any`
    wrong: frozenset[int]  # messages it stands in that are wrong now, by their place
    score: float  # how much more often it stands there than elsewhere, in standard deviations


Units = dict[Unit, list[tuple[Token, ...]]]


def mined(reads: Sequence[Read], book: Rulebook, *, most: int) -> list[Candidate]:
    """The terms that stand out most, words for a topic first looked at with all, then cancellations; best first."""
    mining = _Mining(reads, places(book.places))
    found = [*mining.terms(), *mining.cancellations({rule.id for rule in book.rules if rule.family == "topics"})]
    return sorted(_alone(found), key=lambda one: (-one.score, one.text))[:most]


class _Mining:
    def __init__(self, reads: Sequence[Read], towns: frozenset[str]) -> None:
        self._reads = reads
        self._german = frozenset(t.form for read in reads if read.labels.language == "de" for t in read.tokens)
        self._towns = towns
        self._units: dict[int, Units] = {}
        self._wrong = [at for at, read in enumerate(reads) if read.wrong]

    def terms(self) -> Iterator[Candidate]:
        """Words and pairs of words that speak for the topic staff name."""
        where = self._where(self._wrong)
        for label in sorted({self._reads[at].truth for at in self._wrong}):
            mine = {at for at in self._wrong if self._reads[at].truth == label}
            others = [at for at, read in enumerate(self._reads) if read.truth != label]
            shortlist = {unit: here for unit, at in where.items() if self._enough(here := at & mine)}
            elsewhere = self._count(shortlist, others)
            for unit, here in shortlist.items():
                score = _score(len(here), len(mine), elsewhere[unit], len(others))
                if score > 1 and (text := self._text(unit, here)):
                    yield Candidate("any", unit, text, label, "", frozenset(here), score)

    def cancellations(self, rules: set[str]) -> Iterator[Candidate]:
        """Words in the sentences of the rule that won and should not have."""
        by_rule: defaultdict[str, list[int]] = defaultdict(list)
        right: defaultdict[str, list[int]] = defaultdict(list)
        for at, read in enumerate(self._reads):
            for rule in {piece.rule for piece in read.labels.topics[0].evidence if piece.weight > 0} & rules:
                (by_rule if read.wrong else right)[rule].append(at)
        for rule, wrong in sorted(by_rule.items()):
            where: defaultdict[Unit, set[int]] = defaultdict(set)
            for at in wrong:
                sentences = self._reads[at].sentences_of(rule)
                for unit, shown in self._of(at).items():
                    if any(tokens[0].sentence in sentences for tokens in shown):
                        where[unit].add(at)
            shortlist = {unit: at for unit, at in where.items() if self._enough(at)}
            elsewhere = self._count(shortlist, right[rule])
            label = self._reads[wrong[0]].topic
            for unit, here in shortlist.items():
                score = _score(len(here), len(wrong), elsewhere[unit], len(right[rule]))
                if score > 1 and (text := self._text(unit, here)):
                    yield Candidate("unless", unit, text, label, rule, frozenset(here), score)

    def _of(self, at: int) -> Units:
        if at not in self._units:
            self._units[at] = _units(self._reads[at], self._german)
        return self._units[at]

    def _where(self, some: Iterable[int]) -> dict[Unit, set[int]]:
        found: defaultdict[Unit, set[int]] = defaultdict(set)
        for at in some:
            for unit in self._of(at):
                found[unit].add(at)
        return found

    def _count(self, shortlist: Iterable[Unit], some: Sequence[int]) -> Counter[Unit]:
        wanted = set(shortlist)
        return Counter(unit for at in some if wanted for unit in self._of(at).keys() & wanted)

    def _enough(self, some: set[int]) -> bool:
        return len(some) >= LEAST and len({self._reads[at].sender for at in some}) >= LEAST

    def _text(self, unit: Unit, here: Iterable[int]) -> str:
        """Its most frequent spelling; "" when it may be a name."""
        shown = [tokens for at in here for tokens in self._of(at)[unit]]
        named = sum(any(token.named or token.form in self._towns for token in tokens) for tokens in shown)
        inside = [tokens for tokens in shown if not tokens[0].begins]
        proper = unit.language != "de" and inside and all(_capital(t) for tokens in inside for t in tokens)
        if named >= NAMED_SHARE * len(shown) or proper:
            return ""
        spelt = Counter(" ".join(token.written for token in tokens) for tokens in inside or shown)
        return max(spelt, key=lambda text: (spelt[text], text))


def _units(read: Read, german: frozenset[str]) -> Units:
    spoken = read.labels.language
    found: Units = {}
    for token in read.tokens:
        if _may_be(token) and token.form not in COMMON:
            found.setdefault(_unit((token,), spoken, german), []).append((token,))
    for pair in pairwise(read.tokens):
        alone = sum(token.form in COMMON for token in pair)
        if pair[1].joined and alone < len(pair) and all(map(_may_be, pair)):
            found.setdefault(_unit(pair, spoken, german), []).append(pair)
    return found


def _unit(tokens: tuple[Token, ...], spoken: str, german: frozenset[str]) -> Unit:
    languages = {language_of(token.form, spoken, german) for token in tokens if token.form not in COMMON}
    language = languages.pop() if len(languages) == 1 else spoken
    return Unit(language, tuple(lexeme(token.form, language) for token in tokens))


def _may_be(token: Token) -> bool:
    return token.form.isalpha() and len(token.form) >= (_SHORTEST if token.form.isascii() else _SHORTEST - 1)


def _capital(token: Token) -> bool:
    return token.written[:1].isupper()


def _score(here: int, wrong: int, there: int, others: int) -> float:
    """Log-odds of standing in a wrong message against standing in another, over its standard error."""
    inside, outside = here + _PRIOR, there + _PRIOR
    ratio = log(inside / (wrong - here + _PRIOR)) - log(outside / (others - there + _PRIOR))
    return ratio / sqrt(1 / inside + 1 / outside)


def _alone(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Without pairs of which one word stands in the same messages and out as much."""
    single: dict[object, float] = {}
    for one in found:
        if len(one.unit.lexemes) == 1:
            single[one.kind, one.label, one.rule, one.unit.lexemes[0], one.wrong] = one.score
    for one in found:
        keys = [(one.kind, one.label, one.rule, word, one.wrong) for word in one.unit.lexemes]
        if len(keys) == 1 or all(single.get(key, 0.0) < one.score for key in keys):
            yield one
