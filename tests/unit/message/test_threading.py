"""Ids are read exactly, so that conversations hold together (RFC 5322 §3.6.4)."""

from __future__ import annotations

import base64
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.message.headers import Headers
from triage.message.subject import base
from triage.message.threading import conversation, ids, in_reply_to, message_id, references

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


INDEX = b"\x01" + bytes(range(5)) + bytes(range(1, 17))


def of_index(index: bytes, subject: str = "kurs") -> str:
    return conversation(Headers({"thread-index": [base64.b64encode(index).decode()]}), subject)


def test_all_mails_of_a_conversation_share_its_key_whatever_their_place_in_it() -> None:
    key = of_index(INDEX)

    assert len(key) == 32
    assert of_index(INDEX + b"12345" * 3) == of_index(b"\x01later" + INDEX[6:]) == key
    assert of_index(INDEX, "wohnung") != key
    folded = base64.b64encode(INDEX).decode()
    assert conversation(Headers({"thread-index": [f"{folded[:10]}\r\n {folded[10:]}"]}), "kurs") == key


@pytest.mark.parametrize(
    "index",
    [b"", INDEX[:21], INDEX + b"123", b"\x02" + INDEX[1:], INDEX[:6] + bytes(16)],
    ids=["none", "short", "half an answer", "another form", "no key"],
)
def test_what_is_no_index_names_no_conversation(index: bytes) -> None:
    assert of_index(index) == ""


@given(st.text())
def test_any_index_is_read_or_not(value: str) -> None:
    assert len(conversation(Headers({"thread-index": [value]}), "")) in {0, 32}


@pytest.mark.parametrize(
    "text",
    [
        "Kurs  in Kempen",
        "Re: Kurs in Kempen",
        "AW: WG: Kurs in Kempen",
        "[Netzwerk] Antw: kurs in kempen",
        "Re[4]: KURS in Kempen",
        "رد: Kurs in Kempen",
    ],
)
def test_a_base_subject_is_what_answers_share(text: str) -> None:
    assert base(text) == "kurs in kempen"


@pytest.mark.parametrize("text", ["", "Re:", "[Netzwerk]", "Kurs: Termin", "12:30 Uhr"])
def test_a_subject_that_is_nothing_but_prefix_or_has_none_stays(text: str) -> None:
    assert base(text) == text.casefold()
