"""How do the screens become one application?"""

from __future__ import annotations

import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from zoneinfo import ZoneInfo

from fastapi import FastAPI, Request
from starlette.middleware import Middleware
from starlette.responses import Response

from rules.heads import shipped_heads
from triage.desk.throttle import Throttle
from triage.office import Office
from triage.rehearsing.rehearsals import Rehearsals
from triage.web import (
    account,
    admin,
    attachment,
    bulk,
    bundle,
    call,
    call_import,
    health,
    live,
    mail,
    overview,
    partner,
    protect,
    queue,
    readlog,
    reply,
    rule_draft,
    rule_learning,
    rule_words,
    rules,
    search,
    sign_in,
    suggestion,
    tasks,
    teams,
    ticket,
    views,
)  # fmt: skip
from triage.web.api.app import create_api
from triage.web.api.refusal import PREFIX
from triage.web.assets import assets
from triage.web.desk import Desk
from triage.web.guard import Guard
from triage.web.headers import Headers
from triage.web.mishaps import Net, add_error_pages
from triage.web.pages import environment
from triage.web.settings import WebSettings
from triage.web.words import LANGUAGES

SCREENS = (
    sign_in, queue, bulk, views, ticket, reply, partner, bundle, tasks, search, overview, attachment, mail, call,
    suggestion, call_import, account, protect, admin, teams, readlog, rules, rule_draft, rule_learning,
    rule_words, live, health,
)  # fmt: skip


def create_app(
    office: Office, web: WebSettings, *, throttle_key: bytes | None = None, rehearsals: Rehearsals | None = None
) -> FastAPI:
    """The web desk of one office.

    `throttle_key`: shared by several processes that count sign-ins together; random when left out. Whoever stops the
    server sets `app.state.stopping` (a threading.Event), so that open streams end. uvicorn needs proxy_headers=False:
    WebSettings.trusted_proxy decides whom to believe.
    """
    app = FastAPI(
        title="KIM Triage",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=_warm,
        # outermost first; all of them plain ASGI, so that streams stream
        middleware=[Middleware(Headers, https=web.secure_cookies), Middleware(Net), Middleware(Guard)],
    )
    app.state.desk = Desk(
        office=office, web=web, throttle=Throttle(throttle_key or os.urandom(32)), zone=ZoneInfo(office.zone),
        rehearsals=rehearsals,
    )  # fmt: skip
    app.state.stopping = threading.Event()
    app.state.desk_screens = {}  # path → whether a screen is there, as far as anybody asked
    add_error_pages(app)
    for screen in SCREENS:
        app.include_router(screen.router)
    app.mount(PREFIX, create_api(app))
    app.add_api_route("/static/{path:path}", _static, methods=["GET"])
    return app


@asynccontextmanager
async def _warm(app: FastAPI) -> AsyncIterator[None]:
    """Templates and files are read before the first visitor waits for them."""
    for language in LANGUAGES:
        environment(language)
    assets()
    shipped_heads()
    yield
    app.state.stopping.set()


def _static(request: Request, path: str) -> Response:
    return assets().answer(request, path)
