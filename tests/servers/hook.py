"""A program of the house that wants to be told: it checks who speaks, keeps what it hears, misbehaves on request."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECRET = "ein-langes-geheimnis-fuer-den-haken"


@dataclass
class Program:
    """Where it listens, what it answers, and what it took."""

    url: str = ""
    status: int = 204
    silent: float = 0.0  # seconds before it answers
    location: str = ""  # where it sends callers on to
    heard: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    forged: int = 0  # messages whose signature was wrong
    elsewhere: int = 0  # callers that followed

    def take(self, path: str, headers: Any, body: bytes) -> None:
        if path != "/kim":
            self.elsewhere += 1
            return
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        right = base64.b64encode(hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()).decode()
        if headers["webhook-signature"] != f"v1,{right}":
            self.forged += 1
        self.heard.append(json.loads(body))
        self.keys.append(headers["webhook-id"])


@contextmanager
def listening() -> Iterator[Program]:
    """A program on a free port of this machine."""
    program = Program()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            time.sleep(program.silent)
            program.take(self.path, self.headers, self.rfile.read(int(self.headers["content-length"])))
            self.send_response(program.status)
            if program.location:
                self.send_header("Location", program.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:  # where a redirect would lead
            program.elsewhere += 1
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    program.url = f"http://127.0.0.1:{server.server_address[1]}/kim"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield program
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
