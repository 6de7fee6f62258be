"""config, user, doctor, db, failpoints, version: exit codes and what must be refused."""

from __future__ import annotations

import fcntl
import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.run import Done, triage

pytestmark = pytest.mark.timeout(150)
GOOD = '[mail.kim]\nhost = "127.0.0.1"\nport = 1\ntls = "none"\nuser = "kim"\nmode = "live"\n'
BAD = '[mail.kim]\nhost = "127.0.0.1"\nuser = "kim"\nmode = "liv"\nport = 99999\nfoldr = "INBOX"\npassword = "KANARI"\n'


SECRET = {"TRIAGE_MAIL__KIM__PASSWORD": "x"}


def written(at: Path, text: str) -> Path:
    file = at / "triage.toml"
    file.write_text(text, encoding="utf-8")
    return file


def no_trace(done: Done) -> bool:
    return "Traceback" not in done.err


def test_version_and_failpoints_need_nothing(tmp_path: Path) -> None:
    version, points = triage("version", data=tmp_path), triage("failpoints", data=tmp_path)

    assert (version.code, points.code) == (0, 0)
    assert "sha256:" in version.text
    assert len(points.text.split()) == 23
    assert "send.dot_noted" in points.text.split()


@pytest.mark.parametrize("name", ["no.such", "keep.open:x"])
def test_an_unknown_failpoint_is_a_usage_error(tmp_path: Path, name: str) -> None:
    done = triage("version", data=tmp_path, TRIAGE_FAILPOINT=name)

    assert (done.code, done.out) == (2, b"")
    assert no_trace(done)


def test_an_armed_failpoint_is_announced(tmp_path: Path) -> None:
    done = triage("version", data=tmp_path, TRIAGE_FAILPOINT="keep.open:2")

    assert done.code == 0
    assert "keep.open" in done.err


def test_every_problem_of_a_file_is_named_with_its_line_and_the_nearest_word(tmp_path: Path) -> None:
    file = written(tmp_path, BAD)

    done = triage("config", "check", "--config", file, data=tmp_path)

    assert (done.code, done.out) == (2, b"")
    for place, words in ((4, '"live"'), (5, "65535"), (6, '"folder"'), (7, "password_file")):
        assert any(line.startswith(f"{file}:{place} ") and words in line for line in done.err.splitlines()), done.err
    assert "KANARI" not in done.err


@pytest.mark.parametrize("arguments", [["--config", "F", "config", "show"], ["config", "show", "--config", "F"],
                                       ["config", "--config=F", "show"]])  # fmt: skip
def test_the_file_may_be_named_before_and_after_the_command(tmp_path: Path, arguments: list[str]) -> None:
    file = written(tmp_path, GOOD)

    done = triage(*(a.replace("F", str(file)) for a in arguments), data=tmp_path, **SECRET)

    assert done.code == 0, done.err
    assert f"mail.kim.mode = live  ({file}:6)" in done.text


@pytest.mark.parametrize("arguments", [["--config"], ["--config="], ["--config", "/gibt/es/nicht.toml"]])
def test_a_file_that_is_missing_is_a_usage_error(tmp_path: Path, arguments: list[str]) -> None:
    done = triage("config", "check", *arguments, data=tmp_path)

    assert done.code == 2
    assert no_trace(done)


def test_show_masks_secrets_and_names_where_a_value_comes_from(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)

    done = triage("config", "show", data=tmp_path, TRIAGE_CONFIG=str(file), TRIAGE_MAIL__KIM__PASSWORD="KANARI",
                  TRIAGE_SMTP__PORT="2525", TRIAGE_SMTP__PASSWORD="KANARI")  # fmt: skip

    assert done.code == 0, done.err
    assert "KANARI" not in done.text + done.err
    assert "mail.kim.password = ••••  (Umgebung TRIAGE_MAIL__KIM__PASSWORD)" in done.text
    assert "smtp.port = 2525  (Umgebung TRIAGE_SMTP__PORT)" in done.text


def test_a_mailbox_without_any_secret_is_named_before_anything_runs(tmp_path: Path) -> None:
    done = triage("config", "check", data=tmp_path, TRIAGE_CONFIG=str(written(tmp_path, GOOD)))

    assert done.code == 2
    assert "mail.kim" in done.err


def test_values_that_only_their_user_can_judge_are_checked_before_anything_runs(tmp_path: Path) -> None:
    wrong = {"TRIAGE_STORE__URL": "KANARI", "TRIAGE_OFFICE__ZONE": "../../etc/passwd", "TRIAGE_SMTP__FROM": "niemand",
             "TRIAGE_SMTP__HOST": "mail.example.org"}  # fmt: skip

    done = triage("config", "check", data=tmp_path, **wrong)

    assert done.code == 2
    assert len(done.err.splitlines()) == 4
    for words in ("store.url", "office.zone", "smtp.from", "nur auf diesem Rechner"):
        assert words in done.err
    assert "KANARI" not in done.err


def test_config_check_passes_without_a_file(tmp_path: Path) -> None:
    done = triage("config", "check", data=tmp_path / "leer")

    assert done.code == 0, done.err


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["fetch"], ["fetch", "--once"], ["send"], ["send", "--once"], ["import"], ["import", "/weg"],
     ["calls", "import", "/weg.csv"], ["tickets", "--limit", "0"], ["parse"], ["ticket"], ["user", "add", "x"]],
)  # fmt: skip
def test_wrong_use_ends_with_2_and_a_sentence(tmp_path: Path, arguments: list[str]) -> None:
    done = triage(*arguments, data=tmp_path)

    assert (done.code, done.out) == (2, b""), done.err
    assert done.err
    assert no_trace(done)


