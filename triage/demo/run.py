"""How does the demo's world meet the product?"""

from __future__ import annotations

import json
import logging
import secrets
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog
from rich.console import Console
from rich.live import Live
from rich.table import Table
from sqlmodel import func, select

from models.arrival import Arrival
from models.outgoing import Outgoing
from models.ticket import Ticket
from triage import pipeline
from triage.bootstrap import House, open_house, read_settings
from triage.demo.feed import Fed, Feeder
from triage.demo.servers import ImapServer, SmtpSink
from triage.desk.accounts import add_user
from triage.fetching import fetch_pass
from triage.sending import send_pass
from triage.serving import start_jobs, web_server
from triage.values import CallNote

_USER = "demo"
_LOOK_EVERY = 0.5  # seconds between two looks at the figures
_MOST_ROUNDS = 20  # passes until nothing moves; three are the rule


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The demo's office, its people and its mail servers."""

    house: House
    feeder: Feeder
    sink: SmtpSink
    password: str  # of the account `demo`


def run(port: int, *, exit_when_idle: bool, environment: Mapping[str, str]) -> None:
    """Everything in a temporary folder, on loopback; gone afterwards."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))  # the board tells the rest
    with _world(port, environment) as world:
        if exit_when_idle:
            sys.stdout.write(json.dumps(work_off(world), ensure_ascii=False) + "\n")
        else:
            _stay(world, port)


@contextmanager
def _world(port: int, environment: Mapping[str, str]) -> Iterator[World]:
    with tempfile.TemporaryDirectory(prefix="triage-demo-") as name, ImapServer() as imap, SmtpSink() as sink:
        folder = Path(name)
        file = _settings_file(folder, imap, sink, port)
        clean = {k: v for k, v in environment.items() if not k.startswith("TRIAGE_") or k == "TRIAGE_FAILPOINT"}
        house = open_house(read_settings(file, clean), clean)
        password = secrets.token_urlsafe(12)
        add_user(house.office, name=_USER, password=password, role="leitung", shown="D. Beispiel")
        feeder = Feeder(imap, sink, _call_taker(house), house.office.clock)
        try:
            yield World(house=house, feeder=feeder, sink=sink, password=password)
        finally:
            house.close()


def _settings_file(folder: Path, imap: ImapServer, sink: SmtpSink, port: int) -> Path:
    secret = folder / "imap-password"
    secret.touch(mode=0o600)
    secret.write_text(imap.password, encoding="utf-8")
    file = folder / "triage.toml"
    file.write_text(
        f"""data_dir = "{folder / "data"}"
[mail.kim]
host = "127.0.0.1"
port = {imap.port}
tls = "none"
user = "{imap.user}"
password_file = "{secret}"
mode = "live"
poll_seconds = 2
idle = false
[acknowledge]
per_minute = 600
[smtp]
host = "127.0.0.1"
port = {sink.port}
[web]
listen = "127.0.0.1:{port}"
""",
        encoding="utf-8",
    )
    return file


def _call_taker(house: House) -> Callable[[CallNote], None]:
    def take(call: CallNote) -> None:
        pipeline.file_call(house.office, call, by=_USER, key=secrets.token_hex(16))

    return take


def work_off(world: World) -> dict[str, object]:
    """Hand over everything, take it through, let people answer, until nothing moves; the figures."""
    began = time.monotonic()
    fed = world.feeder.all_at_once()
    office, replies, outcomes = world.house.office, 0, Counter[str]()
    for _ in range(_MOST_ROUNDS):
        reports = [report for account in office.accounts for report in fetch_pass(office, account)]
        outcomes.update(report.outcome for report in reports)
        sent = send_pass(office).sent
        answered = world.feeder.answer_acknowledgements()
        replies += answered
        if not reports and not sent and not answered:
            break
    return _summary(world, fed, replies, outcomes) | {"seconds": round(time.monotonic() - began, 1)}


def _summary(world: World, fed: Fed, replies: int, outcomes: Counter[str]) -> dict[str, object]:
    figures = _figures(world.house)
    return {
        "mails": fed.mails + replies,
        "calls": fed.calls,
        "fetched": sum(outcomes.values()),
        "tickets": outcomes["ticket"],
        "followups": outcomes["followup"],
        "duplicates": outcomes["duplicate"],
        "set_aside": outcomes["set_aside"],
        "ignored": outcomes["ignored"],
        "call_tickets": figures["calls"],
        "tickets_in_store": figures["tickets"],
        "acknowledgements_queued": figures["queued"],
        "acknowledgements_sent": figures["sent"],
        "acknowledgements_at_server": world.sink.count,
    }


def _figures(house: House) -> dict[str, int]:
    with house.office.store.reading() as db:
        return {
            "arrived": db.exec(select(func.count()).select_from(Arrival)).one(),
            "calls": db.exec(select(func.count()).select_from(Arrival).where(Arrival.channel == "phone")).one(),
            "tickets": db.exec(select(func.count()).select_from(Ticket)).one(),
            "open": db.exec(select(func.count()).select_from(Ticket).where(Ticket.status == "open")).one(),
            "urgent": db.exec(
                select(func.count()).select_from(Ticket).where(Ticket.status == "open", Ticket.urgency == "high")
            ).one(),
            "queued": db.exec(select(func.count()).select_from(Outgoing).where(Outgoing.state != "sent")).one(),
            "sent": db.exec(select(func.count()).select_from(Outgoing).where(Outgoing.state == "sent")).one(),
        }


def _stay(world: World, port: int) -> None:
    """Web, worker and people at once, until Ctrl+C."""
    stop = threading.Event()
    server = web_server(world.house)
    serving = threading.Thread(target=server.run, name="web")
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    serving.start()
    scheduler = start_jobs(world.house, stop)
    people = threading.Thread(target=world.feeder.run, args=(stop,), name="people")
    people.start()
    try:
        _show(world, port, people, stop)
    finally:
        stop.set()
        server.should_exit = True
        for thread in (people, serving):
            thread.join()
        scheduler.stop()


def _show(world: World, port: int, people: threading.Thread, stop: threading.Event) -> None:
    console = Console()
    console.print(f"\n[bold]KIM-Triage, Vorführung[/bold]  http://127.0.0.1:{port}")
    console.print(f"Anmelden als [bold]{_USER}[/bold], Passwort [bold]{world.password}[/bold]   Ende: Strg+C\n")
    with Live(_board(world), console=console, refresh_per_second=4, transient=not console.is_terminal) as live:
        while people.is_alive() and not stop.wait(_LOOK_EVERY):
            live.update(_board(world))
        live.update(_board(world))
    if not stop.is_set():
        if not console.is_terminal:
            console.print(_board(world))
        console.print(f"Alles ist da. Die Oberfläche bleibt offen: http://127.0.0.1:{port}  (Ende: Strg+C)")
    while not stop.wait(_LOOK_EVERY):
        pass


def _board(world: World) -> Table:
    figures = _figures(world.house)
    table = Table(box=None, pad_edge=False)
    names = ("Eingegangen", "davon Anrufe", "Vorgänge", "offen", "dringend", "Bestätigungen")
    for name in names:
        table.add_column(name, justify="right")
    keys = ("arrived", "calls", "tickets", "open", "urgent", "sent")
    table.add_row(*(str(figures[key]) for key in keys))
    return table
