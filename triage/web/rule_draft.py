"""The screens that answer: what is ready to be published, what was, and how do the old rules come back?"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from rules.difference import Change, between
from rules.load import read_file
from rules.rulebook import Rule
from triage.errors import BadInput, NotFound
from triage.tuning import drafts, resort, shelf, versions
from triage.tuning.drafts import Taken
from triage.tuning.impact import Impact
from triage.tuning.versions import Texts
from triage.web.desk import Desk, DeskOf
from triage.web.keeps import keeps
from triage.web.pages import page
from triage.web.rule_impact import shown
from triage.web.rules import Fields, Lead, Leading, look

router = APIRouter(prefix="/regeln", dependencies=[keeps("note")])
_PATIENT = 4.0  # seconds
Revision = Annotated[int, Form(ge=0)]
Text = Annotated[str, Form(max_length=4000)]


@router.get("/entwurf")
def show(request: Request, desk: DeskOf, me: Lead, entwurf: int | None = None, wirkung: bool = True) -> Response:
    """The reader's draft, or a colleague's: what it changes, in words, and what that would do."""
    return _draft_page(request, desk, me, number=entwurf, wait=wirkung)


@router.post("/entwurf/verwerfen")
def discard(desk: DeskOf, me: Leading, revision: Revision) -> Response:
    """Give the own draft up. 409 when it is another by now."""
    drafts.discard(desk.office, me.viewer.name, revision=revision)
    return RedirectResponse("/regeln", status_code=303)


@router.post("/entwurf/nachziehen")
def catch_up(request: Request, desk: DeskOf, me: Leading, revision: Revision, fields: Fields) -> Response:
    """Put the draft onto the rules in force; for each rule both changed a field `taken rule file` says whose stays."""
    taken: dict[tuple[str, str], Taken] = {}
    for name, values in fields.items():
        if name.startswith("taken "):
            rule, _, file = name.removeprefix("taken ").partition(" ")
            taken[file, rule] = "theirs" if values[-1:] == ["theirs"] else "mine"
    try:
        drafts.catch_up(desk.office, me.viewer.name, revision=revision, taken=taken)
    except BadInput as refused:
        return _draft_page(request, desk, me, problems=refused.problems)
    return RedirectResponse("/regeln/entwurf", status_code=303)


@router.post("/entwurf/zustimmen")
def agree(desk: DeskOf, me: Leading, draft: Annotated[int, Form()], revision: Revision) -> Response:
    """Say as a second person that a colleague's draft may be published. 422 for the own, 409 when it changed."""
    drafts.agree(desk.office, me.viewer.name, draft, revision=revision)
    return RedirectResponse(f"/regeln/entwurf?entwurf={draft}", status_code=303)


@router.post("/entwurf/beobachten")
def watch(desk: DeskOf, me: Leading, revision: Revision, days: Annotated[int, Form(ge=0, le=60)] = 7) -> Response:
    """Run the draft beside the rules in force on new mail for so many days; 0 ends it."""
    drafts.watch(desk.office, me.viewer.name, revision=revision, days=days)
    return RedirectResponse("/regeln/entwurf", status_code=303)


@router.post("/entwurf/veroeffentlichen")
def publish(
    *, request: Request, desk: DeskOf, me: Leading, revision: Revision, note: Text = "", despite: Text = "",
    again: Annotated[bool, Form()] = False,
) -> Response:  # fmt: skip
    """Put the draft in force, and open requests under it if wanted. 422 with what speaks against it."""
    report = _report(look(desk, me, 0.0))
    find = desk.rehearsals.check if desk.rehearsals else versions.check
    try:
        done = drafts.publish(
            desk.office, me.viewer.name, revision=revision, note=note, despite=despite.strip(), report=report,
            find=find, four_eyes=desk.web.four_eyes,
        )  # fmt: skip
    except BadInput as refused:
        return _draft_page(request, desk, me, problems=refused.problems, typed=note)
    if again:
        resort.begin(desk.office, me.viewer.name, done.number)
    return RedirectResponse("/regeln/versionen", status_code=303)


@router.get("/versionen")
def history(request: Request, desk: DeskOf, me: Lead, von: int | None = None) -> Response:
    """Every version there was; `von`: what the one of that number changed, in words."""
    with desk.office.store.reading() as db:
        found = versions.history(db) or [versions.live(db)]
        changes = None
        if von is not None:
            before = next((one.replaces for one in found if one.number == von), None)
            if before is None:
                raise NotFound("version")
            changes = _changes(versions.texts_of(db, before or von), versions.texts_of(db, von))
        batches = resort.batches(db)
    return page(request, "rule_versions.html", versions=found, chosen=von, changes=changes, batches=batches)