def test_r10_a_mailbox_that_is_away_is_a_temporary_failure(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)

    done = triage("fetch", "--once", "--json", data=tmp_path, TRIAGE_CONFIG=str(file), **SECRET)

    assert done.code == 3, done.err
    assert done.lines == [{"summary": dict.fromkeys(
        ["fetched", "tickets", "followups", "duplicates", "set_aside", "ignored"], 0)}]  # fmt: skip
    assert no_trace(done)


def test_a_second_worker_on_sqlite_says_so_and_may_try_again(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    with (tmp_path / "worker.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        done = triage("fetch", "--once", data=tmp_path, TRIAGE_CONFIG=str(file), **SECRET)

    assert done.code == 3
    assert no_trace(done)


def test_p19_accounts_have_no_default_and_a_short_password_is_refused(tmp_path: Path) -> None:
    good, short = tmp_path / "gut", tmp_path / "kurz"
    good.write_text("korrekt-pferd-batterie\n")
    short.write_text("kurz\n")

    added = triage("user", "add", "weber", "--role", "mitarbeit", "--password-file", good, data=tmp_path)
    twice = triage("user", "add", "weber", "--role", "leitung", "--password-file", good, data=tmp_path)
    weak = triage("user", "add", "klein", "--role", "mitarbeit", "--password-file", short, data=tmp_path)
    role = triage("user", "add", "klein", "--role", "chef", "--password-file", good, data=tmp_path)
    missing = triage("user", "add", "klein", "--role", "admin", "--password-file", tmp_path / "weg", data=tmp_path)

    assert [d.code for d in (added, twice, weak, role, missing)] == [0, 2, 2, 2, 2]
    assert all(map(no_trace, (twice, weak, role, missing)))


def test_doctor_gives_findings_as_json_and_exit_1_on_a_failure(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)

    well = triage("doctor", "--json", data=tmp_path / "a")
    ill = triage(
        "doctor", "--json", data=tmp_path / "b", TRIAGE_CONFIG=str(file), TRIAGE_FAILPOINT="keep.open", **SECRET
    )
    broken = triage("doctor", "--json", data=tmp_path, TRIAGE_CONFIG=str(written(tmp_path, BAD)))

    assert well.code == 0, well.text
    assert (ill.code, broken.code) == (1, 1)
    assert all(set(line) == {"check", "level", "text"} for line in well.lines + ill.lines + broken.lines)
    assert {line["check"] for line in ill.lines if line["level"] == "FAIL"} >= {"Postfach „kim“", "Failpoint"}
    assert len(broken.lines) == 4


def test_p16_a_backup_is_put_back_only_when_asked_twice(tmp_path: Path) -> None:
    data, copy, secret = tmp_path / "data", tmp_path / "copy.db", tmp_path / "secret"
    secret.write_text("korrekt-pferd-batterie")
    triage("user", "add", "weber", "--role", "admin", "--password-file", secret, data=data)

    backup = triage("db", "backup", copy, data=data)
    again = triage("db", "backup", copy, data=data)
    triage("user", "add", "klein", "--role", "admin", "--password-file", secret, data=data)
    refused = triage("db", "restore", copy, data=data)
    forced = triage("db", "restore", copy, "--force", data=data)
    nonsense = triage("db", "restore", "--force", written(tmp_path, GOOD), data=data)

    assert [d.code for d in (backup, again, refused, forced, nonsense)] == [0, 2, 4, 0, 2]
    assert copy.stat().st_mode & 0o077 == 0
    with sqlite3.connect(data / "triage.db") as db:
        assert db.execute("SELECT name FROM staff").fetchall() == [("weber",)]


def test_db_upgrade_makes_the_tables_once_and_refuses_a_newer_schema(tmp_path: Path) -> None:
    first, second = triage("db", "upgrade", data=tmp_path), triage("db", "upgrade", data=tmp_path)
    with sqlite3.connect(tmp_path / "triage.db") as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    newer = triage("db", "upgrade", data=tmp_path)
    used = triage("tickets", data=tmp_path)

    assert [d.code for d in (first, second, newer, used)] == [0, 0, 4, 4]
    assert no_trace(newer)


def test_r12_a_database_that_is_damaged_or_away_is_a_sentence_without_values(tmp_path: Path) -> None:
    damaged, away = tmp_path / "a", tmp_path / "b"
    damaged.mkdir()
    (damaged / "triage.db").write_bytes(b"KANARI" * 1000)

    done = triage("calls", "add", "--note", "KANARI", data=damaged)
    gone = triage("tickets", data=away, TRIAGE_STORE__URL="postgresql+psycopg://kim:KANARI@127.0.0.1:1/kim")

    assert (done.code, gone.code) == (3, 3), (done.err, gone.err)
    assert no_trace(done)
    assert no_trace(gone)
    assert "KANARI" not in done.err + gone.err


def test_json_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    triage("calls", "add", "--note", "Süchteln", "--caller", "Jürgen", data=tmp_path)

    done = triage("tickets", "--json", data=tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")

    assert json.loads(done.out.decode("utf-8"))["sender_name"] == "Jürgen"
