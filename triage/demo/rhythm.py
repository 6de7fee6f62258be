"""In which order and rhythm do the demo's mails and calls arrive?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib.resources import files
from random import Random

from triage.demo.record import DemoMail
from triage.errors import BadInput
from triage.intake.calls import read_log
from triage.values import CallNote

Arrival = DemoMail | CallNote
_JUST_NOW = timedelta(minutes=3)  # the newest call's age


def arrivals(mails: Sequence[DemoMail], calls: Sequence[CallNote], seed: int) -> tuple[Arrival, ...]:
    """The first ones, then everything else mixed; a reply comes after what it replies to. Same seed, same order.

    Replies to our own acknowledgement are left out: they wait for it.
    """
    mixed: list[Arrival] = [mail for mail in mails if not (mail.first or mail.follows or mail.answers_ack_of)]
    mixed += calls
    chance = Random(seed)  # noqa: S311 - variety, not secrecy
    chance.shuffle(mixed)
    mixed = [*(mail for mail in mails if mail.first), *mixed]
    for reply in (mail for mail in mails if mail.follows):
        parent = next(at for at, other in enumerate(mixed) if isinstance(other, DemoMail) and other.id == reply.follows)
        mixed.insert(chance.randint(parent + 1, len(mixed)), reply)
    return tuple(mixed)


def gaps(count: int, over_seconds: float, seed: int) -> tuple[float, ...]:
    """Seconds before each of `count` arrivals, uneven as people are; they add up to `over_seconds`."""
    chance = Random(seed)  # noqa: S311 - variety, not secrecy
    drawn = [chance.expovariate(1) for _ in range(count)]
    return tuple(over_seconds * one / sum(drawn) for one in drawn)


def calls(now: datetime) -> tuple[CallNote, ...]:
    """The phone log as if it had been written until just now; `now` is aware. Raises BadInput."""
    text = files("triage.demo.data").joinpath("calls.csv").read_text(encoding="utf-8")
    log = read_log(text, name="calls.csv", zone="Europe/Berlin")
    if log.problems:
        raise BadInput([str(problem) for problem in log.problems])
    shift = now - _JUST_NOW - max(keyed.call.received_at for keyed in log.calls)
    return tuple(_shifted(keyed.call, shift) for keyed in log.calls)


def _shifted(call: CallNote, shift: timedelta) -> CallNote:
    return CallNote(
        note=call.note,
        received_at=call.received_at + shift,
        caller=call.caller,
        phone=call.phone,
        language=call.language,
        town=call.town,
        urgent=call.urgent,
        callback_until=call.callback_until + shift if call.callback_until else None,
    )
