"""How is something told to another program over HTTP so that it can trust it?

Headers and signature after the Standard Webhooks specification 1.0: `webhook-id`, `webhook-timestamp` and
`webhook-signature: v1,` with the base64 of HMAC-SHA256 over "id.timestamp.body".
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from triage.adapters.credentials import Secret
from triage.adapters.tls import context, is_loopback
from triage.errors import BadInput, NotTold

_SHORTEST = 24  # octets of a secret
_GONE = 410  # the program unsubscribed (RFC 9110 §15.5.11)
_PREFIX = "whsec_"  # what follows is base64


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """One configured address. Raises BadInput when it may not be talked to or has no secret."""

    name: str
    url: str
    secret: Secret | None
    ca_file: Path | None = None
    timeout: float = 10  # seconds, for each step

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
            raise BadInput([f"webhook.{self.name}.url: http ist nur auf diesem Rechner erlaubt; sonst https."])
        if parts.username or parts.password:
            raise BadInput([f"webhook.{self.name}.url: kein Passwort in der Adresse; dafür ist secret_file da."])
        if self.secret is None:
            raise BadInput(
                [f"webhook.{self.name}.secret_file: fehlt. Ohne Geheimnis kann niemand prüfen, wer spricht."]
            )

    def tell(self, key: str, body: bytes, at: datetime) -> None:
        """See triage.ports.Listener. Follows no redirect and reads no proxy from the environment."""
        try:
            headers = self._headers(key, body, at)
            with httpx.Client(verify=context(self.ca_file), timeout=self.timeout, trust_env=False) as client:
                status = client.post(self.url, content=body, headers=headers).status_code
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as trouble:
            raise NotTold(self.name, type(trouble).__name__, permanent=False) from None
        if not httpx.codes.is_success(status):
            raise NotTold(self.name, f"answered {status}", permanent=status == _GONE)

    def _headers(self, key: str, body: bytes, at: datetime) -> dict[str, str]:
        seconds = int(at.timestamp())
        signed = hmac.new(self._key(), b"%s.%d." % (key.encode(), seconds) + body, hashlib.sha256).digest()
        return {
            "content-type": "application/json",
            "user-agent": "kim-triage",
            "webhook-id": key,
            "webhook-timestamp": str(seconds),
            "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
        }

    def _key(self) -> bytes:
        assert self.secret is not None
        given = self.secret()
        try:
            key = base64.b64decode(given.removeprefix(_PREFIX)) if given.startswith(_PREFIX) else given.encode()
        except binascii.Error:
            raise NotTold(self.name, "the secret after whsec_ is not base64", permanent=False) from None
        if len(key) < _SHORTEST:
            raise NotTold(self.name, f"the secret is shorter than {_SHORTEST} octets", permanent=False)
        return key
