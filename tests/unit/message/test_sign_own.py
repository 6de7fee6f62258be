"""Our own address block and acknowledgement are recognised when they come back, in whichever writing."""

from __future__ import annotations

import pytest

from triage.message.bare import read_body
from triage.values import ParsedMessage

WRITTEN = "Guten Tag,\nich wohne in Brüggen und habe eine Frage."


def own(message: ParsedMessage) -> str:
    return "\n".join(message.text[zone.start : zone.end].strip() for zone in message.zones if zone.kind == "own")


@pytest.mark.parametrize(
    "line",
    [
        "Kommunales Integrationsmanagement", "Kreis Viersen", "Rathausmarkt 3, 41747 Viersen", "Rathausmarkt 3",
        "41747 Viersen", "Tel.: 02162 39-2129", "Telefon: 02162/39-2129", "T: +49 (0)2162 39-2129", "(02162) 39 2129",
        "E-Mail: kim@kreis-viersen.de", "www.kreis-viersen.de", "https://www.kreis-viersen.de", "+49 2162 392129",
        "Kreis Viersen | Rathausmarkt 3 | 41747 Viersen", "Kreis Viersen · Der Landrat",
    ],
)  # fmt: skip
def test_a_line_of_our_block_is_ours(line: str) -> None:
    message = read_body(f"{WRITTEN}\n\n{line}\n")

    assert (message.fresh, own(message)) == (WRITTEN, line)


@pytest.mark.parametrize(
    "line",
    [
        "Ich wohne 41747 Viersen", "Kreis Viersen hat nicht geantwortet.", "Rathausmarkt 3 war zu",
        "Tel. 02162 39-0000", "kim@kreis-viersen.de antwortet nicht", "An: Kreis Viersen:",
    ],
)  # fmt: skip
def test_a_line_that_says_more_is_not_ours(line: str) -> None:
    assert read_body(f"{WRITTEN}\n{line}\n").fresh == f"{WRITTEN}\n{line}"


def test_our_acknowledgement_quoted_back_is_ours() -> None:
    message = read_body(
        "Danke, ich warte.\n\nAm 19.11.2026 um 14:02 schrieb KIM <kim@kreis-viersen.de>:\n"
        "> Ihre Nachricht ist bei uns eingegangen. Ihr Zeichen: KIM-2026-000123\n> Bei Gefahr rufen Sie 110.\n"
    )

    assert message.fresh == "Danke, ich warte."
    assert "KIM-2026-000123" in own(message)
