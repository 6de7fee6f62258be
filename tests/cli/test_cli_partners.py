"""A wrong list of competent offices is found by the check, before a ticket shows it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.run import triage


def test_config_check_reads_the_files_that_replace_ours(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    file = own / "competence.csv"
    file.write_text("topic;municipality;office\nwonen;*;X\n", encoding="utf-8")

    wrong = triage("config", "check", data=tmp_path, TRIAGE_CONFIG_DIR=str(own))
    file.write_text("topic;municipality;office\nwohnen;*;X\n", encoding="utf-8")
    right = triage("config", "check", data=tmp_path, TRIAGE_CONFIG_DIR=str(own))

    assert (wrong.code, right.code) == (2, 0), wrong.err + right.err
    assert f'{file}:2  topic = "wonen": unbekannt. Meinten Sie "wohnen"?' in wrong.err
