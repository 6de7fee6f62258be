"""What a file is called says nothing about whether a browser may show it."""

from __future__ import annotations

import pytest

from triage.message.viewable import text_of, view_type

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("octets", "declared", "shown"),
    [
        (PNG, "application/octet-stream", "image/png"),
        (b"\xff\xd8\xff\xe0JFIF", "image/png", "image/jpeg"),
        (b"GIF89a..", "image/gif", "image/gif"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp", "image/webp"),
        (b"%PDF-1.7\n", "text/html", "application/pdf"),
        ("Grüße".encode(), "text/plain", "text/plain"),
        (b"a;b\n1;2\n", "text/csv", "text/plain"),
        (b"<script>alert(1)</script>", "text/html", None),
        (b"<script>alert(1)</script>", "image/png", None),
        (b"<svg onload='alert(1)'/>", "image/svg+xml", None),
        (b"MZ\x90\0", "text/plain", None),
        (b"x" * (1024 * 1024 + 1), "text/plain", None),
        (b"", "image/png", None),
        (b"RIFF", "image/webp", None),
    ],
)
def test_only_what_runs_nothing_is_shown(octets: bytes, declared: str, shown: str | None) -> None:
    assert view_type(octets, declared) == shown


@pytest.mark.parametrize(
    ("octets", "text"),
    [("Grüße".encode(), "Grüße"), (b"\xef\xbb\xbfA", "A"), ("Grüße".encode("cp1252"), "Grüße"), (b"\x81", "\ufffd")],
)
def test_words_without_a_declared_charset_are_read_as_well_as_can_be(octets: bytes, text: str) -> None:
    assert text_of(octets) == text
