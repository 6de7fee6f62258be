"""What do the stories share beyond the servers?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.servers.dovecot import Dovecot
from tests.servers.proxy import Proxy
from tests.servers.smtp_sink import SmtpSink
from tests.stories.office import Story
from triage.adapters.tasks import Settings
from triage.adapters.understanding import Pool


@pytest.fixture(scope="session")
def readers() -> Iterator[Pool]:
    """The product's own worker processes; compiling the rules takes seconds, so once for all stories."""
    pool = Pool(Settings())
    yield pool
    pool.close()


@pytest.fixture(params=os.environ.get("KIM_KILL_STORES", "sqlite").split(","))
def store_url(request: pytest.FixtureRequest, new_database: Callable[[], str]) -> str:
    """Where a killed installation keeps its tickets: "" is SQLite. Nightly: KIM_KILL_STORES=sqlite,postgresql."""
    return new_database() if request.param == "postgresql" else ""


@pytest.fixture
def tell(tmp_path: Path, dovecots: Callable[..., Dovecot], smtp_sink: SmtpSink) -> Iterator[Callable[..., Story]]:
    """Begin a story on a server without the abilities named."""
    proxies: list[Proxy] = []

    def begin(*without: str) -> Story:
        server = dovecots(without=frozenset(without))
        proxies.append(Proxy(server.port).__enter__())
        return Story(tmp_path / "office", server, tmp_path.name.lower(), proxies[-1], smtp_sink)

    yield begin
    for proxy in proxies:
        proxy.__exit__()
