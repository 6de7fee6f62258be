"""R5, R6, R7, R9: the same mail under another number, in another place, at another time; another under its id."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.stories.office import Box, Story, opened, passed, request
from triage.adapters.understanding import Pool
from triage.fetching import fetch_pass

pytestmark = [pytest.mark.dovecot, pytest.mark.timeout(120)]
MARKS = ("eins", "zwei", "drei")


def tickets(story: Story) -> int:
    return int(story.office.rows("SELECT count(*) FROM ticket")[0][0])


def test_a_folder_numbered_anew_is_read_again_and_nothing_is_filed_twice(
    tell: Callable[..., Story], readers: Pool
) -> None:
    """R5, P2, P3. As after a restore: same mails, other UIDVALIDITY."""
    given = tell("MOVE", "UIDPLUS")
    given.deliver(*MARKS)

    with opened(given.office, readers) as office:
        passed(office)
        given.server.set_uidvalidity(4_711, user=given.user)
        given.deliver("neu")
        again = [report.outcome for report in passed(office)]

    assert again == ["duplicate", "duplicate", "duplicate", "ticket"]
    assert tickets(given) == 4
    assert given.office.rows("SELECT count(*) FROM outgoing") == [(4,)]


def test_other_mails_under_the_numbers_of_old_ones_are_all_filed(tell: Callable[..., Story], readers: Pool) -> None:
    """R5, P1. The folder was deleted and made again: UIDs 1, 2, 3 are other mails now."""
    given = tell("MOVE", "UIDPLUS")
    given.office.boxes = [replace(given.office.boxes[0], folder="Eingang")]
    given.office.write()
    given.server.deliver(*map(request, MARKS), folder="Eingang", user=given.user)

    with opened(given.office, readers) as office:
        first = [(report.uid, report.outcome) for report in passed(office)]
        given.server.doveadm("mailbox", "delete", "-u", given.user, "Eingang")
        others = [request(f"anders-{number}") for number in range(3)]
        given.server.deliver(*others, folder="Eingang", user=given.user)
        given.server.set_uidvalidity(4_711, folder="Eingang", user=given.user)
        second = [(report.uid, report.outcome) for report in passed(office)]

    assert first == second == [(1, "ticket"), (2, "ticket"), (3, "ticket")]
    assert tickets(given) == 6


def test_copies_in_one_mailbox_are_one_ticket_and_each_mailbox_has_its_own(
    tell: Callable[..., Story], readers: Pool
) -> None:
    """R6. The same bytes, the same mail over another way, and the same mail to two teams."""
    given = tell()
    team = f"{given.user}-zweig"
    given.office.boxes = [*given.office.boxes, Box(name="zweig", port=given.proxy.port, user=team)]
    given.office.write()
    mail = request("kopie")
    detour = b"Received: from liste.example.org by mx.example.org; Fri, 20 Nov 2026 08:16:00 +0100\r\n" + mail
    given.server.deliver(mail, mail, detour, user=given.user)
    given.server.deliver(mail, user=team)

    with opened(given.office, readers) as office:
        outcomes = [[report.outcome for report in fetch_pass(office, account)] for account in office.accounts]

    assert outcomes == [["ticket", "duplicate", "duplicate"], ["ticket"]]
    assert tickets(given) == 2
    assert len(given.history("duplicate")) == 2
    assert (given.shelved(), given.inbox()) == (3, 0)


def test_another_mail_under_a_known_message_id_is_filed_and_marked(tell: Callable[..., Story], readers: Pool) -> None:
    """R7. Whoever knows an id cannot make a genuine mail vanish."""
    given = tell()
    given.deliver("echt")
    forged = request("echt", "Guten Tag, wir suchen eine Wohnung in Viersen.")

    with opened(given.office, readers) as office:
        passed(office)
        given.server.deliver(forged, user=given.user)
        (second,) = passed(office)

    assert second.outcome == "ticket"
    assert [marks for (marks,) in given.office.rows("SELECT marks FROM ticket ORDER BY id")] == [
        "[]",
        '["gleiche Message-ID"]',
    ]


def test_twenty_idle_passes_read_no_body(tell: Callable[..., Story], readers: Pool) -> None:
    """R9, P23. Also of mails that stay in the inbox."""
    given = tell("MOVE", "UIDPLUS")
    given.deliver(*MARKS)

    with opened(given.office, readers) as office:
        passed(office)
        before = len(given.proxy.commands)
        idle = [passed(office) for _ in range(20)]

    assert idle == [[]] * 20
    assert not [line for line in given.proxy.commands[before:] if "BODY" in line or "FETCH" in line]
