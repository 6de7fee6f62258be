"""Which files go along with a reply?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from sqlmodel import Session, col, delete, select

from models.arrival import Arrival, Blob
from models.draft import Draft
from models.outgoing import OutgoingFile
from triage.errors import BadInput
from triage.message.attachment import is_dangerous, record
from triage.office import Office

LARGEST = 35 * 1024 * 1024  # octets of all files of a reply; mail servers take little more
MOST = 20
_LONGEST_TYPE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A file that is kept and goes along. `sha256` comes from us and never from a form: it opens a blob."""

    name: str  # safe display text
    type: str
    size: int  # octets
    sha256: str

    @property
    def dangerous(self) -> bool:
        """Whether opening it could run something; most mail servers refuse such files."""
        return is_dangerous(self.name, self.type)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as a form sent it."""

    name: str
    type: str
    octets: bytes


def keep(office: Office, uploads: Sequence[Upload], already: Sequence[Enclosed]) -> tuple[Enclosed, ...]:
    """Keep them beside those there are already. Raises BadInput: "files_large", "files_many", "file_virus"."""
    described = [_described(upload, len(already) + at) for at, upload in enumerate(uploads)]
    everything = tuple({file.sha256 + file.name: file for file in (*already, *described)}.values())
    if len(everything) > MOST:
        raise BadInput(["files_many"])
    if sum(file.size for file in everything) > LARGEST:
        raise BadInput(["files_large"])
    if any(office.scanner and office.scanner.scan(upload.octets).verdict == "found" for upload in uploads):
        raise BadInput(["file_virus"])
    with office.store.transaction() as db:
        for file, upload in zip(described, uploads, strict=True):
            if db.get(Blob, file.sha256) is None:
                db.add(Blob(sha256=file.sha256, data=upload.octets))
                db.flush()
    return everything


def forget(db: Session, files: Iterable[Enclosed]) -> None:
    """Throw octets away that nothing else names: no mail, no reply, nobody's draft."""
    for digest in {file.sha256 for file in files}:
        arrived = db.exec(select(Arrival.id).where(Arrival.d2 == digest).limit(1)).first()
        sent = db.exec(select(OutgoingFile.id).where(OutgoingFile.sha256 == digest).limit(1)).first()
        drafted = any(digest in fields.get("files", "") for fields in db.exec(select(Draft.fields)))
        if arrived is None and sent is None and not drafted:
            db.exec(delete(Blob).where(col(Blob.sha256) == digest))


def as_text(files: Sequence[Enclosed]) -> str:
    """As one field of a draft."""
    return json.dumps([asdict(file) for file in files]) if files else ""


def from_text(text: str) -> tuple[Enclosed, ...]:
    """Back from a draft's field."""
    return tuple(Enclosed(**row) for row in json.loads(text)) if text else ()


def _described(upload: Upload, index: int) -> Enclosed:
    found = record(upload.name, upload.type.casefold()[:_LONGEST_TYPE], upload.octets, index)
    digest = hashlib.sha256(upload.octets).hexdigest()
    return Enclosed(name=found.name, type=found.type, size=len(upload.octets), sha256=digest)
