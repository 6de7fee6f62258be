"""Which requests are turned away before any route sees them?"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE = ("GET", "HEAD", "OPTIONS")
MOST_BODY = 1024 * 1024  # octets
MOST_QUERY = 8 * 1024  # octets
MOST_UPLOAD = 36 * 1024 * 1024  # octets of a reply with its files
_MOST_DRAINED = 100 * 1024 * 1024  # octets a too large reply may have and still get a page that says so
_REPLY = re.compile(r"/vorgang/[^/]{1,40}/antwort")  # reads nothing before it knows who is asking


class Guard:
    """Refuses requests other sites cause, and such as are too large."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = _too_large(scope, headers) or _foreign(scope["method"], headers)
        if refusal:
            await PlainTextResponse(refusal[1], status_code=refusal[0])(scope, receive, send)
            return
        await self.app(scope, _counted(receive, _most(scope)), send)


class TooMuch(Exception):
    """The body went on past the limit its header did not admit."""


def _too_large(scope: Scope, headers: Headers) -> tuple[int, str] | None:
    length = headers.get("content-length", "0")
    if len(scope["query_string"]) > MOST_QUERY:
        return 414, "The address is too long."
    if not length.isdecimal():
        return 400, "Content-Length is not a number."
    if int(length) > _most(scope):
        return 413, "The request is too large."
    return None


def _most(scope: Scope) -> int:
    """Octets a body may have: the one form with files gets more than all others."""
    return _MOST_DRAINED if scope["method"] == "POST" and _REPLY.fullmatch(scope["path"]) else MOST_BODY


def _foreign(method: str, headers: Headers) -> tuple[int, str] | None:
    """Fetch Metadata first, Origin where a browser sends none (ASVS 3.5.1). A program sends neither: the token in
    the form is what it must know.
    """
    if method in SAFE:
        return None
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        fits = site in ("same-origin", "none")
    elif origin is not None:
        fits = urlsplit(origin).netloc == headers.get("host")
    else:
        fits = True
    return None if fits else (403, "This request came from another site.")


def _counted(receive: Receive, most: int) -> Receive:
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooMuch
        return message

    return counted
