"""Which stretches of a text were newly written, which are quoted, signature or ours?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from triage.message import attribution, forward, header_block, marks, own_block, signature
from triage.message.own import OwnSigns
from triage.message.subject import is_forward, is_reply
from triage.values import Address, Zone, ZoneKind

_HEAD = 400  # characters of a line that can carry a sign
_LITTLE = 80  # words somebody may add to a forwarded mail which then still is what the mail is about
_PAGE = 200  # lines; whoever writes more does not merely hand something on
_NOTE = 12  # words between two headers of a mail that was handed on twice: nobody's matter
_MOST_PASSES = 3  # how often a mail handed on may have been handed on before
_CLOSE = 5  # lines below an introduction in which its quote begins
# a line without any of these quotes and introduces nothing: a mark, a colon, dashes at its beginning or end
_SIGN = re.compile("[>＞&|│:：]|^[-_=*~#‐‑‒–—―─━]|[-‐‑–—]$")
_TRIM = " \t\u00a0\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"


@dataclass(frozen=True, slots=True)
class Split:
    """A text taken apart."""

    zones: tuple[Zone, ...]  # cover the text without gaps, in order
    forwarded: Address | None = None  # who wrote the mail that is passed on


@dataclass(slots=True)
class _Scan:
    """The lines and what has been found out about them."""

    lines: list[str]
    heads: list[str]  # stripped beginnings of the lines
    kinds: list[ZoneKind]
    forwards: bool  # the subject says the mail passes something on
    replies: bool  # the subject says it answers something
    frames: set[int] = field(default_factory=set)  # lines that introduce a quote: never anybody's writing
    begun: int = 0  # first line of what is being read: the mail itself, then what it passes on
    passed: int = 0  # how many headers of forwarded mails were passed
    marked_matter: bool | None = None  # what is passed on is marked with >; None: no mark was seen yet
    saw_block: bool = False  # quoted without marks: nothing shows where the quote ends
    forwarded: Address | None = None


def zones(text: str, subject: str, own: OwnSigns) -> tuple[Zone, ...]:
    """The zones of `split`."""
    return split(text, subject, own).zones


def split(text: str, subject: str, own: OwnSigns) -> Split:
    """Cover `text` without gaps, in order. Line-based and linear.

    A forwarded mail is matter: it stays fresh when at most 80 words stand above it, its header lines are quote, and
    older history below it is quote. Interleaved answers stay fresh; when nothing else is fresh, what a person most
    likely wrote or passed on becomes fresh again.
    """
    if not text:
        return Split(())
    lines = text.split("\n")
    heads = [line[:_HEAD].strip(_TRIM) for line in lines]
    scan = _Scan(lines, heads, ["fresh"] * len(lines), is_forward(subject), is_reply(subject))
    _mark_quotes(scan)
    for start, end in _runs(scan.kinds, "fresh"):
        signature.mark(lines, heads, scan.kinds, start, end)
    own_block.mark(heads, scan.kinds, own)
    if not _says_something(scan, "fresh"):
        _find_something_fresh(scan)
    return Split(_joined(scan), scan.forwarded)


def _mark_quotes(scan: _Scan) -> None:
    at, count, heads = 0, len(scan.lines), scan.heads
    while at < count:
        head = heads[at]
        if not _SIGN.search(head):
            at += 1
        elif marks.is_marked(head) or (head[0] in "|│" and marks.is_bar_quote(heads, at)):
            at = _pass_marked(scan, at)
        elif (block := header_block.block_at(heads, at)) is not None and at < block.end:
            at = _pass_block(scan, block)
        else:
            at = _pass_introduction(scan, at) or at + 1


def _pass_marked(scan: _Scan, at: int) -> int:
    """A run of marked lines; in a forward without much of the writer's own they are the matter itself."""
    heads = scan.heads
    if attribution.is_group_wise(heads[at]) and not marks.is_marked(_next(heads, at) or ">"):
        _frame(scan, at, at + 1)
        return _rest_is_quote(scan, at + 1)
    end = marks.end_of_run(heads, at)
    if not scan.frames and marks.is_typed(heads, at, end):
        return end
    _frame_unended_introduction(scan, at)
    if _is_marked_matter(scan, at):
        _read_marked_matter(scan, at, end)
    else:
        _frame(scan, at, at)
        _set(scan, at, end, "quote")
    return end


