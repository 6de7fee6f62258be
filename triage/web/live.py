"""How does an open list learn that something new is there, without moving under the reader's hands?"""

from __future__ import annotations

import asyncio
import hashlib
import json
import threading
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from starlette.responses import Response, StreamingResponse

from triage.desk.mailboxes import mailboxes
from triage.desk.queue import arrived_since, counts, pulse
from triage.desk.sessions import look_up
from triage.web.desk import Desk, DeskOf, Me, desk_of

router = APIRouter()
_EVERY = 1.0  # seconds between looks
_SIGN = 15  # looks between signs of life
_RECOUNT = 30  # looks after which counts are taken even when nothing happened: reminders come due by time alone
_LOOKS = 300  # then the browser comes again by itself, so that no stream is for ever
Since = Annotated[int, Query(ge=0, le=2**62)]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Ids and counts only: nothing personal travels on this wire."""

    fresh: tuple[str, ...]  # numbers of tickets newer than the page
    open: int
    unclear: int
    mine: int
    waiting: int
    late: bool  # a mailbox had no success for too long


@router.get("/live/now")
def once(request: Request, desk: DeskOf, me: Me, since: Since = 0) -> Response:
    """The news as JSON, for browsers whose stream does not come through. 304 when nothing changed."""
    body = _printed(news(desk, me, since))
    tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:16]}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    return Response(body, media_type="application/json", headers={"ETag": tag, "Cache-Control": "private, no-cache"})


@router.get("/live")
async def stream(request: Request, me: Me, since: Since = 0) -> Response:
    """The same as server-sent events, one whenever it changes."""
    return StreamingResponse(
        _events(request, me, since), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
    )


def news(desk: Desk, me: Me, since: int) -> News:
    """What changed since the row id a page was made with."""
    now = desk.office.clock.now()
    with desk.office.store.reading() as db:
        c = counts(db, me.viewer, now)
        fresh = arrived_since(db, me.viewer, since) if c.newest > since else ()
        late = any(m.stale or m.paused for m in mailboxes(db, now))
    return News(fresh=fresh, open=c.open, unclear=c.unclear, mine=c.mine, waiting=c.waiting, late=late)


async def _events(request: Request, me: Me, since: int) -> AsyncIterator[str]:
    desk, sent, felt = desk_of(request), "", None
    token = request.cookies.get(desk.web.cookie, "")
    stopping: threading.Event = request.app.state.stopping
    yield "retry: 3000\n\n"
    for look in range(_LOOKS):
        if stopping.is_set() or await request.is_disconnected():
            return
        # a session that ended hears nothing more, and one whose rights changed no more than those (ASVS 8.3.2)
        if look:
            now = await to_thread.run_sync(partial(look_up, desk.office, token, desk.web.limits))
            if now is None:
                yield "event: over\ndata: {}\n\n"
                return
            felt, me = (felt if now.viewer == me.viewer else None), now
        beat = await to_thread.run_sync(partial(_beat, desk))
        if beat != felt or look % _RECOUNT == 0:
            body = _printed(await to_thread.run_sync(partial(news, desk, me, since)))
            if body != sent:
                yield f"event: news\ndata: {body}\n\n"
            felt, sent = beat, body
        if look % _SIGN == 0:
            yield ": still here\n\n"
        await asyncio.sleep(_EVERY)


def _beat(desk: Desk) -> tuple[int, bool]:
    """What costs next to nothing to ask every second."""
    with desk.office.store.reading() as db:
        return pulse(db), any(m.stale or m.paused for m in mailboxes(db, desk.office.clock.now()))


def _printed(found: News) -> str:
    return json.dumps(asdict(found), separators=(",", ":"))
