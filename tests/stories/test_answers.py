"""Who gets an acknowledgement and who never does: machines, ourselves, strangers in a thread (P3, P4, L1–L4, L6)."""

from __future__ import annotations

import email
import email.policy
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import triage
from tests.servers.smtp_sink import SmtpSink
from tests.unit.pipeline.offices import events, file, file_one, mail, office_in, outgoing, ticket, tickets
from triage.office import Office
from triage.sending import send_pass
from triage.testing import MemoryMailer, SettableClock

pytestmark = pytest.mark.timeout(200)
CORPUS = Path(__file__).parents[1] / "corpus"
DAY = timedelta(days=1)


def expected(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))


MACHINES = [p for p in sorted(CORPUS.glob("*-auto-*.eml")) if expected(p)["kind"] != "person"]
SHAPES: dict[str, tuple[str, str]] = {
    "auto-replied": ("Auto-Submitted", "auto-replied"),
    "auto-generated": ("Auto-Submitted", "auto-generated"),
    "auto-notified": ("Auto-Submitted", "auto-notified"),
    "unknown keyword": ("Auto-Submitted", "auto-invented"),
    "mdn": ("Content-Type", "message/disposition-notification"),
    "report": ("Content-Type", "multipart/report; report-type=delivery-status; boundary=b"),
    "list id": ("List-Id", "<liste.example.org>"),
    "list unsubscribe": ("List-Unsubscribe", "<mailto:ab@example.org>"),
    "list unsubscribe post": ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    "list post": ("List-Post", "NO"),
    "list help": ("List-Help", "<mailto:hilfe@example.org>"),
    "bulk": ("Precedence", "bulk"),
    "precedence list": ("Precedence", "list"),
    "junk": ("Precedence", "junk"),
    "suppress all": ("X-Auto-Response-Suppress", "All"),
    "suppress oof": ("X-Auto-Response-Suppress", "OOF, AutoReply"),
    "suppress dr": ("X-Auto-Response-Suppress", "DR, RN, NRN"),
    "x-autoreply": ("X-Autoreply", "yes"),
    "x-autorespond": ("X-Autorespond", "1"),
    "x-loop": ("X-Loop", "desk@example.org"),
    "our own mark": ("X-KIM-Triage", "ack"),
    "null path": ("Return-Path", "<>"),
    "spam flag": ("X-Spam-Flag", "YES"),
    "spam status": ("X-Spam-Status", "Yes, score=9.1"),
    "mailer-daemon": ("From", "Mail Delivery <MAILER-DAEMON@example.org>"),
    "postmaster": ("From", "postmaster@example.org"),
    "noreply": ("From", "Amt <noreply@example.org>"),
    "no-reply tagged": ("From", "no-reply+7f@example.org"),
    "ourselves": ("From", "kim@kreis-viersen.de"),
    "two senders": ("From", "a@example.org, b@example.org"),
}
SPELLINGS: dict[str, Callable[[str, str], tuple[str, str]]] = {
    "as written": lambda name, value: (name, value),
    "upper": lambda name, value: (name.upper(), value.upper()),
    "lower, no blank": lambda name, value: (name.lower(), value.lower()),
    "folded, commented": lambda name, value: (
        name,
        f"\r\n {value}" + (" (vacation)" if name == "Auto-Submitted" else ""),
    ),
}


def shaped(shape: str, spelling: str) -> bytes:
    name, value = SPELLINGS[spelling](*SHAPES[shape])
    number = list(SHAPES).index(shape) * 10 + list(SPELLINGS).index(spelling)
    head = {
        "From": f"p{number}@example.org",
        "Subject": f"Meldung {number}",
        "Message-ID": f"<s{number}@example.org>",
        "Content-Type": "text/plain; charset=utf-8",
    }
    head = {k: v for k, v in head.items() if k.lower() != name.lower()} | {name: value}
    return "".join(f"{k}: {v}\r\n" for k, v in head.items()).encode() + b"\r\nIch suche eine Wohnung in Kempen.\r\n"


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def office(tmp_path: Path, clock: SettableClock) -> Office:
    return office_in(tmp_path, clock=clock)


def sent(office: Office) -> list[EmailMessage]:
    """What goes over the wire in one pass, read back by the standard library."""
    sink = MemoryMailer()
    send_pass(replace(office, mailer=lambda: sink))
    assert all(letter.envelope_from == "" and len(letter.envelope_to) == 1 for letter in sink.letters)
    return [email.message_from_bytes(letter.data, policy=email.policy.default) for letter in sink.letters]


