"""Which places does a text name, and as what: a residence, a workplace, an office, or nothing of the kind?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from rules.gazetteer import OUTSIDE, Gazetteer, Place
from rules.spelling import Guess, Spelling
from rules.words import ENDED, JOINED, Words

CUE_BEFORE, CUE_AFTER = 9, 4  # words in which a cue counts
_POINTS = {
    "town": 3.0, "district": 3.0, "camp": 4.0, "hamlet": 2.5, "unsure": 0.4,
    "near": 1.2, "far": 0.3, "abroad": 0.1, "postcode": 3.5, "dialling": 1.0,
}  # fmt: skip
_HOW = {"exact": 1.0, "inflected": 1.0, "adjective": 0.6, "fuzzy": 0.8}
_CUE_POINTS = {
    "residence": 3.0, "note": 1.5, "local": -0.8, "elsewhere": -1.8, "region": -2.6, "before": -1.8, "abroad": -2.0,
}  # fmt: skip
_LONGEST = 6  # words of a name or cue


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place a text names."""

    place: str  # a municipality or `outside`
    kind: str  # what the name is: town, district, hamlet, postcode, …
    cue: str  # residence, elsewhere, region, local, before, note, or ""
    first: int  # word
    last: int  # word, inclusive
    points: float  # never negative


class _Name(NamedTuple):
    words: tuple[str, ...]
    place: Place


class _Cue(NamedTuple):
    kind: str
    first: int
    last: int


class Places:
    """The gazetteer, ready to read. `cut` gives a text's folded words."""

    def __init__(self, gazetteer: Gazetteer, cut: Callable[[str], list[str]]) -> None:
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
        self._spelling = self._make_spelling()

    def _add(self, words: tuple[str, ...], place: Place) -> None:
        self._names.setdefault(words[0], []).append(_Name(words, place))
        self._names[words[0]].sort(key=lambda name: -len(name.words))

    def _make_spelling(self) -> Spelling:
        single = [name for names in self._names.values() for name in names if len(name.words) == 1]
        sure = [n.words[0] for n in single if n.place.kind in {"town", "district", "hamlet", "near"}]
        single_words = {n.words[0] for n in single}
        return Spelling(single_words, sure, self._words_of("decoy") | self._words_of("street"))

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
        forms = words.forms
        settled = dict(self._settled(words))
        named = list(self._named(words, settled))
        cues = self._cues_in(forms) if named else []
        found = [m for m in (self._judge(words, cues, *entry, note=note) for entry in named) if m is not None]
        return found + list(self._dialled_in(words))

    def _settled(self, words: Words) -> Iterator[tuple[int, tuple[str, int]]]:
        """First word → (what is settled, last word) of the fixed phrases; the words inside name nothing else."""
        at = 0
        while at < len(words.forms):
            best = _longest(self._fixed.get(words.forms[at], ()), words.forms, at)
            if best:
                yield at, (best[1], at + len(best[0]) - 1)
                at += len(best[0])
            else:
                at += 1

    def _named(self, words: Words, settled: Mapping[int, tuple[str, int]]) -> Iterator[tuple[Place, str, int, int]]:
        """(place, how it is spelt, first, last)."""
        at = 0
        while at < len(words.forms):
            if at in settled:
                place, last = settled[at]
                if place != "none":
                    yield Place(place, "", "near" if place == OUTSIDE else "camp"), "exact", at, last
                at = last + 1
                continue
            entry = self._name_at(words, at)
            if entry:
                yield from entry[0]
                at = entry[1]
            at += 1

    def _name_at(self, words: Words, at: int) -> tuple[list[tuple[Place, str, int, int]], int] | None:
        whole = next((n for n in self._names.get(words.forms[at], ()) if _stands(n.words, words.forms, at)), None)
        if whole is not None and len(whole.words) > 1:
            last = at + len(whole.words) - 1
            return [(whole.place, "exact", at, last)], last
        guess: Guess | None = self._spelling.guess(words.forms[at])
        if guess is None:
            return None
        places = [n.place for n in self._names[guess.name] if len(n.words) == 1]
        return [(place, guess.how, at, at) for place in places], at

    def _judge(  # noqa: PLR0917  one mention with all that is known of it
        self, words: Words, cues: list[_Cue], place: Place, how: str, first: int, last: int, *, note: bool
    ) -> Mention | None:
        if place.kind != "postcode" and (_is_street(self, words, last) or _is_surname(self, words, first, place)):
            return None
        cue = _cue_of(words, cues, first, last)
        if not cue and note and _stands_alone(words, first, last):
            cue = "note"
        if place.place == OUTSIDE and cue == "residence" and place.kind == "abroad" and not _right_after(cues, words, first):
            return None
        if how == "adjective" and cue == "residence":
            cue = ""
        points = _POINTS[place.kind] * _HOW[how] + _CUE_POINTS.get(cue, 0.0)
        if place.kind == "unsure" and cue not in {"residence", "note"}:
            points = min(points, 0.4)
        if place.place == OUTSIDE and cue == "":
            points = min(points, 1.2)
        return Mention(place=place.place, kind=place.kind, cue=cue, first=first, last=last, points=max(points, 0.2))

    def is_cue(self, kind: str, form: str) -> bool:
        """Whether a single word is a cue of that kind."""
        return any(k == kind and words == (form,) for words, k in self._cues.get(form, ()))

    def _cues_in(self, forms: list[str]) -> list[_Cue]:
        found: list[_Cue] = []
        for at, form in enumerate(forms):
            for cue, kind in self._cues.get(form, ()):
                if kind not in {"title", "street", "nearby", "decoy"} and _stands(cue, forms, at):
                    found.append(_Cue(kind, at, at + len(cue) - 1))
        return found

    def _dialled_in(self, words: Words) -> Iterator[Mention]:
        for at, form in enumerate(words.forms):
            if form.isdigit() and len(form) >= 5 and form[0] == "0":  # noqa: PLR2004  a dialling code
                place = self.dialled(form)
                if place:
                    yield Mention(place=place, kind="dialling", cue="", first=at, last=at, points=_POINTS["dialling"])


