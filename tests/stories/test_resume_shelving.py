"""R4, P21, P22, R22: a mail goes to its folder exactly once, stays where people put it, and modes do what they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from dataclasses import replace

import pytest

from tests.stories.office import SHELF, Story, opened, passed
from triage.adapters.understanding import Pool
from triage.errors import MailboxDown
from triage.fetching import fetch_pass
from triage.ports import Mailbox
from triage.sending import send_pass

pytestmark = [pytest.mark.dovecot, pytest.mark.timeout(120)]
MARKS = ("eins", "zwei", "drei")


CUTS = {
    "answer to MOVE": ((), "answer", rb"OK \[COPYUID"),
    "end of MOVE": ((), "answer", rb"OK Move completed"),
    "MOVE without UIDPLUS": (("UIDPLUS",), "answer", rb"OK \[COPYUID"),
    "command MOVE": ((), "command", rb"UID MOVE"),
    "answer to COPY": (("MOVE",), "answer", rb"OK \[COPYUID"),
    "command STORE": (("MOVE",), "command", rb"UID STORE"),
    "answer to STORE": (("MOVE",), "answer", rb"OK Store completed"),
    "command EXPUNGE": (("MOVE",), "command", rb"UID EXPUNGE"),
    "answer to EXPUNGE": (("MOVE",), "answer", rb"OK Expunge completed"),
}


@pytest.mark.parametrize("cut", CUTS)
def test_a_connection_cut_while_shelving_leaves_one_copy_after_the_next_pass(
    tell: Callable[..., Story], readers: Pool, cut: str
) -> None:
    """R4. Never a second copy, nothing left behind, and the tickets name the folder once."""
    without, where, sign = CUTS[cut]
    given = tell(*without)
    given.deliver(*MARKS)

    with opened(given.office, readers) as office:
        setattr(given.proxy.faults, f"cut_at_{where}", re.compile(sign))
        with pytest.raises(MailboxDown):
            passed(office)
        given.proxy.heal()
        assert passed(office) == []
        assert passed(office) == []

    assert given.proxy.cuts == 1
    assert (given.shelved(), given.inbox()) == (len(MARKS), 0)
    assert given.states() == ["archived"] * len(MARKS)
    assert given.history("shelved") == [f"Mail liegt jetzt in „{SHELF}“."] * len(MARKS)


def test_where_the_server_can_neither_move_nor_expunge_single_mails_the_mail_stays_and_the_ticket_says_so(
    tell: Callable[..., Story], readers: Pool
) -> None:
    """R4. No copy is made that could not be taken back."""
    given = tell("MOVE", "UIDPLUS")
    given.deliver(*MARKS)

    with opened(given.office, readers) as office:
        outcomes = [report.outcome for report in passed(office)]
        assert passed(office) == []

    assert outcomes == ["ticket"] * len(MARKS)
    assert given.inbox() == sum(given.places().values()) == len(MARKS)
    assert given.states() == ["left"] * len(MARKS)
    assert len(given.history("left")) == len(MARKS)


def test_a_mail_somebody_takes_away_between_the_passes_keeps_its_ticket(
    tell: Callable[..., Story], readers: Pool
) -> None:
    """P22, R4. The move broke off before it began and a person was faster: gone, not looked for again."""
    given = tell()
    given.deliver(*MARKS)

    with opened(given.office, readers) as office:
        given.proxy.faults.cut_at_command = re.compile(rb"UID MOVE")
        with pytest.raises(MailboxDown):
            passed(office)
        given.proxy.heal()
        given.server.expunge(2, user=given.user)
        passed(office)

    assert given.states() == ["archived", "gone", "archived"]
    assert (given.shelved(), given.inbox()) == (2, 0)
    assert len(given.history("gone")) == 1


@pytest.mark.parametrize("without", [(), ("MOVE",), ("UIDPLUS",)], ids=["MOVE", "COPY", "MOVE without UIDPLUS"])
@pytest.mark.parametrize("taken", [{2}, {1, 2, 3}], ids=["one of three", "all"])
def test_a_mail_taken_away_in_the_very_moment_of_the_move_costs_the_others_nothing(
    tell: Callable[..., Story], readers: Pool, without: tuple[str, ...], taken: set[int]
) -> None:
    """R1, P22. The pass goes on, and the ticket does not claim that the mail lies where it does not."""
    given = tell(*without)
    given.deliver(*MARKS)

    with opened(given.office, readers) as office:
        connect = office.connect

        def connected(name: str) -> Mailbox:
            box = connect(name)
            prepare = box.prepare

            def late(folder: str) -> int:
                for uid in taken:
                    given.server.expunge(uid, user=given.user)
                return prepare(folder)

            box.prepare = late  # type: ignore[method-assign]  # the person acts just before the move
            return box

        outcomes = [report.outcome for report in passed(replace(office, connect=connected))]
        passed(office)

    assert outcomes == ["ticket"] * 3
    assert given.states() == ["gone" if uid in taken else "archived" for uid in (1, 2, 3)]
    assert (given.shelved(), given.inbox()) == (3 - len(taken), 0)
    assert len(given.history("gone")) == len(taken)


def test_a_mail_put_back_into_the_inbox_stays_there_and_its_ticket_opens_again(
    tell: Callable[..., Story], readers: Pool
) -> None:
    """P22. No second ticket, no second acknowledgement, and the hand wins in every later pass."""
    given = tell()
    given.deliver("zurueck")

    with opened(given.office, readers) as office:
        passed(office)
        with office.store.transaction() as db:
            db.connection().exec_driver_sql("UPDATE ticket SET status = 'closed'")
        given.server.carry(1, "INBOX", folder=SHELF, user=given.user)
        (back,) = passed(office)
        later = passed(office)
        send_pass(office)

    assert (back.outcome, back.ticket, later) == ("duplicate", "KIM-2026-000001", [])
    assert (given.inbox(), given.shelved()) == (1, 0)
    assert given.office.rows("SELECT status FROM ticket") == [("open",)]
    assert given.history("returned") == ["Jemand hat die Mail in den Posteingang zurückgelegt."]
    assert len(given.sink.received()) == 1


def test_a_mail_marked_deleted_is_filed_and_left_where_it_is(tell: Callable[..., Story], readers: Pool) -> None:
    """P22. The mark stays, the mail stays."""
    given = tell()
    given.deliver("marke", "andere")
    given.server.flag(1, "\\Deleted", user=given.user)

    with opened(given.office, readers) as office:
        outcomes = [report.outcome for report in passed(office)]
        passed(office)

    assert outcomes == ["ticket", "ticket"]
    assert given.states() == ["left", "archived"]
    assert given.server.flags(user=given.user) == ["T"]


def test_observing_changes_nothing_on_the_server_and_going_live_moves_but_answers_nobody(
    tell: Callable[..., Story], readers: Pool
) -> None:
    """P21. Bytes, flags and folders before = after; the same office moves them once the file says live."""
    given = tell()
    given.office.write(mode="observe")
    given.deliver(*MARKS)
    given.server.flag(2, "\\Flagged", user=given.user)
    before = given.snapshot()

    with opened(given.office, readers) as office:
        outcomes = [report.outcome for report in passed(office)]
        sent = send_pass(office).summary()
        observed = given.snapshot()
        given.office.write(mode="live")
        passed(office)
        send_pass(office)

    assert (outcomes, observed) == (["ticket"] * len(MARKS), before)
    assert not any(sent.values())
    assert (given.shelved(), given.inbox()) == (len(MARKS), 0)
    assert sorted(given.server.flags(SHELF, given.user)) == ["", "", "F"]
    assert given.office.rows("SELECT count(*) FROM outgoing") == [(0,)]
    assert given.sink.connections == 0


def test_a_mail_kept_while_observing_and_filed_when_live_is_not_answered(
    tell: Callable[..., Story], readers: Pool
) -> None:
    """P21, P1. The observing process died between keeping and filing."""
    given = tell()
    given.office.write(mode="observe")
    given.deliver(*MARKS)

    died = given.office.run("fetch", "--once", failpoint="keep.done")
    given.office.write(mode="live")
    with opened(given.office, readers) as office:
        outcomes = [report.outcome for report in passed(office)]

    assert died.returncode < 0
    assert outcomes == ["ticket"] * len(MARKS)
    assert given.office.rows("SELECT count(*) FROM outgoing") == [(0,)]


MODE_CHANGES = {
    ("observe", "live"): (210, 210, 0),  # mails filed, mails moved, acknowledgements that end failed
    ("live", "observe"): (210, 0, 100),
    ("live", "dry-run"): (200, 0, 100),
}


@pytest.mark.parametrize(("before", "after"), MODE_CHANGES, ids=" to ".join)
def test_a_mode_changed_in_the_middle_of_a_pass_holds_from_the_next_command_on(
    tell: Callable[..., Story], readers: Pool, before: str, after: str
) -> None:
    """P21. Changed when the first of three chunks is filed and not yet moved, and the second kept."""
    filed, moved, unsent = MODE_CHANGES[before, after]
    given = tell()
    given.office.write(mode=before)
    given.deliver(*(f"mail-{number}" for number in range(210)))

    with opened(given.office, readers) as office:
        running = fetch_pass(office, office.accounts[0])
        next(running)
        given.office.write(mode=after)
        list(running)
        send_pass(replace(office, answers=replace(office.answers, per_minute=1000)))

    assert len(given.states()) == filed
    assert (given.shelved(), given.inbox()) == (moved, 210 - moved)
    assert "left" not in given.states()
    assert given.office.rows("SELECT count(*) FROM outgoing WHERE state = 'failed'") == [(unsent,)]
    assert given.sink.connections == 0


def test_a_dry_run_tells_the_outcomes_and_stores_nothing(tell: Callable[..., Story], readers: Pool) -> None:
    """P21. No ticket number, no row, no bytes; the real first pass is still to come."""
    given = tell()
    given.office.write(mode="dry-run")
    given.deliver(*MARKS, days_old=30)
    before = given.snapshot()

    with opened(given.office, readers) as office:
        told = [(report.uid, report.outcome, report.ticket) for report in passed(office)]
        again = len(passed(office))
        kept = [given.office.rows(f"SELECT count(*) FROM {table}") for table in ("arrival", "blob", "ticket")]
        untouched = given.snapshot()
        given.office.write(mode="live")
        passed(office)

    assert told == [(1, "ticket", None), (2, "ticket", None), (3, "ticket", None)]
    assert again == len(MARKS)
    assert kept == [[(0,)], [(0,)], [(0,)]]
    assert untouched == before
    assert given.office.rows("SELECT DISTINCT status FROM ticket") == [("closed",)]


def test_connecting_an_old_mailbox_closes_what_is_old_and_writes_to_nobody_but_the_new(
    tell: Callable[..., Story], readers: Pool
) -> None:
    """R22. Also when the first pass breaks off half-way; afterwards a late mail is work again, unanswered."""
    given = tell()
    given.deliver(*(f"alt-{number}" for number in range(120)), days_old=30)
    given.deliver("vorige-woche", days_old=7)
    given.deliver("neu")

    with opened(given.office, readers) as office:
        (account,) = office.accounts
        half = fetch_pass(office, account)
        assert isinstance(half, Generator)
        next(half)
        half.close()
        passed(office)
        given.deliver("spaet", days_old=30)
        passed(office)
        send_pass(office)

    status = dict(given.office.rows("SELECT subject, status FROM ticket"))
    opened_tickets = {subject for subject, one in status.items() if one == "open"}
    assert len(status) == 123
    assert opened_tickets == {"Frage vorige-woche", "Frage neu", "Frage spaet"}
    assert [letter.recipients for letter in given.sink.received()] == [("neu@example.org",)]
