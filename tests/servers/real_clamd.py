"""A private clamd (Debian package clamav-daemon) that knows one signature of ours and needs no other."""

from __future__ import annotations

import getpass
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.clamd import BAD_WORD

PROGRAM = shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin")
_CONFIG = """
DatabaseDirectory {root}/signatures
LocalSocket {root}/s
LogFile {root}/log
PidFile {root}/pid
TemporaryDirectory {root}
Foreground true
User {user}
StreamMaxLength {limit}
OfficialDatabaseOnly false
"""
_PATIENCE = 30  # seconds until it listens


@contextmanager
def real_clamd(root: Path, *, limit: str = "1M") -> Iterator[str]:
    """The path of its socket while it runs; `root` is an empty folder with a short name."""
    assert PROGRAM is not None
    (root / "signatures").mkdir()
    (root / "signatures" / "ours.ndb").write_text(f"Test.Harm-1:0:*:{BAD_WORD.hex()}\n")
    config = root / "conf"
    config.write_text(_CONFIG.format(root=root, user=getpass.getuser(), limit=limit))
    with subprocess.Popen([PROGRAM, "--config-file", str(config)], stdout=subprocess.DEVNULL) as program:
        try:
            _wait_for(root / "s", program)
            yield str(root / "s")
        finally:
            program.terminate()


def _wait_for(socket: Path, program: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while not socket.exists():
        assert program.poll() is None, "clamd did not start"
        assert time.monotonic() < until, "clamd does not listen"
        time.sleep(0.02)
