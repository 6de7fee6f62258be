"""What words hint at beside the rules of kinds and roles, and what they can never do."""

from __future__ import annotations

import pytest

from rules.hinting import Hinted
from rules.hit import Hit
from rules.tokens import Tokens
from triage.classify.kind import Manner, decide_kind
from triage.classify.sender import decide_role
from triage.values import ParsedMessage

CALM = Manner(pressing=False, asks=False, questions=False, in_thread=False, replies=False, answers=False, noted=False)


def hit(family: str, label: str, rule: str, points: float) -> dict[str, list[Hit]]:
    return {label: [Hit(family, label, f"{label}.{rule}", True, "body", 1.0, points, points, "body", 0, 4, "de")]}


@pytest.mark.parametrize(
    ("points", "kind"),
    [
        ({}, "request"),
        ({"followup": 1.9}, "request"),
        ({"followup": 2.1}, "followup"),
        ({"followup": 2.1, "request": 0.5}, "request"),
        ({"thanks": 2.5, "followup": 2.1}, "thanks"),
    ],
)
def test_hints_name_a_kind_when_they_outweigh_a_new_request(points: dict[str, float], kind: str) -> None:
    assert decide_kind({}, None, CALM, hinted=Hinted(points)) == kind


def test_hints_add_to_what_rules_say() -> None:
    said = hit("kinds", "followup", "verlauf", 1.5)
    assert decide_kind(said, None, CALM) == "request"
    assert decide_kind(said, None, CALM, hinted=Hinted({"followup": 0.6})) == "followup"


def test_no_hint_makes_thanks_of_a_cry_for_help_or_of_a_question() -> None:
    warm = Hinted({"thanks": 4.9})
    assert decide_kind({}, None, CALM, hinted=warm) == "thanks"
    assert decide_kind({}, None, CALM._replace(pressing=True), hinted=warm) == "request"
    assert decide_kind({}, None, CALM._replace(questions=True), hinted=warm) == "request"


@pytest.mark.parametrize("kind", ["spam", "newsletter", "bounce", "autoreply"])
def test_no_hint_hides_a_mail_or_shows_one_its_rules_hide(kind: str) -> None:
    assert decide_kind({}, None, CALM, hinted=Hinted({kind: 9.0})) == "request"
    signs = {kind: [*hit("kinds", kind, "eins", 3.0)[kind], *hit("kinds", kind, "zwei", 3.0)[kind]]}
    assert decide_kind(signs, None, CALM, hinted=Hinted({"request": 9.0})) == kind


@pytest.mark.parametrize(
    ("points", "role"),
    [
        ({}, "client"),
        ({"helper": 2.1}, "helper"),
        ({"helper": 2.1, "client": 0.3}, "client"),
        ({"institution": 2.4, "helper": 2.1}, "institution"),
    ],
)
def test_hints_name_a_role_when_they_outweigh_the_person_concerned(points: dict[str, float], role: str) -> None:
    message = ParsedMessage(channel="email", text="", subject="", zones=())
    words = Tokens().read("")
    assert decide_role({}, message, words, kind="request", hinted=Hinted(points)) == role
