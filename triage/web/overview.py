"""The screen that answers: how much is it, and where does it come from?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from triage.desk.overview import LONGEST, Overview, Period, overview, suppressed
from triage.desk.punctual import Punctual, punctual
from triage.values import MUNICIPALITIES, TOPICS
from triage.web import words
from triage.web.desk import Desk, DeskOf, Me
from triage.web.pages import language_of, page

router = APIRouter(prefix="/auswertung")
USUAL = 30  # days
_FIRST_YEAR = 1990  # before which nothing can have been filed
TILES = (  # the Kreis from north-west to south-east
    "nettetal", "grefrath", "kempen", "brueggen", "viersen", "toenisvorst", "niederkruechten", "schwalmtal", "willich",
    "outside", "",
)  # fmt: skip
_HEATS = (1, 3, 8, 20)  # tickets from which a cell is one shade darker
Day = Annotated[str, Query(max_length=10)]


@router.get("")
def show(request: Request, desk: DeskOf, me: Me, von: Day = "", bis: Day = "") -> Response:
    """Figures of a period; of the last thirty days when none is given. 404 for who may not see them."""
    period, problem = _period(desk, von, bis)
    found = _overview(desk, me, period)
    language = language_of(request, me)
    named = words.translations(language).gettext
    return page(
        request,
        "overview.html",
        o=found,
        problem=problem,
        query=urlencode({"von": period.first.isoformat(), "bis": period.last.isoformat()}),
        since=f" seit:{period.first.isoformat()} bis:{period.last.isoformat()}",
        tiles=TILES,
        columns=(*MUNICIPALITIES, ""),
        towns=found.by_town(),
        heat=_heat,
        weeks=[(f"{monday.day}.{monday.month}.", count) for monday, count in found.weeks],
        languages=[(words.language_name(code, language), count) for code, count in found.languages],
        p=_punctual(desk, me, period),
        channels=[(named(words.CHANNELS.get(channel, channel)), n) for channel, n in sorted(found.channels.items())],
    )


@router.get(".csv")
def as_csv(request: Request, desk: DeskOf, me: Me, von: Day = "", bis: Day = "") -> Response:
    """Topics and towns as a table for Excel; small cells are not told apart."""
    period, _ = _period(desk, von, bis)
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(_rows(_overview(desk, me, period), language_of(request, me)))
    return _download("﻿" + text.getvalue(), "text/csv; charset=utf-8", f"auswertung-{period.first}-{period.last}.csv")


@router.get(".xlsx")
def as_xlsx(request: Request, desk: DeskOf, me: Me, von: Day = "", bis: Day = "") -> Response:
    """The same as a workbook."""
    import xlsxwriter  # type: ignore[import-untyped]  # ships no types

    period, _ = _period(desk, von, bis)
    octets = io.BytesIO()
    # in memory: a temporary file would be figures lying about
    with xlsxwriter.Workbook(octets, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Auswertung")
        sheet.set_column(0, 0, 28)
        for at, row in enumerate(_rows(_overview(desk, me, period), language_of(request, me))):
            sheet.write_row(at, 0, [int(cell) if cell.isdecimal() else cell for cell in row])
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _download(octets.getvalue(), kind, f"auswertung-{period.first}-{period.last}.xlsx")


def _rows(found: Overview, language: str) -> Iterator[list[str]]:
    named = words.translations(language).gettext
    towns = (*MUNICIPALITIES, "")
    yield [f"{found.period.first} – {found.period.last}", *(named(words.TOWNS[town]) for town in towns)]
    for topic in TOPICS:
        yield [named(words.TOPICS[topic]), *(suppressed(found.cells.get((topic, town), 0)) for town in towns)]


def _overview(desk: Desk, me: Me, period: Period) -> Overview:
    with desk.office.store.reading() as db:
        return overview(db, me.viewer, period, desk.office.clock.now(), desk.zone)


def _punctual(desk: Desk, me: Me, period: Period) -> Punctual:
    with desk.office.store.reading() as db:
        return punctual(db, me.viewer, period, desk.office.clock.now(), desk.office.promises.calendar)


def _period(desk: Desk, von: str, bis: str) -> tuple[Period, bool]:
    """The days asked for, and whether they were impossible; then it is the usual ones."""
    today = desk.office.clock.now().astimezone(desk.zone).date()
    usual = Period(first=today - timedelta(days=USUAL - 1), last=today)
    if not (von or bis):
        return usual, False
    try:
        last = date.fromisoformat(bis) if bis else today
        first = date.fromisoformat(von) if von else last - timedelta(days=USUAL - 1)
    except (ValueError, OverflowError):
        return usual, True
    fits = first <= last and (last - first).days < LONGEST and first.year > _FIRST_YEAR
    return (Period(first=first, last=last), False) if fits else (usual, True)


def _heat(count: int) -> int:
    return sum(count >= edge for edge in _HEATS)


def _download(content: str | bytes, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
