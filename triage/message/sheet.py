"""Which elements does a page's own style sheet hide from its reader?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from triage.message.hidden import is_gone_by

_LONGEST = 200_000  # characters of all style elements together; what stands behind is not read
_SELECTOR = re.compile(r"(?:(?:html|body)\s+){0,2}([a-z][a-z0-9]{0,20})?([.#])([\w-]{1,100})")
_SHOWN = re.compile(r"(?:^|;)\s*display\s*:\s*(?!none)", re.IGNORECASE)
_BRACES = re.compile("[{}]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """(tag or "", "." or "#", name of a class or id) → whether an element's own style cannot undo that it is hidden."""

    hidden: Mapping[tuple[str, str, str], bool] = field(default_factory=dict)

    def hides(self, tag: str, attributes: Mapping[str, str | None]) -> bool:
        """Whether an element is not shown, with everything in it."""
        if not self.hidden:
            return False
        names = [(".", name) for name in (attributes.get("class") or "")[:1000].lower().split()]
        names.append(("#", (attributes.get("id") or "")[:100].strip().lower()))
        keys = ((key, *name) for name in names for key in ("", tag))
        final = [self.hidden[key] for key in keys if key in self.hidden]
        return any(final) or (bool(final) and not _SHOWN.search((attributes.get("style") or "")[:1000]))


def sheet(styles: Iterable[str]) -> Sheet:
    """What the style elements of a page hide on every screen: rules for some screens only (`@media`) are passed over.

    Only single classes and ids are read, with or without a tag (CSS 2.1 §5.8.3 and §5.9); linear in the length.
    """
    hidden: dict[tuple[str, str, str], bool] = {}
    for selectors, declarations in _rules(_without_comments("\n".join(styles)[:_LONGEST])):
        gone = is_gone_by(declarations)
        for selector in selectors.lower().split(","):
            if match := _SELECTOR.fullmatch(selector.strip()):
                key = (match[1] or "", match[2], match[3])
                if gone:
                    hidden[key] = "!important" in declarations
                elif key in hidden and _SHOWN.search(declarations):
                    del hidden[key]  # a later rule shows it again
    return Sheet(hidden)


def _without_comments(css: str) -> str:
    kept: list[str] = []
    for piece in css.replace("<!--", "").replace("-->", "").split("*/"):
        kept.append(piece.partition("/*")[0])
    return "".join(kept)


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """(selectors, declarations) of the rules that stand in no block."""
    depth, since, opened = 0, 0, 0
    for brace in _BRACES.finditer(css):
        if brace[0] == "{":
            depth += 1
            opened = brace.start() if depth == 1 else opened
        elif depth:
            depth -= 1
            if depth == 0:
                selectors = css[since:opened].rpartition(";")[2].strip()  # behind "@import …;"
                if not selectors.startswith("@"):
                    yield selectors, css[opened + 1 : brace.start()]
                since = brace.end()
