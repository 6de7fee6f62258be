"""The figures say where the rules are weak, how sure that is, and which tickets show it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.quality.report import interval
from tests.web.seed import NOON, Request, office_in, ticket
from triage.desk.visible import Viewer, seen_by
from triage.tuning.judged import Judged
from triage.tuning.share import difference, share
from triage.tuning.versions import Version
from triage.tuning.weak import drift, torn, weakness

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


def said(key: int, rules: str, staff: str | None, *, denied: tuple[str, ...] = (), **more: object) -> Judged:
    known: dict[str, object] = {"field": "topic", "at": MONDAY + timedelta(hours=key), "rulebook": "old"} | more
    return Judged(
        ticket=key, number=f"KIM-{key}", message=key, rules=rules, staff=staff, denied=denied,
        **known,  # type: ignore[arg-type]  # of several kinds
    )  # fmt: skip


def test_a_share_says_between_which_shares_the_truth_lies() -> None:
    found = share(46, 50)

    assert (found.value, found.thin) == (0.92, False)
    assert (found.low, found.high) == pytest.approx(interval(46, 50))
    assert (found.low, found.high) == pytest.approx((0.812, 0.968), abs=0.001)
    assert share(19, 19).thin
    assert share(0, 0) == share(0, 0)
    assert (share(0, 0).low, share(0, 0).high) == (0.0, 1.0)


def test_a_change_is_shown_only_where_both_sides_can_bear_it() -> None:
    found, low, high = difference(share(56, 70), share(48, 80))

    assert (round(found, 3), round(low, 3), round(high, 3)) == (-0.2, -0.334, -0.052)  # Newcombe 1998, table II (a)


def test_precision_asks_what_the_rules_named_recall_what_staff_name() -> None:
    told = [
        said(1, "sprache", "sprache"),
        said(2, "sprache", "arbeit"),
        said(3, "arbeit", "sprache"),
        said(4, "sprache", "sprache"),
        said(5, "sprache", None, denied=("sprache",)),
        said(6, "sprache", None, denied=("arbeit",)),  # tells nothing about the rules
        said(7, "kempen", "kempen", field="municipality"),
    ]

    found = weakness(told, "topic", BERLIN)
    sprache = next(one for one in found.values if one.value == "sprache")

    assert (found.right.right, found.right.number) == (2, 5)
    assert (sprache.precision.right, sprache.precision.number) == (2, 4)
    assert (sprache.recall.right, sprache.recall.number) == (2, 3)
    assert sprache.wrongly == ("KIM-5", "KIM-2")
    assert sprache.missed == ("KIM-3",)


def test_the_weakest_topic_with_enough_answers_comes_first() -> None:
    told = [said(at, "sprache", "sprache" if at % 2 else "arbeit") for at in range(40)]
    told += [said(at, "wohnen", "wohnen") for at in range(100, 140)] + [said(200, "dokumente", "familie")]

    values = [one.value for one in weakness(told, "topic", BERLIN).values]

    assert values == ["arbeit", "sprache", "wohnen", "dokumente", "familie"]


def test_a_missed_danger_costs_more_than_a_frequent_mistake() -> None:
    told = [said(at, "sprache", "arbeit") for at in range(4)] + [said(9, "familie", "gewalt_notfall")]

    found = weakness(told, "topic", BERLIN).confusions

    assert [(one.rules, one.staff, one.count, one.cost) for one in found] == [
        ("familie", "gewalt_notfall", 1, 5),
        ("sprache", "arbeit", 4, 4),
    ]
    assert found[1].tickets == ("KIM-3", "KIM-2", "KIM-1", "KIM-0")


def test_weeks_begin_on_monday_where_the_office_stands() -> None:
    sunday = datetime(2026, 11, 15, 22, 30, tzinfo=UTC)  # 23:30 in Viersen
    told = [
        said(1, "sprache", "sprache", at=sunday),
        said(2, "sprache", "arbeit", at=sunday + timedelta(hours=1)),
        said(3, "wohnen", "wohnen", at=sunday + timedelta(hours=2)),
    ]

    weeks = weakness(told, "topic", BERLIN).weeks

    assert [(week.monday, week.right.right, week.right.number) for week in weeks] == [
        (date(2026, 11, 9), 1, 1),
        (date(2026, 11, 16), 1, 2),
    ]
    assert {value: one.number for value, one in weeks[1].by_value.items()} == {"sprache": 1, "wohnen": 1}


@pytest.mark.parametrize(
    ("right_before", "right_after", "number", "verdict"),
    [(90, 60, 100, "worse"), (60, 90, 100, "better"), (90, 89, 100, "same"), (19, 1, 19, "thin")],
)
def test_drift_is_told_when_the_interval_leaves_no_doubt(
    right_before: int, right_after: int, number: int, verdict: str
) -> None:
    told = [said(at, "sprache", "sprache" if at < right_before else "arbeit") for at in range(number)]
    told += [said(at, "sprache", "sprache" if at < right_after else "arbeit", rulebook="new") for at in range(number)]

    found = drift(told, "topic", Version(number=2, digest="new"))

    assert found is not None
    assert found.verdict == verdict
    assert (found.before.right, found.after.right) == (right_before, right_after)


def test_without_a_version_of_their_own_nothing_drifts() -> None:
    assert drift([said(1, "sprache", "sprache")], "topic", Version(number=0, digest="old")) is None


def test_requests_nobody_understood_are_counted_and_named(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    klein = Viewer(name="klein", shown="B. Klein", role="leitung", mailboxes=frozenset({"kim"}))
    unclear = ticket(office, Request(topic="sonstiges", certain=False))
    unsure = ticket(office, Request(topic="wohnen", certain=False, status="closed"))
    ticket(office, Request(topic="sonstiges", certain=True))
    ticket(office, Request(topic="wohnen", certain=False, hidden=True))
    ticket(office, Request(topic="wohnen", certain=False, age=timedelta(days=30)))

    with office.store.reading() as db:
        found = torn(db, partial(seen_by, klein), since=NOON - timedelta(days=7))

    assert (found.unclear, found.unclear_tickets) == (1, (unclear,))
    assert (found.unsure, found.unsure_tickets) == (1, (unsure,))
