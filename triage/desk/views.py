"""Which filters does somebody come back to, and under what name?"""

from __future__ import annotations

import unicodedata

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, or_, select

from models.view import SavedView
from triage.desk.visible import Viewer
from triage.errors import BadInput, NotFound
from triage.office import Office

LONGEST_NAME, LONGEST_QUERY = 80, 500  # characters
_MOST = 30  # of one person's own


def views_of(db: Session, viewer: Viewer) -> tuple[SavedView, ...]:
    """Own ones and those shared with everybody, by name."""
    visible = or_(col(SavedView.owner) == viewer.name, col(SavedView.shared).is_(True))
    rows = db.exec(select(SavedView).where(visible)).all()
    return tuple(sorted(rows, key=lambda v: (v.name.casefold(), v.id)))


def may_share(viewer: Viewer) -> bool:
    """Whether their views may stand in everybody's navigation."""
    return viewer.role in ("leitung", "admin")


def save(office: Office, viewer: Viewer, name: str, query: str, *, shared: bool = False) -> None:
    """Keep the filters of an address under a name; the same name again is the same view with new filters.

    Raises BadInput with "view_name", "view_long", "view_many" or "view_shared".
    """
    named = _name(name)
    if len(query) > LONGEST_QUERY:
        raise BadInput(["view_long"])
    _may(viewer, shared=shared)
    with office.store.transaction() as db:
        own = {v.name: v for v in db.exec(select(SavedView).where(SavedView.owner == viewer.name)).all()}
        if named not in own and len(own) >= _MOST:
            raise BadInput(["view_many"])
        row = own.get(named) or SavedView(owner=viewer.name, name=named, query=query, at=office.clock.now())
        row.query, row.shared, row.at = query, shared, office.clock.now()
        db.add(row)


def change(office: Office, viewer: Viewer, view_id: int, *, name: str, shared: bool) -> None:
    """Rename one's own view, and share it or not.

    Raises NotFound, BadInput as `save`, and "view_taken" when another of one's own has the name.
    """
    named = _name(name)
    _may(viewer, shared=shared)
    try:
        with office.store.transaction() as db:
            row = _own(db, viewer, view_id)
            row.name, row.shared = named, shared
            db.add(row)
    except IntegrityError:
        raise BadInput(["view_taken"]) from None


def remove(office: Office, viewer: Viewer, view_id: int) -> None:
    """Forget one's own view. Raises NotFound."""
    with office.store.transaction() as db:
        db.delete(_own(db, viewer, view_id))


def _own(db: Session, viewer: Viewer, view_id: int) -> SavedView:
    row = db.get(SavedView, view_id)
    if row is None or row.owner != viewer.name:
        raise NotFound("view")
    return row


def _may(viewer: Viewer, *, shared: bool) -> None:
    if shared and not may_share(viewer):
        raise BadInput(["view_shared"])


def _name(text: str) -> str:
    """One line without what cannot be seen. Raises BadInput."""
    seen = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in text)
    name = " ".join(seen.split())
    if not name or len(name) > LONGEST_NAME:
        raise BadInput(["view_name"])
    return name
