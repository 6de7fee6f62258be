"""An installation of its own per story: settings in a folder, commands as processes, the database for looking only."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy import text as sql

from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.proxy import Proxy
from tests.servers.smtp_sink import SmtpSink
from triage.adapters.understanding import Pool
from triage.bootstrap import open_house, read_settings
from triage.fetching import fetch_pass
from triage.office import Office
from triage.pipeline import Report

SHELF = "Bearbeitet/Nettetal/Sprache"  # where a `request` goes
_TRIAGE = Path(sys.executable).with_name("triage")
_BOX = """
[mail.{name}]
host = "127.0.0.1"
port = {port}
tls = "none"
user = "{user}"
password_file = "{password}"
mode = "{mode}"
folder = "{folder}"
timeout_seconds = 20
"""
_OUTBOX = '[smtp]\nhost = "127.0.0.1"\nport = {port}\n'


@dataclass(frozen=True, kw_only=True)
class Box:
    """A mailbox in the settings: its name there, where it is reached, and whose it is."""

    port: int
    user: str = "kim"
    name: str = "kim"
    mode: str = "live"
    folder: str = "INBOX"


@dataclass(kw_only=True)
class Installation:
    """Settings and data in one folder. `run` starts the product as its users do."""

    folder: Path
    boxes: Sequence[Box]
    smtp_port: int = 0
    store: str = ""  # URL of a PostgreSQL database; "": the default, SQLite in the folder
    extra: str = ""  # more settings

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "password").write_text(PASSWORD)
        self.write()

    @property
    def config(self) -> Path:
        return self.folder / "kim.toml"

    def write(self, *, mode: str = "") -> None:
        """The settings file, with another mode for every mailbox if given."""
        password = self.folder / "password"
        boxes = [
            _BOX.format(name=b.name, port=b.port, user=b.user, mode=mode or b.mode, folder=b.folder, password=password)
            for b in self.boxes
        ]
        outbox = _OUTBOX.format(port=self.smtp_port) if self.smtp_port else ""
        self.config.write_text(
            f'data_dir = "{self.folder / "data"}"\n[store]\nurl = "{self.store}"\n'
            + "".join(boxes)
            + outbox
            + self.extra
        )

    def command(self, *words: str) -> list[str]:
        return [str(_TRIAGE), *words]

    def surroundings(self, failpoint: str = "") -> dict[str, str]:
        """The environment of the product's processes."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith("TRIAGE_")}
        return {**clean, "TRIAGE_CONFIG": str(self.config), "TRIAGE_FAILPOINT": failpoint}

    def run(self, *words: str, failpoint: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words),
            env=self.surroundings(failpoint),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def lines(self, *words: str) -> list[dict[str, Any]]:
        """What a command that ends well says in JSON."""
        done = self.run(*words, "--json")
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def tickets(self) -> list[dict[str, Any]]:
        return self.lines("tickets", "--status", "all", "--hidden", "--limit", "100000")

    def rows(self, query: str, **values: object) -> list[tuple[Any, ...]]:
        """Look into the database, beside the product; `:name` in the query stands for a value."""
        with self._beside() as db:
            return [tuple(row) for row in db.execute(sql(query), values)]

    def age_claims(self) -> None:
        """Let ten minutes pass for what a dead sender holds."""
        earlier = (
            "claimed_at - interval '10 minutes'"
            if self.store
            else "strftime('%Y-%m-%d %H:%M:%f000', claimed_at, '-10 minutes')"
        )
        with self._beside() as db:
            db.execute(sql(f"UPDATE outgoing SET claimed_at = {earlier} WHERE state IN ('claimed', 'dot_sent')"))

    @contextmanager
    def _beside(self) -> Iterator[Connection]:
        engine = create_engine(self.store or f"sqlite:///{self.folder / 'data' / 'triage.db'}", poolclass=NullPool)
        with engine.begin() as connection:
            yield connection


@contextmanager
def opened(installation: Installation, readers: Pool) -> Iterator[Office]:
    """The installation's office in this process, with readers that have compiled the rules already."""
    house = open_house(read_settings(installation.config, {}), {})
    try:
        yield replace(house.office, understand=readers)
    finally:
        house.close()


def passed(office: Office) -> list[Report]:
    """One pass over the only mailbox. Raises what the pass raises."""
    (account,) = office.accounts
    return list(fetch_pass(office, account))


def everywhere(server: Dovecot, user: str) -> dict[str, list[bytes]]:
    """Folder (as Maildir++ names it, "" is the inbox) → its mails, from the server's files."""
    home = server.root / "mail" / user
    found: dict[str, list[bytes]] = {}
    for path in sorted(p for part in ("cur", "new") for p in home.glob(f"**/{part}/*")):
        found.setdefault(path.parent.parent.relative_to(home).as_posix().lstrip("."), []).append(path.read_bytes())
    return found


def request(mark: str, text: str = "Guten Tag, ich suche einen Deutschkurs in Nettetal.") -> bytes:
    """A mail with `mark` as sender, subject and Message-ID, so that it can be told from all others."""
    return (
        f"From: Amira Beispiel <{mark}@example.org>\r\nTo: kim@kreis-viersen.de\r\nSubject: Frage {mark}\r\n"
        f"Message-ID: <{mark}@example.org>\r\nDate: Fri, 20 Nov 2026 08:15:00 +0100\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n\r\nDanke, {mark}\r\n"
    ).encode()


class Story:
    """One user's mailbox on a running server, reached through a proxy, and the office that files it."""

    def __init__(self, folder: Path, server: Dovecot, user: str, proxy: Proxy, sink: SmtpSink) -> None:
        self.server, self.user, self.proxy, self.sink = server, user, proxy, sink
        self.office = Installation(folder=folder, boxes=[Box(port=proxy.port, user=user)], smtp_port=sink.port)

    def deliver(self, *marks: str, days_old: float = 0) -> None:
        when = datetime.now(UTC) - timedelta(days=days_old)
        self.server.deliver(*map(request, marks), user=self.user, received_at=when)

    def places(self) -> dict[str, int]:
        return {folder: len(mails) for folder, mails in everywhere(self.server, self.user).items()}

    def shelved(self) -> int:
        return self.server.count(SHELF, self.user)

    def inbox(self) -> int:
        return self.server.count(user=self.user)

    def states(self) -> list[str]:
        return [state for (state,) in self.office.rows("SELECT state FROM arrival ORDER BY id")]

    def history(self, action: str) -> list[str]:
        return [
            why
            for (why,) in self.office.rows("SELECT why FROM event WHERE action = :action ORDER BY id", action=action)
        ]

    def snapshot(self) -> list[tuple[str, str, str]]:
        """Every file of the mailbox: name, flags, digest; and the folders."""
        home = self.server.root / "mail" / self.user
        files = [p for part in ("cur", "new") for p in home.glob(f"**/{part}/*")]
        parts = [(*p.name.partition(":2,")[::2], hashlib.sha256(p.read_bytes()).hexdigest()) for p in files]
        return sorted([*parts, *(("folder", name, "") for name in self.server.folders(self.user))])
