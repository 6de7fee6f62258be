"""What must have happened at a desk before every screen of the handbook has something to show?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import select, update

from models.outgoing import Outgoing
from models.ticket import Ticket
from rules.load import shipped_texts
from rules.rulebook import Rule, Term
from rules.written import with_rule, written
from tests.web.seed import NOON, Request, message, ticket, user
from triage.desk import people, presence, readlog, reply, status, views
from triage.desk.claim import claim
from triage.desk.correct import correct
from triage.desk.hand_over import Consent, Wish, hand_over
from triage.desk.indexing import index_new
from triage.desk.merge import merge
from triage.desk.notes import add_note
from triage.desk.reply import Reply
from triage.desk.sheet import Choice
from triage.desk.tasks import add_task
from triage.desk.teams import save_team
from triage.desk.visible import Viewer
from triage.office import Office
from triage.tuning import drafts, shelf, versions
from triage.tuning.versions import Findings

WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
KLEIN = Viewer(name="klein", shown="B. Klein", role="leitung")
CHEF = Viewer(name="sommer", shown="M. Sommer", role="admin")
_TOWNS = ("viersen", "nettetal", "willich", "kempen", "schwalmtal", "grefrath")
_HTML = "<h2>Noch eine Frage</h2><p>Kann ich <b>auch am Freitag</b> kommen?</p><img src=x><a href=https://example.org>Karte</a>"
_TOPICS = ("aufenthalt", "sprache", "wohnen", "bildung", "arbeit")


def add(office: Office, named: dict[str, str]) -> None:
    """A second day's work on top of `scene.fill`; its tickets join `named`."""
    _house(office)
    named["protected"] = ticket(office, _violence())
    named["second"] = ticket(
        office,
        Request(subject="Noch eine Frage", sender_name="Ahmet Demir", sender_address="a.demir@example.org", html=_HTML),
    )
    named["answered"] = _answered(office)
    late = Request(subject="Kündigung der Wohnung", topic="wohnen", urgency="high", respond_in=timedelta(minutes=-20))
    ticket(office, replace(late, sender_name="R. Öztürk", sender_address="r.oeztuerk@example.org", priority=46))
    named["joined"] = _joined(office)
    _handed(office, named["answered"])
    _weeks(office)
    _colleagues(office, named)
    _rules(office, named)
    index_new(office)


def _rules(office: Office, named: dict[str, str]) -> None:
    """A published version, a draft that does something, and what people said of the rules."""
    base = shipped_texts()
    deposit = replace(_rule(base, "wohnen.kaution"), weight=4.0)
    new = {**base, deposit.file: with_rule(base[deposit.file], deposit.id, written(deposit))}
    versions.publish(office, "klein", new, onto=0, note="Kaution entscheidet stärker", find=lambda _texts: Findings())
    permit = _rule(base, "aufenthalt.titel")
    more = replace(permit, weight=6.0, any=(*permit.any, Term(language="de", text="Deutschkurs", line=1)))
    drafts.change(office, "klein", revision=None, file=permit.file, rule=permit.id, after=written(more))
    for name, topic in (("second", "aufenthalt"), ("urgent", "aufenthalt")):
        with office.store.reading() as db:
            version = db.exec(select(Ticket.version).where(Ticket.number == named[name])).one()
        correct(office, KLEIN, named[name], version=version, field="topic", value=topic)


def _rule(texts: Mapping[str, str], rule_id: str) -> Rule:
    found = shelf.rule(texts, rule_id)
    assert found is not None
    return found


def _house(office: Office) -> None:
    user(office, "sommer", "M. Sommer", "admin")
    for name in ("klein", "sommer"):
        people.set_reach(office, "sommer", name, circle=True, mailboxes=[])
    save_team(office, CHEF, None, name="Nord", towns=["nettetal", "brueggen"], languages=["uk"], members=["weber"])
    views.save(office, WEBER, "Wohnen in Kempen", "topic=wohnen&municipality=kempen")
    views.save(office, KLEIN, "Ukrainisch", "language=uk", shared=True)


