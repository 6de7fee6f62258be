"""import, calls, tickets, ticket: what comes in as files, and what lies in the queue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from triage.cli import output
from triage.cli.house import opened
from triage.errors import BadInput, NotFound
from triage.values import CallNote, Classification, Counts, RawMail

if TYPE_CHECKING:
    from sqlmodel import Session

    from models.ticket import Ticket
    from triage.bootstrap import House
    from triage.intake.upload import FileMail

calls_app = typer.Typer(no_args_is_help=True, help="The phone log.")
export_app = typer.Typer(no_args_is_help=True, help="What may leave the house.")
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object per line.")]
_AT_ONCE = 100
_LONG_AGO = date(1990, 1, 1)  # before which nothing can have been filed


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("import")(import_)
    app.add_typer(calls_app, name="calls")
    app.command("tickets")(tickets)
    app.command("ticket")(ticket)
    app.add_typer(export_app, name="export")


def import_(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help=".eml, .mbox, Maildir or a folder of them.")],
    acknowledge: Annotated[
        bool, typer.Option("--acknowledge", help="Acknowledge as if the mails came in now.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Take files as if they had arrived."""
    missing = [f"{path}: gibt es nicht." for path in paths if not path.exists()]
    if missing:
        raise BadInput(missing)
    counts = Counts()
    with opened() as house:
        files = (mail for path in paths for mail in _mails_in(path))
        while batch := list(islice(files, _AT_ONCE)):
            for answer in _imported(house, batch, acknowledge=acknowledge):
                counts.add(answer["outcome"])
                if as_json:
                    output.line(answer)
                else:
                    output.say(f"{answer['file']}: {answer['outcome']} {answer['ticket'] or ''} {answer['reason']}")
    output.line({"summary": counts.summary()}) if as_json else output.say(_sentence(counts))


def _mails_in(path: Path) -> Iterator[FileMail]:
    from triage.intake.upload import mails_in

    return mails_in(path)


def _imported(house: House, batch: list[FileMail], *, acknowledge: bool) -> Iterator[dict[str, Any]]:
    from triage import pipeline
    from triage.intake.keep import KeepPolicy, keep_mails

    office, now = house.office, house.office.clock.now()
    mailbox = office.accounts[0].name if office.accounts else "import"
    policy = KeepPolicy(mailbox=mailbox, may_acknowledge=acknowledge)
    raws = [RawMail(data=mail.data, received_at=now) for mail in batch]
    keys = keep_mails(office.store, raws, policy, now)
    names = dict(zip(keys, (mail.name for mail in batch), strict=True))
    for report in sorted(pipeline.process(office, [keys]), key=lambda r: r.arrival_id):
        yield {
            "file": names[report.arrival_id],
            "outcome": report.outcome,
            "ticket": report.ticket,
            "reason": report.reason,
        }


def _sentence(counts: Counts) -> str:
    return ", ".join(f"{name} {number}" for name, number in counts.summary().items())


