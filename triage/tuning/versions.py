"""Which rules are in force, how do others take their place, and how do the old ones come back?"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models.rulebook import RulebookVersion
from rules.check import failing_examples
from rules.load import digest, load_texts, shipped_texts
from rules.problem import RulesInvalid
from triage.errors import BadInput, Conflict, NotFound
from triage.failpoints import failpoint
from triage.office import Office

Texts = Mapping[str, str]  # file name below the rulebook's folder → content
SEED = "triage"  # author of the version the product came with
LONGEST_NOTE = 2_000  # characters
Also = Callable[[Session, "Version"], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One line of the history of the rules."""

    number: int  # 0: the rules the product came with, nobody has published anything yet
    digest: str
    kind: str = "seed"
    replaces: int = 0  # the version in force before; 0: none
    restores: int | None = None
    author: str = SEED
    note: str = ""
    at: datetime | None = None
    report: Mapping[str, object] = field(default_factory=dict)


def live(db: Session) -> Version:
    """What is in force now."""
    found = db.exec(select(RulebookVersion).order_by(col(RulebookVersion.id).desc()).limit(1)).first()
    return _version(found) if found else Version(number=0, digest=digest(shipped_texts()))


def live_key(db: Session) -> tuple[int, str]:
    """Its number and digest alone; (0, "") while nobody has published anything."""
    newest = select(RulebookVersion.id, RulebookVersion.digest).order_by(col(RulebookVersion.id).desc()).limit(1)
    number, found = db.exec(newest).first() or (0, "")
    return number or 0, found


def history(db: Session) -> list[Version]:
    """Every version, newest first; empty while nobody has published anything."""
    return [_version(row) for row in db.exec(select(RulebookVersion).order_by(col(RulebookVersion.id).desc()))]


def texts_of(db: Session, number: int) -> dict[str, str]:
    """The files of a version; 0 are those the product came with. Raises NotFound."""
    if number == 0:
        return shipped_texts()
    row = db.get(RulebookVersion, number)
    if row is None:
        raise NotFound(f"version {number} of the rules")
    texts: dict[str, str] = json.loads(zlib.decompress(row.texts))
    return texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What speaks against these rules: they cannot be used at all, or some of their examples do not hold."""

    problems: tuple[str, ...] = ()
    red: tuple[str, ...] = ()


Check = Callable[[Texts], Findings]


def check(texts: Texts) -> Findings:
    """Load and compile the rules and run every example: seconds, and a hundred megabytes."""
    try:
        book = load_texts(texts)
    except RulesInvalid as invalid:
        return Findings(problems=tuple(str(problem) for problem in invalid.problems))
    return Findings(red=tuple(str(problem) for problem in failing_examples(book)))


def publish(
    office: Office,
    author: str,
    texts: Texts,
    *,
    onto: int,
    note: str,
    despite: str = "",
    report: Mapping[str, object] | None = None,
    find: Check = check,
    also: Also | None = None,
) -> Version:
    """Put these rules in force in place of version `onto`. `despite`: why red examples shall not stop it.

    `find`: where they are checked; `also`: what is written in the same transaction. Raises BadInput when they cannot be
    used, change nothing, or an example fails; Conflict when another version is in force by now.
    """
    words = _note(note)
    findings = find(texts)
    stops = findings.problems or (() if despite else findings.red)
    if stops:
        raise BadInput(list(stops))
    foreseen: dict[str, object] = dict(report or {})
    if despite:
        foreseen |= {"despite": despite, "red": list(findings.red)}
    row = RulebookVersion(
        replaces=onto, kind="publish", digest=digest(texts), texts=_packed(texts), author=author, note=words,
        report=foreseen, at=office.clock.now(),
    )  # fmt: skip
    return _put(office, row, also)


def roll_back(office: Office, author: str, *, to: int, onto: int, note: str) -> Version:
    """Put the text of an earlier version in force again, octet for octet; 0 is what the product came with.

    Raises NotFound, BadInput when it is in force already, Conflict.
    """
    with office.store.reading() as db:
        texts = texts_of(db, to)
    row = RulebookVersion(
        replaces=onto, kind="rollback", restores=to, digest=digest(texts), texts=_packed(texts), author=author,
        note=_note(note), at=office.clock.now(),
    )  # fmt: skip
    return _put(office, row, None)


def _put(office: Office, row: RulebookVersion, also: Also | None) -> Version:
    try:
        with office.store.transaction() as db:
            now = live(db)
            if now.number != row.replaces:
                raise Conflict(f"version {row.replaces} of the rules", now.author)
            if now.digest == row.digest:
                raise BadInput(["Diese Regeln gelten schon: Es gibt nichts zu veröffentlichen."])
            row.replaces = now.number or _keep_seed(db, row.at)
            db.add(row)
            db.flush()
            version = _version(row)
            if also:
                also(db, version)
            failpoint("rules.open")
    except IntegrityError:  # the other one's commit came between; a version is replaced only once
        with office.store.reading() as db:
            raise Conflict(f"version {row.replaces} of the rules", live(db).author) from None
    failpoint("rules.done")
    return version


def _keep_seed(db: Session, at: datetime) -> int:
    """The rules the product came with become version 1, so that an update of the product cannot take them away."""
    texts = shipped_texts()
    seed = RulebookVersion(replaces=0, kind="seed", digest=digest(texts), texts=_packed(texts), author=SEED, at=at)
    db.add(seed)
    db.flush()
    assert seed.id is not None
    return seed.id


def _packed(texts: Texts) -> bytes:
    return zlib.compress(json.dumps(dict(sorted(texts.items())), ensure_ascii=False).encode())


def _note(note: str) -> str:
    words = note.replace("\x00", "").strip()
    if not words:
        raise BadInput(["Bitte schreiben Sie in einem Satz, was sich ändert und warum."])
    if len(words) > LONGEST_NOTE:
        raise BadInput([f"Die Notiz ist länger als {LONGEST_NOTE} Zeichen."])
    return words


def _version(row: RulebookVersion) -> Version:
    assert row.id is not None
    return Version(
        number=row.id, digest=row.digest, kind=row.kind, replaces=row.replaces, restores=row.restores,
        author=row.author, note=row.note,
        at=row.at, report=row.report,
    )  # fmt: skip
