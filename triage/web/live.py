"""How does an open list learn that something new is there, without moving under the reader's hands?"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import threading
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Form, Path, Query, Request
from sqlmodel import Session
from starlette.responses import Response, StreamingResponse

from triage.desk import presence
from triage.desk.mailboxes import mailboxes
from triage.desk.queue import arrived_since, changed_since, counts
from triage.desk.queue import pulse as newest_event
from triage.desk.sessions import look_up
from triage.desk.ticket import shown_names
from triage.web import words
from triage.web.desk import Desk, DeskOf, Me, desk_of, who
from triage.web.pages import page

router = APIRouter()
_EVERY = 0.5  # seconds between looks
_THOROUGH = 2  # looks after which more than events is looked at
_SIGN = 30  # looks between signs of life
_RECOUNT = 60  # looks after which counts are taken even when nothing happened: reminders come due by time alone
_LOOKS = 600  # then the browser comes again by itself, so that no stream is for ever
Since = Annotated[int, Query(ge=0, le=2**62)]
Pulse = Annotated[int | None, Query(ge=0, le=2**62)]
Csrf = Annotated[str, Form(max_length=100)]
Number = Annotated[str, Path(max_length=24)]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Numbers, counts and colleagues' names only: nothing of those who write to us travels on this wire."""

    fresh: tuple[str, ...]  # numbers of tickets newer than the page
    open: int
    unclear: int
    mine: int
    waiting: int
    late: bool  # a mailbox had no success for too long
    mark: dict[str, str]  # number → what a colleague did with the ticket since the page was made, in words
    there: dict[str, str]  # number → who has it open, in words


@router.get("/live/now")
def once(request: Request, desk: DeskOf, me: Me, since: Since = 0, pulse: Pulse = None) -> Response:
    """The news as JSON, for browsers whose stream does not come through. 304 when nothing changed."""
    body = _printed(news(desk, me, since, pulse))
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:16]}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    return Response(body, media_type="application/json", headers={"ETag": tag, "Cache-Control": "private, no-cache"})


@router.get("/live")
async def stream(request: Request, me: Me, since: Since = 0, pulse: Pulse = None) -> Response:
    """The same as server-sent events, one whenever it changes."""
    return StreamingResponse(
        _events(request, me, since, pulse), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
    )


@router.post("/live/da/{number}/{doing}")
def present(request: Request, desk: DeskOf, number: Number, doing: presence.Doing, csrf: Csrf = "") -> Response:
    """A sign from an open ticket; answers who else has it open.

    204 when nobody is signed in: the page stays as it is.
    """
    me = who(request)
    if me is None or not hmac.compare_digest(csrf.encode(), me.csrf.encode()):
        return Response(status_code=204)
    presence.note(desk.office, me.viewer, number, doing)
    with desk.office.store.reading() as db:
        there = presence.others(db, me.viewer, desk.office.clock.now(), number)
    return page(request, "_presence.html", there=there)


def news(desk: Desk, me: Me, since: int, pulse: int | None) -> News:
    """What changed since the row id, and the event, a page was made with."""
    now = desk.office.clock.now()
    with desk.office.store.reading() as db:
        c = counts(db, me.viewer, now)
        fresh = arrived_since(db, me.viewer, since) if c.newest > since else ()
        late = any(m.stale or m.paused for m in mailboxes(db, now))
        marks = _marks(db, me, pulse) if pulse is not None else {}
        there = _there(presence.others(db, me.viewer, now), me.language)
    return News(
        fresh=fresh, open=c.open, unclear=c.unclear, mine=c.mine, waiting=c.waiting, late=late, mark=marks, there=there
    )


def _marks(db: Session, me: Me, pulse: int) -> dict[str, str]:
    names, t = shown_names(db), words.translations(me.language)
    changed = changed_since(db, me.viewer, pulse)
    return {
        n: t.gettext(words.TAKEN[how]) % {"name": names.get(by, by)} for n, by, how in changed if how in words.TAKEN
    }


def _there(found: Sequence[presence.Present], language: str) -> dict[str, str]:
    t = words.translations(language)
    return {p.number: t.gettext(words.PRESENT[p.doing]) % {"name": p.name} for p in reversed(found)}


async def _events(request: Request, me: Me, since: int, pulse: int | None) -> AsyncIterator[str]:
    desk, sent, felt, beside = desk_of(request), "", None, (False, 0)
    limits = desk.web.limits
    token = request.cookies.get(desk.web.cookie, "")
    stopping: threading.Event = request.app.state.stopping
    yield "retry: 3000\n\n"
    for look in range(_LOOKS):
        if stopping.is_set() or await request.is_disconnected():
            return
        if look % _THOROUGH == 0:
            # a session that ended hears nothing more, and one whose rights changed no more than those (ASVS 8.3.2)
            if look:
                still = await to_thread.run_sync(partial(look_up, desk.office, token, limits, by_hand=False))
                if still is None:
                    yield "event: over\ndata: {}\n\n"
                    return
                felt, me = (felt if still.viewer == me.viewer else None), still
            beside = await to_thread.run_sync(partial(_beside, desk, me))
        beat = await to_thread.run_sync(partial(_beat, desk)), *beside
        if beat != felt or look % _RECOUNT == 0:
            body = _printed(await to_thread.run_sync(partial(news, desk, me, since, pulse)))
            if body != sent:
                yield f"event: news\ndata: {body}\n\n"
            felt, sent = beat, body
        if look % _SIGN == 0:
            yield ": still here\n\n"
        await asyncio.sleep(_EVERY)


def _beat(desk: Desk) -> int:
    """What costs next to nothing to ask twice a second."""
    with desk.office.store.reading() as db:
        return newest_event(db)


def _beside(desk: Desk, me: Me) -> tuple[bool, int]:
    """What changes without an event: whether mail comes in, and who is where."""
    now = desk.office.clock.now()
    with desk.office.store.reading() as db:
        late = any(m.stale or m.paused for m in mailboxes(db, now))
        return late, hash(presence.others(db, me.viewer, now))


def _printed(found: News) -> str:
    return json.dumps(asdict(found), separators=(",", ":"))
