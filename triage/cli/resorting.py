"""rules resort: put the open tickets under the rules in force, or back, without a browser."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from triage.cli import output
from triage.cli.house import opened
from triage.cli.rules import rules_app
from triage.errors import BadInput

By = Annotated[str, typer.Option("--by", help="Who answers for it.")]
Back = Annotated[bool, typer.Option("--undo", help="Put back what the newest batch changed.")]


def register(_app: typer.Typer) -> None:
    """Add the command to those of the rulebook."""
    rules_app.command("resort")(rules_resort)


def rules_resort(undo: Back = False, by: By = "") -> None:
    """Classify the open tickets anew under the rules in force; goes on with a batch that was interrupted.

    What a person decided stays, and so do finished tickets.
    """
    from triage.tuning import resort, versions

    with opened() as house:
        author = by or getpass.getuser()
        with house.office.store.reading() as db:
            last, version = resort.newest(db), versions.live_key(db)[0]
        if undo and last is None:
            raise BadInput(["Es wurde noch nichts neu eingeordnet."])
        if undo and last is not None and last.state != "undoing":
            resort.take_back(house.office, author, last.id)
        elif not undo and (last is None or not last.under_way):
            last = resort.begin(house.office, author, version)
        assert last is not None
        done = resort.run(house.office, last.id)
    if done.state == "undone":
        output.say(f"{done.changed - done.kept} Vorgänge zurückgesetzt, {done.kept} inzwischen anders bearbeitet.")
    elif done.state == "stopped":
        output.say(f"Angehalten nach {done.done} Vorgängen: Es gelten andere Regeln.")
    else:
        output.say(f"{done.done} offene Vorgänge angesehen, {done.changed} neu eingeordnet (Regeln v{done.version}).")
