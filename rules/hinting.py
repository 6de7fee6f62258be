"""What do the words of a message, and the rules that speak in it, hint at?"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress
from operator import itemgetter
from typing import NamedTuple

from rules.compounds import Compounds
from rules.forms import HEADLESS, Stem, head, stemmer
from rules.function_words import COMMON
from rules.hit import Hit, Hits
from rules.memory import Remembered
from rules.rulebook import Hint

CACHE = 50_000  # words remembered with what they hint at; a bound, not a need
SHORTEST = 3  # letters of a word that hints at anything by its stem
EXACT = "="  # before a word: this very form, as in rules; the only way for a word too frequent to be trusted
OWN_ZONES = frozenset(("subject", "body"))  # where a rule must speak: not in quotes and signatures
_SHORTEST_STEM, _SHORTEST_OTHER_STEM = 4, 2  # letters a stem needs to stand for its word: Latin, other scripts
_WORD = "wort"  # what a hint by a word is called behind its label
_POINT = 1000  # weights are added up in thousandths of a point
_LANE, _MIDDLE = 32, 1 << 31  # bits of a label in a sum of all labels, and what nothing is there

Sign = tuple[str, str]  # (language, lexeme) of a word; ("", id) of a rule
Place = tuple[str, int, int]  # field, start, end
Spans = Sequence[tuple[int, int]]  # stretches of the body that are newly written
HintedAt = tuple[Place, str, float]  # where; `wohnen.wort`, or `wohnen.neben.` and the rule that hints; points
_Adds = tuple[int, int, str]  # of a sign to a label: minus how strongly, its points, its name as a rule
_strongest = itemgetter(0, 3)  # of what a sign adds, and where
_RULE_AND_PLACE = itemgetter(*map(Hit._fields.index, ("rule", "zone", "field", "start", "end")))


class Hinted(NamedTuple):
    """The points hinted at for each label, and by what."""

    points: Mapping[str, float] = {}
    places: Mapping[int, Place] = {}  # sign, by number → its first place
    adds: Mapping[str, Mapping[int, _Adds]] = {}  # label → sign → what it adds

    def hits(self, label: str) -> list[HintedAt]:
        """What hints at a label, strongest first; made only of labels that are shown.

        One for each place, the hints there added up under the name of the strongest: a word and the rules that know it
        say one thing, and people read it once.
        """
        adds = self.adds.get(label, {})
        known = [(*adds[sign], self.places[sign]) for sign in filter(adds.__contains__, self.places)]
        known.sort(key=_strongest)
        found: dict[Place, tuple[int, str]] = {}
        for _, points, rule, place in known:
            if place in found:
                before, strongest = found[place]
                found[place] = before + points, strongest
            else:
                found[place] = points, rule
        return [(place, rule, points / _POINT) for place, (points, rule) in found.items() if points]


NOTHING = Hinted()


class Hinting:
    """All hints of a rulebook, compiled. `cut` cuts a word as a text is cut."""

    def __init__(self, hints: Iterable[Hint], cut: Callable[[str], list[str]]) -> None:
        self._stems: dict[str, Stem] = {}
        self._lexemes: defaultdict[str, dict[str, int]] = defaultdict(dict)  # language → lexeme → sign
        self._compounds = Compounds()
        self._numbers: dict[Sign, int] = {}
        self._adds: defaultdict[str, dict[int, _Adds]] = defaultdict(dict)  # label → sign → what it adds
        self._exact: defaultdict[str, tuple[int, ...]] = defaultdict(tuple)  # form → signs of this very word
        self._cut = cut
        for hint in hints:
            self._add(hint)
        self._heads = {language: frozenset(map(head, known)) for language, known in self._lexemes.items()}
        self._sums = _Sums(self._adds)
        self._of_word: Remembered[tuple[int, ...]] = Remembered(self._work_out, CACHE)
        self._of_rule: Remembered[int] = Remembered(lambda rule: self._number(("", rule)), CACHE)

    def hinted(self, hits: Hits, spans: Spans) -> Hinted:
        """What subject and new text hint at; every sign counts once, at its first place."""
        places = self._places(hits, spans)
        return Hinted(self._sums.points(places), places, self._adds)

    def signs(self, hits: Hits, spans: Spans) -> dict[Sign, Place]:
        """The signs that stand in a message, each with its first place: words that hint, and all rules that speak."""
        places = self._places(hits, spans)  # numbers rules met for the first time
        named = list(self._numbers)
        return {named[sign]: place for sign, place in places.items()}

    def _places(self, hits: Hits, spans: Spans) -> dict[int, Place]:
        """Sign → its first place, in the order of the text: the same on every machine."""
        found: dict[int, Place] = {}
        for name, words in hits.words.items():
            whole = ((0, len(words.text)),)
            for start, end in whole if name == "subject" else spans or whole:
                first = words.at(start)
                row = list(map(self._of_word.__getitem__, words.forms[first : words.at(end)]))
                for at, signs in compress(enumerate(row, first), row):
                    for sign in signs:
                        if sign not in found:
                            found[sign] = name, words.starts[at], words.ends[at]
        for rule, zone, field, start, end in map(_RULE_AND_PLACE, hits.standing):
            if zone in OWN_ZONES and (sign := self._of_rule[rule]) not in found:
                found[sign] = field, start, end
        return found

    def sign(self, hint: Hint) -> Sign:
        """What a hint is found by."""
        if not hint.language:
            return "", hint.text
        form = self._form(hint)
        return hint.language, f"{EXACT}{form}" if hint.text.startswith(EXACT) else self.lexeme(form, hint.language)

    def lexeme(self, word: str, language: str) -> str:
        """The lexeme of a folded word."""
        if language not in self._stems:
            self._stems[language] = stemmer(language)
        stem = self._stems[language](word)
        return stem if len(stem) >= (_SHORTEST_STEM if word.isascii() else _SHORTEST_OTHER_STEM) else word

    def _form(self, hint: Hint) -> str:
        return "".join(self._cut(hint.text))

    def _number(self, sign: Sign) -> int:
        return self._numbers.setdefault(sign, len(self._numbers))

    def _add(self, hint: Hint) -> None:
        language, lexeme = sign = self.sign(hint)
        number = self._number(sign)
        rule = f"{hint.label}.{_WORD}" if language else f"{hint.label}.neben.{lexeme}"
        _, before, _ = self._adds[hint.label].get(number, (0, 0, ""))  # two words may be one lexeme
        points = before + round(hint.weight * _POINT)
        self._adds[hint.label][number] = -abs(points), points, rule
        if lexeme.startswith(EXACT):
            form = lexeme.removeprefix(EXACT)
            self._exact[form] = tuple(dict.fromkeys((*self._exact[form], number)))
        elif language and lexeme not in self._lexemes[language]:
            self._lexemes[language][lexeme] = number
            if language == "de":
                self._compounds.add(self._form(hint), lexeme, number)

    def _work_out(self, form: str) -> tuple[int, ...]:
        """What a folded word is; of a longer German one nothing else is, its parts."""
        exact = self._exact.get(form, ())
        if exact or len(form) < SHORTEST or form in COMMON or not form.isalpha():
            return exact
        begun = head(form)
        found: list[int] = []
        for language, known in self._lexemes.items():
            if begun in self._heads[language] or (language in HEADLESS and not form.isascii()):
                lexeme = self.lexeme(form, language)
                if lexeme in known:
                    found.append(known[lexeme])
        return tuple(found or dict.fromkeys(self._compounds.parts(form)))


class _Sums:
    """What signs add to all labels together: each sign's points are one whole number, a lane of bits for each label."""

    def __init__(self, adds: Mapping[str, Mapping[int, _Adds]]) -> None:
        self._adds = adds
        self._of_sign: defaultdict[int, int] = defaultdict(int)  # rules that hint at nothing are signs as well
        self._nothing = 0  # the middle of every lane, so that no lane borrows from the next
        for number, of_label in enumerate(adds.values()):
            self._nothing += _MIDDLE << _LANE * number
            for sign, (_, points, _) in of_label.items():
                self._of_sign[sign] += points << _LANE * number
        self._lanes = struct.Struct(f"<{len(adds)}I")

    def points(self, signs: Mapping[int, object]) -> dict[str, float]:
        """Label → points, of the labels at which one of the signs hints."""
        sum_ = sum(map(self._of_sign.__getitem__, signs), self._nothing)
        lanes = self._lanes.unpack(sum_.to_bytes(self._lanes.size, "little"))
        return {
            label: (lane - _MIDDLE) / _POINT
            for (label, adds), lane in zip(self._adds.items(), lanes, strict=True)
            if lane != _MIDDLE or not adds.keys().isdisjoint(signs)
        }