def _is_marked_matter(scan: _Scan, at: int) -> bool:
    """Whether marked lines are what is passed on; decided at the first of them."""
    if scan.marked_matter is None:
        scan.marked_matter = (
            _words(scan, scan.begun, at) == 0 if scan.passed else scan.forwards and _is_little(scan, at)
        )
    return scan.marked_matter


def _is_little(scan: _Scan, at: int) -> bool:
    return _words(scan, 0, at) <= _LITTLE


def _read_marked_matter(scan: _Scan, at: int, end: int) -> None:
    """What is passed on behind marks: its header lines and everything it quotes itself are quote."""
    inner = [marks.unmarked(head) for head in scan.heads[at:end]]
    line = 0
    while line < len(inner):
        head = inner[line]
        block = header_block.block_at(inner, line) if head else None
        if block is not None and line < block.end:
            if scan.forwarded is not None or (line > 0 and any(inner[:line])):
                _set(scan, at + line, end, "quote")
                return
            scan.forwarded = forward.person(block.sender) or scan.forwarded
            _frame(scan, at + block.start, at + block.end)
            line = block.end
            while line < len(inner) and not inner[line]:
                _frame(scan, at + line, at + line + 1)
                line += 1
            continue
        if marks.depth(scan.heads[at + line]) > 1:
            _set(scan, at + line, at + line + 1, "quote")
        line += 1


def _frame_unended_introduction(scan: _Scan, at: int) -> None:
    """Some programs introduce a marked quote without a colon: "Name, 19.11.2026 14:02"."""
    last = at - 1
    while last > at - 3 and last >= 0 and not scan.heads[last]:
        last -= 1
    if last < 0 or not scan.heads[last] or scan.kinds[last] != "fresh":
        return
    head = scan.heads[last]
    if "@" in head or attribution.shows_time(head):
        start = attribution.begins_at(
            [*scan.heads[max(0, last - 3) : last], f"{head}:"], min(last, 3), before_quote=True
        )
        if start is not None and attribution.digits(head) > 0:
            _frame(scan, last - min(last, 3) + start, last + 1)


def _pass_block(scan: _Scan, block: header_block.Block) -> int:
    """Header lines are quote; what follows too, unless it is passed on to us."""
    start = max(block.start, scan.begun)
    passes_on = _passes_on(scan, start, says=block.forwards)
    _frame(scan, start, block.end)
    if not passes_on and block.end == start + 1 and marks.is_marked(_next(scan.heads, start) or "-"):
        return block.end  # a delimiter above marked lines: the marks show where the quote ends
    if not passes_on:
        return _rest_is_quote(scan, block.end)
    scan.passed += 1
    scan.begun = block.end
    scan.forwards = is_forward(block.subject)
    scan.forwarded = forward.person(block.sender) or scan.forwarded
    return block.end


def _passes_on(scan: _Scan, at: int, *, says: bool) -> bool:
    """Whether the mail that begins at line `at` is what this one is about, not its history."""
    words = _words(scan, scan.begun, at)
    if scan.passed:
        return scan.passed < _MOST_PASSES and words <= _NOTE and (says or scan.forwards or words == 0)
    if words > _LITTLE:
        return False
    if says or scan.forwards:
        return True
    above = _above(scan, at).rstrip()
    is_announced = above.endswith(":") or words == 0  # "this mail came:"
    return (is_announced and not scan.replies) or forward.hands_on(above)


def _pass_introduction(scan: _Scan, at: int) -> int | None:
    """Where to go on after "On … wrote:", None when line `at` does not end one."""
    heads, head = scan.heads, scan.heads[at]
    if attribution.ends_like_one(head):
        following = next((near for near in heads[at + 1 : at + 1 + _CLOSE] if near), "")
        is_followed = marks.is_marked_below_introduction(following)
        start = attribution.begins_at(heads, at, before_quote=is_followed)
    elif attribution.is_between_dashes(head) or attribution.with_text_behind(head):
        is_followed, start = marks.is_marked(_next(heads, at) or "-"), at
    else:
        return None
    if start is None:
        return None
    start = max(start, scan.begun)
    return _below_introduction(scan, start, at + 1, is_followed=is_followed)


