"""Does a block of mail headers (Von:, Gesendet:, An:, Betreff:) begin here, and does it forward?"""

from __future__ import annotations

from dataclasses import dataclass, field

from triage.message.attribution import digits, says_wrote, shows_time
from triage.message.markers import FORM, FORWARDED, LABELS, ORIGINAL, REPLY_ABOVE, Role
from triage.message.phrases import by_start

_LONGEST_LABEL = 30
_FAR_ENOUGH = 40  # lines looked at
_ENOUGH_ROLES = 3
_SURE_ROLES = 4
_RULE = 10  # underscores of Outlook's line
_YEAR_DIGITS = 4
_STRAYS = 2  # lines in a row that are no header line and no addresses
_LONG_SUBJECT = 60  # characters after which a subject may have been wrapped
_DASHES = "-_=*~#‐‑‒–—―─━"
_AROUND_LABEL = "*_ \t\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u00a0\u3000"
_ORIGINAL, _FORWARDED = by_start(ORIGINAL), by_start(FORWARDED)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that introduce a quoted or forwarded mail."""

    start: int  # first line; what stands directly above the header lines and belongs to them is included
    end: int  # first line after the block
    forwards: bool  # it says "forwarded"
    sender: str = ""  # what its From line says
    subject: str = ""  # what its Subject line says


@dataclass(slots=True)
class _Lines:
    """Header lines while they are read."""

    end: int  # after the last known header line
    shape_end: int  # after the last line of an unknown label
    values: dict[Role, str] = field(default_factory=dict)  # what each header says, one line
    labelled: int = 0  # lines of the form "label: value" in a row, known or not
    addressed: bool = False  # one of them shows an address
    timed: bool = False  # one of them shows date and time
    asked: bool = False  # one of them is a field of a web form
    strange_address: bool = False  # a line of an unknown label shows an address
    strange_time: bool = False  # or date and time


def block_at(heads: list[str], at: int) -> Block | None:
    """The block that begins at line `at`: a delimiter, header lines, or both. Bounded work per line."""
    head = heads[at]
    if head[0] in _DASHES:
        return _after_dashes(heads, at) or _plain(heads, at)
    if (
        head.endswith((":", "："))
        and (" " in head or not head.isascii())
        and _kind(head.casefold().rstrip(":： \u00a0"))
    ):
        found = _header_lines(heads, at + 1)
        return _block(at, found, True)
    return _plain(heads, at)


def role_of(head: str) -> Role | None:
    """Which header a line such as `*Von:* Name` shows."""
    label = _label(head)
    return LABELS.get(label) if label else None


def unfolded(heads: list[str], at: int) -> Block | None:
    """All header lines on the one line `at`, as lost line ends leave them: Von: … Gesendet: … An: … Betreff: …"""
    parts = heads[at].replace("：", ":").split(":")
    roles = {role for part in parts[:-1] if (role := _trailing_role(part)) is not None}
    if len(roles) < _ENOUGH_ROLES or "from" not in roles or not (shows_time(heads[at]) or "@" in heads[at]):
        return None
    return Block(at, at + 1, False)


def _plain(heads: list[str], at: int) -> Block | None:
    role = role_of(heads[at])
    if role is None or role == "other":
        return None
    found = _header_lines(heads, at)
    if _is_enough(found) and not _is_letter(heads, at, found):
        return _block(_start(heads, at), found, _forwards_above(heads, at))
    return unfolded(heads, at) if len(found.values) <= 1 and heads[at].count(":") >= _ENOUGH_ROLES else None


def _after_dashes(heads: list[str], at: int) -> Block | None:
    """A line of dashes, with words between them or none."""
    head = heads[at]
    inner = head.lstrip(_DASHES + " ")
    if not inner:
        found = _header_lines(heads, at + 1) if len(head) >= _RULE else None
        if found is None or not (_is_enough(found) or _has_shape(found)):
            return None
        return _block(_start(heads, at), found, False)
    if len(head) - len(inner) < 2:  # noqa: PLR2004 - one dash begins a list item
        return None
    ends = [end for dash in _DASHES if (end := inner.find(dash * 2)) > 0]
    told = inner[: min(ends)] if ends else inner
    forwards = _kind(told.strip(_DASHES + "*~:.… \t").casefold())
    if forwards is None:
        low = told.casefold()
        return Block(at, at + 1, False) if any(phrase in low for phrase in REPLY_ABOVE) else None
    found = _header_lines(heads, at + 1)
    if told.strip(_DASHES + ": ").casefold() == "original" and not found.values:
        return None  # QQ's word is also a person's
    sender = found.values.get("from", "") or _behind_dashes(inner[len(told) :])
    return Block(at, found.end, forwards, sender, found.values.get("subject", ""))


def _behind_dashes(rest: str) -> str:
    """Samsung's text versions run on behind the dashes: -------- Original message --------From: X <x@…> Date: …"""
    rest = rest.strip(_DASHES + " ")
    return rest.partition(":")[2].partition(">")[0].strip() if role_of(rest) == "from" else ""


