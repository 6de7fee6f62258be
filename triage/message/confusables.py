"""Which letters of other scripts look like which Latin ones?"""

from __future__ import annotations

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
_FOREIGN = ((0x370, 0x3FF), (0x400, 0x52F), (0x530, 0x58F), (0x1C80, 0x1C8F), (0x1F00, 0x1FFF), (0xA640, 0xA69F))
_LATIN = ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x24F), (0x1E00, 0x1EFF))
_SIGNS = "\u00b5\u00d7\u00f7"  # micro, times, divided by
# Latin letters people really type inside words of their own script, for want of a key: the Ukrainian і, the Ossetian
# æ, the palochka of the Caucasus. They imitate nothing.
_STAND_INS = frozenset("iIïÏæÆl1")


def is_latin(letter: str) -> bool:
    """Whether a letter is Latin."""
    return letter not in _SIGNS and _within(letter, _LATIN)


def is_alike(letter: str) -> bool:
    """Whether a letter belongs to a script that has look-alikes of Latin ones: Cyrillic, Greek, Armenian."""
    return _within(letter, _FOREIGN)


def _within(letter: str, blocks: tuple[tuple[int, int], ...]) -> bool:
    code = ord(letter)
    return any(first <= code <= last for first, last in blocks)


def as_read(text: str) -> str:
    """The text as a reader of Latin script takes it, in lower case without accents: „Раура1“ → "paypa1"."""
    low = unicodedata.normalize("NFKC", text).translate(_READ).casefold().replace("ı", "i")
    plain = unicodedata.normalize("NFKD", low)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def imitates(word: str) -> bool:
    """Whether a word mixes scripts so that it reads as a word of one of them."""
    letters = {letter for letter in unicodedata.normalize("NFC", word) if letter.isalpha()}
    foreign = {letter for letter in letters if is_alike(letter)}
    latin = {letter for letter in letters if is_latin(letter)}
    if not foreign or not latin - _STAND_INS:
        return False
    if all(letter in LATIN for letter in foreign):
        return True  # reads as Latin
    return 1 < len(latin) < len(foreign) and latin <= _TWINS  # reads as the other script


_TWINS = frozenset(LATIN.values())  # one such letter alone is a slip of the keyboard
