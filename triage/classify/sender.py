"""In which role does the sender write?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from rules.fold import fold
from rules.hit import Hit, total
from rules.wordlist import WordList
from rules.words import JOINED, Words
from triage.values import Kind, ParsedMessage, SenderRole

THRESHOLD = 2.0
OFFICIAL = 1.5  # points of an address that is no private mail provider's
PLACED = "institution.stelle"  # the rule of bodies and callings: its hits count by their place
SELF_NAMED = 3.0  # points of a body named where the writer stands
HEAD, TAIL, LAST = 3, 14, 8  # words
_CLOSINGS = frozenset(
    map(fold, WordList("Gruß Grüße Grüßen Gruss MfG regards greetings sincerely auftrag groet saygılarımla"))
)
_TITLES = frozenset(map(fold, WordList("Hr Hrn Herr Herrn Fr Frau Fam Familie Anrufer Anruferin")))
_ROLES: tuple[SenderRole, ...] = get_args(SenderRole)
_PRIVATE = WordList(
    "gmail.com googlemail.com gmx.de gmx.net gmx.com web.de t-online.de freenet.de mail.de outlook.com outlook.de"
    " hotmail.com hotmail.de live.de live.com msn.com icloud.com me.com yahoo.com yahoo.de posteo.de mailbox.org"
    " proton.me protonmail.com arcor.de aol.com ukr.net i.ua mail.ru yandex.ru bk.ru list.ru rambler.ru wp.pl"
    " o2.pl onet.pl interia.pl abv.bg mail.bg kpnmail.nl ziggo.nl hotmail.fr orange.fr free.fr yahoo.fr yahoo.ro"
    " mynet.com vodafone.de unitybox.de example.com example.org example.net"
)
_FREE = ("gmx.", "web.", "hotmail.", "outlook.", "live.", "yahoo.")


def decide_role(
    counted: Mapping[str, Sequence[Hit]], message: ParsedMessage, words: Words, *, kind: Kind
) -> SenderRole:
    """Machines and spam by the kind of message; else the role with most points; `client` when none has enough.

    `words`: of the body. A body named where people name themselves counts for more than one named on the way.
    """
    if kind in {"autoreply", "bounce"}:
        return "auto"
    if kind == "spam":
        return "spam"
    points = {name: total(hit for hit in hits if hit.rule != PLACED) for name, hits in counted.items()}
    if any(hit.rule == PLACED and _names_writer(hit, message, words) for hit in counted.get("institution", ())):
        points["institution"] = points.get("institution", 0.0) + SELF_NAMED
    if kind == "newsletter":
        points["institution"] = points.get("institution", 0.0) + SELF_NAMED
    if _official(message):
        points["institution"] = points.get("institution", 0.0) + OFFICIAL
    best = max(points, key=lambda name: points[name], default="client")
    return next((role for role in _ROLES if role == best and points.get(best, 0.0) >= THRESHOLD), "client")


def _names_writer(hit: Hit, message: ParsedMessage, words: Words) -> bool:
    """Whether a hit stands where writers name themselves: first in a call note, in a signature, behind the closing."""
    if hit.field != "body":
        return False
    at = words.at(hit.start)
    if message.channel == "phone":
        return at < HEAD and (words.forms[0] not in _TITLES or _stands_alone(words, at))
    return hit.zone == "signature" or _closed_before(words, at, message)


def _stands_alone(words: Words, at: int) -> bool:
    """Whether a sign follows within two words: "Fr. A., Jugendamt, fragt", not "Hr. B.: Jugendamt schreibt ihm"."""
    return any(words.gaps[n] != JOINED for n in range(at + 1, min(at + 3, len(words))))


def _closed_before(words: Words, at: int, message: ParsedMessage) -> bool:
    """Whether a closing formula stands in the TAIL words before, or the text ends within LAST words."""
    end = max((zone.end for zone in message.zones if zone.kind == "fresh"), default=0)
    if words.at(end) - at <= LAST and words.gaps[at] != JOINED:
        return True
    return any(form in _CLOSINGS for form in words.forms[max(0, at - TAIL) : at])


def _official(message: ParsedMessage) -> bool:
    if message.sender is None or "@" not in message.sender.address:
        return False
    domain = message.sender.address.rpartition("@")[2]
    return domain not in _PRIVATE and not domain.startswith(_FREE)
