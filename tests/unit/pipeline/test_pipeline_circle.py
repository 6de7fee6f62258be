"""Who sees what was filed, and by when it is promised to be answered; on SQLite and on PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from models.person import Staff
from models.ticket import Event, Ticket
from tests.unit.pipeline.offices import file, file_one, mail, ticket
from triage import jobs
from triage.desk import correct, people, protect, readlog, status
from triage.desk.queue import Filters, counts, page
from triage.desk.teams import all_teams, remove_team, save_team, team_condition, teams_of
from triage.desk.visible import Viewer, seen_by, ticket_by_id, version_of, viewer_of
from triage.errors import BadInput, NotFound
from triage.filing.promise import Calendar, Promises
from triage.office import Office
from triage.testing import SettableClock

VIOLENCE = "Mein Mann schlägt mich und die Kinder, ich habe Angst. Bitte helfen Sie, ich brauche ein Frauenhaus."
ANY = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
DAY = timedelta(days=1)
MEMBER = replace(ANY, circle=True)
ALL_DAY = ((0, 24 * 60),)
PROMISES = Promises(
    calendar=Calendar(week=(ALL_DAY,) * 7), reaction={"high": timedelta(minutes=30), "normal": timedelta(hours=24)}
)


def account(
    office: Office, name: str, mailboxes: list[str], *, circle: bool = False, active: bool = True, role: str = "admin"
) -> Viewer:
    row = Staff(
        name=name, role=role, password="!", mailboxes=mailboxes, circle=circle, active=active,
        created_at=office.clock.now(),
    )  # fmt: skip
    with office.store.transaction() as db:
        db.add(row)
    return viewer_of(row)


def seen(office: Office, viewer: Viewer) -> set[str]:
    """By mailbox and number of messages' subject: what the one query gives."""
    with office.store.reading() as db:
        return {f"{t.mailbox}{'!' if t.protected else ''}" for t in db.exec(seen_by(viewer))}


@pytest.fixture
def filed(office: Office) -> Office:
    """An ordinary and a protected ticket in each of three mailboxes; files and calls come without one."""
    for at, mailbox in enumerate(("a_b", "axb", "import", "phone")):
        ordinary = mail(Message_ID=f"<{at}@example.org>")
        violent = mail(VIOLENCE, Subject="Hilfe", Message_ID=f"<v{at}@example.org>")
        file(office, ordinary, violent, mailbox=mailbox)
    return office


EVERYTHING = {"a_b", "a_b!", "axb", "axb!", "import", "import!", "phone", "phone!"}


def test_while_nobody_is_named_everybody_sees_everything(filed: Office) -> None:
    assert seen(filed, ANY) == EVERYTHING
    assert seen(filed, account(filed, "weber", [])) == EVERYTHING


def test_mailboxes_narrow_and_calls_and_files_are_everybodys(filed: Office) -> None:
    weber = account(filed, "weber", ["a_b"])
    account(filed, "klein", ["axb"])

    assert seen(filed, weber) == {"a_b", "a_b!", "import", "import!", "phone", "phone!"}


def test_an_underscore_in_a_name_is_no_wildcard(filed: Office) -> None:
    weber = account(filed, "weber", ["a_b"])

    assert "axb" in seen(filed, weber), "nobody has that mailbox, so everybody sees it"


def test_a_mailbox_nobody_active_has_is_seen_by_everybody(filed: Office) -> None:
    weber = account(filed, "weber", ["a_b"])
    klein = account(filed, "klein", ["axb"])
    assert "axb" not in seen(filed, weber)

    people.lock(filed, weber.name, klein.name)

    assert seen(filed, weber) == EVERYTHING


def test_protected_tickets_are_the_circles_as_soon_as_somebody_active_is_in_it(filed: Office) -> None:
    weber = account(filed, "weber", [])
    clara = account(filed, "clara", [], circle=True, active=False)
    assert seen(filed, weber) == EVERYTHING

    people.unlock(filed, weber.name, clara.name)

    assert seen(filed, weber) == {"a_b", "axb", "import", "phone"}
    assert seen(filed, clara) == EVERYTHING


def test_a_circle_that_does_not_reach_a_mailbox_hides_nothing_there(filed: Office) -> None:
    weber = account(filed, "weber", [])
    clara = account(filed, "clara", ["axb"], circle=True)

    assert seen(filed, weber) == {"a_b", "a_b!", "axb", "import", "phone"}
    assert seen(filed, clara) == {"axb", "axb!", "import", "import!", "phone", "phone!"}
    with filed.store.reading() as db:
        found = people.gaps(db, ["a_b", "axb", "neu"])
    assert (found.circle, found.unguarded, found.unwatched) == (1, ("a_b", "neu"), ())


def test_an_unknown_role_sees_nothing_whatever_else_holds(filed: Office) -> None:
    assert seen(filed, replace(MEMBER, role="gast")) == set()


