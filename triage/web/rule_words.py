"""The screen that answers: which words of this request should a rule know?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlmodel import col, select
from starlette.responses import RedirectResponse, Response

from models.message import Message
from rules.rulebook import Term
from rules.written import written
from triage.desk import readlog
from triage.desk.visible import ticket_of
from triage.errors import BadInput, NotFound
from triage.tuning import drafts, shelf
from triage.tuning.form import FIRST
from triage.web.desk import DeskOf
from triage.web.pages import page
from triage.web.rules import Lead, Leading

router = APIRouter(prefix="/regeln/vorgang")
MOST_WORDS = 400
_WORD = re.compile(r"\w[\w’'-]*")
Ticked = Annotated[list[int] | None, Form()]
Text = Annotated[str, Form(max_length=200)]


@router.get("/{number}")
def show(request: Request, desk: DeskOf, me: Lead, number: str, thema: str = "") -> Response:
    """The words of a request, to be ticked, and the rules of its topic that may take them."""
    with desk.office.store.reading() as db:
        ticket = ticket_of(db, me.viewer, number)
        message = db.exec(select(Message).where(Message.ticket_id == ticket.id).order_by(col(Message.id))).first()
        if message is None:
            raise NotFound("message")
        draft = drafts.open_draft(db, me.viewer.name)
        texts = drafts.texts_of(db, draft) if draft else shelf.in_force(db)
    readlog.looked(desk.office, me.viewer.name, [ticket], "read")
    label = thema or ticket.topic
    return page(
        request, "rule_words.html", ticket=ticket, words_found=words_of(message.text), label=label,
        rules_found=[(one.id, one.id) for one in shelf.rules_of(texts, "topics", label)], languages=FIRST,
        language=message.language if message.language in FIRST else "de", revision=draft.revision if draft else None,
    )  # fmt: skip


@router.post("/{number}")
def take(
    *, desk: DeskOf, me: Leading, number: str, rule: Text, word: Ticked = None, language: Text = "de",
    unless: Annotated[bool, Form()] = False, revision: Annotated[int | None, Form()] = None,
) -> Response:  # fmt: skip
    """Add the ticked words to a rule of the draft; neighbours become a phrase. 422 when nothing is ticked."""
    with desk.office.store.reading() as db:
        ticket = ticket_of(db, me.viewer, number)
        message = db.exec(select(Message).where(Message.ticket_id == ticket.id).order_by(col(Message.id))).first()
        draft = drafts.open_draft(db, me.viewer.name)
        texts = drafts.texts_of(db, draft) if draft else shelf.in_force(db)
    found = shelf.rule(texts, rule)
    if found is None or message is None:
        raise NotFound("rule")
    terms = tuple(Term(language=language, text=text, line=1) for text in phrases(words_of(message.text), word or []))
    if not terms:
        raise BadInput(["Bitte wählen Sie mindestens ein Wort."])
    new = replace(found, unless=(*found.unless, *terms)) if unless else replace(found, any=(*found.any, *terms))
    drafts.change(desk.office, me.viewer.name, revision=revision, file=found.file, rule=rule, after=written(new))
    return RedirectResponse(f"/regeln/regel/{rule}?wirkung=1", status_code=303)


def words_of(text: str) -> list[str]:
    """The first words of a text, without signs and numbers."""
    return [word for word in _WORD.findall(text) if not word.isdigit()][:MOST_WORDS]


def phrases(words: Sequence[str], ticked: Sequence[int]) -> list[str]:
    """The ticked words, neighbours put together."""
    found: list[list[str]] = []
    last = -2
    for at in sorted(set(ticked)):
        if 0 <= at < len(words):
            if at == last + 1:
                found[-1].append(words[at])
            else:
                found.append([words[at]])
            last = at
    return [" ".join(some) for some in found]
