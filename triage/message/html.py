"""What does a piece of HTML say to somebody who reads it?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from triage.message.hidden import Look, first_look, is_gone, is_verbatim, looked
from triage.message.phrases import words
from triage.message.sheet import Sheet, sheet

Attributes = Mapping[str, str | None]
_Entered = tuple[str, Attributes, Look]  # tag, attributes, the look to return to

_DROPPED = words("head script style title meta link template object svg math iframe textarea select map audio video")
_BLOCKS = words(
    "p div h1 h2 h3 h4 h5 h6 ul ol li table tr blockquote pre hr address section article header footer center dl dt dd "
    "form fieldset figure figcaption main nav aside caption details summary legend -doctype body html"
)
_SPACED = words("p h1 h2 h3 h4 h5 h6 ul ol table blockquote pre")  # an empty line before and after
_LISTS = frozenset(("ul", "ol"))
_ON_ENTRY = frozenset(("tr", "li", "pre", "hr", "blockquote", "ul", "ol"))
_PIXEL = frozenset(("0", "1", "0px", "1px", "2"))
_CELLS = frozenset(("td", "th"))
_LINK = re.compile(r"(?:https?://|mailto:|tel:)\S{3,}", re.IGNORECASE)
_LONGEST_LINK = 300
_LONGEST_ALT = 300
_BLANK = re.compile("[ \t\r\n\f\u00a0]+")
# what mailers pad a preview line with: invisible characters and blanks in turn, never so many within a word
_FILLER = re.compile("[ \t\r\n\f\u00a0\u00ad\u034f\u061c\u2007\u200b-\u200f\u2060\ufeff]{4,}")
_BULLETS = frozenset("\uf0b7\uf076\uf0d8")  # Word's bullets, from the private range of a symbol font
_FILE = re.compile(r"\S{1,200}\.(?:png|jpe?g|gif|bmp|svg|webp)|cid:\S{1,200}", re.IGNORECASE)
_HIDING = ("none", "hidden", "max-", "opacity", "clip", "collapse", "hide", "overflow", "-9")  # one stands in a rule
_NUMBER = re.compile(r"-?[0-9]{1,6}")


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
    box_is_empty: bool = False  # a cell, list item or quote was opened and holds nothing: blocks in it break nothing
    marker: str = ""  # what stands before the first word of a list item
    lists: list[int] = field(default_factory=list)  # open lists: the next number, 0 where there are bullets
    look: Look = field(default_factory=Look)
    sheet: Sheet = field(default_factory=Sheet)
    link: list[str] | None = None  # the words of the link that is open
    targets: set[str] = field(default_factory=set)  # shown already

    def write(self, text: str) -> None:
        """Add text of one node; its blanks shrink to one, as a browser shows them."""
        if self.look.is_unseen:
            return
        if self.link is not None:
            self.link.append(text)
        if self.verbatim:
            self._write_verbatim(text)
            return
        if not text.isascii():
            text = _FILLER.sub(" ", text)
            if text.strip() in _BULLETS:
                text = "• "
        shown = _BLANK.sub(" ", text)
        if shown in ("", " "):
            self.pending = self.pending or shown
            return
        self._begin()
        if self.current and (self.pending or shown[0] == " "):
            self.current.append(self.pending or " ")
        self.pending = " " if shown[-1] == " " else ""
        self.current.append(shown.strip(" "))
        self.row_begun, self.box_is_empty = True, False

    def _begin(self) -> None:
        """A word follows: make the breaks that are owed, then the mark of the list item."""
        self.settle()
        if self.marker:
            self.current.append(self.marker)
            self.marker, self.pending = "", ""

    def _write_verbatim(self, text: str) -> None:
        if not text.strip() and not self.current:
            return
        self._begin()
        self.row_begun, self.box_is_empty = True, False
        first, *others = text.replace("\r\n", "\n").split("\n")
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
            self.lines.append(("> " * self.quote + text).rstrip(" ") if self.quote else text)
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
    page = _Page(look=first_look(content))
    if root is not None:
        page.sheet = _sheet(root, content)
        _walk(page, root)
    page.end_line()
    return "\n".join(page.lines).strip("\n")


def _sheet(root: LexborNode, content: str) -> Sheet:
    """Looked for only where something may be hidden by a class: few mails of people have a style sheet at all."""
    low = content.lower()
    if "<style" not in low or not any(word in low for word in _HIDING):
        return Sheet()
    return sheet(node.text() for node in root.css("style"))


def _walk(page: _Page, root: LexborNode) -> None:
    """Depth first without recursion; a stack of nodes and, for those that are left, what they were entered with."""
    stack: list[tuple[LexborNode, _Entered | None]] = [(root, None)]
    while stack:
        node, entered = stack.pop()
        if entered is not None:
            _leave(page, entered)
            continue
        tag = node.tag or ""
        if tag == "-text":
            page.write(node.text_content or "")
        elif tag and tag[0] != "-" and tag not in _DROPPED:
            attributes = node.attributes
            if attributes and (is_gone(attributes) or page.sheet.hides(tag, attributes)):
                continue
            stack.append((node, (tag, attributes, page.look)))
            if attributes:
                page.look = looked(page.look, attributes)
            _enter(page, tag, attributes)
            child = node.last_child
            while child is not None:
                stack.append((child, None))
                child = child.prev


def _enter(page: _Page, tag: str, attributes: Attributes) -> None:
    if tag == "br":
        page.settle()
        page.end_line(keep=True)
    elif tag == "a":
        page.link = []
    elif tag == "img":
        _write_alternative(page, attributes)
    elif tag in _CELLS:
        page.next_cell()
    elif tag in _BLOCKS:
        page.owe(2 if tag in _SPACED and not (tag in _LISTS and page.lists) else 1)
        if tag in _ON_ENTRY:
            _enter_special(page, tag, attributes)
    if attributes and is_verbatim(attributes):
        page.settle()
        page.verbatim += 1


def _enter_special(page: _Page, tag: str, attributes: Attributes) -> None:
    if tag == "blockquote" and not _is_quote(attributes):
        return
    if tag in _LISTS:
        page.lists.append(_number(attributes.get("start"), 1) if tag == "ol" else 0)
        return
    page.settle()
    if tag == "tr":
        page.row_begun = page.box_is_empty = False
    elif tag == "li":
        page.marker, page.box_is_empty = _marker(page.lists, attributes), True
    elif tag == "pre":
        page.verbatim += 1
    elif tag == "hr":
        page.lines.append("> " * page.quote + "_" * 32)
    elif tag == "blockquote":
        page.end_line()
        page.quote += 1
        page.box_is_empty = True


def _marker(lists: list[int], attributes: Attributes) -> str:
    """A dash, or the number this item has; indented by the depth of its list."""
    indent = "  " * min(len(lists) - 1, 10)
    if not lists or not lists[-1]:
        return f"{indent}- "
    number = _number(attributes.get("value"), lists[-1])
    lists[-1] = number + 1
    return f"{indent}{number}. "


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and _NUMBER.fullmatch(text) else otherwise


def _leave(page: _Page, entered: _Entered) -> None:
    tag, attributes, page.look = entered
    if attributes and is_verbatim(attributes):
        page.verbatim -= 1
    if tag == "a":
        _write_target(page, attributes)
    elif tag in _CELLS:
        page.owed, page.box_is_empty = min(page.owed, 1), False
    elif tag in _BLOCKS:
        page.box_is_empty = page.box_is_empty and (tag not in _ON_ENTRY or tag in _LISTS)
        _leave_block(page, tag, attributes)


def _leave_block(page: _Page, tag: str, attributes: Attributes) -> None:
    if tag == "pre":
        page.verbatim -= 1
    elif tag in _LISTS and page.lists:
        page.lists.pop()
    elif tag == "blockquote" and _is_quote(attributes):
        page.end_line()
        page.quote -= 1
    page.owe(2 if tag in _SPACED and not (tag in _LISTS and page.lists) else 1)
    if tag == "li":
        page.owed, page.marker = 1, ""


def _is_quote(attributes: Attributes) -> bool:
    """Clients mark what they quote; an unmarked blockquote is a person's indentation."""
    style = (attributes.get("style") or "").lower().replace(" ", "")
    sign = f"{attributes.get('type')} {attributes.get('class')} {attributes.get('id')} {attributes.get('cite')}".lower()
    has_line = "border-left" in style and "border-left:none" not in style and "border-left:0" not in style
    return "cite" in sign or "quote" in sign or "http" in sign or "mid:" in sign or has_line


def _write_alternative(page: _Page, attributes: Attributes) -> None:
    """The words that stand for a picture; none for a counting pixel, and no file name."""
    shown = (attributes.get("alt") or "").strip()
    is_pixel = attributes.get("width") in _PIXEL and attributes.get("height") in _PIXEL
    if not shown or is_pixel or len(shown) > _LONGEST_ALT or _FILE.fullmatch(shown):
        return
    if any(map(str.isalnum, shown)):
        page.write(f" {shown} ")


def _write_target(page: _Page, attributes: Attributes) -> None:
    """Where a link leads, behind its words: once, and not when they say it themselves."""
    words_of_link, page.link = "".join(page.link or ()), None
    target = (attributes.get("href") or "").strip()
    if not words_of_link.strip() or not _LINK.match(target) or len(target) > _LONGEST_LINK or target in page.targets:
        return
    bare = target.partition(":")[2].strip("/").partition("?")[0].rstrip("/")
    if bare and bare.lower() not in words_of_link.lower().replace(" ", ""):
        page.targets.add(target)
        page.current.append(f" ({target})" if page.current else f"({target})")
