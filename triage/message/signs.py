"""What does a mail show that tells machines from people?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from triage.message import machine_words as words
from triage.message import silences
from triage.message.headers import Headers
from triage.message.parts import Part
from triage.message.subject import is_forward, is_reply
from triage.values import Address, ParsedMessage

_END = 4000  # characters of a long text that are looked at, at each end
_OPENING = 500  # characters in which a machine says what it is
_FRESH = 1800  # characters of what was newly written
_PLAIN = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "\u00a0": " ", "\u200f": None, "\u200e": None})
_NOT_PLAIN = re.compile(f"[{''.join(map(chr, _PLAIN))}]")  # looked for first: translating is slow
# where a returned mail may begin
_RETURNED = ("----", "____", "====", "> ", "received:", "return-path:", "message-id:", "subject:", "original message")
_ORNAMENTS = "[](){}#*<>!-–:;.=~_ \"'"


@dataclass(frozen=True)
class Signs:
    """One mail as the questions about machines see it; texts are folded when they are first asked for."""

    headers: Headers
    message: ParsedMessage
    parts: Sequence[Part]  # the leaf parts
    report: str  # report-type of a multipart/report, lower-case
    types: frozenset[str]  # media types of the leaf parts
    subject: str  # folded
    title: str  # the subject behind a tag in brackets and other ornaments
    local: str  # local part of the sender's address, lower-case; the bare word when there is no domain
    name: str  # the sender's display name, folded
    has_null_path: bool  # RFC 5321 §4.5.5: notifications have no return path
    is_passed_on: bool  # the subject answers or forwards: a person who talks about a machine's mail keeps its subject
    is_machine: bool  # the sender's address is one no person reads
    is_machine_made: bool  # a header no person's program writes: null return path or Auto-Submitted (RFC 3834 §5)

    @property
    def is_report(self) -> bool:
        """The mail as a whole is a report (RFC 6522), whether or not it says of which type."""
        return self.headers.first("content-type").lower().startswith("multipart/report")

    @cached_property
    def fresh(self) -> str:
        """The beginning of what was newly written, folded."""
        return folded(self.message.fresh[: _FRESH * 2])[:_FRESH]

    @cached_property
    def opening(self) -> str:
        """The first words of the readable text, folded."""
        return folded(self.message.text[:_OPENING])

    @cached_property
    def whole(self) -> str:
        """Beginning and end of the readable text, folded."""
        text = self.message.text
        return folded(text if len(text) <= 2 * _END else f"{text[:_END]}\n{text[-_END:]}")

    @cached_property
    def is_hushed(self) -> bool:
        """A header or address that asks for no answer; people's mail rarely has one, so it counts as half a sign."""
        return self.is_machine_made or self.is_machine or silences.asks_for_silence(self.headers)

    @cached_property
    def asks(self) -> bool:
        """The newly written text wants something: then a person wrote, absent or not."""
        return any(sign in self.fresh for sign in "?؟？") or words.REQUESTS.within(self.fresh)

    @cached_property
    def speaks_of_notices(self) -> bool:
        """A person speaks of an absence notice rather than giving one."""
        return words.ABOUT.within(self.fresh[:_OPENING])

    @cached_property
    def speaks_for_itself(self) -> bool:
        """A person speaks of their own mail, or of a bounce they got, above whatever else is in the text."""
        text = self.fresh[:_OPENING]
        ends = [at for mark in _RETURNED if (at := text.find(mark)) >= 0]
        return words.PERSONAL.within(text[: min(ends, default=_OPENING)])


def signs_of(headers: Headers, message: ParsedMessage, parts: Sequence[Part], report: str) -> Signs:
    """Look once at everything that every question asks for."""
    subject = folded(message.subject)
    null_path = bool(silences.null_path(headers))
    return Signs(
        headers,
        message,
        parts,
        report,
        frozenset([part.type for part in parts]),
        subject,
        _title(subject),
        _local(message.sender),
        folded(message.sender.name) if message.sender else "",
        null_path,
        is_reply(message.subject) or is_forward(message.subject),
        silences.is_machine(message.sender),
        null_path or bool(silences.auto_submitted(headers)),
    )


def folded(text: str) -> str:
    """One line, casefolded, plain apostrophes: the form in which the tables of words are written."""
    text = text.casefold()
    if not text.isascii() and _NOT_PLAIN.search(text):
        text = text.translate(_PLAIN)
    return " ".join(text.split())


def _title(subject: str) -> str:
    if subject.startswith(("[", "(")):
        end = max(subject.find("]"), subject.find(")"))
        if 0 < end < len(subject) - 1:
            subject = subject[end + 1 :]
    return subject.lstrip(_ORNAMENTS)


def _local(sender: Address | None) -> str:
    if sender is None:
        return ""
    shown = sender.address.rpartition("@")[0] if sender.address else sender.name
    return shown.strip(" <>\"'").lower()
