"""An IMAP server that answers exactly as told, for answers no well-behaved server gives."""

from __future__ import annotations

import asyncio
import re
from typing import Self

from tests.servers.loop import LoopThread

GREETING = "* OK ready\r\n"
POLITE: dict[str, str] = {
    "CAPABILITY": "* CAPABILITY IMAP4rev1 UIDPLUS MOVE IDLE\r\n{tag} OK x\r\n",
    "LOGIN": "{tag} OK x\r\n",
    "LIST": '* LIST (\\Noselect) "/" ""\r\n{tag} OK x\r\n',
    "SELECT": "* 2 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 3] x\r\n{tag} OK [READ-WRITE] x\r\n",
    "UID SEARCH": "* SEARCH 1 2\r\n{tag} OK x\r\n",
    "NOOP": "{tag} OK x\r\n",
    "LOGOUT": "* BYE x\r\n{tag} OK x\r\n",
}


class RudeServer:
    """Use as a context manager; `answers` override `POLITE` by the longest beginning of a command.

    An answer may hold {tag}; "" says nothing, "CLOSE" hangs up. Several answers in a list are given in turn, the last
    one again and again.
    """

    host = "127.0.0.1"

    def __init__(self, answers: dict[str, str | list[str]] | None = None, *, greeting: str = GREETING) -> None:
        self.answers: dict[str, str | list[str]] = {**POLITE, **(answers or {})}
        self.greeting = greeting
        self.lines: list[str] = []

    def __enter__(self) -> Self:
        self._thread = LoopThread("rude-imap")
        self._server = self._thread.run(asyncio.start_server(self._talk, "127.0.0.1", 0))
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.loop.call_soon_threadsafe(self._server.close)
        self._thread.stop()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tag = ""
        writer.write(self.greeting.encode("latin-1"))
        try:
            while received := await reader.readline():
                line = received.decode("latin-1").rstrip("\r\n")
                self.lines.append(line)
                found = re.match(r"([A-Z]{4}\d+) (.*)", line)
                tag, command = found.groups() if found else (tag, line)
                answer = self._answer(command)
                if answer == "CLOSE":
                    break
                writer.write(answer.replace("{tag}", tag).encode("latin-1"))
        except (OSError, asyncio.CancelledError):
            return
        finally:
            writer.close()

    def _answer(self, command: str) -> str:
        known = [name for name in self.answers if command.startswith(name)]
        if not known:
            return "{tag} BAD unknown\r\n"
        answer = self.answers[max(known, key=len)]
        if isinstance(answer, str):
            return answer
        return answer.pop(0) if len(answer) > 1 else answer[0]
