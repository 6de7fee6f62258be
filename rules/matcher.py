"""Which rules speak in a text, and which of their hits stand?"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from itertools import chain, compress, count
from operator import attrgetter

from rules.hinting import Hinting
from rules.hit import Hit, Hits
from rules.lexicon import ANY, Gapped, Lexicon, Meaning, condition
from rules.memory import collector_paused
from rules.mixture import implausible
from rules.places import Places
from rules.rulebook import DANGER, GAP_WORDS, SETTLED_SHARE, Rulebook
from rules.tokens import Tokens
from rules.voice import Field, Span, Voice, Zones, divided, voice
from rules.words import JOINED, Words

MOST_PLACES = 400  # places looked at of one rule in one field: a text of one word a thousand times stays cheap
_speaks, _conditions, _parts, _gapped, _bent, _guarded = map(
    attrgetter, ("speaks", "conditions", "parts", "gapped", "bent", "guarded")
)
_Spoken = dict[int, list[Span]]  # rule → where its own words stand
_Fulfilled = dict[int, list[Span]]  # condition of a rule that speaks → where it is fulfilled, in order


class Matcher:
    """A rulebook ready to read texts. Building one takes seconds and about 65 MB; keep it."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.digest = rulebook.digest
        self._voices: tuple[Voice, ...] = tuple(voice(number, rule) for number, rule in enumerate(rulebook.rules))
        self.tokens = Tokens()
        with self.tokens.batch(), collector_paused():
            self._lexicon = Lexicon(rulebook, self.tokens.cut)
            self.places = Places(rulebook.places, self.tokens.cut, self._lexicon.german)
            self.hints = Hinting(rulebook.hints, self.tokens.cut)

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
                within = zones if name == "body" else ()
                field = Field(name, words[name], *divided(name, within))
                for hit in _weighed(self._hits(field), words[name]):
                    (cancelled if hit.cancelled_by else standing).append(hit)
        return Hits(standing=tuple(standing), cancelled=tuple(cancelled), words=words)

    def _hits(self, field: Field) -> list[Hit]:
        found: list[Hit] = []
        spoken, fulfilled = _Reading(self._lexicon, field.words).rules()
        for number, spans in spoken.items():
            found.extend(self._voices[number].hits(spans, field, fulfilled))
        return found


