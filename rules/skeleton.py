"""Are two Arabic or Cyrillic spellings the same foreign name, written down by ear?"""

from __future__ import annotations

LEAST_BONES = 4  # consonants that tell a name from everyday words
_VOWELS = frozenset("اويىهآةؤئیہےаеёиіїоуыэюяєйьъ\u200c")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("زصشثسژ", "س"), **dict.fromkeys("غجكگخقکحچ", "ك"), **dict.fromkeys("ڤڥف", "ف"),
        **dict.fromkeys("پب", "ب"), **dict.fromkeys("طتثة", "ت"), **dict.fromkeys("ضد", "د"),
        **dict.fromkeys("зсшж", "с"), **dict.fromkeys("гґхк", "х"), **dict.fromkeys("вф", "ф"),
    }
)  # fmt: skip


def skeleton(word: str) -> str:
    """The consonants of a folded word, those that are heard alike made one, doubled ones single; "" when too few."""
    bones = [letter for letter in word if letter not in _VOWELS]
    alike = "".join(bones).translate(_ALIKE)
    single = "".join(letter for at, letter in enumerate(alike) if at == 0 or alike[at - 1] != letter)
    return single if len(single) >= LEAST_BONES else ""
