"""Which mails do these files hold?"""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MBOX_NAMES = (".mbox", ".mbx")
_MOST_BYTES = 64 * 1024 * 1024  # read no more of one file; the limits of the message stage are far below


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMail:
    """One mail found in a file."""

    name: str  # the path as given; mails of an mbox are numbered: inbox.mbox#3
    data: bytes


def mails_in(path: Path) -> Iterator[FileMail]:
    """Mails of an .eml file, an mbox, a Maildir, or a folder of any of them, in name order.

    Raises OSError when a path cannot be read at all. What a file contains is never judged here.
    """
    if path.is_dir():
        yield from _maildir(path) if (path / "cur").is_dir() or (path / "new").is_dir() else _folder(path)
    elif path.suffix.lower() in _MBOX_NAMES or _looks_like_mbox(path):
        yield from _mbox(path)
    else:
        yield FileMail(name=str(path), data=_read(path))


def _folder(path: Path) -> Iterator[FileMail]:
    for entry in sorted(path.iterdir()):
        if not entry.name.startswith(".") and _may_hold_mail(entry):
            yield from mails_in(entry)


def _may_hold_mail(entry: Path) -> bool:
    """Files and folders; a link to a folder could lead back here, a pipe would never end."""
    return entry.is_file() or (entry.is_dir() and not entry.is_symlink())


def _maildir(path: Path) -> Iterator[FileMail]:
    for part in ("new", "cur"):
        if (path / part).is_dir():
            for entry in sorted(filter(Path.is_file, (path / part).iterdir())):
                yield FileMail(name=str(entry), data=_read(entry))


def _mbox(path: Path) -> Iterator[FileMail]:
    box = mailbox.mbox(path, create=False)
    try:
        for number, key in enumerate(box.keys(), start=1):
            yield FileMail(name=f"{path}#{number}", data=box.get_bytes(key))
    finally:
        box.close()


def _looks_like_mbox(path: Path) -> bool:
    # RFC 4155: an mbox begins with a "From " line; a mail's own first line is a header with a colon.
    with path.open("rb") as stream:
        return stream.read(5) == b"From "


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_MOST_BYTES)
