"""Whom does a visiting card name, for a mail that has no other text?"""

from __future__ import annotations

from triage.message import transfer

TYPES = frozenset(("text/vcard", "text/x-vcard", "text/directory"))
_SHOWN = {"FN": "", "ORG": "", "TITLE": "", "TEL": "Telefon: ", "EMAIL": "E-Mail: ", "ADR": "Adresse: ", "NOTE": ""}
_MOST_LINES = 500


def text_of(content: str) -> str:
    """Name, organisation, numbers and addresses, one a line. RFC 6350 §3.2 folding, §3.4 escapes."""
    found: list[str] = []
    name = ""
    lines = content.replace("=\n", "").replace("\n ", "").replace("\n\t", "").split("\n")[:_MOST_LINES]
    for line in lines:
        head, _, value = line.partition(":")
        key, *parameters = head.upper().split(";")
        key = key.rpartition(".")[2].strip()
        shown = _plain(value, is_encoded=any("QUOTED-PRINTABLE" in parameter for parameter in parameters))
        if key == "N":
            name = name or shown
        if key in _SHOWN and shown:
            found.append(_SHOWN[key] + shown)
    if name and not any(line.upper().startswith("FN") for line in lines):
        found.insert(0, name)
    return "\n".join(dict.fromkeys(found))


def _plain(value: str, *, is_encoded: bool) -> str:
    """Escapes undone, the fields of a structured value apart; vCard 2.1 writes umlauts in quoted-printable."""
    if is_encoded:
        value = transfer.quoted_printable(value.encode()).decode("utf-8", "replace")
    for written, meant in (("\\n", " "), ("\\N", " "), ("\\,", ","), ("\\;", "\x00")):
        value = value.replace(written, meant)
    fields = (field.replace("\x00", ";").replace("\\\\", "\\").strip() for field in value.split(";"))
    return " ".join(field for field in fields if field)
