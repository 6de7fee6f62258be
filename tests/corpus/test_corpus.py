"""Every mail of the corpus says what its expectation file says it says."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from triage.errors import NotUnderstood
from triage.message import limits
from triage.message.as_json import as_json
from triage.message.mail import read
from triage.message.own import OwnSigns
from triage.message.salvage import salvage
from triage.values import ParsedMessage, RawMail

CASES = sorted(Path(__file__).parent.glob("[0-9]*.eml"))
RECEIVED = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_mail_of_the_corpus_is_understood_as_noted(case: Path) -> None:
    expected = tomllib.loads(case.with_suffix(".toml").read_text(encoding="utf-8"))
    data = case.read_bytes()

    if "refused" in expected:
        with pytest.raises(NotUnderstood, match=expected["refused"]):
            limits.check(data)
        message = salvage(data)
    else:
        limits.check(data)
        own = OwnSigns(authserv_ids=frozenset(expected.get("authserv_ids", ())))
        message = read(RawMail(data=data, received_at=RECEIVED), own)

    assert _covered(message)
    for key, value in expected.items():
        if key not in ("why", "refused", "authserv_ids"):
            _compare(message, key, value)


def test_the_corpus_is_complete() -> None:
    assert {case.stem for case in CASES} == {note.stem for note in Path(__file__).parent.glob("[0-9]*.toml")}
    assert len(CASES) >= 60


def _covered(message: ParsedMessage) -> bool:
    ends = [0, *(zone.end for zone in message.zones)]
    starts = [*(zone.start for zone in message.zones), len(message.text)]
    return ends == starts


def _compare(message: ParsedMessage, key: str, value: Any) -> None:
    shown: dict[str, Any] = as_json(message, "")
    shown["own"] = "\n".join(message.text[zone.start : zone.end] for zone in message.zones if zone.kind == "own")
    shown["ambiguous_sender"] = message.ambiguous_sender
    shown["silences"] = list(message.silences)
    shown["marks"] = list(message.marks)
    shown["trust"], shown["trust_reason"] = message.trust.verdict, message.trust.reason
    shown["attachment_names"] = [attachment.name for attachment in message.attachments]
    shown["dangerous"] = [attachment.name for attachment in message.attachments if attachment.dangerous]
    shown["kind"] = message.automatic.kind if message.automatic else "person"
    name, _, how = key.rpartition("_")
    if how == "contains":
        assert not [part for part in value if part not in _searchable(shown[name])], shown[name]
    elif how == "lacks":
        assert not [part for part in value if part in _searchable(shown[name])], shown[name]
    else:
        assert shown[key] == value


def _searchable(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value)
