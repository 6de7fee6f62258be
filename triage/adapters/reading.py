"""What does a worker do with one arrival? The message and classify stages, one after the other."""

from __future__ import annotations

import json
import resource
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from rules.load import load_texts, shipped
from rules.matcher import Matcher
from triage.adapters.tasks import Settings
from triage.classify.classify import classify
from triage.errors import NotUnderstood
from triage.failpoints import failpoint
from triage.message.call import read_call
from triage.message.limits import check
from triage.message.mail import read
from triage.message.salvage import salvage as salvaged
from triage.values import Arrival, CallNote, Classification, ParsedMessage, Understood

_settings = Settings()
_cpu_seconds: int | None = None


def begin(settings: Settings, *, cpu_seconds: int | None) -> None:
    """Called once in each worker; `cpu_seconds` are allowed to each arrival, None allows all."""
    global _settings, _cpu_seconds
    _settings, _cpu_seconds = settings, cpu_seconds


def matcher() -> Matcher:
    """The compiled rules in force, once per process."""
    return _compiled(_settings.rules)


@lru_cache(maxsize=1)
def _compiled(file: Path | None) -> Matcher:
    return Matcher(load_texts(json.loads(file.read_bytes())) if file else shipped())


def understand(arrivals: Sequence[Arrival]) -> list[Understood | NotUnderstood]:
    """One answer per arrival, in order."""
    return [_one(arrival) for arrival in arrivals]


def salvage(arrival: Arrival, why: str) -> Understood:
    """What can be said about an arrival that could not be read."""
    _allow_cpu()
    if isinstance(arrival, CallNote):
        message = read_call(replace(arrival, note=arrival.note[:20_000]))
    else:
        message = salvaged(arrival.data)
    return Understood(message=message, labels=classify(message, matcher()), failure=why)


def relabel(messages: Sequence[ParsedMessage]) -> list[Classification]:
    """What the rules in force say of messages that were read before, in order."""
    found = []
    for message in messages:
        _allow_cpu()
        found.append(classify(message, matcher()))
    return found


def _one(arrival: Arrival) -> Understood | NotUnderstood:
    _allow_cpu()
    try:
        message = _read(arrival)
    except NotUnderstood as refused:
        return salvage(arrival, refused.why)
    failpoint("understand.parse")
    labels = classify(message, matcher())
    failpoint("understand.classify")
    return Understood(message=message, labels=labels)


def _read(arrival: Arrival) -> ParsedMessage:
    if isinstance(arrival, CallNote):
        return read_call(arrival)
    if arrival.truncated:
        raise NotUnderstood(f"mit {arrival.size // 2**20} MiB größer als erlaubt; sie liegt noch im Posteingang")
    check(arrival.data)
    return read(arrival, _settings.own)


def _allow_cpu() -> None:
    """promises 2.6: so much processor time for this arrival and no more; the kernel then ends the worker."""
    if _cpu_seconds is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(used.ru_utime + used.ru_stime) + _cpu_seconds + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, hard))
