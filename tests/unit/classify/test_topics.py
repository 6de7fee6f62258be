"""How the points of many rules become a main topic and further ones."""

from __future__ import annotations

import pytest

from rules.hinting import Hinted
from rules.hit import Hit
from triage.classify.topics import decide_topics

TEXTS = {"body": "x" * 400, "subject": "x" * 400}


def hit(label: str, rule: str, start: int, points: float, *, field: str = "subject", places: int = 1) -> Hit:
    """In the subject unless told: there the place does not count."""
    return Hit(
        family="topics",
        label=label,
        rule=f"{label}.{rule}",
        field=field,
        start=start,
        end=start + 5,
        zone=field,
        weight=points,
        share=1.0,
        language="de",
        once=True,
        points=points,
        places=places,
    )


def score(*hits: Hit) -> float:
    return decide_topics({hits[0].label: hits}, TEXTS, machine=False).named[0].score


def test_each_further_rule_of_a_topic_counts_less() -> None:
    assert score(hit("wohnen", "a", 0, 4)) == 4
    assert score(hit("wohnen", "a", 0, 4), hit("wohnen", "b", 10, 4)) == pytest.approx(6.8)


def test_words_counted_once_hardly_count_again() -> None:
    assert score(hit("wohnen", "a", 0, 4), hit("wohnen", "b", 2, 4)) == pytest.approx(4.7)


def test_what_speaks_against_a_topic_stays_whole() -> None:
    assert score(hit("gesundheit", "a", 0, 4), hit("gesundheit", "b", 10, -2)) == 2


def test_what_is_said_late_counts_less() -> None:
    assert score(hit("wohnen", "a", 0, 4, field="body")) == 4
    assert score(hit("wohnen", "a", 200, 4, field="body")) == pytest.approx(3.4)
    late = [hit("gesundheit", "a", 0, 4), hit("gesundheit", "b", 200, -2, field="body")]
    assert score(*late) == 2


@pytest.mark.parametrize(("places", "points"), [(1, 4), (2, 4.8), (3, 5.6), (9, 5.6)])
def test_what_is_said_again_counts_a_little_more(places: int, points: float) -> None:
    assert score(hit("wohnen", "a", 0, 4, places=places)) == pytest.approx(points)


def test_danger_adds_up_in_full() -> None:
    assert score(hit("gewalt_notfall", "a", 0, 3), hit("gewalt_notfall", "b", 10, 3)) == 6


def test_danger_counts_wherever_it_is_said() -> None:
    assert score(hit("gewalt_notfall", "a", 390, 3, field="body", places=3)) == 3


def test_one_strong_word_beats_much_background() -> None:
    background = [hit("wohnen", name, 10 * n, 2) for n, name in enumerate("abc")]
    said = decide_topics({"wohnen": background, "finanzen": [hit("finanzen", "a", 90, 5)]}, TEXTS, machine=False)
    assert said.named[0].id == "finanzen"


def test_the_proof_adds_up_to_the_score() -> None:
    main = decide_topics(
        {"wohnen": [hit("wohnen", "a", 0, 4), hit("wohnen", "b", 10, 3), hit("wohnen", "c", 11, 2)]},
        TEXTS,
        machine=False,
    ).named[0]
    assert sum(piece.weight for piece in main.evidence) == pytest.approx(main.score)


def hinting(**points: float) -> Hinted:
    """A word at the beginning hints at each label."""
    adds = {
        label: {0: (round(-1000 * weight), round(1000 * weight), f"{label}.wort")} for label, weight in points.items()
    }
    return Hinted(points, {0: ("body", 0, 1)}, adds)


def test_hints_add_to_a_topic_whole_and_are_shown() -> None:
    hits = {"wohnen": [hit("wohnen", "a", 0, 3)], "finanzen": [hit("finanzen", "a", 9, 3.5)]}
    main = decide_topics(hits, TEXTS, machine=False, hinted=hinting(wohnen=1.0)).named[0]
    assert (main.id, main.score) == ("wohnen", 4)
    assert sum(piece.weight for piece in main.evidence) == 4
    assert main.evidence[-1].rule == "wohnen.wort"


def test_hints_alone_do_not_put_violence_before_everything() -> None:
    hits = {"gewalt_notfall": [hit("gewalt_notfall", "a", 0, 4)], "wohnen": [hit("wohnen", "a", 0, 6)]}
    assert decide_topics(hits, TEXTS, machine=False, hinted=hinting(gewalt_notfall=1.5)).named[0].id == "wohnen"


def test_a_few_hints_name_no_topic() -> None:
    assert decide_topics({}, TEXTS, machine=False, hinted=hinting(wohnen=0.9)).named[0].id == "sonstiges"
    assert decide_topics({}, TEXTS, machine=False, hinted=hinting(wohnen=1.1)).named[0].id == "wohnen"
