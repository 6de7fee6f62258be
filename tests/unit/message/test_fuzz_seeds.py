"""What once broke the reading, or came close, stays read."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fuzz.mutate import CORPUS, SEEDS, mutated
from tests.fuzz.target import read_any

KEPT = sorted(SEEDS.iterdir())


@pytest.mark.parametrize("seed", KEPT, ids=lambda path: path.stem)
def test_a_kept_input_is_read(seed: Path) -> None:
    read_any(seed.read_bytes())


def test_a_few_hundred_broken_mails_are_read() -> None:
    """A glimpse of what `make fuzz` does a hundred thousand times."""
    chance = random.Random(20_261_123)
    seeds = [path.read_bytes() for path in sorted(CORPUS.glob("*.eml"))]

    for _ in range(300):
        read_any(mutated(chance, seeds))
