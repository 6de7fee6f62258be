"""Looking for phrases at their rarest word finds what reading every stretch of the text finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rules.phrases import Phrases, Row
from rules.words import JOINED, PARTED

_WORDS = "abcd"
_phrases = st.lists(st.text(alphabet=_WORDS, min_size=2, max_size=4), min_size=1, max_size=8, unique=True)
_texts = st.lists(st.tuples(st.text(alphabet=_WORDS, max_size=2), st.sampled_from((JOINED, PARTED))), max_size=12)


@given(_phrases, _texts, st.integers(0, 8))
def test_found_is_what_stands_there(phrases: list[str], text: list[tuple[str, int]], late: int) -> None:
    """A word of the text may be none, one or two lexemes; a gap with a sign parts; some phrases come later."""
    tree = Phrases()
    numbers = {letter: tree.number() for letter in _WORDS}
    for pattern, phrase in enumerate(phrases):
        if pattern == late:
            tree.close()
            tree = tree.copied()
        assert tree.add([numbers[letter] for letter in phrase], pattern) == pattern
    tree.close()
    assert [tree.copied().add([numbers[letter] for letter in phrase], -1) for phrase in phrases] == [
        *range(len(phrases))
    ]
    lexemes = [tuple(dict.fromkeys(numbers[letter] for letter in readings)) for readings, _ in text]
    gaps = [gap for _, gap in text]
    left, right = zip(*map(tree.sides, lexemes), strict=True) if text else ((), ())

    found = tree.found(Row(lexemes, left, right, gaps))

    assert sorted(found) == sorted(_plainly(phrases, [set(readings) for readings, _ in text], gaps))


def _plainly(phrases: list[str], readings: list[set[str]], gaps: list[int]) -> list[tuple[int, int, int]]:
    return [
        (pattern, first, first + len(phrase) - 1)
        for pattern, phrase in enumerate(phrases)
        for first in range(len(readings) - len(phrase) + 1)
        if all(letter in readings[first + n] for n, letter in enumerate(phrase))
        and all(gaps[first + n] == JOINED for n in range(1, len(phrase)))
    ]
