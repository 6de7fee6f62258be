"""How is a desk really served for a test?"""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import uvicorn
from sqlmodel import select
from starlette.types import ASGIApp

from models.person import Staff
from tests.web.seed import PASSWORD
from triage.desk import sessions
from triage.office import Office
from triage.rehearsing.rehearsals import Rehearsals
from triage.web.app import create_app
from triage.web.settings import WebSettings

PLAIN = WebSettings(secure_cookies=False)
_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


@contextmanager
def served(
    office: Office,
    web: WebSettings | None = None,
    *,
    watch: Callable[[ASGIApp], ASGIApp] = lambda app: app,
    rehearsals: Rehearsals | None = None,
) -> Iterator[str]:
    """The address of a running desk; `watch` may stand before it."""
    app = create_app(office, web or PLAIN, rehearsals=rehearsals)
    # the protocol is named, or asyncio leaves Nagle on and every answer waits 40 ms
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(watch(app), log_level="error", proxy_headers=False, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    app.state.stopping.set()
    server.should_exit = True
    thread.join(timeout=10)


def session_of(office: Office, name: str, web: WebSettings = PLAIN) -> str:
    """The cookie of somebody who has just signed in."""
    with office.store.reading() as db:
        staff = db.exec(select(Staff).where(Staff.name == name)).one()
    return sessions.start(office, staff, web.limits)


def sign_in(client: httpx.Client, name: str = "weber", password: str = PASSWORD) -> httpx.Response:
    """Send the sign-in form."""
    return client.post("/anmelden", data={"name": name, "password": password})


def csrf(client: httpx.Client) -> str:
    """The token of this client's session, as every page carries it."""
    found = _TOKEN.search(client.get("/hilfe").text)
    assert found is not None
    return found[1]
