"""How sure is a share that was counted in a few answers?"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

ENOUGH = 20  # answers below which a share says too little
_Z = 1.96  # 95 % of a normal distribution lie within so many standard deviations


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many were right, and between which shares the truth lies at 95 % (Wilson, 1927)."""

    right: int
    number: int
    low: float  # 0 … 1
    high: float

    @property
    def value(self) -> float:
        """The share itself; 0 of nothing."""
        return self.right / self.number if self.number else 0.0

    @property
    def thin(self) -> bool:
        """Whether these are too few to go by: shown grey, "zu wenig Prüfungen"."""
        return self.number < ENOUGH


def share(right: int, number: int) -> Share:
    """Wilson's score interval; everything is possible of nothing."""
    if not number:
        return Share(right=0, number=0, low=0.0, high=1.0)
    part = right / number
    middle, spread = part + _Z * _Z / (2 * number), _Z * sqrt((part * (1 - part) + _Z * _Z / (4 * number)) / number)
    whole = 1 + _Z * _Z / number
    return Share(
        right=right, number=number, low=max(0.0, (middle - spread) / whole), high=min(1.0, (middle + spread) / whole)
    )


def difference(before: Share, after: Share) -> tuple[float, float, float]:
    """(after minus before, and between what it lies at 95 %); Newcombe's interval of two Wilson intervals (1998)."""
    found = after.value - before.value
    down = sqrt((after.value - after.low) ** 2 + (before.high - before.value) ** 2)
    up = sqrt((after.high - after.value) ** 2 + (before.value - before.low) ** 2)
    return found, found - down, found + up
