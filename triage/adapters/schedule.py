"""When does which job run in this process? APScheduler with its memory store; never shared between processes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler


class Scheduler:
    """Runs plain functions at intervals, each in a thread; one that is late runs once, one that runs never twice."""

    def __init__(self, zone: str, *, threads: int) -> None:
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a job still at work is passed over: meant so
        self._scheduler = BackgroundScheduler(
            timezone=zone,
            executors={"default": ThreadPoolExecutor(max(1, threads))},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 60},
        )

    def every(self, seconds: float, name: str, function: Callable[[], None]) -> None:
        """Run now and then every so many seconds."""
        self._scheduler.add_job(
            function, "interval", seconds=seconds, id=name, name=name, replace_existing=True,
            next_run_time=datetime.now(self._scheduler.timezone),
        )  # fmt: skip

    def start(self) -> None:
        """Begin."""
        self._scheduler.start()

    def stop(self) -> None:
        """Wait for what runs, start nothing new."""
        self._scheduler.shutdown(wait=True)
