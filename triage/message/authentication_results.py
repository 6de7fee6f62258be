"""What does one Authentication-Results field say?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_MARKS = re.compile(r'\\.|["()\\]|[^"\\()]++', re.DOTALL)
_SIGNS = re.compile(r"[\s;=]")
_METHOD = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
_MOST_RESULTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One method's outcome: `dkim=pass header.d=example.org`."""

    method: str  # lower-case, without its version
    result: str  # lower-case
    properties: Mapping[str, str] = field(default_factory=dict)  # "ptype.property", lower-case → value as given


def server(value: str) -> str:
    """The authserv-id of a field without comments, lower-case; "" when it names none (RFC 8601 §2.2: it is first)."""
    first = value.partition(";")[0].split()
    name = first[0].lower() if first else ""
    is_known_version = len(first) < 2 or first[1] == "1"  # noqa: PLR2004 - RFC 8601 §2.2: id and version
    return name if is_known_version and "=" not in name else ""


def results(value: str) -> list[Result]:
    """Every result of a field without comments, in order; empty for "none" and for what cannot be read.

    Linear, never raises.
    """
    segments = value.split(";", _MOST_RESULTS)[1 : _MOST_RESULTS + 1]
    return [found for segment in segments if (found := _result(segment)) is not None]


def without_comments(value: str) -> str:
    """Comments gone, nested ones too (RFC 5322 §3.2.2); quoted strings without quotes and without separators."""
    return "".join(_outside(value)) if "(" in value or '"' in value or "\\" in value else value


def _outside(value: str) -> Iterator[str]:
    depth, quoted = 0, False
    for text in _MARKS.findall(value):
        if depth:  # inside a comment quotes mean nothing
            depth += {"(": 1, ")": -1}.get(text, 0)
        elif text == '"':
            quoted = not quoted
        elif quoted:
            yield _SIGNS.sub("_", text)
        elif text == "(":
            depth = 1
            yield " "
        else:
            yield text


def _result(segment: str) -> Result | None:
    pairs = list(_pairs(segment))
    if not pairs:
        return None
    method = pairs[0][0].partition("/")[0]
    if not _METHOD.fullmatch(method):
        return None
    properties: dict[str, str] = {}
    for key, value in pairs[1:]:
        properties.setdefault(key, value)
    return Result(method=method, result=pairs[0][1].lower(), properties=properties)


def _pairs(segment: str) -> Iterator[tuple[str, str]]:
    """`key = value` with blanks allowed around every sign (RFC 8601 §2.2)."""
    before = ""
    for word in " ".join(segment.split()).replace(" =", "=").replace("= ", "=").split(" "):
        joins = before.endswith((".", "/")) or word.startswith((".", "/"))
        key, equals, value = ((before if joins else "") + word).partition("=")
        if equals:
            yield key.lower(), value
        before = "" if equals else key
