"""Which words name a body or a calling by their last part."""

from __future__ import annotations

import pytest

from rules.fold import fold
from triage.classify.callings import names_body, names_caller


@pytest.mark.parametrize(
    ("word", "body", "caller"),
    [
        ("Bahnhofsmission", True, True),
        ("Gemeindebücherei", True, True),
        ("Beratungslehrerin", False, True),
        ("Tischlermeisterin", False, True),
        ("Bushaltestelle", False, False),
        ("Wasserleitung", False, False),
        ("Klavier", False, False),
        ("Amt", False, False),
    ],
)
def test_last_parts_tell_bodies_and_callings(word: str, body: bool, caller: bool) -> None:
    assert names_body(fold(word)) is body
    assert names_caller(fold(word)) is caller
