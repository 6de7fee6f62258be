"""What runs by itself: the passes over mailboxes and outbox, the same functions in every deployment."""

from __future__ import annotations

import structlog

log = structlog.get_logger()
