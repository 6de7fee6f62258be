"""Which mail servers does the demo talk to? Two of its own, on loopback, in threads of this process."""

from __future__ import annotations

import asyncio
import secrets
import socket
import threading
from argparse import Namespace
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from types import TracebackType
from typing import Self

from aiosmtpd.smtp import SMTP, Envelope, Session
from proxyprotocol.noop import ProxyProtocolNoop
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, Login
from pymap.concurrent import Subsystem
from pymap.config import BackendCapability
from pymap.imap import IMAPServer
from pymap.user import Passwords, UserMetadata
from pysasl.hashing import BuiltinHash

HOST = "127.0.0.1"
_START_SECONDS = 3.0
_STOP_SECONDS = 5.0
_HASH_ROUNDS = 1000  # the password lives as long as this process; a sign-in should not cost what argon2 costs
_KEPT = 1000  # letters the sink remembers
_MOST_OCTETS = 36 * 1024 * 1024


class _Served:
    """One asyncio server on a free loopback port, in a thread of its own. Start and stop once each."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._socket: socket.socket | None = None
        self._thread: threading.Thread | None = None
        self._ready: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    @property
    def port(self) -> int:
        """The TCP port; valid once started."""
        assert self._socket is not None
        port: int = self._socket.getsockname()[1]
        return port

    def start(self) -> None:
        """Listen. Raises OSError when no loopback port can be had, TimeoutError when the server does not come up."""
        self._socket = socket.create_server((HOST, 0))  # bound before the thread runs: nobody else can take the port
        self._thread = threading.Thread(target=self._run, args=(self._socket,), name=self._name, daemon=True)
        self._thread.start()
        self._ready.result(_START_SECONDS)

    def stop(self) -> None:
        """Close the port and every connection; may be called twice."""
        if self._thread is None or not self._thread.is_alive():
            return
        loop, over = self._ready.result(0)
        loop.call_soon_threadsafe(over.set)
        self._thread.join(_STOP_SECONDS)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self, listening: socket.socket) -> None:
        try:
            asyncio.run(self._serve(listening))
        except Exception as error:  # start() raises it in the caller's thread
            if not self._ready.done():
                self._ready.set_exception(error)

    async def _serve(self, listening: socket.socket) -> None:
        over = asyncio.Event()
        server = await self._open(listening)
        self._ready.set_result((asyncio.get_running_loop(), over))
        async with server:
            await over.wait()

    async def _open(self, listening: socket.socket) -> asyncio.Server:
        raise NotImplementedError


class _Settings(Config):
    """What our IMAP server offers: no IDLE, which pymap answers unreliably, and no look-up of this machine's name."""

    @property
    def backend_capability(self) -> BackendCapability:
        """Extensions beside MOVE and UIDPLUS."""
        return BackendCapability(idle=False, object_id=True, multi_append=False)

    @property
    def greeting(self) -> bytes:
        """The first line of a connection."""
        return b"demo mailbox ready"


class ImapServer(_Served):
    """An empty mailbox in memory for one user; MOVE, UIDPLUS and CREATE work, custom keywords do not."""

    def __init__(self, user: str = "kim") -> None:
        super().__init__("demo-imap")
        self.user = user
        self.password = secrets.token_urlsafe(12)  # of this run only

    async def _open(self, listening: socket.socket) -> asyncio.Server:
        settings = _Settings(
            Namespace(passlib_cfg=None, proxy_protocol=None),
            demo_data=False,
            demo_user=self.user,
            demo_password=self.password,
            host=HOST,
            port=self.port,
            tls_enabled=False,
            reject_dnsbl=False,  # no look-up about whoever connects
            hash_context=BuiltinHash(hash_name="sha256", rounds=_HASH_ROUNDS),
            cpu_subsystem=Subsystem.for_asyncio(),
            proxy_protocol=ProxyProtocolNoop(),
        )
        login = Login(settings)
        password = await Passwords(settings).hash_password(self.password)
        await login.demo_user_identity.set(UserMetadata(settings, self.user, password=password))
        settings.apply_context()
        reader = ProxyProtocolReader(settings.proxy_protocol)
        return await asyncio.start_server(reader.get_callback(IMAPServer(login, settings)), sock=listening)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One mail that our product sent."""

    number: int  # 1, 2, 3 … in order of arrival
    envelope_from: str  # "" is the null sender
    envelope_to: tuple[str, ...]
    data: bytes  # as received, CRLF

    def shown(self) -> str:
        """To, subject and text as a reader sees them."""
        mail = message_from_bytes(self.data, _class=EmailMessage, policy=default)
        part = mail.get_body(("plain",))
        text = part.get_content().replace("\r\n", "\n") if part else ""
        return f"An: {mail['To']}\nBetreff: {mail['Subject']}\n\n{text}"


class SmtpSink(_Served):
    """Takes every mail and delivers none; keeps the newest thousand to look at."""

    def __init__(self) -> None:
        super().__init__("demo-smtp")
        self._letters: deque[Kept] = deque(maxlen=_KEPT)
        self._lock = threading.Lock()
        self._count = 0

    @property
    def count(self) -> int:
        """How many came in all."""
        return self._count

    def letters(self) -> tuple[Kept, ...]:
        """What is kept, oldest first."""
        with self._lock:
            return tuple(self._letters)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep one mail."""
        assert isinstance(envelope.content, bytes)
        with self._lock:
            self._count += 1
            self._letters.append(
                Kept(
                    number=self._count,
                    envelope_from=(envelope.mail_from or "").removeprefix(
                        "<>"
                    ),  # aiosmtpd says "<>" for the null sender
                    envelope_to=tuple(envelope.rcpt_tos),
                    data=envelope.content,
                )
            )
        return f"250 2.0.0 kept as {self._count}"

    async def _open(self, listening: socket.socket) -> asyncio.Server:
        def connection() -> SMTP:
            return SMTP(self, data_size_limit=_MOST_OCTETS, hostname="localhost", ident="demo sink", loop=loop)

        loop = asyncio.get_running_loop()
        return await loop.create_server(connection, sock=listening)
