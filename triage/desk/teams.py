"""Which colleagues look after which towns and languages together?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, or_
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select

from models.person import Staff
from models.team import Membership, Team
from models.ticket import Ticket
from triage.desk.people import record
from triage.desk.visible import Viewer
from triage.errors import BadInput, NotFound
from triage.office import Office
from triage.values import MUNICIPALITIES

_LONGEST = 80  # characters of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamView:
    """A team with the sign-in names of its members."""

    team: Team
    members: tuple[str, ...]


def team_condition(team: Team) -> ColumnElement[bool]:
    """Tickets of its towns, or in its languages; none when it names neither."""
    parts = []
    if team.towns:
        parts.append(col(Ticket.municipality).in_(team.towns))
    if team.languages:
        parts.append(col(Ticket.language).in_(team.languages))
    return or_(*parts) if parts else false()


def teams_of(db: Session, viewer: Viewer) -> tuple[Team, ...]:
    """The teams somebody works in, by name."""
    mine = (
        select(Team)
        .join(Membership, col(Membership.team_id) == col(Team.id))
        .join(Staff, col(Staff.id) == col(Membership.staff_id))
        .where(Staff.name == viewer.name)
        .order_by(col(Team.name))
    )
    return tuple(db.exec(mine).all())


def all_teams(db: Session) -> tuple[TeamView, ...]:
    """Every team with its members, by name."""
    teams = db.exec(select(Team).order_by(col(Team.name))).all()
    rows = db.exec(
        select(Membership.team_id, Staff.name)
        .join(Staff, col(Staff.id) == col(Membership.staff_id))
        .order_by(col(Staff.name))
    ).all()
    return tuple(TeamView(team=t, members=tuple(name for key, name in rows if key == t.id)) for t in teams)


def save_team(
    office: Office, actor: Viewer, team_id: int | None, *, name: str, towns: Sequence[str], languages: Sequence[str],
    members: Sequence[str],
) -> None:  # fmt: skip
    """Make a team, or change it. Raises NotFound, BadInput with "team_name", "team_taken" or "unknown_municipality"."""
    clean = name.replace("\x00", "").strip()
    if not 0 < len(clean) <= _LONGEST:
        raise BadInput(["team_name"])
    if set(towns) - set(MUNICIPALITIES):
        raise BadInput(["unknown_municipality"])
    try:
        with office.store.transaction() as db:
            team = db.get(Team, team_id) if team_id is not None else Team(name=clean)
            if team is None:
                raise NotFound("team")
            team.name, team.towns, team.languages = clean, list(towns), list(languages)
            db.add(team)
            db.flush()
            _fill(db, team, members)
            what: dict[str, object] = {"towns": list(towns), "languages": list(languages), "members": sorted(members)}
            record(db, office, actor.name, clean, "team", **what)
    except IntegrityError:
        raise BadInput(["team_taken"]) from None


def remove_team(office: Office, actor: Viewer, team_id: int) -> None:
    """Dissolve it; tickets and people stay as they are. Raises NotFound."""
    with office.store.transaction() as db:
        team = db.get(Team, team_id)
        if team is None:
            raise NotFound("team")
        db.exec(delete(Membership).where(col(Membership.team_id) == team_id))
        db.delete(team)
        record(db, office, actor.name, team.name, "team_removed")


def _fill(db: Session, team: Team, members: Sequence[str]) -> None:
    db.exec(delete(Membership).where(col(Membership.team_id) == team.id))
    for staff_id in db.exec(select(Staff.id).where(col(Staff.name).in_(members))):
        assert team.id is not None
        assert staff_id is not None
        db.add(Membership(team_id=team.id, staff_id=staff_id))