def _kind(told: str) -> bool | None:
    """True: the words say forwarded, False: original message, None: something else."""
    if len(told) > 2 * _FAR_ENOUGH + _RULE:
        return None
    if _matches(told, _FORWARDED):
        return True
    return False if _matches(told, _ORIGINAL) else None


def _matches(told: str, table: dict[str, tuple[str, ...]]) -> bool:
    """The words alone, or followed by a writer and a date: "Weitergeleitet von X am 19.11.2026"."""
    phrase = max((phrase for phrase in table.get(told[:2], ()) if told.startswith(phrase)), key=len, default="")
    rest = told[len(phrase) :]
    return bool(phrase) and (not rest or (rest[0] in " (:/" and (digits(rest) > 1 or "@" in rest or len(rest) < _RULE)))


def _start(heads: list[str], at: int) -> int:
    """A short rule or bare words such as "Original Message" directly above belong to the header lines."""
    above = at - 1
    while above > at - 3 and above >= 0 and not heads[above]:
        above -= 1
    if above < 0 or not heads[above] or above < at - 2:
        return at
    head = heads[above]
    is_rule = not head.strip(_DASHES + " ") and head not in ("-", "*")
    is_notes = head.count("---") > 1 and digits(head) >= _YEAR_DIGITS  # Name ---19.11.2026 14:02:11---first words
    is_wrote = head[0] in _DASHES and head[-1] in _DASHES and says_wrote(head)  # -----Name wrote: -----
    is_ours = is_rule or is_notes or is_wrote or _kind(head.strip("*:： ").casefold()) is not None
    return above if is_ours else at


def _forwards_above(heads: list[str], at: int) -> bool:
    above = _start(heads, at)
    return above < at and _kind(heads[above].strip("*:： ").casefold()) is True


def _block(start: int, found: _Lines, forwards: bool) -> Block:
    return Block(start, found.end, forwards, found.values.get("from", ""), found.values.get("subject", ""))


def _is_enough(found: _Lines) -> bool:
    """A writer and two more, or a moment in place of the writer; a web form or a list of facts is neither."""
    roles = found.values.keys() - {"other"}
    if found.asked and not (found.timed and len(roles) >= _SURE_ROLES):
        return False
    if "from" not in roles:
        return found.timed and len(roles) >= _ENOUGH_ROLES
    if len(roles) >= _SURE_ROLES:
        return True
    shown = found.addressed or (found.timed and "subject" in roles)
    return (len(roles) >= _ENOUGH_ROLES and shown) or (found.addressed and found.timed and "sent" in roles)


def _is_letter(heads: list[str], at: int, found: _Lines) -> bool:
    """A letter on paper that somebody copied below "this letter came:" shows neither an address nor a clock time."""
    if found.addressed or found.timed:
        return False
    above = next((heads[line] for line in range(at - 1, max(-1, at - 3), -1) if heads[line]), "")
    return above.endswith((":", "：")) and _kind(above.casefold().strip(":： ")) is None