@calls_app.command("import")
def calls_import(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv")],
    column: Annotated[
        list[str] | None, typer.Option("--column", help="ours=theirs, e.g. note=Notiz; repeatable.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Import a phone log; a second import of the same file files nothing twice."""
    from triage.intake.calls import read_log

    if wrong := [
        f"--column {pair}: bitte als unsere=ihre schreiben, z. B. note=Notiz."
        for pair in column or ()
        if "=" not in pair
    ]:
        raise BadInput(wrong)
    mapping = dict(pair.split("=", 1) for pair in column or ())
    counts = Counts()
    with opened() as house:
        log = read_log(_text(file), name=str(file), zone=house.office.zone, mapping=mapping)
        for keyed in log.calls:
            answer = _call_filed(house, keyed.call, keyed.key, f"{file}:{keyed.line}")
            counts.add(answer["outcome"])
            output.line(answer) if as_json else output.say(f"{answer['file']}: {answer['outcome']} {answer['ticket']}")
    for problem in log.problems:
        output.tell(str(problem))
    output.line({"summary": counts.summary() | {"bad_rows": len(log.problems)}}) if as_json else output.say(
        _sentence(counts)
    )
    if log.problems:
        raise typer.Exit(1)


@calls_app.command("add")
def calls_add(
    note: Annotated[str, typer.Option("--note", help="What the caller wanted.")],
    phone: Annotated[str, typer.Option("--phone")] = "",
    caller: Annotated[str, typer.Option("--caller")] = "",
    as_json: AsJson = False,
) -> None:
    """Log one call."""
    import secrets

    if not note.strip():
        raise BadInput(["--note: Bitte schreiben Sie kurz, worum es geht."])
    with opened() as house:
        call = CallNote(note=note, received_at=house.office.clock.now(), caller=caller, phone=phone)
        answer = _call_filed(house, call, secrets.token_hex(16), "-")
        output.line(answer) if as_json else output.say(str(answer["ticket"]))


def _call_filed(house: House, call: CallNote, key: str, name: str) -> dict[str, Any]:
    from triage import pipeline

    known = pipeline.call_ticket(house.office, key)
    if known is not None:
        return {"file": name, "outcome": "duplicate", "ticket": known, "reason": "Dieser Anruf ist schon erfasst."}
    number = pipeline.file_call(house.office, call, by="import", key=key)
    return {"file": name, "outcome": "ticket", "ticket": number, "reason": "Neues Anliegen."}


def _text(file: Path) -> str:
    from triage.intake.calls import decoded

    try:
        return decoded(file.read_bytes())
    except OSError as error:
        raise BadInput([f"{file}: kann nicht gelesen werden ({error.strerror})."]) from None


@export_app.command("csv")
def export_csv(
    first: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day.")] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day.")] = None,
) -> None:
    """Print a row for every ticket, without anything that names a person, for Excel and other programs."""
    from zoneinfo import ZoneInfo

    from triage.desk.export import COLUMNS, recorded, rows
    from triage.desk.overview import Period
    from triage.desk.visible import Viewer

    if first and last and first > last:
        raise BadInput(["--from liegt nach --to."])
    with opened() as house, house.office.store.reading() as db:
        zone = ZoneInfo(house.office.zone)
        today = house.office.clock.now().astimezone(zone).date()
        period = Period(first=first.date() if first else _LONG_AGO, last=last.date() if last else today)
        whoever = Viewer(name="cli", shown="", role="admin", circle=True)
        recorded(house.office, whoever, period)
        output.csv_line(COLUMNS)
        for row in rows(db, whoever, period, zone):
            output.csv_line(row)


def tickets(  # noqa: PLR0917 - typer reads one parameter per option
    as_json: AsJson = False,
    status: Annotated[str, typer.Option("--status", help="open, waiting, closed or all.")] = "open",
    topic: Annotated[str, typer.Option("--topic")] = "",
    municipality: Annotated[str, typer.Option("--municipality")] = "",
    urgency: Annotated[str, typer.Option("--urgency")] = "",
    channel: Annotated[str, typer.Option("--channel")] = "",
    hidden: Annotated[bool, typer.Option("--hidden", help="Machine mail too.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1)] = 1000,
) -> None:
    """The queue, most urgent first."""
    from sqlmodel import col, select

    from models.ticket import Ticket

    wanted = {"topic": topic, "municipality": municipality, "urgency": urgency, "channel": channel}
    query = select(Ticket).order_by(col(Ticket.priority).desc(), col(Ticket.opened_at), col(Ticket.id)).limit(limit)
    for name, value in wanted.items():
        query = query.where(getattr(Ticket, name) == value) if value else query
    query = query if status == "all" else query.where(Ticket.status == status)
    query = query if hidden or status == "all" else query.where(col(Ticket.hidden).is_(False))
    with opened() as house, house.office.store.reading() as db:
        found = list(db.exec(query))
    if as_json:
        for row in found:
            output.line(_ticket_json(row))
        return
    head = ("Vorgang", "Prio", "Thema", "Ort", "Eingang", "Stand", "Betreff")
    output.table(head, (_cells(row) for row in found))


def _cells(row: Ticket) -> tuple[object, ...]:
    opened = f"{row.opened_at:%d.%m. %H:%M}"
    return row.number, row.priority, row.topic, row.municipality or "–", opened, row.status, row.subject[:50]


def ticket(number: str, as_json: AsJson = False) -> None:
    """One ticket with its messages, labels, notes and history."""
    from triage.desk.readlog import looked

    with opened() as house, house.office.store.reading() as db:
        found = _whole_ticket(db, number.upper())
        found["attachments"] = _files(db, [row["id"] for row in found["messages"]], scans=bool(house.office.scanner))
        looked(house.office, "cli", [_ticket(db, number.upper())], "read")
    if as_json:
        output.line(found)
        return
    for key, value in found.items():
        output.say(f"{key}: {value}")


def stored_classifications(number: str) -> Iterator[tuple[str, Classification]]:
    """The labels of each message of a ticket as the rules gave them, with the message's subject. Raises NotFound."""
    from sqlmodel import col, select

    from models.label import LabelRow
    from models.message import Message
    from triage.cli.stored import classification

    with opened() as house, house.office.store.reading() as db:
        key = _ticket(db, number).id
        messages = list(db.exec(select(Message).where(Message.ticket_id == key).order_by(col(Message.id))))
        rows = list(db.exec(select(LabelRow).where(LabelRow.ticket_id == key, LabelRow.author == "rules")))
    for message in messages:
        yield message.subject, classification(message, [row for row in rows if row.message_id == message.id])


def _ticket(db: Session, number: str) -> Ticket:
    """The ticket of that number, or the one it was merged into. Raises NotFound."""
    from sqlmodel import select

    from models.ticket import Ticket
    from triage.filing.merged import heads

    found = db.exec(select(Ticket).where(Ticket.number == number)).first()
    if found is None:
        raise NotFound(f"ticket {number}")
    assert found.id is not None
    return db.exec(select(Ticket).where(Ticket.id == heads(db, [found.id])[found.id])).one()


def _ticket_json(row: Ticket) -> dict[str, Any]:
    return {key: _plain(value) for key, value in row.model_dump().items() if key != "id"}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _files(db: Session, messages: Sequence[int], *, scans: bool) -> list[dict[str, Any]]:
    """What is known of each attachment without opening it, and when it is looked at for viruses."""
    from sqlmodel import col, select

    from models.message import AttachmentRow

    query = select(AttachmentRow).where(col(AttachmentRow.message_id).in_(messages)).order_by(col(AttachmentRow.id))
    return [row.model_dump() | {"scanned": row.scan or ("when saved" if scans else "never")} for row in db.exec(query)]


def _whole_ticket(db: Session, number: str) -> dict[str, Any]:
    from sqlmodel import col, select

    from models.label import LabelRow
    from models.message import Message
    from models.outgoing import Outgoing
    from models.ticket import Event, Note

    row = _ticket(db, number)

    def rows(table: Any) -> list[dict[str, Any]]:
        query = select(table).where(table.ticket_id == row.id).order_by(col(table.id))
        return [{key: _plain(value) for key, value in one.model_dump().items()} for one in db.exec(query)]

    parts: Iterable[tuple[str, Any]] = (
        ("messages", Message),
        ("labels", LabelRow),
        ("notes", Note),
        ("outgoing", Outgoing),
        ("events", Event),
    )
    return _ticket_json(row) | {name: rows(table) for name, table in parts}
