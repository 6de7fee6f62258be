"""How does a command get the office it works in?"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

from config.files import Loaded
from triage import bootstrap
from triage.bootstrap import House
from triage.cli.log import to_stderr


@contextmanager
def opened(*, worker: bool = False) -> Iterator[House]:
    """The office of the settings in force; `worker`: one at a time on SQLite. Raises what bootstrap raises."""
    to_stderr()
    loaded = bootstrap.read_settings(None, os.environ)
    if not worker:
        yield from _house(loaded)
        return
    with bootstrap.writer_lock(loaded.settings):
        yield from _house(loaded)


def _house(loaded: Loaded) -> Iterator[House]:
    house = bootstrap.open_house(loaded, os.environ)
    gc.freeze()  # what start-up made stays to the end; each full collection would walk through all of it
    try:
        yield house
    finally:
        house.close()