def test_lists_and_counts_follow(filed: Office) -> None:
    account(filed, "clara", [], circle=True)
    now = filed.clock.now()

    with filed.store.reading() as db:
        assert len(page(db, ANY, Filters(), now).tickets) == counts(db, ANY, now).open == 4
        assert len(page(db, MEMBER, Filters(), now).tickets) == counts(db, MEMBER, now).open == 8


def test_violence_is_protected_when_it_comes_in(office: Office) -> None:
    violent = file_one(office, mail(VIOLENCE, Subject="Hilfe"))
    course = file_one(office, mail(Message_ID="<zwei@example.org>"))

    assert (ticket(office, violent.ticket).topic, ticket(office, violent.ticket).protected) == ("gewalt_notfall", True)
    assert not ticket(office, course.ticket).protected


def test_violence_told_later_protects_what_was_told_before(office: Office) -> None:
    first = file_one(office, mail())
    later = mail(
        VIOLENCE, Subject="Re: Deutschkurs", Message_ID="<zwei@example.org>", In_Reply_To="<eins@example.org>",
        References="<eins@example.org>",
    )  # fmt: skip

    again = file_one(office, later)

    assert again.ticket == first.ticket
    assert ticket(office, first.ticket).protected
    assert "protected" in events(office, first.ticket)


def events(office: Office, number: str | None) -> list[str]:
    with office.store.reading() as db:
        return list(db.exec(select(Event.action).join(Ticket).where(Ticket.number == number)))


def test_whoever_corrects_to_violence_hands_it_to_the_circle(office: Office) -> None:
    account(office, "clara", [], circle=True)
    number = file_one(office, mail()).ticket or ""

    correct.correct(office, ANY, number, version=1, field="topic", value="gewalt_notfall")

    with office.store.reading() as db:
        assert version_of(db, number) == (number, 2)
        with pytest.raises(NotFound):
            ticket_by_id(db, ANY, ticket(office, number).id or 0)
        with pytest.raises(NotFound):
            version_of(db, "KIM-2026-999999")
    assert events(office, number)[-1] == "protected"
    correct.correct(office, MEMBER, number, version=2, field="topic", value="wohnen")
    assert ticket(office, number).protected, "only a person of the circle takes it away, and by its own button"


def test_the_circle_protects_by_hand_and_nobody_else(office: Office) -> None:
    number = file_one(office, mail()).ticket or ""
    with pytest.raises(NotFound):
        protect.protect(office, ANY, number, version=1)

    protect.protect(office, MEMBER, number, version=1)
    protect.protect(office, MEMBER, number, version=2)  # already so: nothing changes

    assert (ticket(office, number).protected, ticket(office, number).version) == (True, 2)
    with pytest.raises(NotFound):
        protect.unprotect(office, ANY, number, version=2)
    protect.unprotect(office, MEMBER, number, version=2)
    assert not ticket(office, number).protected
    assert events(office, number)[-2:] == ["protected", "unprotected"]


def test_a_ticket_says_who_sees_it(office: Office) -> None:
    number = file_one(office, mail(VIOLENCE)).ticket
    for name, mailboxes in (("clara", ["kim"]), ("doro", ["zweites"]), ("emil", [])):
        account(office, name, mailboxes, circle=True)

    with office.store.reading() as db:
        guard = protect.guard_of(MEMBER, ticket(office, number), people.people(db))

    assert (guard.names, guard.may_change) == (("clara", "emil"), True)


def test_many_who_look_at_once_keep_one_chain(office: Office) -> None:
    with ThreadPoolExecutor(6) as crowd:
        list(crowd.map(lambda at: readlog.note(office, f"w{at % 3}", [at, None], "read"), range(30)))

    with office.store.reading() as db:
        verdict = readlog.verify(db)
    assert (verdict.entries, verdict.broken) == (60, ())


def test_of_two_admins_who_lock_each_other_at_once_one_remains(office: Office) -> None:
    names = ["eins", "zwei"]
    for name in names:
        account(office, name, [])

    def attack(at: int) -> str:
        try:
            people.lock(office, names[at], names[1 - at])
        except BadInput as refused:
            return refused.problems[0]
        return ""

    with ThreadPoolExecutor(2) as both:
        told = sorted(both.map(attack, range(2)))

    assert told == ["", "last_admin"]


def test_a_team_lists_its_towns_and_languages(office: Office) -> None:
    chef = account(office, "chef", [])
    file_one(office, mail())  # Nettetal, German
    file_one(office, mail("Добрий день, я шукаю житло.", Message_ID="<uk@example.org>", Subject="Житло"))
    for name, towns, languages in (("Ort", ["nettetal"], []), ("Sprache", [], ["uk"]), ("Leer", [], [])):
        save_team(office, chef, None, name=name, towns=towns, languages=languages, members=["chef"])

    with office.store.reading() as db:
        found = {t.name: len(db.exec(seen_by(ANY).where(team_condition(t))).all()) for t in teams_of(db, chef)}
        assert teams_of(db, ANY) == ()
    assert found == {"Leer": 0, "Ort": 1, "Sprache": 1}


