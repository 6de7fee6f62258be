"""What does a supervisor want to change in the rules, before anybody else is touched by it?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from sqlmodel import Session, col, select

from models.message import Message
from models.workbench import RuleDraft, RuleEdit
from rules.load import read_file
from rules.rulebook import Rule
from rules.written import block, with_rule
from triage.errors import BadInput, Conflict, NotFound
from triage.office import Office
from triage.tuning import versions
from triage.tuning.versions import Check, Texts, Version

OPEN, WATCHING, PUBLISHED, DISCARDED = "open", "watching", "published", "discarded"
LONGEST_BLOCK = 200_000  # characters of one rule or file
Taken = Literal["mine", "theirs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A rule that somebody else published while the draft changed it too."""

    file: str
    rule: str
    base: str | None  # as both found it
    theirs: str | None  # as it holds now
    mine: str | None  # as the draft has it


def open_draft(db: Session, author: str) -> RuleDraft | None:
    """The draft somebody works at; everybody has one at most."""
    live = col(RuleDraft.state).in_((OPEN, WATCHING))
    query = select(RuleDraft).where(RuleDraft.author == author, live).order_by(col(RuleDraft.id).desc())
    return db.exec(query.limit(1)).first()


def others(db: Session, author: str) -> list[RuleDraft]:
    """The drafts colleagues work at."""
    live = col(RuleDraft.state).in_((OPEN, WATCHING))
    return list(db.exec(select(RuleDraft).where(RuleDraft.author != author, live).order_by(col(RuleDraft.id))))


def also_changing(db: Session, author: str, rule: str) -> list[tuple[RuleDraft, RuleEdit]]:
    """The drafts of colleagues that change a rule too, with their wording."""
    found = [(draft, edit) for draft in others(db, author) for edit in edits_of(db, draft.id or 0)]
    return [(draft, edit) for draft, edit in found if edit.rule == rule]


def draft_of(db: Session, draft_id: int) -> RuleDraft:
    """Raises NotFound."""
    draft = db.get(RuleDraft, draft_id)
    if draft is None:
        raise NotFound("draft")
    return draft


def edits_of(db: Session, draft_id: int) -> list[RuleEdit]:
    """What a draft changes, file by file."""
    query = select(RuleEdit).where(RuleEdit.draft_id == draft_id)
    return list(db.exec(query.order_by(col(RuleEdit.file), col(RuleEdit.rule))))


def texts_of(db: Session, draft: RuleDraft) -> dict[str, str]:
    """All files as the draft has them."""
    assert draft.id is not None
    return applied(versions.texts_of(db, draft.base), edits_of(db, draft.id))


def applied(texts: Texts, edits: Sequence[RuleEdit]) -> dict[str, str]:
    """These files with the edits in them: whole files first, then their rules. Raises RulesInvalid."""
    found = dict(texts)
    for edit in sorted(edits, key=lambda one: (one.rule != "", one.file, one.rule)):
        if edit.rule:
            found[edit.file] = with_rule(found.get(edit.file, ""), edit.rule, edit.after)
        elif edit.after is None:
            found.pop(edit.file, None)
        else:
            found[edit.file] = edit.after
    return found


def piece(texts: Texts, file: str, rule: str) -> str | None:
    """One rule as it stands in its file, or the whole file; None when it is not there."""
    text = texts.get(file)
    return text if not rule or text is None else block(text, rule)


def change(
    office: Office, author: str, *, revision: int | None, file: str, rule: str = "", after: str | None
) -> RuleDraft:
    """Let a rule, or a whole file, read so in the author's draft, which begins with the first change.

    `after`: None takes it out. `revision`: of the draft as it was shown; None when there was none. What is as it was
    is no change any more. Raises BadInput with every problem of the file, Conflict when the draft is another by now.
    """
    with office.store.transaction() as db:
        draft = _to_write(office, db, author, revision)
        assert draft.id is not None
        texts = texts_of(db, draft)
        before = piece(versions.texts_of(db, draft.base), file, rule)
        new = applied(texts, [RuleEdit(draft_id=draft.id, file=file, rule=rule, after=after, at=office.clock.now())])
        _check_file(file, new.get(file), after)
        old = db.exec(
            select(RuleEdit).where(RuleEdit.draft_id == draft.id, RuleEdit.file == file, RuleEdit.rule == rule)
        )
        edit = old.first() or RuleEdit(draft_id=draft.id, file=file, rule=rule, before=before, at=office.clock.now())
        if piece(new, file, rule) == before:
            if edit.id is not None:
                db.delete(edit)
        else:
            edit.after, edit.at = after, office.clock.now()
            db.add(edit)
        _raise_revision(office, draft)
        return draft


def discard(office: Office, author: str, *, revision: int) -> None:
    """Give the draft up; it is kept in the history of drafts."""
    with office.store.transaction() as db:
        draft = _to_write(office, db, author, revision)
        draft.state = DISCARDED
        _raise_revision(office, draft)


def clashes(db: Session, draft: RuleDraft) -> list[Clash]:
    """The rules that others published since the draft began and that it changes too, otherwise than they did."""
    live = versions.live_key(db)[0]
    if live == draft.base:
        return []
    assert draft.id is not None
    base, now = versions.texts_of(db, draft.base), versions.texts_of(db, live)
    found = []
    for edit in edits_of(db, draft.id):
        was, theirs = piece(base, edit.file, edit.rule), piece(now, edit.file, edit.rule)
        if theirs not in (was, edit.after):
            found.append(Clash(file=edit.file, rule=edit.rule, base=was, theirs=theirs, mine=edit.after))
    return found


