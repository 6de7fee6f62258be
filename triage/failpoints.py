"""Named points at which a test can kill the process: the list of promises that survive a crash."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping

NAMES: tuple[str, ...] = (
    "fetch.selected",  # K1
    "fetch.literal",  # K2, half a literal read
    "fetch.read",  # K3
    "keep.open",  # K4, before COMMIT of tx A
    "keep.done",  # K5
    "understand.parse",  # K6, in the child
    "understand.classify",  # K7, in the child
    "file.open",  # K8, before COMMIT of tx B
    "file.done",  # K9
    "shelve.sent",  # K10, command sent, no answer read
    "shelve.answered",  # K11
    "send.claimed",  # K12
    "send.rcpt",  # K13
    "send.dot_noted",  # K14
    "send.dot",  # K15, dot sent, no answer read
    "send.accepted",  # K16
    "erase.half",  # K17
    "migrate.step",  # K18
    "resort.open",  # K19, before COMMIT of some tickets labelled anew
    "resort.done",  # K20
    "resort.back",  # K21, before COMMIT of some tickets put back
    "rules.open",  # K22, before COMMIT of a version of the rules
    "rules.done",  # K23
)


def _pass(name: str) -> None:
    """Do nothing: the product as it runs in earnest."""


def _armed(target: str, passage: int) -> Callable[[str], None]:
    seen = 0

    def point(name: str) -> None:
        nonlocal seen
        if name == target:
            seen += 1
            if seen == passage:
                os.kill(os.getpid(), signal.SIGKILL)

    return point


def parse(environment: Mapping[str, str]) -> tuple[str, int] | None:
    """The armed point and its passage, or None. Raises ValueError on an unknown name or passage."""
    text = environment.get("TRIAGE_FAILPOINT", "")
    if not text:
        return None
    name, _, passage = text.partition(":")
    if name not in NAMES:
        raise ValueError(f"TRIAGE_FAILPOINT: unknown point {name!r}; `triage failpoints` lists all")
    if passage and not passage.isdecimal():
        raise ValueError(f"TRIAGE_FAILPOINT: passage {passage!r} is not a number")
    return name, int(passage or 1)


try:
    _found = parse(os.environ)
except ValueError as problem:
    sys.stderr.write(f"{problem}\n")
    raise SystemExit(2) from None

armed = _found
failpoint: Callable[[str], None] = _armed(*_found) if _found else _pass
