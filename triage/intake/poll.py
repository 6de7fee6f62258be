"""Which mails of a folder have no recorded outcome yet, and what are their bytes?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, select

from models.arrival import Arrival
from models.mailbox import MailboxState
from triage.failpoints import failpoint
from triage.ports import FolderView, Inbox, Listed
from triage.values import Origin, RawMail

MOST_MAILS = 100  # per chunk, promises 2.2 step 2
MOST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One mailbox to poll."""

    name: str
    folder: str = "INBOX"
    poll_seconds: float = 60
    shelves: str = "Bearbeitet/{municipality}/{topic}"  # pattern of the target folder
    folder_map: Mapping[str, str] = field(default_factory=dict)  # our folder → another, by exact name
    archive_days: int = 14  # first pass: mail older than this is filed closed
    sent_folder: str = ""  # where copies of what people sent are put; "": the one the server marks
    max_bytes: int = 35 * 1024 * 1024  # over it only the header block is fetched


def unrecorded(db: Session, account: Account, view: FolderView) -> list[int]:
    """UIDs in the folder minus recorded UIDs, never "above the last UID": a mail that failed once would be lost."""
    query = select(Arrival.uid).where(
        Arrival.mailbox == account.name, Arrival.folder == view.folder, Arrival.uidvalidity == view.uidvalidity
    )
    known = set(db.exec(query))
    return [uid for uid in view.uids if uid not in known]


def is_first_pass(db: Session, account: Account) -> bool:
    """No pass over this folder ever came to its end: one that broke off half-way leaves the rest of an old box."""
    state = db.get(MailboxState, (account.name, account.folder))
    return state is None or state.uidvalidity is None


def chunks(listed: Sequence[Listed], *, max_bytes: int) -> Iterator[list[Listed]]:
    """Runs of at most 100 mails and 16 MiB; a mail over `max_bytes` costs only its header block, so it counts small."""
    chunk: list[Listed] = []
    size = 0
    for mail in listed:
        cost = mail.size if mail.size <= max_bytes else 0
        if chunk and (len(chunk) >= MOST_MAILS or size + cost > MOST_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(mail)
        size += cost
    if chunk:
        yield chunk


def read_chunk(inbox: Inbox, account: Account, view: FolderView, chunk: Sequence[Listed]) -> list[RawMail]:
    """Bodies of a chunk, header blocks of its oversized mails. Vanished UIDs are skipped. Raises MailboxDown."""
    small = {m.uid: m for m in chunk if m.size <= account.max_bytes}
    large = {m.uid: m for m in chunk if m.size > account.max_bytes}
    found = [_raw(account, view, small[f.uid], f.data) for f in inbox.fetch(list(small))] if small else []
    if large:
        found += [
            _raw(account, view, large[f.uid], f.data, truncated=True)
            for f in inbox.fetch(list(large), headers_only=True)
        ]
    failpoint("fetch.read")
    return found


def _raw(account: Account, view: FolderView, listed: Listed, data: bytes, *, truncated: bool = False) -> RawMail:
    origin = Origin(mailbox=account.name, folder=view.folder, uidvalidity=view.uidvalidity, uid=listed.uid)
    return RawMail(
        data=data,
        received_at=listed.received_at,
        origin=origin,
        size=listed.size,
        truncated=truncated,
        deleted=listed.deleted,
    )
