"""The vocabulary: every noun that travels between the stages, frozen, with a comment per field."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, get_args

Channel = Literal["email", "phone"]
Mode = Literal["dry-run", "observe", "live"]
Topic = Literal[
    "aufenthalt",
    "einbuergerung",
    "sprache",
    "arbeit",
    "bildung",
    "wohnen",
    "gesundheit",
    "familie",
    "finanzen",
    "dokumente",
    "gewalt_notfall",
    "ehrenamt_netzwerk",
    "sonstiges",
]
Municipality = Literal[
    "brueggen",
    "grefrath",
    "kempen",
    "nettetal",
    "niederkruechten",
    "schwalmtal",
    "toenisvorst",
    "viersen",
    "willich",
    "outside",
]
Urgency = Literal["high", "normal", "low"]
Kind = Literal["request", "followup", "autoreply", "bounce", "newsletter", "spam", "thanks"]
SenderRole = Literal["client", "helper", "institution", "press", "spam", "auto"]
AutomaticKind = Literal["bounce", "auto_reply", "feedback_loop", "list", "newsletter", "receipt"]
ZoneKind = Literal["fresh", "quote", "signature", "own"]
Outcome = Literal["ticket", "followup", "duplicate", "set_aside", "ignored"]
TrustVerdict = Literal["verified", "unknown", "failed"]
ScanVerdict = Literal["clean", "found", "unchecked"]

TOPICS: tuple[Topic, ...] = get_args(Topic)
MUNICIPALITIES: tuple[Municipality, ...] = get_args(Municipality)
URGENCIES: tuple[Urgency, ...] = get_args(Urgency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a mail lies in a mailbox: key D1."""

    mailbox: str  # the account's name in the settings, "import" for files
    folder: str  # the IMAP folder it was found in
    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RawMail:
    """One mail as bytes, nothing understood yet."""

    data: bytes  # RFC 5322 octets; only the header block when `truncated`
    received_at: datetime  # aware; INTERNALDATE, or the moment of import
    origin: Origin | None = None  # None: came from a file
    size: int = 0  # octets on the server; differs from len(data) when truncated
    truncated: bool = False  # over the size limit: only the header block was fetched
    deleted: bool = False  # a person marked it \\Deleted: filed, never moved by us


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNote:
    """One phone call as staff noted it."""

    note: str  # what was said, in the words of whoever took the call
    received_at: datetime  # aware
    caller: str = ""
    phone: str = ""  # as typed; normalised where it is compared
    language: str = ""  # the caller's language, if noted
    town: str = ""  # as noted, if asked
    urgent: bool = False  # whoever took the call said so
    callback_until: datetime | None = None
    adds_to: str = ""  # number of the ticket it belongs to, said by whoever took the call


Arrival = RawMail | CallNote


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A mailbox of RFC 5322 §3.4, decoded."""

    name: str  # display name, one line, may be empty
    address: str  # local@domain, domain lower-case; "" when none could be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What a virus scanner says about some octets."""

    verdict: ScanVerdict = "unchecked"
    finding: str = ""  # what was found, as the scanner names it: printable, one line
    reason: str = ""  # why nothing could be said, German; "" when it could, or when nobody was asked
    may_pass: bool = False  # the scanner was away or broken: asking again later may help


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A part of a mail that is not its text."""

    name: str  # safe display text: no path, no control or bidi characters; never used as a path
    type: str  # media type as declared, lower-case
    size: int  # decoded octets
    sha256: str  # of the decoded octets, hex
    index: int = 0  # position among the mail's leaf parts, to fetch it again from the raw mail
    dangerous: bool = False  # a type that can run something when opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A stretch of the readable text and what it is. Zones cover the text without gaps, in order."""

    start: int  # code points, inclusive
    end: int  # exclusive
    kind: ZoneKind  # own = our address block or acknowledgement quoted back


