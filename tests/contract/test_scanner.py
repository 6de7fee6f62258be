"""Whoever looks for viruses keeps the contract of the port: a verdict in time, and never an exception."""

from __future__ import annotations

import io
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.clamd import BAD_WORD, FakeClamd, Temper, running
from tests.servers.real_clamd import real_clamd
from triage.adapters.scanner import Clamd
from triage.ports import Scanner
from triage.testing import MemoryScanner
from triage.values import Scan


@pytest.fixture
def clamd() -> Iterator[FakeClamd]:
    with running() as fake:
        yield fake


@pytest.fixture(scope="module")
def clamav() -> Iterator[Clamd]:
    """The program itself."""
    with tempfile.TemporaryDirectory() as folder, real_clamd(Path(folder)) as socket:
        yield Clamd(socket, timeout=10)


@pytest.fixture(params=["memory", "unix", "tcp", "clamav"])
def scanner(request: pytest.FixtureRequest) -> Iterator[Scanner]:
    if request.param == "memory":
        yield MemoryScanner({BAD_WORD: "Test.Harm-1"})
        return
    if request.param == "clamav":
        yield request.getfixturevalue("clamav")
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


def test_clamav_itself_says_when_a_file_is_over_its_limit(clamav: Clamd) -> None:
    assert clamav.scan(b"x" * 3_000_000) == Scan(reason="die Datei ist zu groß für den Virenprüfer")


def test_clamav_finds_what_is_packed_into_an_archive(clamav: Clamd) -> None:
    """We never unpack; who scans does."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Rechnung.txt", b"Guten Tag " * 100 + BAD_WORD)

    assert BAD_WORD not in packed.getvalue()
    assert clamav.scan(packed.getvalue()).verdict == "found"
