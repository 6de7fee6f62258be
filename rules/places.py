"""Which places does a text name, and as what: a residence, a workplace, an office, or nothing of the kind?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, compress, count, islice
from typing import NamedTuple

from rules.gazetteer import CUE_KINDS, OUTSIDE, Gazetteer, Place
from rules.living import OTHER, lives_there
from rules.memory import Remembered
from rules.spelling import Guess, Spelling, is_bent
from rules.wordlist import WordList
from rules.words import ENDED, JOINED, Words

MOST_NAMES = 200  # looked at in one field; who names more names no home
CUE_BEFORE, CUE_AFTER = 9, 4  # words in which a cue counts
_CACHE = 50_000  # words remembered with what they mean; a bound, not a need
_NOT_GOVERNING = frozenset(("title", "street", "nearby", "decoy"))
LONGEST_CUE = 12  # words
_ONLY_BEFORE = frozenset(("region", "local", "before"))
_POINTS = {
    "town": 3.0, "district": 3.0, "camp": 4.0, "hamlet": 2.5, "unsure": 0.4,
    "near": 1.1, "far": 0.3, "abroad": 0.1, "postcode": 3.5, "dialling": 1.0,
}  # fmt: skip
_HOW = {"exact": 1.0, "inflected": 1.0, "adjective": 0.9, "fuzzy": 0.8}
_CUE_FACTOR = {"local": 0.85, "elsewhere": 0.4, "region": 0.12, "before": 0.4, "abroad": 0.4}
_RESIDENCE, _NOTE = 3.0, 1.5  # points added
_NOT_NOW, _NOT_NOW_REACH = 4.0, 4  # how much, and within how many words, a former or wished home outranks a present one
_OUTSIDE_HOME = 3.0  # points of a place outside when somebody lives there
_ABROAD_MOST = 2.5  # points of a place abroad: who lives there is often a relative of somebody here
_ORIGIN = WordList("aus from з із из من از din z uit of")  # behind these a place abroad is where somebody comes from
_SURE_ABROAD = 2.5  # points a word of residence must add for a place abroad: it stands close by and nothing between
_RELATIVE_ABROAD = 0.5  # points of a place abroad where somebody else lives: the person concerned is here
_NOT = WordList("nicht kein keine not no не değil degil لا ليس مو نه نيست pas nie niet nu nuk")


class Mention(NamedTuple):
    """One place a text names."""

    place: str  # a municipality or `outside`
    kind: str  # what the name is: town, district, hamlet, postcode, …
    cue: str  # residence, elsewhere, region, local, before, note, or ""
    first: int  # word
    last: int  # word, inclusive
    points: float  # never negative
    who: str = ""  # whose residence the words tell of: own (the writer's), other, or "" when they do not say


_Cues = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]  # second word or "" → cues with their kinds


class _Name(NamedTuple):
    words: tuple[str, ...]
    place: Place


class _Cue(NamedTuple):
    first: int
    last: int
    kind: str
    names: frozenset[int]  # words at which a name begins, anywhere in the text


class Places:
    """The gazetteer, ready to read. `cut` gives a text's folded words; `ordinary` words are never misspelt places."""

    def __init__(
        self, gazetteer: Gazetteer, cut: Callable[[str], list[str]], ordinary: frozenset[str] = frozenset()
    ) -> None:
        self._cut = cut
        self._names: dict[str, list[_Name]] = {}
        for place in (*gazetteer.names, *gazetteer.codes):
            self._add(tuple(cut(place.name)), place)
        self._fixed: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for settled, phrase in gazetteer.fixed:
            words = tuple(cut(phrase))
            self._fixed.setdefault(words[0], []).append((words, settled))
        self._cues: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for kind, phrase in gazetteer.cues:
            words = tuple(cut(phrase))
            if words:
                self._cues.setdefault(words[0], []).append((words, kind))
        self._dialling = dict(gazetteer.dialling)
        self._spelling = self._make_spelling(ordinary)
        self._may_name: Remembered[bool] = Remembered(self._is_likely, _CACHE)
        self._cues_from: Remembered[_Cues] = Remembered(self._governing_cues, _CACHE)
        self._single = {
            kind: frozenset(word for word, cues in self._cues.items() if ((word,), kind) in cues) for kind in CUE_KINDS
        }

    def learn(self, ordinary: frozenset[str]) -> None:
        """These words too are never misspelt places."""
        self._spelling.learn(ordinary)
        self._may_name.clear()

    def _add(self, words: tuple[str, ...], place: Place) -> None:
        self._names.setdefault(words[0], []).append(_Name(words, place))
        self._names[words[0]].sort(key=lambda name: -len(name.words))

    def _make_spelling(self, ordinary: frozenset[str]) -> Spelling:
        single = [name for names in self._names.values() for name in names if len(name.words) == 1]
        sure = [n.words[0] for n in single if n.place.kind in {"town", "district", "hamlet", "near"}]
        single_words = {n.words[0] for n in single}
        return Spelling(single_words, sure, ordinary | self._words_of("decoy") | self._words_of("street"))

    def _words_of(self, kind: str) -> frozenset[str]:
        return frozenset(w for cues in self._cues.values() for words, k in cues if k == kind for w in words)

    def dialled(self, number: str) -> str:
        """The municipality a phone number's dialling code belongs to alone; "" otherwise."""
        digits = "".join(c for c in number if c.isdigit())
        local = "0" + digits.removeprefix("00").removeprefix("49").lstrip("0") if digits else ""
        places = self._dialling.get(local[:5], ())
        return places[0] if len(places) == 1 else ""

    def named(self, town: str) -> list[str]:
        """The municipalities a field that holds nothing but a town names."""
        forms = self._cut(town)
        found = [n.place.place for n in self._names.get(forms[0], ()) if _stands(n.words, forms, 0)] if forms else []
        guess = self._spelling.guess(forms[0]) if forms and not found else None
        return found or ([n.place.place for n in self._names[guess.name]] if guess else [])

    def mentions(self, words: Words, *, note: bool = False) -> list[Mention]:
        """Every place named, in order. `note`: the text is staff's short note of a call, "Name, Town, matter"."""
        settled = dict(self._settled(words))
        named = list(islice(self._named(words, settled), MOST_NAMES))
        cues = self._cues_in(words, frozenset(entry[2] for entry in named)) if named else []
        found = [m for m in (self._judge(words, cues, *entry, note=note) for entry in named) if m is not None]
        return found + list(self._dialled_in(words))

    def _settled(self, words: Words) -> Iterator[tuple[int, tuple[str, int]]]:
        """First word → (what is settled, last word) of the fixed phrases; the words inside name nothing else."""
        free = 0  # the first word no phrase before has taken
        for at in compress(count(), map(self._fixed.__contains__, words.forms)):
            best = _longest(self._fixed[words.forms[at]], words.forms, at) if at >= free else None
            if best:
                yield at, (best[1], at + len(best[0]) - 1)
                free = at + len(best[0])

    def _named(self, words: Words, settled: Mapping[int, tuple[str, int]]) -> Iterator[tuple[Place, str, int, int]]:
        """(place, how it is spelt, first, last)."""
        free = 0  # the first word no name before has taken
        likely = list(compress(count(), map(self._may_name.__getitem__, words.forms)))
        for at in sorted({*settled, *likely}) if settled else likely:
            if at < free:
                continue
            if at in settled:
                place, last = settled[at]
                if place != "none":
                    yield Place(place, "", "near" if place == OUTSIDE else "camp"), "exact", at, last
                free = last + 1
                continue
            entry = self._name_at(words, at)
            if entry:
                yield from entry[0]
                free = entry[1] + 1

    def _is_likely(self, form: str) -> bool:
        """Whether a name may begin with a word."""
        return form in self._names or self._spelling.guess(form) is not None

    def _name_at(self, words: Words, at: int) -> tuple[list[tuple[Place, str, int, int]], int] | None:
        names = self._names.get(words.forms[at], ())
        if names and (whole := next((n for n in names if _stands_bent(n.words, words.forms, at)), None)) is not None:
            last = at + len(whole.words) - 1
            return [(whole.place, "exact", at, last)], last
        guess: Guess | None = self._spelling.guess(words.forms[at])
        if guess is None:
            return None
        places = {n.place.place: n.place for n in self._names[guess.name] if len(n.words) == 1}
        return [(place, guess.how, at, at) for place in places.values()], at

    def _judge(  # noqa: PLR0917  one mention with all that is known of it
        self, words: Words, cues: list[_Cue], place: Place, how: str, first: int, last: int, *, note: bool
    ) -> Mention | None:
        if place.kind != "postcode" and (_is_street(self, words, last) or _is_surname(self, words, first, place)):
            return None
        governing, cue, strength = _governing(words, cues, first, last)
        if cue in {"", "elsewhere"} and note and _stands_alone(words, first, last):  # "Hr. X, Oedt, arbeitet in Kempen"
            cue, strength = "note", _NOTE
        if how == "adjective" and cue == "residence":
            cue, strength = "", 0.0
        if place.kind == "abroad" and (strength < _SURE_ABROAD or _comes_from(words, governing, first)):
            cue, strength = cue and "abroad", 0.0
        who = lives_there(words, governing.first, governing.last) if cue == "residence" and governing else ""
        points = _points(place, how, cue, strength)
        if place.kind == "abroad" and who == OTHER:
            points = min(points, _RELATIVE_ABROAD)
        return Mention(place=place.place, kind=place.kind, cue=cue, first=first, last=last, points=points, who=who)

    def is_cue(self, kind: str, form: str) -> bool:
        """Whether a single word is a cue of that kind."""
        return form in self._single[kind]

    def _cues_in(self, words: Words, names: frozenset[int]) -> list[_Cue]:
        """The cues in sentences that name a place."""
        found: list[_Cue] = []
        forms = words.forms
        sentences = frozenset(map(words.sentences.__getitem__, names))
        cues = list(map(self._cues_from.__getitem__, forms))
        for at in compress(count(), cues):
            if words.sentences[at] not in sentences:
                continue
            following = cues[at].get(forms[at + 1], ()) if at + 1 < len(forms) else ()
            for cue, kind in chain(cues[at].get("", ()), following):
                if len(cue) < 3 or cue[2:] == tuple(forms[at + 2 : at + len(cue)]):  # noqa: PLR2004  two are found by
                    found.append(_Cue(at, at + len(cue) - 1, kind, names))
        return found

    def _governing_cues(self, form: str) -> _Cues:
        """The cues that begin with a word and may govern a name, by their second word."""
        bare = form[1:] if form[:1] in {"و", "ف"} and form not in self._cues else form  # Arabic "and", "so"
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for cue, kind in self._cues.get(bare, ()):
            if kind not in _NOT_GOVERNING:
                found.setdefault(cue[1] if len(cue) > 1 else "", []).append((cue, kind))
        return found

    def _dialled_in(self, words: Words) -> Iterator[Mention]:
        for at in compress(count(), map(str.isdigit, words.forms)):
            form = words.forms[at]
            if len(form) >= 5 and form[0] == "0":  # noqa: PLR2004  a dialling code
                place = self.dialled(form)
                if place:
                    yield Mention(place=place, kind="dialling", cue="", first=at, last=at, points=_POINTS["dialling"])


