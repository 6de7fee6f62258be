"""What is cut out quickly is what the standard parser finds; whatever is unusual is left to that parser."""

from __future__ import annotations

import random
import re
from email import message_from_bytes
from email.message import Message
from typing import Any

import pytest

from tests.bench.mails import mails
from tests.fuzz.mutate import CORPUS, mutated
from triage.message import flawless, parts

_FOLD = re.compile(r"[\r\n]+[ \t]*")
TWO = b"Content-Type: multipart/mixed; boundary=b\n\n%s\n--b\nContent-Type: text/plain\n\none\n--b\n%s--b--%s"
PART = b"Content-Type: text/html\n\n<p>two\n"
SOUND = [
    b"Content-Type: text/plain\n\none\n",
    b"Content-Type: text/plain\r\n\r\none\r\n",
    b"Subject: folded\r\n\tonce\r\n  twice\r\nContent-Type: text/plain\r\n\r\n",
    b"Subject:\n on the next line\nContent-Type: text/plain\n\none\n",
    b"Subject:\nContent-Type: text/plain\n\none\n",
    TWO % (b"", PART, b""),
    TWO % (b"", PART, b"\n\n"),
    TWO % (b"read by nobody\n", PART, b"\nread by nobody"),
    (TWO % (b"", PART, b"\n")).replace(b"\n", b"\r\n"),
    TWO.replace(b"=b\n", b'="b"; charset=utf-8\n') % (b"", PART, b"\n"),
    TWO % (b"", (TWO % (b"", PART, b"\n\n")).replace(b"=b\n", b"=i\n").replace(b"--b", b"--i") + b"\n", b""),
]
ODD = {
    "no headers": b"\none\n",
    "no empty line": b"Content-Type: text/plain\n",
    "an envelope line": b"From a@b Fri Nov 20\nContent-Type: text/plain\n\none",
    "no content type": b"Subject: one\n\none\n",
    "two content types": b"Content-Type: text/plain\nContent-Type: text/html\n\none\n",
    "a lone carriage return": b"Content-Type: text/plain\n\none\rtwo\n",
    "8-bit headers": b"Subject: \xe4\nContent-Type: text/plain\n\none\n",
    "a mail within": b"Content-Type: message/rfc822\n\nSubject: one\n\none\n",
    "a boundary at a text": b"Content-Type: text/plain; boundary=b\n\n--b\n\none\n--b--\n",
    "no boundary": b"Content-Type: multipart/mixed\n\n--b\n\none\n--b--\n",
    "two boundaries": (TWO % (b"", PART, b"\n")).replace(b"=b\n", b"=b; boundary=c\n"),
    "an encoded multipart": b"Content-Transfer-Encoding: base64\n" + TWO % (b"", PART, b"\n"),
    "no first boundary": b"Content-Type: multipart/mixed; boundary=b\n\none\n",
    "no last boundary": (TWO % (b"", PART, b"\n")).replace(b"--b--", b""),
    "blanks behind a boundary": (TWO % (b"", PART, b"\n")).replace(b"\n--b\n", b"\n--b \n"),
    "a longer boundary": TWO % (b"", b"--bb\n\n" + PART, b"\n"),
    "parts behind the end": TWO % (b"", PART, b"\n--b\n" + PART + b"--b--\n"),
    "a part without headers": TWO % (b"", b"\ntwo\n", b"\n"),
    "a digest": TWO.replace(b"mixed", b"digest") % (b"", PART, b"\n"),
}


def shape(node: Message) -> Any:
    """Fields, body or parts, and defects of a node and of all below it."""
    fields = [(name, _FOLD.sub(" ", str(value)).strip()) for name, value in node.raw_items()]
    payload = node.get_payload()
    inner = [shape(child) for child in payload] if node.is_multipart() else parts.raw_octets(node)
    return fields, inner, [type(defect) for defect in node.defects], node.get_default_type()


@pytest.mark.parametrize("data", SOUND)
def test_a_flawless_mail_is_read_as_the_standard_parser_reads_it(data: bytes) -> None:
    found = flawless.tree(data)

    assert found is not None
    assert shape(found) == shape(message_from_bytes(data))


@pytest.mark.parametrize("data", ODD.values(), ids=ODD)
def test_whatever_is_unusual_is_left_to_the_standard_parser(data: bytes) -> None:
    assert flawless.tree(data) is None


def test_both_agree_on_ordinary_mails_on_ugly_ones_and_on_broken_ones() -> None:
    ordinary = list(mails(50))
    ugly = [file.read_bytes() for file in sorted(CORPUS.glob("*.eml"))]
    chance = random.Random(11)
    broken = [mutated(chance, [*ordinary, *ugly]) for _ in range(1500)]

    found = [(data, node) for data in (*ordinary, *ugly, *broken) if (node := flawless.tree(data)) is not None]

    assert len(found) > len(ordinary) + len(ugly) // 2
    assert [data for data, node in found if shape(node) != shape(message_from_bytes(data))] == []