@dataclass(frozen=True, slots=True, kw_only=True)
class Automatic:
    """Why this mail was not written by a person for us."""

    kind: AutomaticKind
    reason: str  # the sign, in English words with the RFC where there is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Whether our own mail server found the sender to be real (RFC 8601)."""

    verdict: TrustVerdict = "unknown"
    reason: str = ""  # German, shown; "" when nothing was asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedMessage:
    """What a mail or call says: the noun of the message stage."""

    channel: Channel
    text: str  # the whole readable body; evidence offsets of field "body" count in it
    zones: tuple[Zone, ...]
    subject: str = ""  # decoded, one line
    replies: bool = False  # the subject says that it answers a mail
    sender: Address | None = None  # None: the mail names nobody, or it cannot be decided who
    ambiguous_sender: bool = False  # several From, a@b@c …: "Absender unklar"
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    concerned: Address | None = None  # who wrote the mail that is passed on, when that is somebody else
    phone: str = ""  # the caller's number (calls only)
    date: datetime | None = None  # as the sender's program claims; shown, never trusted
    received_at: datetime | None = None  # aware
    message_id: str = ""  # without angle brackets
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    conversation: str = ""  # the one Outlook counts it to (Thread-Index), hex; "" when it names none
    attachments: tuple[Attachment, ...] = ()
    automatic: Automatic | None = None
    silences: tuple[str, ...] = ()  # header signs that forbid answering, each a named reason
    trust: Trust = Trust()
    marks: tuple[str, ...] = ()  # look-alikes and other tricks made visible, German
    defects: tuple[str, ...] = ()  # what was wrong with the mail, in words
    content_digest: str = ""  # key D3, hex; "" when the mail has neither Message-ID nor Date
    language_hint: str = ""  # what staff noted for a call
    town_hint: str = ""  # same
    urgent_hint: bool = False  # same

    @property
    def fresh(self) -> str:
        """Only what was newly written: no quote, no signature."""
        return self._joined("fresh")

    @property
    def quoted(self) -> str:
        """The quoted history."""
        return self._joined("quote")

    @property
    def signature(self) -> str:
        """The signature and what follows it."""
        return self._joined("signature")

    def _joined(self, kind: ZoneKind) -> str:
        return "\n".join(part for z in self.zones if z.kind == kind and (part := self.text[z.start : z.end].strip()))


class Evidence(NamedTuple):
    """The words that speak for a label. `text` equals the named field at [start:end].

    A tuple, because there are many of them: it travels between processes at half the cost of a dataclass.
    """

    field: Literal["subject", "body", "from", "phone"]
    start: int  # code points of the field as given
    end: int
    text: str
    rule: str  # the rule's id
    weight: float  # its contribution; negative when it spoke against


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One answer of the classify stage with its proof."""

    id: str
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """What a message is about: the noun of the classify stage."""

    language: str  # ISO 639-1 or "und"
    kind: Kind
    sender_role: SenderRole
    topics: tuple[Label, ...]  # main topic first, never empty
    municipality: Label | None  # None: no place decides it
    urgency: Label  # id is one of URGENCIES
    certain: bool  # False: evidence thin or torn, staff should look
    rulebook: str  # digest of the rules that decided, "sha256:…"
    runner_up: Label | None = None  # the best topic that was not named
    runner_up_place: Label | None = None
    cancelled: tuple[Evidence, ...] = ()  # hits that did not count, and by which rule
    alarm: bool = False  # safeguarding words: shown as an alarm, not only a number
    due_at: datetime | None = None  # aware: the nearest deadline or appointment read from the text

    @property
    def main_topic(self) -> str:
        """The id of the main topic."""
        return self.topics[0].id


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What the message and classify stages found out about one arrival."""

    message: ParsedMessage
    labels: Classification
    failure: str = ""  # why it could not be read; then message and labels come from what could be salvaged


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityFactor:
    """One summand of a ticket's priority, in words staff can argue with."""

    points: int
    reason: str  # German, shown on screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What to do with a message: the noun of the filing stage."""

    outcome: Outcome
    reason: str  # German, one sentence
    ticket_id: int | None = (
        None  # append to this ticket (followup, duplicate); None = open a new one, or nothing at all
    )
    related_ticket_id: int | None = None  # "evtl. zu …": a link for staff only
    closed: bool = False  # filed closed (archive mode, machine mail)
    hidden: bool = False  # outside the working view (machine mail)
    returned: bool = False  # a person put a shelved mail back: the ticket needs attention
    hands_off: bool = False  # a person touched this mail: it is never moved by us again
    marks: tuple[str, ...] = ()  # e.g. "gleiche Message-ID", "Absender unklar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Why no acknowledgement is sent."""

    guard: str  # the guard's name
    reason: str  # German, shown as "keine Bestätigung, weil …"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """A mail we send by ourselves: the noun of the respond stage."""

    to: str
    language: str  # second language beside German; "de" when German alone
    subject: str
    body: str
    message_id: str  # ours, unguessable, without angle brackets
    in_reply_to: str = ""  # strict pattern only
    urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in a file a person wrote."""

    place: str  # file:line
    text: str  # what is wrong
    hint: str = ""  # the nearest right word, or the remedy

    def __str__(self) -> str:
        return f"{self.place}  {self.text}" + (f" {self.hint}" if self.hint else "")


@dataclass(slots=True)
class Counts:
    """How a pass ended, message by message; adds up by construction."""

    fetched: int = 0
    by_outcome: dict[str, int] = field(default_factory=lambda: dict.fromkeys(get_args(Outcome), 0))

    def add(self, outcome: Outcome) -> None:
        """Count one message."""
        self.fetched += 1
        self.by_outcome[outcome] += 1

    def summary(self) -> dict[str, int]:
        """The contract's closing line."""
        o = self.by_outcome
        return {
            "fetched": self.fetched,
            "tickets": o["ticket"],
            "followups": o["followup"],
            "duplicates": o["duplicate"],
            "set_aside": o["set_aside"],
            "ignored": o["ignored"],
        }
