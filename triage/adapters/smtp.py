"""How is one letter handed to a real mail server so that we know, or know that we do not know, what became of it?"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from aiosmtplib import SMTP, SMTPException, SMTPResponseException
from aiosmtplib.response import SMTPResponse

from triage.adapters.credentials import Secret
from triage.adapters.tls import TlsMode, context, problem_with
from triage.errors import BadInput, SendDoubtful, SendRefused
from triage.failpoints import failpoint
from triage.ports import Letter

BROKEN = 421  # RFC 5321 §4.2.3: service not available, closing; our own word for a broken connection
NOT_OFFERED = 553  # what a server says that meets an address it cannot carry
_LINE_END = re.compile(rb"\r\n|\r|\n")
_DOT = re.compile(rb"^\.", re.MULTILINE)
_PATH = re.compile(r"[^\s<>\x00-\x1f\x7f]+@[^\s<>@\x00-\x1f\x7f]+")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """The sending server as the settings name it. Raises BadInput."""

    host: str
    port: int
    tls: TlsMode  # none is for loopback only
    user: str = ""  # "": no sign-in
    password: Secret | None = None  # asked at every sign-in
    token: Secret | None = None  # for XOAUTH2, in place of a password; asked at every sign-in
    ca_file: Path | None = None  # trust this authority alone
    timeout: float = 60.0  # seconds for each answer before the final dot
    dot_timeout: float = (
        120.0  # for the answer to the final dot; RFC 5321 §4.5.3.2.6 asks 600 of those who resend: we never do
    )
    greets_as: str = ""  # name in EHLO; "" is this machine's own

    def __post_init__(self) -> None:
        found = [problem] if (problem := problem_with("smtp", self.host, self.tls)) else []
        if self.password and self.token:
            found.append("smtp: Bitte geben Sie entweder ein Passwort oder einen Befehl für ein Token an.")
        if bool(self.user) != bool(self.password or self.token):
            found.append("smtp: user und password_file gehören zusammen.")
        if found:
            raise BadInput(found)


def connect(server: SmtpServer) -> SmtpMailer:
    """A mailer for that server; the connection is opened with the first letter and kept for the next."""
    return SmtpMailer(server)


def on_the_wire(data: bytes) -> bytes:
    """CRLF line ends everywhere and dots doubled (RFC 5321 §4.5.2), without the final dot.

    A lone CR or LF becomes CRLF before the dots are doubled, so that no server can read the letter's end inside it.
    """
    text = _LINE_END.sub(b"\r\n", data)
    if not text.endswith(b"\r\n"):
        text += b"\r\n"
    return _DOT.sub(b"..", text)


class SmtpMailer:
    """Sends one letter at a time. Not for two threads at once."""

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._runner = asyncio.Runner()
        self._client: SMTP | None = None
        self._closed = False

    def send(self, letter: Letter, *, before_dot: Callable[[], None]) -> str:
        """The server's answer, e.g. "250 2.0.0 OK". Every recipient must be accepted, or none is served.

        Trouble before MAIL (connecting, TLS, signing in) is never permanent: it says nothing about the letter.
        Raises SendRefused, SendDoubtful, and whatever `before_dot` raises.
        """
        return self._runner.run(self._send(letter, before_dot))

    def close(self) -> None:
        """Quit; never raises, may be called twice."""
        if not self._closed:
            self._closed = True
            with suppress(Exception):  # nothing a server answers to QUIT matters
                self._runner.run(self._quit())
            self._runner.close()

    async def _send(self, letter: Letter, before_dot: Callable[[], None]) -> str:
        try:
            client = await self._ready()
            await self._envelope(client, letter)
            await self._command(client, "DATA", b"DATA", expected=354)
            await self._note(before_dot)
            await self._body(client, on_the_wire(letter.data))
            answer = await self._dot(client)
        except SendRefused as refusal:
            await self._after(refusal)
            raise
        except BaseException:
            await self._hang_up()
            raise
        return f"{answer.code} {answer.message}"

    async def _note(self, before_dot: Callable[[], None]) -> None:
        try:
            before_dot()
        except BaseException:
            await self._hang_up()
            raise

    # -- the session

    async def _ready(self) -> SMTP:
        if self._client and self._client.is_connected:
            with suppress(SMTPException, OSError):  # a server that left meanwhile is dialled again
                await self._client.rset()
                return self._client
        await self._hang_up()
        self._client = client = self._new_client()
        await self._session("connect", client.connect())
        await self._sign_in(client)
        if client.is_ehlo_or_helo_needed:
            await self._session("EHLO", client.ehlo())
        return client

    async def _sign_in(self, client: SMTP) -> None:
        secret = self._server.token or self._server.password
        if secret is None:
            return
        try:
            word = secret()
        except (OSError, ValueError):
            raise SendRefused("password", BROKEN, permanent=False) from None
        if self._server.token:
            await self._session("EHLO", client.ehlo())
            await self._session("sign-in", client.auth_xoauth2(self._server.user, word))
        else:
            await self._session("sign-in", client.login(self._server.user, word))

    def _new_client(self) -> SMTP:
        server = self._server
        try:
            protection = None if server.tls == "none" else context(server.ca_file)
        except OSError:
            raise SendRefused("ca_file", BROKEN, permanent=False) from None
        return SMTP(
            hostname=server.host,
            port=server.port,
            timeout=server.timeout,
            use_tls=server.tls == "implicit",
            start_tls=server.tls == "starttls",
            tls_context=protection,
            local_hostname=server.greets_as or _own_name(),  # the library's default asks the DNS
        )

    async def _session(self, stage: str, step: Awaitable[_T]) -> _T:
        try:
            return await asyncio.wait_for(step, self._server.timeout * 2)
        except SMTPResponseException as refusal:
            raise SendRefused(stage, refusal.code, permanent=False) from None
        except (SMTPException, OSError, ValueError):  # ValueError: nonsense in place of a greeting
            raise SendRefused(stage, BROKEN, permanent=False) from None

    async def _after(self, refusal: SendRefused) -> None:
        if refusal.code == BROKEN or not self._client or not self._client.is_connected:
            await self._hang_up()

    async def _quit(self) -> None:
        if self._client and self._client.is_connected:
            with suppress(SMTPException, OSError):
                await self._client.quit(timeout=min(self._server.timeout, 5.0))
        await self._hang_up()

    async def _hang_up(self) -> None:
        client, self._client = self._client, None
        transport = client.transport if client else None
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()  # drops what is not yet sent, so that no dot follows
            for _turn in range(3):  # the loop closes the socket in its next turns, TLS needs one more
                await asyncio.sleep(0)
        if client:
            client.close()

    # -- the transaction

    async def _envelope(self, client: SMTP, letter: Letter) -> None:
        paths = [_path(address) for address in (letter.envelope_from, *letter.envelope_to)]
        options = _options(client, letter, international=any(not path.isascii() for path in paths))
        sender, *recipients = (b"<" + path.encode() + b">" for path in paths)
        await self._command(client, "MAIL", b"MAIL", b"FROM:" + sender, *options)
        for recipient in recipients:
            await self._command(client, "RCPT", b"RCPT", b"TO:" + recipient)
        failpoint("send.rcpt")

    async def _command(self, client: SMTP, stage: str, *words: bytes, expected: int = 250) -> None:
        try:
            answer = await client.execute_command(*words)
        except (SMTPException, OSError, ValueError):
            raise SendRefused(stage, BROKEN, permanent=False) from None
        if answer.code // 10 != expected // 10:  # 250 and 251 are both fine (RFC 5321 §4.2.3)
            raise SendRefused(stage, answer.code, permanent=answer.code >= 500)  # noqa: PLR2004  # RFC 5321 §4.2.1

    async def _body(self, client: SMTP, text: bytes) -> None:
        """All but the dot, so that the dot alone decides; in pieces, so that the deadline is one of silence."""
        try:
            for at in range(0, len(text), 65_536):
                await asyncio.wait_for(self._piece(client, text[at : at + 65_536]), self._server.timeout)
        except (SMTPException, OSError):
            raise SendRefused("message", BROKEN, permanent=False) from None

    async def _piece(self, client: SMTP, piece: bytes) -> None:
        protocol = client.protocol
        if protocol is None:
            raise OSError("closed")
        protocol.write(piece)
        while isinstance(client.transport, asyncio.WriteTransport) and client.transport.get_write_buffer_size():
            await asyncio.sleep(0.001)  # the dot must not wait behind the body, or nobody knows when it left
        await asyncio.sleep(0)
        if not client.is_connected:
            raise OSError("closed")

    async def _dot(self, client: SMTP) -> SMTPResponse:
        protocol = client.protocol
        if protocol is None or not protocol.is_connected:
            raise SendRefused("message", BROKEN, permanent=False)
        protocol.write(b".\r\n")
        failpoint("send.dot")
        try:
            answer = await protocol.read_response(timeout=self._server.dot_timeout)
        except (SMTPException, OSError):  # RFC 1047: it may have been taken
            raise SendDoubtful("dot") from None
        if answer.code // 100 in (4, 5):
            raise SendRefused("dot", answer.code, permanent=answer.code >= 500)  # noqa: PLR2004  # RFC 5321 §4.2.1
        if answer.code // 100 != 2:  # noqa: PLR2004  # RFC 5321 §4.2.1: neither yes nor no
            raise SendDoubtful("dot")
        return answer


def _own_name() -> str:
    name = socket.gethostname()
    return name if re.fullmatch(r"[A-Za-z0-9.-]{1,253}", name) else "localhost"


def _path(address: str) -> str:
    """The address as MAIL and RCPT take it; an international domain in its ASCII form (RFC 5891)."""
    if not address:
        return ""
    if not _PATH.fullmatch(address):
        raise SendRefused("address", NOT_OFFERED, permanent=True)
    local, _, domain = address.rpartition("@")
    with suppress(UnicodeError):
        domain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    return f"{local}@{domain}"


def _options(client: SMTP, letter: Letter, *, international: bool) -> list[bytes]:
    """The MAIL parameters the letter needs (RFC 6531, 6152, 1870). Raises SendRefused when the server lacks one."""
    options = [b"SIZE=%d" % len(letter.data)] if client.supports_extension("size") else []
    if international:
        if not client.supports_extension("smtputf8"):
            raise SendRefused("SMTPUTF8", NOT_OFFERED, permanent=True)
        options.append(b"SMTPUTF8")
    if not letter.data.isascii():
        if not client.supports_extension("8bitmime"):
            raise SendRefused("8BITMIME", NOT_OFFERED, permanent=True)
        options.append(b"BODY=8BITMIME")
    return options
