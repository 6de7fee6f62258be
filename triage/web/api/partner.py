"""What can a program do with the world outside a ticket: competent offices, calls back, hand-overs?"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import AwareDatetime, Field

from triage.desk import calls, hand_over, readlog, recorded
from triage.desk.hand_over import Consent, Ground, Then, Way, Wish
from triage.desk.partner import Handed, PartnerView
from triage.desk.sheet import LONGEST, NEEDED, PARTS, Choice
from triage.desk.ticket import TicketView, open_ticket
from triage.desk.visible import Viewer
from triage.office import Office
from triage.respond.partners import Partner, Step
from triage.web.api import routes
from triage.web.api.access import Digest, Key, Reader, Writer
from triage.web.api.routes import Number
from triage.web.api.shapes import Change, Done, Shape, Words
from triage.web.desk import DeskOf

router = APIRouter(prefix="/tickets/{number}")
_REFUSED = routes._problems(400, 404, 409, 413)
_MOST = 2**31 - 1
_LINE = r"^[^\x00-\x1f]*$"
Part = Annotated[str, Field(pattern=f"^({'|'.join(PARTS)})$")]
RowId = Annotated[int, Field(ge=1, le=_MOST)]


class OfficeShape(Shape):
    """An office; what the matrix does not know is empty."""

    office: str
    does: str
    address: str
    phone: str
    mail: str
    web: str
    hours: str
    hint: str


class GistShape(Shape):
    """What was recognised in another language; not a translation."""

    language: str
    matters: list[str]
    town: str
    words: dict[str, str]


class Attempt(Shape):
    """One call back, newest first."""

    at: datetime
    author: str
    result: str
    note: str


class Given(Shape):
    """One hand-over, newest first. `mail` is the state of its mail, null when there is none."""

    id: int
    at: datetime
    author: str
    receiver: str
    way: str
    passed_on: str
    consent: str
    consent_at: datetime
    wording: str
    revoked_at: datetime | None
    mail: str | None


class MessageId(Shape):
    """A message whose text may be passed on."""

    id: int
    received_at: datetime


class Outside(Shape):
    """Who is competent, and what was done so far."""

    first: list[OfficeShape]
    further: list[OfficeShape]
    depends_on_town: list[OfficeShape]
    gist: GistShape | None
    dial: str
    calls: list[Attempt]
    handovers: list[Given]
    messages: list[MessageId]
    recorded_at: datetime | None


class NewAttempt(Change):
    """A call back; `until` promises the next one when nobody was reached."""

    result: calls.Result
    note: Annotated[str, Field(max_length=calls.LONGEST, pattern=r"^[^\x00]*$")] = ""
    until: AwareDatetime | None = None


class Agreed(Shape):
    """What the hand-over rests on: consent with moment and language, or danger with a reason."""

    ground: Ground
    at: AwareDatetime | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{0,3}$")] = ""
    reason: Annotated[str, Field(max_length=2_000, pattern=r"^[^\x00]*$")] = ""


class NewHandOver(Change):
    """A hand-over: only what is named in `parts`, `messages` and `summary` goes."""

    receiver: Annotated[Words, Field(max_length=200, pattern=_LINE)]
    way: Way
    address: Annotated[str, Field(max_length=320, pattern=_LINE)] = ""
    parts: Annotated[list[Part], Field(max_length=len(PARTS))] = sorted(NEEDED)
    messages: Annotated[list[RowId], Field(max_length=100, default_factory=list)]
    summary: Annotated[str, Field(max_length=LONGEST, pattern=r"^[^\x00]*$")] = ""
    consent: Agreed
    then: Then = "open"
    until: AwareDatetime | None = None


class Mark(Change):
    """Whether the case is in the state's database (Datenbank KIM)."""

    recorded: bool


@router.get("/partner", responses=routes._problems(404))
def outside(desk: DeskOf, asking: Reader, number: Number) -> Outside:
    """The competent offices, calls back and hand-overs of a ticket."""
    with desk.office.store.reading() as db:
        view = open_ticket(db, asking.viewer, number)
    readlog.looked(desk.office, asking.viewer.name, [view.ticket], "read")
    return _outside(view, desk.office.partners.step(view.ticket.topic, view.ticket.municipality))


