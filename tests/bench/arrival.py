"""How soon does an open list know of a mail? From its APPEND to the news in the page's stream."""

from __future__ import annotations

import argparse
import imaplib
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median, quantiles

import httpx

from tests.bench.desk import office_on
from tests.servers.dovecot import PASSWORD as MAIL_PASSWORD
from tests.servers.dovecot import Dovecot
from tests.servers.ports import free_port
from tests.web.seed import PASSWORD
from tests.web.serving import sign_in
from triage.desk import accounts
from triage.store import Store

_TRIAGE = str(Path(sys.executable).parent / "triage")
_MAILS = 100
_P95 = 18  # of 19 cuts
_PATIENCE = 90.0  # seconds: longer than the poll that would find a mail whose announcement got lost


def main() -> None:
    """Print median, p95 and the longest of all mails, one after the other at odd moments."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--mails", type=int, default=_MAILS)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name, Dovecot() as dovecot, _served(Path(name), dovecot) as url:
        taken = _measured(url, dovecot, chosen.mails)
    sys.stdout.write(
        f"{len(taken)} mails: median {median(taken):.2f} s, p95 {quantiles(taken, n=20)[_P95]:.2f} s, "
        f"longest {max(taken):.2f} s\n"
    )


class Stream:
    """An open page: knows how many open tickets it was last told of."""

    def __init__(self, client: httpx.Client) -> None:
        self.open, self.over = 0, False
        self._news = threading.Condition()
        threading.Thread(target=self._listen, args=(client,), daemon=True).start()

    def until(self, count: int) -> None:
        """Return when so many are known. Raises TimeoutError."""
        with self._news:
            if not self._news.wait_for(lambda: self.open >= count, timeout=_PATIENCE):
                raise TimeoutError(f"{self.open} of {count} tickets are known")

    def _listen(self, client: httpx.Client) -> None:
        while not self.over:  # as a browser: the server ends a stream after some minutes
            with suppress(httpx.TransportError), client.stream("GET", "/live?since=0&pulse=0") as answer:
                for line in answer.iter_lines():
                    if line.startswith('data: {"fresh'):
                        with self._news:
                            self.open = json.loads(line[6:])["open"]
                            self._news.notify_all()


def _measured(url: str, dovecot: Dovecot, mails: int) -> list[float]:
    chance, taken = random.Random(7), []
    with httpx.Client(base_url=url, timeout=None) as client, imaplib.IMAP4(dovecot.host, dovecot.port) as server:
        assert sign_in(client, "klein").status_code == 303
        server.login("kim", MAIL_PASSWORD)
        stream = Stream(client)
        for number in range(mails + 1):
            began = time.monotonic()
            server.append("INBOX", "", imaplib.Time2Internaldate(time.time()), _mail(number))
            stream.until(number + 1)
            taken.append(time.monotonic() - began)
            time.sleep(chance.uniform(0, 2))
        stream.over = True
    return taken[1:]  # the first one waits for the rules to be compiled


def _mail(number: int) -> bytes:
    return (
        f"From: Amira Beispiel <a{number}@example.org>\r\nTo: kim@kreis-viersen.de\r\nSubject: Frage {number}\r\n"
        f"Message-ID: <a{number}@example.org>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        f"Guten Tag, ich suche einen Deutschkurs in Nettetal. {number}\r\n"
    ).encode()


@contextmanager
def _served(folder: Path, dovecot: Dovecot) -> Iterator[str]:
    """The address of `triage serve` with its jobs, as an office runs it."""
    port = free_port()
    secret, file = folder / "password", folder / "triage.toml"
    secret.write_text(MAIL_PASSWORD, encoding="utf-8")
    file.write_text(
        f'data_dir = "{folder / "data"}"\n[web]\nlisten = "127.0.0.1:{port}"\n[mail.kim]\nhost = "127.0.0.1"\n'
        f'port = {dovecot.port}\ntls = "none"\nuser = "kim"\npassword_file = "{secret}"\nmode = "live"\n',
        encoding="utf-8",
    )
    environment = os.environ | {"TRIAGE_CONFIG": str(file)}
    subprocess.run([_TRIAGE, "db", "upgrade"], env=environment, check=True, capture_output=True)
    store = Store(f"sqlite:///{folder / 'data' / 'triage.db'}")
    accounts.add_user(office_on(store), name="klein", password=PASSWORD, role="leitung")
    store.close()
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen([_TRIAGE, "serve"], env=environment, stderr=log, stdout=log) as server,
    ):
        try:
            _wait_until_ready(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_until_ready(url: str) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            if httpx.get(f"{url}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise TimeoutError("the desk does not get ready")


if __name__ == "__main__":
    main()
