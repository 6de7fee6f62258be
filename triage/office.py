"""One installation's collaborators, joined once by bootstrap and passed to whoever works."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Protocol

from triage.errors import NotUnderstood
from triage.filing.promise import Promises
from triage.intake.poll import Account
from triage.ports import Clock, Listener, Mailbox, Mailer, Scanner
from triage.respond.modules import Modules
from triage.respond.partners import Partners
from triage.respond.plan import AnswerPolicy
from triage.respond.templates import Templates
from triage.store import Store
from triage.values import Arrival, Classification, Mode, ParsedMessage, Understood


class Understanding(Protocol):
    """Runs the two pure stages where they can be killed."""

    def __call__(self, arrivals: Sequence[Arrival]) -> Iterator[Understood | NotUnderstood]:
        """One answer per arrival, in order; an arrival that crashed its worker costs only itself."""
        ...

    def salvage(self, arrival: Arrival, why: str) -> Understood:
        """What can be said about an arrival that could not be read; never raises."""
        ...

    def relabel(self, messages: Sequence[ParsedMessage]) -> list[Classification | None]:
        """What the rules in force say of messages that were read before, in order; None where that cannot be said."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """A listener and what it wants to hear."""

    listener: Listener
    events: frozenset[str]  # ticket | change | reply


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
    hooks: Mapping[str, Hook] = field(default_factory=dict)  # by the name in the settings
    at_once: Understanding | None = None  # understands for somebody who waits; None: the same as for everything else
    answers: AnswerPolicy = field(default_factory=AnswerPolicy)
    modules: Modules = field(default_factory=Modules)
    undo: timedelta = timedelta(seconds=10)  # how long a reply waits, so that it can be taken back
    partners: Partners = field(default_factory=Partners)  # competent offices, words of consent
    own_addresses: frozenset[str] = frozenset({"kim@kreis-viersen.de"})
    number_prefix: str = "KIM"
    zone: str = "Europe/Berlin"
    promises: Promises = field(default_factory=Promises)  # by when requests are answered; as it stands: never

    def for_somebody_waiting(self) -> Office:
        """The same office, whose understanding no batch of mails keeps busy."""
        return replace(self, understand=self.at_once or self.understand)
