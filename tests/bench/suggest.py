"""How long until somebody who types sees what a call would become? `python -m tests.bench.suggest`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import quantiles

import httpx
from playwright.sync_api import sync_playwright

from tests.bench.desk import office_on
from tests.bench.house import NOW, fill
from tests.web.seed import PASSWORD
from tests.web.serving import csrf, served, sign_in
from triage.adapters.tasks import Settings
from triage.adapters.understanding import Pool
from triage.schema import upgrade
from triage.store import Store
from triage.values import CallNote

_ASKED = 200
_TYPED = 25
_P95 = 94  # of 99 cuts
_TOWNS = ("kempen", "viersen", "willich", "nettetal", "grefrath")
_NOTE = "frau k. fragt nach b1 kurs, hat zwei kinder und sucht wohnung, rückruf bitte, kommt aus"


def main() -> None:
    """Print the server's part and the time from the last key to the words on screen, at rest and beside a batch."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tickets", type=int, default=10_000)
    chosen = options.parse_args()
    pool, aside = Pool(Settings()), Pool(Settings())
    try:
        with tempfile.TemporaryDirectory() as name:
            store = Store(f"sqlite:///{Path(name) / 'bench.db'}")
            upgrade(store)
            fill(store, chosen.tickets)
            office = replace(office_on(store), understand=pool, at_once=aside)
            for worker in (pool, aside):
                list(worker([_note("Guten Tag")]))
            with served(office) as url:
                _measure(url, pool)
            store.close()
    finally:
        pool.close()
        aside.close()


def _measure(url: str, pool: Pool) -> None:
    _print("server", _asked(url))
    with _batches(pool):
        _print("server, batch beside", _asked(url))
    _print("last key to visible", _typed(url))


def _asked(url: str) -> list[float]:
    found = []
    with httpx.Client(base_url=url, timeout=60) as client:
        assert sign_in(client, "klein").status_code == 303
        form = {"csrf": csrf(client), "phone": "02152/39-1234"}
        for at in range(_ASKED):
            form["note"] = f"{_NOTE[: 20 + at % 60]} {_TOWNS[at % 5]}"
            began = time.perf_counter()
            answer = client.post("/anruf/vorschlag", data=form)
            found.append(time.perf_counter() - began)
            assert "Vorschlag" in answer.text
    return found


def _typed(url: str) -> list[float]:
    found = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = chromium.new_page()
        page.goto(f"{url}/anmelden")
        page.fill("#name", "klein")
        page.fill("#password", PASSWORD)
        page.press("#password", "Enter")
        page.wait_for_url(f"{url}/")
        page.route("**/anruf/entwurf", lambda route: route.fulfill(status=204))  # or the next form begins with this one
        for at in range(_TYPED):
            page.goto(f"{url}/anruf")
            page.keyboard.type(f"{_NOTE} {_TOWNS[at % 5]}"[:-1], delay=2)
            page.keyboard.type(_TOWNS[at % 5][-1])
            began = time.perf_counter()
            page.wait_for_function(
                "town => document.querySelector('#suggestion').textContent.includes(`„${town}“`)", arg=_TOWNS[at % 5]
            )
            found.append(time.perf_counter() - began)
        chromium.close()
    return found


@contextmanager
def _batches(pool: Pool) -> Iterator[None]:
    """The other worker reads as if a full mailbox were fetched."""
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            list(pool([_note(f"{_NOTE} {at}" * 20) for at in range(25)]))

    reader = threading.Thread(target=read)
    reader.start()
    yield
    done.set()
    reader.join()


def _note(text: str) -> CallNote:
    return CallNote(note=text, received_at=NOW)


def _print(name: str, times: list[float]) -> None:
    middle, slow = sorted(times)[len(times) // 2], quantiles(times, n=100)[_P95]
    sys.stdout.write(f"{name:22} p50 {middle * 1000:6.1f} ms  p95 {slow * 1000:6.1f} ms\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
