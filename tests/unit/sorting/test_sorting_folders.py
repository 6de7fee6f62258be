"""Into which folder a ticket's mail goes: German names, fixed words only."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from triage.sorting.folders import PLACE_FOLDERS, TOPIC_FOLDERS, shelf
from triage.values import TOPICS, URGENCIES, Municipality

PATTERN = "Bearbeitet/{municipality}/{topic}"


def folder(pattern: str = PATTERN, **how: Any) -> str:
    usual: dict[str, Any] = {"topic": "sprache", "municipality": "viersen", "urgency": "normal", "year": 2026}
    return shelf(pattern, **(usual | {"folder_map": {}} | how))


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({}, "Bearbeitet/Viersen/Sprache"),
        ({"municipality": None}, "Bearbeitet/Ohne Ort/Sprache"),
        ({"municipality": "outside", "topic": "gewalt_notfall"}, "Bearbeitet/Außerhalb/Gewalt und Notfall"),
        ({"municipality": "../../etc", "topic": "x\r\ny"}, "Bearbeitet/Ohne Ort/Sonstiges"),
        ({"pattern": "{year}/{urgency}", "urgency": "high"}, "2026/Dringend"),
        ({"pattern": "{year}/{urgency}", "urgency": "?"}, "2026/Normal"),
        ({"pattern": "Bearbeitet"}, "Bearbeitet"),
        ({"folder_map": {"Bearbeitet/Viersen/Sprache": "Team Süd"}}, "Team Süd"),
        ({"folder_map": {"bearbeitet/viersen/sprache": "Team Süd"}}, "Bearbeitet/Viersen/Sprache"),
    ],
)
def test_a_folder_from_labels(how: dict[str, Any], expected: str) -> None:
    assert folder(**how) == expected


def test_every_label_has_a_folder_of_its_own_that_no_server_misreads() -> None:
    assert set(TOPIC_FOLDERS) == set(TOPICS)
    assert set(PLACE_FOLDERS) == {*get_args(Municipality), None}
    names = [*TOPIC_FOLDERS.values(), *PLACE_FOLDERS.values()]
    assert len(set(names)) == len(names)
    assert not any(set(name) & set('/\\.*%"&\r\n') for name in names)
    assert len({folder("{urgency}", urgency=u) for u in URGENCIES}) == len(URGENCIES)
