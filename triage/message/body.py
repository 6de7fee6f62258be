"""Which parts of a mail are its text, and what does that text read?"""

from __future__ import annotations

from dataclasses import dataclass, field

from triage.message import calendar, charset, clean, enclosed, limits, reading, subject, tnef, vcard
from triage.message.parts import Mail, Part, is_container, leaves, part_of

_LITTLE = 80  # words beside an attached mail which then still is what the mail is about
_LABELS = {
    "message/partial": "one piece of a longer mail (message/partial): the others came apart from it",
    "message/external-body": "part of it lies elsewhere (message/external-body) and was not fetched",
}


@dataclass(slots=True)
class Body:
    """The readable text and what was learnt on the way."""

    text: str = ""
    defects: list[str] = field(default_factory=list)
    text_parts: set[int] = field(default_factory=set)  # indices of leaves that are text, not attachments
    texts: dict[int, str] = field(default_factory=dict)  # by leaf index: what was read already


def body_of(top: Part, found: list[Part], depth: int = 0) -> Body:
    """Read the text of a mail whose leaf parts are `found`. Never raises on what the parser gave.

    RFC 2046 §5.1.4: of alternatives the plain one is taken unless it is empty or a stub; all other inline texts follow
    each other. What Outlook packed, a calendar entry, a visiting card or an attached mail speaks when there is little
    or no other text.
    """
    body = Body()
    by_node = {id(part.node): part for part in found}
    only_named = not any(reading.is_text(part) and not part.filename for part in found)
    chosen = _chosen(body, top, by_node, only_named)
    body.text = "\n\n".join(text for part in _without_doubles(body, chosen) if (text := _text(body, part).strip("\n")))
    body.defects += [_LABELS[part.type] for part in found if part.type in _LABELS]
    if not body.text.strip():
        body.text = _from_elsewhere(body, found)
    if top.type != "multipart/report" and depth < limits.NESTED_MESSAGES and len(body.text.split()) <= _LITTLE:
        _add_attached_mails(body, found, depth)
    body.text, was_cut = clean.cut(body.text)
    if was_cut:
        body.defects.append(f"the text was cut at {clean.LONGEST} characters")
    return body


def _chosen(body: Body, part: Part, by_node: dict[int, Part], named: bool) -> list[Part]:
    """The text leaves under a part, alternatives decided. `named`: texts with a file name count too."""
    if not is_container(part):
        leaf = by_node.get(id(part.node), part)
        if reading.is_only_for_machines(leaf):
            body.text_parts.add(leaf.index)
            return []
        is_first = leaf.index == 0 and not leaf.disposition  # some programs give their text a name
        if not reading.is_text(leaf) or (leaf.filename and not named and not is_first):
            return []
        body.text_parts.add(leaf.index)
        return [leaf]
    children = [_part(child, by_node) for child in part.children]
    branches = [
        _chosen(body, child, by_node, named or _is_version(part, child, at)) for at, child in enumerate(children)
    ]
    if part.type == "multipart/alternative":
        return _best(body, [branch for branch in branches if branch])
    return [leaf for branch in branches for leaf in branch]


def _is_version(part: Part, child: Part, at: int) -> bool:
    """Whether a leaf is a version of the text, or the page that pictures belong to, though it carries a file name."""
    if is_container(child):
        return False
    return part.type == "multipart/alternative" or (part.type == "multipart/related" and at == 0)


def _part(node: Mail, by_node: dict[int, Part]) -> Part:
    return by_node.get(id(node)) or part_of(node)


def _best(body: Body, branches: list[list[Part]]) -> list[Part]:
    if len(branches) <= 1:
        return branches[0] if branches else []
    plain = next((branch for branch in branches if not any(map(reading.is_rich, branch))), branches[0])
    rich = next((branch for branch in reversed(branches) if branch is not plain), plain)
    shown = "".join(_text(body, part) for part in plain)
    if reading.is_enough(shown, sum(len(part.octets) for part in rich)):
        return plain
    return rich if reading.says_more("".join(_text(body, part) for part in rich), shown) else plain


def _without_doubles(body: Body, chosen: list[Part]) -> list[Part]:
    """Some programs send the plain text and its HTML one after the other, not as alternatives: once is enough."""
    if len(chosen) < 2 or not any(map(reading.is_rich, chosen)):  # noqa: PLR2004 - a pair
        return chosen
    kept: list[Part] = []
    seen: set[str] = set()
    for part in chosen:
        words = "".join(filter(str.isalnum, _text(body, part)))
        if not (words and words in seen and reading.is_rich(part)):
            kept.append(part)
        seen.add(words)
    return kept


def _text(body: Body, part: Part) -> str:
    if part.index not in body.texts:
        body.texts[part.index], said = reading.read_text(part)
        body.defects += [defect for defect in said if defect not in body.defects]
    return body.texts[part.index]


def _from_elsewhere(body: Body, found: list[Part]) -> str:
    """Text of parts that are attachments otherwise; the first kind that says something."""
    packed = [tnef.unpacked(part.octets) for part in found if enclosed.is_packed_by_outlook(part)]
    kinds = (
        [reading.of_packed(one) for one in packed],
        [reading.of_rtf(part) for part in found if part.type in reading.RTF_TYPES],
        [calendar.text_of(_decoded(part)) for part in found if part.type in calendar.TYPES],
        [vcard.text_of(_decoded(part)) for part in found if part.type in vcard.TYPES],
    )
    return next((joined for texts in kinds if (joined := "\n\n".join(filter(str.strip, texts)))), body.text)


def _decoded(part: Part) -> str:
    return clean.cleaned(charset.decoded(part.octets, part.parameters.get("charset", ""))[0])


def _add_attached_mails(body: Body, found: list[Part], depth: int) -> None:
    """A mail forwarded as an attachment is what the sender wants read: its subject and text follow.

    So is what somebody signed as a whole.
    """
    for part in found:
        for inner in enclosed.mails_in(part):
            text = body_of(inner, list(leaves(inner)), depth + 1).text
            body.text = "\n\n".join(piece for piece in (body.text, subject.subject(inner.headers), text) if piece)