def _violence() -> Request:
    return Request(
        subject="Bitte vertraulich",
        text="Guten Tag, ich habe Angst vor meinem Mann. Wo kann ich heute schlafen?",
        sender_name="L. Aydın",
        sender_address="l.aydin@example.org",
        topic="gewalt_notfall",
        municipality="viersen",
        urgency="high",
        alarm=True,
        priority=90,
        protected=True,
        due_in=timedelta(minutes=40),
    )


def _answered(office: Office) -> str:
    """One whose reply nobody knows the fate of."""
    number = ticket(office, Request(age=timedelta(hours=5)))
    text = "Guten Tag Frau Kovalenko,\n\nder Kurs in Nettetal beginnt am 7. Dezember. Ich habe Sie vorgemerkt."
    key = reply.send(office, WEBER, number, Reply(text=text))
    with office.store.transaction() as db:
        unclear = {"state": "unklar", "reason": "Die Verbindung riss beim Senden ab."}
        db.execute(update(Outgoing).where(Outgoing.id == key).values(unclear))  # type: ignore[arg-type]  # a column
    return number


def _joined(office: Office) -> str:
    """Three mails of one family, two of them in one ticket."""
    family = Request(
        sender_name="M. Haddad", sender_address="haddad@example.org", topic="familie", municipality="willich"
    )
    one = replace(family, subject="Kindergeld für Yusuf", text="Wir haben noch nichts gehört.")
    holder = ticket(office, one)
    message(office, holder, replace(one, subject="Re: Kindergeld", text="Außerdem suchen wir eine Wohnung."))
    other = ticket(office, replace(one, subject="Kindergeld", text="Ich schreibe noch einmal."))
    ticket(office, replace(one, subject="Wohnung in Willich", text="Wir sind fünf Personen.", topic="wohnen"))
    merge(office, WEBER, other, into=holder, version=1)
    return holder


def _handed(office: Office, number: str) -> None:
    agreed = Consent(ground="oral", at=NOON - timedelta(minutes=5), language="uk")
    wish = Wish(receiver="Volkshochschule Kreis Viersen", way="print", choice=Choice(), consent=agreed)
    hand_over(office, WEBER, number, version=_version(office, number), wish=wish)


def _weeks(office: Office) -> None:
    """Requests of the last weeks, most of them done, so that figures have something to count."""
    for day in range(2, 30):
        for turn in range(1 + day % 3):
            place, topic = _TOWNS[(day + turn) % len(_TOWNS)], _TOPICS[(day * 2 + turn) % len(_TOPICS)]
            age = timedelta(days=day, hours=turn)
            sender = f"f{day}.{turn}@example.org"
            request = Request(
                sender_address=sender, topic=topic, municipality=place, age=age, respond_in=timedelta(hours=30) - age
            )
            number = ticket(office, request)
            if day % 5:
                status.close(office, KLEIN, number, version=1)
                _answer(office, number, timedelta(hours=1 + day * 5 % 40))


def _answer(office: Office, number: str, after: timedelta) -> None:
    """It was answered and done that long after it came."""
    with office.store.transaction() as db:
        row = db.exec(select(Ticket).where(Ticket.number == number)).one()
        row.responded_at = row.closed_at = min(row.opened_at + after, NOON)
        db.add(row)


def _colleagues(office: Office, named: dict[str, str]) -> None:
    add_note(office, KLEIN, named["urgent"], "@weber Die Ausländerbehörde hat um 14 Uhr einen Termin frei.")
    add_task(
        office, KLEIN, named["urgent"], text="Termin bestätigen lassen", assigned_to="weber", due=date(2026, 11, 20)
    )
    add_task(office, WEBER, named["urgent"], text="Dolmetscherin fragen", due=date(2026, 11, 23))
    claim(office, KLEIN, named["arabic"], version=1)
    presence.note(office, KLEIN, named["arabic"], "reads")
    readlog.note(office, "klein", [_id(office, named["protected"])], "read")


def _version(office: Office, number: str) -> int:
    with office.store.reading() as db:
        return db.exec(select(Ticket.version).where(Ticket.number == number)).one()


def _id(office: Office, number: str) -> int | None:
    with office.store.reading() as db:
        return db.exec(select(Ticket.id).where(Ticket.number == number)).one()
