"""What would become of the calls in a list, before anything is stored?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from triage.errors import TriageError
from triage.intake.calls import COLUMNS, KeyedCall, guessed, header_of, read_log
from triage.office import Office
from triage.values import CallNote, Classification, Problem, Understood

MOST_OCTETS = 900 * 1024  # as UTF-8: it travels once more inside a form, whose limit is 1 MiB
MOST_CALLS = 1000  # of one list: more are a matter for `triage calls import`
SHOWN = 100  # rows of a preview
_SPOKEN = {"received_at": "„Zeit“", "note": "„Notiz“", "urgent": "„Dringend“", "callback_until": "„Rückruf bis“"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One good row and what the rules say of it."""

    line: int  # of the file, 1 = header
    call: CallNote
    labels: Classification | None  # None: beyond those shown, or the rules could not be asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A list as it would be taken over."""

    header: tuple[str, ...]  # as the file names its columns
    mapping: Mapping[str, str]  # our column → the file's; a column nobody named is absent
    calls: tuple[KeyedCall, ...]  # the good rows
    rows: tuple[Row, ...]  # the first of them
    problems: tuple[Problem, ...]  # place is "Zeile 7"
    bad: int  # rows that are not taken over


def preview(office: Office, text: str, mapping: Mapping[str, str] | None = None) -> Preview:
    """Read the list; `mapping` None: columns are recognised by their names."""
    header = header_of(text)
    chosen = dict(mapping) if mapping is not None else guessed(header)
    chosen = {ours: theirs for ours, theirs in chosen.items() if ours in COLUMNS and theirs in header}
    log = read_log(text, name="Zeile", zone=office.zone, mapping=chosen)
    called = _SPOKEN | {ours: f"„{theirs}“" for ours, theirs in chosen.items()}
    problems = tuple(
        Problem(place=p.place.replace(":", " "), text=_named(p.text, called), hint=p.hint) for p in log.problems
    )
    return Preview(
        header=header,
        mapping=chosen,
        calls=log.calls,
        rows=_understood(office, log.calls[:SHOWN]),
        problems=problems,
        bad=len({p.place for p in log.problems}),
    )


def _named(text: str, called: Mapping[str, str]) -> str:
    """Columns under the names the file gives them, or staff would."""
    for ours, theirs in called.items():
        text = text.replace(f"„{ours}“", theirs).replace(ours, theirs)
    return text


def _understood(office: Office, calls: Sequence[KeyedCall]) -> tuple[Row, ...]:
    try:
        answers = list(office.for_somebody_waiting().understand([keyed.call for keyed in calls])) if calls else []
    except TriageError:
        answers = []
    found = [answer.labels if isinstance(answer, Understood) else None for answer in answers]
    found += [None] * (len(calls) - len(found))
    return tuple(
        Row(line=keyed.line, call=keyed.call, labels=labels) for keyed, labels in zip(calls, found, strict=True)
    )
