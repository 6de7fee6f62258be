"""An SMTP server that keeps every letter in a file of its own, and answers as told."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import socket
import ssl
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Any, AnyStr, Literal, Self, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.servers.loop import LoopThread

Stage = Literal["connect", "MAIL", "RCPT", "DATA", "dot"]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the sink does once at a stage instead of saying yes."""

    line: str = ""  # e.g. "451 4.3.0 try again"; "" goes on as usual
    delay: float = 0.0  # seconds before the answer
    keep: bool = False  # at the dot: the letter is stored even though the answer does not say so
    drop: Literal["", "before", "after"] = ""  # break the connection before or after the answer


@dataclass(frozen=True, kw_only=True)
class Received:
    """One stored letter."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes


class SmtpSink:
    """Use as a context manager. With `user`, sign-in is offered and required."""

    host = "127.0.0.1"

    def __init__(
        self,
        folder: Path,
        *,
        user: str = "",
        password: str = "",
        tls: ssl.SSLContext | None = None,
        starttls: ssl.SSLContext | None = None,
        smtputf8: bool = False,
    ) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.login = LoginPassword(user.encode(), password.encode()) if user else None
        self._tls, self._starttls, self._smtputf8 = tls, starttls, smtputf8
        self.script: dict[Stage, deque[Answer]] = {s: deque() for s in ("connect", "MAIL", "RCPT", "DATA", "dot")}
        self.commands: list[str] = []
        self.connections = 0
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])

    def __enter__(self) -> Self:
        self._thread = LoopThread("smtp-sink")
        self._server = self._thread.run(self._listen())
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.loop.call_soon_threadsafe(self._server.close)
        self._thread.stop()

    def once(self, stage: Stage, line: str = "", **how: Any) -> None:
        """Script the next answer at a stage; several queue up."""
        self.script[stage].append(Answer(line=line, **how))

    def received(self) -> list[Received]:
        """Every stored letter, in order, from the files."""
        return [_read(path) for path in sorted(self.folder.glob("*.eml"))]

    async def _listen(self) -> asyncio.Server:
        loop = asyncio.get_running_loop()
        return await loop.create_server(lambda: _Session(self), sock=self._socket, ssl=self._tls)

    def store(self, envelope: Envelope) -> None:
        """Write letter and envelope, durably: the envelope first, so that a letter is never without one."""
        number = len(list(self.folder.glob("*.eml"))) + 1
        sender = {"sender": (envelope.mail_from or "").removeprefix("<>"), "recipients": envelope.rcpt_tos}
        _write(self.folder / f"{number:06d}.json", json.dumps(sender).encode())
        _write(self.folder / f"{number:06d}.eml", bytes(envelope.original_content or b""))

    def next(self, stage: Stage) -> Answer | None:
        return self.script[stage].popleft() if self.script[stage] else None


class _Session(SMTP):
    def __init__(self, sink: SmtpSink) -> None:
        self._sink = sink
        wants = sink.login
        super().__init__(
            _Handler(sink),
            hostname="sink.test",
            tls_context=sink._starttls,
            require_starttls=sink._starttls is not None,
            enable_SMTPUTF8=sink._smtputf8,
            auth_required=wants is not None,
            auth_require_tls=False,
            authenticator=lambda *args: AuthResult(success=args[4] == wants, handled=False),
        )
        sink.connections += 1

    async def push(self, status: AnyStr) -> None:
        text = status if isinstance(status, str) else status.decode("latin-1")
        if text.startswith("220 ") and "sink.test" in text and (answer := self._sink.next("connect")):
            await self._say(answer, text)
        else:
            await super().push(status)

    async def smtp_MAIL(self, arg: str) -> None:  # noqa: N802  # aiosmtpd's name for it
        await self._maybe("MAIL", arg, super().smtp_MAIL)

    async def smtp_RCPT(self, arg: str) -> None:  # noqa: N802  # aiosmtpd's name for it
        await self._maybe("RCPT", arg, super().smtp_RCPT)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  # aiosmtpd's name for it
        await self._maybe("DATA", arg, super().smtp_DATA)

    async def _maybe(self, stage: Stage, arg: str, as_usual: Any) -> None:
        self._sink.commands.append(f"{stage} {arg or ''}".strip())
        answer = self._sink.next(stage)
        if answer is None or not (answer.line or answer.drop):
            await asyncio.sleep(answer.delay if answer else 0)
            await as_usual(arg)
        else:
            await self._say(answer, answer.line)

    async def _say(self, answer: Answer, usual: str) -> None:
        await asyncio.sleep(answer.delay)
        if answer.drop != "before":
            await super().push(answer.line or usual)
            await asyncio.sleep(0.05 if answer.drop else 0)
        if answer.drop and self.transport:
            cast(asyncio.Transport, self.transport).abort()


class _Handler:
    def __init__(self, sink: SmtpSink) -> None:
        self._sink = sink

    async def auth_XOAUTH2(self, _server: _Session, words: list[str]) -> AuthResult:  # noqa: N802  # aiosmtpd's name
        """Takes the sink's password as the token."""
        login = self._sink.login
        said = f"user={login.login.decode()}\1auth=Bearer {login.password.decode()}\1\1" if login else ""
        return AuthResult(success=base64.b64decode(words[1]) == said.encode(), handled=False)

    async def handle_DATA(  # noqa: N802  # aiosmtpd's name for it
        self, server: _Session, _session: Session, envelope: Envelope
    ) -> str:
        answer = self._sink.next("dot")
        if answer is None or answer.keep or not (answer.line or answer.drop == "before"):
            self._sink.store(envelope)
        if answer is None:
            return "250 2.0.0 taken"
        await asyncio.sleep(answer.delay)
        line = answer.line or "250 2.0.0 taken"
        if answer.drop == "after":
            await server.push(line)
            await asyncio.sleep(0.05)
        if answer.drop and server.transport:
            cast(asyncio.Transport, server.transport).abort()
        return line


def _read(path: Path) -> Received:
    envelope = json.loads(path.with_suffix(".json").read_text())
    return Received(sender=envelope["sender"], recipients=tuple(envelope["recipients"]), data=path.read_bytes())


def _write(path: Path, content: bytes) -> None:
    half = path.with_name(path.name + ".part")
    with half.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.rename(path)
