"""Nothing of a mail or call stands in a log, an error or a file beside the database, whatever breaks (P24, L8)."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.proxy import Proxy
from tests.servers.smtp_sink import SmtpSink

pytestmark = [pytest.mark.timeout(280), pytest.mark.dovecot]
CANARY = "kanari"  # begins every word that must not get out; searched without case
DEBUG = (
    "import logging; from triage.cli import house, log;"
    "house.to_stderr = lambda: log.to_stderr(logging.DEBUG);"
    "from triage.cli.app import main; main()"
)
SECRETS = (CANARY, PASSWORD + "-geheim")


@dataclass(kw_only=True)
class Desk:
    """An installation whose every word on stderr is kept."""

    folder: Path
    said: list[str] = field(default_factory=list)

    @property
    def database(self) -> Path:
        return self.folder / "data" / "triage.db"

    def environment(self) -> dict[str, str]:
        (self.folder / "tmp").mkdir(exist_ok=True)
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return kept | {"TRIAGE_CONFIG": str(self.folder / "kim.toml"), "TMPDIR": str(self.folder / "tmp")}

    def run(self, *arguments: object, code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-c", DEBUG, *map(str, arguments)],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        self.said.append(done.stderr)
        assert done.returncode == code, done.stderr
        return done.stdout

    def run_for(self, seconds: float, *arguments: str) -> None:
        running = subprocess.Popen(
            [sys.executable, "-c", DEBUG, *arguments], env=self.environment(), stderr=subprocess.PIPE, text=True
        )
        try:
            time.sleep(seconds)
            running.send_signal(signal.SIGTERM)
            self.said.append(running.communicate(timeout=40)[1])
        finally:
            running.kill()

    def change(self, *statements: str) -> None:
        """Break the database behind the program's back."""
        with closing(sqlite3.connect(self.database, timeout=20)) as db:
            for statement in statements:
                db.execute(statement)
            db.commit()

    def leaks(self) -> list[str]:
        """Where a canary got out."""
        found = [line for text in self.said for line in text.splitlines() if _sings(line.encode())]
        files = (path for path in self.folder.rglob("*") if path.is_file())
        foreign = {"anrufe.csv", "kim.toml", "sink"}  # what the test itself put there
        own = (
            f for f in files if not f.name.startswith("triage.db") and f.name not in foreign and "sink" not in f.parts
        )
        return found + [str(path) for path in own if _sings(path.read_bytes()) or _sings(path.name.encode())]


def _sings(data: bytes) -> bool:
    return any(secret.encode() in data.lower() for secret in SECRETS)


def mail(number: int, extra: str = "", body: str = "Kanari sucht einen Deutschkurs in Nettetal.") -> bytes:
    return (
        f'From: "Kanari Name{number}" <kanari{number}@kanari-domain.example>\r\n'
        f"To: kim@kreis-viersen.de\r\nSubject: Kanaribetreff {number}\r\n"
        f"Message-ID: <kanari{number}@kanari.example>\r\n"
        f"{extra}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
        f'--b\r\nContent-Type: application/pdf; name="kanari{number}.pdf"\r\n'
        "Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nS2FuYXJp\r\n--b--\r\n"
    ).encode()


POISON = [
    b"",
    b"kanari" * 100,
    b"Subject: kanari\r\nFrom: kanari\r\n" + b"X-Kanari: " + b"k" * 300_000 + b"\r\n\r\nkanari",
    b'From: <kanari@@x>\r\nContent-Type: multipart/mixed; boundary="kanari\r\n\r\n--kanari\r\n\0kanari\xff\xfe',
    b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (n, n) for n in range(80)) + b"kanari",
    b"From: kanari@example.org\r\nContent-Type: text/html\r\n\r\n" + b"<div>" * 3000 + b"kanari",
    b"From: kanari@example.org\r\nSubject: =?utf-8?b?S2FuYXJp?= kanari\x1b[31m\r\nDate: kanari\r\n\r\n\x00kanari",
]
CALLS = (
    "received_at,caller,phone,language,note,town,urgent,callback_until\n"
    "2026-11-20T08:15,Kanari Anruf,02153 kanari,de,Kanari sucht Wohnung,Kanaristadt,ja,\n"
    "kanari-zeit,Kanari,kanari,kanari,,kanari,kanari,kanari\n"
    '2026-11-20T08:15,Kanari,"kanari\n'
)


