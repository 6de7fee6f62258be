"""Is the end of a text, where no formula closes it, the writer's name and contact block?"""

from __future__ import annotations

from triage.message import contact, notice
from triage.message.closing import closing
from triage.message.openings import folded
from triage.message.phone_footer import is_phone_footer
from triage.message.phrases import phrases
from triage.message.voice import is_long, is_postscript, is_question, speaks_of_self
from triage.values import ZoneKind

_LOOKED_AT = 3  # written lines after a closing word
_MOST_LINES = 25
_LEAST_LINES = 3
_LEAST_WAYS = 2

# a line above the block that asks or announces: then the block is the answer
_ANNOUNCES: tuple[str, ...] = phrases(
    "dort |dort.|hier |folgend|wenden|below|there.|following|daten|adresse|anschrift|kontakt|nummer|telefon|"
    "angaben|address|details|contact|number|data|adres|bilgi|iletişim|"
    "адрес|данные|контакт|телефон|дані|номер|coordonnées|adresa|datos|dati|dirección|indirizzo|gegevens|dane|عنوان|"
    "بيانات|رقم|آدرس|شماره"
)


def rest_is_signed(heads: list[str], start: int, end: int, *, needs_name: bool) -> bool:
    """Whether nothing but a name and contact lines follow in [start, end); `needs_name`: the next line is a name."""
    if end - start > 2 * _MOST_LINES:
        return False
    following = [head for head in heads[start : min(end, start + _MOST_LINES)] if head][:_LOOKED_AT]
    if not following:
        return not needs_name
    if needs_name and not _could_sign(following[0]):
        return False
    for head in following:
        low = folded(head)
        if is_postscript(low):
            return True
        if not (contact.is_name(head.partition("|")[0]) or _is_furniture(head, low)) or is_question(head):
            return False
    return True


def _could_sign(head: str) -> bool:
    """A name as one signs: capitals, or one word; and no closing formula of its own."""
    head = head.partition("|")[0].strip()
    if not contact.is_name(head) or (head.islower() and " " in head.strip()):
        return False
    return closing(head, folded(head), "") is None


def _is_furniture(head: str, low: str) -> bool:
    return (
        contact.shows_contact(low)
        or contact.is_picture(low)
        or is_phone_footer(low)
        or notice.is_inside(low)
        or not any(map(str.isalnum, low))
        or closing(head, low, "") is not None
    )


def block_start(heads: list[str], kinds: list[ZoneKind], start: int, end: int) -> int:
    """The first line of an office's contact block that ends the lines [start, end), `end` when there is none.

    A private name and address stay what was written: they are what was asked for more often than a signature.
    """
    written = _last_lines(heads, kinds, start, end)
    if not written:
        return end
    if contact.is_picture(folded(heads[written[0]])):
        return _first_picture(heads, written)
    if not contact.shows_contact(folded(heads[written[0]])):
        return end
    first = _climb(heads, written)
    return end if first is None or not _is_office(heads, first, end) else first


def _last_lines(heads: list[str], kinds: list[ZoneKind], start: int, end: int) -> list[int]:
    """Written fresh lines from the end upwards."""
    last = max(start, end - 2 * _MOST_LINES)
    return [at for at in range(end - 1, last - 1, -1) if heads[at] and kinds[at] == "fresh"][: _MOST_LINES + 1]


def _first_picture(heads: list[str], written: list[int]) -> int:
    pictures = 0
    while pictures < len(written) and contact.is_picture(folded(heads[written[pictures]])):
        pictures += 1
    return written[pictures - 1] if pictures < len(written) else written[0] + 1


def _climb(heads: list[str], written: list[int]) -> int | None:
    """The topmost line of the block: below a blank line, with text above it that does not announce it."""
    top: int | None = None
    for at, above in zip(written, [*written[1:], None], strict=True):
        low = folded(heads[at])
        if is_long(low) and not contact.is_way(low):
            break
        if not contact.is_way(low) and (speaks_of_self(heads[at], low) or is_question(heads[at])):
            break
        if not (contact.is_name(heads[at]) or _is_furniture(heads[at], low)):
            break
        if above is not None and not heads[at - 1] and not _announces(heads[above]):
            top = at
    return top


def _announces(head: str) -> bool:
    low = folded(head)
    return low.endswith((":", "：", ",")) or any(word in low for word in _ANNOUNCES)


def _is_office(heads: list[str], first: int, end: int) -> bool:
    lows = [folded(head) for head in heads[first:end] if head]
    ways = sum(contact.is_way(low) for low in lows)
    offices = sum(contact.names_office(low) for low in lows)
    is_reachable = sum("@" in low or "www." in low or "http" in low or "fax" in low for low in lows)
    return len(lows) >= _LEAST_LINES and ways >= _LEAST_WAYS and (offices > 0 or is_reachable > 1)