@router.post("/calls", responses=_REFUSED, response_model=Done)
def ring_back(*, desk: DeskOf, asking: Writer, number: Number, call: NewAttempt, key: Key, digest: Digest) -> Response:
    """Note a call back."""

    def do(office: Office, viewer: Viewer, at: str) -> None:
        calls.note_attempt(
            office, viewer, at, version=call.version, result=call.result, note=call.note, until=call.until
        )

    return routes._changed(desk, asking, number, (key, digest), do)


@router.post("/handovers", responses=_REFUSED, response_model=Done)
def give(*, desk: DeskOf, asking: Writer, number: Number, wanted: NewHandOver, key: Key, digest: Digest) -> Response:
    """Hand it over to another office: refused without consent, unless life is in danger."""

    def do(office: Office, viewer: Viewer, at: str) -> None:
        hand_over.hand_over(office, viewer, at, version=wanted.version, wish=_wish(wanted))

    return routes._changed(desk, asking, number, (key, digest), do)


@router.post("/handovers/{handover}/revoke", responses=_REFUSED, response_model=Done)
def take_back(
    *,
    desk: DeskOf,
    asking: Writer,
    number: Number,
    handover: Annotated[int, Path(ge=1, le=_MOST)],
    key: Key,
    digest: Digest,
) -> Response:
    """Note that the person took consent back; a mail still waiting is stopped."""
    return routes._changed(desk, asking, number, (key, digest), partial(hand_over.revoke, handover_id=handover))


@router.post("/recorded", responses=_REFUSED, response_model=Done)
def mark(*, desk: DeskOf, asking: Writer, number: Number, change: Mark, key: Key, digest: Digest) -> Response:
    """Note that the case is in the state's database, or take the note back."""
    do = recorded.record if change.recorded else recorded.unrecord
    return routes._changed(desk, asking, number, (key, digest), partial(do, version=change.version))


def _wish(wanted: NewHandOver) -> Wish:
    agreed = wanted.consent
    return Wish(
        receiver=wanted.receiver,
        address=wanted.address,
        way=wanted.way,
        choice=Choice(
            parts=frozenset(wanted.parts), messages=frozenset(wanted.messages), summary=wanted.summary.strip()
        ),
        consent=Consent(ground=agreed.ground, at=agreed.at, language=agreed.language, reason=agreed.reason),
        then=wanted.then,
        until=wanted.until,
    )


def _outside(view: TicketView, step: Step) -> Outside:
    known = view.partner
    return Outside(
        first=[_office(p) for p in step.first],
        further=[_office(p) for p in step.further],
        depends_on_town=[_office(p) for p in step.depends],
        gist=_gist(known),
        dial=known.dial,
        calls=[Attempt(at=a.at, author=a.author, result=a.outcome, note=a.note) for a in known.attempts],
        handovers=[_given(each) for each in known.handed],
        messages=[MessageId(id=m.row.id or 0, received_at=m.row.received_at) for m in view.messages],
        recorded_at=view.ticket.recorded_at,
    )


def _office(partner: Partner) -> OfficeShape:
    return OfficeShape(**{name: getattr(partner, name) for name in OfficeShape.model_fields})


def _gist(known: PartnerView) -> GistShape | None:
    gist = known.gist
    if gist is None:
        return None
    words = {word.text: word.meaning for word in gist.words}
    return GistShape(language=gist.language, matters=list(gist.matters), town=gist.town, words=words)


def _given(handed: Handed) -> Given:
    row = handed.row
    return Given(
        id=row.id or 0,
        at=row.at,
        author=row.author,
        receiver=row.receiver,
        way=row.way,
        passed_on=row.scope,
        consent=row.consent,
        consent_at=row.consent_at,
        wording=row.wording,
        revoked_at=row.revoked_at,
        mail=handed.mail.state if handed.mail else None,
    )
