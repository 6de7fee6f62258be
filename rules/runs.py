"""Which words stand in a run of letters and signs without a blank, and what separates them?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from rules.fold import LONGEST_RUN, fold
from rules.function_words import COMMON
from rules.wordlist import WordList

SECTION = "§"  # the one sign that is a word: § 24 is a paragraph, 24 an hour or a house
JOINED, PARTED, ENDED = 0, 1, 2  # what stands before a word: white space or a hyphen; other signs; a sentence's end
STOPPED = 4  # added to what signs before a run's first word make: it is ENDED, but JOINED behind an abbreviation
_MIXED, _FULL_STOP = -2, -1
_SPELT = "\n"  # between the two halves of a frequent word's key; no word holds it
_CLOSING = frozenset(".,:;!?")  # what mostly stands behind a word
_HYPHENS = frozenset("-‐‑‒–—־_")
_ENDERS = frozenset(".!?…؟。።¡¿\u06d4")
_ABBREVIATIONS = WordList(
    "st sankt skt hr fr hrn nr str tel dr prof z b bzw ca ggf evtl usw inkl zzgl mr mrs ms ul св вул ул д г geb"
    " verh led dt türk ukr arab pers franz engl v d u o a abs art ds s i m p e vm nm min max mo di mi do sa so az aktz"
)
_JOINERS = frozenset("'’‘ʼ´`\u200c\u200d\u00ad\u0640")
_GENITIVES = frozenset(("'s", "'S", "’s", "’S"))
_ELISION = 2  # letters before an apostrophe that are an article: l', d', qu'


class Word(NamedTuple):
    """A word and its place in its run, worked out once for all texts the run stands in."""

    form: str  # folded
    key: str  # what it is looked up by: its form, of frequent words the spelling as well (Turkish iş, English is)
    left: int  # code points from the run's first
    right: int  # exclusive
    before: int  # the gap that signs before it make, within its run; that of a run's first word may have STOPPED
    behind: int  # the gap that signs make between it and the end of its run; JOINED when a word of its run follows


Run = tuple[Word, ...]


def spelling(key: str) -> tuple[str, str]:
    """The folded form a key stands for and, of frequent words only, the spelling that counts."""
    form, _, spelt = key.partition(_SPELT)
    return form, spelt


def key_of(form: str, written: str) -> str:
    """What a word is looked up by."""
    return f"{form}{_SPELT}{written.casefold()}" if form in COMMON else form


def settled(gap: int, last: str) -> int:
    """The gap signs make behind a form: a full stop behind an abbreviation makes none; "" is a text's beginning."""
    if gap < STOPPED:
        return gap
    return gap - STOPPED if last in _ABBREVIATIONS or len(last) == 1 else ENDED


def plain_run(run: str) -> Run | None:
    """A run of letters, perhaps with one sign behind them, which is cut in one way only; None for all others."""
    letters = run if run.isalpha() else run[:-1] if run[-1] in _CLOSING and run[:-1].isalpha() else ""
    form = fold(letters)
    if not form or len(run) > LONGEST_RUN:
        return None
    behind = JOINED if letters is run else settled(STOPPED, form) if run[-1] == "." else _strength(run[-1])
    return (Word(form, key_of(form, letters), 0, len(letters), JOINED, behind),)


def read_run(run: str, tokens: Iterable[tuple[int, int]]) -> tuple[Run, int]:
    """The words of a run from where a tokenizer cuts it, and the gap it makes when it holds none."""
    reading = _Reading(run)
    for start, end in tokens:
        reading.token(run[start:end], start)
    if reading.words:
        reading.words[-1] = reading.words[-1]._replace(behind=reading.gap)
    return tuple(reading.words), reading.gap


@dataclass(slots=True)
class _Reading:
    run: str
    words: list[Word] = field(default_factory=list)
    gap: int = JOINED

    def token(self, token: str, start: int) -> None:
        """A token is a word, a sign, or holds both."""
        if token.isalnum() and (form := fold(token)):
            self.word(form, start, start + len(token))
            return
        strength = _strength(token)
        if strength != _MIXED:
            self.sign(strength)
        elif SECTION in token:
            self._sections(token, start)
        else:
            self._pieces(token, start)

    def sign(self, strength: int) -> None:
        if strength != _FULL_STOP:
            stopped = self.gap & STOPPED
            self.gap = max(self.gap & ~STOPPED, strength) | stopped
        elif self.words:
            self.gap = max(self.gap, settled(STOPPED, self.words[-1].form))
        else:
            self.gap |= STOPPED

    def word(self, form: str, start: int, end: int) -> None:
        self.words.append(Word(form, key_of(form, self.run[start:end]), start, end, self.gap, JOINED))
        self.gap = JOINED

    def _pieces(self, token: str, start: int) -> None:
        for form, left, right, after in _pieces(token):
            if form:
                self.word(form, start + left, start + right)
            if after:
                self.sign(_strength(after))

    def _sections(self, token: str, start: int) -> None:
        """§24 and §§ are words of their own beside what they are written to."""
        first = token.index(SECTION)
        last = first + len(token[first:]) - len(token[first:].lstrip(SECTION))
        if token[:first]:
            self.token(token[:first], start)
        self.word(SECTION, start + first, start + last)
        if token[last:]:
            self.token(token[last:], start + last)


def _strength(token: str) -> int:
    """The gap a sign makes, or that it is a full stop or has words inside."""
    if len(token) > 1 and token in _GENITIVES:
        return JOINED  # the tokenizer cuts "Peter's" in two
    if SECTION in token or (len(token) > 1 and any(map(str.isalnum, token))):
        return PARTED if _is_address(token) else _MIXED
    if not _ENDERS.isdisjoint(token):
        return _FULL_STOP if set(token) == {"."} else ENDED
    return JOINED if token in _HYPHENS else PARTED


def _is_address(token: str) -> bool:
    """A mail or web address is not made of words."""
    return SECTION not in token and ("@" in token or "://" in token or token.startswith("www."))


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
