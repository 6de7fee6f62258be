"""What do the stories share beyond the servers?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from triage.adapters import reading
from triage.adapters.understanding import Pool


@pytest.fixture(scope="session")
def readers() -> Iterator[Pool]:
    """The product's own worker processes; compiling the rules takes seconds, so once for all stories."""
    pool = Pool(reading.Settings())
    yield pool
    pool.close()