def test_teams_are_changed_and_dissolved(office: Office) -> None:
    chef = account(office, "chef", [])
    save_team(office, chef, None, name="Ost", towns=["viersen"], languages=[], members=["chef", "niemand"])
    with office.store.reading() as db:
        key = all_teams(db)[0].team.id or 0
    for problem, how in (("team_name", {"name": " "}), ("unknown_municipality", {"towns": ["rom"]})):
        with pytest.raises(BadInput, match=problem):
            save_team(office, chef, key, **({"name": "Ost", "towns": [], "languages": [], "members": []} | how))
    with pytest.raises(BadInput, match="team_taken"):
        save_team(office, chef, None, name="Ost", towns=[], languages=[], members=[])
    with pytest.raises(NotFound):
        save_team(office, chef, 99, name="West", towns=[], languages=[], members=[])

    save_team(office, chef, key, name="West", towns=["kempen"], languages=["uk"], members=[])

    with office.store.reading() as db:
        [west] = all_teams(db)
    assert (west.team.name, west.team.towns, west.team.languages, west.members) == ("West", ["kempen"], ["uk"], ())
    remove_team(office, chef, key)
    with office.store.reading() as db:
        assert all_teams(db) == ()
        assert [change.action for change in people.changes(db)] == ["team_removed", "team", "team"]
    with pytest.raises(NotFound):
        remove_team(office, chef, key)


# -- promises --------------------------------------------------------------------------------------------------------


@pytest.fixture
def promising(office: Office) -> Office:
    return replace(office, promises=PROMISES)


def due(office: Office, number: str | None) -> timedelta | None:
    row = ticket(office, number)
    return row.respond_by - row.opened_at if row.respond_by else None


def test_an_answer_is_promised_when_a_request_comes_in(promising: Office) -> None:
    usual = file_one(promising, mail()).ticket
    urgent = file_one(promising, mail(VIOLENCE, Message_ID="<zwei@example.org>")).ticket

    assert due(promising, usual) == timedelta(hours=24)
    assert due(promising, urgent) == timedelta(minutes=30)


def test_nothing_is_promised_to_machines_nor_for_what_is_filed_closed(promising: Office) -> None:
    machine = file_one(promising, mail(Auto_Submitted="auto-replied", Subject="Abwesend")).ticket
    old = file_one(promising, mail(Message_ID="<alt@example.org>"), archive_before=promising.clock.now() + DAY).ticket

    assert (due(promising, machine), due(promising, old)) == (None, None)


def test_a_corrected_urgency_changes_what_is_promised(promising: Office) -> None:
    number = file_one(promising, mail()).ticket or ""

    for version, (urgency, promised) in enumerate((("high", timedelta(minutes=30)), ("low", None)), start=1):
        correct.correct(promising, ANY, number, version=version, field="urgency", value=urgency)
        assert due(promising, number) == promised


def test_an_urgent_message_on_a_waiting_ticket_is_promised_its_own_answer(promising: Office) -> None:
    first = file_one(promising, mail())
    assert isinstance(promising.clock, SettableClock)
    promising.clock.advance(timedelta(hours=1))
    file_one(
        promising,
        mail(VIOLENCE, Message_ID="<zwei@example.org>", In_Reply_To="<eins@example.org>"),
    )

    assert due(promising, first.ticket) == timedelta(hours=1, minutes=30)


def test_closing_is_an_answer_and_the_first_one_counts(promising: Office) -> None:
    number = file_one(promising, mail()).ticket or ""
    status.close(promising, ANY, number, version=1)
    first = ticket(promising, number).responded_at
    assert isinstance(promising.clock, SettableClock)
    promising.clock.advance(timedelta(hours=1))

    status.reopen(promising, ANY, number, version=2)
    status.close(promising, ANY, number, version=3)

    assert first == ticket(promising, number).responded_at == ticket(promising, number).opened_at


def test_a_ticket_rises_as_its_promise_runs_out_and_sinks_when_it_is_kept(promising: Office) -> None:
    number = file_one(promising, mail()).ticket or ""
    reasons = []
    for hours in (0, 22.5, 2):
        assert isinstance(promising.clock, SettableClock)
        promising.clock.advance(timedelta(hours=hours))
        jobs.refresh_priorities(promising)
        reasons.append([f["reason"] for f in ticket(promising, number).factors if "Antwort" in str(f["reason"])])
    with promising.store.transaction() as db:
        row = db.get(Ticket, ticket(promising, number).id)
        assert row is not None
        row.responded_at = datetime(2026, 11, 22, tzinfo=UTC)
        db.add(row)

    jobs.refresh_priorities(promising)

    assert reasons == [[], ["Antwort in Kürze fällig"], ["Antwort überfällig"]]
    assert not [f for f in ticket(promising, number).factors if "Antwort" in str(f["reason"])]
