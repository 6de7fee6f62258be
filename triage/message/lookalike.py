"""Does a name pretend to be somebody, or something, else?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from triage.message import authorities
from triage.message.confusables import as_read, has_foreign, imitates, is_like_latin
from triage.message.own import OwnSigns
from triage.message.phrases import words
from triage.values import Address

_LONGEST = 300  # code points of a name that are looked at
_SHOWN = 80
_LONGEST_EXTENSION = 5
_WORDS = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"[^\s<>\"'(),;:@\[\]]{1,64}@[^\s<>\"'(),;:@\[\]]{1,200}")
_SEPARATED = re.compile(r"\s[-–—|/:(]|[,;:|(]")
_FORCED = re.compile("[\u202d\u202e]")  # overrides: nobody needs them to write a name
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")  # in a file name embeddings and isolates are no better
_PUNYCODE = "xn--"
_OVERRIDES = "Zeichen, die die Leserichtung umkehren"


def marks(sender: Address | None, file_names: Sequence[str], own: OwnSigns) -> tuple[str, ...]:
    """Each trick in words for staff, German, at most one line; empty for ordinary names in any script. Never raises.

    `file_names` as the mail gives them, before they are made safe. Nothing is blocked by a mark.
    """
    found = [mark for name in file_names if not name.isascii() for mark in _of_file(name[:_LONGEST])]
    if sender is not None:
        found += _of_name(sender.name[:_LONGEST], sender.address, own)
        found += _of_domain(sender.address.rpartition("@")[2])
    return tuple(dict.fromkeys(found))


def _of_name(name: str, address: str, own: OwnSigns) -> Iterator[str]:
    if not name:
        return
    if "@" in name and (other := _other_address(name, address)):
        yield f"Anzeigename enthält eine andere Adresse: {_shown(other)}"
    if not name.isascii():
        if _FORCED.search(name):
            yield f"Anzeigename enthält {_OVERRIDES}"
        yield from (f"Anzeigename ahmt Buchstaben nach: „{_shown(word)}“" for word in _imitations(name)[:1])
    if address and (pretended := _pretended(name, address, own)):
        yield f"Anzeigename gehört zu {pretended}, die Adresse nicht: „{_shown(name)}“"


def _other_address(name: str, address: str) -> str:
    """An address shown in the name that is not the real one."""
    named = (match[0].strip(".'") for match in _ADDRESS.finditer(name))
    return next((one for one in named if "." in one.rpartition("@")[2] and one.lower() != address.lower()), "")


def _imitations(text: str) -> list[str]:
    """Words that mix scripts to look like another word, and words of another script that read as a known name."""
    if not has_foreign(text):
        return []
    return [word for word in _WORDS.findall(text) if not word.isascii() and (imitates(word) or _reads_as_known(word))]


def _reads_as_known(word: str) -> bool:
    return has_foreign(word) and is_like_latin(word) and as_read(word) in authorities.IMITATED


def _pretended(name: str, address: str, own: OwnSigns) -> str:
    """The domain a name belongs to when the address lies elsewhere, else ""."""
    if not name.isascii() and not is_like_latin(name):
        return ""
    read = " ".join(as_read(name).replace('"', " ").split())
    lead = _SEPARATED.split(read, maxsplit=1)[0].strip(" -.")
    domains = authorities.EXACT.get(read) or authorities.EXACT.get(lead)
    if domains is None:
        domains = next((where for start, where in authorities.BEGINS.items() if read.startswith(start)), None)
    if domains is None or own.is_ours(address):
        return ""
    domain = address.rpartition("@")[2].lower()
    return "" if any(domain == one or domain.endswith(f".{one}") for one in domains) else domains[0]


def _of_domain(domain: str) -> Iterator[str]:
    """A domain that is not plain ASCII on screen; spelled out, since fonts hide the difference."""
    if domain.isascii() and _PUNYCODE not in domain:
        return
    read = _decoded(domain)
    if _imitations(read.replace(".", " ")):
        yield f"Domain der Adresse ahmt Buchstaben nach: {_shown(domain)} (gelesen „{_shown(as_read(read))}“)"
    else:
        yield f"Domain der Adresse in Sonderschreibweise: {_shown(domain)} (gelesen „{_shown(read)}“)"


def _decoded(domain: str) -> str:
    """RFC 5891 A-labels as the letters they stand for; a label that is none stays."""
    return ".".join(_label(label) for label in domain[:253].lower().split("."))


def _label(label: str) -> str:
    if not label.startswith(_PUNYCODE):
        return label
    try:
        return label.removeprefix(_PUNYCODE).encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _of_file(name: str) -> Iterator[str]:
    if _TURNED.search(name):
        yield f"Dateiname enthält {_OVERRIDES}: „{_shown(_TURNED.sub('_', name))}“"
    extension = name.rpartition(".")[2]
    if extension != name and not extension.isascii() and _is_disguised(extension):
        yield f"Dateiname ahmt eine Endung nach: „{_shown(name)}“"


def _is_disguised(extension: str) -> bool:
    """An extension that only looks like "pdf" or "docx"."""
    return len(extension) <= _LONGEST_EXTENSION and as_read(extension) in _EXTENSIONS


_EXTENSIONS = words("pdf doc docx xls xlsx jpg jpeg png txt zip htm html exe odt rtf csv")


def _shown(text: str) -> str:
    text = " ".join(_TURNED.sub("", text).split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
