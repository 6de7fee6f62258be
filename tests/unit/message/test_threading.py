"""Ids are read exactly, so that conversations hold together (RFC 5322 §3.6.4)."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.message.headers import Headers
from triage.message.threading import ids, in_reply_to, message_id, references

OWN = [
    ("<a@example.org>", "a@example.org"),
    ("< a@example.org >", "a@example.org"),
    ("<<a@example.org>>", "a@example.org"),
    ("<a@example.org", "a@example.org"),
    ("a@example.org (comment)", "a@example.org"),
    ('"<a@example.org>"', "a@example.org"),
    ("<a@b@example.org>", "a@b@example.org"),
    ("<a(1)@example.org>", "a(1)@example.org"),
    ("<a@example.org> (added by postmaster@example.net)", "a@example.org"),
    ("(<b@example.net>) <a@example.org>", "a@example.org"),
    (
        "=?utf-8?q?=3Clang-genug-um-gefaltet-zu-werden=40example=2Eorg=3E?=",
        "lang-genug-um-gefaltet-zu-werden@example.org",
    ),
    ("<20261120.0815>", "20261120.0815"),
    ("20261120.0815", "20261120.0815"),
    ("<>", ""),
    ("keine", ""),
    ("< >", ""),
    ("<" + "x" * 300 + "@example.org>", "x" * 300 + "@example.org"),
]
ANSWERED = [
    ("<a@example.org>", ("a@example.org",)),
    ("<a@example.org> <b@example.org>", ("a@example.org", "b@example.org")),
    ("<a@example.org><b@example.org>", ("a@example.org", "b@example.org")),
    ("<a@example.org>, <b@example.org>;<a@example.org>", ("a@example.org", "b@example.org")),
    ("a@example.org", ("a@example.org",)),
    ("a@example.org b@example.org,c@example.org", ("a@example.org", "b@example.org", "c@example.org")),
    ('Your message of "Fri, 20 Nov 2026" <a@example.org>', ("a@example.org",)),
    ('<a@example.org> (Ali\'s message of "Fri, 20 Nov")', ("a@example.org",)),
    ("<a@example.org> (Ali <ali@example.net>'s message)", ("a@example.org",)),
    ('Message from Ali <ali@example.net> of "Fri" <a@example.org>', ("a@example.org",)),
    ('Message from "Ali" <ali@example.net>', ()),
    ("Your message of Friday", ()),
    ("mail of ali@example.net", ()),
    ("<a@exam", ()),
    ("", ()),
]


@pytest.mark.parametrize(("value", "shown"), OWN)
def test_a_message_id_is_read(value: str, shown: str) -> None:
    assert message_id(Headers({"message-id": [value]})) == shown


@pytest.mark.parametrize(("value", "shown"), ANSWERED)
def test_what_a_mail_answers_is_read(value: str, shown: tuple[str, ...]) -> None:
    assert in_reply_to(Headers({"in-reply-to": [value]})) == shown


def test_an_empty_first_field_does_not_hide_the_second() -> None:
    assert message_id(Headers({"message-id": ["", "<a@example.org>"]})) == "a@example.org"


def test_a_long_conversation_keeps_its_beginning_and_its_end() -> None:
    found = references(Headers({"references": [" ".join(f"<{number}@example.org>" for number in range(300))]}))

    assert len(found) == 100
    assert (found[0], found[1], found[-1]) == ("0@example.org", "201@example.org", "299@example.org")


@given(st.lists(st.from_regex(r"\A[a-z0-9.+$=_-]{1,30}@[a-z0-9.-]{1,30}\Z"), unique=True, max_size=20))
def test_well_formed_references_are_read_back(written: list[str]) -> None:
    assert ids("\t".join(f"<{one}>" for one in written)) == tuple(written)


@pytest.mark.parametrize("unit", ["<", "(", "<a@b>", "<a", "(<a>", "a@", " ", "from ", '"', "=?a?q?"])
def test_16_kib_of_ids_take_no_time(unit: str) -> None:
    value = unit * (16_000 // len(unit))
    began = time.process_time()

    in_reply_to(Headers({"in-reply-to": [value]}))
    message_id(Headers({"message-id": [value]}))

    assert time.process_time() - began < 0.5
