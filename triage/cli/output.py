"""How do results reach the terminal? Results on stdout, everything else on stderr."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any


def line(value: object) -> None:
    """One JSON object, one line, UTF-8 whatever the locale; lone surrogates become question marks."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def csv_line(cells: Sequence[str]) -> None:
    """One line of a table for other programs: `;` between cells, as German Excel reads it; RFC 4180 quoting."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerow(cells)
    sys.stdout.buffer.write(text.getvalue().encode("utf-8", "replace"))


def say(text: str) -> None:
    """For people: a line on stdout."""
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def tell(text: str) -> None:
    """Beside the result: a line on stderr."""
    sys.stderr.write(f"{text}\n")


def table(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """A plain table for people."""
    from rich.console import Console
    from rich.table import Table

    shown = Table(*head, box=None, pad_edge=False)
    for row in rows:
        shown.add_row(*(str(cell) for cell in row))
    Console(soft_wrap=False).print(shown)
