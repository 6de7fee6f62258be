"""What can a program do with the desk?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Response

from triage.desk import claim, correct, notes, protect, readlog, views
from triage.desk import status as standing
from triage.desk.asked import asked
from triage.desk.order import Key as After
from triage.desk.order import Sort
from triage.desk.queue import Filters, View, counts, page
from triage.desk.search import search
from triage.desk.ticket import open_ticket
from triage.desk.visible import Viewer, version_of
from triage.errors import BadInput, NotFound
from triage.office import Office
from triage.values import CallNote, Channel, Kind, Municipality, SenderRole, Topic, Urgency
from triage.web.api import shapes
from triage.web.api.access import Caller, Digest, Key, Reader, Writer, answered
from triage.web.desk import Desk, DeskOf
from triage.web.listing import end_of_day, filters_from

router = APIRouter()
Number = Annotated[str, Path(pattern=r"^[A-Z]{2,10}-[0-9]{4}-[0-9]{1,12}$", examples=["KIM-2026-000123"])]
Move = Literal["claim", "release", "close", "reopen", "protect", "unprotect"]
_MOVES: dict[str, Callable[..., None]] = {
    "claim": claim.claim, "release": claim.release, "close": standing.close, "reopen": standing.reopen,
    "protect": protect.protect, "unprotect": protect.unprotect,
}  # fmt: skip


def _problems(*codes: int) -> dict[int | str, dict[str, Any]]:
    return {code: {"model": shapes.Problem} for code in (401, 403, 422, *codes)}


@router.get("/me", responses=_problems())
def me(asking: Reader) -> shapes.MeShape:
    """In whose name this token speaks, and what it may do."""
    return shapes.MeShape(name=asking.viewer.name, role=asking.viewer.role, scopes=sorted(asking.scopes))


@router.get("/counts", responses=_problems())
def figures(desk: DeskOf, asking: Reader) -> shapes.CountsShape:
    """How many tickets wait in each list."""
    with desk.office.store.reading() as db:
        return shapes.waiting(counts(db, asking.viewer, desk.office.clock.now()))


@router.get("/tickets", responses=_problems(404))
def queue(
    *,
    desk: DeskOf,
    asking: Reader,
    status: View = "open",
    topic: Annotated[list[Topic], Query(max_length=20)] = [],  # noqa: B006 - FastAPI copies the default
    municipality: Annotated[list[Municipality | Literal["none"]], Query(max_length=20)] = [],  # noqa: B006 - same
    channel: Channel | None = None,
    urgency: Urgency | None = None,
    language: Annotated[str, Query(pattern="^([a-z]{2})?$")] = "",
    kind: Kind | None = None,
    role: SenderRole | None = None,
    assigned: Annotated[str, Query(max_length=64, pattern=r"^[a-z0-9._-]*$")] = "",
    due_by: Annotated[str, Query(pattern=r"^(\d{4}-\d{2}-\d{2})?$", examples=["2026-12-01"])] = "",
    team: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    protected: bool = False,
    unclear: bool = False,
    mine: bool = False,
    view: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    sort: Sort = "work",
    after: Annotated[str, Query(max_length=160)] = "",
) -> shapes.TicketPage:
    """The queue, fifty at a time; in working order unless another is named. `view`: its filters in place of all."""
    filters = Filters(
        status=status, topic=tuple(topic), municipality=tuple(municipality), channel=channel or "",
        urgency=urgency or "", language=language, kind=kind or "", role=role or "", assigned=assigned,
        due_by=end_of_day(due_by, desk.zone), team=team, protected=protected, unclear=unclear, mine=mine, sort=sort,
    )  # fmt: skip
    if view is not None:
        filters = _of_view(desk, asking.viewer, view)
    with desk.office.store.reading() as db:
        listed = page(db, asking.viewer, filters, desk.office.clock.now(), After.parse(after))
    following = str(listed.next) if listed.next else None
    return shapes.TicketPage(tickets=[shapes.line(ticket) for ticket in listed.tickets], next=following)


def _of_view(desk: Desk, viewer: Viewer, view: int) -> Filters:
    with desk.office.store.reading() as db:
        query = next((v.query for v in views.views_of(db, viewer) if v.id == view), None)
    if query is None:
        raise NotFound("view")
    return filters_from(desk, query)


@router.get("/search", responses=_problems())
def find(
    desk: DeskOf,
    asking: Reader,
    q: Annotated[str, Query(max_length=200, examples=["müller ort:nettetal seit:1.11."])],
    after: Annotated[int | None, Query(ge=1, le=2**62)] = None,
) -> shapes.TicketPage:
    """Tickets that meet all parts of the query, newest first, fifty at a time."""
    wanted = asked(q, desk.office.clock.now().astimezone(desk.zone).date())
    with desk.office.store.reading() as db:
        results = search(db, asking.viewer, wanted, desk.zone, below=after)
    readlog.looked(desk.office, asking.viewer.name, [hit.ticket for hit in results.found], "search")
    return shapes.TicketPage(
        tickets=[shapes.line(hit.ticket) for hit in results.found],
        next=str(results.next) if results.next else None,
        problems=[f"{problem.part}: {problem.known or '?'}" for problem in wanted.problems],
    )


@router.get("/tickets/{number}", responses=_problems(404))
def ticket(desk: DeskOf, asking: Reader, number: Number) -> shapes.TicketWhole:
    """One ticket with its conversation, notes and history; the one that holds it when it was merged."""
    with desk.office.store.reading() as db:
        view = open_ticket(db, asking.viewer, number)
    readlog.looked(desk.office, asking.viewer.name, [view.ticket], "read")
    return shapes.whole(view)


@router.post("/tickets/{number}/wait", responses=_problems(400, 404, 409, 413), response_model=shapes.Done)
def put_aside(
    *, desk: DeskOf, asking: Writer, number: Number, change: shapes.Until, key: Key, digest: Digest
) -> Response:
    """Put it aside until a moment in the future."""
    do = partial(standing.wait, version=change.version, until=change.until)
    return _changed(desk, asking, number, (key, digest), do)


@router.post("/tickets/{number}/labels", responses=_problems(400, 404, 409, 413), response_model=shapes.Done)
def set_label(
    *, desk: DeskOf, asking: Writer, number: Number, change: shapes.Correction, key: Key, digest: Digest
) -> Response:
    """Set or confirm topic, municipality or urgency."""
    do = partial(correct.correct, version=change.version, field=change.field, value=change.value)
    return _changed(desk, asking, number, (key, digest), do)


@router.post("/tickets/{number}/notes", responses=_problems(400, 404, 409, 413), response_model=shapes.Done)
def write_note(
    *, desk: DeskOf, asking: Writer, number: Number, note: shapes.NewNote, key: Key, digest: Digest
) -> Response:
    """Add a note for colleagues; it never conflicts with another."""
    return _changed(desk, asking, number, (key, digest), partial(notes.add_note, text=note.text))


@router.post("/tickets/{number}/{move}", responses=_problems(400, 404, 409, 413), response_model=shapes.Done)
def go_on(
    *, desk: DeskOf, asking: Writer, number: Number, move: Move, change: shapes.Change, key: Key, digest: Digest
) -> Response:
    """Assign it to the token's person or to nobody; mark it done, or open it again; let the circle alone see it."""
    return _changed(desk, asking, number, (key, digest), partial(_MOVES[move], version=change.version))


