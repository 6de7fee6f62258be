"""How protected must a connection to this host be?"""

from __future__ import annotations

import ipaddress
import ssl
from pathlib import Path
from typing import Literal

TlsMode = Literal["implicit", "starttls", "none"]


def is_loopback(host: str) -> bool:
    """Whether the name or address can only mean this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def problem_with(where: str, host: str, tls: TlsMode) -> str | None:
    """Why this host may not be talked to that way, as a sentence; None when it may."""
    if tls == "none" and not is_loopback(host):
        return f'{where}: tls = "none" ist nur auf diesem Rechner erlaubt. {host!r} ist ein anderer.'
    return None


def context(ca_file: Path | None) -> ssl.SSLContext:
    """Verify certificate and host name, by `ca_file` alone when it is given. Raises OSError when it is unreadable."""
    return ssl.create_default_context(cafile=ca_file)
