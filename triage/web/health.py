"""How does a machine see whether all is well?"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from sqlmodel import Session, col, func, select
from starlette.responses import PlainTextResponse, Response

from models.message import Message
from models.outgoing import Outgoing
from models.ticket import Ticket
from triage.desk.mailboxes import mailboxes
from triage.errors import NotFound
from triage.values import URGENCIES
from triage.web.desk import Desk, DeskOf

router = APIRouter()
_FORWARDING = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


@router.get("/livez")
def live() -> Response:
    """The process answers."""
    return PlainTextResponse("ok\n")


@router.get("/readyz")
def ready(desk: DeskOf) -> Response:
    """Database, schema and rules are there; 503 until they are. No detail for strangers."""
    try:
        desk.office.store.ping()
        fine = desk.web.ready()
    except Exception:  # whatever is wrong, the answer is "not ready"; details belong into `triage doctor`
        fine = False
    return PlainTextResponse("ok\n" if fine else "not ready\n", status_code=200 if fine else 503)


@router.get("/healthz/mail")
def mail(request: Request, desk: DeskOf) -> Response:
    """One line for each mailbox; 503 when one is stale or stopped."""
    _from_this_machine(request)
    now = desk.office.clock.now()
    with desk.office.store.reading() as db:
        boxes = mailboxes(db, now)
    lines = []
    for box in boxes:
        word = "paused" if box.paused else "stale" if box.stale else "ok"
        seen = box.last_success.isoformat(timespec="seconds") if box.last_success else "never"
        lines.append(f"{word} {box.name}/{box.folder} last_success={seen} backlog={box.backlog}\n")
    bad = any(b.stale or b.paused for b in boxes)
    return PlainTextResponse("".join(lines), status_code=503 if bad else 200)


@router.get("/metrics")
def metrics(request: Request, desk: DeskOf) -> Response:
    """Figures in the Prometheus text format; labels come from fixed lists and mailbox names."""
    _from_this_machine(request)
    registry = CollectorRegistry()
    registry.register(_Figures(desk))
    return Response(generate_latest(registry), media_type="text/plain; version=0.0.4; charset=utf-8")


class _Figures:
    """Reads the figures when they are asked for."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def collect(self) -> Iterator[Metric]:
        """Every family with its samples."""
        with self.desk.office.store.reading() as db:
            yield from _mail(db, self.desk)
            yield _grouped(
                db, "triage_queue_open", "Open tickets", "urgency", col(Ticket.urgency),
                col(Ticket.status) == "open", known=URGENCIES,
            )  # fmt: skip
            yield _grouped(db, "triage_tickets", "Tickets by main topic", "topic", col(Ticket.topic))
            yield _grouped(db, "triage_messages", "Messages by channel", "channel", col(Message.channel))
            yield _grouped(db, "triage_outbox", "Outgoing mail by state", "state", col(Outgoing.state))


def _mail(db: Session, desk: Desk) -> Iterator[Metric]:
    success = GaugeMetricFamily(
        "triage_mail_last_success_timestamp_seconds", "When a folder was last read", labels=["mailbox", "folder"]
    )
    backlog = GaugeMetricFamily("triage_mail_unprocessed", "Mails without outcome", labels=["mailbox", "folder"])
    for box in mailboxes(db, desk.office.clock.now()):
        labels = [box.name, box.folder]
        success.add_metric(labels, box.last_success.timestamp() if box.last_success else 0)
        backlog.add_metric(labels, box.backlog)
    yield success
    yield backlog


def _grouped(
    db: Session, name: str, text: str, label: str, column: Any, *where: Any, known: tuple[str, ...] = ()
) -> Metric:
    family = GaugeMetricFamily(name, text, labels=[label])
    found = dict.fromkeys(known, 0) | dict(db.exec(select(column, func.count()).where(*where).group_by(column)).all())
    for value, count in sorted(found.items()):
        family.add_metric([value], count)
    return family


def _from_this_machine(request: Request) -> None:
    """Raises NotFound for anybody who is not on loopback, or comes through a proxy (ASVS 13.4.5)."""
    try:
        near = ipaddress.ip_address(request.client.host if request.client else "").is_loopback
    except ValueError:
        near = False
    if not near or any(h in request.headers for h in _FORWARDING):
        raise NotFound("page")
