"""How do mails break on their way? Each mutation is one thing that happens to bytes, or that somebody does to them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

_WORDS = (
    b"\r\n",
    b"\n",
    b"\r",
    b"\0",
    b"\x1b$B",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"=?utf-8?B?",
    b"?=",
    b"=\n",
    b"=ZZ",
    b'Content-Type: multipart/mixed; boundary=""\n',
    b"Content-Type: message/rfc822\n",
    b"Content-Type: text/html; charset=utf-7\n",
    b"Content-Transfer-Encoding: base64\n",
    b"Content-Transfer-Encoding: x-uuencode\n",
    b"begin 644 a\n",
    b"From: a@b@c\n",
    b"Subject: =?iso-2022-jp?b?GyRC?=\n",
    b"References: <<<>>>\n",
    b"Date: 31 Feb 0000 99:99 XYZ\n",
    b"-- \n",
    b"> ",
    b"<div ",
    b"&#x110000;",
    b"<!--",
    b"<![if",
    b"--=_",
    b"filename*0*=utf-8''%",
    b"Am 1. schrieb a@b:\n",
    b"-----Original Message-----\n",
    b"Authentication-Results: x; dmarc=",
)
CORPUS = Path(__file__).parents[1] / "corpus"
SEEDS = Path(__file__).parent / "seeds"  # inputs that once broke something
_LARGEST = 200_000
Mutation = Callable[[random.Random, bytes, bytes], bytes]


def flipped(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    """Some octets are others."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8) if data else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def inserted(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    """Something that means something stands where it should not."""
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(_WORDS) * chance.choice((1, 1, 1, 2, 50)) + data[at:]


def cut(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    """The connection broke off, or a piece is missing."""
    first, last = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
    return data[:first] + (data[last:] if chance.random() < 0.5 else b"")


def spliced(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Two mails run into one."""
    return data[: chance.randint(0, len(data))] + other[chance.randint(0, len(other)) :]


def repeated(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    """A line comes again and again."""
    lines = data.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    return b"".join((*lines[:at], lines[at] * chance.choice((2, 10, 300)), *lines[at:]))


def shuffled(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    """Lines change places."""
    lines = data.splitlines(keepends=True)
    for _ in range(min(4, len(lines) // 2)):
        a, b = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[a], lines[b] = lines[b], lines[a]
    return b"".join(lines)


MUTATIONS: Sequence[Mutation] = (flipped, inserted, cut, spliced, repeated, shuffled)


def mutated(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """A seed after one to four mutations, at most 200,000 octets."""
    data = chance.choice(seeds)
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(MUTATIONS)(chance, data, chance.choice(seeds))[:_LARGEST]
    return data
