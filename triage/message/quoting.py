"""Which stretches of a text were newly written, which are quoted, signature or ours?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from triage.message import attribution, header_block, own_block, signature
from triage.message.own import OwnSigns
from triage.message.subject import is_forward, is_reply
from triage.values import Zone, ZoneKind

_HEAD = 400  # characters of a line that can carry a sign
_LITTLE = 80  # words somebody may add to a forwarded mail which then still is what the mail is about
_TRIM = " \t\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"


@dataclass(slots=True)
class _Scan:
    """The lines and what has been found out about them."""

    lines: list[str]
    heads: list[str]  # stripped beginnings of the lines
    kinds: list[ZoneKind]
    forwards: bool  # the subject says the mail passes something on
    words: int = 0  # newly written so far
    saw_block: bool = False  # quoted by a header block: no mark shows where the quote ends


def zones(text: str, subject: str, own: OwnSigns) -> tuple[Zone, ...]:
    """Cover `text` without gaps, in order. Line-based and linear.

    Forwarded mail stays fresh when at most 80 words stand above it; interleaved answers stay fresh; when nothing else
    is fresh, what a person most likely wrote or passed on becomes fresh again.
    """
    if not text:
        return ()
    lines = text.split("\n")
    heads = [line[:_HEAD].strip(_TRIM) for line in lines]
    scan = _Scan(lines, heads, ["fresh"] * len(lines), is_forward(subject))
    _mark_quotes(scan)
    for start, end in _runs(scan.kinds, "fresh"):
        signature.mark(lines, heads, scan.kinds, start, end)
    own_block.mark(heads, scan.kinds, own)
    if not _says_something(scan, "fresh"):
        _find_something_fresh(scan, subject)
    return _joined(scan)


def _mark_quotes(scan: _Scan) -> None:
    at, count = 0, len(scan.lines)
    while at < count:
        head = scan.heads[at]
        if head.startswith(">"):
            at = _pass_marked(scan, at)
        elif (block := header_block.block_at(scan.heads, at)) is not None and at < block.end:
            at = _pass_block(scan, at, block)
        elif head.endswith(":") and (end := _pass_attribution(scan, at)) is not None:
            at = end
        else:
            scan.words += scan.lines[at].count(" ") + 1 if head else 0
            at += 1


def _pass_marked(scan: _Scan, at: int) -> int:
    """A run of lines marked with >. In a forward without much of the writer's own they are the matter itself."""
    end = at
    while end < len(scan.heads) and scan.heads[end].startswith(">"):
        end += 1
    if not (scan.forwards and scan.words <= _LITTLE):
        _set(scan, at, end, "quote")
    return end


def _pass_block(scan: _Scan, at: int, block: header_block.Block) -> int:
    """Header lines are quote; what follows too, unless it is passed on to us."""
    passes_on = (block.forwards or scan.forwards) and scan.words <= _LITTLE
    _set(scan, at, block.end, "quote")
    if passes_on:
        scan.forwards = block.forwards  # a further block below is the history of what was forwarded
        return block.end
    scan.saw_block = True
    _set(scan, block.end, len(scan.lines), "quote")
    return len(scan.lines)


def _pass_attribution(scan: _Scan, at: int) -> int | None:
    """Where to go on after "On … wrote:", None when line `at` does not end one."""
    if len(scan.heads[at]) < attribution.SHORTEST:
        return None
    following = next((head for head in scan.heads[at + 1 : at + 6] if head), "")
    is_marked = following.startswith(">")
    start = attribution.begins_at(scan.heads, at, before_quote=is_marked)
    if start is None:
        return None
    _set(scan, start, at + 1, "quote")
    if is_marked or (scan.forwards and scan.words <= _LITTLE):
        return at + 1
    scan.saw_block = True
    _set(scan, at + 1, len(scan.lines), "quote")
    return len(scan.lines)


def _set(scan: _Scan, start: int, end: int, kind: ZoneKind) -> None:
    scan.kinds[start:end] = [kind] * (end - start)


def _runs(kinds: list[ZoneKind], kind: ZoneKind) -> list[tuple[int, int]]:
    """First and past-the-last line of each unbroken run of one kind."""
    edges = [at for at in range(len(kinds) + 1) if at in (0, len(kinds)) or kinds[at] != kinds[at - 1]]
    return [(start, end) for start, end in pairwise(edges) if kinds[start] == kind]


def _says_something(scan: _Scan, kind: ZoneKind) -> bool:
    return any(
        found == kind and any(map(str.isalnum, line)) for found, line in zip(scan.kinds, scan.lines, strict=True)
    )


def _find_something_fresh(scan: _Scan, subject: str) -> None:
    """Nothing is fresh: a bare signature counts as written; a quote does, unless it is a marked one in a reply."""
    if not _says_something(scan, "quote"):
        kinds: tuple[ZoneKind, ...] = ("signature",) if _says_something(scan, "signature") else ("own",)
    elif scan.saw_block or not is_reply(subject):
        kinds = ("quote",)
    else:
        kinds = ("signature",)
    scan.kinds = ["fresh" if kind in kinds else kind for kind in scan.kinds]


def _joined(scan: _Scan) -> tuple[Zone, ...]:
    """Lines to zones; an empty line belongs to what stands above it."""
    found: list[Zone] = []
    start = here = 0
    kind = next((kind for kind, head in zip(scan.kinds, scan.heads, strict=True) if head), scan.kinds[0])
    for at, line in enumerate(scan.lines):
        if scan.heads[at] and scan.kinds[at] != kind:
            found.append(Zone(start=start, end=here, kind=kind))
            start, kind = here, scan.kinds[at]
        here += len(line) + 1
    found.append(Zone(start=start, end=here - 1, kind=kind))
    return tuple(zone for zone in found if zone.end > zone.start)
