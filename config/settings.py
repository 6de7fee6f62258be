"""Which settings are there, of which type, with which default?"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

TlsMode = Literal["implicit", "starttls", "none"]
Mode = Literal["dry-run", "observe", "live"]
Port = Annotated[int, Field(ge=1, le=65535)]
Names = Annotated[
    tuple[str, ...], BeforeValidator(lambda given: (given,) if given and isinstance(given, str) else given or ())
]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,31}$")]
ShortName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,23}$")]
_DAY = 86_400


class Section(BaseModel):
    """A table of the settings file: unknown keys are errors, values never change after start."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Store(Section):
    """Where tickets are kept."""

    url: str = ""  # sqlite:///… or postgresql://…; "" = triage.db below the data directory


class Mail(Section):
    """One mailbox to poll."""

    host: str
    port: Port = 993
    tls: TlsMode = "implicit"
    user: str
    password_file: Path | None = None
    password: str = Field(default="", repr=False)  # from the environment only
    token_command: tuple[str, ...] = ()  # prints an OAuth 2.0 access token; then XOAUTH2 is used
    ca_file: Path | None = None
    folder: str = "INBOX"
    mode: Mode = "observe"
    poll_seconds: Annotated[float, Field(ge=1, le=_DAY)] = 60
    timeout_seconds: Annotated[float, Field(ge=1, le=600)] = 30
    idle: bool = True  # use IDLE where the server offers it; polling goes on anyway
    shelves: str = "Bearbeitet/{municipality}/{topic}"
    folder_map: Mapping[str, str] = Field(default_factory=dict)
    sent_folder: str = ""  # copies of what people sent; "" = the folder the server marks for sent mail
    archive_days: Annotated[int, Field(ge=0, le=36_500)] = 14
    authserv_id: Names = ()  # how our own servers sign Authentication-Results (RFC 8601); one name or several


class Smtp(Section):
    """The server that takes what we send."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    host: str = ""  # "" = nothing is sent; acknowledgements wait in the outbox
    port: Port = 25
    tls: TlsMode = "none"
    user: str = ""
    password_file: Path | None = None
    password: str = Field(default="", repr=False)  # from the environment only
    ca_file: Path | None = None
    sender: str = Field(default="KIM Kreis Viersen <kim@kreis-viersen.de>", alias="from")
    timeout_seconds: Annotated[float, Field(ge=1, le=600)] = 30


_PORT = r"(?:\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])"


class Web(Section):
    """The screens."""

    listen: Annotated[str, StringConstraints(pattern=rf"^\S+:{_PORT}$")] = "127.0.0.1:8080"
    trusted_proxy: str = ""  # the one address whose X-Forwarded-For is believed
    idle_minutes: Annotated[int, Field(ge=1, le=480)] = 30
    absolute_hours: Annotated[int, Field(ge=1, le=24)] = 10


_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1)}


def _in_order(given: tuple[str, ...]) -> tuple[str, ...]:
    """Opening hours follow each other: "08:30-12:00", then "14:00-16:00"."""
    times = [clock for stretch in given for clock in stretch.split("-")]
    if any(earlier >= later for earlier, later in pairwise(times)):
        raise ValueError("hours overlap")
    return given


Hours = Annotated[
    tuple[Annotated[str, StringConstraints(pattern=rf"^{_CLOCK}-(?:{_CLOCK}|24:00)$")], ...], AfterValidator(_in_order)
]
Reaction = Annotated[str, StringConstraints(pattern=r"^(?:[1-9]\d{0,3}[mh])?$")]


class OfficeHours(Section):
    """When somebody works here; public holidays of Nordrhein-Westfalen are free by law."""

    mon: Hours = ("08:30-12:00", "14:00-16:00")
    tue: Hours = ("08:30-12:00", "14:00-16:00")
    wed: Hours = ("08:30-12:00", "14:00-16:00")
    thu: Hours = ("08:30-12:00", "14:00-16:00")
    fri: Hours = ("08:30-12:00",)
    sat: Hours = ()
    sun: Hours = ()

    def week(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Monday first; each stretch in minutes since midnight."""
        days = (self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)
        return tuple(tuple(_minutes(stretch) for stretch in day) for day in days)


def _minutes(stretch: str) -> tuple[int, int]:
    first, last = (int(clock[:2]) * 60 + int(clock[3:]) for clock in stretch.split("-"))
    return first, last


