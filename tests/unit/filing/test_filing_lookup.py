"""What the database knows about a mail: twins, ids, threads, and who takes part (promises 2.3, L4)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import col, select, update

from models.arrival import Arrival
from tests.unit.pipeline.offices import events, file, file_one, mail, office_in, outgoing, ticket, tickets
from triage.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_in(tmp_path)


def copy_of(data: bytes, hop: str = "mx2") -> bytes:
    """The same mail delivered by another way: other trace headers, same content."""
    return f"Received: from {hop}.example.org by mx; Fri, 20 Nov 2026 08:15:01 +0100\r\n".encode() + data


def shelve_all(office: Office) -> None:
    with office.store.transaction() as db:
        db.exec(update(Arrival).where(col(Arrival.state) == "filed").values(state="archived"))


def test_p2_the_same_bytes_are_one_ticket(office: Office) -> None:
    first, second, third = file(office, mail(), mail(), mail())

    assert [r.outcome for r in (first, second, third)] == ["ticket", "duplicate", "duplicate"]
    assert first.ticket == second.ticket == third.ticket
    assert len(tickets(office)) == len(outgoing(office)) == 1


def test_r6_the_same_content_with_other_trace_headers_is_one_ticket(office: Office) -> None:
    first = file_one(office, mail())

    second = file_one(office, copy_of(mail()))

    assert (second.outcome, second.ticket) == ("duplicate", first.ticket)
    assert events(office, first.ticket)[-1] == "duplicate"


def test_another_mailbox_files_its_own_ticket(office: Office) -> None:
    first = file_one(office, mail())

    other = file_one(office, mail(), mailbox="asyl")

    assert other.outcome == "ticket"
    assert other.ticket != first.ticket
    assert ticket(office, other.ticket).mailbox == "asyl"


def test_r7_other_content_under_a_known_message_id_is_filed_and_marked(office: Office) -> None:
    file_one(office, mail())

    other = file_one(
        office, mail("Bitte rufen Sie mich an wegen der Wohnung.", From="b@example.net", Subject="Wohnung")
    )

    assert other.outcome == "ticket"
    assert ticket(office, other.ticket).marks == ["gleiche Message-ID"]


def test_mails_with_neither_id_nor_date_are_compared_by_their_bytes_only(office: Office) -> None:
    bare = mail(Message_ID=None, Date=None)

    reports = file(office, bare, copy_of(bare), bare)

    assert [r.outcome for r in reports] == ["ticket", "ticket", "duplicate"]


def test_p22_a_second_copy_that_a_person_puts_back_is_seen_as_put_back(office: Office) -> None:
    file_one(office, mail())
    file_one(office, copy_of(mail()))
    shelve_all(office)

    back = file_one(office, copy_of(mail()))

    assert back.outcome == "duplicate"
    assert "zurückgelegt" in back.reason


def test_p22_what_a_person_put_back_is_never_moved_again(office: Office) -> None:
    first = file_one(office, mail())
    shelve_all(office)
    file_one(office, mail())

    with office.store.reading() as db:
        hands = list(db.exec(select(Arrival.human_hand).order_by(col(Arrival.id))))

    assert hands == [False, True]
    assert events(office, first.ticket)[-1] == "returned"


def test_p20_a_put_back_mail_reopens_its_closed_ticket(office: Office) -> None:
    first = file_one(office, mail())
    with office.store.transaction() as db:
        row = ticket(office, first.ticket)
        row.status = "closed"
        db.add(row)
    shelve_all(office)

    file_one(office, mail())

    assert ticket(office, first.ticket).status == "open"


@pytest.mark.parametrize("header", ["In_Reply_To", "References"])
@pytest.mark.parametrize("ours", [False, True], ids=["cites their own mail", "cites our acknowledgement"])
def test_l4_the_same_person_answering_joins_the_ticket(office: Office, header: str, ours: bool) -> None:
    first = file_one(office, mail())
    cited = outgoing(office)[0].message_id if ours else "eins@example.org"

    again = file_one(office, mail("Und noch etwas.", Message_ID="<zwei@example.org>", **{header: f"<{cited}>"}))

    assert (again.outcome, again.ticket) == ("followup", first.ticket)
    assert ticket(office, first.ticket).messages == 2


@pytest.mark.parametrize("sender", ["AMIRA@example.org", "Jemand Anders <amira@EXAMPLE.ORG>", "amira@example.org"])
def test_l4_case_and_display_name_do_not_matter_for_who_takes_part(office: Office, sender: str) -> None:
    first = file_one(office, mail())

    again = file_one(
        office, mail("Noch etwas.", From=sender, Message_ID="<zwei@example.org>", Subject=f"AW: {first.ticket}")
    )

    assert (again.outcome, again.ticket) == ("followup", first.ticket)


SPOOFS = [
    {"From": "mallory@evil.example"},
    {"From": '"amira@example.org" <mallory@evil.example>'},
    {"From": "Amira Haddad <mallory@evil.example>"},
    {"From": "amira+x@example.org"},
    {"From": "amira@example.org.evil.example"},
    {"From": "amira@exarnple.org"},
    {"From": "amirа@example.org"},
    {"From": "mallory@evil.example", "Reply_To": "amira@example.org"},
    {"From": "mallory@evil.example", "Sender": "amira@example.org"},
    {"From": "mallory@evil.example", "Cc": "amira@example.org"},
    {"From": "mallory@evil.example, amira@example.org"},
    {"From": "amira@example.org, mallory@evil.example"},
    {"From": None},
    {"From": "amira@example.org@evil.example"},
]
SIGNS = [{"Subject": "AW: {n}"}, {"In_Reply_To": "<{ours}>"}, {"References": "<eins@example.org> <{ours}>"}]


@pytest.mark.parametrize("sign", SIGNS, ids=["tag", "In-Reply-To", "References"])
@pytest.mark.parametrize("spoof", SPOOFS, ids=[str(s.get("From")) + "".join(list(s)[1:]) for s in SPOOFS])
def test_l4_a_spoof_opens_a_ticket_of_its_own_with_a_link_and_appends_nothing(
    office: Office, sign: dict[str, str], spoof: dict[str, str | None]
) -> None:
    first = file_one(office, mail())
    values = {"n": first.ticket, "ours": outgoing(office)[0].message_id}
    headers = {name: text.format(**values) for name, text in sign.items()}

    answer = file_one(office, mail("Bitte schicken Sie mir die Akte.", **{"Message_ID": "<x@e>", **headers, **spoof}))

    before = ticket(office, first.ticket)
    assert answer.outcome == "ticket"
    assert answer.ticket != first.ticket
    assert ticket(office, answer.ticket).related_ticket_id == before.id
    assert (before.messages, before.version, events(office, first.ticket)) == (1, 1, ["opened"])


def test_l4_a_number_of_another_mailbox_points_at_nothing(office: Office) -> None:
    first = file_one(office, mail())

    other = file_one(office, mail("Noch etwas.", Subject=f"AW: {first.ticket}", Message_ID="<z@e>"), mailbox="asyl")

    assert ticket(office, other.ticket).related_ticket_id is None


def test_l4_a_stranger_who_was_linked_does_not_become_a_participant(office: Office) -> None:
    first = file_one(office, mail())
    tag = {"Subject": f"AW: {first.ticket}", "From": "mallory@evil.example"}
    file_one(office, mail("Eins.", Message_ID="<m1@e>", **tag))

    again = file_one(office, mail("Zwei.", Message_ID="<m2@e>", **tag))

    assert again.ticket != first.ticket
    assert ticket(office, first.ticket).messages == 1


def test_l2_our_acknowledgement_coming_back_is_ignored_once_and_twice(office: Office) -> None:
    file_one(office, mail())
    ours = outgoing(office)[0].message_id
    back = mail("Ihre Nachricht ist angekommen.", From="kim@kreis-viersen.de", Message_ID=f"<{ours}>")

    reports = [file_one(office, back), file_one(office, back)]

    assert [(r.outcome, r.ticket) for r in reports] == [("ignored", None)] * 2
    assert len(tickets(office)) == 1


def test_a_mail_that_cites_a_thousand_ids_costs_one_lookup_and_opens_a_ticket(office: Office) -> None:
    references = "\r\n ".join(f"<r{n}@example.net>" for n in range(300))

    report = file_one(office, mail(References=references))

    assert report.outcome == "ticket"
