"""How do many tickets go one way at once, and what became of each?"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal, get_args

from triage.desk import claim, correct, status
from triage.desk.queue import pulse
from triage.desk.visible import Viewer
from triage.errors import BadInput, Conflict, NotFound
from triage.office import Office

Deed = Literal["claim", "done", "wait", "topic", "municipality", "urgency"]
DEEDS: tuple[Deed, ...] = get_args(Deed)
MOST = 100  # tickets at once

_Step = Callable[..., None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A ticket as it stood in the list."""

    number: str
    version: int

    @classmethod
    def parse(cls, text: str) -> Pick | None:
        """From "number:version"; None for anything else."""
        number, _, version = text.partition(":")
        fits = 0 < len(version) < 10 and version.isdecimal() and 0 < len(number) <= 24  # noqa: PLR2004 - lengths of columns
        return cls(number=number, version=int(version)) if fits else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a common step did."""

    batch: str  # its name in the history
    done: tuple[str, ...]  # numbers
    lost: tuple[str, ...]  # one sign-in name for each ticket that somebody else had changed
    gone: int  # tickets that are not there for the viewer


def apply(
    office: Office,
    viewer: Viewer,
    picks: Sequence[Pick],
    deed: Deed,
    *,
    value: str | None = None,
    until: datetime | None = None,
) -> Outcome:
    """Do the same to each, one transaction apiece: a ticket somebody changed meanwhile is left alone and counted.

    Raises BadInput with "none_picked", "too_many_picked", "until_past" or "unknown_…" before anything is changed.
    """
    _check(office, picks, deed, value, until)
    step = _step(deed, value, until)
    with office.store.reading() as db:
        batch = f"{pulse(db)}-{secrets.token_hex(4)}"
    done: list[str] = []
    lost: list[str] = []
    gone = 0
    for pick in {p.number: p for p in picks}.values():
        try:
            step(office, viewer, pick.number, version=pick.version, batch=batch)
        except Conflict as conflict:
            lost.append(conflict.by)
        except NotFound:
            gone += 1
        else:
            done.append(pick.number)
    return Outcome(batch=batch, done=tuple(done), lost=tuple(lost), gone=gone)


def _check(office: Office, picks: Sequence[Pick], deed: Deed, value: str | None, until: datetime | None) -> None:
    if not picks:
        raise BadInput(["none_picked"])
    if len(picks) > MOST:
        raise BadInput(["too_many_picked"])
    if deed == "wait" and (until is None or until <= office.clock.now()):
        raise BadInput(["until_past"])
    if deed in correct.CHOICES and value not in correct.CHOICES[deed]:
        raise BadInput([f"unknown_{deed}"])


def _step(deed: Deed, value: str | None, until: datetime | None) -> _Step:
    match deed:
        case "claim":
            return claim.claim
        case "done":
            return status.close
        case "wait":
            assert until is not None  # checked before
            return partial(status.wait, until=until)
        case "topic" | "municipality" | "urgency":
            return partial(correct.correct, field=deed, value=value)