def test_p4_l1_no_shape_of_machine_mail_in_any_spelling_is_answered_and_all_is_filed(office: Office) -> None:
    mails = [shaped(shape, spelling) for shape in SHAPES for spelling in SPELLINGS]

    reports = file(office, *mails)

    assert len(mails) == 120
    assert outgoing(office) == []
    assert {r.outcome for r in reports} == {"ticket"}
    assert all(ticket(office, r.ticket).silence for r in reports)


def test_p4_a_person_beside_the_machines_is_answered(office: Office) -> None:
    shapes = [shaped(shape, "as written") for shape in list(SHAPES)[:5]]

    file(office, *shapes, mail(), (CORPUS / "0110-auto-auto-submitted-no.eml").read_bytes())

    assert [row.to_address for row in outgoing(office)] == ["amira@example.org", "amina@example.org"]


def test_p4_every_automatic_mail_of_the_corpus_through_the_real_program_is_filed_and_unanswered(
    tmp_path: Path, smtp_sink: SmtpSink
) -> None:
    post, config = tmp_path / "post", tmp_path / "t.toml"
    post.mkdir()
    for path in MACHINES:
        (post / path.name).write_bytes(path.read_bytes())
    (post / "zz-person.eml").write_bytes(mail())
    config.write_text(
        '[mail.kim]\nhost = "127.0.0.1"\nport = 1\ntls = "none"\nuser = "kim"\nmode = "live"\n'
        f'[smtp]\nhost = "127.0.0.1"\nport = {smtp_sink.port}\n'
    )
    given = {"TRIAGE_CONFIG": str(config), "TRIAGE_MAIL__KIM__PASSWORD": "x"}

    imported = triage("import", post, "--acknowledge", "--json", data=tmp_path / "data", **given)
    send = triage("send", "--once", "--json", data=tmp_path / "data", **given)
    filed = triage("tickets", "--json", "--status", "all", data=tmp_path / "data", **given).lines

    *lines, last = imported.lines
    assert (imported.code, send.code) == (0, 0), imported.err + send.err
    assert len(MACHINES) >= 20
    assert last["summary"]["fetched"] == len(MACHINES) + 1 == len(lines)
    assert all(line["ticket"] for line in lines)
    assert [letter.recipients for letter in smtp_sink.received()] == [("amira@example.org",)]
    assert smtp_sink.received()[0].sender == ""
    assert all(t["silence"] for t in filed if t["sender_address"] != "amira@example.org")


def test_l1_a_responder_without_any_marker_gets_one_answer_in_seven_days(office: Office, clock: SettableClock) -> None:
    answers = []

    for n in range(40):
        again = {"Subject": f"Ihre Anfrage {n}", "Message_ID": f"<r{n}@example.org>", "Date": None}
        file_one(office, mail("Danke für Ihre Mail, wir kümmern uns.", From="amt@example.org", **again))
        answers.append(len(outgoing(office)))
        clock.advance(timedelta(hours=5))

    assert answers[:33] == [1] * 33  # 165 hours, not yet seven days
    assert answers[-1] == 2


def test_l1_writing_the_address_differently_earns_no_second_answer(office: Office) -> None:
    for n, sender in enumerate(("amt@example.org", "AMT@EXAMPLE.ORG", '"X" <Amt@Example.org>')):
        file_one(office, mail(From=sender, Message_ID=f"<r{n}@example.org>", Subject=f"F {n}"))

    assert len(outgoing(office)) == 1


def test_l2_our_acknowledgement_coming_back_is_ignored(office: Office) -> None:
    file_one(office, mail())
    [letter] = sent(office)

    back = file_one(
        office, b"Received: from far.example by near; Fri, 20 Nov 2026 08:16:00 +0100\r\n" + letter.as_bytes()
    )

    assert (back.outcome, back.ticket) == ("ignored", None)
    assert (len(tickets(office)), len(outgoing(office))) == (1, 1)


BOUNCE = """\
From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
To: kim@kreis-viersen.de
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce@mx.example.org>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; amira@example.org
Action: failed
Status: 5.1.1

--b
Content-Type: {type}

Message-ID: <{cited}>
From: KIM <kim@kreis-viersen.de>
Subject: Ihre Anfrage
--b--
"""


@pytest.mark.parametrize("type_", ["message/rfc822", "text/rfc822-headers", "message/rfc822-headers"])
@pytest.mark.parametrize("forged", [False, True])
def test_l6_a_bounce_joins_the_ticket_only_when_it_cites_our_id(office: Office, type_: str, forged: bool) -> None:
    first = file_one(office, mail())
    cited = "0000.kim@kreis-viersen.de" if forged else outgoing(office)[0].message_id

    bounce = file_one(office, BOUNCE.format(type=type_, cited=cited).replace("\n", "\r\n").encode())

    assert bounce.outcome == ("ticket" if forged else "followup")
    assert (bounce.ticket == first.ticket) is not forged
    assert len(outgoing(office)) == 1


