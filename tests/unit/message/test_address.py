"""Who sent a mail is either clear or said to be unclear (C3)."""

from __future__ import annotations

import pytest

from triage.message.address import listed, mailboxes
from triage.message.author import sender
from triage.message.headers import Headers

CLEAR = [
    ("a@example.org", "", "a@example.org"),
    ("<a@example.org>", "", "a@example.org"),
    ("Ali <a@EXAMPLE.Org>", "Ali", "a@example.org"),
    ("Ali.B@example.org", "", "Ali.B@example.org"),
    ('"Ali B." <a@example.org>', "Ali B.", "a@example.org"),
    ('"B, Ali" <a@example.org>', "B, Ali", "a@example.org"),
    ('"Ali \\"der\\" B" <a@example.org>', 'Ali "der" B', "a@example.org"),
    ("a@example.org (Ali)", "Ali", "a@example.org"),
    ("=?utf-8?Q?J=C3=B6rg?= <j@example.org>", "Jörg", "j@example.org"),
    ("=?utf-8?B?w5ZtZXI=?= =?utf-8?B?IELDtg==?= <o@example.org>", "Ömer Bö", "o@example.org"),
    ("=?utf-8?Q?M=2C_x?= <m@example.org>", "M, x", "m@example.org"),
    ("'Ali' <a@example.org>", "'Ali'", "a@example.org"),
    ('"a@example.org" <a@example.org>', "a@example.org", "a@example.org"),
    ("<a@[192.0.2.1]>", "", "a@[192.0.2.1]"),
    ("Ali<a@example.org>", "Ali", "a@example.org"),
    ("  Ali   B  <a@example.org>  ", "Ali B", "a@example.org"),
    ("a+kurs@example.org", "", "a+kurs@example.org"),
    ("Олена <o@example.org>", "Олена", "o@example.org"),
    ("علي <a@example.org>", "علي", "a@example.org"),
    ('"very unusual"@example.org', "", '"very unusual"@example.org'),
]

AMBIGUOUS = [
    "a@b@c.example.org",
    "<a@b@c.example.org>",
    "a@example.org, b@example.org",
    "Ali <a@example.org>, <b@example.org>",
    '"kim@kreis-viersen.de" <x@example.net>',
    "kim@kreis-viersen.de <x@example.net>",
    "=?utf-8?Q?kim=40kreis-viersen.de?= <x@example.net>",
    "Gruppe: a@example.org;",
    "Gruppe: a@example.org, b@example.org;",
    "undisclosed-recipients:;",
    "<a@example.org> <b@example.org>",
    "Ali <a@example.org",
    "Ali a@example.org>",
    "Ali",
    "@example.org",
    "a@",
    "a b@example.org",
    "Ali B a@example.org",
    "<a@example.org, b@example.org>",
    '"a" <b"@example.org>',
    "a@example.org;b@example.org",
    "<@relay.example.net:a@example.org>",
    "a@exa mple.org",
    '"a@b.example.net"@example.org <c@d.example.org>',
]


@pytest.mark.parametrize(("value", "name", "address"), CLEAR)
def test_a_clear_sender_is_read(value: str, name: str, address: str) -> None:
    found, is_ambiguous = sender(Headers({"from": [value]}))

    assert found is not None
    assert (found.name, found.address, is_ambiguous) == (name, address, False)


@pytest.mark.parametrize("value", AMBIGUOUS)
def test_a_doubtful_sender_is_called_doubtful_but_still_shown(value: str) -> None:
    found, is_ambiguous = sender(Headers({"from": [value]}))

    assert is_ambiguous
    assert found is not None


def test_two_from_fields_are_doubtful_even_when_equal() -> None:
    assert sender(Headers({"from": ["a@example.org", "a@example.org"]}))[1]


def test_nobody_is_named_when_from_is_missing_or_empty() -> None:
    assert sender(Headers({})) == (None, False)
    assert sender(Headers({"from": [""]})) == (None, False)
    assert sender(Headers({"from": ["<>"]})) == (None, True)


def test_all_occurrences_of_to_are_read_and_unreadable_ones_left_out() -> None:
    headers = Headers({"to": ["a@example.org, x@y@z", "B <b@example.org>"]})

    assert [box.address for box in mailboxes(headers, "to")] == ["a@example.org", "b@example.org"]


def test_members_of_a_group_are_read() -> None:
    assert [box.address for box in listed("Team: a@example.org, b@example.org;").mailboxes] == [
        "a@example.org",
        "b@example.org",
    ]
