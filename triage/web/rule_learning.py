"""The screens that answer: where are the rules weak, which words are missing, and what ails them?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from rules.written import written
from triage.desk import readlog
from triage.desk.visible import Viewer, seen_by, ticket_of
from triage.errors import BadInput, NotFound
from triage.rehearsing.server import Told, Work
from triage.rehearsing.studies import Examination, ExampleOf, Suggestions
from triage.tuning import drafts, examples, shelf, versions
from triage.tuning.judged import judged
from triage.tuning.suggest import Suggestion
from triage.tuning.weak import drift, torn, weakness
from triage.web.desk import Desk, DeskOf
from triage.web.keeps import keeps
from triage.web.pages import page, part
from triage.web.rules import Lead, Leading

router = APIRouter(prefix="/regeln", dependencies=[keeps("text")])
SINCE = timedelta(days=365)
_AT_ONCE = 0.8  # seconds a page waits for what takes longer
_FOR_AN_EXAMPLE = 20.0
_SHOWN = 200  # findings on a page
Study = Literal["suggest", "doctor"]
_WORK: dict[Study, Callable[[Viewer], Work]] = {"suggest": Suggestions, "doctor": Examination}
_PAGES = {"suggest": "rule_suggestions.html", "doctor": "rule_findings.html"}
Field = Literal["topic", "municipality"]


@router.get("/schwaechen")
def weak(request: Request, desk: DeskOf, me: Lead, feld: Field = "topic") -> Response:
    """How often people agree with the rules, per topic or town and week, and what they correct most."""
    seen = partial(seen_by, me.viewer)
    with desk.office.store.reading() as db:
        since = desk.office.clock.now() - SINCE
        told = judged(db, seen, since=since, fields=(feld,))
        unclear = torn(db, seen, since=since)
        live = versions.live(db)
    return page(
        request, "rule_weak.html", weak=weakness(told, feld, desk.zone), torn=unclear, drift=drift(told, feld, live),
        field=feld, live=live,
    )  # fmt: skip


@router.get("/vorschlaege")
def suggestions(request: Request, desk: DeskOf, me: Lead) -> Response:
    """Words and exceptions that corrections ask for, as far as they were looked for."""
    return _study_page(request, desk, me, "suggest")


@router.get("/befund")
def findings(request: Request, desk: DeskOf, me: Lead) -> Response:
    """What ails the rules, each with its mend, as far as it was looked for."""
    return _study_page(request, desk, me, "doctor")


@router.post("/suchen")
def study(desk: DeskOf, me: Leading, what: Annotated[Study, Form()]) -> Response:
    """Look for suggestions or findings: seconds to a minute, in a process of its own."""
    with desk.office.store.reading() as db:
        texts = shelf.in_force(db)
    if desk.rehearsals is None:
        raise BadInput(["Das wird auf diesem Rechner nicht berechnet."])
    desk.rehearsals.ask(f"{what} {me.viewer.name}", texts, _WORK[what](me.viewer))
    return RedirectResponse(f"/regeln/{'vorschlaege' if what == 'suggest' else 'befund'}", status_code=303)


@router.get("/suchen/{what}")
def study_again(request: Request, desk: DeskOf, me: Lead, what: Study) -> Response:
    """Whether it was found by now."""
    return part(request, f"_{_PAGES[what]}", told=_told(desk, me, what), most=_SHOWN)


@router.post("/vorschlaege/annehmen")
def accept(
    desk: DeskOf, me: Leading, at: Annotated[int, Form(ge=0)], text: Annotated[str, Form(max_length=200)],
    revision: Annotated[int | None, Form()] = None,
) -> Response:  # fmt: skip
    """Put a suggestion into the draft. 404 when it is not the one shown any more."""
    told = _told(desk, me, "suggest")
    found = told.result if told and isinstance(told.result, tuple) else ()
    chosen = found[at] if at < len(found) else None
    if not isinstance(chosen, Suggestion) or chosen.text != text:
        raise NotFound("suggestion")
    with desk.office.store.reading() as db:
        draft = drafts.open_draft(db, me.viewer.name)
    drafts.change(
        desk.office, me.viewer.name, revision=revision if draft else None, file=chosen.rule.file, rule=chosen.rule.id,
        after=written(chosen.rule),
    )  # fmt: skip
    return RedirectResponse(f"/regeln/regel/{chosen.rule.id}?wirkung=1", status_code=303)


@router.get("/beispiel/{number}")
def example(request: Request, desk: DeskOf, me: Lead, number: str, regel: str = "") -> Response:
    """A request as an example of a rule, names replaced, to be read before it is kept."""
    with desk.office.store.reading() as db:
        ticket = ticket_of(db, me.viewer, number)
        draft = drafts.open_draft(db, me.viewer.name)
        texts = drafts.texts_of(db, draft) if draft else shelf.in_force(db)
    if shelf.rule(texts, regel) is None or desk.rehearsals is None:
        raise NotFound("rule")
    readlog.looked(desk.office, me.viewer.name, [ticket], "read")
    key = f"example {me.viewer.name}"
    desk.rehearsals.ask(key, texts, ExampleOf(ticket.id or 0, regel))
    told = desk.rehearsals.told(key, _FOR_AN_EXAMPLE)
    return page(
        request, "rule_example.html", ticket=ticket, rule=regel, proposal=told.result if told else None,
        revision=draft.revision if draft else None,
    )  # fmt: skip


@router.post("/beispiel/{number}")
def keep_example(
    *, desk: DeskOf, me: Leading, number: str, regel: Annotated[str, Form(max_length=120)],
    text: Annotated[str, Form(max_length=4000)], counter: Annotated[bool, Form()] = False,
    revision: Annotated[int | None, Form()] = None,
) -> Response:  # fmt: skip
    """Add a reviewed example to a rule of the draft. 422 when it is empty or too long."""
    with desk.office.store.reading() as db:
        ticket = ticket_of(db, me.viewer, number)
        draft = drafts.open_draft(db, me.viewer.name)
        texts = drafts.texts_of(db, draft) if draft else shelf.in_force(db)
    rule = shelf.rule(texts, regel)
    if rule is None or ticket.id is None:
        raise NotFound("rule")
    words = " ".join(text.split())
    with desk.office.store.transaction() as db:
        examples.keep(db, desk.office, me.viewer.name, rule=regel, text=words, ticket_id=ticket.id)
    drafts.change(
        desk.office, me.viewer.name, revision=revision if draft else None, file=rule.file, rule=regel,
        after=written(drafts.with_example(rule, words, counter=counter)),
    )  # fmt: skip
    return RedirectResponse(f"/regeln/regel/{regel}?wirkung=1", status_code=303)


def _study_page(request: Request, desk: Desk, me: Lead, what: Study) -> Response:
    with desk.office.store.reading() as db:
        draft = drafts.open_draft(db, me.viewer.name)
    return page(
        request, _PAGES[what], told=_told(desk, me, what), most=_SHOWN, revision=draft.revision if draft else None
    )


def _told(desk: Desk, me: Lead, what: Study) -> Told | None:
    return desk.rehearsals.told(f"{what} {me.viewer.name}", _AT_ONCE) if desk.rehearsals else None
