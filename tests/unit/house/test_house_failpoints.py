"""A kill point that nobody passes proves nothing."""

from __future__ import annotations

import re

from tests.unit.house.tree import python_files
from triage.failpoints import NAMES

# Named and stable from the first version on, but erasure itself is still to come (see CHANGELOG.md).
FUTURE = {"erase.half"}


def passed() -> set[str]:
    source = "\n".join(p.read_text(encoding="utf-8") for p in python_files("triage", "models"))
    return set(re.findall(r'failpoint\("([a-z._]+)"\)', source))


def test_every_named_point_is_passed_somewhere() -> None:
    assert set(NAMES) - FUTURE - passed() == set()


def test_every_point_passed_is_named() -> None:
    assert passed() - set(NAMES) == set()


def test_a_point_is_future_no_longer_than_it_is() -> None:
    assert FUTURE & passed() == set()
