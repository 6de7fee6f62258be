"""Nothing that was typed or attached for a reply is lost, and nobody else reads it."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import httpx

from tests.web.replying import TEXTS, WEBER, blobs, press, written
from tests.web.rows import row
from tests.web.seed import PASSWORD, ticket
from tests.web.serving import csrf
from triage.desk import drafts, reply
from triage.office import Office
from triage.sending import send_pass
from triage.testing import MemoryMailer, SettableClock


def test_what_was_taken_back_is_a_draft_again(weber: httpx.Client, office: Office) -> None:
    number = ticket(office)
    press(weber, number, text="Zu schnell", do="done")
    [sent] = written(office)
    undo = f"/vorgang/{number}/gesendet/{sent.id}/zurueck"

    back = weber.post(undo, data={"csrf": csrf(weber), "weiter": f"/vorgang/{number}"})
    page = weber.get(f"/vorgang/{number}").text
    twice = weber.post(undo, data={"csrf": csrf(weber)})

    assert back.status_code == 303
    assert ">\nZu schnell</textarea>" in page
    assert "Freundliche Grüße" not in page.split("<textarea")[1].split("</textarea>")[0]
    assert row(office, number).status == "open"
    assert twice.status_code == 422
    assert "kann nicht mehr zurückgeholt werden" in twice.text


def test_a_draft_is_kept_while_somebody_types_and_others_are_told(
    weber: httpx.Client, klein: httpx.Client, office: Office
) -> None:
    number = ticket(office)
    fields = {"csrf": csrf(weber), "text": "Guten Tag, wir", "seen": "1.0", "subject": "Kurs"}

    kept = weber.post(f"/vorgang/{number}/antwort/entwurf", data=fields)

    assert "Entwurf gesichert 12:00" in kept.text
    assert "<html" not in kept.text
    assert ">\nGuten Tag, wir</textarea>" in weber.get(f"/vorgang/{number}").text
    theirs = klein.get(f"/vorgang/{number}").text
    assert "A. Weber schreibt gerade eine Antwort" in theirs
    assert "Guten Tag, wir" not in theirs
    mine = klein.post(
        f"/vorgang/{number}/antwort/entwurf", data={"csrf": csrf(klein), "text": "Auch ich", "seen": "0.0"}
    )
    assert "A. Weber schreibt auch eine Antwort" in mine.text
    assert "Es ist etwas Neues gekommen." in mine.text


def test_an_emptied_form_keeps_no_draft(weber: httpx.Client, office: Office) -> None:
    number = ticket(office)
    path = f"/vorgang/{number}/antwort/entwurf"
    weber.post(path, data={"csrf": csrf(weber), "text": "x", "seen": "1.0"})

    kept = weber.post(path, data={"csrf": csrf(weber), "text": "  ", "seen": "1.0", "subject": "Kurs"})

    assert "Kein Entwurf" in kept.text
    assert drafts.load(office, WEBER, reply.slot(row(office, number).id or 0)) is None


def test_a_ready_made_text_is_found_and_added_without_a_script(weber: httpx.Client, office: Office) -> None:
    number = ticket(office)

    looked = press(weber, number, text="Anfang", do="find", module="nummer", language="tr")
    added = press(weber, number, text="Anfang", do="", insert="nummer", language="tr")
    unknown = press(weber, number, text="Anfang", do="", insert="nichts")

    assert 'name="insert" value="nummer"' in looked.text
    assert 'value="gruss"' not in looked.text
    assert TEXTS["de"] in looked.text
    assert TEXTS["tr"] in looked.text
    text = f"Anfang\n\nMerhaba Olena Kovalenko, numaranız {number}."
    assert f">\n{text}</textarea>" in added.text
    kept = drafts.load(office, WEBER, reply.slot(row(office, number).id or 0))
    assert kept is not None
    assert unknown.status_code == 422
    assert ">\nAnfang</textarea>" in unknown.text


def test_texts_of_the_tickets_topic_come_first(weber: httpx.Client, office: Office) -> None:
    number = ticket(office)

    part = weber.get(f"/vorgang/{number}/bausteine").text
    none = weber.get(f"/vorgang/{number}/bausteine?module=gibtsnicht").text

    assert part.index("nummer") < part.index("gruss")
    assert "Kein Baustein enthält diese Wörter." in none


def test_files_stay_with_the_draft_go_along_and_can_be_taken_out(
    weber: httpx.Client, office: Office, mailer: MemoryMailer, clock: SettableClock
) -> None:
    number = ticket(office)
    before = blobs(office)
    files = [
        ("files", ("Übersicht.pdf", b"%PDF-1", "application/pdf")),
        ("files", ("../../mach.exe", b"MZ" * 600_000, "application/x-msdownload")),
    ]

    kept = press(weber, number, files=files, text="Anbei", do="keep")
    out = re.findall(r'name="drop" value="([0-9a-f]{64})"', kept.text)
    dropped = press(weber, number, text="Anbei", do="", drop=out[1])
    sent = press(weber, number, text="Anbei")
    clock.advance(timedelta(seconds=11))
    send_pass(office)

    assert "Übersicht.pdf" in kept.text
    assert ">mach.exe<" in kept.text
    assert "Viele Mailserver lehnen so eine Datei ab." in kept.text
    assert "mach.exe" not in dropped.text
    assert sent.status_code == 303
    [letter] = mailer.letters
    [attached] = message_from_bytes(letter.data, policy=default).iter_attachments()  # type: ignore[attr-defined]  # EmailMessage
    assert (attached.get_filename(), attached.get_payload(decode=True)) == ("Übersicht.pdf", b"%PDF-1")
    assert blobs(office) == before + 1
    assert "Übersicht.pdf" in weber.get(f"/vorgang/{number}").text


def test_more_than_35_megabytes_are_refused_in_words_and_the_text_stays(weber: httpx.Client, office: Office) -> None:
    number = ticket(office)
    weber.post(f"/vorgang/{number}/antwort/entwurf", data={"csrf": csrf(weber), "text": "Mein Text", "seen": "1.0"})
    large = [("files", ("a.bin", bytes(37 * 1024 * 1024), "application/octet-stream"))]

    refused = press(weber, number, files=large, text="Mein Text")

    assert refused.status_code == 413
    assert "Die Dateien sind größer als 35 MB." in refused.text
    assert ">\nMein Text</textarea>" in refused.text
    assert written(office) == []


def test_a_stranger_with_a_large_file_is_sent_away_unread(stranger: httpx.Client, office: Office) -> None:
    number = ticket(office)
    before = blobs(office)
    large = [("files", ("a.bin", bytes(2 * 1024 * 1024), "application/octet-stream"))]

    refused = stranger.post(f"/vorgang/{number}/antwort", data={"text": "x"}, files=large, timeout=60)
    elsewhere = stranger.post(f"/vorgang/{number}/note", data={"text": "x"}, files=large, timeout=60)

    assert (refused.status_code, elsewhere.status_code) == (401, 413)
    assert blobs(office) == before


def test_a_form_of_another_session_sends_nothing(weber: httpx.Client, office: Office) -> None:
    number = ticket(office)

    refused = press(weber, number, text="Von woanders", csrf="falsch")

    assert refused.status_code == 403
    assert "Von woanders" in refused.text
    assert written(office) == []


def test_after_a_lost_session_signing_in_leads_back_to_the_draft(weber: httpx.Client, office: Office) -> None:
    number = ticket(office)
    token = csrf(weber)
    weber.post(f"/vorgang/{number}/antwort/entwurf", data={"csrf": token, "text": "Fast fertig", "seen": "1.0"})
    weber.cookies.clear()
    weber.cookies.set("kim", "abgelaufen")

    lost = weber.post(f"/vorgang/{number}/antwort", data={"csrf": token, "text": "Fast fertig", "do": "send"})
    way = re.search(r'href="/anmelden\?weiter=([^"]+)"', lost.text)
    assert way is not None
    signed = weber.post("/anmelden", data={"name": "weber", "password": PASSWORD, "weiter": f"/vorgang/{number}"})

    assert lost.status_code == 401
    assert "Fast fertig" in lost.text
    assert way[1] == f"/vorgang/{number}"
    assert ">\nFast fertig</textarea>" in weber.get(signed.headers["location"]).text


def test_a_discarded_draft_takes_its_files_along(weber: httpx.Client, office: Office) -> None:
    number = ticket(office)
    before = blobs(office)
    press(weber, number, files=[("files", ("a.txt", b"a", "text/plain"))], text="Anbei", do="keep")

    weber.post(f"/vorgang/{number}/antwort/verwerfen", data={"csrf": csrf(weber), "weiter": f"/vorgang/{number}"})

    assert blobs(office) == before
    assert "Anbei" not in weber.get(f"/vorgang/{number}").text
