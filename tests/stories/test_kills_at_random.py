"""P1, P2, P3, P17: killed at any moment, alone or with all its children, the product loses and doubles nothing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.servers.dovecot import Dovecot
from tests.servers.proxy import Proxy
from tests.servers.smtp_sink import SmtpSink
from tests.stories.kills import World, faultless, user_of, world
from tests.stories.table import KEY
from triage.adapters.understanding import Pool

SEED = int(os.environ.get("KIM_KILL_SEED", "1"))
KILLS = int(os.environ.get("KIM_KILLS", "5"))  # nightly: 500
pytestmark = [pytest.mark.dovecot, pytest.mark.kill, pytest.mark.timeout(120 + 10 * KILLS)]


def test_killed_at_any_moment_every_mail_is_filed_once_and_nobody_is_answered_twice(
    tmp_path: Path,
    dovecots: Callable[..., Dovecot],
    smtp_sink: SmtpSink,
    store_url: str,
    readers: Pool,
    record_property: Callable[[str, object], None],
) -> None:
    """P1, P2, P3. The moment: a while after the n-th command a mail server heard. Half the kills take the group."""
    chance = random.Random(SEED)
    with ExitStack() as running:
        proxies: list[Proxy] = []

        def through(port: int) -> int:
            proxies.append(running.enter_context(Proxy(port)))
            return proxies[-1].port

        given = world(
            tmp_path, dovecots, smtp_sink, readers, user=user_of("random", store_url), store=store_url, through=through
        )

        def heard() -> int:
            return sum(len(proxy.commands) for proxy in proxies) + len(smtp_sink.commands)

        assert given.office.run("db", "upgrade").returncode == 0
        struck = 0
        for number in range(KILLS):
            given.deliver(f"random-{number}", each=2)
            words = ("send", "--once") if number % 3 == 2 else ("fetch", "--once")
            struck += _struck(given, words, heard, chance)
            given.office.age_claims()
        given.until_idle()

    figures = given.figures(f"random, seed {SEED}", struck)
    record_property(KEY, figures.as_json())
    assert struck
    assert faultless(figures), figures


def _struck(given: World, words: tuple[str, ...], heard: Callable[[], int], chance: random.Random) -> bool:
    """Start a command and kill it at some moment; whether it was still running then."""
    before, after = heard(), chance.randint(1, 3) if words[0] == "send" else chance.randint(1, 24)
    process = subprocess.Popen(
        given.office.command(*words),
        env=given.office.surroundings(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + 30
    while heard() - before < after and process.poll() is None and time.monotonic() < until:
        time.sleep(0.001)
    time.sleep(chance.choice((0.0, 0.002, 0.01, 0.05)))
    if chance.random() < 0.5:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    return process.wait(10) == -signal.SIGKILL
