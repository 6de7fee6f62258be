"""What does an installation decide about its web desk?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from triage.desk.sessions import Limits


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """Holds no secret."""

    office_name: str = "KIM · Kreis Viersen"
    trusted_proxy: str = ""  # address of the one proxy whose X-Forwarded-For counts; "" trusts nobody
    secure_cookies: bool = True  # False only for plain http on loopback
    idle_minutes: int = 30
    absolute_hours: int = 10
    four_eyes: bool = False  # whether a second person must agree before rules are published
    ready: Callable[[], bool] = _always  # what /readyz asks: database, migrations, rulebook

    @property
    def limits(self) -> Limits:
        """How long a session lives."""
        return Limits(idle=timedelta(minutes=self.idle_minutes), absolute=timedelta(hours=self.absolute_hours))

    @property
    def cookie(self) -> str:
        """The session cookie's name; `__Host-` binds it to this host and to https (RFC 6265bis §4.1.3.2)."""
        return "__Host-kim" if self.secure_cookies else "kim"
