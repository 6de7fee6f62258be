"""Whoever looks for viruses keeps the contract of the port: a verdict in time, and never an exception."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.clamd import BAD_WORD, FakeClamd, Temper, running
from triage.adapters.scanner import Clamd
from triage.ports import Scanner
from triage.testing import MemoryScanner
from triage.values import Scan


@pytest.fixture
def clamd() -> Iterator[FakeClamd]:
    with running() as fake:
        yield fake


@pytest.fixture(params=["memory", "unix", "tcp"])
def scanner(request: pytest.FixtureRequest) -> Iterator[Scanner]:
    if request.param == "memory":
        yield MemoryScanner({BAD_WORD: "Test.Harm-1"})
        return
    with (
        tempfile.TemporaryDirectory() as folder,  # a socket's path may not be long
        running(Path(folder) / "s" if request.param == "unix" else None) as fake,
    ):
        yield Clamd(fake.address, timeout=5)


@pytest.mark.parametrize("octets", [b"", b"Guten Tag", bytes(range(256)) * 2000])
def test_a_harmless_file_is_clean(scanner: Scanner, octets: bytes) -> None:
    assert scanner.scan(octets) == Scan(verdict="clean")


def test_a_harmful_file_is_found_and_named_on_one_printable_line(scanner: Scanner) -> None:
    found = scanner.scan(b"x" * 100_000 + BAD_WORD)

    assert (found.verdict, found.reason) == ("found", "")
    assert found.finding.startswith("Test.Harm")
    assert found.finding.isprintable()


def test_every_octet_reaches_clamd_as_it_is(clamd: FakeClamd) -> None:
    octets = bytes(range(256)) * 1000

    Clamd(clamd.address).scan(octets)

    assert clamd.seen == [octets]


@pytest.mark.parametrize(
    ("temper", "reason"),
    [
        ("silent", "antwortet nicht"),
        ("slow", "antwortet nicht"),
        ("dies", "antwortet nicht"),
        ("half", "antwortet nicht"),
        ("babbles", "antwortet nicht"),
        ("refuses", "abgebrochen"),
    ],
)
def test_trouble_is_a_reason_and_ends_in_time(clamd: FakeClamd, temper: Temper, reason: str) -> None:
    clamd.temper = temper
    before = time.monotonic()

    found = Clamd(clamd.address, timeout=1).scan(b"Guten Tag" * 100_000)

    assert (found.verdict, reason in found.reason) == ("unchecked", True), found
    assert time.monotonic() - before < 1.4


@pytest.mark.parametrize("address", ["127.0.0.1:9", "/nowhere/clamd.ctl", "127.0.0.1:99999", "..:1"])
def test_nobody_there_is_a_reason_too(address: str) -> None:
    assert Clamd(address, timeout=2).scan(b"x") == Scan(reason="der Virenprüfer antwortet nicht", may_pass=True)


def test_what_is_too_large_is_said_so_by_us_and_by_clamd(clamd: FakeClamd) -> None:
    said = Scan(reason="die Datei ist zu groß für den Virenprüfer")

    assert Clamd(clamd.address, max_bytes=10).scan(b"x" * 11) == said
    assert clamd.seen == []
    assert Clamd(clamd.address).scan(b"x" * 3_000_000) == said
