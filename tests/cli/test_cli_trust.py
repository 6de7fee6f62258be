"""What our own server found out about a sender, and what a name pretends, reaches the ticket."""

from __future__ import annotations

from pathlib import Path

from tests.cli.run import triage

CORPUS = Path(__file__).parents[1] / "corpus"
SETTINGS = {
    "TRIAGE_MAIL__KIM__HOST": "imap.example.org",
    "TRIAGE_MAIL__KIM__USER": "kim",
    "TRIAGE_MAIL__KIM__PASSWORD": "nur-ein-test",
    "TRIAGE_MAIL__KIM__AUTHSERV_ID": "mx.kreis-viersen.de",
    "TRIAGE_SCAN__CLAMD": "127.0.0.1:9",
}


def test_l4_a_refuted_sender_and_a_disguised_file_stand_on_their_tickets(tmp_path: Path) -> None:
    files = [CORPUS / "0401-trust-dmarc-fail.eml", CORPUS / "0415-look-file-name.eml"]

    imported = triage("import", *files, "--json", data=tmp_path, **SETTINGS)
    numbers = {Path(line["file"]).name[:4]: line["ticket"] for line in imported.lines[:-1]}
    [forged] = triage("ticket", numbers["0401"], "--json", data=tmp_path, **SETTINGS).lines
    [disguised] = triage("ticket", numbers["0415"], "--json", data=tmp_path, **SETTINGS).lines

    assert forged["marks"] == ["Absender vielleicht gefälscht: DMARC fehlgeschlagen"]
    assert disguised["marks"] == ["Dateiname enthält Zeichen, die die Leserichtung umkehren: „Bescheid_fdp.exe“"]
    assert [(file["name"], file["dangerous"], file["scanned"]) for file in disguised["attachments"]] == [
        ("Bescheid_fdp.exe", True, "when saved"),
        ("شهادة.pdf", False, "when saved"),
    ]


def test_without_the_settings_nothing_is_evaluated_and_nothing_looked_at(tmp_path: Path) -> None:
    files = [CORPUS / "0401-trust-dmarc-fail.eml", CORPUS / "0415-look-file-name.eml"]

    imported = triage("import", *files, "--json", data=tmp_path)
    tickets = [triage("ticket", line["ticket"], "--json", data=tmp_path).lines[0] for line in imported.lines[:-1]]

    assert sorted(len(ticket["marks"]) for ticket in tickets) == [0, 1]
    assert [file["scanned"] for ticket in tickets for file in ticket["attachments"]] == ["never", "never"]
