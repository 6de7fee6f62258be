"""What does somebody read when it did not work, and what stays of what they wrote?"""

from __future__ import annotations

import secrets
import traceback
from collections.abc import Sequence
from functools import partial
from typing import Any
from urllib.parse import quote

import structlog
from anyio import to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from triage.desk.ticket import shown_names
from triage.errors import BadInput, Conflict, NotFound
from triage.web.api import refusal
from triage.web.desk import Forbidden, PasswordNeeded, SignInNeeded, desk_of
from triage.web.guard import MOST_BODY, TooMuch
from triage.web.keeps import kept_fields
from triage.web.pages import page
from triage.web.words import MISHAPS

Kept = dict[str, str]
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is mistaken for another on the phone
_log = structlog.get_logger("triage.web")


def error_id() -> str:
    """Six letters that lead from a screen to a log line."""
    return "".join(secrets.choice(_LETTERS) for _ in range(6))


def add_error_pages(app: FastAPI) -> None:
    """An own page for everything that can go wrong."""
    app.add_exception_handler(SignInNeeded, _sign_in_needed)
    app.add_exception_handler(PasswordNeeded, _password_needed)
    for kind, status in (
        (Forbidden, 403),
        (NotFound, 404),
        (Conflict, 409),
        (TooMuch, 413),
        (BadInput, 422),
        (RequestValidationError, 422),
    ):
        app.add_exception_handler(kind, _shown_as(status))
    app.add_exception_handler(HTTPException, _http)


class Net:
    """Catches what no route expected: the page gets an id, the log the id and the place, nobody a trace."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and answer for what fell through."""
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except (
            Exception
        ) as problem:  # last resort: a fault in one request must not become a trace on screen or in a log
            if scope["type"] != "http":
                raise
            number = error_id()
            _log.error("request_failed", error_id=number, kind=type(problem).__name__, place=_place(problem))
            if not started:
                await _fault(scope, number)(scope, receive, send)


def _fault(scope: Scope, number: str) -> Response:
    request = Request(scope)
    request.state.me = None  # the database may be what failed
    return page(
        request,
        "error.html",
        status=500,
        title=MISHAPS[500],
        code=500,
        error_id=number,
        problems=[],
        by="",
        how="",
        kept={},
    )


def _place(problem: BaseException) -> str:
    frames = traceback.extract_tb(problem.__traceback__)
    return f"{frames[-1].name}:{frames[-1].lineno}" if frames else ""


def _shown_as(status: int) -> Any:
    async def shown(request: Request, problem: Exception) -> Response:
        number = error_id()
        _log.info("request_refused", error_id=number, status=status, kind=type(problem).__name__)
        problems = problem.problems if isinstance(problem, BadInput) else []
        by, how = (problem.by, problem.how) if isinstance(problem, Conflict) else ("", "")
        return await _page(request, status, number, problems=problems, by=by, how=how, kept=await _kept(request))

    return shown


async def _http(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    if request.url.path.startswith(f"{refusal.PREFIX}/"):  # a path no route can have never reaches the programs' own
        return refusal.problem(problem.status_code, problem.detail)
    return await _page(request, problem.status_code, error_id())


async def _sign_in_needed(request: Request, _problem: Exception) -> Response:
    target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if request.method != "GET":
        known = desk_of(request).web.cookie in request.cookies  # somebody who was signed in; strangers are told nothing
        return_to = _draft_at(target) if known else ""
        return await _page(request, 401, error_id(), kept=await _kept(request), return_to=return_to)
    location = "/anmelden" if target == "/" else f"/anmelden?weiter={quote(target, safe='')}"
    if request.headers.get("hx-request") == "true":
        return Response(status_code=200, headers={"HX-Redirect": location})
    return RedirectResponse(location, status_code=303)


def _draft_at(path: str) -> str:
    """Where what was being written is kept: on a ticket, or in the call form."""
    if path.startswith("/vorgang/"):
        return "/".join(path.split("/")[:3])
    return "/anruf" if path == "/anruf" else ""


def _password_needed(request: Request, _problem: Exception) -> Response:
    if request.headers.get("hx-request") == "true":
        return Response(status_code=200, headers={"HX-Redirect": "/konto"})
    return RedirectResponse("/konto", status_code=303)


async def _page(
    request: Request,
    code: int,
    number: str,
    *,
    problems: Sequence[str] = (),
    by: str = "",
    how: str = "",
    kept: Kept | None = None,
    return_to: str = "",
) -> Response:
    """The frame of the page reads the database, so it is made in a thread."""
    context = {"error_id": number, "problems": list(problems), "kept": kept or {}, "return_to": return_to}
    shown = partial(_whole, request, code=code, by=by, how=how, **context)
    return await to_thread.run_sync(shown)


def _whole(request: Request, *, code: int, by: str, **context: object) -> Response:
    if by:
        with desk_of(request).office.store.reading() as db:
            by = shown_names(db).get(by, by)
    title = MISHAPS.get(code, MISHAPS[500])
    return page(request, "error.html", status=code, block="body", title=title, code=code, by=by, **context)


async def _kept(request: Request) -> Kept:
    """What the person typed, so that it can be shown again."""
    large = int(request.headers.get("content-length", "0")) > MOST_BODY  # files came along: nobody reads them here
    if request.method != "POST" or large:
        return {}
    try:
        form: FormData = await request.form()
    except (HTTPException, TooMuch, RuntimeError):
        return {}
    return {k: v for k in kept_fields(request) if (v := form.get(k)) and not isinstance(v, UploadFile)}
