"""Which port may a test server take, and does it really hold it?"""

from __future__ import annotations

import socket
import time

import psutil  # type: ignore[import-untyped,unused-ignore]  # ships no types


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_owned(port: int, pid: int, seconds: float = 10.0) -> None:
    """Return when that process or a child of it listens on the port. Raises TimeoutError."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if _owns(port, pid):
            return
        time.sleep(0.02)
    raise TimeoutError(f"process {pid} does not listen on port {port}")


def _owns(port: int, pid: int) -> bool:
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
        return any(
            link.laddr.port == port and link.status == psutil.CONN_LISTEN
            for member in family
            for link in member.net_connections(kind="tcp")
        )
    except psutil.NoSuchProcess:
        return False
