"""Which one-word German terms stand inside a longer German word?"""

from __future__ import annotations

from itertools import compress, count

from rules.endings import GERMAN_TAILS, GERMAN_VERBAL_PREFIXES

SHORTEST_PART = 5
_KEY = 4  # letters that find the candidates
_SHORTEST_REST = 3  # letters a neighbouring part must have
_SHORTEST_REST_OF_STEM = 4
_LONGEST = 60


class Compounds:
    """The parts, found by their first letters; the longest known part wins over those inside it."""

    def __init__(self) -> None:
        self._by_key: dict[
            str, dict[str, tuple[tuple[int, ...], int]]
        ] = {}  # key → part → (patterns, letters needed behind)

    def add(self, form: str, stem: str, pattern: int) -> None:
        """Take a one-word term and its stem (Schule, schul) as parts when they are long enough."""
        for part, rest in ((form, _SHORTEST_REST), (stem, _SHORTEST_REST_OF_STEM)):
            if len(part) >= SHORTEST_PART and part.isascii() and part.isalpha():
                known = self._by_key.setdefault(part[:_KEY], {})
                patterns, needed = known.get(part, ((), rest))
                known[part] = (patterns if pattern in patterns else (*patterns, pattern), min(needed, rest))

    def copied(self) -> Compounds:
        """The same, to add to."""
        other = Compounds()
        other._by_key = {key: dict(parts) for key, parts in self._by_key.items()}
        return other

    def knows(self, part: str) -> bool:
        """Whether it is a part already."""
        return part in self._by_key.get(part[:_KEY], {})

    def parts(self, word: str) -> list[int]:
        """The patterns of all parts of a folded word that are not inside a longer part."""
        if not SHORTEST_PART < len(word) <= _LONGEST or not word.isascii():
            return []
        found: list[int] = []
        reached = 0
        keys = map(word.__getitem__, map(slice, range(len(word) - SHORTEST_PART + 1), count(_KEY)))
        for start in compress(count(), map(self._by_key.__contains__, keys)):
            best = self._longest_at(word, start)
            if best and start + len(best) > reached:
                reached = start + len(best)
                found.extend(self._by_key[best[:_KEY]][best][0])
        return found

    def _longest_at(self, word: str, start: int) -> str:
        candidates = self._by_key[word[start : start + _KEY]]
        if not _may_begin(word[:start]):
            return ""
        fitting = (
            part
            for part, (_, needed) in candidates.items()
            if word.startswith(part, start) and _may_end(word[start + len(part) :], needed)
        )
        return max(fitting, key=len, default="")


def _may_begin(left: str) -> bool:
    """Whether what stands before a part can be a part itself: not a verb's prefix, as in Mit-arbeit."""
    return not left or (len(left) >= _SHORTEST_REST and left not in GERMAN_VERBAL_PREFIXES)


def _may_end(right: str, needed: int) -> bool:
    """Whether what stands behind a part can be an ending or another part."""
    return right in GERMAN_TAILS or len(right) >= needed
