"""user list, role, lock, unlock: who works here, for whoever keeps the house."""

from __future__ import annotations

from typing import Annotated

import typer

from triage.cli import output
from triage.cli.house import opened

BY = "cli"  # stands in the record of changes
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]


def register(group: typer.Typer) -> None:
    """Add these commands to `triage user`."""
    group.command("list")(list_)
    group.command("role")(role)
    group.command("lock")(lock)
    group.command("unlock")(unlock)


def list_(as_json: AsJson = False) -> None:
    """List the accounts there are."""
    from triage.desk.people import people

    with opened() as house, house.office.store.reading() as db:
        everybody = people(db)
    for staff in everybody:
        if as_json:
            kept = {"name", "shown", "role", "active", "circle", "mailboxes"}
            output.line(staff.model_dump(mode="json", include=kept))
        else:
            marks = [*(["geschützte Vorgänge"] if staff.circle else []), *([] if staff.active else ["gesperrt"])]
            boxes = ", ".join(staff.mailboxes) or "alle Postfächer"
            output.say(f"{staff.name:<20} {staff.role:<10} {boxes}  {', '.join(marks)}".rstrip())


def role(name: str, role: Annotated[str, typer.Argument(help="mitarbeit, leitung or admin.")]) -> None:
    """Give an account another role; holds from the person's next click on."""
    from triage.desk.people import set_role

    with opened() as house:
        set_role(house.office, BY, name, role)
    output.say(f"{name}: {role}.")


def lock(name: str) -> None:
    """Close an account; its sessions and tokens end at once."""
    from triage.desk.people import lock as close

    with opened() as house:
        close(house.office, BY, name)
    output.say(f"{name}: gesperrt.")


def unlock(name: str) -> None:
    """Open a closed account again; its tokens stay worthless."""
    from triage.desk.people import unlock as reopen

    with opened() as house:
        reopen(house.office, BY, name)
    output.say(f"{name}: entsperrt.")
