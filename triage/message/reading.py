"""What does one text part read, whatever it calls itself?"""

from __future__ import annotations

import re
from html import unescape

from triage.message import charset, clean, enriched, flowed, html, pgp, rtf, uuencode
from triage.message.html_size import HTML_DEPTH, HTML_GROWTH, grows_beyond, is_deeper_than
from triage.message.parts import Part
from triage.message.phrases import words
from triage.message.tnef import Packed

RTF_TYPES = frozenset(("text/rtf", "application/rtf", "text/x-rtf", "application/x-rtf"))
_READABLE = words(
    """text/plain text/html text/enriched text/richtext text/markdown text/x-markdown text/x-web-markdown text/x-patch
    text/x-diff text/x-plain text/ascii text/unknown application/xhtml+xml"""
)
_HTML = frozenset(("text/html", "application/xhtml+xml"))
_RICH = _HTML | frozenset(("text/enriched", "text/richtext"))
_MACHINES = frozenset(("text/x-amp-html", "text/watch-html"))
_META = re.compile(rb"charset=[\"']?([A-Za-z0-9_:.-]{2,40})")
_META_WITHIN = 2048  # octets of HTML searched for a charset nobody declared in the header
_LONGEST_HTML = 2 * 1024 * 1024
_TAG = re.compile(r"<[^<>]*+>")
_MARKUP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}[\s/>]|<!(?:--|doctype|\[)", re.IGNORECASE)
_PAGE = re.compile(r"\s*+(?:<\?xml[^<>]{0,200}>\s*+)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PIECE = re.compile(r"\s*+<(?:div|p|table|font|span|center|style|meta|h[1-6]|br)\b[^<>]{0,500}>", re.IGNORECASE)
_SHORT = 100  # characters of a plain version below which the HTML version is looked at too
_MOST = 0.7  # share of its words that a plain version has in common with the other one when both say the same
_EXCUSE = 500  # characters a mere excuse for the missing HTML may have
# what a program writes into the plain version when it has only written HTML, in the languages it does so
_EXCUSES = (
    *("html", "web version", "webversion", "web-version", "in your browser", "in a browser", "in web browser"),
    *("view online", "view it online", "view this email", "view this message", "email client", "e-mail client"),
    *("im browser", "online-version", "onlineversion", "online ansehen", "richtig dargestellt", "e-mail-programm"),
    *("dans votre navigateur", "version en ligne", "en su navegador", "en tu navegador", "versión web"),
    *("nel browser", "nel tuo browser", "versione web", "in uw browser", "in je browser", "online bekijken"),
    *("w przeglądarce", "tarayıcı", "в браузере", "у браузері", "в браузъра", "v prohlížeči", "în browser"),
    *("no seu navegador", "böngésző", "i webbläsare", "i din browser", "i nettleser", "στον browser", "في المتصفح"),
    *("در مرورگر", "no text version", "no plain text", "kein text", "keine textversion"),
)


def is_text(part: Part) -> bool:
    """Whether a leaf can be part of the running text."""
    if part.disposition == "attachment" and (part.filename or part.index > 0):
        return False
    return part.type in _READABLE or part.type.startswith("multipart/")  # a multipart without parts is plain text


def is_only_for_machines(part: Part) -> bool:
    """Whether it is a version of the text that only some program shows; it is neither text nor attachment."""
    return part.type in _MACHINES


def is_rich(part: Part) -> bool:
    """Whether it is marked up."""
    return part.type in _RICH


def is_enough(shown: str, rich_size: int) -> bool:
    """Whether a plain version may stand for the other one, of `rich_size` octets, without reading that."""
    if is_excuse(shown):
        return False
    return len(shown) >= _SHORT or rich_size < 2 * _SHORT  # HTML so small can hardly say more


def says_more(full: str, shown: str) -> bool:
    """Whether the rich version has to be taken."""
    if not any(map(str.isalnum, full)):
        return False
    if not any(map(str.isalnum, shown)):
        return True
    if not is_excuse(shown):
        return len(full) > 2 * len(shown) + _SHORT
    return _share(shown, full) < _MOST or len(full) > 4 * len(shown) + 2 * _SHORT


def _share(shown: str, full: str) -> float:
    """How much of the plain version's words the other one has too, 0 to 1."""
    wanted = set(shown.lower().split())
    return len(wanted & set(full.lower().split())) / max(1, len(wanted))


def is_excuse(text: str) -> bool:
    """Nothing, or only the advice to use a program that shows HTML."""
    if len(text) >= _EXCUSE:
        return False
    low = text.lower()
    return not any(map(str.isalnum, text)) or any(excuse in low for excuse in _EXCUSES)


def read_text(part: Part) -> tuple[str, list[str]]:
    """The words of a text part, and its defects. Never raises; linear."""
    octets = part.octets
    label = part.parameters.get("charset", "")
    if part.type in _HTML and (not label or not charset.known(label)):
        meta = _META.search(octets, 0, _META_WITHIN)
        label = meta[1].decode("ascii") if meta else label
    text, defect = charset.decoded(octets, label)
    text, more = _converted(part, text)
    return text, [said for said in (defect, more) if said]


def _converted(part: Part, text: str) -> tuple[str, str]:
    if part.type in ("text/enriched", "text/richtext"):
        return enriched.text_of(clean.cleaned(text), is_enriched=part.type == "text/enriched"), ""
    if _is_page(text) if part.type not in _HTML else _MARKUP.search(text):
        return of_html(text)
    text = clean.cleaned(text)
    if part.type in _HTML:
        return unescape(text), "declared as HTML but is plain text" if text.strip() else ""
    if part.parameters.get("format", "").lower() == "flowed":
        text = flowed.unflowed(text, delsp=part.parameters.get("delsp", "").lower() == "yes")
    text = pgp.without_armour(text)
    return uuencode.without(text, uuencode.files(text)), ""


def _is_page(text: str) -> bool:
    """Whether text declared as plain is HTML all the same: it begins and ends with a tag."""
    start = text[:40].lstrip("\ufeff \t\r\n")
    if not start.startswith("<"):
        return False
    if _PAGE.match(text, 0, 1000):
        return True
    return bool(_PIECE.match(text, 0, 1000)) and text.rstrip()[-1:] == ">" and "</" in text


def of_html(text: str) -> tuple[str, str]:
    """The words of HTML, and what was wrong with it. What nests too deep for a tree gives its bare words."""
    text = text[:_LONGEST_HTML]
    octets = text.encode("utf-8", "replace")
    if is_deeper_than(octets, HTML_DEPTH) or grows_beyond(octets, HTML_GROWTH):
        bare = " ".join(unescape(_TAG.sub(" ", text)).split())
        return clean.cleaned(bare), "its HTML is nested too deep: only its words were read"
    return clean.cleaned(html.text_of(text)), ""


def of_packed(packed: Packed) -> str:
    """The words of a mail Outlook packed into a winmail.dat."""
    return clean.cleaned(packed.text if packed.text.strip() else of_html(packed.html)[0]).strip("\n")


def of_rtf(part: Part) -> str:
    """The words of an RTF part."""
    return clean.cleaned(rtf.text_of(part.octets))
