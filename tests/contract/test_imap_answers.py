"""What refusals, COPYUID and folder names mean: tables of ugly inputs."""

from __future__ import annotations

import imaplib

import pytest

from triage.adapters.imap_answers import FolderNames, code_of, copied, is_refusal, why
from triage.adapters.tls import is_loopback

SLASH = FolderNames()
DOTS = FolderNames(delimiter=".", prefix="INBOX.", foreign=("shared.",))


@pytest.mark.parametrize(
    ("names", "ours", "theirs"),
    [
        (SLASH, "INBOX", "INBOX"),
        (SLASH, "inbox", "INBOX"),
        (SLASH, "Inbox/Neu", "INBOX/Neu"),
        (SLASH, "Bearbeitet/Brüggen", "Bearbeitet/Brüggen"),
        (SLASH, "z.B.", "z.B."),
        (DOTS, "INBOX", "INBOX"),
        (DOTS, "INBOX/Neu", "INBOX.Neu"),
        (DOTS, "Bearbeitet/Brüggen", "INBOX.Bearbeitet.Brüggen"),
        (DOTS, "shared/kim", "shared.kim"),
    ],
)
def test_folder_names_are_written_as_the_server_does(names: FolderNames, ours: str, theirs: str) -> None:
    assert names.on_server(ours) == theirs


def test_a_name_that_holds_the_servers_separator_is_refused() -> None:
    with pytest.raises(ValueError, match="separates"):
        DOTS.on_server("Dr. Müller")


@pytest.mark.parametrize(
    ("names", "name", "created"),
    [
        (SLASH, "A", ["A"]),
        (SLASH, "A/B/C", ["A", "A/B", "A/B/C"]),
        (SLASH, "INBOX/A", ["INBOX/A"]),
        (DOTS, "INBOX.A.B", ["INBOX.A", "INBOX.A.B"]),
        (DOTS, "shared.A", ["shared.A"]),
    ],
)
def test_parents_are_created_first_and_roots_never(names: FolderNames, name: str, created: list[str]) -> None:
    assert list(names.lineage(name)) == created


@pytest.mark.parametrize(
    ("answers", "places"),
    [
        ([b"1 304,319:320 3956:3958"], {304: 3956, 319: 3957, 320: 3958}),
        ([b"1 320:319 3957:3956"], {319: 3956, 320: 3957}),
        ([b"1 304 1", b"1 319 x"], {}),
        ([b"x 304 1"], {}),
        ([b"1 304 1 2"], {}),
        ([b"1  1"], {}),
        ([b""], {}),
        ([], {}),
        ([b"1 7 8"], {}),
    ],
)
def test_copyuid_is_all_or_nothing(answers: list[bytes], places: dict[int, int]) -> None:
    assert copied(answers, frozenset({304, 319, 320})) == places


@pytest.mark.parametrize(
    ("trouble", "refusal", "code"),
    [
        (imaplib.IMAP4.error("select failed: [NONEXISTENT] Kim Müller"), True, "NONEXISTENT"),
        (imaplib.IMAP4.error("UID command error: BAD [b'wrong']"), True, ""),
        (imaplib.IMAP4.readonly("INBOX is not writable"), True, ""),
        (imaplib.IMAP4.abort("socket error: EOF"), False, ""),
        (imaplib.IMAP4.error("command: UID => got more than 1000000 bytes"), False, ""),
        (TimeoutError("timed out"), False, ""),
        (KeyError("secret text"), False, ""),
    ],
)
def test_a_refusal_is_told_from_a_broken_line_and_never_quoted(trouble: Exception, refusal: bool, code: str) -> None:
    assert (is_refusal(trouble), code_of(trouble)) == (refusal, code)
    assert not {"Müller", "secret", "wrong"} & set(why(trouble).replace("'", " ").split())


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("LOCALHOST", True),
        ("localhost.example.org", False),
        ("127.0.0.1.example.org", False),
        ("10.0.0.1", False),
        ("0.0.0.0", False),
        ("", False),
    ],
)
def test_only_this_machine_is_loopback(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
