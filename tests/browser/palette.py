"""How is a picture of a screen kept small?"""

from __future__ import annotations

import base64
import struct
import zlib

from playwright.sync_api import Page

# The 256 commonest colours, near ones counted together; every other pixel takes the nearest of them.
_REDUCE = """async data => {
    const image = new Image();
    image.src = "data:image/png;base64," + data;
    await image.decode();
    const { width, height } = image, canvas = new OffscreenCanvas(width, height), pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const points = pen.getImageData(0, 0, width, height).data, bins = new Map();
    const bin = i => (points[i] >> 3) << 10 | (points[i + 1] >> 3) << 5 | points[i + 2] >> 3;
    for (let i = 0; i < points.length; i += 4) {
        const own = bins.get(bin(i)) || bins.set(bin(i), { n: 0, colours: new Map() }).get(bin(i));
        const colour = points[i] << 16 | points[i + 1] << 8 | points[i + 2];
        own.n++;
        own.colours.set(colour, (own.colours.get(colour) || 0) + 1);
    }
    const most = one => [...one.colours].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
    const kept = [...bins.values()].sort((a, b) => b.n - a.n).slice(0, 256).map(most);
    const parts = c => [c >> 16, c >> 8 & 255, c & 255];
    const far = (a, b) => parts(a).reduce((sum, v, i) => sum + (v - parts(b)[i]) ** 2, 0);
    const nearest = new Map([...bins].map(([key, one]) => {
        const colour = most(one);
        return [key, kept.reduce((best, c, at) => (far(c, colour) < far(kept[best], colour) ? at : best), 0)];
    }));
    let text = "";
    for (let i = 0; i < points.length; i += 4) text += String.fromCharCode(nearest.get(bin(i)));
    return { width, height, palette: kept.flatMap(parts), rows: btoa(text) };
}"""


def reduced(page: Page, png: bytes) -> bytes:
    """The same picture as a PNG of at most 256 colours; `page` is a blank one that does the counting."""
    found = page.evaluate(_REDUCE, base64.b64encode(png).decode())
    width, height = found["width"], found["height"]
    points = base64.b64decode(found["rows"])
    rows = b"".join(b"\0" + points[at : at + width] for at in range(0, len(points), width))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = (b"IHDR", head), (b"PLTE", bytes(found["palette"])), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
