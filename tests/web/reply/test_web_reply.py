"""Answering by mail from the ticket page, without a script: what goes, goes once, and says what became of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlmodel import col, select

from models.outgoing import Outgoing
from tests.web import seed
from tests.web.replying import WEBER, press, written
from tests.web.rows import row
from tests.web.seed import NOON, ticket
from tests.web.serving import csrf, served, sign_in
from triage.desk import reply
from triage.desk.reply import Reply
from triage.office import Office
from triage.sending import send_pass
from triage.testing import MemoryMailer, SettableClock


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