def catch_up(office: Office, author: str, *, revision: int, taken: Mapping[tuple[str, str], Taken]) -> RuleDraft:
    """Put the draft onto what is in force now. `taken`: for each clash, by file and rule, which side stays.

    Raises BadInput when a clash is not decided, Conflict.
    """
    with office.store.transaction() as db:
        draft = _to_write(office, db, author, revision)
        assert draft.id is not None
        open_ = {(clash.file, clash.rule) for clash in clashes(db, draft)}
        if missing := open_ - taken.keys():
            raise BadInput([f"Bitte entscheiden Sie noch über {rule or file}." for file, rule in sorted(missing)])
        live = versions.live_key(db)[0]
        now = versions.texts_of(db, live)
        for edit in edits_of(db, draft.id):
            edit.before = piece(now, edit.file, edit.rule)
            if edit.before == edit.after or taken.get((edit.file, edit.rule)) == "theirs":
                db.delete(edit)
            else:
                db.add(edit)
        draft.base = live
        _raise_revision(office, draft)
        return draft


def agree(office: Office, reader: str, draft_id: int, *, revision: int) -> None:
    """A second pair of eyes has seen the draft as it is. Raises BadInput for the author's own, Conflict."""
    with office.store.transaction() as db:
        draft = draft_of(db, draft_id)
        if draft.author == reader:
            raise BadInput(["Den eigenen Entwurf prüft jemand anderes."])
        if draft.revision != revision or draft.state not in (OPEN, WATCHING):
            raise Conflict("draft", draft.author)
        draft.agreed_by, draft.agreed_revision = reader, revision
        db.add(draft)


def watch(office: Office, author: str, *, revision: int, days: int) -> None:
    """Let the draft only look at new messages for so many days; 0 ends it. Raises Conflict."""
    with office.store.transaction() as db:
        draft = _to_write(office, db, author, revision)
        now = office.clock.now()
        draft.state = WATCHING if days else OPEN
        draft.watch_from, draft.watch_until = (now, now + timedelta(days=days)) if days else (None, None)


def first_watched(db: Session, draft: RuleDraft) -> int | None:
    """The first message that came while the draft was watching; None when none has come, or it never did."""
    if draft.watch_from is None or draft.watch_until is None:
        return None
    came = col(Message.received_at).between(draft.watch_from, draft.watch_until)
    return db.exec(select(Message.id).where(came).order_by(col(Message.id)).limit(1)).first()


def publish(
    office: Office,
    author: str,
    *,
    revision: int,
    note: str,
    despite: str = "",
    report: Mapping[str, object] | None = None,
    find: Check = versions.check,
    four_eyes: bool = False,
) -> Version:
    """Put the author's draft in force; draft and version change in one transaction.

    Raises BadInput with what speaks against it, Conflict when others published or changed it meanwhile.
    """
    with office.store.reading() as db:
        draft = _own(db, author, revision)
        texts = texts_of(db, draft)
    if four_eyes and draft.agreed_revision != draft.revision:
        raise BadInput(["Vor dem Veröffentlichen muss eine zweite Person zustimmen."])

    def settle(db: Session, version: Version) -> None:
        row = _own(db, author, revision)
        row.state, row.published_as = PUBLISHED, version.number
        _raise_revision(office, row)
        db.add(row)

    return versions.publish(
        office, author, texts, onto=draft.base, note=note, despite=despite, report=report, find=find, also=settle
    )


def _to_write(office: Office, db: Session, author: str, revision: int | None) -> RuleDraft:
    draft = open_draft(db, author)
    if revision is None and draft is None:
        now = office.clock.now()
        draft = RuleDraft(base=versions.live_key(db)[0], author=author, created_at=now, changed_at=now)
        db.add(draft)
        db.flush()
        return draft
    return _own(db, author, revision)


def _own(db: Session, author: str, revision: int | None) -> RuleDraft:
    draft = open_draft(db, author)
    if draft is None or draft.revision != revision:
        raise Conflict("draft", author)
    return draft


def _raise_revision(office: Office, draft: RuleDraft) -> None:
    draft.revision += 1
    draft.changed_at = office.clock.now()


def _check_file(file: str, text: str | None, after: str | None) -> None:
    """Raises BadInput with the problems of one file: what is refused here never reaches a run."""
    if after is not None and len(after) > LONGEST_BLOCK:
        raise BadInput([f"{file}: länger als {LONGEST_BLOCK} Zeichen."])
    if text is None or not file.endswith((".yaml", ".yml")) or file.startswith("hints/"):
        return
    _, problems = read_file(file, text)
    if problems:
        raise BadInput([str(problem) for problem in problems])


def rule_in(texts: Texts, file: str, rule: str) -> Rule | None:
    """One rule of a file, read; None when it is not there. Raises BadInput."""
    if file not in texts:
        return None
    rules, problems = read_file(file, texts[file])
    if problems:
        raise BadInput([str(problem) for problem in problems])
    return next((found for found in rules if found.id == rule), None)


def with_example(rule: Rule, text: str, *, counter: bool) -> Rule:
    """The rule with one example, or counterexample, more."""
    if counter:
        return replace(rule, counterexamples=tuple(dict.fromkeys((*rule.counterexamples, text))))
    return replace(rule, examples=tuple(dict.fromkeys((*rule.examples, text))))
