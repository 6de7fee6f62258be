"""On which line of a TOML file does a key stand? tomllib keeps no positions."""

from __future__ import annotations

import re
from collections.abc import Iterator

Path = tuple[str, ...]
_TABLE = re.compile(r"^\s*\[\[?\s*(?P<name>[^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(
    r"""^\s*(?P<key>(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*="""
)
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")
_INLINE = re.compile(r"""(?<![^\s,{])(?P<key>[A-Za-z0-9_-]+)\s*=""")


def lines_of(text: str) -> dict[Path, int]:
    """Every table and key with the line it first stands on, 1-based. Keys of one-line inline tables included."""
    found: dict[Path, int] = {}
    for path, line in _walk(text):
        found.setdefault(path, line)
    return found


def nearest(path: Path, lines: dict[Path, int]) -> int | None:
    """The line of the key, or of the closest thing around it that is in the file."""
    for length in range(len(path), 0, -1):
        if (line := lines.get(path[:length])) is not None:
            return line
    return None


def _walk(text: str) -> Iterator[tuple[Path, int]]:
    table: Path = ()
    open_quotes = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if open_quotes:
            open_quotes = "" if open_quotes in line else open_quotes
            continue
        if header := _TABLE.match(line):
            table = _parts(header["name"])
            yield table, number
        elif key := _KEY.match(line):
            path = table + _parts(key["key"])
            yield path, number
            rest = line[key.end() :]
            if rest.lstrip().startswith("{"):
                yield from (((*path, inner["key"]), number) for inner in _INLINE.finditer(rest))
            open_quotes = _left_open(rest)


def _left_open(value: str) -> str:
    return next((q for q in ('"""', "'''") if value.count(q) == 1), "")


def _parts(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))
