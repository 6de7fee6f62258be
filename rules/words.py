"""Which words stand in a text, where, and what separates them?"""

from __future__ import annotations

import itertools
import operator
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, count

from rules.fold import fold
from rules.memory import Remembered
from rules.wordlist import WordList

SECTION = "§"  # the one sign that is a word: § 24 is a paragraph, 24 an hour or a house
MOST_TOKENS = 50_000  # remembered with their folded form; a bound, not a need
_MIXED, _FULL_STOP = -2, -1
JOINED, PARTED, ENDED = 0, 1, 2  # what stands before a word: white space or a hyphen; other signs; a sentence's end
_HYPHENS = frozenset("-‐‑‒–—־_")
_ENDERS = frozenset(".!?…؟。።¡¿\u06d4")
_ABBREVIATIONS = WordList(
    "st sankt skt hr fr hrn nr str tel dr prof z b bzw ca ggf evtl usw inkl zzgl mr mrs ms ul св вул ул д г geb"
    " verh led dt türk ukr arab pers franz engl v d u o a abs art ds s i m p e vm nm min max mo di mi do sa so az aktz"
)
_JOINERS = frozenset("'’‘ʼ´`\u200c\u200d\u00ad\u0640")
_GENITIVES = frozenset(("'s", "'S", "’s", "’S"))
_ELISION = 2  # letters before an apostrophe that are an article: l', d', qu'


@dataclass(slots=True)
class Words:
    """The words of one field as parallel lists, in order; signs are kept only as the gap before the next word."""

    text: str  # the field as given
    forms: list[str]  # folded
    starts: list[int]  # code points of the field as given
    ends: list[int]  # exclusive
    gaps: list[int]  # JOINED, PARTED or ENDED, before the word
    sentences: list[int]  # running number of the sentence the word stands in

    def __len__(self) -> int:
        return len(self.forms)

    def at(self, offset: int) -> int:
        """The index of the first word that starts at or after an offset."""
        return bisect_left(self.starts, offset)

    def shown(self, first: int, last: int) -> str:
        """The text as given from word `first` up to word `last`, inclusive."""
        return self.text[self.starts[first] : self.ends[last]]


@dataclass(slots=True)
class _Reading:
    words: Words
    gap: int = ENDED

    def sign(self, token: str) -> None:
        self.gap = max(self.gap, self._strength_behind(len(self.words), _strength[token]))

    def word(self, form: str, start: int, end: int) -> None:
        words = self.words
        words.forms.append(form)
        words.starts.append(start)
        words.ends.append(end)
        words.gaps.append(self.gap)
        self.gap = JOINED

    def run(self, tokens: Sequence[str], starts: Sequence[int], forms: Sequence[str]) -> None:
        """Tokens each of which is a word or a sign: C takes all words at once, only signs are looked at one by one."""
        words, before = self.words, len(self.words)
        words.forms.extend(filter(None, forms))
        words.starts.extend(compress(starts, forms))
        words.ends.extend(map(operator.add, compress(starts, forms), map(len, compress(tokens, forms))))
        words.gaps.extend([JOINED] * (len(words.forms) - before))
        if len(words.forms) > before:
            words.gaps[before], self.gap = self.gap, JOINED
        for earlier, at in enumerate(compress(count(), map(operator.not_, forms))):
            following = before + at - earlier
            strength = self._strength_behind(following, _strength[tokens[at]])
            if following == len(words.forms):
                self.gap = max(self.gap, strength)
            elif strength > words.gaps[following]:
                words.gaps[following] = strength

    def _strength_behind(self, number: int, strength: int) -> int:
        """The gap a sign makes behind so many words: a full stop behind an abbreviation makes none."""
        if strength != _FULL_STOP:
            return strength
        last = self.words.forms[number - 1] if number else ""
        return JOINED if last in _ABBREVIATIONS or len(last) == 1 else ENDED


