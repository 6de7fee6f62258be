"""A run between blanks is read once and means the same in every text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.memory import Remembered
from rules.runs import plain_run, read_run, spelling
from rules.tokens import Tokens
from rules.words import ENDED, JOINED, PARTED, Words

_tokens = Tokens()
_runs = st.text(alphabet="abZßİéжم.,:;!?-(§'1", min_size=1, max_size=12)


@given(st.lists(_runs, min_size=1, max_size=6))
def test_a_text_is_its_runs_one_behind_the_other(runs: list[str]) -> None:
    whole = _tokens.read(" ".join(runs))

    assert whole.forms == [form for run in runs for form in _tokens.read(run).forms]
    assert all(whole.text[a:b].strip() for a, b in zip(whole.starts, whole.ends, strict=True))


@given(st.lists(_runs, min_size=1, max_size=6))
def test_one_blank_or_two_between_runs_make_no_difference_to_words(runs: list[str]) -> None:
    one, two = _tokens.read(" ".join(runs)), _tokens.read(f" {'  '.join(runs)}\n")

    assert [one.shown(n, n) for n in range(len(one))] == [two.shown(n, n) for n in range(len(two))]
    assert one.gaps == two.gaps


@given(st.text(alphabet="abZßéжم", min_size=1, max_size=8), st.sampled_from(["", *".,:;!?"]))
def test_a_plain_run_is_what_a_tokenizer_makes_of_it(letters: str, sign: str) -> None:
    run = letters + sign
    cuts = [(0, len(letters)), (len(letters), len(run))] if sign else [(0, len(run))]

    assert plain_run(run) == read_run(run, cuts)[0] == read_run(run, [(0, len(run))])[0]


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("Frau Dr. Meier", [ENDED, JOINED, JOINED]),
        ("Ich komme. Danke", [ENDED, JOINED, ENDED]),
        ("St . Tönis", [ENDED, JOINED]),
        ("Haus . Kind", [ENDED, ENDED]),
        ("Haus – Kind", [ENDED, JOINED]),
        ("Haus : Kind", [ENDED, PARTED]),
        ("Haus \n Kind", [ENDED, JOINED]),
        ("Haus \n\n Kind", [ENDED, ENDED]),
        ("Haus .( Kind", [ENDED, ENDED]),
    ],
)
def test_what_parts_words_is_seen_across_blanks(text: str, gaps: list[int]) -> None:
    read: Words = _tokens.read(text)

    assert read.gaps == gaps


def test_a_frequent_word_is_looked_up_by_its_spelling() -> None:
    keys = _tokens.read("İŞ is Wohnung").keys

    assert [spelling(key) for key in keys] == [("is", "i̇ş"), ("is", "is"), ("wohnung", "")]


def test_what_is_remembered_is_bounded() -> None:
    known = Remembered(len, 3)

    for length in (1, 2, 3, 4, 1_000):
        assert known["x" * length] == length

    assert list(known) == ["xxxx"]
