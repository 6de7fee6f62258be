"""rules impact: what would another rulebook do to everything that was filed?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from triage.cli import output
from triage.cli.house import opened
from triage.cli.rules import Which, rules_app, texts_of
from triage.errors import BadInput

if TYPE_CHECKING:
    from triage.bootstrap import House
    from triage.tuning.impact import Change, Impact

_STEP = 2.0  # seconds between two words about how far it is


def register(_app: typer.Typer) -> None:
    """The command hangs on `rules`, which is registered already."""


@rules_app.command("impact")
def rules_impact(
    which: Which,
    against: Annotated[str, typer.Option("--against", help="What it is compared with.")] = "live",
    most: Annotated[int, typer.Option("--most", min=0, help="Changes printed; all are counted.")] = 1_000,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """What these rules would label otherwise of everything that was filed, newest first. Changes nothing."""
    with opened() as house:
        found = _compared(house, texts_of(house, against), texts_of(house, which), most)
        numbers = _numbers(house, found)
    for change in found.changes:
        output.line(_as_json(change, numbers)) if as_json else output.say(_in_words(change, numbers))
    summary = {
        "known": found.known, "touched": found.touched, "changed": found.changed, "rules": list(found.rules),
        "fields": dict(found.fields), "red": list(found.red or ()), "seconds": found.seconds,
    }  # fmt: skip
    if as_json:
        output.line({"summary": summary})
    else:
        for text in found.red or ():
            output.say(text)
        output.tell(
            f"{found.changed} von {found.known} Nachrichten anders, {found.touched} verglichen, {found.seconds:.1f} s."
        )


def _compared(house: House, old: dict[str, str], new: dict[str, str], most: int) -> Impact:
    house.rehearsals.begin("rules impact", old, new, most=most)
    while True:
        found = house.rehearsals.look("rules impact", _STEP)
        assert found is not None
        if found.problems:
            raise BadInput(list(found.problems))
        if found.done:
            return found
        output.tell(f"{found.examined} von {found.touched} verglichen …" if found.touched else "Wird vorbereitet …")


def _numbers(house: House, found: Impact) -> dict[int, str]:
    from sqlmodel import col, select

    from models.ticket import Ticket

    wanted = sorted({change.ticket_id for change in found.changes})
    numbers: dict[int, str] = {}
    with house.office.store.reading() as db:
        for first in range(0, len(wanted), 500):
            some = wanted[first : first + 500]
            numbers.update(db.connection().execute(select(Ticket.id, Ticket.number).where(col(Ticket.id).in_(some))))
    return numbers


def _as_json(change: Change, numbers: dict[int, str]) -> dict[str, object]:
    return {
        "ticket": numbers.get(change.ticket_id), "message": change.message_id, "changed": list(change.fields),
        "before": change.before._asdict(), "after": change.after._asdict(),
        "evidence": [spot._asdict() for spot in change.spots],
    }  # fmt: skip


def _in_words(change: Change, numbers: dict[int, str]) -> str:
    said = [
        f"{name}: {_shown(getattr(change.before, name))} → {_shown(getattr(change.after, name))}"
        for name in change.fields
    ]
    return f"{numbers.get(change.ticket_id, '–')}  {', '.join(said)}"


def _shown(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else "–" if value in (None, "") else str(value)