class _Reading:
    """One field being looked through: first for what makes rules speak, then for the conditions of those that do."""

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        self._lexicon, self._words = lexicon, words
        self._spoken: defaultdict[int, list[Span]] = defaultdict(list)
        self._parts: defaultdict[int, list[Span]] = defaultdict(list)  # of terms with gaps, by pattern
        self._gapped: set[int] = set()  # terms with gaps whose rarest part stands here
        self._conditions: list[tuple[Mapping[int, Sequence[int]], Span]] = []

    def rules(self) -> tuple[_Spoken, _Fulfilled]:
        """The rules that speak, and where their conditions are fulfilled."""
        row = self._row()
        for at in compress(count(), map(_speaks, row)):
            for rule, language in row[at].speaks:
                self._spoken[rule].append((at, at, language))
        self._conditions.extend((row[at].conditions, (at, at, "")) for at in compress(count(), map(_conditions, row)))
        for at in compress(count(), map(_parts, row)):
            for pattern in row[at].parts:
                self._parts[pattern].append((at, at, ""))
        self._gapped.update(chain.from_iterable(map(_gapped, row)))
        for at in compress(count(), map(_bent, row)):
            for pattern in row[at].bent:
                if self._lexicon.language[pattern] not in self._strange:
                    self._take(pattern, at, at)
        for place in self._lexicon.phrases.found(row, self._words.gaps):
            self._take(*place)
        for number in self._gapped:
            self._take_gapped(self._lexicon.gapped[number])
        return self._kept(self._spoken), self._kept(self._fulfilled())

    def _row(self) -> list[Meaning]:
        """What the words are; of frequent ones, what they are as they are spelt."""
        words, spelt = self._words, self._lexicon.spelt
        row = list(map(self._lexicon.meanings.__getitem__, words.forms))
        for at in compress(count(), map(_guarded, row)):
            row[at] = spelt[words.forms[at], words.text[words.starts[at] : words.ends[at]].casefold()]
        return row

    @cached_property
    def _strange(self) -> frozenset[str]:
        return implausible(self._words.forms, self._lexicon.languages)

    def _take(self, pattern: int, first: int, last: int) -> None:
        lexicon = self._lexicon
        for rule, language in lexicon.rules[pattern]:
            self._spoken[rule].append((first, last, language))
        if conditions := lexicon.conditions[pattern]:
            self._conditions.append((conditions, (first, last, "")))
        if pattern in lexicon.parts:
            self._parts[pattern].append((first, last, ""))
            self._gapped.update(lexicon.rarest.get(pattern, ()))

    def _take_gapped(self, term: Gapped) -> None:
        """A term with gaps all whose parts stand in the text in order."""
        here = self._parts.keys()
        if any(map(here.isdisjoint, term.parts)):  # nearly every term
            return
        parts = [sorted(span for pattern in here & set(part) for span in self._parts[pattern]) for part in term.parts]
        role, rule, language = term.use
        for first, last in _join(parts, self._words):
            if role == ANY:
                self._spoken[rule].append((first, last, language))
            else:
                self._conditions.append(({rule: (condition(rule, role),)}, (first, last, "")))

    def _fulfilled(self) -> _Fulfilled:
        """The conditions of rules that speak, with their places in order."""
        asking = self._spoken.keys() & self._lexicon.asking
        found: defaultdict[int, list[Span]] = defaultdict(list)
        for conditions, span in self._conditions:
            for rule in asking & conditions.keys():
                for number in conditions[rule]:
                    found[number].append(span)
        for spans in found.values():
            spans.sort()
        return found

    def _kept(self, found: dict[int, list[Span]]) -> dict[int, list[Span]]:
        if len(self._words) > MOST_PLACES:
            for spans in found.values():
                del spans[MOST_PLACES:]
        return found


def _weighed(hits: Sequence[Hit], words: Words) -> Sequence[Hit]:
    """Topics count little in a sentence that calls its matter settled; danger never does.

    Danger that a sentence calls past and going on ("früher und gestern wieder") goes on: nothing cancels it.
    """
    marks = [hit for hit in hits if hit.family == "marks" and not hit.cancelled_by]
    if not marks:
        return hits
    settled, past, ongoing = (_marked(marks, words, mark) for mark in ("settled", "past", "ongoing"))
    return [_moderated(hit, _sentence(words, hit), settled, past & ongoing) for hit in hits]


def _moderated(hit: Hit, sentence: int, settled: set[int], still: set[int]) -> Hit:
    if sentence in settled and hit.family == "topics" and hit.label not in DANGER:
        share = hit.share * SETTLED_SHARE
        return hit._replace(share=share, points=round(hit.weight * share, 3))
    if sentence in still and hit.cancelled_by and hit.label in DANGER:
        return hit._replace(cancelled_by="")
    return hit


def _marked(marks: Sequence[Hit], words: Words, mark: str) -> set[int]:
    return {_sentence(words, hit) for hit in marks if hit.label == mark}


def _sentence(words: Words, hit: Hit) -> int:
    return words.sentences[words.at(hit.start)]


def _join(parts: Sequence[Sequence[Span]], words: Words) -> list[tuple[int, int]]:
    """Whole terms from the places of their parts, each at most GAP_WORDS behind the one before, no sign between."""
    joined = [(first, last) for first, last, _ in parts[0]]
    for following in parts[1:]:
        longer: list[tuple[int, int]] = []
        for first, last in joined:
            at = bisect_left(following, (last + 1,))
            if at == len(following) or following[at][0] - last - 1 > GAP_WORDS:
                continue
            if all(words.gaps[n] == JOINED for n in range(last + 1, following[at][0] + 1)):
                longer.append((first, following[at][1]))
        joined = longer
    return joined