class Office(Section):
    """Who we are."""

    name: str = "KIM · Kreis Viersen"
    phone: str = "02162 39-2129"
    addresses: tuple[str, ...] = ("kim@kreis-viersen.de",)
    number_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}$")] = "KIM"
    zone: str = "Europe/Berlin"
    hours: OfficeHours = Field(default_factory=OfficeHours)
    closing_days: tuple[date, ...] = ()  # free beside the holidays


class Reacting(Section):
    """Within which working time requests of one urgency are answered."""

    reaction: Reaction = ""  # "30m", "24h"; "" = nothing is promised

    @property
    def within(self) -> timedelta | None:
        """The same as a length; None when nothing is promised."""
        found = re.fullmatch(r"(\d+)([mh])", self.reaction)
        return int(found[1]) * _UNITS[found[2]] if found else None


class Urgent(Reacting):
    """Somebody may be in danger."""

    reaction: Reaction = "30m"


class Usual(Reacting):
    """Somebody waits for help."""

    reaction: Reaction = "24h"


class Sla(Section):
    """What is promised by urgency, in office hours."""

    high: Urgent = Field(default_factory=Urgent)
    normal: Usual = Field(default_factory=Usual)
    low: Reacting = Field(default_factory=Reacting)


class Acknowledge(Section):
    """When a sender gets an acknowledgement."""

    enabled: bool = True
    sender_days: Annotated[int, Field(ge=1, le=365)] = 7
    per_minute: Annotated[int, Field(ge=1, le=1000)] = 60
    per_day: Annotated[int, Field(ge=1, le=100_000)] = 500
    max_age_hours: Annotated[int, Field(ge=1, le=720)] = 72
    emergency_text: bool = True


class Reply(Section):
    """How people's replies go out."""

    undo_seconds: Annotated[int, Field(ge=0, le=300)] = 10


class Rules(Section):
    """How rules come into force."""

    four_eyes: bool = False


class Understand(Section):
    """How mails are read."""

    workers: Annotated[int, Field(ge=1, le=64)] = 1
    max_mebibytes: Annotated[int, Field(ge=1, le=35)] = 35


class Scan(Section):
    """Who looks for viruses in attachments."""

    clamd: Annotated[str, StringConstraints(pattern=r"^(/\S+|\S+:\d{1,5})?$")] = ""  # socket or host:port; "" = nobody
    timeout_seconds: Annotated[float, Field(ge=1, le=120)] = 20
    max_mebibytes: Annotated[int, Field(ge=1, le=35)] = 25  # clamd's own StreamMaxLength


class Webhook(Section):
    """Another program of the house that is told what happens, without a word of any mail."""

    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\S*$")]
    secret_file: Path | None = None
    secret: str = Field(default="", repr=False)  # from the environment only
    ca_file: Path | None = None
    events: tuple[Literal["ticket", "change", "reply"], ...] = ("ticket", "change", "reply")
    timeout_seconds: Annotated[float, Field(ge=1, le=60)] = 10


class Settings(Section):
    """Everything together."""

    data_dir: Path = Field(default_factory=lambda: default_data_dir(os.environ))
    store: Store = Field(default_factory=Store)
    mail: Mapping[Name, Mail] = Field(default_factory=dict)
    smtp: Smtp = Field(default_factory=Smtp)
    web: Web = Field(default_factory=Web)
    office: Office = Field(default_factory=Office)
    sla: Sla = Field(default_factory=Sla)
    acknowledge: Acknowledge = Field(default_factory=Acknowledge)
    reply: Reply = Field(default_factory=Reply)
    rules: Rules = Field(default_factory=Rules)
    understand: Understand = Field(default_factory=Understand)
    scan: Scan = Field(default_factory=Scan)
    webhook: Mapping[ShortName, Webhook] = Field(default_factory=dict)

    @property
    def store_url(self) -> str:
        """The database, the default resolved."""
        return self.store.url or f"sqlite:///{self.data_dir / 'triage.db'}"


def default_data_dir(environment: Mapping[str, str]) -> Path:
    """XDG Base Directory: the user's data home, unless TRIAGE_DATA_DIR says otherwise."""
    if given := environment.get("TRIAGE_DATA_DIR"):
        return Path(given)
    home = environment.get("XDG_DATA_HOME") or str(Path(environment.get("HOME", "~")).expanduser() / ".local" / "share")
    return Path(home) / "kim-triage"
