"""Steps of stories about batches: tickets filed, rules published, open tickets put under them."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from models.label import LabelRow
from models.ticket import Event
from tests.unit.desk.rich import picture
from tests.unit.pipeline.offices import file_one, mail, ticket
from tests.unit.tuning.ruled import DANGER, HIGH, WOHNEN, B, rulebook
from triage.desk import correct
from triage.desk.visible import Viewer
from triage.office import Office
from triage.tuning import resort, versions

WEBER = Viewer(name="weber", shown="A. Weber", role="leitung", circle=True)
NEW = rulebook(B, wohnen=WOHNEN, high=HIGH, gewalt_notfall=DANGER)
_NOT_OURS = ("resort", "resort_item", "rulebook", "searchtext")


def opened(office: Office, body: str, subject: str = "Anfrage", **headers: str | None) -> str:
    number = file_one(
        office, mail(body, Subject=subject, **{"Message_Id": f"<{hash(body)}@example.org>", **headers})
    ).ticket
    assert number is not None
    return number


def publish(office: Office, texts: dict[str, str] | None = None, onto: int = 2) -> versions.Version:
    return versions.publish(office, "klein", texts or NEW, onto=onto, note="neue Wörter")


def resorted(office: Office, version: int = 3) -> resort.Batch:
    return resort.run(office, resort.begin(office, "klein", version).id)


def shown(office: Office, number: str) -> tuple[str, str | None, str]:
    row = ticket(office, number)
    return row.topic, row.municipality, row.urgency


def rulebooks(office: Office, number: str) -> set[str]:
    key = ticket(office, number).id
    with office.store.reading() as db:
        return set(db.exec(select(LabelRow.rulebook).where(LabelRow.ticket_id == key, LabelRow.author == "rules")))


def actions(office: Office, number: str) -> list[str]:
    key = ticket(office, number).id
    with office.store.reading() as db:
        return list(db.exec(select(Event.action).where(Event.ticket_id == key).order_by(col(Event.id))))


def all_rows(office: Office) -> dict[str, Any]:
    return {name: rows for name, rows in picture(office).items() if name not in _NOT_OURS}


def hand(office: Office, number: str, field: correct.Field, value: str | None) -> None:
    correct.correct(office, WEBER, number, version=ticket(office, number).version, field=field, value=value)