def read_words(text: str, tokens: Sequence[str], starts: Sequence[int]) -> Words:
    """Words from a tokenizer's tokens and where each starts in the text as given."""
    reading = _Reading(Words(text, [], [], [], [], []))
    forms = list(map(_plain.__getitem__, tokens))
    reached = 0
    for at in [at for at in compress(count(), map(operator.not_, forms)) if _strength[tokens[at]] == _MIXED]:
        reading.run(tokens[reached:at], starts[reached:at], forms[reached:at])
        _take(reading, tokens[at], starts[at])
        reached = at + 1
    reading.run(tokens[reached:], starts[reached:], forms[reached:])
    reading.words.sentences.extend(itertools.accumulate(map(ENDED.__eq__, reading.words.gaps)))
    return reading.words


def _fold_plain(token: str) -> str:
    """The folded form of letters and digits alone, else ""."""
    return fold(token) if token.isalnum() else ""


def _work_out_strength(token: str) -> int:
    """The gap a sign makes, or that it is a full stop or has words inside."""
    if len(token) > 1 and token in _GENITIVES:
        return JOINED  # the tokenizer cuts "Peter's" in two
    if SECTION in token or (len(token) > 1 and any(map(str.isalnum, token))):
        return PARTED if _is_address(token) else _MIXED
    if not _ENDERS.isdisjoint(token):
        return _FULL_STOP if set(token) == {"."} else ENDED
    if token.isspace():
        return ENDED if token.count("\n") > 1 else JOINED
    return JOINED if token in _HYPHENS else PARTED


def _is_address(token: str) -> bool:
    """A mail or web address is not made of words."""
    return SECTION not in token and ("@" in token or "://" in token or token.startswith("www."))


_plain = Remembered(_fold_plain, MOST_TOKENS)  # token → folded form when it is letters and digits alone
_strength = Remembered(_work_out_strength, MOST_TOKENS)  # sign → gap


def _take(reading: _Reading, token: str, start: int) -> None:
    """The words of a token that holds signs as well."""
    if token.isalnum():
        reading.word(fold(token), start, start + len(token))
    elif SECTION in token:
        _take_sections(reading, token, start)
    else:
        _take_pieces(reading, token, start)


def _take_pieces(reading: _Reading, token: str, start: int) -> None:
    for form, left, right, after in _pieces(token):
        if form:
            reading.word(form, start + left, start + right)
        if after:
            reading.sign(after)


def _take_sections(reading: _Reading, token: str, start: int) -> None:
    """§24 and §§ are words of their own beside what they are written to."""
    first = token.index(SECTION)
    last = first + len(token[first:]) - len(token[first:].lstrip(SECTION))
    _take_rest(reading, token[:first], start)
    reading.word(SECTION, start + first, start + last)
    _take_rest(reading, token[last:], start + last)


def _take_rest(reading: _Reading, token: str, start: int) -> None:
    if not token:
        return
    if token.isalnum() or _strength[token] == _MIXED:
        _take(reading, token, start)
    else:
        reading.sign(token)


def _pieces(token: str) -> Iterator[tuple[str, int, int, str]]:
    """The words inside a token that holds signs: (folded, start, end, the sign behind it)."""
    left = 0
    for at, letter in enumerate(token):
        if not _belongs(letter):
            if at > left:
                yield _word_form(token[left:at]), left, at, letter
            left = at + 1
    if left < len(token):
        yield _word_form(token[left:]), left, len(token), ""


def _belongs(letter: str) -> bool:
    """Letters, digits, marks and joiners belong to a word; an apostrophe may."""
    return letter.isalnum() or letter in _JOINERS or not letter.isprintable() or _is_mark(letter)


def _is_mark(letter: str) -> bool:
    return not letter.isascii() and not letter.isspace() and fold(letter) == ""


def _word_form(word: str) -> str:
    """A word with its apostrophes resolved: Turkish suffix off, French article off, Ukrainian sign dropped."""
    form = fold(word)
    if "'" not in form:
        return form
    head, _, tail = form.strip("'").partition("'")
    if not tail:
        return head
    if not head.isascii():
        return head + tail.replace("'", "")
    return tail.replace("'", "") if len(head) <= _ELISION or head in {"qu", "jusqu", "lorsqu", "puisqu"} else head
