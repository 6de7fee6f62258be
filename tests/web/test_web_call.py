"""Does the call form keep, suggest and file what it should, seen from outside?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from sqlmodel import col, select, update

from models.arrival import Arrival
from models.draft import Draft
from models.ticket import Event, Ticket
from tests.web.seed import PlainUnderstanding, Request, ticket, user
from tests.web.serving import csrf, served, sign_in
from triage.errors import NotUnderstood, WorkerLost
from triage.office import Office
from triage.testing import SettableClock
from triage.values import Arrival as Raw
from triage.values import Understood

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


def calls(office: Office) -> list[Ticket]:
    with office.store.reading() as db:
        return list(db.exec(select(Ticket).where(Ticket.mailbox == "phone").order_by(col(Ticket.id))))


def drafts(office: Office) -> list[str]:
    with office.store.reading() as db:
        return [d.slot for d in db.exec(select(Draft).order_by(col(Draft.id)))]


def form(client: httpx.Client, **fields: str) -> dict[str, str]:
    return {"csrf": csrf(client), "key": "k1", "note": "fragt nach Kurs", **fields}


# -- what was decided ------------------------------------------------------------------------------------------------


def test_a_note_that_asks_for_it_promises_a_call_back_and_others_do_not(office: Office, weber: httpx.Client) -> None:
    weber.post("/anruf", data=form(weber, key="a", note="bittet um Rückruf"))
    weber.post("/anruf", data=form(weber, key="b", note="fragt nach Kurs"))
    weber.post("/anruf", data=form(weber, key="c", note="bittet um Rückruf", result="done"))

    assert [t.callback_until.isoformat() if t.callback_until else None for t in calls(office)] == [
        "2026-11-20T15:00:00+00:00", None, None,
    ]  # fmt: skip
    assert [t.status for t in calls(office)] == ["open", "open", "closed"]


def test_the_time_that_was_offered_is_no_promise_until_somebody_touches_it(office: Office, weber: httpx.Client) -> None:
    offered = "2026-11-20T16:00"

    weber.post("/anruf", data=form(weber, key="a", offered=offered, callback_until=offered))
    weber.post("/anruf", data=form(weber, key="b", offered=offered, callback_until="2026-11-20T15:00"))
    weber.post("/anruf", data=form(weber, key="c", offered=offered, callback_until=offered, result="callback"))

    assert [bool(t.callback_until) for t in calls(office)] == [False, True, True]


def test_passing_on_needs_a_colleague(office: Office, weber: httpx.Client) -> None:
    user(office, "klein", "B. Klein")

    refused = weber.post("/anruf", data=form(weber, result="pass", to="niemand"))
    assert (refused.status_code, calls(office)) == (422, [])
    assert "Bitte wählen Sie, an wen Sie weiterleiten." in refused.text
    assert weber.post("/anruf", data=form(weber, result="pass", to="klein")).status_code == 303

    assert [t.assigned_to for t in calls(office)] == ["klein"]


def test_values_nobody_knows_are_left_to_the_rules(office: Office, weber: httpx.Client) -> None:
    odd = {"topic": "raumfahrt", "municipality": "mond", "urgency": "sofort", "result": "x", "language": "zz"}

    assert weber.post("/anruf", data=form(weber, **odd)).status_code == 303

    assert [(t.topic, t.municipality, t.urgency) for t in calls(office)] == [("sonstiges", None, "normal")]


def test_what_a_person_decided_counts_once_however_often_the_form_is_sent(office: Office, weber: httpx.Client) -> None:
    sent = form(weber, topic="arbeit", municipality="none", result="done")

    for _ in range(3):
        assert weber.post("/anruf", data=sent).headers["location"].startswith("/anruf?gespeichert=KIM-")

    [found] = calls(office)
    with office.store.reading() as db:
        told = db.exec(select(Event.action).where(Event.actor == "weber")).all()
    assert (found.topic, found.version) == ("arbeit", 2)
    assert told == ["called", "corrected", "confirmed", "status"]


def test_a_call_is_noted_on_the_ticket_that_was_named(office: Office, weber: httpx.Client) -> None:
    number = ticket(office)

    answer = weber.post("/anruf", data=form(weber, zu=number))

    assert answer.headers["location"] == f"/vorgang/{number}"
    assert calls(office) == []
    page = weber.get(f"/vorgang/{number}").text
    assert "fragt nach Kurs" in page
    assert "Anruf zu diesem Vorgang, so notiert." in page


def test_a_ticket_that_is_gone_leaves_the_text(office: Office, weber: httpx.Client) -> None:
    answer = weber.post("/anruf", data=form(weber, zu="KIM-2026-999999"))

    assert (answer.status_code, calls(office)) == (404, [])
    assert "fragt nach Kurs</textarea>" in answer.text


def test_htmx_is_sent_on_and_others_are_redirected(office: Office, weber: httpx.Client) -> None:
    part = weber.post("/anruf", data=form(weber, danach="next"), headers=PART)
    plain = weber.post("/anruf", data=form(weber, danach="next"))

    assert part.status_code == 200
    assert part.headers["hx-redirect"] == plain.headers["location"]
    assert len(calls(office)) == 1


# -- the suggestion --------------------------------------------------------------------------------------------------


def test_the_suggestion_says_what_the_rules_say_and_stores_nothing(office: Office, weber: httpx.Client) -> None:
    number = ticket(office, Request(phone="02162 391234", sender_name="O. <b>Kovalenko", channel="phone"))

    shown = weber.post("/anruf/vorschlag", data=form(weber, phone="0049 2162/39-1234")).text

    assert "Anruf: Sonstiges" in shown
    assert "unklar" in shown
    assert "Bekannt: <bdi>O. &lt;b&gt;Kovalenko</bdi>, 1 Vorgang" in shown
    assert f'name="zu" value="{number}"' in shown
    assert "<html" not in shown
    assert (calls(office), drafts(office)) == ([], [])


def test_what_a_person_set_is_shown_as_theirs(weber: httpx.Client) -> None:
    chosen = form(weber, topic="arbeit", municipality="kempen", urgency="high")

    shown = weber.post("/anruf/vorschlag", data=chosen).text

    assert "Anruf: Arbeit, Kempen" in shown
    assert shown.count("von Ihnen gesetzt") == 3
    assert "Ort unklar" in weber.post("/anruf/vorschlag", data={**chosen, "municipality": "none"}).text


def test_it_is_said_again_only_when_it_changed(weber: httpx.Client) -> None:
    first = weber.post("/anruf/vorschlag/laut", data=form(weber))
    found = re.search(r'name="said" value="(\w+)"', first.text)
    assert found is not None

    same = weber.post("/anruf/vorschlag/laut", data=form(weber, said=found[1], note="fragt nach Kurs!"))
    other = weber.post("/anruf/vorschlag/laut", data=form(weber, said=found[1], topic="arbeit"))

    assert [first.status_code, same.status_code, other.status_code] == [200, 204, 200]
    assert "Anruf: Arbeit" in other.text


@pytest.mark.parametrize("path", ["/anruf/vorschlag", "/anruf/vorschlag/laut", "/anruf/entwurf", "/anruf/liste"])
def test_nobody_asks_without_a_session_and_its_token(weber: httpx.Client, stranger: httpx.Client, path: str) -> None:
    assert stranger.post(path, data={"note": "x"}).status_code == 401
    assert weber.post(path, data={"note": "x", "csrf": "falsch"}).status_code == 403


class Lost(PlainUnderstanding):
    """Has lost its worker."""

    def __call__(self, arrivals: Sequence[Raw]) -> Iterator[Understood | NotUnderstood]:
        return iter([WorkerLost("das Lesen ist abgestürzt") for _ in arrivals])


def test_rules_that_cannot_be_asked_are_no_reason_not_to_save(office: Office) -> None:
    with served(replace(office, at_once=Lost())) as url, httpx.Client(base_url=url) as weber:
        sign_in(weber)

        shown = weber.post("/anruf/vorschlag", data=form(weber)).text

    assert "Gerade kein Vorschlag. Sie können trotzdem speichern." in shown


# -- drafts ----------------------------------------------------------------------------------------------------------


def test_a_form_nobody_touched_is_no_draft(office: Office, weber: httpx.Client) -> None:
    offered = "2026-11-20T16:00"
    untouched = form(weber, note="", nr="02162 391234", phone="02162 391234", offered=offered, callback_until=offered)

    assert weber.post("/anruf/entwurf", data=untouched).status_code == 204
    assert drafts(office) == []
    kept = weber.post("/anruf/entwurf", data={**untouched, "name": "Kovalenko"})

    assert "Entwurf gesichert 12:00:00" in kept.text
    assert drafts(office) == ["call:+492162391234"]


def test_a_draft_that_was_saved_meanwhile_does_not_come_back(office: Office, weber: httpx.Client) -> None:
    weber.post("/anruf/entwurf", data=form(weber))
    weber.post("/anruf", data=form(weber))

    late = weber.post("/anruf/entwurf", data=form(weber))

    assert (late.status_code, drafts(office)) == (204, [])


def test_a_call_saved_right_before_the_computer_broke_down_is_not_offered_again(
    office: Office, weber: httpx.Client
) -> None:
    weber.post("/anruf/entwurf", data=form(weber))
    with office.store.transaction() as db:
        db.exec(update(Draft).values(slot="aside"))  # as if the process had died before it could drop it
    weber.post("/anruf", data=form(weber))
    with office.store.transaction() as db:
        db.exec(update(Draft).values(slot="call"))

    page = weber.get("/anruf").text

    assert "fragt nach Kurs</textarea>" not in page
    assert drafts(office) == []


def test_saving_one_call_leaves_the_draft_of_the_next(office: Office, weber: httpx.Client) -> None:
    weber.post("/anruf/entwurf", data=form(weber, key="k2", note="der nächste"))

    weber.post("/anruf", data=form(weber, key="k1"))

    assert "der nächste</textarea>" in weber.get("/anruf").text


def test_a_time_offered_yesterday_is_offered_anew(office: Office, weber: httpx.Client) -> None:
    offered = "2026-11-20T16:00"
    weber.post("/anruf/entwurf", data=form(weber, offered=offered, callback_until=offered))
    clock = office.clock
    assert isinstance(clock, SettableClock)

    clock.advance(timedelta(days=1))
    sign_in(weber)
    page = weber.get("/anruf").text

    assert 'name="offered" value="2026-11-23T10:00"' in page
    assert 'name="callback_until" value="2026-11-23T10:00"' in page


def test_a_draft_is_its_authors_alone(office: Office, weber: httpx.Client, stranger: httpx.Client) -> None:
    user(office, "klein", "B. Klein")
    weber.post("/anruf/entwurf", data=form(weber, note="nur für mich"))
    sign_in(stranger, "klein")

    assert "nur für mich" not in stranger.get("/anruf").text
    stranger.post("/anruf/entwurf/verwerfen", data={"csrf": csrf(stranger)})
    assert drafts(office) == ["call"]
    weber.post("/anruf/entwurf/verwerfen", data={"csrf": csrf(weber)})

    assert drafts(office) == []


def test_a_note_too_long_for_a_draft_is_said_when_it_is_saved(office: Office, weber: httpx.Client) -> None:
    long = form(weber, note="ق" * 40_000)

    assert weber.post("/anruf/entwurf", data=long).status_code == 204
    assert weber.post("/anruf", data=long).status_code == 422
    assert (calls(office), drafts(office)) == ([], [])


# -- lists -----------------------------------------------------------------------------------------------------------


def upload(client: httpx.Client, data: bytes) -> httpx.Response:
    return client.post("/anruf/liste", data={"csrf": csrf(client)}, files={"file": ("anrufe.csv", data, "text/csv")})


def test_a_list_with_other_column_names_is_mapped_by_hand(office: Office, weber: httpx.Client) -> None:
    text = "Wann;Worum\n20.11.2026 08:15;Frau Öz fragt nach Kurs\n"
    first = upload(weber, text.encode("cp1252"))
    assert first.status_code == 422
    assert "Noch kann keine Zeile dieser Liste übernommen werden." in first.text
    assert "Die Spalte „Zeit“ fehlt." in first.text
    columns = ["Wann", "", "", "", "Worum", "", "", ""]

    read = weber.post(
        "/anruf/liste/spalten", data={"csrf": csrf(weber), "text": text, "column": columns}, files={"x": b""}
    )
    assert "1 von 1 Anruf übernehmen" in read.text
    assert calls(office) == []
    done = weber.post(
        "/anruf/liste/uebernehmen", data={"csrf": csrf(weber), "text": text, "column": columns}, files={"x": b""}
    )

    assert "1 Anruf übernommen." in done.text
    with office.store.reading() as db:
        [call] = db.exec(select(Arrival.call).where(Arrival.channel == "phone")).all()
    assert call is not None
    assert call["note"] == "Frau Öz fragt nach Kurs"


def test_what_is_no_list_is_refused_with_words(office: Office, weber: httpx.Client) -> None:
    big = b"received_at;note\n" + b"x" * (910 * 1024)

    for data, words in ((b"", "Datei mit einer Anrufliste"), (b"\x00\x01", "Anrufliste"), (big, "zu groß")):
        answer = upload(weber, data)
        assert answer.status_code == 422, data[:10]
        assert words in answer.text
    assert upload(weber, b"x" * (1024 * 1024)).status_code == 413
    assert weber.post("/anruf/liste", data={"csrf": csrf(weber)}).status_code == 422
    empty = {"csrf": csrf(weber), "text": ""}
    assert weber.post("/anruf/liste/uebernehmen", data=empty).status_code == 422
    assert calls(office) == []


def test_a_list_of_more_calls_than_a_screen_can_take_is_not_begun(office: Office, weber: httpx.Client) -> None:
    text = "received_at;note\n" + "20.11.2026 08:15;fragt\n" * 1001

    shown = upload(weber, text.encode()).text
    taken = weber.post("/anruf/liste/uebernehmen", data={"csrf": csrf(weber), "text": text}, files={"x": b""})

    assert "Diese Liste ist zu groß." in shown
    assert "übernehmen</span>" not in shown
    assert "Diese Liste ist zu groß." in taken.text
    assert calls(office) == []


def test_rows_are_shown_without_what_the_rules_cannot_say(office: Office) -> None:
    with served(replace(office, at_once=Lost())) as url, httpx.Client(base_url=url) as weber:
        sign_in(weber)

        shown = upload(weber, b"Datum;Notiz\n20.11.2026 08:15;<script>alert(1)</script>\n").text

    assert "&lt;script&gt;" in shown
    assert "<script>alert" not in shown
    assert "Gerade kein Vorschlag." in shown
    assert "1 von 1 Anruf übernehmen" in shown
