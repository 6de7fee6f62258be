"""serve, worker, fetch, send, demo: what runs."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING, Annotated

import typer

from triage.cli import output
from triage.cli.house import opened
from triage.errors import BadInput, TriageError
from triage.values import Counts

if TYPE_CHECKING:
    from triage.bootstrap import House
    from triage.intake.poll import Account
    from triage.pipeline import Report

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]
Once = Annotated[bool, typer.Option("--once", help="One pass, then exit.")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("serve")(serve)
    app.command("worker")(worker)
    app.command("fetch")(fetch)
    app.command("send")(send)
    app.command("demo")(demo)


def fetch(once: Once = False, as_json: AsJson = False) -> None:
    """One pass over every mailbox: keep, understand, file, sort, queue acknowledgements."""
    if not once:
        raise BadInput(["fetch: bitte --once angeben; dauernd holt `triage serve` oder `triage worker` die Mails."])
    counts, trouble = Counts(), False
    with opened(worker=True) as house:
        if not house.office.accounts:
            raise BadInput(["Es ist kein Postfach eingerichtet: Abschnitt [mail.NAME] in der Einstellungsdatei."])
        for account in house.office.accounts:
            trouble = not _fetched(house, account, counts, as_json=as_json) or trouble
    if as_json:
        output.line({"summary": counts.summary()})
    else:
        output.say(", ".join(f"{name} {number}" for name, number in counts.summary().items()))
    if trouble:
        raise typer.Exit(3)


def _fetched(house: House, account: Account, counts: Counts, *, as_json: bool) -> bool:
    from triage.fetching import fetch_pass

    try:
        for report in fetch_pass(house.office, account):
            counts.add(report.outcome)
            if as_json:
                output.line(_as_json(report))
    except TriageError as error:
        output.tell(str(error))
        return False
    return True


def _as_json(report: Report) -> dict[str, object]:
    return {"uid": report.uid, "outcome": report.outcome, "ticket": report.ticket, "reason": report.reason}


def send(once: Once = False, as_json: AsJson = False) -> None:
    """One pass over the outbox."""
    from triage.sending import send_pass

    if not once:
        raise BadInput(["send: bitte --once angeben; dauernd sendet `triage serve` oder `triage worker`."])
    with opened(worker=True) as house:
        if not house.settings.smtp.host:
            raise BadInput(["Es ist kein Postausgang eingerichtet: smtp.host in der Einstellungsdatei."])
        summary = send_pass(house.office).summary()
    if as_json:
        output.line({"summary": summary})
    else:
        output.say(", ".join(f"{name} {number}" for name, number in summary.items()))


def serve(
    no_worker: Annotated[
        bool, typer.Option("--no-worker", help="Screens only; `triage worker` does the rest.")
    ] = False,
) -> None:
    """Web UI and worker in one process."""
    from triage.serving import serve_web, start_jobs

    with opened(worker=not no_worker) as house:
        stop = threading.Event()
        scheduler = None if no_worker else start_jobs(house, stop)
        try:
            serve_web(house)
        finally:
            stop.set()
            if scheduler is not None:
                scheduler.stop()


def worker() -> None:
    """Mailboxes, outbox and other jobs, without the web UI."""
    from triage.serving import start_jobs

    with opened(worker=True) as house:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        scheduler = start_jobs(house, stop)
        stop.wait()
        scheduler.stop()


def demo(
    port: Annotated[int, typer.Option("--port", help="Of the web UI on 127.0.0.1.")] = 8080,
    exit_when_idle: Annotated[
        bool, typer.Option("--exit-when-idle", help="Work everything off, print a summary, exit.")
    ] = False,
) -> None:
    """The main job on an embedded default: own mail servers, sample mails and calls, web UI."""
    from triage.demo.run import run

    run(port, exit_when_idle=exit_when_idle, environment=os.environ)
