"""parse, classify, why: what a text says and means, nothing stored."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from triage.cli import output
from triage.errors import BadInput, NotUnderstood

if TYPE_CHECKING:
    from rules.matcher import Matcher
    from triage.values import Classification, ParsedMessage

_TICKET = re.compile(r"[A-Za-z]{2,8}-\d{4}-\d{6}")
_MOST_BYTES = 40 * 1024 * 1024  # of one input; the limits of the message stage lie below


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("parse")(parse)
    app.command("classify")(classify)
    app.command("why")(why)


def parse(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Mails; - reads one from standard input.")],
    body: Annotated[bool, typer.Option("--body", help="FILE is the bare text of a mail, without headers.")] = False,
) -> None:
    """Print what messages say, one JSON line each."""
    from triage.message.as_json import as_json

    for name, data in _inputs(files):
        output.line(as_json(_message(data, body=body), name))


def classify(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE…|-]", help="Mails, or JSON Lines with --jsonl.")
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Input lines {id, channel, subject?, body, from?, phone?}.")
    ] = False,
) -> None:
    """Print what messages are about, one JSON line each; nothing is stored."""
    from triage.classify.explain import as_json

    for name, data in _inputs(files or [Path("-")]):
        if jsonl:
            for answer in _classified_lines(data):
                output.line(answer)
        else:
            output.line(as_json(_classified(_message(data)), name))


def why(what: Annotated[str, typer.Argument(metavar="TICKET|FILE")]) -> None:
    """Explain a ticket or a mail to people: the words, the rules, the sums."""
    from triage.classify.explain import reasons

    if _TICKET.fullmatch(what):
        from triage.cli.tickets import stored_classifications

        for subject, labels in stored_classifications(what.upper()):
            output.say(f"{what.upper()}  {subject}")
            _explain(reasons(labels), labels.rulebook)
        return
    for _, data in _inputs([Path(what)]):
        labels = _classified(_message(data))
        _explain(reasons(labels), labels.rulebook)


def _explain(lines: Sequence[str], rulebook: str) -> None:
    for text in lines:
        output.say(f"  {text}")
    output.say(f"  Regelwerk {rulebook[:19]}")


def _inputs(files: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each input. Raises BadInput naming every file that cannot be read, before any output."""
    problems = [f"{file}: gibt es nicht oder ist kein Dateiname." for file in files if not _readable(file)]
    if problems:
        raise BadInput(problems)
    for file in files:
        if str(file) == "-":
            yield "-", sys.stdin.buffer.read(_MOST_BYTES)
        else:
            with file.open("rb") as stream:
                yield str(file), stream.read(_MOST_BYTES)


def _readable(file: Path) -> bool:
    return str(file) == "-" or (file.exists() and not file.is_dir())


def _message(data: bytes, *, body: bool = False) -> ParsedMessage:
    """The message stage as the worker runs it: limits first, salvage when they are exceeded."""
    from triage.message.bare import read_body
    from triage.message.limits import check
    from triage.message.mail import read
    from triage.message.salvage import salvage
    from triage.values import RawMail

    if body:
        return read_body(data.decode("utf-8", "replace"))
    try:
        check(data)
    except NotUnderstood as refused:
        found = salvage(data)
        return replace(found, defects=(*found.defects, refused.why))
    return read(RawMail(data=data, received_at=datetime.now(UTC)))


def _classified(message: ParsedMessage) -> Classification:
    from triage.classify.classify import classify as label

    return label(message, _matcher())


@cache
def _matcher() -> Matcher:
    """The rules in force here: published ones, else those the product came with."""
    from triage import bootstrap
    from triage.adapters import reading, tasks

    reading.begin(tasks.Settings(rules=bootstrap.published_rules(os.environ)), cpu_seconds=None)
    return reading.matcher()


def _classified_lines(data: bytes) -> Iterator[dict[str, Any]]:
    for number, text in enumerate(data.decode("utf-8", "replace").removeprefix("\ufeff").split("\n"), start=1):
        if text.strip():
            yield _classified_line(text, number)


def _classified_line(text: str, number: int) -> dict[str, Any]:
    """One answer per line, also for garbage: then the line itself is the body and `error` says what was wrong."""
    from triage.classify.explain import as_json

    try:
        given = json.loads(text)
        problem = "" if isinstance(given, dict) else "not an object"
    except (ValueError, RecursionError):
        given, problem = {}, "not JSON"
    if problem:
        given = {"body": text}
    subject, body = _text(given, "subject"), _text(given, "body")
    message = _line_message(given, subject, body)
    name = given.get("id")
    answer = as_json(_classified(message), str(number if name is None else name))
    given_fields = {"subject": subject, "body": body, "phone": _text(given, "phone")}
    shown = {"subject": message.subject, "body": message.text, "phone": message.phone}
    answer = _in_given(answer, {name: (shown[name], given_fields[name]) for name in shown})
    return answer | {"error": f"line {number}: {problem}"} if problem else answer


def _text(given: dict[str, Any], key: str) -> str:
    value = given.get(key)
    return value if isinstance(value, str) else "" if value is None else str(value)


def _line_message(given: dict[str, Any], subject: str, body: str) -> ParsedMessage:
    """A line says nothing about when it arrived, so dates by number decide nothing in it."""
    from triage.message.address import listed
    from triage.message.bare import read_body
    from triage.message.call import read_call
    from triage.values import Address, CallNote

    if given.get("channel") == "phone":
        call = CallNote(note=body, phone=_text(given, "phone"), received_at=datetime.now(UTC))
        return replace(read_call(call), received_at=None)
    message = read_body(body, subject)
    if sender := _text(given, "from"):
        boxes = listed(sender).mailboxes
        return replace(message, sender=boxes[0] if boxes else Address(name=sender, address=""))
    return message


def _in_given(answer: dict[str, Any], fields: dict[str, tuple[str, str]]) -> dict[str, Any]:
    """Move evidence from the cleaned fields to the fields as given (contract: offsets of the field as given)."""
    from triage.message.offsets import places

    maps = {name: places(shown, given) for name, (shown, given) in fields.items() if shown != given}
    if not maps:
        return answer
    labels = [*answer["topics"], answer["municipality"], answer["urgency"]]
    for piece in (piece for label in labels if label for piece in label["evidence"]):
        if (there := maps.get(piece["field"])) is not None:
            start = there[piece["start"]]
            end = there[piece["end"] - 1] + 1 if piece["end"] > piece["start"] else start
            piece |= {"start": start, "end": end, "text": fields[piece["field"]][1][start:end]}
    return answer
