"""import, calls, tickets, ticket, why on one data directory: the lines and the summary add up (P2, P23)."""

from __future__ import annotations

import mailbox
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import Done, triage

pytestmark = pytest.mark.timeout(150)
LINE = {"file", "outcome", "ticket", "reason"}
WHERE = {"ticket": "tickets", "followup": "followups", "duplicate": "duplicates", "set_aside": "set_aside",
         "ignored": "ignored"}  # fmt: skip
CALLS = (
    "received_at;caller;phone;language;note;town;urgent;callback_until\r\n"
    "20.11.2026 08:15;Amira;02153 12345;ar;Sucht Deutschkurs;Lobberich;nein;\r\n"
    "20.11.2026 08:15;Amira;02153 12345;ar;Sucht Deutschkurs;Lobberich;nein;\r\n"
    "20.11.2026 09:00;Jürgen;0151;de;Wohnung gekündigt;Süchteln;ja;21.11.2026 12:00\r\n"
    "gestern;;;;Zeit fehlt;;;\r\n"
)


def mail(number: int, body: str = "Ich suche einen Deutschkurs in Nettetal.", **headers: str) -> bytes:
    head = {"From": f"p{number}@example.org", "Subject": f"Frage {number}", "Message-ID": f"<m{number}@example.org>"}
    lines = [f"{name}: {value}" for name, value in (head | headers).items()]
    return "\r\n".join([*lines, "Content-Type: text/plain; charset=utf-8", "", body, ""]).encode()


def adds_up(done: Done) -> dict[str, Any]:
    *lines, last = done.lines
    summary: dict[str, Any] = last["summary"]
    found = Counter(WHERE[line["outcome"]] for line in lines)
    assert all(set(line) == LINE for line in lines)
    assert summary["fetched"] == len(lines)
    assert {name: found[name] for name in WHERE.values()} == {name: summary[name] for name in WHERE.values()}
    assert all((line["ticket"] is None) == (line["outcome"] == "ignored") for line in lines)
    return summary


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with .eml, mbox, Maildir, a doubled mail, a machine's and garbage."""
    at = tmp_path_factory.mktemp("post")
    (at / "a.eml").write_bytes(mail(1))
    (at / "a-noch-einmal.eml").write_bytes(mail(1))
    (at / "b.eml").write_bytes(
        mail(2, "Und noch etwas.", **{"From": "p1@example.org", "In-Reply-To": "<m1@example.org>"})
    )
    (at / "leer.eml").write_bytes(b"")
    (at / "muell.eml").write_bytes(bytes(range(256)))
    box = mailbox.mbox(at / "c.mbox")
    for number in (3, 4):
        box.add(mail(number, "Wohnung gesucht in Kempen."))
    box.close()
    folder = mailbox.Maildir(at / "d", create=True)
    folder.add(mail(5, "Ich bin nicht da.", **{"Auto-Submitted": "auto-replied", "Subject": "Abwesenheit"}))
    (at / "tief.eml").write_bytes(mail(6, "x") + b"X-" + b"a" * 300_000)
    return at


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data") / "noch" / "nicht" / "da"


@pytest.fixture(scope="module")
def imported(post: Path, data: Path) -> Done:
    return triage("import", post, "--json", data=data)


def test_p23_every_mail_of_a_folder_has_a_line_and_the_summary_adds_up(imported: Done) -> None:
    assert imported.code == 0, imported.err
    summary = adds_up(imported)
    assert summary["fetched"] == 9
    assert summary["followups"] == 1
    assert summary["duplicates"] >= 1


def test_p2_a_second_import_files_nothing_new(imported: Done, post: Path, data: Path) -> None:
    before = triage("tickets", "--json", "--status", "all", data=data).lines

    again = triage("import", post, "--json", data=data)

    assert again.code == 0, again.err
    summary = adds_up(again)
    assert summary["duplicates"] + summary["ignored"] == summary["fetched"] == 9
    assert len(triage("tickets", "--json", "--status", "all", data=data).lines) == len(before)
    assert {line["file"]: line["ticket"] for line in again.lines[:-1]} == {
        line["file"]: line["ticket"] for line in imported.lines[:-1]
    }


