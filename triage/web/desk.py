"""What do the routes work with, and who is asking?"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Form, Request

from triage.desk.sessions import SignedIn, look_up
from triage.desk.throttle import Throttle
from triage.office import Office
from triage.rehearsing.rehearsals import Rehearsals
from triage.web.settings import WebSettings

_WITHOUT_PASSWORD = ("/konto", "/abmelden")  # what a one-time password opens


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The collaborators of every route; hangs on the application's state."""

    office: Office
    web: WebSettings
    throttle: Throttle
    zone: ZoneInfo
    rehearsals: Rehearsals | None = None  # None: what a draft would do is not worked out


class SignInNeeded(Exception):
    """Nobody is signed in, or the session ran out."""


class PasswordNeeded(Exception):
    """Somebody is in with a one-time password: nothing is shown before they chose their own."""


class Forbidden(Exception):
    """The form does not carry this session's token."""


def desk_of(request: Request) -> Desk:
    """The application's collaborators."""
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk


def signed_in(request: Request) -> SignedIn:
    """Who is asking. Raises SignInNeeded, PasswordNeeded."""
    found = who(request)
    if found is None:
        raise SignInNeeded
    if found.must_change and request.url.path not in _WITHOUT_PASSWORD:
        raise PasswordNeeded
    return found


def who(request: Request) -> SignedIn | None:
    """Who is asking, or None; looked up once a request."""
    if not hasattr(request.state, "me"):
        desk = desk_of(request)
        token = request.cookies.get(desk.web.cookie, "")
        request.state.me = (
            look_up(desk.office, token, desk.web.limits, by_hand=not _by_itself(request)) if token else None
        )
    me = request.state.me
    assert me is None or isinstance(me, SignedIn)
    return me


def _by_itself(request: Request) -> bool:
    """Whether the page asks without anybody doing anything; typing counts as doing something."""
    return request.url.path.startswith("/live") and not request.url.path.endswith("/writes")


def writing(me: Annotated[SignedIn, Depends(signed_in)], csrf: Annotated[str, Form()] = "") -> SignedIn:
    """Who is changing something, with the token of a form this session was given. Raises Forbidden."""
    if not hmac.compare_digest(csrf.encode(), me.csrf.encode()):
        raise Forbidden
    return me


def client_address(request: Request) -> str:
    """The address that asked: the peer's, or what the one trusted proxy says of its own peer (ASVS 15.3.4)."""
    peer = request.client.host if request.client else ""
    proxy = desk_of(request).web.trusted_proxy
    forwarded = request.headers.get("x-forwarded-for", "")
    return forwarded.rpartition(",")[2].strip() if proxy and peer == proxy and forwarded else peer


DeskOf = Annotated[Desk, Depends(desk_of)]
Me = Annotated[SignedIn, Depends(signed_in)]
Writer = Annotated[SignedIn, Depends(writing)]
