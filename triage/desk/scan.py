"""Which attachments has nobody looked into yet, and what does the scanner say about them?"""

from __future__ import annotations

from sqlalchemy import update
from sqlmodel import col, select

from models.message import AttachmentRow
from triage.desk.original import attachment_octets
from triage.office import Office
from triage.values import Scan

_AT_ONCE = 50


def scan_new(office: Office) -> int:
    """Ask the scanner about attachments it was not asked about, oldest first; how many it answered for.

    Its answer is kept beside the attachment; a finding makes it dangerous. The pass ends at the first trouble that may
    pass, so an absent scanner costs one deadline and filing nothing.
    """
    if office.scanner is None:
        return 0
    with office.store.reading() as db:
        waiting = db.exec(select(AttachmentRow).where(AttachmentRow.scan == "").order_by(col(AttachmentRow.id)))
        rows = list(waiting.fetchmany(_AT_ONCE))
    for done, row in enumerate(rows):
        with office.store.reading() as db:
            octets = attachment_octets(db, row)
        scan = office.scanner.scan(octets) if octets is not None else Scan(reason="nicht mehr aufbewahrt")
        if scan.verdict == "unchecked" and scan.may_pass:
            return done
        _note(office, row, scan)
    return len(rows)


def _note(office: Office, row: AttachmentRow, scan: Scan) -> None:
    here = update(AttachmentRow).where(col(AttachmentRow.id) == row.id)
    dangerous = row.dangerous or scan.verdict == "found"
    with office.store.transaction() as db:
        db.exec(here.values(scan=scan.verdict, finding=scan.finding, dangerous=dangerous))
