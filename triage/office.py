"""One installation's collaborators, joined once by bootstrap and passed to whoever works."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from triage.errors import NotUnderstood
from triage.ports import Clock, Mailbox, Mailer
from triage.respond.templates import Templates
from triage.store import Store
from triage.values import Arrival, Classification, Mode, ParsedMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What the message and classify stages found out about one arrival."""

    message: ParsedMessage
    labels: Classification
    failure: str = ""  # why it could not be read; then message and labels come from what could be salvaged


class Understanding(Protocol):
    """Runs the two pure stages where they can be killed."""

    def __call__(self, arrivals: Sequence[Arrival]) -> Iterator[Understood | NotUnderstood]:
        """One answer per arrival, in order; an arrival that crashed its worker costs only itself."""
        ...

    def salvage(self, arrival: Arrival, why: str) -> Understood:
        """What can be said about an arrival that could not be read; never raises."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One mailbox to poll."""

    name: str
    folder: str = "INBOX"
    poll_seconds: float = 60
    shelves: str = "Bearbeitet/{municipality}/{topic}"  # pattern of the target folder
    folder_map: Mapping[str, str] = field(default_factory=dict)  # our folder → the server's, by exact name
    archive_days: int = 14  # first pass: mail older than this is filed closed
    max_bytes: int = 35 * 1024 * 1024  # over it only the header block is fetched


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPolicy:
    """When acknowledgements go out."""

    sender: str = "KIM Kreis Viersen <kim@kreis-viersen.de>"
    office_phone: str = "02162 39-2129"
    enabled: bool = True
    sender_days: int = 7  # at most one to the same sender in so many days
    per_minute: int = 60
    per_day: int = 500
    max_age_hours: int = 72
    emergency_text: bool = True  # urgent mails get the text with emergency numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Everything a use case may reach. Frozen: replacing a part makes another office."""

    store: Store
    clock: Clock
    understand: Understanding
    connect: Callable[[str], Mailbox]  # account name → signed-in mailbox
    mailer: Callable[[], Mailer]
    mode: Callable[[str], Mode]  # account name → mode, read again at every call
    templates: Templates
    accounts: tuple[Account, ...] = ()
    answers: AnswerPolicy = field(default_factory=AnswerPolicy)
    own_addresses: frozenset[str] = frozenset({"kim@kreis-viersen.de"})
    number_prefix: str = "KIM"
    zone: str = "Europe/Berlin"
