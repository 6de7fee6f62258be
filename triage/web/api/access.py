"""May this program do that?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

from triage.desk.once import once
from triage.desk.tokens import Program, Scope, program_of
from triage.web.desk import Desk, desk_of

_BEARER = HTTPBearer(auto_error=False, description="`triage user token NAME --scope read --label …` prints one")


class TokenNeeded(Exception):
    """No token, or one that opens nothing (RFC 6750 §3.1 invalid_token)."""


class ScopeNeeded(Exception):
    """The token is good, but not for this (RFC 6750 §3.1 insufficient_scope)."""

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


def program(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]) -> Program:
    """Who is asking. Raises TokenNeeded."""
    found = program_of(desk_of(request).office, given.credentials) if given else None
    if found is None:
        raise TokenNeeded
    return found


def _with_scope(scope: Scope) -> Callable[[Program], Program]:
    def allowed(asking: Annotated[Program, Depends(program)]) -> Program:
        if scope not in asking.scopes:
            raise ScopeNeeded(scope)
        return asking

    return allowed


Reader = Annotated[Program, Depends(_with_scope("read"))]
Writer = Annotated[Program, Depends(_with_scope("write"))]
Caller = Annotated[Program, Depends(_with_scope("calls"))]
Key = Annotated[str, Header(alias="Idempotency-Key", pattern=r"^[A-Za-z0-9._~-]{1,64}$")]


async def digest(request: Request) -> str:
    """What is asked for: method, path and body."""
    body = await request.body()
    return hashlib.sha256(f"{request.method} {request.url.path}\n".encode() + body).hexdigest()


Digest = Annotated[str, Depends(digest)]


def answered(desk: Desk, asking: Program, key: str, asked: str, work: Callable[[], BaseModel]) -> str:
    """The JSON of `work`, done at most once for this key."""
    return once(desk.office, asking.staff_id, key, asked, lambda: work().model_dump_json())
