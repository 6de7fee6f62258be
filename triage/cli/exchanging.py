"""rules export, rules import: a rulebook leaves the house as files, a table or a workbook, and comes back."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from triage.cli import output
from triage.cli.house import opened
from triage.cli.rules import By, Which, in_force, rules_app, texts_of
from triage.errors import BadInput, Refused

_TABLES = (".csv", ".xlsx", ".zip")
Publish = Annotated[bool, typer.Option("--publish", help="Put them in force; without it nothing is changed.")]
Note = Annotated[str, typer.Option("--note", help="What changes, and why; needed with --publish.")]
Despite = Annotated[str, typer.Option("--despite", help="Why red examples shall not stop it.")]


def register(_app: typer.Typer) -> None:
    """Add the commands to those of the rulebook."""
    rules_app.command("export")(rules_export)
    rules_app.command("import")(rules_import)


def rules_export(path: Path, which: Which = "live") -> None:
    """Write a rulebook as YAML and CSV files, or its rules as a table for a spreadsheet: FOLDER, FILE.xlsx, FILE.csv
    or FILE.zip. Exit 4 when the folder holds files or the file is there already.
    """
    table = path.suffix.lower() in _TABLES
    if path.exists() and (table or any(path.iterdir())):
        what = "Die Datei ist schon da" if table else "Der Ordner ist nicht leer"
        raise Refused(f"{path}: {what}. Nichts geschrieben.")
    with opened() as house:
        texts = texts_of(house, which)
    if table:
        _write_table(path, texts)
    else:
        _write_folder(path, texts)


def rules_import(path: Path, publish: Publish = False, note: Note = "", by: By = "", despite: Despite = "") -> None:
    """Show what a folder, table, workbook or archive would change in the rules in force, and every problem with its
    row. Changes nothing without --publish. A table replaces the rules of the topics it names, and no others.
    """
    from triage.tuning import exchange, versions

    with opened() as house:
        base = in_force(house)
        old = texts_of(house, "live")
        new = _read(path, old)
        changes = exchange.preview(old, new)
        for change in changes:
            output.say(str(change))
        output.tell("1 Unterschied." if len(changes) == 1 else f"{len(changes)} Unterschiede.")
        if not publish:
            if problems := _against(new, despite):
                raise BadInput(problems)
            return
        author = by or getpass.getuser()
        done = versions.publish(house.office, author, new, onto=base, note=note, despite=despite)
    output.say(f"v{done.number} gilt.")


def _against(texts: Mapping[str, str], despite: str) -> list[str]:
    """What would stop these rules from being published."""
    from triage.tuning.versions import check

    found = check(texts)
    return [*found.problems, *(() if despite else found.red)]


def _read(path: Path, base: Mapping[str, str]) -> dict[str, str]:
    from rules.load import folder_texts
    from triage.tuning import exchange

    if path.is_dir():
        texts = folder_texts(path)
        if not (path / "places").is_dir():
            texts = {name: text for name, text in texts.items() if not name.startswith("places/")}
            texts |= {name: text for name, text in base.items() if name.startswith("places/")}
        exchange.loaded(texts)
        return texts
    return exchange.read(path.read_bytes(), path.name, base)


def _write_table(path: Path, texts: Mapping[str, str]) -> None:
    from triage.tuning import exchange

    kind = next(known for known in exchange.FORMATS if path.suffix.lower() == f".{known}")
    path.write_bytes(exchange.written_as(texts, kind))
    output.say(f"Geschrieben: {path}.")


def _write_folder(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    output.say(f"{len(texts)} Dateien in {folder}.")