def _stands(phrase: tuple[str, ...], forms: list[str], at: int) -> bool:
    return tuple(forms[at : at + len(phrase)]) == phrase


def _stands_bent(name: tuple[str, ...], forms: list[str], at: int) -> bool:
    """A name of several words whose last may carry a case ending."""
    if len(name) == 1 or len(forms) < at + len(name) or tuple(forms[at : at + len(name) - 1]) != name[:-1]:
        return False
    return is_bent(name[-1], forms[at + len(name) - 1])


def _longest(
    choices: list[tuple[tuple[str, ...], str]] | tuple[()], forms: list[str], at: int
) -> tuple[tuple[str, ...], str] | None:
    return max((c for c in choices if _stands(c[0], forms, at)), key=lambda c: len(c[0]), default=None)


def _is_street(places: Places, words: Words, last: int) -> bool:
    """Kempener Straße, Venloer Str."""
    following = last + 1
    return (
        following < len(words)
        and words.gaps[following] == JOINED
        and words.forms[last].endswith(("er", "s", "e"))
        and places.is_cue("street", words.forms[following])
    )


def _is_surname(places: Places, words: Words, first: int, place: Place) -> bool:
    """Frau Kempen, Herr Peter Born: a title right before, or a first name between for names that are surnames."""
    if first == 0 or words.gaps[first] != JOINED:
        return False
    if places.is_cue("title", words.forms[first - 1]):
        return True
    before = first - 2
    return (
        before >= 0
        and place.kind in {"town", "unsure"}
        and words.forms[first] in {"kempen", "born", "bruggen", "berg", "hagen", "hahn", "linde"}
        and words.gaps[first - 1] == JOINED
        and places.is_cue("title", words.forms[before])
        and not places.is_cue("nearby", words.forms[first - 1])
    )


