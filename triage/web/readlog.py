"""The screen that answers: who looked at what is protected?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from triage.desk import readlog
from triage.desk.people import people
from triage.desk.readlog import Line
from triage.desk.sessions import SignedIn
from triage.desk.ticket import shown_names
from triage.errors import NotFound
from triage.web.desk import Desk, DeskOf, Me
from triage.web.pages import page

router = APIRouter(prefix="/verwaltung/einsicht")
Who = Annotated[str, Query(max_length=64)]
Which = Annotated[str, Query(max_length=24)]


@router.get("")
def show(
    *, request: Request, desk: DeskOf, me: Me, wer: Who = "", vorgang: Which = "",
    vor: Annotated[int | None, Query(ge=1, le=2**62)] = None,
) -> Response:  # fmt: skip
    """Newest first, of one person or ticket; looking at it is an entry of its own. 404 for who may not."""
    _may_read(desk, me)
    number = vorgang.strip().upper()
    with desk.office.store.reading() as db:
        found = readlog.lines(db, staff=wer, number=number, before=vor)
        verdict = readlog.verify(db)
        names, everybody = shown_names(db), people(db)
    listed = found[: readlog.PAGE]
    more = listed[-1].entry.id if len(found) > readlog.PAGE else None
    return page(
        request, "readlog.html", lines=listed, next=more, verdict=verdict, names=names, people=everybody, wer=wer,
        vorgang=number,
    )  # fmt: skip


@router.get(".csv")
def as_csv(desk: DeskOf, me: Me, wer: Who = "", vorgang: Which = "") -> Response:
    """The same entries with their seals, oldest first, for whoever has to report them."""
    _may_read(desk, me)
    text = io.StringIO()
    with desk.office.store.reading() as db:
        found = readlog.all_lines(db, staff=wer, number=vorgang.strip().upper())
        csv.writer(text, delimiter=";").writerows(_rows(desk, found))
    headers = {"Content-Disposition": 'attachment; filename="einsicht.csv"'}
    return Response("\ufeff" + text.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _rows(desk: Desk, found: Iterator[Line]) -> Iterator[list[str]]:
    yield ["id", "at", "staff", "ticket", "action", "sealed"]
    for line in found:
        entry = line.entry
        at = entry.at.astimezone(desk.zone).strftime("%Y-%m-%d %H:%M:%S")
        yield [str(entry.id), at, entry.staff, line.number or str(entry.ticket_id or ""), entry.action, entry.sealed]


def _may_read(desk: Desk, me: SignedIn) -> None:
    if not readlog.may_read_log(me.viewer.role):
        raise NotFound("page")
    readlog.note(desk.office, me.viewer.name, [None], "log")
