"""What is the German head word of a rule, for a reader who does not read the language it was found in?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from rules.load import shipped_texts
from rules.rulebook import FAMILIES, GAP

_RULE = re.compile(r"  - id: (?P<id>\S+)")
_KEY = re.compile(r"    (?P<key>[a-z]+):(?P<rest>.*)")
_GERMAN = re.compile(r"""(?:^|.*\bde:)\s*\[\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^,\]]+))""")

_MARKS = str.maketrans("", "", "=*")


@cache
def shipped_heads() -> Mapping[str, str]:
    """Rule id → its first German term without marks. Read as lines, a tenth of what compiling the rulebook costs."""
    texts = shipped_texts()
    return dict(pair for name in sorted(texts) if name.split("/")[0] in FAMILIES for pair in heads(texts[name]))


def heads(text: str) -> Iterator[tuple[str, str]]:
    """(rule id, head word) of each rule of a file laid out as the shipped ones; rules without German are left out."""
    rule, wanted = "", False
    for line in text.splitlines():
        if found := _RULE.match(line):
            rule, wanted = found["id"], False
            continue
        below = line
        if found := _KEY.match(line):
            wanted, below = found["key"] == "any" and rule != "", found["rest"]
        if wanted and below.strip() and (head := _GERMAN.match(below.strip())):
            yield rule, _plain(head["double"] or head["single"] or head["bare"])
            wanted = False


def _plain(term: str) -> str:
    """As one would read it aloud: without = and *, a gap as three dots."""
    return re.sub(rf"\s*{GAP}\s*", " … ", term.strip()).translate(_MARKS).strip()