def test_p4_an_import_without_acknowledge_queues_no_answer(imported: Done, data: Path) -> None:
    [first] = [line for line in imported.lines if line.get("file", "").endswith("/a.eml")]

    [ticket] = triage("ticket", first["ticket"], "--json", data=data).lines

    assert ticket["outgoing"] == []
    assert ticket["silence"]
    assert {"messages", "labels", "notes", "events"} <= set(ticket)
    assert len(ticket["messages"]) == 2


def test_why_explains_a_stored_ticket_and_any_case_of_its_number(imported: Done, data: Path) -> None:
    [first] = [line for line in imported.lines if line.get("file", "").endswith("/a.eml")]

    done = triage("why", first["ticket"].lower(), data=data)

    assert done.code == 0, done.err
    assert "Thema Sprache" in done.text
    assert first["ticket"] in done.text


def test_tickets_are_filtered_and_machine_mail_is_out_of_view(imported: Done, data: Path) -> None:
    shown = triage("tickets", "--json", data=data).lines
    all_of_them = triage("tickets", "--json", "--status", "all", "--hidden", data=data).lines
    by_topic = triage("tickets", "--json", "--topic", "sprache", "--municipality", "nettetal", data=data).lines

    assert "Abwesenheit" not in {t["subject"] for t in shown}
    assert "Abwesenheit" in {t["subject"] for t in all_of_them}
    assert [t["topic"] for t in by_topic] == ["sprache"] * len(by_topic) != []
    assert [t["priority"] for t in shown] == sorted((t["priority"] for t in shown), reverse=True)


def test_an_unknown_ticket_is_a_sentence_and_exit_1(data: Path, imported: Done) -> None:
    for command in (["ticket", "KIM-2026-999999"], ["why", "KIM-2026-999999"]):
        done = triage(*command, data=data)

        assert (done.code, done.out) == (1, b"")
        assert "Traceback" not in done.err


def test_p2_a_phone_log_is_filed_once_however_often_it_is_imported(tmp_path: Path) -> None:
    log, data = tmp_path / "anrufe.csv", tmp_path / "data"
    log.write_bytes(CALLS.encode("cp1252"))

    first, second = (triage("calls", "import", log, "--json", data=data) for _ in range(2))

    assert (first.code, second.code) == (1, 1)  # a row was bad
    assert f"{log}:5" in first.err
    assert [line["outcome"] for line in first.lines[:-1]] == ["ticket"] * 3
    assert [line["outcome"] for line in second.lines[:-1]] == ["duplicate"] * 3
    assert [line["ticket"] for line in first.lines[:-1]] == [line["ticket"] for line in second.lines[:-1]]
    assert first.lines[-1]["summary"]["bad_rows"] == 1
    assert {t["sender_name"] for t in triage("tickets", "--json", data=data).lines} == {"Amira", "Jürgen"}


def test_one_call_is_added_and_an_empty_note_is_refused(tmp_path: Path) -> None:
    added = triage("calls", "add", "--note", "Sucht Wohnung in Kempen", "--phone", "02152 1", data=tmp_path)
    refused = triage("calls", "add", "--note", " ", data=tmp_path)

    assert added.code == 0, added.err
    assert added.text.startswith("KIM-")
    assert (refused.code, refused.out) == (2, b"")


def test_an_export_names_every_ticket_and_nobody(imported: Done, data: Path) -> None:
    assert imported.code == 0
    done = triage("export", "csv", data=data)
    head, *rows = (line.split(";") for line in done.text.splitlines())
    hidden = {"KIM-2026-000004"}  # the machine's mail
    numbers = {t["number"] for t in triage("tickets", "--json", "--status", "all", data=data).lines} - hidden

    assert head[0] == "number"
    assert {row[0] for row in rows} == numbers
    assert "example.org" not in done.text
    assert "Wohnung" not in done.text
    assert triage("export", "csv", "--from", "2001-01-01", "--to", "2001-01-02", data=data).text.count("\n") == 1
    assert triage("export", "csv", "--from", "2026-11-02", "--to", "2026-11-01", data=data).code == 2
