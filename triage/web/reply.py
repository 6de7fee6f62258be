"""The screen that answers: what do we write back, and has it gone?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Form, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from triage.desk import answers, drafts, enclosures, readlog, reply
from triage.desk.answers import Begun
from triage.desk.enclosures import Enclosed, Upload
from triage.desk.reply import Reply, Then
from triage.desk.sessions import SignedIn
from triage.desk.ticket import open_ticket
from triage.desk.visible import ticket_of
from triage.errors import BadInput, Conflict
from triage.respond.modules import filled
from triage.web.desk import Desk, DeskOf, Me, Writer, writing
from triage.web.guard import MOST_UPLOAD
from triage.web.keeps import keeps
from triage.web.pages import page, wants_part
from triage.web.paths import same_site, with_query
from triage.web.ticket import local_time

router = APIRouter(prefix="/vorgang/{number}", dependencies=[keeps("text", "language")])
Text = Annotated[str, Form()]
_THEN: dict[str, Then] = {"send": "", "wait": "wait", "done": "done"}
_LONGEST_LINE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What came with a press of one of the form's buttons."""

    begun: Begun
    uploads: tuple[Upload, ...]
    do: str  # send | wait | done | find | keep
    insert: str  # id of a ready-made text
    drop: str  # digest of a file to be taken out
    zurueck: str  # the list somebody came from


@router.post("/antwort")
async def press(request: Request, desk: DeskOf, me: Me, number: str) -> Response:
    """Send, keep, attach, insert: whatever was pressed, what was typed is kept first.

    409 shows the form again when somebody wrote meanwhile, 413 and 422 when something has to be changed.
    """
    if int(request.headers.get("content-length", "0")) > MOST_UPLOAD:
        async for _ in request.stream():  # a browser that is cut off shows no page
            pass
        return await to_thread.run_sync(lambda: _again(request, desk, me, number, ["files_large"], status=413))
    async with request.form(max_files=enclosures.MOST, max_fields=60) as form:
        writing(me, str(form.get("csrf", "")))
        sent = await _read(form)
    return await to_thread.run_sync(lambda: _pressed(request, desk, me, number, sent))


@router.post("/antwort/entwurf")
def keep_draft(
    *,
    request: Request,
    desk: DeskOf,
    me: Writer,
    number: str,
    text: Text = "",
    to: Text = "",
    cc: Annotated[list[str] | None, Form()] = None,
    subject: Text = "",
    language: Text = "",
    send_at: Text = "",
    seen: Text = "",
) -> Response:
    """Keep what is in the form, every few seconds while somebody types; says when, and who else writes."""
    typed = Begun(
        text=reply.tidy(text), to=to, cc=tuple(cc or ()), subject=subject, language=language, send_at=send_at, seen=seen
    )
    with desk.office.store.reading() as db:
        ticket_id = _id(desk, me, number)
        typed = replace(typed, files=answers.begun(db, me.viewer, ticket_id).files)
    _keep(desk, me, ticket_id, typed)
    with desk.office.store.reading() as db:
        view = open_ticket(db, me.viewer, number)
    return page(request, "_draft.html", view=view, news=seen != view.reply.now_seen)


@router.post("/antwort/verwerfen")
def throw_away(desk: DeskOf, me: Writer, number: str, weiter: Text = "/") -> Response:
    """Discard the draft and the files that came with it."""
    ticket_id = _id(desk, me, number)
    with desk.office.store.transaction() as db:
        files = answers.begun(db, me.viewer, ticket_id).files
        drafts.forget(db, me.viewer, reply.slot(ticket_id))
        enclosures.forget(db, files)
    return RedirectResponse(same_site(weiter), status_code=303)


@router.get("/bausteine")
def find_modules(
    *, request: Request, desk: DeskOf, me: Me, number: str, module: str = "", language: str = ""
) -> Response:
    """Ready-made texts that fit the words, as a part of the form."""
    with desk.office.store.reading() as db:
        ticket = ticket_of(db, me.viewer, number)
    readlog.looked(desk.office, me.viewer.name, [ticket], "read")
    found = desk.office.modules.found(module[:200], ticket.topic)
    return page(request, "_modules.html", found=found, language=language or ticket.language, ticket=ticket)


@router.get("/gesendet/{key}")
def state(request: Request, desk: DeskOf, me: Me, number: str, key: int) -> Response:
    """How far a mail of ours is, as a part of the ticket."""
    with desk.office.store.reading() as db:
        view = open_ticket(db, me.viewer, number)
    readlog.looked(desk.office, me.viewer.name, [view.ticket], "read")
    ours = next((each for each in view.reply.written if each.row.id == key), None)
    if ours is None:
        return HTMLResponse("")
    return page(request, "_ours.html", view=view, ours=ours, back=f"/vorgang/{view.ticket.number}")


@router.post("/gesendet/{key}/zurueck")
def undo(desk: DeskOf, me: Writer, number: str, key: int, weiter: Text = "/") -> Response:
    """Take a reply back that has not gone; its words are a draft again. 422 when it is on its way."""
    reply.take_back(desk.office, me.viewer, number, key)
    return _to(weiter)


@router.post("/gesendet/{key}/nochmal")
def resend(desk: DeskOf, me: Writer, number: str, key: int, weiter: Text = "/") -> Response:
    """Send again what perhaps did not arrive, under the same Message-ID."""
    reply.send_again(desk.office, me.viewer, number, key)
    return _to(weiter)


@router.post("/gesendet/{key}/angekommen")
def arrived(desk: DeskOf, me: Writer, number: str, key: int, weiter: Text = "/") -> Response:
    """Note that it arrived after all."""
    reply.has_arrived(desk.office, me.viewer, number, key)
    return _to(weiter)


