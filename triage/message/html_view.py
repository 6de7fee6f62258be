"""How may the HTML of a mail be shown without anything in it acting or reaching out?"""

from __future__ import annotations

from dataclasses import dataclass

import nh3
from selectolax.lexbor import LexborHTMLParser

from triage.errors import NotUnderstood
from triage.message import charset, clean, limits, parts, tree
from triage.message.phrases import words

MOST_LINKS = 100  # listed below the text
_LONGEST_LINK = 500  # characters
_LONGEST = 2 * 1024 * 1024  # characters, as for one HTML part (limits)
_TAGS = frozenset(words(  # not `a`: a link's words stay, where it leads is listed below
    "abbr b big blockquote br center code col colgroup dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i ins li ol p pre "
    "q s small span strike strong sub sup table tbody td tfoot th thead tr tt u ul"
))  # fmt: skip
_ATTRIBUTES = {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "ol": {"start"}}
_ANYWHERE = {"dir", "lang"}
_SCHEMES = ("http://", "https://", "mailto:", "tel:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """HTML without pictures, links, styles, scripts and forms, and what was taken out of it."""

    html: str  # of the tags above only
    pictures: int  # taken out, tracking pixels included
    links: tuple[str, ...]  # where the text's links lead, in order, as text


def shown(data: bytes) -> Shown | None:
    """The HTML of a mail as it may be shown; None when it has none or cannot be read. Never raises."""
    try:
        limits.check(data)
        top = parts.part_of(tree.parsed(data))
    except (NotUnderstood, ValueError, LookupError, RecursionError):
        return None
    found = (part for part in parts.leaves(top) if part.type == "text/html" and part.disposition != "attachment")
    part = next(found, None)
    if part is None:
        return None
    html = clean.cleaned(charset.decoded(part.octets, part.parameters.get("charset", ""))[0])[:_LONGEST]
    return _tamed(html)


def _tamed(html: str) -> Shown:
    page = LexborHTMLParser(html)
    links = (node.attributes.get("href") or "" for node in page.css("a[href], area[href]"))
    wanted = (link.strip()[:_LONGEST_LINK] for link in links if link.strip().lower().startswith(_SCHEMES))
    return Shown(
        html=nh3.clean(
            html,
            tags=set(_TAGS),
            attributes={**_ATTRIBUTES, "*": _ANYWHERE},
            clean_content_tags={"script", "style", "title", "template", "noscript", "svg", "math", "iframe", "object"},
            url_schemes=set(),
            link_rel=None,
            strip_comments=True,
        ),
        pictures=len(page.css("img, picture source, input[type=image], [background]")),
        links=tuple(dict.fromkeys(wanted))[:MOST_LINKS],
    )