def _below_introduction(scan: _Scan, start: int, end: int, *, is_followed: bool) -> int:
    """Decide what the introduction on the lines [start, end) introduces."""
    if is_followed:
        _name_forwarded(scan, start, end)
        _frame(scan, start, end)
        below = next(at for at in range(end, len(scan.heads)) if scan.heads[at])
        return end if marks.is_marked(scan.heads[below]) else _pass_marked(scan, below)
    if _passes_on(scan, start, says=False):
        _name_forwarded(scan, start, end)
        _frame(scan, start, end)
        scan.passed += 1
        scan.begun = end
        return end
    _frame(scan, start, end)
    return _rest_is_quote(scan, end)


def _name_forwarded(scan: _Scan, start: int, end: int) -> None:
    if scan.forwards and not scan.passed and scan.marked_matter is None and _is_little(scan, start):
        scan.forwarded = forward.introduced(" ".join(scan.heads[start:end]))


def _rest_is_quote(scan: _Scan, at: int) -> int:
    """History without marks runs to the end, except where the writer says that it holds the answers."""
    scan.saw_block = True
    count = len(scan.lines)
    if scan.passed or not forward.answers_inside(_above(scan, at)):
        _set(scan, at, count, "quote")
        return count
    answers = [line for line in range(at, count) if forward.is_answer(scan.heads[line])]
    if answers:
        _set(scan, at, count, "quote")
        for line in answers:
            scan.kinds[line] = "fresh"
        return count
    scan.passed, scan.begun, scan.forwards = _MOST_PASSES, at, False
    return at


def _above(scan: _Scan, at: int) -> str:
    """What the writer put above line `at`, introductions left out; the beginning is enough."""
    found = [scan.lines[line] for line in range(scan.begun, min(at, scan.begun + _LITTLE)) if line not in scan.frames]
    return "\n".join(found)


def _words(scan: _Scan, start: int, end: int) -> int:
    """How many words were newly written on the lines [start, end), signatures left out; beyond a page it is many."""
    fresh = [at for at in range(start, min(end, start + _PAGE)) if scan.heads[at] and scan.kinds[at] == "fresh"]
    if end - start > _PAGE or not fresh:
        return _LITTLE + 1 if fresh else 0
    kinds = scan.kinds[: fresh[-1] + 1]
    signature.mark(scan.lines, scan.heads, kinds, fresh[0], fresh[-1] + 1)
    return sum(len(scan.lines[at].split()) for at in fresh if kinds[at] == "fresh")


def _next(heads: list[str], at: int) -> str:
    """The next line that says something, "" when there is none close by."""
    return next((head for head in heads[at + 1 : at + 1 + _CLOSE] if head), "")


def _frame(scan: _Scan, start: int, end: int) -> None:
    """Lines that introduce a quote, and a rule drawn above them."""
    above = start - 1
    while above > start - 3 and above >= 0 and not scan.heads[above]:
        above -= 1
    if above >= scan.begun and scan.kinds[above] == "fresh" and marks.is_rule(scan.heads[above]):
        start = above
    scan.frames.update(range(start, end))
    _set(scan, start, end, "quote")


def _set(scan: _Scan, start: int, end: int, kind: ZoneKind) -> None:
    scan.kinds[start:end] = [kind] * (end - start)


def _runs(kinds: list[ZoneKind], kind: ZoneKind) -> list[tuple[int, int]]:
    """First and past-the-last line of each unbroken run of one kind."""
    edges = [at for at in range(len(kinds) + 1) if at in (0, len(kinds)) or kinds[at] != kinds[at - 1]]
    return [(start, end) for start, end in pairwise(edges) if kinds[start] == kind]


def _says_something(scan: _Scan, kind: ZoneKind, *, frames: bool = True) -> bool:
    return any(
        found == kind and (frames or at not in scan.frames) and any(map(str.isalnum, line))
        for at, (found, line) in enumerate(zip(scan.kinds, scan.lines, strict=True))
    )


def _find_something_fresh(scan: _Scan) -> None:
    """Nothing is fresh: a bare signature counts as written; a quote does, unless it is a marked one in a reply."""
    if not _says_something(scan, "quote"):
        kinds: tuple[ZoneKind, ...] = ("signature",) if _says_something(scan, "signature") else ("own",)
    elif scan.saw_block or not scan.replies:
        kinds = ("quote",)
    else:
        kinds = ("signature",)
    frames = scan.frames if kinds == ("quote",) and _says_something(scan, "quote", frames=False) else set()
    scan.kinds = ["fresh" if kind in kinds and at not in frames else kind for at, kind in enumerate(scan.kinds)]


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
