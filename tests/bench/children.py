"""What did a command and everything it started use?"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import psutil

_PR_SET_CHILD_SUBREAPER = 36  # prctl(2): grandchildren left behind become ours, so their time is counted too
_LOOK_EVERY = 0.1  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Seconds and octets of one command with all its processes."""

    wall: float
    cpu: float  # user and system, all processes
    peak: int  # largest sum of proportional set sizes seen, octets
    output: str


def run(command: Sequence[str], environment: Mapping[str, str]) -> Use:
    """Run to the end. Raises CalledProcessError when the command fails."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    known = {child.pid for child in psutil.Process().children()}
    before, began = _used(), time.perf_counter()
    process = subprocess.Popen(command, env=dict(environment), stdout=subprocess.PIPE, text=True)
    peak = _Peak(process.pid)
    output, _ = process.communicate()
    wall = time.perf_counter() - began
    peak.stop()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    _reap(known)
    return Use(wall=wall, cpu=_used() - before, peak=peak.octets, output=output)


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _reap(known: set[int]) -> None:
    """Wait for what the command left behind, not for servers that run beside it."""
    for child in psutil.Process().children():
        if child.pid not in known:
            with suppress(ChildProcessError):
                os.waitpid(child.pid, 0)


class _Peak:
    """Looks at a process tree until told to stop."""

    def __init__(self, pid: int) -> None:
        self.octets = 0
        self._pid, self._stop = pid, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(_LOOK_EVERY):
            with suppress(psutil.Error):
                top = psutil.Process(self._pid)
                self.octets = max(self.octets, sum(_size(p) for p in (top, *top.children(recursive=True))))


def _size(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        return int(process.memory_full_info().pss)
    return 0
