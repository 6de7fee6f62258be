"""What did the IMAP server mean: by a refusal, by COPYUID, by the way it names folders?"""

from __future__ import annotations

import imaplib
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from triage.ports import Listed

# RFC 5530 §3: trouble that passes without anybody changing the settings
PASSING = frozenset({"UNAVAILABLE", "INUSE", "SERVERBUG", "LIMIT", "EXPUNGEISSUED", "CONTACTADMIN", "CORRUPTION"})
ABSENT = frozenset({"NONEXISTENT", "TRYCREATE"})
UNKNOWN_DATE = datetime(1970, 1, 1, tzinfo=UTC)  # no INTERNALDATE: too old to be answered by ourselves, and on top
MOST_UIDS = 10_000  # more in one COPYUID set cannot be an answer to us
_REFUSAL = re.compile(r"[\w.+-]+ (?:failed: |command error: )")
_CODE = re.compile(r"\[([A-Z][A-Z0-9-]*)[] ]")
_SET = re.compile(rb"\d+(?::\d+)?(?:,\d+(?::\d+)?)*")


def is_refusal(trouble: Exception) -> bool:
    """The server understood and said NO or BAD: the connection itself is sound."""
    if isinstance(trouble, imaplib.IMAP4.readonly):
        return True
    if isinstance(trouble, imaplib.IMAP4.abort):
        return False
    return isinstance(trouble, imaplib.IMAP4.error) and bool(_REFUSAL.match(str(trouble)))


def code_of(trouble: Exception) -> str:
    """The response code of RFC 5530 in a refusal, "" when it carries none."""
    found = _CODE.search(str(trouble))
    return found.group(1) if found else ""


def why(trouble: Exception) -> str:
    """The trouble in our own words: servers quote names and mail text in theirs, so theirs are never repeated."""
    if isinstance(trouble, imaplib.IMAP4.readonly):
        return "the folder is read-only"
    if isinstance(trouble, imaplib.IMAP4.abort):
        return "the connection broke"
    if isinstance(trouble, TimeoutError):
        return "no answer in time"
    if isinstance(trouble, OSError):
        return trouble.strerror or str(trouble) or type(trouble).__name__
    if is_refusal(trouble):
        return f"the server said no [{code_of(trouble) or 'no code'}]"
    return f"the server's answer makes no sense ({type(trouble).__name__})"


def copied(answers: list[bytes], asked: frozenset[int]) -> dict[int, int]:
    """Old UID → new UID from the COPYUID codes of one command (RFC 4315 §3); {} as soon as one is not well-formed."""
    places: dict[int, int] = {}
    for answer in answers:
        parts = answer.split(b" ")
        sets = [_numbers(part) for part in parts[1:]]
        if len(sets) != 2 or len(sets[0]) != len(sets[1]) or not parts[0].isdigit():  # noqa: PLR2004  # source and target
            return {}
        places |= dict(zip(*sets, strict=True))
    return {old: new for old, new in places.items() if old in asked}


def _numbers(uid_set: bytes) -> list[int]:
    if not _SET.fullmatch(uid_set):
        return []
    spans = [sorted(int(end) for end in part.split(b":")) for part in uid_set.split(b",")]
    if sum(span[-1] - span[0] + 1 for span in spans) > MOST_UIDS:
        return []
    return [uid for span in spans for uid in range(span[0], span[-1] + 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderNames:
    """How this server writes the folder names that our settings write with "/" (RFC 2342, RFC 9051 §5.1)."""

    delimiter: str = "/"
    prefix: str = ""  # of the personal namespace, e.g. "INBOX."
    foreign: tuple[str, ...] = ()  # prefixes of other people's and shared folders

    def on_server(self, folder: str) -> str:
        """The server's name. Raises ValueError when a part holds the server's own separator."""
        parts = folder.split("/")
        if self.delimiter != "/" and any(self.delimiter in part for part in parts):
            raise ValueError(f"the server separates folders by {self.delimiter!r}, so no name may hold it")
        if parts[0].upper() == "INBOX":  # RFC 9051 §5.1: case-insensitive, and outside the prefix
            return self.delimiter.join(["INBOX", *parts[1:]])
        name = self.delimiter.join(parts)
        return name if name.startswith(self.foreign) else self.prefix + name

    def lineage(self, name: str) -> Iterator[str]:
        """The parents of a server name that may have to be created, then the name itself."""
        ends = [found.start() for found in re.finditer(re.escape(self.delimiter), name)]
        for end in [*ends, len(name)]:
            branch = name[:end]
            if branch != "INBOX" and branch + self.delimiter not in (*self.foreign, self.prefix):
                yield branch


def listed_of(uid: int, answer: dict[bytes, Any], deleted: Container[int]) -> Listed:
    """A mail as the answer to a FETCH of its size and date describes it."""
    return Listed(
        uid=uid,
        size=int(answer[b"RFC822.SIZE"]),
        received_at=(answer.get(b"INTERNALDATE") or UNKNOWN_DATE).astimezone(UTC),
        deleted=uid in deleted,
    )