@router.post("/versionen/zurueck")
def back(
    desk: DeskOf, me: Leading, to: Annotated[int, Form(ge=0)], onto: Annotated[int, Form(ge=0)], note: Text = ""
) -> Response:
    """Put the text of an earlier version in force again. 409 when another is in force by now."""
    words = note.strip() or f"Zurück zu Version {to}."
    versions.roll_back(desk.office, me.viewer.name, to=to, onto=onto, note=words)
    return RedirectResponse("/regeln/versionen", status_code=303)


@router.post("/neu-einordnen")
def sort_again(desk: DeskOf, me: Leading) -> Response:
    """Put the open requests under the rules in force, as one batch that can be taken back."""
    with desk.office.store.reading() as db:
        number = versions.live_key(db)[0]
    resort.begin(desk.office, me.viewer.name, number)
    return RedirectResponse("/regeln/versionen", status_code=303)


@router.post("/neu-einordnen/{resort_id}/{step}")
def steer(desk: DeskOf, me: Leading, resort_id: int, step: Literal["stop", "back"]) -> Response:
    """Stop a batch where it is, or put everything back as it was."""
    if step == "stop":
        resort.stop(desk.office, resort_id)
    else:
        resort.take_back(desk.office, me.viewer.name, resort_id)
    return RedirectResponse("/regeln/versionen", status_code=303)


def _draft_page(
    request: Request, desk: Desk, me: Lead, *, number: int | None = None, problems: list[str] | None = None,
    typed: str = "", wait: bool = True,
) -> Response:  # fmt: skip
    with desk.office.store.reading() as db:
        own = drafts.open_draft(db, me.viewer.name)
        draft = drafts.draft_of(db, number) if number is not None else own
        live = shelf.in_force(db)
        if draft is None or draft.id is None:
            return page(request, "rule_draft.html", draft=None, colleagues=drafts.others(db, me.viewer.name))
        texts = drafts.texts_of(db, draft)
        edits, clashes = drafts.edits_of(db, draft.id), drafts.clashes(db, draft)
        base = versions.texts_of(db, draft.base)
        context: dict[str, Any] = {
            "colleagues": drafts.others(db, me.viewer.name),
        }
        first = drafts.first_watched(db, draft)
    impact = _impact(desk, me, live, texts) if wait and not clashes else None
    with desk.office.store.reading() as db:
        context["shown"] = shown(db, me.viewer, impact) if impact else None
    context["watched"] = sum(one.message_id >= first for one in impact.changes) if impact and first else 0
    return page(
        request, "rule_draft.html", status=422 if problems else 200, draft=draft, edits=edits, clashes=clashes,
        own=own is not None and own.id == draft.id, changes=_changes(base, texts), problems=problems or [],
        typed=typed, four_eyes=desk.web.four_eyes, **context,
    )  # fmt: skip


def _impact(desk: Desk, me: Lead, live: Texts, texts: Texts) -> Impact:
    if desk.rehearsals:
        desk.rehearsals.begin(me.viewer.name, live, texts)
    return look(desk, me, _PATIENT)


def _changes(old: Texts, new: Texts) -> list[Change]:
    """What differs, in words, read from the files that differ alone."""
    names = [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]
    before, after = (_rules(texts, names) for texts in (old, new))
    found = between(before, after)
    silent = [name for name in names if not name.endswith((".yaml", ".yml")) or name.startswith("hints/")]
    return found + [Change(sign="~", label="", rule="", what="file", text=name) for name in silent]


def _rules(texts: Texts, names: list[str]) -> list[Rule]:
    return [rule for name in names if name in texts for rule in read_file(name, texts[name])[0]]


def _report(impact: Impact) -> dict[str, object]:
    """What was foreseen, as it is kept with the version: counts alone, no words of anybody."""
    moves = [{"from": before, "to": after, "messages": number} for (before, after), number in impact.moves.items()]
    return {
        "state": impact.state, "known": impact.known, "touched": impact.touched, "changed": impact.changed,
        "moves": moves, "fields": dict(impact.fields), "rules": list(impact.rules),
    }  # fmt: skip
