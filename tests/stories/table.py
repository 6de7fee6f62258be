"""The table of kills at the end of a test run, also when several workers made it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from _pytest.terminal import TerminalReporter

KEY = "kills"  # of `record_property`: reports carry it from every worker to the one that prints
_HEAD = ("point", "kills", "mails", "lost", "misplaced", "double tickets", "double answers", "unclear", "unseen losses")


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    rows = sorted(_rows(terminalreporter))
    if not rows:
        return
    terminalreporter.section("killed at named points")
    widths = [max(len(str(row[at])) for row in [_HEAD, *rows]) for at in range(len(_HEAD))]
    total = ("all", *(sum(int(row[at]) for row in rows) for at in range(1, len(_HEAD))))
    for row in [_HEAD, *rows, total]:
        terminalreporter.write_line("  ".join(str(cell).rjust(width) for cell, width in zip(row, widths, strict=True)))


def _rows(reporter: TerminalReporter) -> Iterator[tuple[str | int, ...]]:
    reports = (report for kind in ("passed", "failed") for report in reporter.stats.get(kind, ()))
    for report in reports:
        if isinstance(report, pytest.TestReport) and report.when == "call":
            yield from (tuple(json.loads(str(value)).values()) for name, value in report.user_properties if name == KEY)
