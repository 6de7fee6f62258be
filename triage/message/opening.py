"""Where do the headers of a mail begin and end, when what was put around or between them hides it?"""

from __future__ import annotations

import re

_MOST = 256 * 1024  # octets: the longest header block that is read
_BOM = b"\xef\xbb\xbf"
_FIELD = re.compile(rb"[\x21-\x39\x3b-\x7e]{1,76}[ \t]*:")
_ENVELOPE = (b"From ", b">From ")  # RFC 4155, and what is left of it in a mail that was copied out of a mailbox
_DOUBLE = re.compile(rb"[^\r\n]*+\r\r\n")  # a relay took CR LF for LF and wrote CR LF again
_MOST_STRAYS = 5  # lines in a row that are no fields, such as folds that lost their blanks
_LINE = re.compile(rb"[^\r\n]*+(?:\r\n|\r|\n|\Z)")
# fields that make it a mail: text may begin with a word and a colon too
_USUAL = re.compile(
    rb"(?:from|to|cc|subject|date|message-id|received|return-path|reply-to|sender|mime-version|content-type"
    rb"|content-transfer-encoding|in-reply-to|references|delivered-to|x-[a-z0-9-]{1,60})[ \t]*:",
    re.IGNORECASE,
)
_BLANK = b" \t\r\n"
# fields, folded or not, up to an empty line: what nearly every mail is. RFC 5322 §2.1
_SOUND = re.compile(rb"(?:From [^\n]*+\n)?(?:[\x21-\x39\x3b-\x7e]++:[^\n]*+\n(?:[ \t][^\n]*+\n)*+)++\r?(?:\n|\Z)")


def opened(data: bytes) -> bytes:
    """The mail as the standard parser wants it; the very same object when nothing hides its headers. Linear.

    Taken away: a byte order mark, empty lines and `>From ` lines before or among the headers (RFC 5322 §3.5 knows
    none of them), stray lines between two fields. Put right: `Subject : x`, a field name with a blank behind it
    (RFC 5322 §4.5), and CR CR LF. Not touched: mail without any field, and everything behind the headers.
    """
    if _SOUND.match(data):
        return data
    if _DOUBLE.match(data):
        return opened(data.replace(b"\r\r\n", b"\r\n"))
    start = _start(data)
    out: list[bytes] = []
    at, is_first, has_changed = start, True, start > 0
    while at < len(data) and at - start < _MOST:
        end = _end_of_line(data, at)
        line = data[at:end]
        if not line.strip(_BLANK[2:]):
            break
        kept = _kept(data, line, end, is_first=is_first)
        if kept is None:
            break
        has_changed |= kept is not line
        out.append(kept)
        at, is_first = end, False
    return b"".join((*out, data[at:])) if has_changed and out else data


def _start(data: bytes) -> int:
    """Where the first line stands that says anything; 0 when what stands there begins no headers."""
    at = len(_BOM) if data.startswith(_BOM) else 0
    while at < len(data) and data[at] in _BLANK and at < _MOST:
        at += 1
    return at if _USUAL.match(data, at) or data.startswith(_ENVELOPE, at) else 0


def _kept(data: bytes, line: bytes, end: int, *, is_first: bool) -> bytes | None:
    """A line of the headers as it should stand, b"" to leave it out, None when the headers have ended before it."""
    if line[:1] in (b" ", b"\t"):
        return None if is_first else line
    if line.startswith(b"From ") and is_first:
        return line
    field = _FIELD.match(line)
    if field is None:
        return b"" if _goes_on(data, line, end, is_first=is_first) else None
    name = field[0]
    return line if name[-2:-1] not in (b" ", b"\t") else name[:-1].rstrip() + line[len(name) - 1 :]


def _goes_on(data: bytes, line: bytes, end: int, *, is_first: bool) -> bool:
    """Whether a stray line is followed by a field every mail has, so that it cannot be the beginning of the text."""
    if line.startswith(_ENVELOPE):
        return _FIELD.match(data, end) is not None
    for _ in range(0 if is_first else _MOST_STRAYS):
        if _USUAL.match(data, end):
            return True
        after = _end_of_line(data, end)
        if not data[end:after].strip(_BLANK):
            return False
        end = after
    return False


def _end_of_line(data: bytes, at: int) -> int:
    found = _LINE.match(data, at)
    return found.end() if found else len(data)