@pytest.fixture
def desk(imap_proxy: Proxy, smtp_proxy: Proxy) -> Iterator[Desk]:
    # A short name: it is the workers' TMPDIR too, and a socket's path may have 107 characters.
    with TemporaryDirectory(prefix="kim-") as name:
        folder = Path(name)
        (folder / "kim.toml").write_text(
            f'data_dir = "{folder / "data"}"\n'
            f'[mail.kim]\nhost = "127.0.0.1"\nport = {imap_proxy.port}\ntls = "none"\nuser = "kim"\nmode = "live"\n'
            f'password_file = "{folder / "password"}"\ntimeout_seconds = 5\npoll_seconds = 1\n'
            f'[smtp]\nhost = "127.0.0.1"\nport = {smtp_proxy.port}\ntimeout_seconds = 5\n'
        )
        (folder / "password").write_text(PASSWORD)
        (folder / "anrufe.csv").write_text(CALLS)
        yield Desk(folder=folder)


def test_p24_no_canary_leaves_the_database_whatever_breaks(
    desk: Desk, dovecot: Dovecot, smtp_sink: SmtpSink, imap_proxy: Proxy, smtp_proxy: Proxy
) -> None:
    # everything goes well, poison included
    dovecot.deliver(*(mail(n) for n in range(20)), *POISON)
    assert CANARY not in desk.run("fetch", "--once", "--json").lower()
    desk.run("calls", "import", desk.folder / "anrufe.csv", "--json", code=1)
    desk.run("doctor", "--json")
    desk.run("mail", "status", "--json")

    # the sending server refuses with the address in its answer, falls silent, is away
    smtp_sink.once("RCPT", "550 5.1.1 <kanari0@kanari-domain.example> kanari unknown")
    smtp_sink.once("MAIL", "451 4.3.0 kanari")
    smtp_sink.once("dot", "554 5.7.1 kanari", drop="after")
    desk.run("send", "--once", "--json")
    smtp_proxy.faults.refuse = True
    desk.run("send", "--once", "--json")

    # the mailbox breaks off within a mail, answers nonsense, is away, refuses the sign-in
    dovecot.deliver(*(mail(n) for n in range(20, 24)))
    imap_proxy.faults.cut_after = {"down": 4000}
    desk.run("fetch", "--once", "--json", code=3)
    imap_proxy.faults.cut_after = {}
    imap_proxy.faults.refuse = True
    desk.run("fetch", "--once", "--json", code=3)
    imap_proxy.faults.refuse = False
    (desk.folder / "password").write_text(PASSWORD + "-geheim")
    desk.run("fetch", "--once", "--json", code=3)
    (desk.folder / "password").write_text(PASSWORD)

    # the database lacks a table, and every statement carries what mails say
    dovecot.deliver(*(mail(n) for n in range(24, 30)))
    desk.change("ALTER TABLE label RENAME TO label_away")
    desk.run("mail", "resume", "kim")
    desk.run("fetch", "--once", "--json", code=3)
    desk.run("calls", "add", "--note", "Kanari ruft an", code=3)
    desk.run_for(6, "worker")
    desk.change("ALTER TABLE label_away RENAME TO label")
    dovecot.deliver(*(mail(n) for n in range(30, 34)))
    desk.change("CREATE TRIGGER t BEFORE INSERT ON message BEGIN SELECT RAISE(ABORT, 'kaputt'); END")
    desk.run_for(6, "worker")

    (desk.folder / "password").unlink()
    assert desk.leaks() == []
    assert any("mailbox.trouble" in text for text in desk.said)
    assert any("database failed" in text for text in desk.said)
