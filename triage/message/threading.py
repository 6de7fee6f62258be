"""Which mail is this, and which mails does it answer?"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from triage.message import encoded_words
from triage.message.headers import Headers

_STRICT = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{3,900}")
_ID_OR_COMMENT = re.compile(r"<([^<>]{1,998})>|\([^()]{0,500}\)")  # what a comment names in brackets is no id
_BETWEEN = re.compile(r"[\s,;]+")
_QUOTED = re.compile(r'"[^"]*+"?')
_NAMES_SOMEBODY = re.compile(r"\b(?:from|von|de|от|van|da|od)\b", re.IGNORECASE)
_SAFE_WITHOUT_AT = 8  # characters; a shorter word without brackets and @ is a word, not an id
_INDEX_HEAD, _INDEX_STEP = 22, 5  # octets of Thread-Index: of its beginning, of each answer
_LONGEST_INDEX = 4_000  # base64 digits; 600 answers
_MOST = 100  # references kept: where the conversation began, and the newest, which stand at the end


def message_id(headers: Headers) -> str:
    """The mail's own id without brackets, "" when there is none that can be used. RFC 5322 §3.6.4."""
    value = headers.first("message-id")
    found = ids(value)
    return found[0] if found else _bare(value)


def ids(value: str) -> tuple[str, ...]:
    """All well-formed ids of a header, in order, without doubles. Linear.

    A fold inside an id is healed, cut ones are left out; without any bracket, words that are ids (RFC 5322 §4.5.4 let
    programs write phrases there, which are not).
    """
    value = encoded_words.decoded(value)
    if "<" not in value:
        return _without_brackets(value)
    healed = ("".join(match[1].split()) for match in _ID_OR_COMMENT.finditer(value) if match[1])
    return tuple(dict.fromkeys(found for found in healed if _STRICT.fullmatch(found)))


def in_reply_to(headers: Headers) -> tuple[str, ...]:
    """The ids this mail says it answers."""
    return tuple(dict.fromkeys(found for value in headers.all("in-reply-to") for found in _answered(value)))


def references(headers: Headers) -> tuple[str, ...]:
    """The ids of the conversation, oldest first; of more than a hundred the first and the last ninety-nine."""
    found = tuple(dict.fromkeys(found for value in headers.all("references") for found in ids(value)))
    return found if len(found) <= _MOST else (found[0], *found[1 - _MOST :])


def conversation(headers: Headers, base_subject: str) -> str:
    """Outlook's conversation, of Thread-Index and base subject, 32 hex digits; "" when it names none.

    MS-OXOMSG §2.2.1.3: octet 1 and five of a time, sixteen that all mails of a conversation share, five more for each
    answer. The subject belongs to it because people write new matters upon old mails.
    """
    try:
        index = base64.b64decode("".join(headers.first("thread-index").split())[:_LONGEST_INDEX], validate=True)
    except (binascii.Error, ValueError):
        return ""
    shared = index[6:_INDEX_HEAD]
    if len(index) < _INDEX_HEAD or (len(index) - _INDEX_HEAD) % _INDEX_STEP or index[0] != 1 or not any(shared):
        return ""
    return hashlib.sha256(shared + base_subject.encode(errors="replace")).hexdigest()[:32]


def _answered(value: str) -> tuple[str, ...]:
    """RFC 822 §4.6.2: `Message from Ali <ali@example.org> of Friday <id>`; what follows "from" is an address."""
    found = ids(value)
    before = _QUOTED.sub("", value.partition("<")[0])
    return found[1:] if found and before and _NAMES_SOMEBODY.search(before) else found


def _without_brackets(value: str) -> tuple[str, ...]:
    parts = [part for part in _BETWEEN.split(value.strip("\"' \t")) if part]
    return tuple(dict.fromkeys(parts)) if all("@" in part and _STRICT.fullmatch(part) for part in parts) else ()


def _bare(value: str) -> str:
    """Some programs leave out brackets or the @: still good enough to know a mail by."""
    value = encoded_words.decoded(value).partition(" (")[0].strip("<>\"' \t")
    return value if ("@" in value or len(value) >= _SAFE_WITHOUT_AT) and _STRICT.fullmatch(value) else ""
