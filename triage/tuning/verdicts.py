"""What did somebody say of a label that a draft would give?"""

from __future__ import annotations

from typing import Literal

from sqlmodel import select

from models.message import Message
from models.workbench import RuleVerdict
from triage.errors import BadInput, NotFound
from triage.office import Office
from triage.values import MUNICIPALITIES, TOPICS, URGENCIES

Field = Literal["topic", "municipality", "urgency"]
_VALUES: dict[Field, tuple[str, ...]] = {"topic": TOPICS, "municipality": (*MUNICIPALITIES, ""), "urgency": URGENCIES}


def judge(office: Office, author: str, *, message_id: int, field: Field, value: str, right: bool) -> None:
    """This value is right, or wrong, for the message. Saying it again with another answer replaces the first.

    Changes no ticket. Raises BadInput for an unknown value, NotFound.
    """
    if value not in _VALUES[field]:
        raise BadInput([f"unknown_{field}"])
    with office.store.transaction() as db:
        message = db.get(Message, message_id)
        if message is None:
            raise NotFound("message")
        query = select(RuleVerdict).where(
            RuleVerdict.message_id == message_id, RuleVerdict.field == field, RuleVerdict.value == value,
            RuleVerdict.author == author,
        )  # fmt: skip
        verdict = db.exec(query).first() or RuleVerdict(
            ticket_id=message.ticket_id, message_id=message_id, field=field, value=value, author=author, right=right,
            at=office.clock.now(),
        )  # fmt: skip
        verdict.right, verdict.at = right, office.clock.now()
        db.add(verdict)
