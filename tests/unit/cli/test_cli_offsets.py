"""Evidence names offsets of the field as given, however much cleaning took out of it (contract: `triage classify`)."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from triage.cli.texts import _classified_line
from triage.message import clean
from triage.message.headers import one_line
from triage.message.offsets import places

ODD = ["\r\n", "\r", "\n", "\0", "\t", "  ", "\u200b", "\u00ad", "\ufeff", "\u202e", "\x1b[31m", "\x85", "\u2028",
       "\x0b", "\x0c", "\ud800", "\u00a0", "e\u0301", "ﬁ", "😀"]  # fmt: skip
WORDS = ["Deutschkurs", "Nettetal", "Ich suche einen Deutschkurs in Viersen.", "mein Mann schlägt mich", "Wohnung",
         "> Deutschkurs in Kempen", "-- ", "Tel. 02153 12345", "нужны курсы немецкого", "A" * 130]  # fmt: skip
pieces = st.lists(st.sampled_from(ODD + WORDS) | st.text(max_size=3), max_size=12).map("".join)


@given(pieces)
@example("\n\n\x00a\r\n\r\nb")
@settings(deadline=None)
def test_a_cleaned_body_lies_in_the_given_one_character_by_character(body: str) -> None:
    shown = clean.cleaned(body).strip("\n")

    at = places(shown, body)

    assert len(at) == len(shown) + 1
    assert all(a < b for a, b in pairwise(at[:-1]))
    assert all(
        body[there] == character for character, there in zip(shown, at, strict=False) if character not in " \n\ufffd"
    )


@given(pieces)
@settings(deadline=None)
def test_a_subject_on_one_line_lies_in_the_given_one(subject: str) -> None:
    shown = one_line(subject)

    at = places(shown, subject)

    assert len(at) == len(shown) + 1
    assert all(subject[there] == character for character, there in zip(shown, at, strict=False) if character != " ")


def test_text_that_is_not_in_the_given_one_lies_at_its_end() -> None:
    assert list(places("xyz", "ab")) == [2, 2, 2, 2]
    assert list(places("", "")) == [0]
    assert list(places("", "ab\0")) == [0]


def test_c14_places_of_a_long_text_full_of_controls_take_little_time() -> None:
    body = "a\0\r\n" * 50_000
    began = time.process_time()

    places(clean.cleaned(body), body)

    assert time.process_time() - began < 2


def evidence(answer: dict[str, Any]) -> list[dict[str, Any]]:
    labels = [*answer["topics"], answer["municipality"], answer["urgency"]]
    return [piece for label in labels if label for piece in label["evidence"]]


def classified(**given_fields: object) -> dict[str, Any]:
    return _classified_line(json.dumps({"id": "x", "channel": "email"} | given_fields), 1)


@given(pieces, pieces, st.sampled_from(["email", "phone"]), st.sampled_from(["", "02153 12345", "\t02153\r\n 12345"]))
@settings(deadline=None, max_examples=60)
def test_every_evidence_is_the_given_field_at_its_offsets(body: str, subject: str, channel: str, phone: str) -> None:
    fields = {"body": body, "subject": subject, "phone": phone}

    found = evidence(classified(channel=channel, **fields))

    for piece in found:
        assert fields[piece["field"]][piece["start"] : piece["end"]] == piece["text"]
        assert piece["text"].strip() == piece["text"] != ""


@pytest.mark.parametrize("before", ODD)
@pytest.mark.parametrize("channel", ["email", "phone"])
def test_a_word_behind_odd_characters_is_pointed_at_exactly(before: str, channel: str) -> None:
    body = f"{before}\r\n{before}Guten Tag, {before} ich suche einen Deutschkurs in Nettetal.\r\n{before}"

    found = evidence(classified(channel=channel, body=body))

    assert {"Deutschkurs", "Nettetal"} <= {piece["text"] for piece in found}


@pytest.mark.parametrize(
    "line", ["{", "[]", "null", "12", '"text"', "NaN", "{}", '{"id": null}', '{"body": 5, "subject": [1], "id": 7}',
             '{"body": "\\ud800 Deutschkurs"}', "[" * 5000, "1" * 5000, "Deutschkurs in Nettetal", '{"channel": "fax"}',
             '{"from": {"a": 1}, "body": "x"}', '{"from": "@@@", "body": "x"}', "\0"]
)  # fmt: skip
def test_garbage_gets_an_answer_too(line: str) -> None:
    answer = _classified_line(line, 3)

    assert answer["topics"]
    assert isinstance(answer["id"], str)
    assert answer["urgency"]["level"] in ("high", "normal", "low")


def test_a_line_without_an_id_is_called_by_its_number() -> None:
    ids = [_classified_line(text, 3)["id"] for text in ("{}", '{"id": null}', "garbage", '{"id": 7}', '{"id": ""}')]

    assert ids == ["3", "3", "3", "7", ""]
