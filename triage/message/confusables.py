"""Which letters of other scripts look like which Latin ones?"""

from __future__ import annotations

import re
import unicodedata

# The part of UTS #39 that a reader of Latin script falls for, by eye in the common screen fonts.
_CYRILLIC = {
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ѐ": "e", "ё": "e", "һ": "h", "і": "i", "ї": "i", "ј": "j",
    "к": "k", "ӏ": "l", "м": "m", "о": "o", "р": "p", "ԛ": "q", "г": "r", "ѕ": "s", "т": "t", "у": "y", "ў": "y",
    "ү": "y", "ѵ": "v", "ԝ": "w", "х": "x", "ҽ": "e", "ɡ": "g",
    "А": "A", "В": "B", "С": "C", "Е": "E", "Ё": "E", "Н": "H", "І": "I", "Ї": "I", "Ӏ": "I", "Ј": "J", "К": "K",
    "М": "M", "О": "O", "Р": "P", "Ԛ": "Q", "Ѕ": "S", "Т": "T", "У": "Y", "Ү": "Y", "Ѵ": "V", "Ԝ": "W", "Х": "X",
}  # fmt: skip  # a table to read, not a column of eighty lines
_GREEK = {
    "α": "a", "ε": "e", "η": "n", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u", "χ": "x",
    "ϲ": "c", "ϳ": "j", "γ": "y", "ω": "w", "ϱ": "p", "ά": "a", "έ": "e", "ί": "i", "ό": "o", "ύ": "u",
    "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P",
    "Τ": "T", "Υ": "Y", "Χ": "X", "Ϲ": "C", "Ϳ": "J",
}  # fmt: skip  # as above
_ARMENIAN = {"օ": "o", "ո": "n", "ս": "u", "հ": "h", "ց": "g", "զ": "q", "ք": "p", "Օ": "O", "Տ": "S", "Ս": "U"}
LATIN = _CYRILLIC | _GREEK | _ARMENIAN
_READ = str.maketrans(LATIN)
_FOREIGN = re.compile("[\u0370-\u052f\u0531-\u0556\u0561-\u0587\u1c80-\u1c8f\u1f00-\u1fff\ua640-\ua69f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")
# Latin letters people really type inside words of their own script, for want of a key: the Ukrainian і, the Ossetian
# æ, the palochka of the Caucasus. They imitate nothing.
_STAND_INS = frozenset("iIïÏæÆl1")


def has_foreign(text: str) -> bool:
    """Whether there is a letter of a script that has look-alikes of Latin ones: Cyrillic, Greek, Armenian."""
    return _FOREIGN.search(text) is not None


def is_like_latin(word: str) -> bool:
    """Whether every letter of such a script has a Latin look-alike."""
    return all(letter in LATIN for letter in _FOREIGN.findall(word))


def as_read(text: str) -> str:
    """The text as a reader of Latin script takes it, in lower case without accents: „Раура1“ → "paypa1"."""
    low = unicodedata.normalize("NFKC", text).translate(_READ).casefold().replace("ı", "i")
    plain = unicodedata.normalize("NFKD", low)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def imitates(word: str) -> bool:
    """Whether a word mixes scripts so that it reads as a word of one of them."""
    word = unicodedata.normalize("NFC", word)
    foreign, latin = set(_FOREIGN.findall(word)), set(_LATIN.findall(word))
    if not foreign or not latin - _STAND_INS:
        return False
    if all(letter in LATIN for letter in foreign):
        return True  # reads as Latin
    return 1 < len(latin) < len(foreign) and latin <= _TWINS  # reads as the other script


_TWINS = frozenset(LATIN.values())  # one such letter alone is a slip of the keyboard
