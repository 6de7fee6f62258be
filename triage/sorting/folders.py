"""Into which folder do a ticket's labels put its mail?"""

from __future__ import annotations

from collections.abc import Mapping

# What people read in Thunderbird and Outlook; ids never show there.
TOPIC_FOLDERS: Mapping[str, str] = {
    "aufenthalt": "Aufenthalt",
    "einbuergerung": "Einbürgerung",
    "sprache": "Sprache",
    "arbeit": "Arbeit",
    "bildung": "Bildung",
    "wohnen": "Wohnen",
    "gesundheit": "Gesundheit",
    "familie": "Familie",
    "finanzen": "Finanzen",
    "dokumente": "Dokumente",
    "gewalt_notfall": "Gewalt und Notfall",
    "ehrenamt_netzwerk": "Ehrenamt und Netzwerk",
    "sonstiges": "Sonstiges",
}
PLACE_FOLDERS: Mapping[str | None, str] = {
    "brueggen": "Brüggen",
    "grefrath": "Grefrath",
    "kempen": "Kempen",
    "nettetal": "Nettetal",
    "niederkruechten": "Niederkrüchten",
    "schwalmtal": "Schwalmtal",
    "toenisvorst": "Tönisvorst",
    "viersen": "Viersen",
    "willich": "Willich",
    "outside": "Außerhalb",
    None: "Ohne Ort",
}
PLACEHOLDERS = ("municipality", "topic", "urgency", "year")
_URGENCY_FOLDERS = {"high": "Dringend", "normal": "Normal", "low": "Niedrig"}


def shelf(
    pattern: str, *, topic: str, municipality: str | None, urgency: str, year: int, folder_map: Mapping[str, str]
) -> str:
    """The folder, parts divided by "/". No text of a mail is ever part of it."""
    folder = pattern.format(
        municipality=PLACE_FOLDERS.get(municipality, "Ohne Ort"),
        topic=TOPIC_FOLDERS.get(topic, "Sonstiges"),
        urgency=_URGENCY_FOLDERS.get(urgency, "Normal"),
        year=year,
    )
    return folder_map.get(folder, folder)
