"""Does what somebody wrote above a history hand it on or answer inside it, and whose mail is it?"""

from __future__ import annotations

import re

from triage.message.markers import ANSWER_STARTS, INLINE, PASS_ON
from triage.message.own import OwnSigns
from triage.message.phrases import by_start
from triage.values import Address

_ADDRESS = re.compile(r"[^\s<>\"'(),;:@\[\]]{1,64}@[^\s<>\"'(),;:@\[\]]{1,200}\.[^\s<>\"'(),;:@\[\]]{2,63}")
_LONGEST = 400
_LONGEST_NAME = 200
_FEW = 25  # words that can stand around "see below" without being a matter of their own
_SHORT_ANSWER = 40  # words that can stand around "my answers in red"
_NAME_WORDS = 5
_LONGEST_MARK = 30  # characters of "[Name]"
_AROUND = " \t<>[]()\"'*_,;:|\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u00a0„“”«»"
_PASS_ON, _INLINE = by_start(PASS_ON), by_start(INLINE)


def hands_on(above: str) -> bool:
    """Whether a text of few words says that what follows is passed on ("leite ich weiter", "see below")."""
    return len(above.split()) <= _FEW and _holds(above.casefold(), _PASS_ON)


def answers_inside(above: str) -> bool:
    """Whether a text of few words says that the answers stand in the history ("my answers in red below")."""
    return len(above.split()) <= _SHORT_ANSWER and _holds(above.casefold(), _INLINE)


def _holds(low: str, table: dict[str, tuple[str, ...]]) -> bool:
    """Whether one of the phrases begins somewhere in a text."""
    return any(low.startswith(table[low[at : at + 2]], at) for at in range(len(low) - 1) if low[at : at + 2] in table)


def person(line: str) -> Address | None:
    """Whom a From line names: `Name <a@b>`, `Name [mailto:a@b]`, `a@b (Name)` or only `Name`. None: nobody."""
    line = line[:_LONGEST]
    found = _ADDRESS.search(line)
    if found is None:
        name = line.strip(_AROUND)
        return Address(name=name[:_LONGEST_NAME], address="") if any(map(str.isalpha, name)) else None
    before = line[: found.start()].replace("mailto:", "").strip(_AROUND)
    behind = line[found.end() :].partition("(")[2].partition(")")[0].strip(_AROUND)
    name = "" if "@" in before else before or ("" if "@" in behind else behind)
    return Address(name=name[:_LONGEST_NAME], address=_address(found[0]))


def introduced(line: str) -> Address | None:
    """Whom an introduction such as "On … Name <a@b> wrote:" names; None when it shows no address."""
    found = _ADDRESS.search(line[:_LONGEST])
    if found is None:
        return None
    name: list[str] = []
    for word in reversed(line[: found.start()].rstrip(_AROUND).split()):
        if len(name) == _NAME_WORDS or word.endswith((",", ".", ":", "،")) or not word.strip(_AROUND)[:1].isupper():
            break
        name.insert(0, word.strip(_AROUND))
    return Address(name=" ".join(name)[:_LONGEST_NAME], address=_address(found[0]))


def concerned(forwarded: Address | None, sender: Address | None, own: OwnSigns) -> Address | None:
    """The forwarded sender, unless it is who sent us the mail, or ourselves."""
    if forwarded is None or (forwarded.address and own.is_ours(forwarded.address)):
        return None
    if sender is None:
        return forwarded
    if forwarded.address:
        return None if forwarded.address.lower() == sender.address.lower() else forwarded
    return None if forwarded.name.casefold() in (sender.name.casefold(), sender.address.casefold()) else forwarded


def _address(spec: str) -> str:
    local, _, domain = spec.rpartition("@")
    return f"{local}@{domain.lower()}"


def is_answer(head: str) -> bool:
    """Whether a line of the history shows itself as an answer: an arrow, "Answer:", a name in square brackets."""
    low = head.casefold()
    if low.startswith(ANSWER_STARTS):
        return True
    return low.startswith("[") and 0 < low.find("]") < _LONGEST_MARK and len(head) > low.find("]") + 1
