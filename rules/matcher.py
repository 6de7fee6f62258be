"""Which rules speak in a text, and which of their hits stand?"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import NamedTuple

from rules.hit import Hit, Hits
from rules.lexicon import ANY, NEAR, NEEDS, UNLESS, Lexicon, Use
from rules.mixture import implausible
from rules.places import Places
from rules.rulebook import DANGER, GAP_WORDS, SETTLED_SHARE, Nearby, Rule, Rulebook
from rules.tokens import Tokens
from rules.words import JOINED, Words

Zones = Sequence[tuple[int, int, str]]  # (start, end, kind) of the field "body", in order
MOST_HITS = 40  # places kept of one rule in one field; more say nothing new
MOST_PLACES = 400  # places looked at of one term in one field: a text of one word a thousand times stays cheap
LONGEST_PHRASE = 12  # words


_Span = tuple[int, int, str]  # first word, last word (inclusive), language of the term


class _Text(NamedTuple):
    name: str  # of the field
    words: Words
    zones: Zones


_Found = dict[int, dict[str, list[_Span]]]  # rule → role → spans


class Matcher:
    """A rulebook ready to read texts. Building one takes seconds and about 65 MB; keep it."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.digest = rulebook.digest
        self._rules = tuple(map(_without_words, rulebook.rules))
        self.tokens = Tokens()
        with self.tokens.batch():
            self._lexicon = Lexicon(rulebook, self.tokens.cut)
            self.places = Places(rulebook.places, self.tokens.cut, self._lexicon.german)

    def batch(self) -> AbstractContextManager[None]:
        """Hold the matcher for many texts; nests."""
        return self.tokens.batch()

    def match(self, fields: Mapping[str, str], zones: Zones = ()) -> Hits:
        """What the rules find in the fields ("subject", "body", …); zones divide "body", without them all is fresh."""
        standing: list[Hit] = []
        cancelled: list[Hit] = []
        words: dict[str, Words] = {}
        with self.tokens.batch():
            for name, text in fields.items():
                words[name] = self.tokens.read(text)
                found = self._found(words[name])
                read = _Text(name, words[name], zones if name == "body" else ())
                for hit in _weighed(list(self._hits(read, found)), words[name]):
                    (cancelled if hit.cancelled_by else standing).append(hit)
        return Hits(standing=tuple(standing), cancelled=tuple(cancelled), words=words)

    # -- from words to spans ---------------------------------------------------------------------------------------

    def _found(self, words: Words) -> _Found:
        """Rule → role → spans, for rules whose own words stand in the text."""
        lexicon = self._lexicon
        places = self._places(words)
        found: _Found = {}
        parts: dict[int, dict[int, list[_Span]]] = {}  # term with gaps → part → spans
        for pattern, spans in places.items():
            for rule in lexicon.rules[pattern]:
                found.setdefault(rule, {}).setdefault(ANY, []).extend(spans)
            for term, part in lexicon.parts[pattern]:
                parts.setdefault(term, {}).setdefault(part, []).extend(spans)
        joined = list(self._joined(parts, words)) if parts else []
        for use, spans in joined:
            if use.role == ANY:
                found.setdefault(use.rule, {}).setdefault(ANY, []).extend(spans)
        for pattern, spans in places.items():
            for rule, role in lexicon.conditions[pattern]:
                if rule in found:
                    found[rule].setdefault(role, []).extend(spans)
        for use, spans in joined:
            if use.role != ANY and use.rule in found:
                found[use.rule].setdefault(use.role, []).extend(spans)
        return found

    def _joined(
        self, parts: Mapping[int, Mapping[int, list[_Span]]], words: Words
    ) -> Iterator[tuple[Use, list[_Span]]]:
        """The terms with gaps all whose parts stand in the text in order."""
        for number, found in parts.items():
            term = self._lexicon.gapped[number]
            if len(found) == term.parts and (joined := _join(found, term.parts, words)):
                yield term.use, joined

    def _places(self, words: Words) -> dict[int, list[_Span]]:
        """Pattern → where it stands, for everything in the lexicon."""
        lexicon, meanings, language = self._lexicon, self._lexicon.meanings, self._lexicon.language
        strange = implausible(words.forms, lexicon.languages)
        places: defaultdict[int, list[_Span]] = defaultdict(list)
        by_layer: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        for at, form in enumerate(words.forms):
            alone, phrase, guarded = meanings[form]
            for pattern in alone:
                spoken = language[pattern]
                if spoken not in strange or not lexicon.is_bent(pattern, form):
                    places[pattern].append((at, at, spoken))
            for pattern in guarded:
                if words.shown(at, at).casefold() in lexicon.spellings.get(pattern, ()):
                    places[pattern].append((at, at, language[pattern]))
            for layer, lexeme in phrase:
                by_layer[layer].append((at, lexeme))
        for pattern, first, last in self._phrases_in(by_layer.values(), words):
            places[pattern].append((first, last, language[pattern]))
        if len(words) > MOST_PLACES:
            for spans in places.values():
                del spans[MOST_PLACES:]
        return places

    def _phrases_in(self, known: Iterable[Sequence[tuple[int, str]]], words: Words) -> Iterator[tuple[int, int, int]]:
        """(pattern, first word, last word) of every phrase."""
        phrases, longest = self._lexicon.phrases, self._lexicon.longest
        for lexemes, first in _runs(known, words.gaps, self._lexicon.pairs):
            for start in range(len(lexemes) - 1):
                for end in range(start + 2, min(len(lexemes), start + longest) + 1):
                    pattern = phrases.get(tuple(lexemes[start:end]))
                    if pattern is not None:
                        yield pattern, first + start, first + end - 1

    # -- from spans to hits ----------------------------------------------------------------------------------------

    def _hits(self, text: _Text, spoken: _Found) -> Iterator[Hit]:
        for index, roles in spoken.items():
            if ANY not in roles:
                continue
            rule = self._rules[index]
            for spans in roles.values():
                if len(spans) > 1:
                    spans.sort()
            found = (_hit(rule, span, text, roles) for span in _widest(roles[ANY]))
            yield from itertools.islice(filter(None, found), MOST_HITS)


