"""Letters and server settings as tests need them."""

from __future__ import annotations

from triage.adapters.smtp import SmtpServer
from triage.ports import Letter


def letter(
    data: bytes = b"Subject: Danke\r\n\r\nGuten Tag\r\n", to: str = "amira@example.org", sender: str = ""
) -> Letter:
    return Letter(envelope_from=sender, envelope_to=(to,), data=data)


def nothing() -> None:
    """A caller with nothing to note."""


def server(port: int, **how: object) -> SmtpServer:
    settings: dict[str, object] = {"host": "127.0.0.1", "port": port, "tls": "none", "timeout": 5.0, "dot_timeout": 5.0}
    return SmtpServer(**(settings | how))  # type: ignore[arg-type]  # a test's shorthand