def _comes_from(words: Words, cue: _Cue | None, first: int) -> bool:
    """Whether a place abroad is named as where somebody comes from: "komme aus Homs, wohne hier", "aus der Türkei"."""
    origin = cue is not None and words.forms[cue.last] in _ORIGIN
    return origin or not _ORIGIN.isdisjoint(words.forms[max(0, first - 2) : first])


def _points(place: Place, how: str, cue: str, strength: float) -> float:
    """Points of a mention: what the name says by itself, raised by a residence, lowered by a workplace or office."""
    base = _POINTS[place.kind]
    if cue == "residence" and place.place == OUTSIDE:
        base = _OUTSIDE_HOME
    elif cue == "residence" and place.kind == "unsure":
        base = 1.5
    points = base * _HOW[how] * _CUE_FACTOR.get(cue, 1.0) + strength
    return min(points, _ABROAD_MOST) if place.kind == "abroad" else points


def _governing(words: Words, cues: list[_Cue], first: int, last: int) -> tuple[_Cue | None, str, float]:
    """The cue that governs a name, its kind and the points it adds: the nearest in the same sentence wins."""
    governing: _Cue | None = None
    best: tuple[float, str, float] = (99.0, "", 0.0)
    sentence = words.sentences[first]
    near = bisect_left(cues, (first - CUE_BEFORE - LONGEST_CUE,))
    for cue in cues[near : bisect_left(cues, (last + CUE_AFTER + 1,))]:
        if words.sentences[cue.first] == sentence and (cue.last < first or cue.first > last):
            ranked = _ranked(words, cue, first, last)
            if ranked is not None and ranked < best:
                governing, best = cue, ranked
    return governing, best[1], best[2]


