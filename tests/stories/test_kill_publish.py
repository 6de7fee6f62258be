"""K22-K23: killed while rules come into force or go back, one version holds, whole, and the next try works."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.load import shipped_texts
from tests.stories.kills import killed
from tests.stories.office import Installation

pytestmark = [pytest.mark.kill, pytest.mark.timeout(290)]
RULE = """topic: wohnen
rules:
  - id: wohnen.probe
    weight: 2
    any: {de: [Probewort]}
    examples: ["Ein Probewort"]
    counterexamples: ["Nichts davon"]
"""


@pytest.fixture
def office(tmp_path: Path, store_url: str) -> Installation:
    folder = tmp_path / "new"
    for name, text in {**shipped_texts(), "topics/probe.yaml": RULE}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return Installation(folder=tmp_path, boxes=[], store=store_url)


def versions(office: Installation) -> list[tuple[object, ...]]:
    return office.rows("SELECT id, replaces, kind, restores FROM rulebook ORDER BY id")


def test_killed_before_the_commit_nothing_holds_and_after_it_everything_does(office: Installation) -> None:
    folder = str(office.folder / "new")
    seed, new, back = (1, 0, "seed", None), (2, 1, "publish", None), (3, 2, "rollback", 1)

    before = office.run("rules", "publish", folder, "--note", "neu", failpoint="rules.open")
    nothing = versions(office)
    after = office.run("rules", "publish", folder, "--note", "neu", failpoint="rules.done")
    published = versions(office)
    half = office.run("rules", "rollback", "--note", "zurück", failpoint="rules.open")
    still = versions(office)
    whole = office.run("rules", "rollback", "--note", "zurück")

    assert [killed(done.returncode) for done in (before, after, half)] == [True] * 3
    assert nothing == []
    assert published == still == [seed, new]
    assert "v3 gilt, wie v1." in whole.stdout, whole.stderr
    assert versions(office) == [seed, new, back]
    assert len({row[0] for row in office.rows("SELECT digest FROM rulebook WHERE id IN (1, 3)")}) == 1
