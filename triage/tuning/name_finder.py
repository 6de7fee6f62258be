"""Which words of a text are, or may be, names of people?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rules.fold import fold
from rules.function_words import COMMON
from triage.tuning import name_signs as signs
from triage.tuning.likeness import is_form_of
from triage.tuning.name_lists import EVERYBODY, script_of
from triage.tuning.vocabulary import WORD, Vocabulary

_CASELESS = ("arabic", "ethiopic", "")
_NOUNS_BIG = ("de", "und", "")  # languages, or none known, in which a capital says nothing
_MOST = 3  # words of a name
_SHORT_LINE = 3  # words; a line under a closing that has no more is a name
_ABBREVIATION = 5  # capital letters; longer words of nothing else are names in capitals
_LEAST = 3  # letters of an unknown word without case that may be a name


class NameFound(NamedTuple):
    """One word of a name."""

    start: int
    end: int
    family: bool
    woman: bool | None  # None: nothing says
    why: str  # German
    sure: bool  # False: words a rule needs are left alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word where it stands."""

    start: int
    end: int
    text: str
    known: bool  # an ordinary word
    derived: bool  # looks as if put together of ordinary words, as German ones are

    @property
    def big(self) -> bool:
        """Begins with a capital, where there are any."""
        return self.text[0].isupper()

    @property
    def caseless(self) -> bool:
        """Of a script without capitals."""
        return script_of(self.text) in _CASELESS

    @property
    def small_word(self) -> bool:
        """One of those every sentence has."""
        form = fold(self.text)
        return form in COMMON or (self.caseless and form[:1] in "وف" and form[1:] in COMMON)


