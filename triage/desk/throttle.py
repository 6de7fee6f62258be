"""Has somebody guessed too often?"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, delete, func, select

from models.person import SignInFailure
from triage.office import Office

MOST = 10  # tries per account and per address (ASVS 6.3.1)
WITHIN = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Throttle:
    """Counts sign-ins by keyed hashes, so that the table names nobody."""

    key: bytes  # random; a new one forgets the count

    def admit(self, office: Office, *, account: str, address: str) -> int | None:
        """Count a try before its password is looked at; its row to `forgive` when it succeeds, None when refused.

        The row is committed before rows are counted: of parallel tries the last one sees all others, on every
        database, so never more than MOST get through.
        """
        now = office.clock.now()
        row = SignInFailure(account=self._hash(account.strip().lower()), address=self._hash(address), at=now)
        with office.store.transaction() as db:
            db.exec(delete(SignInFailure).where(col(SignInFailure.at) <= now - WITHIN))
            db.add(row)
        assert row.id is not None
        with office.store.reading() as db:
            often = max(_tried(db, "account", row.account), _tried(db, "address", row.address)) > MOST
        if often:
            self.forgive(office, row.id)
        return None if often else row.id

    def forgive(self, office: Office, row: int) -> None:
        """The try does not count: it was right, or never looked at."""
        with office.store.transaction() as db:
            db.exec(delete(SignInFailure).where(col(SignInFailure.id) == row))

    def _hash(self, value: str) -> str:
        return hmac.new(self.key, value.encode(), hashlib.sha256).hexdigest()


def _tried(db: Session, column: str, value: str) -> int:
    where = col(getattr(SignInFailure, column)) == value
    return db.exec(select(func.count()).select_from(SignInFailure).where(where)).one()
