"""How many mails a second does the message stage read on one core, and which mail of the corpus is slow?"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tests.bench.mails import mails
from triage.errors import NotUnderstood
from triage.message.as_json import as_json
from triage.message.limits import check
from triage.message.mail import read
from triage.values import RawMail

_CORPUS = Path(__file__).parents[1] / "corpus"
_RECEIVED = datetime(2026, 11, 20, tzinfo=UTC)
_ROUNDS = 5
_SLOW = 0.05  # seconds; nothing but the cases that test limits may take longer


def main() -> None:
    """Print mails a second, median of five rounds, and the corpus's slowest."""
    letters = list(mails(800))
    rates = [len(letters) / _seconds(letters) for _ in range(_ROUNDS)]
    size = sum(map(len, letters)) / len(letters)
    sys.stdout.write(f"parse    {median(rates):6.0f} mails/s on one core, mails of {size:,.0f} octets on average\n")
    times = sorted((min(_seconds([file.read_bytes()]) for _ in range(3)), file.name) for file in _CORPUS.glob("*.eml"))
    slow = [f"{name} {1000 * spent:.0f} ms" for spent, name in reversed(times) if spent > _SLOW]
    sys.stdout.write(f"corpus   {len(times)} mails, over {1000 * _SLOW:.0f} ms: {', '.join(slow) or 'none'}\n")


def _seconds(letters: Iterable[bytes]) -> float:
    """Processor time of checking, reading and writing as JSON."""
    began = time.process_time()
    for letter in letters:
        with suppress(NotUnderstood):
            check(letter)
            json.dumps(as_json(read(RawMail(data=letter, received_at=_RECEIVED)), "x"), ensure_ascii=False)
    return time.process_time() - began


if __name__ == "__main__":
    main()