@router.post("/calls", responses=_problems(400, 409, 413), response_model=shapes.Done)
def log_call(*, desk: DeskOf, asking: Caller, call: shapes.NewCall, key: Key, digest: Digest) -> Response:
    """Log a telephone call; it is understood and filed at once."""
    from triage.pipeline import file_call

    now = desk.office.clock.now()
    if call.callback_until is not None and call.callback_until <= now:
        raise BadInput(["callback_past"])
    said = CallNote(
        note=call.note, received_at=now, caller=call.caller, phone=call.phone, language=call.language,
        town=call.town, urgent=call.urgent, callback_until=call.callback_until,
    )  # fmt: skip

    def work() -> shapes.Done:
        own = hashlib.sha256(f"api/{asking.staff_id}/{key}".encode()).hexdigest()
        number = file_call(desk.office, said, by=asking.viewer.name, key=own)
        return _done(desk, number)

    return _json(answered(desk, asking, key, digest, work))


def _changed(
    desk: Desk, asking: Writer, number: str, once: tuple[str, str], do: Callable[[Office, Viewer, str], None]
) -> Response:
    """Change a ticket in the token's name, at most once for a key; then its version."""

    def work() -> shapes.Done:
        do(desk.office, asking.viewer, number)
        return _done(desk, number)

    return _json(answered(desk, asking, *once, work))


def _done(desk: Desk, number: str) -> shapes.Done:
    with desk.office.store.reading() as db:
        holder, version = version_of(db, number)
    return shapes.Done(number=holder, version=version)


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")
