"""By which name or number of the same form is a real one replaced?"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rules.fold import fold
from triage.tuning.name_lists import STREETS, TOWNS, names_of, script_of

_VOWELS = "aeiouyаеиіоуюяїєыэ"
_LONGEST_ENDING = 3  # letters of an inflection
_TELLING = (
    ("tr", re.compile(r"[ığş]|oğlu$|gül$|nur$", re.IGNORECASE)),
    ("sr", re.compile(r"ić$", re.IGNORECASE)),
    ("pl", re.compile(r"[łńśźż]|(?:ski|ska|czyk|wicz|owa)$", re.IGNORECASE)),
    ("uk", re.compile(r"(?:enko|чук|енко|chuk)$", re.IGNORECASE)),
    ("ro", re.compile(r"[țșă]|escu$", re.IGNORECASE)),
    ("ru", re.compile(r"[ыэё]|(?:ов|ова|ев|ева|ин|ина)$", re.IGNORECASE)),
)
_FAMILY_ONLY = re.compile(r"(?:ić|enko|енко|ов|ова|ев|ева|escu|ski|ska|oğlu|chuk|чук|zadeh|زاده|زی)$", re.IGNORECASE)
_DIGIT_ZEROS = (0x30, 0x660, 0x6F0)  # of Latin, Arabic and Persian digits


@dataclass(slots=True)
class Likeness:
    """Stand-ins for one ticket: the same name gets the same one, whenever it is asked."""

    seed: str
    language: str
    avoid: frozenset[str] = frozenset()  # folded words that must not come in
    given: dict[str, str] = field(default_factory=dict)  # folded name → stand-in

    def name(self, word: str, *, family: bool, woman: bool | None = None) -> str:
        """For one word of a name, in its case and with its ending."""
        known = next((base for base in self.given if _ending(base, fold(word)) is not None), None)
        if known is not None:
            return _cased(_with_ending(self.given[known], known, fold(word), word), word)
        chosen = self._chosen(word, family=family or bool(_FAMILY_ONLY.search(word)), woman=woman)
        self.given[fold(word)] = chosen
        return _cased(chosen, word)

    def number(self, text: str) -> str:
        """Every digit another, every capital letter another; the first digit of a run is never 0 unless it was."""
        out = []
        for at, sign in enumerate(text):
            if sign.isdigit():
                out.append(self._digit(text, at))
            else:
                out.append("ABCDEFGHKLMNPRSTUVWXYZ"[self._pick(f"{text}#{at}", 22)] if "A" <= sign <= "Z" else sign)
        return "".join(out)

    def street(self, text: str) -> str:
        """Another street."""
        return STREETS[self._pick(fold(text), len(STREETS))]

    def town(self, text: str) -> str:
        """A town that is nowhere."""
        return TOWNS[self._pick(fold(text), len(TOWNS))]

    def shifted(self, text: str, most: int, least: int = 1) -> str:
        """A small number of the same form, from `least` to `most`, another than before."""
        before = int(text)
        value = least + self._pick(text, most - least + 1)
        value = least + (value - least + 1) % (most - least + 1) if value == before else value
        return _in_digits_of(text, str(value).rjust(len(text), "0"))

    def _digit(self, text: str, at: int) -> str:
        zero = next(zero for zero in _DIGIT_ZEROS if zero <= ord(text[at]) <= zero + 9)
        before = ord(text[at]) - zero
        if before == 0 and (at == 0 or not text[at - 1].isdigit()):
            return text[at]  # a dialling prefix
        value = 1 + self._pick(f"{text}#{at}", 9)
        return chr(zero + (value % 9 + 1 if value == before else value))

    def _chosen(self, word: str, *, family: bool, woman: bool | None) -> str:
        script = script_of(word)
        telling = next((language for language, sign in _TELLING if sign.search(word)), self.language)
        names = names_of(telling, script)
        if names is None:
            return word[0] + "."
        soft = fold(word)[-1:] in "aаяةىہ" or word.endswith(("ة", "اء", "ى"))
        some: Sequence[str] = (
            names.families if family else names.women if (soft if woman is None else woman) else names.men
        )
        taken = {fold(name) for name in self.given.values()} | {fold(word)} | self.avoid
        free = [name for name in some if fold(name) not in taken] or list(some)
        alike = [name for name in free if fold(name)[-1] == fold(word)[-1]] if family else []
        choice = alike or free
        return choice[self._pick(fold(word), len(choice))]

    def _pick(self, of: str, among: int) -> int:
        octets = hashlib.sha256(f"{self.seed}\x00{of}".encode()).digest()
        return int.from_bytes(octets[:6]) % among


def _stem(word: str) -> str:
    return word[:-1] if len(word) > _LONGEST_ENDING and word[-1] in _VOWELS else word


def _ending(base: str, word: str) -> str | None:
    """What the word has behind the stem of the name; None when it is no form of it."""
    if word == base:
        return word[len(_stem(base)) :]
    stem = _stem(base)
    if len(stem) < 3 or not word.startswith(stem):  # noqa: PLR2004 - shorter ones begin too many words
        return None
    ending = word[len(stem) :]
    return ending if len(ending) <= _LONGEST_ENDING and ending[:1] != stem[-1:] else None


def _with_ending(chosen: str, base: str, folded: str, word: str) -> str:
    if folded == base:
        return chosen
    ending = _ending(base, folded) or ""
    return _stem(chosen) + word[len(word) - len(ending) :] if ending else chosen


def _cased(chosen: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return chosen.upper()
    return chosen.lower() if like.islower() else chosen


def _in_digits_of(text: str, digits: str) -> str:
    zero = next((zero for zero in _DIGIT_ZEROS if zero <= ord(text[0]) <= zero + 9), 0x30)
    return "".join(chr(zero + int(digit)) for digit in digits[-len(text) :])


def is_form_of(word: str, name: str) -> bool:
    """Whether a word is that name, as it is or with an ending of up to three letters."""
    return _ending(fold(name), fold(word)) is not None
