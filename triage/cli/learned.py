"""rules doctor, weak, suggest, health: what ails the rules, and what staff's answers teach."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.ticket import Ticket
from triage.cli import output
from triage.cli.house import opened
from triage.cli.rules import book_of, rules_app

if TYPE_CHECKING:
    from rules.doctor import Archive, Finding
    from rules.matcher import Matcher
    from rules.rulebook import Rulebook
    from triage.bootstrap import House
    from triage.tuning.cases import Case
    from triage.tuning.share import Share

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Weeks = Annotated[int, typer.Option(min=1, max=520, help="How far back.")]
Of = Annotated[str, typer.Argument(help="A folder, a number such as v14, `live`, or `shipped`.")]
_FIELDS = ("topic", "municipality", "urgency")


def register(_app: typer.Typer) -> None:
    """They belong to `rules`, which is there already."""


@rules_app.command("doctor")
def rules_doctor(
    which: Of = "shipped",
    archive: Annotated[bool, typer.Option("--archive", help="Ask what the rules did in the stored messages.")] = False,
    hints: Annotated[bool, typer.Option("--hints", help="Tell trifles as well.")] = False,
    as_json: AsJson = False,
) -> None:
    """What ails the rules, where, and what mends it. Exit 1 when something does."""
    from rules.doctor import examine
    from rules.load import load_folder, shipped
    from rules.matcher import Matcher

    if not archive and (which == "shipped" or Path(which).is_dir()):
        book = shipped() if which == "shipped" else load_folder(Path(which))
        found = examine(book)
    else:
        with opened() as house:
            book = book_of(house, which)
            matcher = Matcher(book)
            found = examine(book, matcher, _archive(house, matcher) if archive else None)
    told = [one for one in found if hints or one.severity != "hint"]
    for one in told:
        if as_json:
            output.line(_finding(one))
        else:
            output.say(str(one))
    output.tell(
        f"{len(told)} Befunde in {len(book.rules)} Regeln, {len(found) - len(told)} Kleinigkeiten verschwiegen."
    )
    if told:
        raise typer.Exit(1)


@rules_app.command("weak")
def rules_weak(weeks: Weeks = 12, as_json: AsJson = False) -> None:
    """Where the rules are weak, as far as staff have said. Protected tickets are left out."""
    from triage.tuning import versions
    from triage.tuning.judged import judged
    from triage.tuning.weak import drift, torn, weakness

    with opened() as house, house.office.store.reading() as db:
        since = house.office.clock.now() - timedelta(weeks=weeks)
        told, now = judged(db, unprotected, since=since), versions.live(db)
        waiting = torn(db, unprotected, since=since)
        zone = ZoneInfo(house.office.zone)
    for name in _FIELDS:
        found, changed = weakness(told, name, zone), drift(told, name, now)
        if as_json:
            output.line(asdict(found) | {"drift": asdict(changed) if changed else None})
            continue
        output.say(f"{name}: {_share(found.right)}" + (f", seit v{now.number}: {changed.verdict}" if changed else ""))
        for value in found.values:
            output.say(f"  {value.value or '–':18} richtig {_share(value.precision)}, gefunden {_share(value.recall)}")
        for one in found.confusions[:5]:
            output.say(f"  {one.count}× {one.rules or '–'} → {one.staff or '–'}: {', '.join(one.tickets[:3])}")
    if as_json:
        output.line({"field": "certain", **asdict(waiting)})
    else:
        output.say(f"unklar: {waiting.unclear}, unsicher: {waiting.unsure}")


@rules_app.command("suggest")
def rules_suggest(
    which: Of = "live", weeks: Weeks = 26, most: Annotated[int, typer.Option(min=1)] = 20, as_json: AsJson = False
) -> None:
    """Words that would mend what staff corrected, with what each would do. Protected tickets are left out."""
    from triage.tuning.suggest import suggest

    with opened() as house:
        book, matcher, known = _learning(house, which, weeks)
    for one in suggest(known, matcher, book, most=most):
        if as_json:
            output.line(
                {"kind": one.kind, "term": one.text, "language": one.language, "topic": one.label, "rule": one.rule.id,
                 "new": one.new, "weight": one.rule.weight, "found": one.found, "agreed": one.agreed,
                 "repairs": one.repairs, "breaks": one.breaks, "others": one.others, "like": one.like}
            )  # fmt: skip
        else:
            output.say(f"{one.sentence} ({'neue Regel' if one.new else 'Regel'} {one.rule.id}, {one.rule.weight:g})")


@rules_app.command("health")
def rules_health(which: Of = "live", weeks: Weeks = 26, as_json: AsJson = False) -> None:
    """Of each rule: hits, how often it decides, how often that was corrected, what it costs."""
    from triage.tuning.rulehealth import health

    with opened() as house:
        _, matcher, known = _learning(house, which, weeks)
    for one in health(known, matcher):
        if as_json:
            output.line(asdict(one))
        elif one.hits or one.cancelled:
            output.say(
                f"{one.rule:40} {one.hits} Treffer, entscheidet {one.decided}, bestätigt {one.approved},"
                f" korrigiert {one.corrected}, {one.micros or 0:.1f} µs"
            )


def unprotected(column: Any) -> SelectOfScalar[Any]:
    """Tickets anybody of the office may see: a command's output lies about."""
    query: SelectOfScalar[Any] = select(column).select_from(Ticket)
    return query.where(col(Ticket.protected).is_(False))


def _learning(house: House, which: str, weeks: int) -> tuple[Rulebook, Matcher, list[Case]]:
    from rules.matcher import Matcher
    from triage.tuning.cases import cases

    book = book_of(house, which)
    with house.office.store.reading() as db:
        known = cases(db, unprotected, since=house.office.clock.now() - timedelta(weeks=weeks))
    return book, Matcher(book, frozenset()), known


def _archive(house: House, matcher: Matcher) -> Archive:
    from triage.tuning.cases import cases
    from triage.tuning.rulehealth import archive, health

    with house.office.store.reading() as db:
        known = cases(db, unprotected)
    return archive(health(known, matcher), len(known))


def _finding(one: Finding) -> dict[str, object]:
    names = ("severity", "kind", "rule", "place", "problem", "mend")
    return {name: getattr(one, name) for name in names}


def _share(one: Share) -> str:
    if not one.number:
        return "–"
    thin = ", zu wenig Prüfungen" if one.thin else ""
    return f"{one.right} von {one.number} ({one.low:.0%} bis {one.high:.0%}{thin})"
