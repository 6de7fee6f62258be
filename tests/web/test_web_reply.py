"""Answering by mail from the ticket page, without a script: nothing that was typed is lost, nothing goes twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import httpx
import pytest
from sqlmodel import col, select

from models.arrival import Blob
from models.outgoing import Outgoing
from models.ticket import Ticket
from tests.web import seed
from tests.web.seed import NOON, PASSWORD, ticket, user
from tests.web.serving import csrf, served, sign_in
from triage.desk import drafts, reply
from triage.desk.reply import Reply
from triage.desk.visible import Viewer
from triage.office import Office
from triage.respond.modules import Module, Modules
from triage.sending import send_pass
from triage.testing import MemoryMailer, SettableClock

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")
TEXTS = {"de": "Guten Tag {name}, Ihre Nummer ist {number}.", "tr": "Merhaba {name}, numaranız {number}."}
MODULES = Modules(
    all=(
        Module(id="gruss", topics=("wohnen",), title="Gruß", texts={"de": "Viele Grüße"}),
        Module(id="nummer", topics=("sprache",), title="Nummer nennen", texts=TEXTS),
    ),
    closings={"de": "Freundliche Grüße\n{name}", "tr": "Saygılarımla\n{name}"},
)


@pytest.fixture
def mailer() -> MemoryMailer:
    return MemoryMailer()


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock(NOON)


@pytest.fixture
def office(tmp_path: Path, mailer: MemoryMailer, clock: SettableClock) -> Office:
    made = replace(seed.office_in(tmp_path, clock), modules=MODULES, mailer=lambda: mailer)
    user(made)
    user(made, "klein", "B. Klein", role="leitung")
    return made


@pytest.fixture
def klein(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address) as client:
        assert sign_in(client, "klein").status_code == 303
        yield client


def press(client: httpx.Client, number: str, files: object = None, **fields: str) -> httpx.Response:
    """Press a button of the form as it stands on the page now."""
    page = client.get(f"/vorgang/{number}").text
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen is not None
    data = {"csrf": csrf(client), "seen": seen[1], "do": "send"} | fields
    sent = files or [("files", ("", b"", "application/octet-stream"))]
    return client.post(f"/vorgang/{number}/antwort", data=data, files=sent)  # type: ignore[arg-type]  # httpx's own shapes


def written(office: Office) -> list[Outgoing]:
    with office.store.reading() as db:
        rows = select(Outgoing).where(col(Outgoing.automatic).is_(False)).order_by(col(Outgoing.id))
        return list(db.exec(rows))


def row(office: Office, number: str) -> Ticket:
    with office.store.reading() as db:
        return db.exec(select(Ticket).where(Ticket.number == number)).one()


def blobs(office: Office) -> int:
    with office.store.reading() as db:
        return len(db.exec(select(Blob.sha256)).all())


def test_a_reply_is_sent_without_a_script_and_stands_in_the_conversation(
    weber: httpx.Client, office: Office, mailer: MemoryMailer, clock: SettableClock
) -> None:
    number = ticket(office)

    sent = press(weber, number, text="Guten Tag,\nja.")
    before = weber.get(f"/vorgang/{number}").text
    clock.advance(timedelta(seconds=11))
    send_pass(office)
    after = weber.get(f"/vorgang/{number}").text

    assert (sent.status_code, sent.headers["location"]) == (303, f"/vorgang/{number}")
    assert "Ihre Antwort geht um 12:00:10 ab." in before
    assert "Zurückholen" in before
    assert "Gesendet 20.11.2026 12:00" in after
    assert "Zurückholen" not in after
    [letter] = mailer.letters
    assert b"Guten Tag," in letter.data


@pytest.mark.parametrize(("do", "status"), [("send", "open"), ("wait", "waiting"), ("done", "closed")])
def test_one_button_sends_and_says_what_comes_after(weber: httpx.Client, office: Office, do: str, status: str) -> None:
    number = ticket(office)

    press(weber, number, text="Guten Tag", do=do)

    assert row(office, number).status == status
    if do == "wait":
        assert row(office, number).due_at == NOON + timedelta(days=7)


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


def test_a_message_that_came_meanwhile_stops_the_reply_and_keeps_it(
    weber: httpx.Client, klein: httpx.Client, office: Office
) -> None:
    number = ticket(office)
    old = re.search(r'name="seen" value="([^"]*)"', weber.get(f"/vorgang/{number}").text)
    assert old is not None
    press(klein, number, text="Schon beantwortet")

    told = press(weber, number, text="Auch eine Antwort", seen=old[1])
    new = re.search(r'name="seen" value="([^"]*)"', told.text)
    assert new is not None
    confirmed = press(weber, number, text="Auch eine Antwort", seen=new[1])

    assert told.status_code == 409
    assert "Inzwischen hat jemand zu diesem Vorgang geschrieben." in told.text
    assert "Trotzdem senden" in told.text
    assert ">\nAuch eine Antwort</textarea>" in told.text
    assert confirmed.status_code == 303
    assert [o.author for o in written(office)] == ["klein", "weber"]


def test_the_same_form_sent_twice_sends_one_reply(weber: httpx.Client, office: Office) -> None:
    number = ticket(office)
    data = {"csrf": csrf(weber), "seen": "1.0", "do": "send", "text": "Guten Tag"}

    answers = [weber.post(f"/vorgang/{number}/antwort", data=data).status_code for _ in range(2)]

    assert answers == [303, 409]
    assert len(written(office)) == 1


def test_what_is_wrong_is_said_beside_the_text(weber: httpx.Client, office: Office) -> None:
    number = ticket(office)

    empty = press(weber, number, text=" ")
    past = press(weber, number, text="Guten Tag", send_at="2020-01-01T09:00")
    odd = press(weber, number, text="Guten Tag", send_at="morgen")
    far = press(weber, number, text="Guten Tag", send_at="9999-12-31T23:59")
    long = press(weber, number, text="x" * 20_001)

    assert {r.status_code for r in (empty, past, odd, far, long)} == {422}
    assert "Bitte schreiben Sie zuerst Ihre Antwort." in empty.text
    assert "Bitte wählen Sie einen Zeitpunkt in der Zukunft." in past.text
    assert "Bitte wählen Sie einen Zeitpunkt in der Zukunft." in odd.text
    assert "innerhalb eines Jahres" in far.text
    assert "x" * 20_001 in long.text
    assert written(office) == []


def test_a_reply_for_later_is_listed_with_its_moment_in_office_time(weber: httpx.Client, office: Office) -> None:
    number = ticket(office)

    press(weber, number, text="Guten Tag", send_at="2026-11-24T09:00")
    page = weber.get(f"/vorgang/{number}").text

    assert written(office)[0].next_try.isoformat() == "2026-11-24T08:00:00+00:00"
    assert "Geht am 24.11.2026 09:00 ab" in page
    assert "Zurückholen" in page


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

    refused = stranger.post(f"/vorgang/{number}/antwort", data={"text": "x"}, files=large)
    elsewhere = stranger.post(f"/vorgang/{number}/note", data={"text": "x"}, files=large)

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


def test_a_doubtful_reply_offers_both_ways_out(weber: httpx.Client, office: Office) -> None:
    number = ticket(office)
    keys = [reply.send(office, WEBER, number, Reply(text="Guten Tag")) for _ in range(2)]
    with office.store.transaction() as db:
        for one in db.exec(select(Outgoing).where(col(Outgoing.automatic).is_(False))):
            one.state, one.reason = "unklar", "Die Verbindung brach ab."
            db.add(one)
    page = weber.get(f"/vorgang/{number}").text

    for key, way in zip(keys, ("nochmal", "angekommen"), strict=True):
        weber.post(f"/vorgang/{number}/gesendet/{key}/{way}", data={"csrf": csrf(weber)})

    assert "Unklar, ob sie ankam" in page
    assert "Noch einmal senden" in page
    assert "Ist angekommen" in page
    assert [one.state for one in written(office)] == ["queued", "sent"]


def test_the_state_of_a_reply_is_asked_for_by_itself(weber: httpx.Client, office: Office) -> None:
    number = ticket(office)
    key = reply.send(office, WEBER, number, Reply(text="Guten Tag"))

    part = weber.get(f"/vorgang/{number}/gesendet/{key}").text
    absent = weber.get(f"/vorgang/{number}/gesendet/{key + 1}")

    assert "Geht um 12:00:10 ab" in part
    assert "<html" not in part
    assert (absent.status_code, absent.text) == (200, "")


def test_a_caller_without_a_mail_address_gets_one_typed_by_hand(weber: httpx.Client, office: Office) -> None:
    number = ticket(office, seed.Request(channel="phone", sender_address="", phone="02162 1", subject=""))

    missing = press(weber, number, text="Wie besprochen")
    wrong = press(weber, number, text="Wie besprochen", to="a b")
    sent = press(weber, number, text="Wie besprochen", to="anrufer@example.org")

    assert "Bitte geben Sie die Mail-Adresse der Person ein." in missing.text
    assert "Das ist keine Mail-Adresse." in wrong.text
    assert sent.status_code == 303
    [one] = written(office)
    assert (one.to_address, one.subject) == ("anrufer@example.org", f"Re: Ihr Anliegen [{number}]")


def test_a_mailbox_on_a_dry_run_says_so_and_offers_no_sending(tmp_path: Path, office: Office) -> None:
    dry = replace(office, mode=lambda _name: "dry-run")
    number = ticket(dry)

    with served(dry) as url, httpx.Client(base_url=url) as client:
        sign_in(client)
        page = client.get(f"/vorgang/{number}").text
        refused = press(client, number, text="Guten Tag")

    assert "Dieses Postfach ist im Probelauf." in page
    assert refused.status_code == 422
    assert written(dry) == []
