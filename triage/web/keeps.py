"""Which fields of a form are shown again when what was asked for did not work?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import Depends, Request


@dataclass(frozen=True, slots=True)
class Keeps:
    """A dependency that runs before all others of a route and names the fields."""

    fields: tuple[str, ...]

    def __call__(self, request: Request) -> None:
        """Note them for the page that tells what went wrong."""
        request.state.keeps = self.fields


def keeps(*fields: str) -> Any:
    """For the `dependencies` of the router whose forms have these fields: what somebody wrote in them is not lost."""
    return Depends(Keeps(fields))


def kept_fields(request: Request) -> tuple[str, ...]:
    """What the form's own router said; () for a route without a form."""
    fields: tuple[str, ...] = getattr(request.state, "keeps", ())
    return fields
