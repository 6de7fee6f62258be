"""Each limit holds at the limit and refuses one step beyond it, quickly."""

from __future__ import annotations

import base64
import time

import pytest

from triage.errors import NotUnderstood
from triage.message import limits
from triage.message.salvage import salvage

HEAD = b"From: a@example.org\r\nSubject: Hilfe\r\n"


def deep(levels: int) -> bytes:
    inner = b"".join(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (i, i + 1) for i in range(levels - 1))
    return HEAD + b"Content-Type: multipart/mixed; boundary=b0\n\n" + inner


def parts(count: int) -> bytes:
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * count


def nested(count: int) -> bytes:
    return HEAD + b"Content-Type: message/rfc822\n\n" * count + b"\nx"


def html(depth: int) -> bytes:
    return HEAD + b"Content-Type: text/html\n\n" + b"<div>" * depth


def one_header(octets: int) -> bytes:
    return b"X: " + b"x" * (octets - 3) + b"\n\nx"


def headers(count: int) -> bytes:
    return b"X: y\n" * count + b"\nx"


def addresses(count: int) -> bytes:
    return b"To: " + b",\n ".join([b"a@example.org"] * count) + b"\n\nx"


def html_octets(octets: int) -> bytes:
    return HEAD + b"Content-Type: text/html\n\n" + b"x" * octets


@pytest.mark.parametrize(
    ("build", "limit"),
    [
        (deep, limits.DEPTH),
        (parts, limits.PARTS),
        (nested, limits.NESTED_MESSAGES),
        (html, limits.HTML_DEPTH),
        (one_header, limits.ONE_HEADER),
        (headers, limits.HEADERS),
        (addresses, limits.ADDRESSES),
        (html_octets, limits.HTML_OCTETS),
    ],
)
@pytest.mark.parametrize("step", [-1, 0])
def test_a_mail_within_a_limit_passes(build, limit, step) -> None:
    limits.check(build(limit + step))


@pytest.mark.parametrize(
    ("build", "limit"),
    [
        (deep, limits.DEPTH),
        (parts, limits.PARTS),
        (nested, limits.NESTED_MESSAGES),
        (html, limits.HTML_DEPTH),
        (one_header, limits.ONE_HEADER),
        (headers, limits.HEADERS),
        (addresses, limits.ADDRESSES),
        (html_octets, limits.HTML_OCTETS),
    ],
)
@pytest.mark.parametrize("factor", [1, 100])
def test_a_mail_beyond_a_limit_is_refused_at_once_and_salvaged(build, limit, factor) -> None:
    data = build(limit + 1 if factor == 1 else min(limit * factor, 30_000_000))
    began = time.process_time()

    with pytest.raises(NotUnderstood):
        limits.check(data)
    stub = salvage(data)

    assert time.process_time() - began < 2
    assert stub.defects


def test_a_mail_over_35_mib_is_refused() -> None:
    limits.check(HEAD + b"\n" + b"x" * 1000)

    with pytest.raises(NotUnderstood, match="35 MiB"):
        limits.check(b"x" * (limits.RAW_OCTETS + 1))


@pytest.mark.parametrize("encoding", [b"base64", b"quoted-printable"])
def test_html_depth_is_seen_through_the_transfer_encoding(encoding) -> None:
    body = b"<div>" * 300
    body = base64.encodebytes(body) if encoding == b"base64" else body.replace(b"<", b"=3C")
    data = HEAD + b"Content-Type: text/html\nContent-Transfer-Encoding: " + encoding + b"\n\n" + body

    with pytest.raises(NotUnderstood, match="HTML"):
        limits.check(data)


def test_line_ends_of_any_kind_count_alike() -> None:
    for line_end in (b"\r\n", b"\r", b"\n"):
        with pytest.raises(NotUnderstood, match="parts"):
            limits.check(parts(301).replace(b"\r\n", b"\n").replace(b"\n", line_end))


def test_35_mib_of_short_lines_are_refused_before_the_parser_sees_them() -> None:
    with pytest.raises(NotUnderstood, match="lines"):
        limits.check(HEAD + b"\n" + b"x\n" * 10_000_000)