def _without_words(rule: Rule) -> Rule:
    """What a hit has to know of its rule; the words are in the lexicon now, the examples are for people."""
    near = replace(rule.near, terms=()) if rule.near else None
    needs = replace(rule.needs, terms=()) if rule.needs else None
    return replace(rule, any=(), unless=(), near=near, needs=needs, examples=(), counterexamples=())


def _hit(rule: Rule, span: _Span, text: _Text, roles: Mapping[str, Sequence[_Span]]) -> Hit | None:
    """The hit of one place; None when the zone does not count or what the rule needs is missing."""
    words = text.words
    first, last, language = span
    start = words.starts[first]
    zone = _zone(text, start)
    share = rule.share(zone)
    if not share or (rule.needs and not _close(span, roles.get(NEEDS, ()), rule.needs, overlap=True)):
        return None
    near = rule.near is not None and _close(span, roles.get(NEAR, ()), rule.near, overlap=False)
    cancel = _in_sentence(words, span, roles.get(UNLESS, ()))
    weight = rule.weight + (rule.near.adds if near and rule.near else 0.0)
    return Hit(
        family=rule.family,
        label=rule.label,
        rule=rule.id,
        field=text.name,
        start=start,
        end=words.ends[last],
        zone=zone,
        weight=weight,
        share=share,
        points=round(weight * share, 3),
        language=language,
        once=rule.once,
        cancelled_by=words.shown(cancel[0], cancel[1]) if cancel else "",
    )


def _weighed(hits: Sequence[Hit], words: Words) -> Iterator[Hit]:
    """Topics count little in a sentence that calls its matter settled; danger never does.

    Danger that a sentence calls past and going on ("früher und gestern wieder") goes on: nothing cancels it.
    """
    settled, past, ongoing = (_marked(hits, words, mark) for mark in ("settled", "past", "ongoing"))
    still = past & ongoing
    for hit in hits:
        if settled and hit.family == "topics" and hit.label not in DANGER and _sentence(words, hit) in settled:
            share = hit.share * SETTLED_SHARE
            yield hit._replace(share=share, points=round(hit.weight * share, 3))
        elif still and hit.cancelled_by and hit.label in DANGER and _sentence(words, hit) in still:
            yield hit._replace(cancelled_by="")
        else:
            yield hit


def _marked(hits: Sequence[Hit], words: Words, mark: str) -> set[int]:
    return {_sentence(words, hit) for hit in hits if hit.label == mark and not hit.cancelled_by}


def _sentence(words: Words, hit: Hit) -> int:
    return words.sentences[words.at(hit.start)]


def _in_sentence(words: Words, span: _Span, others: Sequence[_Span]) -> _Span | None:
    sentence = words.sentences[span[0]]
    return next((other for other in others if words.sentences[other[0]] == sentence), None)


def _zone(text: _Text, start: int) -> str:
    if text.name == "subject":
        return "subject"
    kind = next((kind for begin, end, kind in text.zones if begin <= start < end), "fresh")
    return "body" if kind == "fresh" else kind


def _close(span: _Span, others: Sequence[_Span], nearby: Nearby, *, overlap: bool) -> bool:
    """Whether one of the (sorted) spans stands within so many words; one that overlaps counts only where asked."""
    first, last, _ = span
    for at in range(bisect_left(others, (first - nearby.within - LONGEST_PHRASE,)), len(others)):
        begins, ends, _ = others[at]
        if begins > last + nearby.within:
            return False
        apart = ends < first or begins > last
        if (apart and first - ends <= nearby.within) or (overlap and not apart):
            return True
    return False


def _widest(spans: Sequence[_Span]) -> Sequence[_Span]:
    """Sorted spans without those inside the one before."""
    if len(spans) == 1:
        return spans
    reached = -1
    kept: list[_Span] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if span[1] > reached:
            reached = span[1]
            kept.append(span)
    return kept


def _runs(
    layers: Iterable[Sequence[tuple[int, str]]], gaps: Sequence[int], pairs: Container[tuple[str, str]]
) -> Iterator[tuple[list[str], int]]:
    """Runs of neighbouring words that follow each other in some phrase, and the place of their first."""
    for known in layers:
        run: list[str] = []
        for (at, lexeme), (following, next_lexeme) in itertools.pairwise(known):
            if following == at + 1 and (lexeme, next_lexeme) in pairs and gaps[following] == JOINED:
                run = run or [lexeme]
                run.append(next_lexeme)
            elif run:
                yield run, at + 1 - len(run)
                run = []
        if run:
            yield run, known[-1][0] + 1 - len(run)


def _join(spans: Mapping[int, Sequence[_Span]], parts: int, words: Words) -> list[_Span]:
    """Whole terms from the spans of their parts, each at most GAP_WORDS behind the one before, with no sign between."""
    joined = sorted(spans.get(0, ()))
    for part in range(1, parts):
        following = sorted(spans.get(part, ()))
        longer: list[_Span] = []
        for first, last, language in joined:
            at = bisect_left(following, (last + 1,))
            if at == len(following) or following[at][0] - last - 1 > GAP_WORDS:
                continue
            if all(words.gaps[n] == JOINED for n in range(last + 1, following[at][0] + 1)):
                longer.append((first, following[at][1], language))
        joined = longer
    return joined
