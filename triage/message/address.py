"""Which mailboxes does an address header name?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from triage.message import encoded_words
from triage.message.headers import Headers, one_line
from triage.values import Address

# an encoded word is one token whatever signs a careless program left in it; runs end where one may begin
_TOKEN = re.compile(rf'{encoded_words.WORD}|"(?:[^"\\]|\\.)*+"?|\\[^\w\s]|[<>,;:()]|(?:[^"(<>,;:)=\\]|=(?!\?))++|[=\\]')
# what nearly everybody writes: plain words and a plain address, in ASCII
_USUAL = re.compile(r"([A-Za-z0-9][A-Za-z0-9 .'-]{0,99}) <([A-Za-z0-9._+-]{1,64})@([A-Za-z0-9.-]{1,99}[A-Za-z0-9])>")
_COMMAS = (",", "=?utf-8?q?=2c?=")  # Python encoded the comma between two mailboxes for years
_ADDRESS = re.compile(r"[^\s<>\"'(),;:@\[\]\\]{1,64}@[^\s<>\"'(),;:@\[\]\\]{1,200}")
_AT = re.compile(
    r"\s*+([^\s<>\"'(),;:@]{1,64}) at ([^\s<>\"'(),;:@]{1,200}\.[a-zA-Z]{2,20})\s*+"
)  # lists' archives hide the @
_ESCAPED = re.compile(r"\\(.)")
_LONGEST = 320  # RFC 5321 §4.5.3.1: 64 + @ + 255
_LONGEST_NAME = 200
_MOST = 1000  # mailboxes read from one header


@dataclass(slots=True)
class _Reading:
    """One mailbox while its tokens pass by."""

    words: list[str] = field(default_factory=list)  # outside angle brackets, as sent; a comment is a word of its own
    angle: list[str] | None = None  # what stood between < and >
    spec: str | None = None  # the first angle pair, closed
    has_word: bool = False  # one of the words is more than blanks
    has_at: bool = False  # one of the words holds an @
    depth: int = 0  # open parentheses
    comment: list[str] = field(default_factory=list)  # what stands in them
    late: list[str] = field(default_factory=list)  # comments behind the address, or without a name
    is_odd: bool = False

    def add(self, word: str) -> None:
        """Take a word that stands outside angle brackets."""
        self.words.append(word)
        self.has_word = self.has_word or bool(word.strip())
        self.has_at = self.has_at or "@" in word

    @property
    def is_name(self) -> bool:
        """Words so far but nothing like an address."""
        return self.spec is None and self.has_word and not self.has_at


@dataclass(frozen=True, slots=True)
class Listing:
    """The mailboxes of one header and whether anything about them was odd."""

    mailboxes: tuple[Address, ...]
    is_odd: bool = False  # group, several angle pairs, a@b@c, stray text: do not rely on it


def mailboxes(headers: Headers, name: str) -> tuple[Address, ...]:
    """Everybody a header such as To or Cc names, over all its occurrences. RFC 5322 §3.4."""
    values = headers.all(name)
    return tuple(box for value in values for box in listed(value).mailboxes if box.address)


def listed(value: str) -> Listing:
    """Read one address header as mail programs do. RFC 5322 §3.4, §4.4. Linear, never raises.

    Never splits inside quotes, comments or encoded words. A comma without an address before it belongs to a name
    ("Nachname, Vorname <a@b>"); semicolons separate as Outlook writes them; names of groups are dropped.
    """
    if usual := _USUAL.fullmatch(value):
        return Listing((Address(name=one_line(usual[1]), address=f"{usual[2]}@{usual[3].lower()}"),))
    found = _listed(value)
    if '"' in value and "@" in value and not any(box.address for box in found.mailboxes):
        found = replace(_listed(value.replace('"', "")), is_odd=True)  # `Ali (5" <a@b>`: a quote that hid the rest
    return found


def _listed(value: str) -> Listing:
    boxes: list[Address] = []
    odd = False
    reading = _Reading()
    last_semicolon = value.rfind(";")
    for match in _TOKEN.finditer(value):
        sign = match[0]
        if reading.depth or sign in ("(", ")"):
            _comment(reading, sign)
        elif reading.angle is not None or sign in ("<", ">"):
            _angle(reading, sign)
        elif sign == ";" or (sign.lower() in _COMMAS and not reading.is_name):
            odd |= _finish(reading, boxes)
            reading = _Reading()
            if len(boxes) >= _MOST:
                break
        elif sign == ":" and reading.spec is None and match.start() < last_semicolon:
            odd, reading = True, _Reading()  # a group: its name is dropped, its members are read
        else:
            reading.add(sign)
    odd |= _finish(reading, boxes)
    return Listing(tuple(boxes), odd)


def _comment(reading: _Reading, sign: str) -> None:
    """RFC 5322 §3.2.2: comments nest. They are shown as part of the name that stands before them."""
    if sign == "(":
        reading.depth += 1
    elif sign == ")" and reading.depth == 0:
        reading.is_odd = True
        return
    elif sign == ")":
        reading.depth -= 1
    reading.comment.append(sign)
    if reading.depth == 0:
        _close_comment(reading)


def _close_comment(reading: _Reading) -> None:
    text = "".join(map(_unquoted, reading.comment))
    reading.comment = []
    if reading.is_name and reading.angle is None:
        reading.words.append(text)
    reading.late.append(text[1:-1] if text.endswith(")") else text[1:])


def _angle(reading: _Reading, sign: str) -> None:
    if sign == "<":
        reading.is_odd |= reading.angle is not None or reading.spec is not None
        reading.angle = []
    elif sign != ">":
        assert reading.angle is not None
        reading.angle.append(sign)
    elif reading.angle is None:
        reading.is_odd = True
    else:
        _close_angle(reading)


def _close_angle(reading: _Reading) -> None:
    text = "".join(reading.angle or ())
    reading.angle = None
    if not reading.spec:
        reading.spec = text
    else:
        reading.is_odd = True


def _finish(reading: _Reading, boxes: list[Address]) -> bool:
    """Add the mailbox that was read; True when it is odd."""
    if reading.depth:
        reading.is_odd = True
        _close_comment(reading)
    if reading.angle is not None:
        reading.is_odd = True
        _close_angle(reading)
    if reading.spec is None:
        return _finish_bare(reading, boxes)
    address, is_odd = _of_angle(reading.spec)
    name = _shown("".join(map(_unquoted, reading.words))) or _shown(" ".join(reading.late))
    if not address and (found := _ADDRESS.search(name)):
        address, is_odd = normalised(found[0]), True  # `<Ali> ali@example.org`
        name = _shown(reading.spec) or name
    if address or name:
        boxes.append(Address(name=name[:_LONGEST_NAME], address=address))
    return reading.is_odd or is_odd or not address


def _of_angle(spec: str) -> tuple[str, bool]:
    """The address between angle brackets; a route, `mailto:` or a name in there is dropped, which is odd."""
    if address := normalised(spec):
        return address, False
    text = encoded_words.decoded(spec).strip()
    if veiled := _AT.fullmatch(text):
        text = f"{veiled[1]}@{veiled[2]}"
    if text.startswith("@") and ":" in text:  # RFC 5322 §4.4: a route
        text = text.rpartition(":")[2]
    if text[:7].lower() == "mailto:":
        text = text[7:]
    return normalised(text.strip("'\" ")) or normalised(_only_address(text)), True


def _only_address(text: str) -> str:
    """The one address in a text, "" when there is none, several, or a third part to it."""
    if text.count("@") != 1:
        return ""  # a@b@c: servers disagree whose it is (CVE-2019-16056)
    found = _ADDRESS.search(text)
    return found[0].strip(".") if found else ""


def _finish_bare(reading: _Reading, boxes: list[Address]) -> bool:
    """A mailbox without angle brackets: `a@b`, `a@b (Name)`, or a name and an address side by side."""
    if not reading.has_word:
        return reading.is_odd or bool(reading.late)
    comments = _shown(" ".join(reading.late))
    if address := normalised("".join(word for word in reading.words if not word.startswith("("))):
        boxes.append(Address(name=comments[:_LONGEST_NAME], address=address))
        return reading.is_odd
    if veiled := _AT.fullmatch("".join(word for word in reading.words if not word.startswith("("))):
        boxes.append(Address(name=comments[:_LONGEST_NAME], address=normalised(f"{veiled[1]}@{veiled[2]}")))
        return True
    shown = _shown("".join(map(_unquoted, reading.words)))
    inside = _only_address(shown)
    address = normalised(inside)
    if address:
        shown = one_line(shown.replace(inside, " ").replace("<>", " ").replace("mailto:", " ")).strip("[]<> ,;")
        shown = shown or comments
    boxes.append(Address(name=shown[:_LONGEST_NAME], address=address))
    return True


def _shown(text: str) -> str:
    return one_line(encoded_words.decoded(text))


def _unquoted(word: str) -> str:
    if not word.startswith('"'):
        return word[1:] if word.startswith("\\") and len(word) > 1 else word
    return _ESCAPED.sub(r"\1", word[1:-1] if word.endswith('"') and len(word) > 1 else word[1:])


def normalised(spec: str) -> str:
    """`local@domain` with the domain in lower case, "" when this is not one plain address. RFC 5322 §3.4.1, RFC 6532.

    A domain in Punycode stays in Punycode: two names that look alike must not become one.
    """
    spec = encoded_words.decoded(spec).strip()
    local, at, domain = spec.rpartition("@")
    local, domain = local.rstrip(), domain.strip().rstrip(".")  # RFC 5322 §4.4: blanks around the @
    if not at or not local or not domain or len(spec) > _LONGEST or not spec.isprintable():
        return ""
    if any(sign in local for sign in '@" <>()[],;:\\') and not _is_quoted(local):
        return ""
    if any(sign in domain for sign in '"<>()[],;:\\ ') and not domain.startswith("["):
        return ""
    return f"{local}@{domain.lower()}"


def _is_quoted(local: str) -> bool:
    return len(local) > 1 and local.startswith('"') and local.endswith('"')
