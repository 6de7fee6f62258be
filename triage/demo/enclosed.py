"""What lies inside the demo's attachments? Small genuine files, made on the spot."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_SIDE = 64  # pixels
_PATCH = range(21, 70)  # diagonals of the picture that are darker


def enclosed(name: str) -> tuple[str, bytes]:
    """Media type and octets of a file; its ending (.pdf .png .docx .ics) decides. Raises KeyError on any other."""
    media, make = {
        "pdf": ("application/pdf", _pdf),
        "png": ("image/png", _png),
        "docx": (_DOCX, _docx),
        "ics": ("text/calendar", _ics),
    }[name.rpartition(".")[2]]
    return media, make(name)


def _pdf(name: str) -> bytes:
    """One page with the file's name on it; offsets in the table are true."""
    page = f"BT /F1 18 Tf 72 720 Td ({name.encode('ascii', 'replace').decode()}) Tj ET".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    data, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        starts.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + tail


def _png(name: str) -> bytes:
    """A grey square with a darker patch, tinted by the name."""
    tint = zlib.crc32(name.encode()) % 60
    rows = b"".join(b"\0" + bytes(90 + tint if x + y in _PATCH else 200 for x in range(_SIDE)) for y in range(_SIDE))
    head = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 0, 0, 0, 0)  # 8-bit greyscale
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _docx(name: str) -> bytes:
    text = f'<?xml version="1.0"?><document><body><p>{name}</p></body></document>'
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for inner, content in (("[Content_Types].xml", _CONTENT_TYPES), ("word/document.xml", text)):
            archive.writestr(ZipInfo(inner), content)  # ZipInfo's fixed date keeps the octets the same each time
    return out.getvalue()


def _ics(name: str) -> bytes:
    """RFC 5545 §3.6.1: the smallest event."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//demo//DE",
        "BEGIN:VEVENT",
        f"UID:{name}@demo.example.org",
        "DTSTAMP:20261101T120000Z",
        "DTSTART:20261209T170000Z",
        "SUMMARY:Runder Tisch",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "\r\n".join(lines).encode() + b"\r\n"
