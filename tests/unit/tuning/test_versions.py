"""One version of the rules is in force at any moment, each can come back exactly, nobody is overtaken in silence."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from rules.load import digest, shipped_texts
from tests.web.seed import office_in
from triage.errors import BadInput, Conflict, NotFound
from triage.office import Office
from triage.tuning import versions

RULE = """topic: wohnen
rules:
  - id: wohnen.probe
    weight: 2
    any: {de: [Probewort]}
    examples: ["Ein Probewort steht hier"]
    counterexamples: ["Nichts davon"]
"""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


def with_rule(text: str = RULE) -> dict[str, str]:
    return {**shipped_texts(), "topics/wohnen_probe.yaml": text}


def live(office: Office) -> versions.Version:
    with office.store.reading() as db:
        return versions.live(db)


def test_until_somebody_publishes_the_rules_of_the_product_hold(office: Office) -> None:
    now = live(office)

    assert (now.number, now.digest, now.kind) == (0, digest(shipped_texts()), "seed")


def test_publishing_keeps_what_held_before_and_says_who_and_why(office: Office) -> None:
    done = versions.publish(office, "klein", with_rule(), onto=0, note="  Probewort fehlte  ")

    with office.store.reading() as db:
        told = versions.history(db)
        old, new = versions.texts_of(db, 1), versions.texts_of(db, 2)
    assert live(office) == done == told[0]
    assert (done.number, done.author, done.note, done.kind) == (2, "klein", "Probewort fehlte", "publish")
    assert (told[1].kind, old) == ("seed", shipped_texts())
    assert digest(new) == done.digest


def test_a_rollback_restores_every_octet_and_can_itself_be_taken_back(office: Office) -> None:
    versions.publish(office, "klein", with_rule(), onto=0, note="neu")

    back = versions.roll_back(office, "klein", to=1, onto=2, note="doch nicht")
    again = versions.roll_back(office, "klein", to=2, onto=3, note="doch")

    with office.store.reading() as db:
        assert versions.texts_of(db, 3) == shipped_texts()
        assert versions.texts_of(db, 4) == with_rule()
    assert (back.restores, back.digest) == (1, digest(shipped_texts()))
    assert (again.number, again.restores) == (4, 2)


def test_who_publishes_onto_an_old_version_is_told_by_whom_it_was_replaced(office: Office) -> None:
    versions.publish(office, "klein", with_rule(), onto=0, note="neu")

    with pytest.raises(Conflict) as told:
        versions.publish(office, "weber", with_rule(RULE.replace("2", "3")), onto=0, note="auch neu")

    assert told.value.by == "klein"
    assert live(office).number == 2


def test_of_eight_who_publish_at_once_one_succeeds(office: Office) -> None:
    ended: list[str] = []
    start = threading.Barrier(8)

    def one(at: int) -> None:
        texts = {**shipped_texts(), "topics/wohnen_probe.yaml": RULE.replace("Probewort", f"Probewort{'x' * at}")}
        start.wait()
        try:
            versions.publish(office, f"p{at}", texts, onto=0, note="zugleich", despite="Beispiele folgen")
            ended.append("done")
        except Conflict:
            ended.append("told")

    threads = [threading.Thread(target=one, args=(at,)) for at in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ended) == ["done", *["told"] * 7]
    with office.store.reading() as db:
        assert [v.number for v in versions.history(db)] == [2, 1]


def test_a_red_example_stops_it_unless_somebody_says_why_not(office: Office) -> None:
    red = with_rule(RULE.replace("Nichts davon", "Kein Probewort"))

    with pytest.raises(BadInput, match="counterexample is found"):
        versions.publish(office, "klein", red, onto=0, note="neu")
    done = versions.publish(office, "klein", red, onto=0, note="neu", despite="Beispiel war falsch")

    assert done.report["despite"] == "Beispiel war falsch"
    assert "Kein Probewort" in str(done.report["red"])


@pytest.mark.parametrize(
    ("texts", "note", "why"),
    [
        (with_rule(RULE.replace("weight: 2", "weigth: 2")), "neu", "weight"),
        (shipped_texts(), "neu", "gelten schon"),
        (with_rule(), "  ", "in einem Satz"),
        (with_rule(), "x" * 2_001, "länger als"),
    ],
)
def test_what_cannot_be_used_changes_nothing(office: Office, texts: dict[str, str], note: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        versions.publish(office, "klein", texts, onto=0, note=note)

    assert live(office).number == 0


def test_a_version_that_never_was_cannot_come_back(office: Office) -> None:
    with pytest.raises(NotFound):
        versions.roll_back(office, "klein", to=7, onto=0, note="zurück")
