"""Which certificate does a test server show?"""

from __future__ import annotations

import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Certificate:
    """Self-signed for 127.0.0.1 and localhost, valid for a day; trusted by whoever names `chain` as its authority."""

    chain: Path
    key: Path

    def server_context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.chain, self.key)
        return context


def make_certificate(folder: Path) -> Certificate:
    made = Certificate(folder / "chain.pem", folder / "key.pem")
    names = "subjectAltName=IP:127.0.0.1,DNS:localhost"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost -addext"
    subprocess.run(
        ["openssl", *words.split(), names, "-keyout", made.key, "-out", made.chain], check=True, capture_output=True
    )
    return made
