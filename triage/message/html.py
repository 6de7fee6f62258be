"""What does a piece of HTML say to somebody who reads it?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from triage.message.phrases import words

_DROPPED = words("head script style title meta link template object svg math iframe textarea select map audio video")
_BLOCKS = words(
    "p div h1 h2 h3 h4 h5 h6 ul ol li table tr blockquote pre hr address section article header footer center dl dt dd "
    "form fieldset figure figcaption main nav aside caption details summary legend -doctype body html"
)
_SPACED = words("p h1 h2 h3 h4 h5 h6 ul ol table blockquote pre")  # an empty line before and after
_ON_ENTRY = frozenset(("tr", "li", "pre", "hr", "blockquote"))
_CELLS = frozenset(("td", "th"))
_HIDDEN = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|font-size:0(?:px|pt|em|%)?(?:;|!|$)|(?:^|;)opacity:0(?:;|!|$)"
    r"|max-height:0(?:px)?(?:;|!|$)"
)
_LINK = re.compile(r"(?:https?://|mailto:|tel:)\S{3,}", re.IGNORECASE)
_LONGEST_LINK = 300
_BLANK = re.compile(r"[ \t\r\n\f\u00a0]+")


@dataclass(slots=True)
class _Page:
    """The text as it grows. Breaks are owed, not made, until the next word: so none is made twice."""

    lines: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)  # pieces of the line being written
    quote: int = 0  # how many quoting blockquotes are open
    verbatim: int = 0  # how many <pre> are open
    pending: str = ""  # what separates the next word from the last: blank or tab
    owed: int = 0  # before the next word: 0 nothing, 1 a new line, 2 an empty line too
    row_begun: bool = False  # a cell of this table row has words
    box_is_empty: bool = (
        False  # a cell, list item or quote was opened and holds nothing: blocks in it break nothing yet
    )

    def write(self, text: str) -> None:
        """Add text of one node; its blanks shrink to one, as a browser shows them."""
        if self.verbatim:
            self._write_verbatim(text)
            return
        shown = _BLANK.sub(" ", text)
        if shown in ("", " "):
            self.pending = self.pending or shown
            return
        self.settle()
        if self.current and (self.pending or shown[0] == " "):
            self.current.append(self.pending or " ")
        self.pending = " " if shown[-1] == " " else ""
        self.current.append(shown.strip(" "))
        self.row_begun, self.box_is_empty = True, False

    def _write_verbatim(self, text: str) -> None:
        self.settle()
        first, *others = text.split("\n")
        self.current.append(first)
        for line in others:
            self.end_line(keep=True)
            self.current.append(line)

    def owe(self, breaks: int) -> None:
        """Before the next word stands a new line (1) or an empty one (2)."""
        if not self.box_is_empty:
            self.owed = max(self.owed, breaks)

    def settle(self) -> None:
        """Make the breaks that are owed."""
        if self.owed:
            gap, self.owed = self.owed > 1, 0
            self.end_line()
            mark = ("> " * self.quote).rstrip()
            if gap and self.lines and self.lines[-1] != mark:
                self.lines.append(mark)

    def end_line(self, *, keep: bool = False) -> None:
        """Close the current line; an empty one only counts when `keep`."""
        text = "".join(self.current).rstrip(" \t")
        if text or keep:
            self.lines.append("> " * self.quote + text if self.quote else text)
        self.current, self.pending = [], ""

    def next_cell(self) -> None:
        """A cell follows on the same line when its row has words already."""
        if self.row_begun:
            self.owed, self.pending = 0, "\t"
        else:
            self.settle()
        self.box_is_empty = True


def text_of(content: str) -> str:
    """Readable text: blocks and rows on lines of their own, inline tags never split or join words, cells by tab.

    Hidden elements are left out; link targets stand in brackets behind their words; quoting blockquotes become "> ".
    Nothing is fetched, nothing is run. The caller has checked size and depth (`limits.check`).
    """
    root = LexborHTMLParser(content).root
    page = _Page()
    if root is not None:
        _walk(page, root)
    page.end_line()
    return "\n".join(page.lines).strip("\n")


def _walk(page: _Page, root: LexborNode) -> None:
    """Depth first without recursion; an integer-free stack of (node, leaving)."""
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag or ""
        if leaving:
            _leave(page, node, tag)
            continue
        if tag == "-text":
            page.write(node.text_content or "")
        elif tag and tag[0] != "-" and tag not in _DROPPED and not _is_hidden(node):
            _enter(page, node, tag)
            stack.append((node, True))
            child = node.last_child
            while child is not None:
                stack.append((child, False))
                child = child.prev


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    style = attributes.get("style")
    return "hidden" in attributes or bool(style and _HIDDEN.search("".join(style.lower().split())))


def _enter(page: _Page, node: LexborNode, tag: str) -> None:
    if tag == "br":
        page.settle()
        page.end_line(keep=True)
    elif tag in _CELLS:
        page.next_cell()
    elif tag in _BLOCKS:
        page.owe(2 if tag in _SPACED else 1)
        if tag in _ON_ENTRY:
            _enter_special(page, node, tag)


def _enter_special(page: _Page, node: LexborNode, tag: str) -> None:
    if tag == "tr":
        page.settle()
        page.row_begun = page.box_is_empty = False
    elif tag == "li":
        page.settle()
        page.current.append("- ")
        page.box_is_empty = True
    elif tag == "pre":
        page.settle()
        page.verbatim += 1
    elif tag == "hr":
        page.settle()
        page.lines.append("_" * 32)
    elif tag == "blockquote" and _is_quote(node):
        page.settle()
        page.end_line()
        page.quote += 1
        page.box_is_empty = True


def _leave(page: _Page, node: LexborNode, tag: str) -> None:
    if tag == "a":
        _write_target(page, node)
    elif tag in _CELLS:
        page.owed, page.box_is_empty = min(page.owed, 1), False
    elif tag in _BLOCKS:
        page.box_is_empty = page.box_is_empty and tag not in _ON_ENTRY
        if tag == "pre":
            page.verbatim -= 1
        elif tag == "blockquote" and _is_quote(node):
            page.end_line()
            page.quote -= 1
        page.owe(2 if tag in _SPACED else 1)
        if tag == "li":
            page.owed = 1


def _is_quote(node: LexborNode) -> bool:
    """Clients mark what they quote; an unmarked blockquote is a person's indentation."""
    attributes = node.attributes
    sign = (
        f"{attributes.get('type')} {attributes.get('class')} {attributes.get('id')} {attributes.get('style')}".lower()
    )
    return "cite" in sign or "quote" in sign or "border-left" in sign


def _write_target(page: _Page, node: LexborNode) -> None:
    target = (node.attributes.get("href") or "").strip()
    if not _LINK.match(target) or len(target) > _LONGEST_LINK:
        return
    bare = target.partition(":")[2].lstrip("/").rstrip("/").partition("?")[0]
    shown = node.text_content or ""
    if bare and bare.lower() not in shown.lower().replace(" ", ""):
        page.current.append(f" ({target})")
