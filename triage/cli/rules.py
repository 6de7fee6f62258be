"""rules: check, test, compare, publish and take back a rulebook without a browser."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from triage.cli import output
from triage.cli.house import opened
from triage.errors import BadInput

if TYPE_CHECKING:
    from rules.rulebook import Rulebook
    from triage.bootstrap import House

rules_app = typer.Typer(no_args_is_help=True, help="The rulebook.")
Which = Annotated[str, typer.Argument(help="A folder, a number such as v14, `live`, or `shipped`.")]
Note = Annotated[str, typer.Option("--note", help="What changes, and why.")]
By = Annotated[str, typer.Option("--by", help="Who answers for it.")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(rules_app, name="rules")


@rules_app.command("check")
def rules_check(folder: Annotated[Path | None, typer.Argument()] = None, warnings: bool = False) -> None:
    """Check a rulebook: all problems at once, with file and line. Exit 1 when there is one."""
    from rules.check import check
    from rules.load import load_folder, shipped

    problems = check(load_folder(folder) if folder else shipped())
    errors = [p for p in problems if p.severity == "error"]
    for problem in problems if warnings else errors:
        output.say(str(problem))
    output.tell(f"{len(errors)} Fehler, {len(problems) - len(errors)} Hinweise.")
    if errors:
        raise typer.Exit(1)


@rules_app.command("test")
def rules_test(folder: Annotated[Path | None, typer.Argument()] = None) -> None:
    """Run every rule's own examples and counterexamples. Exit 1 when one fails."""
    from rules.check import failing_examples
    from rules.load import load_folder, shipped

    book = load_folder(folder) if folder else shipped()
    failing = failing_examples(book)
    for problem in failing:
        output.say(str(problem))
    total = sum(len(rule.examples) + len(rule.counterexamples) for rule in book.rules)
    output.say(f"{total - len(failing)} von {total} Beispielen stimmen.")
    if failing:
        raise typer.Exit(1)


@rules_app.command("versions")
def rules_versions(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Every version that was ever in force, newest first."""
    from triage.tuning import versions

    with opened() as house, house.office.store.reading() as db:
        found = versions.history(db) or [versions.live(db)]
    for version in found:
        when = version.at.isoformat(timespec="seconds") if version.at else None
        if as_json:
            output.line(
                {"version": version.number, "kind": version.kind, "restores": version.restores, "at": when,
                 "author": version.author, "note": version.note, "rulebook": version.digest}
            )  # fmt: skip
        else:
            back = f" (wie v{version.restores})" if version.restores is not None else ""
            output.say(f"v{version.number}{back}  {when or 'mitgeliefert'}  {version.author}  {version.note}")


@rules_app.command("diff")
def rules_diff(old: Which, new: Which = "live", as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """What is different from OLD to NEW, in words. Exit 1 when something is."""
    from dataclasses import asdict

    from rules.difference import difference

    with opened() as house:
        found = difference(book_of(house, old), book_of(house, new))
    for change in found:
        if as_json:
            output.line(asdict(change))
        else:
            output.say(str(change))
    output.tell("1 Unterschied." if len(found) == 1 else f"{len(found)} Unterschiede.")
    if found:
        raise typer.Exit(1)


@rules_app.command("publish")
def rules_publish(
    folder: Path,
    note: Note,
    by: By = "",
    despite: Annotated[str, typer.Option("--despite", help="Why red examples shall not stop it.")] = "",
    onto: Annotated[int | None, typer.Option(help="The version it shall replace; by default the one in force.")] = None,
) -> None:
    """Put the rules of a folder in force. Exit 2 when they cannot be used or an example fails, 1 when somebody else
    published first.
    """
    from triage.tuning import versions

    with opened() as house:
        texts = texts_of(house, str(folder))
        base = in_force(house) if onto is None else onto
        done = versions.publish(house.office, by or getpass.getuser(), texts, onto=base, note=note, despite=despite)
    output.say(f"v{done.number} gilt.")


@rules_app.command("rollback")
def rules_rollback(
    note: Note,
    to: Annotated[int | None, typer.Option(help="The version to go back to; by default the one before.")] = None,
    by: By = "",
) -> None:
    """Put an earlier version in force again, exactly as it was."""
    from triage.tuning import versions

    with opened() as house:
        now = in_force(house)
        if not now:
            raise BadInput(["Es gelten die mitgelieferten Regeln: Davor gab es keine."])
        target = now - 1 if to is None else to
        done = versions.roll_back(house.office, by or getpass.getuser(), to=target, onto=now, note=note)
    output.say(f"v{done.number} gilt, wie v{target}.")


def in_force(house: House) -> int:
    """The number of the version in force; 0 while nothing was published."""
    from triage.tuning import versions

    with house.office.store.reading() as db:
        return versions.live_key(db)[0]


def book_of(house: House, which: str) -> Rulebook:
    """The rules of a folder, of a version, `live`, or `shipped`. Raises BadInput, NotFound."""
    from rules.load import load_texts

    return load_texts(texts_of(house, which))


def texts_of(house: House, which: str) -> dict[str, str]:
    """The files of a folder, of a version, of what is in force, or of what the product came with."""
    from rules.load import folder_texts, shipped_texts
    from triage.tuning import versions

    if which == "shipped":
        return shipped_texts()
    number = in_force(house) if which == "live" else _number(which)
    if number is not None:
        with house.office.store.reading() as db:
            return versions.texts_of(db, number)
    folder = Path(which)
    if not folder.is_dir():
        raise BadInput([f"{which}: weder ein Ordner noch eine Version wie v14, noch live oder shipped."])
    return folder_texts(folder)


def _number(which: str) -> int | None:
    digits = which.removeprefix("v")
    return int(digits) if digits.isdecimal() and not Path(which).is_dir() else None
