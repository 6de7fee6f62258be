"""How is a message cut into zones and proving words?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.desk.marking import Block, Part, blocks, merge, parts

TEXT = "Hallo Welt\n> alt\n-- \nA. D."
ZONES = [[0, 11, "fresh"], [11, 17, "quote"], [17, 26, "signature"]]


def test_a_text_comes_back_zone_by_zone_with_its_evidence_marked() -> None:
    cut = blocks(TEXT, ZONES, [(6, 10)])

    assert [b.kind for b in cut] == ["fresh", "quote", "signature"]
    assert cut[0].parts == (Part(text="Hallo "), Part(text="Welt", marked=True), Part(text="\n"))


def test_evidence_across_two_zones_is_marked_in_both() -> None:
    cut = blocks("abcdef", [[0, 3, "fresh"], [3, 6, "quote"]], [(2, 4)])

    assert cut == (
        Block(kind="fresh", parts=(Part(text="ab"), Part(text="c", marked=True))),
        Block(kind="quote", parts=(Part(text="d", marked=True), Part(text="ef"))),
    )


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], []),
        ([(3, 5), (0, 2)], [(0, 2), (3, 5)]),
        ([(0, 3), (2, 5)], [(0, 5)]),
        ([(0, 2), (2, 4)], [(0, 4)]),
        ([(4, 4), (-3, 2), (8, 99)], [(0, 2), (8, 10)]),
    ],
)
def test_overlapping_hits_become_one_mark(spans: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    assert merge(spans, 10) == expected


def test_gaps_between_zones_are_shown_as_fresh_text() -> None:
    cut = blocks("abcdef", [[2, 4, "quote"]], [])

    assert [(b.kind, b.text) for b in cut] == [("fresh", "ab"), ("quote", "cd"), ("fresh", "ef")]


def test_empty_zones_are_left_out() -> None:
    assert blocks("  \n ", [[0, 4, "fresh"]], []) == ()


@given(
    text=st.text(max_size=60),
    spans=st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=8),
    zones=st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70), st.sampled_from(["fresh", "quote"])), max_size=5),
)
def test_no_character_is_lost_or_doubled(
    text: str, spans: list[tuple[int, int]], zones: list[tuple[int, int, str]]
) -> None:
    cut = blocks(text, zones, spans)

    shown = "".join(b.text for b in cut)
    assert len(shown) <= len(text)
    assert shown.replace(" ", "").strip() == "" if not text.strip() else len(text) - len(shown) <= _blank(text, shown)


@given(text=st.text(max_size=60), spans=st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=8))
def test_parts_join_to_the_text_again(text: str, spans: list[tuple[int, int]]) -> None:
    assert "".join(p.text for p in parts(text, 0, len(text), merge(spans, len(text)))) == text


def _blank(text: str, shown: str) -> int:
    """How many characters may be missing: only those of blocks that hold nothing but white space."""
    return sum(c.isspace() for c in text) - sum(c.isspace() for c in shown)