def test_l6_a_bounce_that_names_our_id_in_its_headers_joins_too(office: Office) -> None:
    first = file_one(office, mail())
    headers = {"In_Reply_To": f"<{outgoing(office)[0].message_id}>", "Auto_Submitted": "auto-replied"}

    bounce = file_one(
        office,
        mail("unknown user", From="MAILER-DAEMON@x.org", Subject="failure notice", Message_ID="<b@x.org>", **headers),
    )

    assert (bounce.outcome, bounce.ticket) == ("followup", first.ticket)
    assert ticket(office, first.ticket).messages == 1


def test_l4_answering_the_acknowledgement_joins_for_its_receiver_and_only_links_for_others(office: Office) -> None:
    first = file_one(office, mail())
    [letter] = sent(office)
    head = {"In_Reply_To": str(letter["Message-ID"]), "Subject": f"AW: {letter['Subject']}"}

    same = file_one(office, mail("Danke, noch etwas: wann?", Message_ID="<2@example.org>", **head))
    other = file_one(office, mail("Wann?", From="eva@evil.example", Message_ID="<3@evil.example>", **head))

    assert (same.outcome, same.ticket) == ("followup", first.ticket)
    assert (other.outcome, other.ticket == first.ticket) == ("ticket", False)
    assert ticket(office, other.ticket).related_ticket_id == ticket(office, first.ticket).id
    assert events(office, first.ticket).count("appended") == 1


CANARY = "Kanarienvogel"


@pytest.mark.parametrize(
    "text",
    ["Ich suche einen Deutschkurs in Nettetal.", "Mein Mann schlägt mich, ich habe Angst.", "Where can I learn German?",
     "أبحث عن دورة لغة ألمانية", "Мені потрібен курс німецької", "Almanca kursu arıyorum"],
)  # fmt: skip
def test_l3_the_answer_holds_nothing_of_the_mail_and_has_the_form_machines_respect(office: Office, text: str) -> None:
    data = mail(
        f"{text} {CANARY}",
        From=f"{CANARY} Haddad <a@example.org>",
        Subject=f"{CANARY} Deutschkurs",
        Reply_To=f"{CANARY}@evil.example",
        Cc="opfer@example.net",
        Sender="sender@evil.example",
        Disposition_Notification_To="mdn@evil.example",
    )
    report = file_one(office, data)

    [letter] = sent(office)

    whole = letter.as_string() + letter.get_content()
    assert letter["To"] == "a@example.org"
    assert letter["Cc"] is letter["Bcc"] is letter["Reply-To"] is None
    assert letter["Auto-Submitted"] == "auto-replied"
    assert report.ticket is not None
    assert report.ticket in letter["Subject"]
    assert letter["In-Reply-To"] == "<eins@example.org>"
    assert letter.get_content_type() == "text/plain"
    for word in (CANARY, "Haddad", "Nettetal", "schlägt", "evil", "opfer", "http"):
        assert word not in whole


@pytest.mark.parametrize(
    "identity", ["no-brackets", "<a@b>\r\nBcc: x@y.de", '<"x y"@e.org>', "<a@[127.0.0.1]>", "<a@b@c>"]
)
def test_l3_a_strange_message_id_is_not_repeated(office: Office, identity: str) -> None:
    file_one(office, mail(Message_ID=identity))

    [letter] = sent(office)

    assert letter["Bcc"] is None
    assert letter["In-Reply-To"] in (None, "<a@b>")


def test_l3_ten_thousand_forged_senders_get_at_most_the_days_budget(office: Office, clock: SettableClock) -> None:
    office = replace(office, answers=replace(office.answers, per_day=20, per_minute=10))
    file(office, *(mail(From=f"v{n}@example.org", Message_ID=f"<f{n}@e.org>", Subject=f"{n}") for n in range(120)))
    letters = 0

    for _ in range(20):
        letters += len(sent(office))
        clock.advance(timedelta(minutes=1, seconds=1))

    assert letters == 20


def test_r22_an_old_mail_is_filed_and_never_answered(office: Office, clock: SettableClock) -> None:
    report = file_one(office, mail(), at=clock.now() - 4 * DAY)

    assert outgoing(office) == []
    assert "72 Stunden" in ticket(office, report.ticket).silence