def _ranked(words: Words, cue: _Cue, first: int, last: int) -> tuple[float, str, float] | None:
    """(rank, kind, points added) of a cue for a name; None when it is too far or behind what must stand before."""
    behind = cue.first > last
    distance = cue.first - last if behind else first - cue.last
    if distance > (CUE_AFTER if behind else CUE_BEFORE):
        return None
    if cue.kind in _ONLY_BEFORE and (behind or distance > 3):  # noqa: PLR2004  "Jobcenter der Stadt X"
        return None
    between = range(last + 1, cue.first) if behind else range(cue.last + 1, first)
    apart = words.gaps[between.start : between.stop + 1]
    signs = len(apart) - apart.count(JOINED)
    kind = {"move": "residence", "not_now": "before"}.get(cue.kind, cue.kind)
    denied = kind == "residence" and not _NOT.isdisjoint(words.forms[between.start : between.stop])
    if cue.kind == "before" and cue.names.intersection(between):  # "von Willich nach Viersen"
        return None
    other = cue.names.intersection(between) or (behind and _governs_next(words, cue))
    rank = distance * (1.3 if behind else 1.0) + 3.0 * signs + (4.0 if other else 0.0)
    if cue.kind == "not_now":
        return rank - (_NOT_NOW if distance <= _NOT_NOW_REACH else 0.0), kind, 0.0
    if kind == "residence" and not denied:
        return rank - 2.5, kind, max(0.5, _RESIDENCE - 0.1 * distance - (1.5 if other else 0.0) - min(0.8 * signs, 1.6))
    return rank - (1.5 if not behind and distance == 1 else 0.0), "elsewhere" if denied else kind, 0.0


def _governs_next(words: Words, cue: _Cue) -> bool:
    """Whether a name follows the cue so closely that the cue speaks of it: "arbeite in A und wohne in B"."""
    for at in range(cue.last + 1, min(cue.last + 4, len(words))):
        if words.gaps[at] != JOINED:
            return False
        if at in cue.names:
            return True
    return False


def _stands_alone(words: Words, first: int, last: int) -> bool:
    """Between signs near the start, as the town in "Hr. X, Oedt, sucht …"."""
    following = last + 1
    closed = following >= len(words) or words.gaps[following] != JOINED
    return closed and words.gaps[first] in {1, ENDED} and first <= 12  # noqa: PLR2004  words a name and its like take
