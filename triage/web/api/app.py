"""How do the routes for programs become an application of their own, with their own answers to trouble?"""

from __future__ import annotations

from collections.abc import Callable

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from triage.errors import BadInput, Conflict, NotFound
from triage.web.api import bundle, lists, partner, replies
from triage.web.api.access import ScopeNeeded, TokenNeeded
from triage.web.api.refusal import PROBLEM, problem
from triage.web.api.routes import router
from triage.web.api.suggesting import router as suggesting
from triage.web.guard import TooMuch

_REFUSALS = 400  # statuses from here on
_log = structlog.get_logger("triage.web")


def create_api(parent: FastAPI) -> FastAPI:
    """The application to be mounted at /api/v1; its document is at /openapi.json below that."""
    api = FastAPI(
        title="KIM Triage",
        version="1",
        description="The same actions as on the screens. Every write names a key of its own (Idempotency-Key): sent "
        "again, it is answered again and done once.",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        servers=[{"url": "/api/v1"}],
        root_path_in_servers=False,
    )
    api.state.desk = parent.state.desk
    for part in (replies, partner, bundle, lists):  # before the routes one of which takes any word behind a ticket
        api.include_router(part.router)
    api.include_router(router)
    api.include_router(suggesting)
    api.add_exception_handler(TokenNeeded, _token_needed)
    api.add_exception_handler(ScopeNeeded, _scope_needed)
    api.add_exception_handler(RequestValidationError, _invalid)
    api.add_exception_handler(BadInput, _bad)
    api.add_exception_handler(HTTPException, _http)
    for kind, status, title in (
        (NotFound, 404, "There is no such ticket that you may see."),
        (Conflict, 409, "Somebody changed it in the meantime; read it again."),
        (TooMuch, 413, "The request is too large."),
    ):
        api.add_exception_handler(kind, _plainly(status, title))
    _describe_problems(api)
    return api


def _describe_problems(api: FastAPI) -> None:
    """Let the document say of refusals that they are problem+json; FastAPI writes what successes are."""
    for methods in api.openapi()["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                if int(status) >= _REFUSALS and "application/json" in answer["content"]:
                    answer["content"][PROBLEM] = answer["content"].pop("application/json")


def _plainly(status: int, title: str) -> Callable[[Request, Exception], Response]:
    def answer(_request: Request, raised: Exception) -> Response:
        _log.info("request_refused", status=status, kind=type(raised).__name__)
        return problem(status, title)

    return answer


def _token_needed(_request: Request, _raised: Exception) -> Response:
    return problem(401, "A valid token is needed.", headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})


def _scope_needed(_request: Request, raised: Exception) -> Response:
    assert isinstance(raised, ScopeNeeded)
    challenge = f'Bearer error="insufficient_scope", scope="{raised.scope}"'
    return problem(403, f"The token lacks the scope {raised.scope}.", headers={"WWW-Authenticate": challenge})


def _invalid(_request: Request, raised: Exception) -> Response:
    """Where and what, without repeating what was sent: it may be what a caller said."""
    assert isinstance(raised, RequestValidationError)
    found = [f"{'.'.join(map(str, error['loc']))}: {error['type']}" for error in raised.errors()]
    return problem(422, "The request does not fit.", found)


def _bad(_request: Request, raised: Exception) -> Response:
    assert isinstance(raised, BadInput)
    return problem(422, "The request does not fit.", raised.problems)


def _http(_request: Request, raised: Exception) -> Response:
    assert isinstance(raised, HTTPException)
    return problem(raised.status_code, raised.detail, headers=raised.headers)
