"""Is a piece of HTML small and flat enough for a tree parser?"""

from __future__ import annotations

import re

HTML_OCTETS = 2 * 1024 * 1024
HTML_DEPTH = 256

_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,20})")
# void elements, and those whose end tag may be left out: they close each other and so add no depth of their own
_FLAT = frozenset(
    b"area base br col embed hr img input link meta source track wbr "
    b"p li td th tr dd dt option tbody thead tfoot".split()
)


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
