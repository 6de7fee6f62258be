"""Which parts of a mail are its text, and what does that text read?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from triage.message import calendar, charset, clean, flowed, html, subject, uuencode
from triage.message.headers import headers_of
from triage.message.parts import Mail, Part, is_container, leaves, part_of

_READABLE = frozenset(("text/plain", "text/html", "text/enriched", "text/markdown", "text/richtext"))
_TREE = frozenset(("text/html", "text/enriched", "text/richtext"))
_META = re.compile(rb"charset=[\"']?([A-Za-z0-9_:.-]{2,40})")
_META_WITHIN = 2048  # octets of HTML searched for a charset nobody declared in the header
_SHORT = 100  # characters of a plain version below which the HTML version is looked at too
_LITTLE = 80  # words beside an attached mail which then still is what the mail is about
_LONGEST_HTML = 2 * 1024 * 1024


@dataclass(slots=True)
class Body:
    """The readable text and what was learnt on the way."""

    text: str = ""
    defects: list[str] = field(default_factory=list)
    text_parts: set[int] = field(default_factory=set)  # indices of leaves that are text, not attachments
    texts: dict[int, str] = field(default_factory=dict)  # by leaf index: what was read already


def body_of(top: Part, found: list[Part]) -> Body:
    """Read the text of a mail whose leaf parts are `found`. Never raises on what the parser gave.

    RFC 2046 §5.1.4: of alternatives the plain one is taken unless it is empty or a stub; all other inline texts follow
    each other. A calendar entry or an attached mail speaks when there is little or no other text.
    """
    body = Body()
    by_node = {id(part.node): part for part in found}
    only_named = not any(_is_text(part) and not part.filename for part in found)
    chosen = _chosen(body, top, by_node, only_named)
    body.text = "\n\n".join(text for part in chosen if (text := _text(body, part).strip("\n")))
    if not body.text.strip():
        body.text = "\n\n".join(_calendar(part) for part in found if part.type == "text/calendar")
    if top.type != "multipart/report" and len(body.text.split()) <= _LITTLE:
        _add_attached_mails(body, found)
    body.text, was_cut = clean.cut(body.text)
    if was_cut:
        body.defects.append(f"the text was cut at {clean.LONGEST} characters")
    return body


def _chosen(body: Body, part: Part, by_node: dict[int, Part], named: bool) -> list[Part]:
    """The text leaves under a part, alternatives decided. `named`: texts with a file name count too."""
    if not is_container(part):
        leaf = by_node.get(id(part.node), part)
        if not _is_text(leaf) or (leaf.filename and not named):
            return []
        body.text_parts.add(leaf.index)
        return [leaf]
    branches = [_chosen(body, _part(child, by_node), by_node, named) for child in part.children]
    if part.type == "multipart/alternative":
        return _best(body, [branch for branch in branches if branch])
    return [leaf for branch in branches for leaf in branch]


def _part(node: Mail, by_node: dict[int, Part]) -> Part:
    return by_node.get(id(node)) or part_of(node)


def _best(body: Body, branches: list[list[Part]]) -> list[Part]:
    if len(branches) <= 1:
        return branches[0] if branches else []
    plain = next((branch for branch in branches if all(part.type not in _TREE for part in branch)), branches[0])
    rich = next((branch for branch in reversed(branches) if branch is not plain), plain)
    shown = "".join(_text(body, part) for part in plain)
    if len(shown) >= _SHORT or (not _is_stub(shown) and _is_brief(rich)):
        return plain
    full = "".join(_text(body, part) for part in rich)
    return rich if full.strip() and (_is_stub(shown) or len(full) > 2 * len(shown) + _SHORT) else plain


def _is_brief(branch: list[Part]) -> bool:
    """HTML so small that it can hardly say more than a short plain version."""
    return sum(len(part.octets) for part in branch) < 2 * _SHORT


def _is_stub(text: str) -> bool:
    """Nothing, or only the advice to use a program that shows HTML."""
    return not any(map(str.isalnum, text)) or ("html" in text.lower() and len(text) < 3 * _SHORT)


def _is_text(part: Part) -> bool:
    if part.disposition == "attachment" and (part.filename or part.index > 0):
        return False
    return part.type in _READABLE or part.type.startswith("multipart/")  # a multipart without parts is plain text


def _text(body: Body, part: Part) -> str:
    if part.index not in body.texts:
        body.texts[part.index] = _read_text(body, part)
    return body.texts[part.index]


def _read_text(body: Body, part: Part) -> str:
    octets = part.octets
    label = part.parameters.get("charset", "")
    if not label and part.type in _TREE and (meta := _META.search(octets, 0, _META_WITHIN)):
        label = meta[1].decode("ascii")
    text, defect = charset.decoded(octets, label)
    if defect and defect not in body.defects:
        body.defects.append(defect)
    if part.type in _TREE:
        return clean.cleaned(html.text_of(text[:_LONGEST_HTML]))
    text = clean.cleaned(text)
    if part.parameters.get("format", "").lower() == "flowed":
        text = flowed.unflowed(text, delsp=part.parameters.get("delsp", "").lower() == "yes")
    return uuencode.without(text, uuencode.files(text))


def _calendar(part: Part) -> str:
    return calendar.text_of(clean.cleaned(charset.decoded(part.octets, part.parameters.get("charset", ""))[0]))


def _add_attached_mails(body: Body, found: list[Part]) -> None:
    """A mail forwarded as an attachment is what the sender wants read: its subject and text follow."""
    for part in found:
        for inner in part.children if part.type in ("message/rfc822", "message/global") else []:
            headers = headers_of(inner)
            top = part_of(inner, headers)
            text = body_of(top, list(leaves(top))).text
            body.text = "\n\n".join(piece for piece in (body.text, subject.subject(headers), text) if piece)
