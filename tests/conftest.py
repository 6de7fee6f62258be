"""Which fixtures do all tests share, and where do they keep their files?"""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path

import pytest

pytest_plugins = ["tests.servers.fixtures", "tests.stories.table"]
_MEMORY = Path("/dev/shm")
_ENOUGH = 2 * 1024**3  # octets free
_SLOWEST = ("stories", "browser", "contract", "cli", "web", "unit")  # by what one of their files takes

# Thousands of databases that commit as if the power could fail: in memory they do not wait for a disk.
if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ENOUGH:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


@pytest.fixture(autouse=True, scope="module")
def own_heap() -> None:
    """What earlier files left behind is searched by no later file's garbage collector."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest files begin first, so that at the end no worker is left alone with one."""
    root = Path(__file__).parent
    turns = {name: turn for turn, name in enumerate(_SLOWEST)}
    items.sort(key=lambda item: turns.get(item.path.relative_to(root).parts[0], len(turns)))
