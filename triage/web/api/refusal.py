"""How is a program told that something did not work?"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import JSONResponse, Response

PREFIX = "/api/v1"
PROBLEM = "application/problem+json"  # RFC 9457 §3


def problem(
    status: int, title: str, problems: list[str] | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """A refusal as RFC 9457 writes it; `about:blank` says that the status tells the kind."""
    body = {"title": title, "status": status, "detail": "", "problems": problems or []}
    return JSONResponse(body, status_code=status, media_type=PROBLEM, headers=headers)
