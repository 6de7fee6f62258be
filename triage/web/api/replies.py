"""How does a program answer by mail, and take that back?"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from triage.desk import answers, readlog, reply
from triage.desk.visible import ticket_of
from triage.web.api import shapes
from triage.web.api.access import Digest, Key, Reader, Writer, answered
from triage.web.api.routes import Number
from triage.web.desk import DeskOf

router = APIRouter()
ReplyId = Annotated[int, Path(ge=1, le=2**31 - 1)]
Mail = Annotated[str, Field(max_length=254, pattern=r"^[!-~]+@[!-~]+$", examples=["olena@example.org"])]


class ReplyShape(BaseModel):
    """A mail a person of the office wrote."""

    model_config = ConfigDict(extra="forbid")
    id: int
    author: str
    to: str
    cc: list[str]
    subject: str
    text: str
    language: str
    files: list[str]
    state: Literal["queued", "claimed", "dot_sent", "sent", "failed", "unklar", "cancelled"]
    reason: str
    written_at: datetime
    goes_at: datetime
    sent_at: datetime | None


class Replies(BaseModel):
    """What people wrote on a ticket, newest first."""

    model_config = ConfigDict(extra="forbid")
    replies: list[ReplyShape]


class NewReply(shapes.Change):
    """An answer; only the text is needed. `to`: whoever wrote last. What stands under every reply is added."""

    text: Annotated[shapes.Words, Field(max_length=reply.LONGEST)]
    to: Mail | None = None
    cc: Annotated[tuple[Mail, ...], Field(max_length=reply.MOST_CC)] = ()
    subject: Annotated[str, Field(max_length=reply.LONGEST_SUBJECT, pattern=r"^[^\x00-\x1f]*$")] = ""
    language: Annotated[str, Field(pattern="^[a-z]{2,3}$")] = "de"
    send_at: AwareDatetime | None = None
    then: Literal["", "wait", "done"] = ""


class Queued(shapes.Done):
    """What was written, and until when it can be taken back."""

    reply: int
    goes_at: datetime


def _problems(*codes: int) -> dict[int | str, dict[str, Any]]:
    return {code: {"model": shapes.Problem} for code in (401, 403, 422, *codes)}


@router.get("/tickets/{number}/replies", responses=_problems(404))
def written(desk: DeskOf, asking: Reader, number: Number) -> Replies:
    """What people of the office wrote on a ticket, and what became of it."""
    with desk.office.store.reading() as db:
        ticket = ticket_of(db, asking.viewer, number)
        found = answers.written(db, ticket.id or 0, ())
    readlog.looked(desk.office, asking.viewer.name, [ticket], "read")
    return Replies(replies=[_shape(ours) for ours in found])


@router.post("/tickets/{number}/replies", responses=_problems(400, 404, 409, 413), response_model=Queued)
def write(*, desk: DeskOf, asking: Writer, number: Number, mail: NewReply, key: Key, digest: Digest) -> Response:
    """Answer by mail in the token's name. It waits some seconds, in which DELETE takes it back."""
    wanted = reply.Reply(
        text=mail.text,
        to=mail.to or "",
        cc=mail.cc,
        subject=mail.subject,
        language=mail.language,
        send_at=mail.send_at,
        then=mail.then,
    )

    def work() -> Queued:
        row = reply.send(desk.office, asking.viewer, number, wanted, version=mail.version)
        with desk.office.store.reading() as db:
            ticket = ticket_of(db, asking.viewer, number)
            ours = next(o.row for o in answers.written(db, ticket.id or 0, ()) if o.row.id == row)
        return Queued(number=ticket.number, version=ticket.version, reply=row, goes_at=ours.next_try)

    return _json(answered(desk, asking, key, digest, work))


@router.delete("/tickets/{number}/replies/{reply_id}", responses=_problems(400, 404, 409), response_model=shapes.Done)
def take_back(*, desk: DeskOf, asking: Writer, number: Number, reply_id: ReplyId, key: Key, digest: Digest) -> Response:
    """Take a reply back that has not gone: its words become the draft of the token's person, the ticket is open."""

    def work() -> shapes.Done:
        reply.take_back(desk.office, asking.viewer, number, reply_id)
        with desk.office.store.reading() as db:
            ticket = ticket_of(db, asking.viewer, number)
        return shapes.Done(number=ticket.number, version=ticket.version)

    return _json(answered(desk, asking, key, digest, work))


def _shape(ours: answers.Ours) -> ReplyShape:
    row = ours.row
    return ReplyShape.model_validate(
        {
            "id": row.id,
            "author": row.author or "",
            "to": row.to_address,
            "cc": row.cc.split(),
            "subject": row.subject,
            "text": row.body,
            "language": row.language,
            "files": [file.name for file in ours.files],
            "state": row.state,
            "reason": row.reason,
            "written_at": row.created_at,
            "goes_at": row.next_try,
            "sent_at": row.sent_at,
        }
    )


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")
