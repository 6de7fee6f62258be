"""What may the parent ask a worker to do? Names only: the parent never loads what reading needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from triage.errors import NotUnderstood
from triage.message.own import OwnSigns
from triage.values import Arrival, Classification, ParsedMessage, Understood


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a worker has to know about the installation."""

    own: OwnSigns = field(default_factory=OwnSigns)
    rules: Path | None = None  # a published rulebook as one JSON file of texts; None: the one the product came with


def begin(settings: Settings, cpu_seconds: int) -> None:
    """Called once in each worker. The import is what the parent is spared: 100 MB and two seconds."""
    from triage.adapters import reading

    reading.begin(settings, cpu_seconds=cpu_seconds)


def understand(arrivals: Sequence[Arrival]) -> list[Understood | NotUnderstood]:
    """One answer per arrival, in order."""
    from triage.adapters import reading

    return reading.understand(arrivals)


def salvage(arrival: Arrival, why: str) -> Understood:
    """What can be said about an arrival that could not be read."""
    from triage.adapters import reading

    return reading.salvage(arrival, why)


def relabel(messages: Sequence[ParsedMessage]) -> list[Classification]:
    """What the rules in force say of messages that were read before, in order."""
    from triage.adapters import reading

    return reading.relabel(messages)
