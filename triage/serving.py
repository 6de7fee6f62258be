"""How do the screens get onto a port, and the jobs into their threads?"""

from __future__ import annotations

import gc
import threading
from functools import partial
from typing import TYPE_CHECKING

import structlog

from triage.adapters.tls import is_loopback
from triage.errors import BadInput

if TYPE_CHECKING:
    import uvicorn

    from triage.adapters.schedule import Scheduler
    from triage.bootstrap import House

log = structlog.get_logger()
_GRACE_SECONDS = 5  # promises P17: stopped within ten


def serve_web(house: House) -> None:
    """Serve until SIGTERM or SIGINT."""
    server = web_server(house)
    host, _, port = house.settings.web.listen.rpartition(":")
    log.info("serving", address=f"http://{host}:{port}")
    server.run()


def web_server(house: House) -> uvicorn.Server:
    """The web server of this house, not yet running. Raises BadInput for plain http beyond loopback."""
    import uvicorn

    from triage.schema import is_current
    from triage.web.app import create_app
    from triage.web.settings import WebSettings

    host, _, port = house.settings.web.listen.rpartition(":")
    plain = is_loopback(host)
    if not plain and not house.settings.web.trusted_proxy:
        raise BadInput(["web.listen: ohne TLS nur auf 127.0.0.1; davor gehört ein Proxy (web.trusted_proxy)."])
    warmed = threading.Event()
    threading.Thread(target=_warm, args=(house, warmed), daemon=True).start()
    web = WebSettings(
        office_name=house.settings.office.name,
        trusted_proxy=house.settings.web.trusted_proxy,
        secure_cookies=bool(house.settings.web.trusted_proxy),
        idle_minutes=house.settings.web.idle_minutes,
        absolute_hours=house.settings.web.absolute_hours,
        four_eyes=house.settings.rules.four_eyes,
        ready=lambda: warmed.is_set() and is_current(house.office.store),
    )
    app = create_app(house.office, web, rehearsals=house.rehearsals)
    config = uvicorn.Config(
        app,
        host=host,
        port=int(port),
        log_config=None,
        access_log=False,  # its lines would hold addresses and searches
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    return uvicorn.Server(config)


def start_jobs(house: House, stop: threading.Event) -> Scheduler:
    """Every job of JOBS and one per mailbox, each in a thread of its own."""
    from triage.adapters.schedule import Scheduler
    from triage.jobs import JOBS, mailbox_jobs

    jobs = (*JOBS, *mailbox_jobs(house.office, stop))
    scheduler = Scheduler(house.office.zone, threads=len(jobs))
    for job in jobs:
        scheduler.every(job.seconds, job.name, partial(job.run, house.office))
    scheduler.start()
    return scheduler


def _warm(house: House, warmed: threading.Event) -> None:
    """The first understanding compiles the rules; nobody should wait for it."""
    from triage.values import CallNote

    greeting = [CallNote(note="Guten Tag", received_at=house.office.clock.now())]
    list(house.office.understand(greeting))
    list(house.office.for_somebody_waiting().understand(greeting))
    freeze()
    warmed.set()


def freeze() -> None:
    """What is there now stays until the end: looked through for what nobody holds, it made every 50th page wait."""
    gc.collect()
    gc.freeze()
