"""The screens that answer: which rules are there, how does one read, and what would it do if it read otherwise?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from models.message import Message
from models.workbench import RuleDraft
from rules.written import block, with_rule, written
from triage.desk.sessions import SignedIn
from triage.desk.visible import ticket_by_id
from triage.errors import BadInput, NotFound
from triage.tuning import drafts, shelf, verdicts
from triage.tuning.form import ORDER, empty, form_of, read_form
from triage.tuning.form import Form as RuleForm
from triage.tuning.impact import Impact
from triage.tuning.verdicts import Field
from triage.tuning.versions import Texts
from triage.web.desk import Desk, DeskOf, Me, Writer
from triage.web.pages import page, part
from triage.web.rule_impact import shown

router = APIRouter(prefix="/regeln")
MAY = frozenset(("leitung", "admin"))
_AT_ONCE = 0.8  # seconds a page waits for the effect; what is not there by then comes by itself
_PATIENT = 4.0  # seconds for somebody whose browser runs no script
_UNKNOWN = Impact(state="failed", problems=("Die Wirkung wird auf diesem Rechner nicht berechnet.",))


async def _fields(request: Request) -> dict[str, list[str]]:
    form = await request.form()
    return {name: [value for value in form.getlist(name) if isinstance(value, str)] for name in form}


Fields = Annotated[dict[str, list[str]], Depends(_fields)]


def lead(me: Me) -> SignedIn:
    """Who may see and change rules. Raises NotFound for everybody else."""
    if me.viewer.role not in MAY:
        raise NotFound("page")
    return me


def leading(me: Writer) -> SignedIn:
    """Same with the token of a form."""
    return lead(me)


Lead = Annotated[SignedIn, Depends(lead)]
Leading = Annotated[SignedIn, Depends(leading)]


@router.get("")
def show(
    *, request: Request, desk: DeskOf, me: Lead, familie: str = "topics", thema: str = "", q: str = ""
) -> Response:
    """All labels with their rules, those of one label, or those that hold a word."""
    with desk.office.store.reading() as db:
        draft, texts = _draft_texts(db, me)
        found = shelf.find(texts, q[:80]) if q.strip() else shelf.rules_of(texts, familie, thema) if thema else []
        edits = drafts.edits_of(db, draft.id) if draft and draft.id else []
        colleagues = drafts.others(db, me.viewer.name)
    return page(
        request, "rules.html", shelves=shelf.shelves(texts), found=found, family=familie, label=thema, query=q[:80],
        draft=draft, edited={edit.rule for edit in edits}, colleagues=colleagues,
    )  # fmt: skip


@router.post("/neu")
def new(
    desk: DeskOf, me: Leading, family: Annotated[str, Form()] = "topics", label: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Lead to the form of a rule that is not there yet. 422 for a name that cannot be one."""
    return RedirectResponse(f"/regeln/regel/{empty(family, label, name).id}", status_code=303)


@router.get("/regel/{rule_id}")
def one(request: Request, desk: DeskOf, me: Lead, rule_id: str, wirkung: bool = False) -> Response:
    """One rule as a form. `wirkung`: wait for what the draft would do."""
    with desk.office.store.reading() as db:
        draft, texts = _draft_texts(db, me)
        live = shelf.in_force(db)
    form = _form(texts, rule_id)
    if desk.rehearsals and not wirkung:
        desk.rehearsals.prepare(me.viewer.name, live, [rule_id])
    if desk.rehearsals and wirkung:
        desk.rehearsals.begin(me.viewer.name, live, texts)
    return _rule_page(request, desk, me, form, draft=draft, impact=look(desk, me, _PATIENT) if wirkung else None)


@router.post("/regel/{rule_id}")
def save(request: Request, desk: DeskOf, me: Leading, rule_id: str, fields: Fields) -> Response:
    """Let the rule read so in the draft; `out` takes it out of it. 422 with the form as it was typed."""
    with desk.office.store.reading() as db:
        draft, texts = _draft_texts(db, me)
    form = _form(texts, rule_id)
    try:
        after = None if "out" in fields else _written(texts, form, fields)
        drafts.change(
            desk.office, me.viewer.name, revision=_revision(fields, draft), file=form.file, rule=rule_id, after=after
        )
    except BadInput as refused:
        return _rule_page(request, desk, me, _typed(form, fields), draft=draft, problems=refused.problems)
    return RedirectResponse(
        "/regeln/entwurf" if after is None else f"/regeln/regel/{rule_id}?wirkung=1", status_code=303
    )


