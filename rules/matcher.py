"""Which rules speak in a text, and which of their hits stand?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import filterfalse
from operator import attrgetter

from rules.hinting import Hinting
from rules.hit import Hit, Hits
from rules.lexicon import Lexicon
from rules.memory import collector_paused
from rules.places import Places
from rules.rulebook import DANGER, SETTLED_SHARE, Rulebook
from rules.spoken import spoken
from rules.tokens import Tokens
from rules.voice import Voices, Zones, field
from rules.words import Words

_cancelled: Callable[[Hit], str] = attrgetter("cancelled_by")


class Matcher:
    """A rulebook ready to read texts. Building one takes seconds and about 65 MB; keep it.

    `later`: rules left out for now, by index.
    """

    def __init__(self, rulebook: Rulebook, later: frozenset[int] = frozenset()) -> None:
        self._know(rulebook)
        self.tokens = Tokens()
        with self.tokens.batch(), collector_paused():
            self.lexicon = Lexicon(rulebook, self.tokens.cut, later)
            self.places = Places(rulebook.places, self.tokens.cut, self.lexicon.german)
            self.hints = Hinting(rulebook.hints, self.tokens.cut)

    def _know(self, rulebook: Rulebook) -> None:
        self.digest = rulebook.digest
        self._voices = Voices(rulebook.rules)
        self._marks = frozenset(number for number, rule in enumerate(rulebook.rules) if rule.family == "marks")

    def complete(self, rulebook: Rulebook, indices: Iterable[int]) -> None:
        """Take the rest of a rulebook, whose other rules are known: those of these indices. Each must be `takes`n."""
        self._know(rulebook)
        with self.tokens.batch():
            self.lexicon.add({index: rulebook.rules[index] for index in indices})
            self.places.learn(self.lexicon.german)

    def batch(self) -> AbstractContextManager[None]:
        """Hold the matcher for many texts; nests."""
        return self.tokens.batch()

    def match(self, fields: Mapping[str, str], zones: Zones = ()) -> Hits:
        """What the rules find in the fields ("subject", "body", …); zones divide "body", without them all is fresh."""
        found: list[Hit] = []
        words: dict[str, Words] = {}
        with self.tokens.batch():
            for name, text in fields.items():
                words[name] = self.tokens.read(text)
                found += self._hits(name, words[name], zones if name == "body" else ())
        cancelled = list(filter(_cancelled, found))
        standing = list(filterfalse(_cancelled, found)) if cancelled else found
        return Hits(standing=standing, cancelled=cancelled, words=words)

    def _hits(self, name: str, words: Words, zones: Zones) -> list[Hit]:
        speaking, fulfilled = spoken(self.lexicon, words)
        found = self._voices.hits(speaking, fulfilled, field(name, words, zones))
        return found if self._marks.isdisjoint(speaking) else _weighed(found, words)


def _weighed(hits: list[Hit], words: Words) -> list[Hit]:
    """Topics count little in a sentence that calls its matter settled; danger never does.

    Danger that a sentence calls past and going on ("früher und gestern wieder") goes on: nothing cancels it.
    """
    marks = [hit for hit in hits if hit.family == "marks" and not hit.cancelled_by]
    settled, past, ongoing = (_marked(marks, words, mark) for mark in ("settled", "past", "ongoing"))
    still = past & ongoing
    if not settled and not still:
        return hits
    return [_moderated(hit, _sentence(words, hit), settled, still) for hit in hits]


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