def _pressed(request: Request, desk: Desk, me: SignedIn, number: str, sent: Sent) -> Response:
    """Keep first, then do it."""
    ticket_id = _id(desk, me, number)
    with desk.office.store.reading() as db:
        had = answers.begun(db, me.viewer, ticket_id).files
    typed = replace(sent.begun, files=tuple(file for file in had if file.sha256 != sent.drop))
    problems = []
    try:
        typed = replace(typed, files=enclosures.keep(desk.office, sent.uploads, typed.files))
        typed = _with_module(desk, me, number, typed, sent.insert)
        _keep(desk, me, ticket_id, typed)
        _drop(desk, had, typed.files)
    except BadInput as refused:
        problems = refused.problems
    if problems or sent.do not in _THEN or sent.insert or sent.drop:
        return _again(request, desk, me, number, problems, sent=replace(sent, begun=typed))
    return _sent(request, desk, me, number, replace(sent, begun=typed))


def _sent(request: Request, desk: Desk, me: SignedIn, number: str, sent: Sent) -> Response:
    begun = sent.begun
    wanted = Reply(
        text=begun.text,
        to=begun.to,
        cc=begun.cc,
        subject=begun.subject,
        language=begun.language or "de",
        files=begun.files,
        send_at=local_time(begun.send_at, desk.office.zone) if begun.send_at else None,
        seen=begun.seen,
        then=_THEN[sent.do],
    )
    try:
        if begun.send_at and wanted.send_at is None:
            raise BadInput(["until_past"])  # noqa: TRY301 - one way out for all that has to be changed in the form
        reply.send(desk.office, me.viewer, number, wanted)
    except Conflict:  # somebody wrote meanwhile, or of two who pressed at once this one was second
        return _again(request, desk, me, number, [], sent=sent, status=409)
    except BadInput as refused:
        return _again(request, desk, me, number, refused.problems, sent=sent)
    return _to(with_query(f"/vorgang/{number}", zurueck=sent.zurueck))


def _again(
    request: Request,
    desk: Desk,
    me: SignedIn,
    number: str,
    problems: list[str],
    *,
    sent: Sent | None = None,
    status: int = 0,
) -> Response:
    """The ticket with the form open and filled in."""
    with desk.office.store.reading() as db:
        view = open_ticket(db, me.viewer, number)
    begun = sent.begun if sent else view.reply.begun
    overtaken = status == 409  # noqa: PLR2004 - HTTP's Conflict
    if overtaken:
        begun = replace(begun, seen=view.reply.now_seen)
    home = same_site(sent.zurueck if sent else "/")
    looks = sent is not None and sent.do == "find"
    return page(
        request,
        "_reply_form.html" if wants_part(request) else "ticket.html",
        status=status or (422 if problems else 200),
        view=view,
        back=with_query(f"/vorgang/{view.ticket.number}", zurueck="" if home == "/" else home),
        onward=home,
        in_pane=False,
        here=home,
        begun=begun,
        problems=problems,
        overtaken=overtaken,
        found=desk.office.modules.found(begun.module, view.ticket.topic) if looks else (),
    )


async def _read(form: FormData) -> Sent:
    begun = Begun(
        text=reply.tidy(_field(form, "text")),
        to=_field(form, "to")[:320],
        cc=tuple(str(each)[:320] for each in form.getlist("cc") if isinstance(each, str)),
        subject=_field(form, "subject")[:_LONGEST_LINE],
        language=_field(form, "language")[:8],
        send_at=_field(form, "send_at")[:40],
        module=_field(form, "module")[:200],
        seen=_field(form, "seen")[:60],
    )
    return Sent(
        begun=begun,
        uploads=tuple([await _upload(file) for file in _files(form)]),
        do=_field(form, "do"),
        insert=_field(form, "insert"),
        drop=_field(form, "drop"),
        zurueck=_field(form, "zurueck"),
    )


def _field(form: FormData, name: str) -> str:
    found = form.get(name)
    return found if isinstance(found, str) else ""


def _files(form: FormData) -> Iterator[UploadFile]:
    """An empty file field sends one file without a name."""
    return (file for file in form.getlist("files") if isinstance(file, UploadFile) and file.filename)


async def _upload(file: UploadFile) -> Upload:
    return Upload(name=file.filename or "", type=file.content_type or "", octets=await file.read())


def _with_module(desk: Desk, me: SignedIn, number: str, typed: Begun, key: str) -> Begun:
    """A ready-made text under what is there already, in the language the reply is closed in."""
    if not key:
        return typed
    with desk.office.store.reading() as db:
        ticket = ticket_of(db, me.viewer, number)
    words = desk.office.modules.named(key).text(typed.language or ticket.language)
    text = filled(words, name=ticket.sender_name, number=ticket.number)
    return replace(typed, text=f"{typed.text}\n\n{text}".strip())


def _keep(desk: Desk, me: SignedIn, ticket_id: int, typed: Begun) -> None:
    """An empty form keeps no draft: what else stands in it came from us."""
    if typed.is_empty:
        drafts.discard(desk.office, me.viewer, reply.slot(ticket_id))
    else:
        drafts.save(desk.office, me.viewer, reply.slot(ticket_id), typed.as_fields(), ticket_id=ticket_id)


def _drop(desk: Desk, had: tuple[Enclosed, ...], has: tuple[Enclosed, ...]) -> None:
    gone = [file for file in had if file not in has]
    if gone:
        with desk.office.store.transaction() as db:
            enclosures.forget(db, gone)


def _id(desk: Desk, me: SignedIn, number: str) -> int:
    with desk.office.store.reading() as db:
        found = ticket_of(db, me.viewer, number).id
    assert found is not None
    return found


def _to(path: str) -> Response:
    return RedirectResponse(same_site(path), status_code=303)
