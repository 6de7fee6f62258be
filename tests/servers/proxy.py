"""A TCP proxy that can be told to fail: cut, slow down, swallow; and that counts and remembers what it saw."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from typing import Literal, Self

from tests.servers.loop import LoopThread

Side = Literal["up", "down"]  # up: client to server, down: server to client


@dataclass
class Faults:
    """What goes wrong; set while connections are open, it holds from the next bytes on."""

    cut_after: dict[Side, int] = field(default_factory=dict)  # close both ends after so many bytes of one connection
    cut_at_answer: re.Pattern[bytes] | None = None  # close before the client sees a server's bytes that match
    cut_at_command: re.Pattern[bytes] | None = None  # close before the server sees a client's bytes that match
    delay: float = 0.0  # seconds before each piece
    swallow: bool = False  # black hole: read on, pass nothing on, keep the connections open
    refuse: bool = False  # accept and close at once


class Proxy:
    """Use as a context manager; `host` and `port` are what the client connects to."""

    host = "127.0.0.1"

    def __init__(self, port: int, *, host: str = "127.0.0.1") -> None:
        self._target = (host, port)
        self.faults = Faults()
        self.bytes: dict[Side, int] = {"up": 0, "down": 0}
        self.connections = 0
        self.cuts = 0
        self._sent = bytearray()
        self._open: set[asyncio.StreamWriter] = set()

    def __enter__(self) -> Self:
        self._thread = LoopThread("proxy")
        self._server = self._thread.run(asyncio.start_server(self._accept, "127.0.0.1", 0))
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.run(self._shut())
        self._thread.stop()

    @property
    def commands(self) -> list[str]:
        """The lines clients sent, as far as they are complete."""
        return [line.decode("latin-1") for line in bytes(self._sent).split(b"\r\n")[:-1]]

    @property
    def open(self) -> int:
        """Connections still held by a client."""
        return len(self._open) // 2

    def heal(self) -> None:
        self.faults = Faults()

    def cut(self) -> None:
        """Break every open connection now."""
        self._thread.run(self._abort_all())

    async def _abort_all(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def _shut(self) -> None:
        self._server.close()
        await self._abort_all()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        if self.faults.refuse:
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await asyncio.open_connection(*self._target)
        except OSError:
            writer.transport.abort()
            return
        both = {writer, far_writer}
        self._open |= both
        ways = [
            asyncio.ensure_future(self._pump("up", reader, far_writer)),
            asyncio.ensure_future(self._pump("down", far_reader, writer)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            for end in both:
                end.transport.abort() if any(way.done() and way.cancelled() for way in ways) else end.close()
            self._open -= both

    async def _pump(self, side: Side, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        passed = 0
        try:
            while piece := await reader.read(65_536):
                if self.faults.delay:
                    await asyncio.sleep(self.faults.delay)
                allowed = self._allowed(side, piece, passed)
                self._remember(side, piece[:allowed])
                if not self.faults.swallow:
                    writer.write(piece[:allowed])
                    await writer.drain()
                passed += allowed
                if allowed < len(piece):
                    self.cuts += 1
                    return
        except OSError:
            return

    def _allowed(self, side: Side, piece: bytes, passed: int) -> int:
        limit = self.faults.cut_after.get(side)
        most = len(piece) if limit is None else max(limit - passed, 0)
        sign = self.faults.cut_at_answer if side == "down" else self.faults.cut_at_command
        found = sign.search(piece) if sign else None
        return min(most, found.start() if found else len(piece), len(piece))

    def _remember(self, side: Side, piece: bytes) -> None:
        self.bytes[side] += len(piece)
        if side == "up":
            self._sent += piece
