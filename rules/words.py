"""Which words stand in a text, where, and what separates them?"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rules.fold import fold
from rules.wordlist import WordList

SECTION = "§"  # the one sign that is a word: § 24 is a paragraph, 24 an hour or a house
MOST_TOKENS = 50_000  # remembered with their folded form; a bound, not a need
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

    def sign(self, text: str) -> None:
        if text == ",":  # nearly every sign that is not a full stop
            self.gap = self.gap or PARTED
            return
        last = self.words.forms[-1] if self.words.forms else ""
        if any(c in _ENDERS for c in text):
            dot = set(text) == {"."}
            if dot and (last in _ABBREVIATIONS or len(last) == 1):
                return
            self.gap = ENDED
        elif text.count("\n") > 1:
            self.gap = ENDED
        elif not text.isspace() and text not in _HYPHENS:
            self.gap = max(self.gap, PARTED)

    def word(self, form: str, start: int, end: int) -> None:
        words = self.words
        words.forms.append(form)
        words.starts.append(start)
        words.ends.append(end)
        words.gaps.append(self.gap)
        self.gap = JOINED


def read_words(text: str, broken: str, spans: Sequence[Sequence[int]], breaks: Sequence[int]) -> Words:
    """Words from a tokenizer's (offset, length) pairs over `broken`, the text broken by `break_runs`."""
    reading = _Reading(Words(text, [], [], [], [], []))
    known, word, sign, shift = _plain, reading.word, reading.sign, 0
    for offset, length in spans:
        while shift < len(breaks) and breaks[shift] + shift < offset:
            shift += 1
        token, start = broken[offset : offset + length], offset - shift
        form = known[token]
        if form:  # nearly every token
            word(form, start, start + length)
        elif length == 1 and token != SECTION:
            sign(token)
        else:
            _take(reading, token, start)
    reading.words.sentences.extend(itertools.accumulate(map(ENDED.__eq__, reading.words.gaps)))
    return reading.words


class _Plain(dict[str, str]):
    """Token → its folded form when it is letters and digits alone, else ""; each worked out once."""

    def __missing__(self, token: str) -> str:
        if len(self) >= MOST_TOKENS:
            self.clear()
        form = self[token] = fold(token) if token.isalnum() else ""
        return form


_plain = _Plain()


def _take(reading: _Reading, token: str, start: int) -> None:
    if token.isalnum():
        reading.word(fold(token), start, start + len(token))
    elif SECTION in token:
        _take_sections(reading, token, start)
    elif token.isspace() or not any(map(str.isalnum, token)):
        reading.sign(token)
    elif token in _GENITIVES:
        return  # the tokenizer cuts "Peter's" in two
    elif "@" in token or "://" in token or token.startswith("www."):
        reading.gap = max(reading.gap, PARTED)  # an address is not made of words
    else:
        for form, left, right, after in _pieces(token):
            if form:
                reading.word(form, start + left, start + right)
            if after:
                reading.sign(after)


def _take_sections(reading: _Reading, token: str, start: int) -> None:
    """§24 and §§ are words of their own beside what they are written to."""
    first = token.index(SECTION)
    last = first + len(token[first:]) - len(token[first:].lstrip(SECTION))
    if token[:first]:
        _take(reading, token[:first], start)
    reading.word(SECTION, start + first, start + last)
    if token[last:]:
        _take(reading, token[last:], start + last)


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
