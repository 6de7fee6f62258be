"""Does a block of mail headers (Von:, Gesendet:, An:, Betreff:) begin here, and does it forward?"""

from __future__ import annotations

from dataclasses import dataclass

from triage.message.markers import FORWARDED, LABELS, ORIGINAL, Role

_LONGEST_LABEL = 30
_FAR_ENOUGH = 14  # lines looked at
_ENOUGH_ROLES = 3
_RULE = 10  # underscores of Outlook's line


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that introduce a quoted or forwarded mail."""

    end: int  # first line after the block
    forwards: bool  # it says "forwarded"


def block_at(heads: list[str], at: int) -> Block | None:
    """The block that begins at line `at`: a delimiter, header lines, or both."""
    head = heads[at]
    delimiter = _delimiter(head)
    if delimiter is not None:
        end, _ = _header_lines(heads, at + 1)
        return Block(end, delimiter)
    if _is_rule(head):
        end, roles = _header_lines(heads, at + 1)
        return Block(end, False) if _is_enough(roles) else None
    if role_of(head) is None:
        return None
    end, roles = _header_lines(heads, at)
    return Block(end, False) if _is_enough(roles) else None


def role_of(head: str) -> Role | None:
    """Which header a line such as `*Von:* Name` shows."""
    label, colon, _ = head[:_LONGEST_LABEL].partition(":")
    return LABELS.get(label.strip("* \t\u200e\u200f\u00a0").casefold()) if colon else None


def _delimiter(head: str) -> bool | None:
    """True: forwards, False: original message, None: no delimiter. Dashes around the words, or Apple's colon."""
    if not head.startswith(("--", "==", "__", "**", "~~")) and not (head.endswith(":") and " " in head):
        return None
    words = head.strip("-_=*~:. \t").casefold()
    if words in FORWARDED:
        return True
    return False if words in ORIGINAL else None


def _is_rule(head: str) -> bool:
    return len(head) >= _RULE and head[0] in "_-" and not head.strip(head[0])


def _is_enough(roles: set[Role]) -> bool:
    return len(roles) >= _ENOUGH_ROLES and ("from" in roles or "subject" in roles)


def _header_lines(heads: list[str], start: int) -> tuple[int, set[Role]]:
    """First line after the header lines from `start`, and the roles seen; blank and continued lines are passed."""
    roles: set[Role] = set()
    end = start
    strays = 0
    for at in range(start, min(len(heads), start + _FAR_ENOUGH)):
        role = role_of(heads[at])
        if role is not None:
            if role in roles:
                break  # a second From or To is another mail, or a list that only looks like headers
            roles.add(role)
            end, strays = at + 1, 0
        elif heads[at]:
            strays += 1
            if strays > 1 or not roles or "subject" in roles:
                break
    return end, roles
