"""The screen that answers: what becomes of a list of calls?"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import Response

from triage.desk.phone_log import MOST_CALLS, MOST_OCTETS, Preview, preview
from triage.intake.calls import COLUMNS, decoded, one_way
from triage.web.desk import DeskOf, Me, Writer
from triage.web.keeps import keeps
from triage.web.pages import page

router = APIRouter(prefix="/anruf/liste", dependencies=[keeps("text")])
Chosen = Annotated[list[str], Form()]


@router.get("")
def ask(request: Request, _me: Me) -> Response:
    """Ask for the file."""
    return _screen(request)


@router.post("")
def look(request: Request, desk: DeskOf, _me: Writer, file: Annotated[UploadFile | None, File()] = None) -> Response:
    """Show what every row would become. Nothing is stored, the file neither."""
    text = decoded(file.file.read()) if file is not None else ""
    if not text.strip():
        return _screen(request, problem="list_empty", status=422)
    if len(text.encode()) > MOST_OCTETS:
        return _screen(request, problem="list_large", status=422)
    return _looked(request, text, preview(desk.office, text))


@router.post("/spalten")
def choose(
    request: Request,
    desk: DeskOf,
    _me: Writer,
    text: Annotated[str, Form()] = "",
    column: Chosen = [],  # noqa: B006 - FastAPI copies a default
) -> Response:
    """Show it again under other columns: `column` holds the file's name for each of ours, in their order."""
    kept = one_way(text)
    return _looked(request, kept, preview(desk.office, kept, _mapping(column)))


@router.post("/uebernehmen")
def take(
    request: Request,
    desk: DeskOf,
    me: Writer,
    text: Annotated[str, Form()] = "",
    column: Chosen = [],  # noqa: B006 - FastAPI copies a default
) -> Response:
    """File the good rows; a row that was filed before is only named again."""
    from triage.pipeline import file_calls

    kept = one_way(text)
    found = preview(desk.office, kept, _mapping(column))
    if not found.calls or len(found.calls) > MOST_CALLS:
        return _looked(request, kept, found)
    filed = file_calls(desk.office, found.calls, by=me.viewer.name)
    return _screen(request, found=found, filed=filed)


def _mapping(chosen: list[str]) -> dict[str, str]:
    return {ours: theirs for ours, theirs in zip(COLUMNS, chosen, strict=False) if theirs}


def _looked(request: Request, text: str, found: Preview) -> Response:
    return _screen(request, found=found, text=text, status=200 if found.calls else 422)


def _screen(request: Request, *, problem: str = "", status: int = 200, **context: Any) -> Response:
    values: dict[str, Any] = {
        "found": None,
        "filed": None,
        "text": "",
        "columns": COLUMNS,
        "most": MOST_CALLS,
    } | context
    return page(request, "call_import.html", status=status, problem=problem, **values)
