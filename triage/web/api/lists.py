"""How do programs work with lists: many tickets at once, and filters under a name?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from pydantic import AwareDatetime, Field
from sqlmodel import Session

from models.view import SavedView
from triage.desk import bulk, undo, views
from triage.desk.visible import Viewer
from triage.web.api import shapes
from triage.web.api.access import Digest, Key, Reader, Writer, answered
from triage.web.desk import Desk, DeskOf
from triage.web.listing import filters_from, query_of

router = APIRouter()
Id = Annotated[int, Path(ge=1, le=2**31 - 1)]
Batch = Annotated[str, Path(pattern=r"^[0-9]{1,18}-[0-9a-f]{8}$", examples=["4711-0a1b2c3d"])]
_READS: dict[int | str, dict[str, Any]] = {code: {"model": shapes.Problem} for code in (401, 403, 422)}
_WRITES = _READS | {code: {"model": shapes.Problem} for code in (400, 404, 409, 413)}


class Picked(shapes.Change):
    """A ticket as it stood in the list."""

    number: Annotated[str, Field(pattern=r"^[A-Z]{2,10}-[0-9]{4}-[0-9]{1,12}$", max_length=24)]


class Bulk(shapes.Shape):
    """One thing to be done with each. `value`: the topic, town (null: none decides) or urgency; `until`: for "wait"."""

    deed: bulk.Deed
    tickets: Annotated[list[Picked], Field(min_length=1, max_length=bulk.MOST)]
    value: Annotated[str | None, Field(max_length=24)] = None
    until: AwareDatetime | None = None


class BulkDone(shapes.Shape):
    """What became of them: the rest of a name was left alone because somebody else had changed it."""

    batch: str  # by which it can be taken back
    done: list[str]
    faster: dict[str, int]  # sign-in name → tickets they had changed
    gone: int  # that are not there for the token's person


class Undone(shapes.Shape):
    """How many are as before, and how many somebody changed since."""

    undone: int
    left: int


class ViewShape(shapes.Shape):
    """Filters under a name."""

    id: int
    name: str
    query: str  # as behind the ? of the queue's address
    shared: bool
    own: bool


class ViewList(shapes.Shape):
    """One's own and those shared with everybody, by name."""

    views: list[ViewShape]


class NewView(shapes.Shape):
    """Filters to keep; what is no filter of the queue is left out."""

    name: Annotated[shapes.Words, Field(max_length=views.LONGEST_NAME)]
    query: Annotated[str, Field(max_length=views.LONGEST_QUERY)]
    shared: bool = False


class ViewChange(shapes.Shape):
    """Another name, for oneself or for everybody."""

    name: Annotated[shapes.Words, Field(max_length=views.LONGEST_NAME)]
    shared: bool = False


@router.post("/bulk", responses=_WRITES, response_model=BulkDone)
def together(*, desk: DeskOf, asking: Writer, change: Bulk, key: Key, digest: Digest) -> Response:
    """Do the same with up to a hundred tickets, each by itself; what somebody changed meanwhile is left alone."""

    def work() -> BulkDone:
        picks = [bulk.Pick(number=one.number, version=one.version) for one in change.tickets]
        made = bulk.apply(desk.office, asking.viewer, picks, change.deed, value=change.value, until=change.until)
        faster = {name: made.lost.count(name) for name in dict.fromkeys(made.lost)}
        return BulkDone(batch=made.batch, done=list(made.done), faster=faster, gone=made.gone)

    return _json(answered(desk, asking, key, digest, work))


@router.post("/bulk/{batch}/undo", responses=_WRITES, response_model=Undone)
def take_back(*, desk: DeskOf, asking: Writer, batch: Batch, key: Key, digest: Digest) -> Response:
    """Take an own common step back where nobody changed anything since."""

    def work() -> Undone:
        undone, left = undo.undo_batch(desk.office, asking.viewer, batch)
        return Undone(undone=undone, left=left)

    return _json(answered(desk, asking, key, digest, work))


@router.get("/views", responses=_READS)
def listed(desk: DeskOf, asking: Reader) -> ViewList:
    """The saved views; `GET /tickets?view=` lists what one of them shows."""
    with desk.office.store.reading() as db:
        return _list(db, asking.viewer)


@router.post("/views", responses=_WRITES, response_model=ViewList)
def keep(*, desk: DeskOf, asking: Writer, view: NewView, key: Key, digest: Digest) -> Response:
    """Keep filters under a name; the same name again is the same view with new filters."""
    known = query_of(filters_from(desk, view.query))
    return _changed(
        desk,
        asking,
        (key, digest),
        lambda: views.save(desk.office, asking.viewer, view.name, known, shared=view.shared),
    )


@router.post("/views/{view_id}", responses=_WRITES, response_model=ViewList)
def rename(*, desk: DeskOf, asking: Writer, view_id: Id, view: ViewChange, key: Key, digest: Digest) -> Response:
    """Rename an own view, share it or not."""
    return _changed(
        desk,
        asking,
        (key, digest),
        lambda: views.change(desk.office, asking.viewer, view_id, name=view.name, shared=view.shared),
    )


@router.delete("/views/{view_id}", responses=_WRITES, response_model=ViewList)
def remove(*, desk: DeskOf, asking: Writer, view_id: Id, key: Key, digest: Digest) -> Response:
    """Forget an own view."""
    return _changed(desk, asking, (key, digest), lambda: views.remove(desk.office, asking.viewer, view_id))


def _changed(desk: Desk, asking: Writer, once: tuple[str, str], do: Callable[[], None]) -> Response:
    """Change the views at most once for a key; then all of them."""

    def work() -> ViewList:
        do()
        with desk.office.store.reading() as db:
            return _list(db, asking.viewer)

    return _json(answered(desk, asking, *once, work))


def _list(db: Session, viewer: Viewer) -> ViewList:
    return ViewList(views=[_view(row, viewer) for row in views.views_of(db, viewer)])


def _view(row: SavedView, viewer: Viewer) -> ViewShape:
    return ViewShape(id=row.id or 0, name=row.name, query=row.query, shared=row.shared, own=row.owner == viewer.name)


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")
