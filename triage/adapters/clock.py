"""What time is it really?"""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """The machine's clock: the one place that asks it."""

    def now(self) -> datetime:
        """Aware, UTC."""
        return datetime.now(UTC)
