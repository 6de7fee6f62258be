"""P1, P2, P3, R2, R3: a process killed while it fetches, keeps or understands loses nothing and doubles nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.servers.dovecot import Dovecot
from tests.servers.smtp_sink import SmtpSink
from tests.stories.kills import faultless, killed, named, user_of, world
from tests.stories.table import KEY
from triage.adapters.understanding import Pool

pytestmark = [pytest.mark.dovecot, pytest.mark.kill, pytest.mark.timeout(290)]

# Each mailbox is passed in turn, so a later passage lies in the second one, on the server without MOVE.
PASSAGES = {
    "fetch.selected": (1, 1, 2),
    "fetch.literal": (1, 2, 7),
    "fetch.read": (1, 2, 4),
    "keep.open": (1, 1, 2),
    "keep.done": (1, 1, 2),
}
IN_THE_CHILD = {"understand.parse": (1, 2, 5), "understand.classify": (1, 3, 6)}


@pytest.mark.parametrize("point", PASSAGES)
def test_killed_before_filing_the_next_pass_files_every_mail_once(
    tmp_path: Path,
    dovecots: Callable[..., Dovecot],
    smtp_sink: SmtpSink,
    store_url: str,
    readers: Pool,
    record_property: Callable[[str, object], None],
    point: str,
) -> None:
    """P1, P2, P3. Each killed pass finds what the one before left behind."""
    given = world(tmp_path, dovecots, smtp_sink, readers, user=user_of(point, store_url), store=store_url)

    for number, passage in enumerate(PASSAGES[point]):
        given.deliver(f"{named(point)}-{number}")
        done = given.office.run("fetch", "--once", failpoint=f"{point}:{passage}")
        assert killed(done.returncode), done.stderr
    given.until_idle()

    figures = given.figures(point, len(PASSAGES[point]))
    record_property(KEY, figures.as_json())
    assert faultless(figures), figures


@pytest.mark.parametrize("point", IN_THE_CHILD)
def test_a_killed_reader_costs_the_pass_nothing_and_its_mail_at_most_its_labels(
    tmp_path: Path,
    dovecots: Callable[..., Dovecot],
    smtp_sink: SmtpSink,
    store_url: str,
    readers: Pool,
    record_property: Callable[[str, object], None],
    point: str,
) -> None:
    """P1, P8. Only the child dies; a mail that costs three of them becomes a visible ticket all the same."""
    given = world(tmp_path, dovecots, smtp_sink, readers, user=user_of(point, store_url), store=store_url)

    for number, passage in enumerate(IN_THE_CHILD[point]):
        given.deliver(f"{named(point)}-{number}", each=3)
        done = given.office.run("fetch", "--once", failpoint=f"{point}:{passage}")
        assert done.returncode == 0, done.stderr
    given.until_idle()

    assert given.office.rows("SELECT 1 FROM arrival WHERE attempts > 1"), "no child was ever killed"
    figures = given.figures(point, len(IN_THE_CHILD[point]))
    record_property(KEY, figures.as_json())
    assert faultless(figures), figures
