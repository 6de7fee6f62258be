"""Rules leave the house by the command line and come back, with a look first; open tickets follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.run import triage
from tests.unit.tuning.ruled import WOHNEN, A, B, rulebook


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation whose rules in force are small."""
    folder = tmp_path_factory.mktemp("rules")
    data = folder / "data"
    small = folder / "small"
    _write(small, rulebook(A))
    done = triage("rules", "import", small, "--publish", "--note", "klein", data=data)
    assert done.code == 0, done.err
    assert "v2 gilt." in done.text
    return data


def _write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("suffix", ["", ".csv", ".xlsx", ".zip"])
def test_what_was_exported_changes_nothing_when_it_is_imported(suffix: str, data: Path, tmp_path: Path) -> None:
    path = tmp_path / f"regeln{suffix}"
    assert triage("rules", "export", path, data=data).code == 0

    done = triage("rules", "import", path, data=data)

    assert (done.code, done.text, "0 Unterschiede." in done.err) == (0, "", True)
    assert triage("rules", "export", path, data=data).code == 4


def test_an_import_is_shown_and_only_then_published_and_open_tickets_follow(data: Path, tmp_path: Path) -> None:
    _write(tmp_path / "neu", rulebook(B, wohnen=WOHNEN))
    looked = triage("rules", "import", tmp_path / "neu", data=data)
    live = triage("rules", "versions", "--json", data=data).lines[0]["version"]

    noteless = triage("rules", "import", tmp_path / "neu", "--publish", data=data)
    done = triage("rules", "import", tmp_path / "neu", "--publish", "--note", "Schimmel", "--by", "klein", data=data)

    assert "+ wohnen.schimmel · rule: Schimmel (5)" in looked.text
    assert live == 2
    assert noteless.code == 2
    assert done.text.splitlines()[-1] == "v3 gilt."
    undo = triage("rules", "resort", "--undo", data=data)
    assert (undo.code, "noch nichts" in undo.err) == (2, True)
    assert "0 offene Vorgänge angesehen, 0 neu eingeordnet (Regeln v3)." in triage("rules", "resort", data=data).text
    assert "0 Vorgänge zurückgesetzt" in triage("rules", "resort", "--undo", data=data).text


def test_a_wrong_table_is_refused_row_by_row(data: Path, tmp_path: Path) -> None:
    table = tmp_path / "regeln.csv"
    table.write_text("topic;rule;weight;kind;text\nsprache;sprache.a;9;any;Kurs\n", encoding="utf-8")

    done = triage("rules", "import", table, data=data)

    assert (done.code, "Zeile 2  weight is 9" in done.err) == (2, True)
    assert triage("rules", "import", tmp_path / "fehlt.csv", data=data).code == 2


def test_a_folder_without_places_keeps_those_in_force(data: Path, tmp_path: Path) -> None:
    _write(tmp_path / "neu", {"topics/sprache.yaml": A})

    done = triage("rules", "import", tmp_path / "neu", data=data)

    assert done.code == 0, done.err
    assert "place" not in done.text
