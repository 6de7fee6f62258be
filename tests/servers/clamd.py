"""A scanner that speaks clamd's INSTREAM exactly, knows one harmful word, and misbehaves on request."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

BAD_WORD = b"STANDARD-HARMFUL-TEST-FILE"
Temper = Literal["good", "silent", "slow", "dies", "refuses", "babbles", "half"]


@dataclass
class FakeClamd:
    """Where it listens, how it behaves, and what it was given."""

    address: str = ""
    temper: Temper = "good"
    limit: int = 1024 * 1024  # StreamMaxLength
    seen: list[bytes] = field(default_factory=list)

    def answer(self, wire: socket.socket) -> None:
        """One connection, one command, as clamd outside a session."""
        if self.temper == "dies":
            return
        if _exactly(wire, 10) != b"zINSTREAM\0":
            wire.sendall(b"UNKNOWN COMMAND\0")
            return
        octets = b""
        while length := struct.unpack("!L", _exactly(wire, 4))[0]:
            if len(octets) + length > self.limit:
                wire.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
            octets += _exactly(wire, length)
        self.seen.append(octets)
        self._speak(wire, octets)

    def _speak(self, wire: socket.socket, octets: bytes) -> None:
        found = b"stream: Test.Harm\x1b[31m-1 FOUND\0" if BAD_WORD in octets else b"stream: OK\0"
        match self.temper:
            case "silent":
                time.sleep(1.5)
            case "slow":
                for sign in found:
                    wire.sendall(bytes([sign]))
                    time.sleep(0.2)
            case "refuses":
                wire.sendall(b"Can't allocate memory ERROR\0")
            case "babbles":
                wire.sendall(b"x" * 100_000)
            case "half":
                wire.sendall(b"stream: OK")
            case _:
                wire.sendall(found)


def _exactly(wire: socket.socket, count: int) -> bytes:
    octets = b""
    while len(octets) < count:
        more = wire.recv(count - len(octets))
        if not more:
            raise ConnectionResetError
        octets += more
    return octets


@contextmanager
def running(path: Path | None = None) -> Iterator[FakeClamd]:
    """On a unix socket, or on a free port of loopback."""
    fake = FakeClamd()
    if path is not None:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(str(path))
        fake.address = str(path)
    else:
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        fake.address = f"127.0.0.1:{listener.getsockname()[1]}"
    listener.listen()
    threading.Thread(target=_serve, args=(listener, fake), daemon=True).start()
    try:
        yield fake
    finally:
        listener.close()


def _serve(listener: socket.socket, fake: FakeClamd) -> None:
    with suppress(OSError):  # the listener was closed: the test is over
        while True:
            wire, _ = listener.accept()
            threading.Thread(target=_served, args=(wire, fake), daemon=True).start()


def _served(wire: socket.socket, fake: FakeClamd) -> None:
    with wire, suppress(OSError):
        fake.answer(wire)