@router.post("/regel/{rule_id}/wirkung")
def try_out(request: Request, desk: DeskOf, me: Leading, rule_id: str, fields: Fields) -> Response:
    """What would change if the rule read as it is typed now; nothing is kept."""
    with desk.office.store.reading() as db:
        _, texts = _draft_texts(db, me)
        live = shelf.in_force(db)
    form = _form(texts, rule_id)
    try:
        new = with_rule(texts.get(form.file, ""), rule_id, _written(texts, form, fields))
    except BadInput as refused:
        return _impact(request, desk, me, Impact(state="refused", problems=tuple(refused.problems)), form.label)
    if desk.rehearsals:
        desk.rehearsals.begin(me.viewer.name, live, {**texts, form.file: new})
    return _impact(request, desk, me, look(desk, me, _AT_ONCE), form.label)


@router.get("/wirkung")
def look_again(request: Request, desk: DeskOf, me: Lead, thema: str = "") -> Response:
    """How far the last comparison has come."""
    return _impact(request, desk, me, look(desk, me, _AT_ONCE), thema)


@router.post("/urteil")
def judge(
    *, request: Request, desk: DeskOf, me: Leading, message: Annotated[int, Form(ge=1)], value: Annotated[str, Form()],
    right: Annotated[bool, Form()], field: Annotated[Field, Form()] = "topic", thema: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Say that a foreseen label is right or wrong; no request changes. 404 for one this person may not see."""
    with desk.office.store.reading() as db:
        found = db.get(Message, message)
        if found is None:
            raise NotFound("message")
        ticket_by_id(db, me.viewer, found.ticket_id)
    verdicts.judge(desk.office, me.viewer.name, message_id=message, field=field, value=value, right=right)
    return _impact(request, desk, me, look(desk, me, 0.0), thema)


def _draft_texts(db: Session, me: SignedIn) -> tuple[RuleDraft | None, Texts]:
    """The reader's draft and the rules as they read in it."""
    draft = drafts.open_draft(db, me.viewer.name)
    return draft, drafts.texts_of(db, draft) if draft else shelf.in_force(db)


def _form(texts: Texts, rule_id: str) -> RuleForm:
    """The form of a rule, empty for one that may be made. Raises NotFound."""
    rule = shelf.rule(texts, rule_id)
    if rule is not None:
        return form_of(rule)
    label, _, name = rule_id.partition(".")
    family = next((one.family for one in shelf.shelves({}) if one.label == label), "")
    try:
        return empty(family, label, name)
    except BadInput:
        raise NotFound("rule") from None


def _written(texts: Texts, form: RuleForm, fields: Mapping[str, Sequence[str]]) -> str:
    """The rule's lines as they were typed: as YAML, or in the fields; comments above it stay."""
    if typed := "".join(fields.get("yaml", ())).strip():
        return typed.replace("\r\n", "\n") + "\n"
    old = block(texts[form.file], form.id) if form.file in texts else None
    lines = (old or "").splitlines(keepends=True)
    comments = takewhile(lambda line: "- id:" not in line, lines)
    return "".join(comments) + written(read_form(form, fields))


def _typed(form: RuleForm, fields: Mapping[str, Sequence[str]]) -> RuleForm:
    """The form as it was typed, as far as it can be shown again."""
    words = {role: {lang: "\n".join(fields.get(f"{role}-{lang}", ())) for lang in ORDER} for role in form.words}
    return RuleForm(
        id=form.id, family=form.family, label=form.label, file=form.file, words=words, weight=form.weight,
        where=tuple(fields.get("where", form.where)), once="once" in fields,
        examples="\n".join(fields.get("examples", ())), counterexamples="\n".join(fields.get("counterexamples", ())),
    )  # fmt: skip


def _revision(fields: Mapping[str, Sequence[str]], draft: RuleDraft | None) -> int | None:
    typed = "".join(fields.get("revision", ()))
    return int(typed) if typed.isdecimal() else None


def look(desk: Desk, me: SignedIn, seconds: float) -> Impact:
    """How far what this person asked last has come, waiting so long at most."""
    found = desk.rehearsals.look(me.viewer.name, seconds) if desk.rehearsals else None
    return found or _UNKNOWN


def _impact(request: Request, desk: Desk, me: SignedIn, impact: Impact, label: str) -> Response:
    with desk.office.store.reading() as db:
        return part(request, "_impact.html", shown=shown(db, me.viewer, impact), label=label)


def _rule_page(
    request: Request, desk: Desk, me: SignedIn, form: RuleForm, *, draft: RuleDraft | None,
    impact: Impact | None = None, problems: Sequence[str] = (),
) -> Response:  # fmt: skip
    with desk.office.store.reading() as db:
        _, texts = _draft_texts(db, me)
        live = shelf.in_force(db)
        context: dict[str, Any] = {
            "shown": shown(db, me.viewer, impact) if impact else None,
            "colleagues": drafts.also_changing(db, me.viewer.name, form.id),
            "changed": drafts.piece(live, form.file, form.id) != (now := drafts.piece(texts, form.file, form.id)),
            "text": now or "",
        }  # fmt: skip
    return page(
        request, "rule.html", status=422 if problems else 200, form=form, order=ORDER, draft=draft, problems=problems,
        label=form.label, **context,
    )  # fmt: skip
