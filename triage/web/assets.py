"""Which files may a browser fetch, under which name, and for how long?"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.requests import Request
from starlette.responses import Response

from triage.errors import NotFound

_FOREVER = "public, max-age=31536000, immutable"
_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
    "json": "application/json",
    "md": "text/plain; charset=utf-8",
    "": "text/plain; charset=utf-8",
}
_PACKED = ("css", "js", "svg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file in memory."""

    type: str
    data: bytes
    packed: bytes | None  # gzip, where it pays


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """Every static file by its path below /static/. Nothing else can be asked for."""

    files: dict[str, Asset]
    names: dict[str, str]  # "app.css" → "app.1a2b3c4d.css": our own files change, so their names do

    def url(self, name: str) -> str:
        """Where a page finds the file. Raises KeyError for an unknown one."""
        path = self.names.get(name, name)
        if path not in self.files:
            raise KeyError(name)
        return f"/static/{path}"

    def answer(self, request: Request, path: str) -> Response:
        """The file, packed when the browser takes that. Raises NotFound."""
        asset = self.files.get(path)
        if asset is None:
            raise NotFound("file")
        headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding"}
        if asset.packed and "gzip" in request.headers.get("accept-encoding", ""):
            return Response(asset.packed, media_type=asset.type, headers={**headers, "Content-Encoding": "gzip"})
        return Response(asset.data, media_type=asset.type, headers=headers)


@cache
def assets() -> Assets:
    """All files of triage/web/static, read once."""
    found: dict[str, Asset] = {}
    names: dict[str, str] = {}
    for path, file in _walk(files("triage.web") / "static", ""):
        data = file.read_bytes()
        name = path
        if not path.startswith("vendor/"):
            stem, _, ending = path.rpartition(".")
            name = f"{stem}.{hashlib.sha256(data).hexdigest()[:10]}.{ending}"
            names[path] = name
        found[name] = _asset(path, data)
    return Assets(files=found, names=names)


def _asset(path: str, data: bytes) -> Asset:
    ending = path.rpartition("/")[2].rpartition(".")[2] if "." in path.rpartition("/")[2] else ""
    packed = gzip.compress(data, mtime=0) if ending in _PACKED else None
    return Asset(type=_TYPES[ending], data=data, packed=packed)


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda i: i.name):
        if item.is_dir():
            yield from _walk(item, f"{prefix}{item.name}/")
        else:
            yield prefix + item.name, item
