"""Who works here can be seen and changed without a browser, and `doctor` says what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.cli.run import Done, triage


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, role in (("chef", "admin"), ("weber", "mitarbeit")):
        triage("user", "add", name, "--role", role, data=tmp_path, stdin=b"korrekt-pferd-batterie\n")
    return tmp_path


def findings(done: Done, check: str) -> list[tuple[str, str]]:
    return [(line["level"], line["text"]) for line in done.lines if line["check"] == check]


def change(data: Path, statement: str) -> None:
    engine = create_engine(f"sqlite:///{data / 'triage.db'}")
    with engine.begin() as raw:
        raw.execute(text(statement))
    engine.dispose()


def test_accounts_are_listed_changed_locked_and_unlocked(data: Path) -> None:
    assert triage("user", "role", "weber", "leitung", data=data).code == 0
    assert triage("user", "lock", "weber", data=data).text == "weber: gesperrt.\n"
    listed = triage("user", "list", "--json", data=data).lines
    plain = triage("user", "list", data=data).text
    triage("user", "unlock", "weber", data=data)

    assert [(one["name"], one["role"], one["active"]) for one in listed] == [
        ("chef", "admin", True), ("weber", "leitung", False),
    ]  # fmt: skip
    assert "gesperrt" in plain
    assert triage("user", "list", "--json", data=data).lines[1]["active"]


def test_the_last_admin_and_absent_people_are_refused(data: Path) -> None:
    for arguments, code, words in (
        (("lock", "chef"), 2, "last_admin"),
        (("role", "chef", "mitarbeit"), 2, "last_admin"),
        (("role", "chef", "koenig"), 2, "unknown_role"),
        (("lock", "niemand"), 1, "account"),
    ):
        done = triage("user", *arguments, data=data)
        assert (done.code, words in done.err) == (code, True), arguments


def test_doctor_says_what_everybody_sees_for_want_of_a_person(data: Path) -> None:
    triage("calls", "add", "--note", "Frage zum Deutschkurs", data=data)
    assert findings(triage("doctor", "--json", data=data), "Geschütztes")[0][0] == "WARN"

    change(data, "UPDATE staff SET circle = 1, mailboxes = '[\"zweites\"]'")
    change(data, "UPDATE ticket SET mailbox = 'kim'")
    done = triage("doctor", "--json", data=data)

    assert "niemand ist benannt für: kim" in findings(done, "Geschütztes")[0][1]
    assert "niemand hat: kim" in findings(done, "Zuständigkeit")[0][1]
    change(data, "UPDATE staff SET mailboxes = '[]'")
    done = triage("doctor", "--json", data=data)
    assert findings(done, "Geschütztes") == [("OK", "2 Personen sind benannt")]
    assert findings(done, "Zuständigkeit") == []


def test_doctor_finds_a_record_somebody_changed(data: Path) -> None:
    number = triage("calls", "add", "--note", "Mein Mann schlägt mich, ich habe Angst.", data=data).text.strip()
    for command in (("ticket", number), ("export", "csv")):
        assert triage(*command, data=data).code == 0
    whole = findings(triage("doctor", "--json", data=data), "Einsicht")
    change(data, "DELETE FROM readlog WHERE id = 1")

    done = triage("doctor", "--json", data=data)

    assert (whole[0][0], whole[0][1].startswith("2 Einträge, Kette heil")) == ("OK", True)
    assert findings(done, "Einsicht")[0][0] == "FAIL"
    assert done.code == 1


def test_hours_and_promises_are_checked_all_at_once(tmp_path: Path) -> None:
    file = tmp_path / "triage.toml"
    file.write_text(
        '[office]\nclosing_days = ["2026-13-01"]\n[office.hours]\nmon = ["12:00-08:00"]\ntue = ["8-12"]\n'
        '[sla.high]\nreaction = "soon"\n',
        encoding="utf-8",
    )

    done = triage("config", "check", data=tmp_path, TRIAGE_CONFIG=str(file))

    assert done.code == 2
    for key in ("office.closing_days", "office.hours.mon", "office.hours.tue", "sla.high.reaction"):
        assert key in done.err


def test_a_call_is_promised_an_answer_in_the_hours_of_the_settings(tmp_path: Path) -> None:
    hours = "\n".join(f'{day} = ["00:00-24:00"]' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    file = tmp_path / "triage.toml"
    file.write_text(f'[office.hours]\n{hours}\n[sla.normal]\nreaction = "90m"\n', encoding="utf-8")

    number = triage("calls", "add", "--note", "Frage zum Deutschkurs", data=tmp_path, TRIAGE_CONFIG=str(file)).text

    [row] = triage("ticket", number.strip(), "--json", data=tmp_path, TRIAGE_CONFIG=str(file)).lines
    assert row["respond_by"] > row["opened_at"]
