"""rules doctor, weak, suggest and health tell in a terminal what the screens tell in a browser."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

import models.tables  # noqa: F401 - importing it registers every table
from models.label import LabelRow
from models.ticket import Ticket
from tests.cli.run import triage
from triage.store import Store

pytestmark = pytest.mark.timeout(280)
RULES = """topic: wohnen
rules:
  - id: wohnen.kern
    weight: 3
    any: {de: [Wohnung]}
    examples: ["Ich suche eine Wohnung"]
    counterexamples: ["nichts"]
"""
MAIL = "From: P <p{at}@example.org>\nTo: kim@example.org\nSubject: Frage\nMessage-ID: <{at}@example.org>\n\n{text}\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four requests of which staff corrected three, one more that is protected, and a small rulebook."""
    at = tmp_path_factory.mktemp("learned")
    (at / "mails").mkdir()
    (at / "rules" / "topics").mkdir(parents=True)
    (at / "rules" / "topics" / "wohnen.yaml").write_text(RULES, encoding="utf-8")
    for number in range(5):
        text = "Eine Wohnung bitte." if number == 4 else f"Es geht um den Zaubrantrag, {number}."
        (at / "mails" / f"{number}.eml").write_text(MAIL.format(at=number, text=text), encoding="utf-8")
    assert triage("import", at / "mails", data=at).code == 0
    store = Store(f"sqlite:///{at / 'triage.db'}")
    with store.transaction() as db:
        tickets = db.exec(select(Ticket).order_by(Ticket.id)).all()  # type: ignore[arg-type]  # a column
        for ticket in tickets[:4]:
            assert ticket.id is not None
            now = datetime.now(UTC)
            db.add(LabelRow(ticket_id=ticket.id, field="topic", value="wohnen", author="klein", at=now))
        tickets[3].protected = True
    store.close()
    return at


def test_the_doctor_is_silent_about_sound_rules_and_names_what_ails_others(data: Path, tmp_path: Path) -> None:
    ill = tmp_path / "rules" / "topics"
    ill.mkdir(parents=True)
    (ill / "wohnen.yaml").write_text(RULES.replace("[Wohnung]", "[Wohnung, WOHNUNG, Amt]"), encoding="utf-8")

    sound = triage("rules", "doctor", data / "rules", "--hints", data=data)
    found = triage("rules", "doctor", ill.parent, "--json", data=data)
    trifles = triage("rules", "doctor", ill.parent, "--hints", data=data)

    assert (sound.code, sound.out) == (0, b"")
    assert (found.code, [line["kind"] for line in found.lines]) == (1, ["double"])
    assert set(found.lines[0]) == {"severity", "kind", "rule", "place", "problem", "mend"}
    assert "sehr kurz" in trifles.text


def test_the_archive_is_asked_only_when_somebody_wants_it(data: Path) -> None:
    done = triage("rules", "doctor", data / "rules", "--archive", "--hints", data=data)

    assert (done.code, done.out) == (0, b"")  # five messages are too few to call a rule dead
    assert "0 Befunde in 1 Regeln" in done.err


def test_suggestions_name_the_tickets_they_repair_and_no_protected_one(data: Path) -> None:
    lines = triage("rules", "suggest", data / "rules", "--json", data=data).lines
    told = triage("rules", "suggest", data / "rules", data=data)

    assert [(line["term"], line["topic"], line["new"], line["found"], line["agreed"]) for line in lines] == [
        ("Zaubrantrag", "wohnen", True, 3, 3)
    ]
    assert (len(lines[0]["repairs"]), lines[0]["breaks"]) == (3, [])
    assert "„Zaubrantrag“: 3 von 3 geprüften" in told.text


def test_weakness_and_health_are_told_in_figures(data: Path) -> None:
    weak = triage("rules", "weak", "--json", data=data).lines
    told = triage("rules", "weak", data=data)
    health = triage("rules", "health", data / "rules", "--json", data=data).lines
    shown = triage("rules", "health", data / "rules", data=data)

    assert [line["field"] for line in weak] == ["topic", "municipality", "urgency", "certain"]
    assert weak[0]["right"]["number"] == 3
    assert "3× einbuergerung → wohnen" in told.text
    assert "zu wenig Prüfungen" in told.text
    assert [(line["rule"], line["hits"], line["decided"]) for line in health] == [("wohnen.kern", 1, 1)]
    assert shown.text.startswith("wohnen.kern")