def _stands(phrase: tuple[str, ...], forms: list[str], at: int) -> bool:
    return tuple(forms[at : at + len(phrase)]) == phrase


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


def _cue_of(words: Words, cues: list[_Cue], first: int, last: int) -> str:
    """The cue that governs a name: nearest in the same sentence, residence first when equally near."""
    best: tuple[float, str] | None = None
    for cue in cues:
        if cue.first <= last and cue.last >= first:
            continue
        behind = cue.first > last
        distance = cue.first - last if behind else first - cue.last
        reach = CUE_AFTER if behind else CUE_BEFORE
        if distance > reach or words.sentences[cue.first] != words.sentences[first]:
            continue
        if cue.kind in {"region", "local", "before"} and (behind or distance > 3):  # noqa: PLR2004  "Jobcenter der Stadt X"
            continue
        kind = "residence" if cue.kind == "move" else cue.kind
        rank = distance * (1.3 if behind else 1.0) - (2.5 if kind == "residence" else 0.0)
        if best is None or rank < best[0]:
            best = (rank, kind)
    return best[1] if best else ""


def _stands_alone(words: Words, first: int, last: int) -> bool:
    """Between signs near the start, as the town in "Hr. X, Oedt, sucht …"."""
    following = last + 1
    closed = following >= len(words) or words.gaps[following] != JOINED
    return closed and words.gaps[first] in {1, ENDED} and first <= 12  # noqa: PLR2004  words a name and its like take


def _right_after(cues: list[_Cue], words: Words, first: int) -> bool:
    """A residence cue two words or less before."""
    return any(c.kind == "residence" and 0 < first - c.last <= 2 and words.sentences[c.first] == words.sentences[first] for c in cues)  # noqa: PLR2004  "lives in X"
