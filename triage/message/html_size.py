"""Is a piece of HTML small, flat and tidy enough for a tree parser?"""

from __future__ import annotations

import re

HTML_OCTETS = 2 * 1024 * 1024
HTML_DEPTH = 256
HTML_GROWTH = 300_000  # elements; such a tree takes about 100 MB

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,20})")
# void elements, and those whose end tag may be left out: they close each other and so add no depth of their own
_FLAT = frozenset(
    b"area base br col embed hr img input link meta source track wbr "
    b"p li td th tr dd dt option tbody thead tfoot".split()
)

_FORMATTING = b"a b big code em font i nobr s small strike strong tt u".split()
_MOST_OPEN = 256  # formatting elements open at once: `is_deeper_than` is asked first


def is_deeper_than(content: bytes, limit: int) -> bool:
    """Whether more than `limit` elements stand open at once. Linear; an estimate that errs towards deep."""
    if content.count(b"<") <= limit:
        return False
    depth = 0
    for tag in _TAG.finditer(content):
        if tag[2].lower() in _FLAT:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > limit:
            return True
    return False


def grows_beyond(content: bytes, limit: int) -> bool:
    """Whether a tree parser could make more than `limit` elements of formatting that was never closed. Linear.

    HTML Living Standard §13.2.4.3: what is left open is opened again in every block that follows, so a small page of
    such tags becomes a tree of millions.
    """
    if content.count(b"<") * _MOST_OPEN <= limit:
        return False
    opened: dict[bytes, int] = dict.fromkeys(_FORMATTING, 0)
    total = made = 0
    for tag in _TAG.finditer(content):
        name = tag[2].lower()
        if name not in opened:
            made += total
            if made > limit:
                return True
        elif not tag[1]:
            opened[name] += 1
            total += 1
        elif opened[name]:
            opened[name] -= 1
            total -= 1
    return False
