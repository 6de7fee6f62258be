"""One installation's collaborators, joined once by bootstrap and passed to whoever works."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from triage.errors import NotUnderstood
from triage.filing.promise import Promises
from triage.intake.poll import Account
from triage.ports import Clock, Mailbox, Mailer, Scanner
from triage.respond.plan import AnswerPolicy
from triage.respond.templates import Templates
from triage.store import Store
from triage.values import Arrival, Mode, Understood


class Understanding(Protocol):
    """Runs the two pure stages where they can be killed."""

    def __call__(self, arrivals: Sequence[Arrival]) -> Iterator[Understood | NotUnderstood]:
        """One answer per arrival, in order; an arrival that crashed its worker costs only itself."""
        ...

    def salvage(self, arrival: Arrival, why: str) -> Understood:
        """What can be said about an arrival that could not be read; never raises."""
        ...


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
    scanner: Scanner | None = None  # None: attachments are not looked at
    answers: AnswerPolicy = field(default_factory=AnswerPolicy)
    own_addresses: frozenset[str] = frozenset({"kim@kreis-viersen.de"})
    number_prefix: str = "KIM"
    zone: str = "Europe/Berlin"
    promises: Promises = field(default_factory=Promises)  # by when requests are answered; as it stands: never
