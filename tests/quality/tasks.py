"""What is learned about topics, pressure, kinds and roles, and from which messages?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from rules.hit import total
from rules.rulebook import TOPICS
from tests.quality.fit import Penalty
from tests.quality.idle import TIMES
from tests.quality.signs import Case
from triage.classify.classify import manner_of
from triage.classify.kind import MACHINE, SPOKEN, UNANSWERED, kind_points
from triage.classify.sender import PEOPLE, role_points
from triage.classify.topics import LEAD, OTHER, THRESHOLD, own_points
from triage.classify.urgency import HIGH

BELIEVED = 0.8  # of the rules' points while learning: they were made with most of these messages and seem too sure
WORTH_PRESSING = 3.0  # how much more a pressing message counts
DANGER = "gewalt_notfall"


class Answer(NamedTuple):
    """A message as an exercise: what the rules say, and what is right."""

    given: list[float]  # what the rules give each label
    label: str
    worth: float = 1.0


class Task(NamedTuple):
    """What is learned about one family of labels."""

    name: str
    labels: tuple[str, ...]  # of the columns
    shown: tuple[tuple[str, int, float], ...]  # label of a hint, its column, and +1 for or -1 against
    read: Callable[[Case], Answer | None]  # None: hints decide nothing about this message
    points: float = 1.1  # for each unit of the logarithm of the odds
    most: float = 1.5  # points of a hint: none outweighs a rule that knows its label
    penalty: Penalty = Penalty(size=0.3, square=0.6)
    small: bool = False  # whether words as frequent as "we" may say something
    but: frozenset[str] = frozenset()  # folded words that say nothing here


def _topics_of(case: Case) -> Answer | None:
    """None where hints decide nothing: machines, the press, danger the rules are sure of."""
    own = own_points(case.hits.counted("topics"), len(case.message.text))
    if case.said.kind in MACHINE or case.said.sender_role == "press" or own.get(DANGER, 0.0) >= LEAD:
        return None
    own[OTHER] = max(own.get(OTHER, 0.0), THRESHOLD)
    return _answer(TOPICS, own, str(case.row["topics"][0]))


def _pressure_of(case: Case) -> Answer | None:
    """None where words decide nothing: what nobody answers, the press, danger, and mails marked by a machine."""
    said = case.said
    forced = said.kind in UNANSWERED or said.sender_role == "press" or said.main_topic == DANGER
    if forced or case.message.urgent_hint:
        return None
    points = total(case.hits.counted("urgency").get("high", ())) if said.urgency.id == "low" else said.urgency.score
    pressing = case.row["urgency"] == "high"
    return Answer(
        [BELIEVED * (points - HIGH), 0.0], "high" if pressing else "normal", WORTH_PRESSING if pressing else 1.0
    )


def _kind_of(case: Case) -> Answer | None:
    """None for what rules alone may hide."""
    if case.message.automatic is not None or case.said.kind not in SPOKEN:
        return None
    points = kind_points(case.hits.counted("kinds"), manner_of(case.message, case.hits))
    return _answer(SPOKEN, points, str(case.row["kind"]))


def _role_of(case: Case) -> Answer | None:
    """None for machines and spam."""
    if case.said.kind in MACHINE:
        return None
    words = case.hits.words["body"]
    points = role_points(case.hits.counted("roles"), case.message, words, kind=case.said.kind)
    return _answer(PEOPLE, points, str(case.row["sender_kind"]))


def _answer(labels: tuple[str, ...], points: Mapping[str, float], label: str) -> Answer | None:
    return Answer([BELIEVED * points.get(name, 0.0) for name in labels], label) if label in labels else None


def _each(labels: tuple[str, ...]) -> tuple[tuple[str, int, float], ...]:
    return tuple((label, n, 1.0) for n, label in enumerate(labels))


_ROLES_SHOWN = tuple(shown for shown in _each(PEOPLE) if shown[0] != "press")  # too few: rules alone name them
TASKS = (
    Task(name="topic", labels=TOPICS, shown=_each(TOPICS), read=_topics_of, but=TIMES),
    Task(
        name="pressure",
        labels=("high", "normal"),
        shown=(("high", 0, 1.0), ("high", 1, -1.0)),
        read=_pressure_of,
        points=0.5,
        most=1.0,
        penalty=Penalty(size=0.3, square=0.3),
    ),
    Task(name="kind", labels=SPOKEN, shown=_each(SPOKEN), read=_kind_of, small=True),
    Task(name="role", labels=PEOPLE, shown=_ROLES_SHOWN, read=_role_of, small=True),
)