def _has_shape(found: _Lines) -> bool:
    """Header lines of a language we do not know, below Outlook's rule."""
    if found.asked or found.labelled < _ENOUGH_ROLES:
        return False
    if not (found.addressed or found.strange_address) or not (found.timed or found.strange_time):
        return False
    found.end = max(found.end, found.shape_end)
    return True


def _header_lines(heads: list[str], start: int) -> _Lines:
    """The header lines from `start` on; blank and continued lines are passed."""
    found = _Lines(start, start)
    strays, is_blank = 0, False
    for at in range(start, min(len(heads), start + _FAR_ENOUGH)):
        head = heads[at]
        if not head:
            if is_blank and found.labelled:
                break
            is_blank = True
            continue
        label = _label(head)
        role = LABELS.get(label) if label else None
        if role is not None:
            if role in found.values and role != "other":
                break  # a second From or To is another mail, or a list that only looks like headers
            _take(found, head, role, at)
            strays, is_blank = 0, False
            continue
        strays += 1
        if (is_blank and found.labelled) or (strays > _STRAYS and not _is_address_list(head)):
            break
        if label:
            _take_unknown(found, head, label, at)
        elif not found.labelled or not _continues(heads, at, found):
            break
        else:
            found.end = at + 1
    return _with_rule(heads, found)


def _take(found: _Lines, head: str, role: Role, at: int) -> None:
    found.values[role] = _value(head)
    found.end = at + 1
    found.labelled += role != "other"
    found.addressed |= "@" in head
    found.timed |= role == "sent" and shows_time(head) and digits(head) >= _YEAR_DIGITS


def _take_unknown(found: _Lines, head: str, label: str, at: int) -> None:
    """A label no table knows: part of the block only if a known one follows, or if the whole has the shape of one."""
    found.asked |= label in FORM
    found.labelled += 1
    found.shape_end = at + 1
    found.strange_address |= "@" in head
    found.strange_time |= shows_time(head) and digits(head) >= _YEAR_DIGITS


def _continues(heads: list[str], at: int, found: _Lines) -> bool:
    """Whether a line without a label goes on with the header line above it: addresses, or a long subject's rest."""
    head = heads[at]
    if _is_address_list(head):
        return True
    following = heads[at + 1] if at + 1 < len(heads) else ""
    if role_of(following) is not None and "subject" not in found.values:
        return True
    return len(heads[at - 1]) >= _LONG_SUBJECT and not following and len(head) < len(heads[at - 1])


def _is_address_list(head: str) -> bool:
    return head.endswith((";", ">,", ">")) and ("@" in head or head.endswith(";"))


def _with_rule(heads: list[str], found: _Lines) -> _Lines:
    """Notes and some Outlooks close the header lines with a rule."""
    at = found.end
    while at < min(len(heads), found.end + 2) and not heads[at]:
        at += 1
    if found.values and at < len(heads) and len(heads[at]) >= _RULE and not heads[at].strip(_DASHES + " "):
        found.end = at + 1
    return found


def _label(head: str) -> str:
    """What stands before the colon of a header line, casefolded; "" when this is none."""
    start = head[:_LONGEST_LABEL]
    label, colon, _ = start.partition(":")
    if not colon or "：" in label:
        label, colon, _ = start.partition("：")
    if not colon or "//" in head[len(label) + 1 : len(label) + 3]:
        return ""
    return label.strip(_AROUND_LABEL).casefold()


def _value(head: str) -> str:
    colon = min(at for sign in (":", "：") if (at := head.find(sign)) >= 0)
    return head[colon + 1 :].strip(_AROUND_LABEL)


def _trailing_role(part: str) -> Role | None:
    """The header that the last one or two words before a colon name."""
    last = part.split()[-2:]
    one, two = last[-1:], last
    named = LABELS.get(" ".join(two).strip(_AROUND_LABEL).casefold())
    return named or LABELS.get("".join(one).strip(_AROUND_LABEL).casefold())