class Finder:
    """The words of one text, and whose names they are."""

    def __init__(self, text: str, language: str, vocabulary: Vocabulary, people: Sequence[str]) -> None:
        """`people`: names known from elsewhere, such as the sender's."""
        self.text, self._language, self._vocabulary = text, language, vocabulary
        self.words = [self._word(match, language) for match in WORD.finditer(text)]
        self.people = [w for name in people for w in WORD.findall(name) if len(w) > 1 and _may_be_name(w)]
        self._ends: set[int] = set()  # where words of names end that others introduced

    def names(self) -> Iterator[NameFound]:
        """Most telling first; the same word may come again."""
        yield from self._known_people()
        for match in signs.INTRODUCTION.finditer(self.text):
            if (word := self._next(match.end())) is None or len(word.text) == 1:
                continue
            if word.big or word.caseless or (signs.OF_ONESELF.match(match.group()) and not word.known):
                yield from self._run(match.end(), "stellt sich oder jemanden vor")
        for match in signs.KIN.finditer(self.text):
            yield from self._run(match.end(), "Angehörige", single=True)
        for match in signs.KIN_BIG.finditer(self.text):
            if (word := self._next(match.end())) is not None and word.big:
                yield from self._run(match.end(), "Angehörige", single=True)
        yield from self._titled()
        for match in signs.GREETING.finditer(self.text):
            yield from self._run(match.end(), "Anrede", unknown_only=True)
        for match in signs.SELF.finditer(self.text):
            yield from self._run(match.end(), "stellt sich vor", unknown_only=True)
        yield from self._closings()
        yield from self._unknown()

    def again(self, names: Collection[str]) -> Iterator[NameFound]:
        """Wherever else a name stands that was found for sure; `names` folded."""
        for word in self.words:
            if fold(word.text) in names and (word.big or word.caseless):
                yield NameFound(word.start, word.end, False, None, "an anderer Stelle ein Name", False)

    def doubtful(self) -> Iterator[Word]:
        """Words that may be names: unknown ones without capitals, and ordinary ones people are called by."""
        for index, word in enumerate(self.words):
            if word.big and word.known and (word.text.casefold() in signs.ALSO_NAMES or self._stands_out(index)):
                yield word
            unknown = not word.known and word.end - word.start >= _LEAST
            if word.caseless and not word.small_word and (unknown or word.start - 1 in self._ends):
                yield word

    def _stands_out(self, index: int) -> bool:
        """Whether a word has a capital inside a sentence of a language that gives none to nouns."""
        word = self.words[index]
        if (
            self._language in _NOUNS_BIG
            or not index
            or _is_abbreviation(word.text)
            or word.text.casefold() in signs.SAID
        ):
            return False
        inside = self.text[self.words[index - 1].end : word.start].strip() in ("", ",")
        return (
            inside
            and "\n" not in self.text[self.words[index - 1].end : word.start]
            and not self._vocabulary.is_german(word.text)
        )

    def _word(self, match: re.Match[str], language: str) -> Word:
        text = match.group()
        bare = text.casefold()
        known = bare in signs.SAID or (bare not in signs.STILL_NAMES and self._vocabulary.knows(text, language))
        derived = not known and script_of(text) == "latin" and self._vocabulary.derives(text)
        return Word(start=match.start(), end=match.end(), text=text, known=known or derived, derived=derived)

    def _known_people(self) -> Iterator[NameFound]:
        for word in self.words:
            held = next((n for n, name in enumerate(self.people) if is_form_of(word.text, name)), None)
            if held is not None and (word.big or word.caseless or not word.small_word):
                family = held == len(self.people) - 1 and held > 0
                yield NameFound(word.start, word.end, family, None, "Name der schreibenden Person", True)

    def _run(
        self,
        start: int,
        why: str,
        *,
        unknown_only: bool = False,
        single: bool = False,
        woman: bool | None = None,
        lone_family: bool = False,
    ) -> Iterator[NameFound]:
        """The words of a name that begins here, up to three; `single`: one, and those that go on with an article."""
        found = list(self._words_of_name(start, unknown_only=unknown_only))
        if single:
            found = [w for place, w in enumerate(found) if place == 0 or _goes_on(w)]
        self._ends.update(word.end for word in found)
        for place, word in enumerate(found):
            family = place == len(found) - 1 and (place > 0 or lone_family)
            sure = not word.known or (place == 0 and not unknown_only)
            yield NameFound(word.start, word.end, family, woman, why, sure)

    def _words_of_name(self, start: int, *, unknown_only: bool) -> Iterator[Word]:
        index = next((i for i in range(len(self.words)) if self.words[i].start >= start), None)
        taken = 0
        position = start
        while index is not None and index < len(self.words) and taken < _MOST:
            word = self.words[index]
            gap = self.text[position : word.start]
            if not _joins(gap, first=taken == 0, before=self.text[:position]):
                return
            index, position = index + 1, word.end
            if fold(word.text) in signs.PARTICLES or (taken == 0 and signs.IS_TITLE.fullmatch(word.text)):
                continue
            if not _may_be_name(word.text):
                return
            if not self._continues(word, first=taken == 0, unknown_only=unknown_only):
                return
            taken += 1
            yield word

    def _continues(self, word: Word, *, first: bool, unknown_only: bool) -> bool:
        if word.small_word and not (first and word.big and not unknown_only):
            return False
        if not word.known:
            return (word.caseless and (first or self._ends_name(word))) or word.big or (first and not unknown_only)
        if unknown_only and not (not first and word.caseless and word.text.startswith("ال")):
            return fold(word.text) in EVERYBODY
        return first or word.big or (word.caseless and self._ends_name(word))

    def _ends_name(self, word: Word) -> bool:
        """Whether a word without capitals closes a name: with the article, before a stop or a small word."""
        after = self._next(word.end)
        if after is not None and after.small_word:
            return True
        return word.text.startswith("ال") or self.text[word.end : word.end + 1] in (
            "",
            "\n",
            ".",
            ",",
            "،",
            "؟",
            "።",
            "፣",
        )

    def _titled(self) -> Iterator[NameFound]:
        for match in signs.TITLE.finditer(self.text):
            word = self._next(match.end())
            own = signs.OWN_KIN.search(self.text[max(0, match.start() - 24) : match.start()])
            if word is None or not (word.big or word.caseless) or len(word.text) == 1:
                continue
            title = match.group().lower()
            woman = True if re.match(r"frau|fr\.|mrs|ms|miss|mad|mme|pani|пані|госпож|السيدة|خانم", title) else None
            yield from self._run(
                match.end(),
                "nach einer Anrede",
                unknown_only=bool(own),
                single=word.caseless,
                woman=woman,
                lone_family=True,
            )
        for match in signs.TITLE_BEHIND.finditer(self.text):
            before = [w for w in self.words if w.end == match.start() and w.big and not w.small_word]
            yield from (NameFound(w.start, w.end, False, None, "vor einer Anrede", True) for w in before)

    def _closings(self) -> Iterator[NameFound]:
        for match in signs.CLOSING.finditer(self.text):
            below = "\n" in match.group()
            line_end = self.text.find("\n", match.end())
            yield from self._signed(match.end(), line_end if line_end >= 0 else len(self.text), below=below)
        last = len(self.text.rstrip())
        yield from self._signed(self.text.rfind("\n", 0, last) + 1, last, below=False)

    def _signed(self, start: int, end: int, *, below: bool) -> Iterator[NameFound]:
        """A line that is a name: all of it when it stands below a closing, else what nobody knows."""
        line = [w for w in self.words if start <= w.start < end]
        names = [w for w in line if fold(w.text) not in signs.PARTICLES and w.text.casefold() not in signs.SAID]
        if not names or len(names) > _SHORT_LINE or any(w.text.casefold() in signs.NOT_A_PERSON for w in names):
            return
        if any(w.small_word and not w.big for w in names) or any(map(str.isdigit, self.text[start:end])):
            return
        unknown = [w for w in names if (not w.known or fold(w.text) in EVERYBODY) and not _is_abbreviation(w.text)]
        whole = bool(unknown) or (below and all(w.big or w.caseless for w in names) and len(names) > 1)
        for place, word in enumerate(names if whole else ()):
            if (word.big or word.caseless or word in unknown) and not _is_abbreviation(word.text):
                yield NameFound(
                    word.start, word.end, place == len(names) - 1 and place > 0, None, "Unterschrift", word in unknown
                )

    def _unknown(self) -> Iterator[NameFound]:
        """What is written with a capital and is no word, town or abbreviation; and names known to be names."""
        for index, word in enumerate(self.words):
            if word.caseless:
                if fold(word.text) in EVERYBODY and not word.small_word and word.text not in signs.SAID:
                    yield NameFound(word.start, word.end, False, None, "bekannter Name", False)
                continue
            if not word.big or _is_abbreviation(word.text) or len(word.text) < 2:  # noqa: PLR2004 - an initial
                continue
            if not word.known or fold(word.text) in EVERYBODY:
                why, family = "großgeschrieben und kein bekanntes Wort", self._beside_name(index, -1)
                yield NameFound(word.start, word.end, family, None, why, False)
            elif (word.derived or word.text.casefold() in signs.ALSO_NAMES) and (
                self._beside_name(index, -1) or self._beside_name(index, 1)
            ):
                yield NameFound(word.start, word.end, True, None, "steht bei einem Namen", False)

    def _beside_name(self, index: int, step: int) -> bool:
        """Whether the word before (-1) or behind (1) is written with a capital and unknown."""
        if not 0 <= index + step < len(self.words):
            return False
        one, other = sorted((self.words[index], self.words[index + step]), key=lambda word: word.start)
        beside = self.words[index + step]
        return self.text[one.end : other.start] in (" ", "-") and beside.big and not beside.known

    def _next(self, start: int) -> Word | None:
        return next((word for word in self.words if word.start >= start), None)


def _goes_on(word: Word) -> bool:
    """Whether a further word can only be part of the name before it."""
    return word.text.startswith("ال") if word.caseless else not word.known


def _is_abbreviation(word: str) -> bool:
    return word.isupper() and len(word) <= _ABBREVIATION


def _may_be_name(word: str) -> bool:
    return word.casefold() not in signs.NOT_A_PERSON and word.casefold() not in signs.SAID


def _joins(gap: str, *, first: bool, before: str) -> bool:
    """Whether two words with this between them may belong to one name; a dot only behind an initial."""
    if gap in (". ", "."):
        return first or not before[-2:-1].isalpha()
    return gap in (" ", "-", "'", "’", "\u00a0", "  ") or (first and not gap.strip(" \t:,–-\n"))
