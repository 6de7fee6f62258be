"""A table of phrases answers the same for short texts, for long ones, and as plainly written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.message import bounce_words, circular_words, machine_words
from triage.message.signs import folded
from triage.message.tables import Table

TABLE = Table("not here|not|auto:|自动回复|退信|abc def")
TABLES = [
    (f"{module.__name__.rpartition('.')[2]}.{name}", table)
    for module in (bounce_words, circular_words, machine_words)
    for name, table in vars(module).items()
    if isinstance(table, Table)
]


@given(st.text(alphabet="nothere auto:自动回复退信abcdf", max_size=400))
def test_a_phrase_is_found_wherever_it_stands(text: str) -> None:
    assert TABLE.within(text) == any(phrase in text for phrase in TABLE.phrases)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("not here", 8),
        ("not there", 3),
        ("nothing", 0),
        ("auto:x", 5),
        ("自动回复您好", 4),
        ("", 0),
        ("n", 0),
        ("abc deft", 0),
    ],
)
def test_a_text_opens_with_whole_words_only(text: str, length: int) -> None:
    assert TABLE.opens(text) == length


@pytest.mark.parametrize(("name", "table"), TABLES, ids=[name for name, _ in TABLES])
def test_every_phrase_of_the_vocabulary_can_be_found(name: str, table: Table) -> None:
    for phrase in table.phrases:
        assert len(phrase) > 1, name
        assert folded(phrase) == phrase, f"{name}: {phrase!r} is not folded"
        assert table.within(phrase)
        assert table.within(f"{'x ' * 200}{phrase}")
