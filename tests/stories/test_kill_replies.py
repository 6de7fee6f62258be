"""P3, R17: a sender killed with a reply in hand doubles nothing, and what is not known stands on the ticket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.smtp_sink import SmtpSink
from tests.stories.office import Installation, request
from triage.bootstrap import open_house, read_settings
from triage.desk import reply
from triage.desk.reply import Reply
from triage.desk.visible import Viewer

pytestmark = [pytest.mark.kill, pytest.mark.timeout(290)]
WEBER = Viewer(name="weber", shown="A. Weber", role="mitarbeit")
KILLED = -9


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[SmtpSink]:
    with SmtpSink(tmp_path / "sink") as running:
        yield running


@pytest.fixture
def office(tmp_path: Path, sink: SmtpSink) -> Installation:
    """An office with one ticket and a reply that is due."""
    made = Installation(folder=tmp_path / "office", boxes=[], smtp_port=sink.port, extra="[reply]\nundo_seconds = 0\n")
    (tmp_path / "eins.eml").write_bytes(request("eins"))
    [ticket, _] = made.lines("import", str(tmp_path / "eins.eml"))
    house = open_house(read_settings(made.config, {}), {})
    try:
        reply.send(house.office, WEBER, ticket["ticket"], Reply(text="Guten Tag", then="done"))
    finally:
        house.close()
    return made


@pytest.mark.parametrize(
    ("point", "state", "letters"),
    [
        ("send.claimed", "sent", 1),
        ("send.rcpt", "sent", 1),
        ("send.dot_noted", "unklar", 0),
        ("send.dot", "unklar", 1),
        ("send.accepted", "unklar", 1),
    ],
)
def test_a_killed_sender_never_doubles_a_reply_and_doubt_is_shown(
    office: Installation, sink: SmtpSink, point: str, state: str, letters: int
) -> None:
    killed = office.run("send", "--once", failpoint=point)
    office.age_claims()

    office.lines("send", "--once")

    assert killed.returncode == KILLED, killed.stderr
    assert office.rows("SELECT state FROM outgoing") == [(state,)]
    assert len(sink.received()) == letters
    ends = [action for (action,) in office.rows("SELECT action FROM event WHERE action IN ('replied', 'unclear')")]
    assert ends == ["replied" if state == "sent" else "unclear"]
    assert office.rows("SELECT status FROM ticket") == [("closed" if state == "sent" else "open",)]
