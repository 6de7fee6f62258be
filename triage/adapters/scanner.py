"""How do attachments get past clamd, the scanner of ClamAV?"""

from __future__ import annotations

import socket
import struct
import time
from contextlib import suppress

from triage.values import Scan

_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096
_LONGEST_NAME = 100
_MUTE = "der Virenprüfer antwortet nicht"


class Clamd:
    """A `ports.Scanner` that asks clamd over its unix or TCP socket, a new connection for each attachment.

    Protocol: clamd(8), INSTREAM: "zINSTREAM\\0", chunks of a 4-octet length in network order and as many octets, a
    length of zero; the answer ends with NUL.
    """

    def __init__(self, address: str, *, timeout: float = 20, max_bytes: int = 25 * 1024 * 1024) -> None:
        """`address`: a path, or host:port. `timeout`: seconds for everything together. Nothing is opened yet."""
        self._address, self._timeout, self._max_bytes = address, timeout, max_bytes

    def scan(self, octets: bytes) -> Scan:
        """As `ports.Scanner.scan`."""
        if len(octets) > self._max_bytes:
            return Scan(reason="die Datei ist zu groß für den Virenprüfer")
        try:
            return _verdict(self._asked(octets))
        except (OSError, ValueError, OverflowError):  # not there, too slow, hung up; no such host or port
            return Scan(reason=_MUTE, may_pass=True)

    def _asked(self, octets: bytes) -> str:
        until = time.monotonic() + self._timeout
        with self._connected() as wire:
            wire.settimeout(self._timeout)
            # clamd says why before it hangs up: over its size limit, or found at the first chunk
            with suppress(BrokenPipeError, ConnectionResetError):
                _send(wire, octets, until)
            return _answer(wire, until)

    def _connected(self) -> socket.socket:
        if self._address.startswith("/"):
            wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                wire.settimeout(self._timeout)
                wire.connect(self._address)
            except OSError:
                wire.close()
                raise
            return wire
        host, _, port = self._address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=self._timeout)


def _send(wire: socket.socket, octets: bytes, until: float) -> None:
    wire.sendall(b"zINSTREAM\0")
    for start in range(0, len(octets), _CHUNK):
        chunk = octets[start : start + _CHUNK]
        _hurry(wire, until)
        wire.sendall(struct.pack("!L", len(chunk)) + chunk)
    wire.sendall(struct.pack("!L", 0))


def _answer(wire: socket.socket, until: float) -> str:
    answer = b""
    while b"\0" not in answer and len(answer) < _LONGEST_ANSWER:
        _hurry(wire, until)
        more = wire.recv(_LONGEST_ANSWER)
        if not more:
            break
        answer += more
    said, end, _ = answer.partition(b"\0")
    return said.decode("utf-8", "replace").strip() if end else ""  # half an answer is none


def _hurry(wire: socket.socket, until: float) -> None:
    """Let the next step take what is left. Raises TimeoutError when nothing is."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    wire.settimeout(left)


def _verdict(answer: str) -> Scan:
    """`stream: OK`, `stream: NAME FOUND`, or a sentence that ends with ERROR."""
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return Scan(verdict="clean")
    if said.endswith(" FOUND"):
        name = "".join(sign if sign.isprintable() else "_" for sign in said.removesuffix(" FOUND"))
        return Scan(verdict="found", finding=name[:_LONGEST_NAME])
    if "size limit" in said:
        return Scan(reason="die Datei ist zu groß für den Virenprüfer")
    return Scan(reason="der Virenprüfer hat die Prüfung abgebrochen" if said else _MUTE, may_pass=True)
