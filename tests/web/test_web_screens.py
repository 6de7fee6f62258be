"""Do the screens say and do what they should, seen from outside?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import httpx
import pytest
from sqlmodel import col, select

from models.arrival import Arrival
from models.ticket import Event, Ticket
from tests.web.seed import Request, mailbox, ticket
from tests.web.serving import csrf, served
from triage.office import Office
from triage.web.settings import WebSettings


def test_a_stale_form_is_refused_and_says_by_whom(office: Office, weber: httpx.Client) -> None:
    number = ticket(office)
    form = {"csrf": csrf(weber), "version": "1"}

    assert weber.post(f"/vorgang/{number}/claim", data=form).status_code == 303
    answer = weber.post(f"/vorgang/{number}/correct", data={**form, "field": "topic", "value": "wohnen"})

    assert answer.status_code == 409
    assert "A. Weber hat diesen Vorgang gerade übernommen." in answer.text
    assert "Wohnen</textarea>" in answer.text, "what was entered is still there"


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("correct", {"field": "topic", "value": "raumfahrt"}),
        ("correct", {"field": "assigned_to", "value": "klein"}),
        ("correct", {"field": "topic", "value": ""}),
        ("wait", {"until": "gestern"}),
        ("wait", {"until": "2020-01-01T09:00"}),
        ("note", {"note": "   "}),
        ("claim", {"version": "eins"}),
    ],
)
def test_what_cannot_be_used_is_refused_with_words(
    office: Office, weber: httpx.Client, path: str, form: dict[str, str]
) -> None:
    number = ticket(office)
    answer = weber.post(f"/vorgang/{number}/{path}", data={"csrf": csrf(weber), "version": "1", **form})

    assert answer.status_code == 422
    assert "Fehler-Nr." in answer.text
    with office.store.reading() as db:
        assert db.exec(select(Ticket.version).where(Ticket.number == number)).one() == 1


def test_only_named_fields_can_be_written(office: Office, weber: httpx.Client) -> None:
    number = ticket(office)
    extra = {"assigned_to": "chef", "status": "closed", "priority": "9999", "role": "admin", "actor": "chef"}

    weber.post(f"/vorgang/{number}/note", data={"csrf": csrf(weber), "note": "x", **extra})

    with office.store.reading() as db:
        row = db.exec(select(Ticket).where(Ticket.number == number)).one()
        assert (row.assigned_to, row.status, row.priority) == (None, "open", 20)
        assert set(db.exec(select(Event.actor)).all()) == {"triage", "weber"}


def test_a_call_needs_only_a_note(office: Office, weber: httpx.Client) -> None:
    answer = weber.post("/anruf", data={"csrf": csrf(weber), "key": "k1", "note": "fragt nach B1 Kurs"})

    assert answer.status_code == 303
    page = weber.get(answer.headers["location"])
    assert "fragt nach B1 Kurs" in page.text
    assert "Anruf" in page.text


def test_one_form_is_one_call_however_often_it_is_sent(office: Office, weber: httpx.Client) -> None:
    form = {"csrf": csrf(weber), "key": "k1", "note": "einmal"}

    targets = {weber.post("/anruf", data=form).headers["location"] for _ in range(3)}
    again = weber.post("/anruf", data={**form, "key": "k2"}).headers["location"]

    assert len(targets) == 1
    assert again not in targets


def test_the_call_keeps_everything_that_was_asked(office: Office, weber: httpx.Client) -> None:
    form = {
        "csrf": csrf(weber), "key": "k1", "note": "Rückruf bitte", "phone": "02162/39-1234", "name": "Frau Kılıç",
        "language": "tr", "municipality": "kempen", "urgency": "high", "callback_until": "2026-11-20T16:00",
        "danach": "next",
    }  # fmt: skip

    answer = weber.post("/anruf", data=form)

    assert answer.headers["location"].startswith("/anruf?gespeichert=KIM-2026-")
    with office.store.reading() as db:
        call = db.exec(select(Arrival.call).where(Arrival.channel == "phone")).one()
        row = db.exec(select(Ticket).where(Ticket.mailbox == "phone")).one()
    assert call is not None
    assert {k: call[k] for k in ("caller", "phone", "language")} == {
        "caller": "Frau Kılıç", "phone": "02162/39-1234", "language": "tr",
    }  # fmt: skip
    assert (row.municipality, row.urgency) == ("kempen", "high")
    assert row.callback_until is not None
    assert row.callback_until.isoformat() == "2026-11-20T15:00:00+00:00", "16:00 in Viersen"


def test_a_call_that_cannot_be_saved_keeps_its_text(office: Office, weber: httpx.Client) -> None:
    form = {"csrf": csrf(weber), "key": "k1", "note": "", "name": "Frau Kılıç", "callback_until": "2020-01-01T09:00"}
    empty = weber.post("/anruf", data=form)
    assert empty.status_code == 422
    assert "Bitte schreiben Sie kurz, worum es geht." in empty.text
    assert 'value="Frau Kılıç"' in empty.text
    assert 'value="k1"' in empty.text

    with office.store.engine.begin() as raw:
        raw.exec_driver_sql("ALTER TABLE arrival RENAME TO gone")
    broken = weber.post("/anruf", data={**form, "note": "wichtig", "callback_until": ""})

    assert broken.status_code == 503
    assert "Nicht gespeichert. Ihr Text steht noch hier." in broken.text
    assert "wichtig</textarea>" in broken.text


def test_a_softphone_may_fill_in_the_number(weber: httpx.Client) -> None:
    assert 'value="02162391234"' in weber.get("/anruf?nr=02162391234").text


def test_filters_are_addresses_and_unknown_ones_narrow_nothing(office: Office, weber: httpx.Client) -> None:
    flat = ticket(office, Request(topic="wohnen", subject="Dreizimmerwohnung"))
    ticket(office)

    page = weber.get("/?topic=wohnen&municipality=nettetal&urgency=normal&channel=email").text
    assert (flat in page, "Deutschkurs in Nettetal" in page) == (True, False)
    assert "Deutschkurs in Nettetal" in weber.get("/?topic=' OR 1=1--&status=alle&sort=id").text
    assert "Keine Treffer mit diesen Filtern." in weber.get("/?topic=familie").text
    assert "Alles bearbeitet." not in page


def test_an_empty_desk_says_so(weber: httpx.Client) -> None:
    assert "Alles bearbeitet." in weber.get("/").text


def test_htmx_gets_the_pane_and_everybody_else_the_page(office: Office, weber: httpx.Client) -> None:
    number = ticket(office)
    headers = {"hx-request": "true", "hx-request-type": "partial"}

    part = weber.get(f"/?ticket={number}", headers=headers)
    assert "<html" not in part.text
    assert f'data-ticket="{number}"' in part.text
    assert "HX-Request" in part.headers["vary"]
    absent = weber.get("/?ticket=KIM-2026-999999", headers=headers)

    assert absent.status_code == 404
    assert "<html" not in absent.text


def test_an_attachment_comes_back_as_it_was_sent(office: Office, weber: httpx.Client) -> None:
    name = 'b"ö\r\nX: y; \u202egpj.exe'
    ticket(office, Request(attachments=[(name, b"\x00\x01inhalt")]))

    answer = weber.get("/anhang/1")

    assert answer.content == b"\x00\x01inhalt"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; filename=\"anhang-1\"; filename*=UTF-8''b%22")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert weber.get("/anhang/999").status_code == 404
    assert weber.get("/anhang/..%2f1").status_code in (404, 422)


def test_news_are_ids_counts_and_colleagues_only(office: Office, weber: httpx.Client) -> None:
    ticket(office, Request(subject="GEHEIM", sender_name="GEHEIM"))

    answer = weber.get("/live/now?since=0")
    news = json.loads(answer.text)

    assert set(news) == {"fresh", "open", "unclear", "mine", "waiting", "late", "mark", "there"}
    assert "GEHEIM" not in answer.text
    assert weber.get("/live/now?since=0", headers={"if-none-match": answer.headers["etag"]}).status_code == 304


def test_the_stream_speaks_at_once_and_ends_with_the_session(office: Office, weber: httpx.Client) -> None:
    with weber.stream("GET", "/live?since=0") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = stream.iter_lines()
        assert _next_data(lines)["open"] == 0
        ticket(office)
        assert _next_data(lines)["open"] == 1
        httpx.post(f"{weber.base_url}/abmelden", data={"csrf": csrf(weber)}, cookies=weber.cookies)
        assert [line for line in lines if line.startswith("event: over")], "nothing more after signing out"


def _next_data(lines: Iterator[str]) -> dict[str, int]:
    found: dict[str, int] = json.loads(next(line for line in lines if line.startswith("data: "))[6:])
    return found


def test_health_of_mail_is_503_after_ten_minutes(office: Office, stranger: httpx.Client) -> None:
    mailbox(office, minutes=9)
    assert stranger.get("/healthz/mail").status_code == 200

    mailbox(office, minutes=11)
    stale = stranger.get("/healthz/mail")
    assert (stale.status_code, stale.text.split()[0]) == (503, "stale")

    mailbox(office, minutes=1, paused=True)
    assert stranger.get("/healthz/mail").status_code == 503
    mailbox(office, minutes=None)
    assert "last_success=never" in stranger.get("/healthz/mail").text


def test_metrics_count_and_name_nobody(office: Office, stranger: httpx.Client) -> None:
    mailbox(office)
    ticket(office, Request(urgency="high", sender_name="GEHEIM", sender_address="geheim@example.org"))

    text = stranger.get("/metrics").text

    assert 'triage_queue_open{urgency="high"} 1.0' in text
    assert 'triage_queue_open{urgency="low"} 0.0' in text
    assert 'triage_messages{channel="email"} 1.0' in text
    assert "triage_mail_last_success_timestamp_seconds" in text
    assert "geheim" not in text.lower()


def test_ready_asks_the_installation(office: Office, stranger: httpx.Client) -> None:
    assert stranger.get("/readyz").status_code == 200
    assert stranger.get("/livez").text == "ok\n"

    with served(office, WebSettings(secure_cookies=False, ready=lambda: False)) as url:
        answer = httpx.get(f"{url}/readyz")

    assert (answer.status_code, answer.text) == (503, "not ready\n")


def test_no_word_of_a_request_reaches_the_log(
    office: Office, weber: httpx.Client, capfd: pytest.CaptureFixture[str]
) -> None:
    number = ticket(office, Request(subject="GEHEIM", text="GEHEIM", sender_name="GEHEIM"))
    token = csrf(weber)

    weber.get(f"/vorgang/{number}")
    weber.get("/vorgang/GEHEIM")
    weber.post("/anruf", data={"csrf": token, "note": "", "name": "GEHEIM"})
    weber.post(f"/vorgang/{number}/note", data={"csrf": "falsch", "note": "GEHEIM"})
    weber.post(f"/vorgang/{number}/correct", data={"csrf": token, "version": "9", "field": "GEHEIM", "value": "GEHEIM"})

    written = capfd.readouterr()
    assert "GEHEIM" not in written.out + written.err


@pytest.mark.parametrize("folder", [files("triage.web") / "static" / "vendor", Path("tests/browser/vendor")], ids=str)
def test_vendored_files_are_what_the_manifest_says_and_come_from_nowhere(folder: Path) -> None:
    root = Path(str(folder)) if Path(str(folder)).is_absolute() else Path(__file__).parents[2] / folder
    manifest = (root / "manifest.json").read_text(encoding="utf-8")

    listed = {
        f"{item['name']}-{item['version']}/{name}": digest
        for item in json.loads(manifest)
        for name, digest in item["files"].items()
    }
    present = {
        str(f.relative_to(root)): hashlib.sha256(f.read_bytes()).hexdigest()
        for f in root.rglob("*") if f.is_file() and f.name != "manifest.json"
    }  # fmt: skip

    assert listed == present
    assert "://" not in manifest
    for item in json.loads(manifest):
        assert set(item) == {"name", "version", "licence", "files"}
        assert [n for n in item["files"] if n.startswith("LICENSE")], item["name"]


def test_static_files_are_cached_for_ever_under_names_that_change(stranger: httpx.Client) -> None:
    page = stranger.get("/anmelden").text
    for path in {p for p in _attributes(page) if p.startswith("/static/")}:
        answer = stranger.get(path)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert "vendor/" in path or len(path.split(".")[-2]) == 10
    assert stranger.get("/static/app.css").status_code == 404


def test_own_scripts_stay_small() -> None:
    static = files("triage.web") / "static"

    assert sum(len((static / name).read_bytes()) for name in ("keys.js", "live.js")) < 6 * 1024


def _attributes(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.replace("src=", "href=").split('href="')[1:]]


def test_events_name_who_did_it(office: Office, weber: httpx.Client) -> None:
    number = ticket(office)

    weber.post(f"/vorgang/{number}/done", data={"csrf": csrf(weber), "version": "1"})

    with office.store.reading() as db:
        newest = db.exec(select(Event).order_by(col(Event.id).desc())).first()
    assert newest is not None
    assert (newest.actor, newest.action, newest.at - office.clock.now()) == ("weber", "status", timedelta(0))
    assert "A. Weber · Status geändert: offen → erledigt" in weber.get(f"/vorgang/{number}").text
