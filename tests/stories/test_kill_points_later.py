"""P1, P2, P3, R2, R13, R17: a process killed while it files, shelves, sends or migrates loses and doubles nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink
from tests.stories.kills import World, faultless, killed, named, user_of, world
from tests.stories.table import KEY
from triage.adapters.understanding import Pool

pytestmark = [pytest.mark.dovecot, pytest.mark.kill, pytest.mark.timeout(290)]

# Of four moves in a pass the third and fourth go to the server without MOVE: there COPY, \Deleted, UID EXPUNGE.
FETCHING = {
    "file.open": (1, 2, 3),
    "file.done": (1, 2, 2),
    "shelve.sent": (1, 2, 3),
    "shelve.answered": (1, 3, 3),
}
SENDING = {
    "send.claimed": 0,  # acknowledgements that may end unclear
    "send.rcpt": 0,
    "send.dot_noted": 3,
    "send.dot": 3,
    "send.accepted": 3,
}


@pytest.fixture
def given(
    tmp_path: Path,
    dovecots: Callable[..., Dovecot],
    smtp_sink: SmtpSink,
    store_url: str,
    readers: Pool,
    request: pytest.FixtureRequest,
) -> World:
    point = request.node.callspec.params.get("point", "migrate.step")
    return world(tmp_path, dovecots, smtp_sink, readers, user=user_of(point, store_url), store=store_url)


@pytest.mark.parametrize("point", FETCHING)
def test_killed_while_filing_or_shelving_the_next_pass_goes_on_where_it_was(
    given: World, record_property: Callable[[str, object], None], point: str
) -> None:
    """P1, P2, P3, R2. Each killed pass finds what the one before left behind."""
    for number, passage in enumerate(FETCHING[point]):
        given.deliver(f"{named(point)}-{number}")
        done = given.office.run("fetch", "--once", failpoint=f"{point}:{passage}")
        assert killed(done.returncode), done.stderr
    given.until_idle()

    figures = given.figures(point, len(FETCHING[point]))
    record_property(KEY, figures.as_json())
    assert faultless(figures), figures


@pytest.mark.parametrize("point", SENDING)
def test_killed_while_sending_nobody_is_written_to_twice_and_doubt_is_shown(
    given: World, record_property: Callable[[str, object], None], point: str
) -> None:
    """P3, R13. Before the dot a letter goes again, after it never: then it shows as unklar."""
    given.deliver(named(point))
    given.file_all()

    for passage in (1, 2, 3):
        done = given.office.run("send", "--once", failpoint=f"{point}:{passage}")
        assert killed(done.returncode), done.stderr
        given.office.age_claims()
    given.send_all()

    figures = given.figures(point, 3)
    record_property(KEY, figures.as_json())
    assert faultless(figures), figures
    assert figures.unclear == SENDING[point]


def test_killed_while_migrating_the_tables_are_made_by_the_next_command(
    given: World, record_property: Callable[[str, object], None]
) -> None:
    """R17. Mail waits meanwhile and is filed afterwards."""
    given.deliver("migrate-step")

    for words in (("db", "upgrade"), ("fetch", "--once"), ("db", "upgrade")):
        done = given.office.run(*words, failpoint="migrate.step")
        assert killed(done.returncode), done.stderr
    upgraded = given.office.run("db", "upgrade")
    assert upgraded.returncode == 0, upgraded.stderr
    given.until_idle()

    figures = given.figures("migrate.step", 3)
    record_property(KEY, figures.as_json())
    assert faultless(figures), figures
