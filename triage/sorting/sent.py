"""Does a copy of what people sent lie where the mailbox keeps sent mail?"""

from __future__ import annotations

import structlog

from models.outgoing import Outgoing
from triage.errors import BadInput, FolderMissing, FolderRefused
from triage.intake.poll import Account
from triage.office import Office
from triage.ports import Mailbox
from triage.respond import outbox, written

log = structlog.get_logger()
_MOST = 50  # in one pass


def keep_copies(office: Office, account: Account, mailbox: Mailbox) -> int:
    """Put what is missing there, each under its Message-ID once; how many. Raises MailboxDown.

    Only in live mode, asked before every write. What the server refuses is not tried again: `triage doctor` tells.
    """
    with office.store.reading() as db:
        waiting = outbox.copies_due(db, account.name, _MOST)
    kept = 0
    for row in waiting:
        if office.mode(account.name) != "live":
            break
        try:
            if not _keep(office, account, mailbox, row):
                break  # nobody knows where: they wait until somebody names a folder
        except (FolderMissing, FolderRefused, BadInput) as refused:
            log.warning("sent.copy_refused", mailbox=account.name, kind=type(refused).__name__)
            _note(office, row, "refused")
        else:
            _note(office, row, "kept")
            kept += 1
    return kept


def _keep(office: Office, account: Account, mailbox: Mailbox, row: Outgoing) -> bool:
    at = row.sent_at or row.created_at
    with office.store.reading() as db:
        mail = outbox.as_written(db, row)
    copy = written.letter(mail, office.answers.sender, at)
    if account.sent_folder:
        mailbox.prepare(account.sent_folder)
    return mailbox.keep_copy(account.sent_folder, copy.data, message_id=row.message_id, at=at)


def _note(office: Office, row: Outgoing, state: str) -> None:
    assert row.id is not None
    with office.store.transaction() as db:
        outbox.note_copy(db, row.id, state)
