"""What do the words of a message, and the rules that speak in it, hint at?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress, count
from operator import attrgetter, itemgetter
from typing import NamedTuple

from rules.compounds import Compounds
from rules.forms import Stem, stemmer
from rules.function_words import COMMON
from rules.hints import FOLDER
from rules.hit import Hit, Hits
from rules.memory import Remembered
from rules.rulebook import Hint
from rules.words import Words

CACHE = 50_000  # words remembered with what they hint at; a bound, not a need
SHORTEST = 3  # letters of a word that hints at anything by its stem
EXACT = "="  # before a word: this very form, as in rules; the only way for a word too frequent to be trusted
OWN_ZONES = frozenset(("subject", "body"))  # where a rule must speak: not in quotes and signatures
_SHORTEST_STEM, _SHORTEST_OTHER_STEM = 4, 2  # letters a stem needs to stand for its word: Latin, other scripts
_WORD = "wort"  # what a hint by a word is called behind its label

Sign = tuple[str, str]  # (language, lexeme) of a word; ("", id) of a rule
Place = tuple[str, int, int]  # field, start, end
Spans = Sequence[tuple[int, int]]  # stretches of the body that are newly written
_RULE_AND_PLACE = attrgetter("rule", "zone", "field", "start", "end")
_WEIGHT = itemgetter(2)


class Hinted(NamedTuple):
    """The points hinted at for each label, and by what."""

    points: Mapping[str, float] = {}
    signs: Mapping[str, Sequence[tuple[Sign, Place, float]]] = {}

    def hits(self, label: str) -> list[Hit]:
        """What hints at a label as hits; made only of labels that are shown.

        One for each place, the hints there added up under the name of the strongest: a word and the rules that know it
        say one thing, and people read it once.
        """
        found: dict[Place, tuple[Sign, float]] = {}
        for sign, place, weight in sorted(self.signs.get(label, ()), key=_strongest):
            strongest, before = found.get(place, (sign, 0.0))
            found[place] = strongest, before + weight
        return [_hit(label, sign, place, added) for place, (sign, sum_) in found.items() if (added := round(sum_, 3))]


NOTHING = Hinted()


class Hinting:
    """All hints of a rulebook, compiled. `cut` cuts a word as a text is cut."""

    def __init__(self, hints: Iterable[Hint], cut: Callable[[str], list[str]]) -> None:
        self._stems: dict[str, Stem] = {}
        self._lexemes: defaultdict[str, dict[str, Sign]] = defaultdict(dict)  # language → lexeme → sign
        self._compounds = Compounds()
        self._parts: list[Sign] = []  # German words by their pattern in the compounds
        self._exact: defaultdict[str, tuple[Sign, ...]] = defaultdict(tuple)  # form → signs of this very word
        self._adds: defaultdict[Sign, list[tuple[str, float]]] = defaultdict(list)
        self._cut = cut
        for hint in hints:
            self._adds[self._add(hint)].append((hint.label, hint.weight))
        self._of_word: Remembered[tuple[Sign, ...]] = Remembered(self._work_out, CACHE)

    def hinted(self, hits: Hits, spans: Spans) -> Hinted:
        """What subject and new text hint at; every sign counts once, at its first place."""
        signs: defaultdict[str, list[tuple[Sign, Place, float]]] = defaultdict(list)
        spoken = self.signs(hits, spans)
        for sign in filter(self._adds.__contains__, spoken):  # in their order: the same on every machine
            place = spoken[sign]
            for label, weight in self._adds[sign]:
                signs[label].append((sign, place, weight))
        return Hinted({label: round(sum(map(_WEIGHT, found)), 3) for label, found in signs.items()}, signs)

    def signs(self, hits: Hits, spans: Spans) -> dict[Sign, Place]:
        """The signs that stand in a message, each with its first place."""
        found: dict[Sign, Place] = {}
        for name, words in hits.words.items():
            whole = ((0, len(words.text)),)
            for at, known in self._known(words, whole if name == "subject" else spans or whole):
                for sign in known:
                    if sign not in found:
                        found[sign] = name, words.starts[at], words.ends[at]
        for rule, zone, field, start, end in map(_RULE_AND_PLACE, hits.standing):
            if zone in OWN_ZONES and ("", rule) not in found:
                found["", rule] = field, start, end
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

    def _known(self, words: Words, spans: Spans) -> Iterator[tuple[int, tuple[Sign, ...]]]:
        for start, end in spans:
            first = words.at(start)
            row = list(map(self._of_word.__getitem__, words.forms[first : words.at(end)]))
            for at in compress(count(), row):
                yield first + at, row[at]

    def _add(self, hint: Hint) -> Sign:
        language, lexeme = sign = self.sign(hint)
        if lexeme.startswith(EXACT):
            form = lexeme.removeprefix(EXACT)
            self._exact[form] = tuple(dict.fromkeys((*self._exact[form], sign)))
        elif language and lexeme not in self._lexemes[language]:
            self._lexemes[language][lexeme] = sign
            if language == "de":
                self._compounds.add(self._form(hint), lexeme, len(self._parts))
                self._parts.append(sign)
        return sign

    def _work_out(self, form: str) -> tuple[Sign, ...]:
        """What a folded word is; of a longer German one nothing else is, its parts."""
        exact = self._exact.get(form, ())
        if exact or len(form) < SHORTEST or form in COMMON or not form.isalpha():
            return exact
        lexemes = ((known, self.lexeme(form, language)) for language, known in self._lexemes.items())
        found = tuple(known[lexeme] for known, lexeme in lexemes if lexeme in known)
        return found or tuple(dict.fromkeys(self._parts[number] for number in self._compounds.parts(form)))


def _strongest(piece: tuple[Sign, Place, float]) -> tuple[float, Place]:
    return -abs(piece[2]), piece[1]


def _hit(label: str, sign: Sign, place: Place, weight: float) -> Hit:
    """A hint as a hit: its rule is named `wohnen.wort`, or `wohnen.neben.` and the rule that hints."""
    language, text = sign
    name, start, end = place
    rule = f"{label}.{_WORD}" if language else f"{label}.neben.{text}"
    return Hit(FOLDER, label, rule, True, name, 1.0, weight, weight, name, start, end, language)
