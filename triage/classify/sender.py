"""In which role does the sender write?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from rules.hit import Hit, total
from rules.wordlist import WordList
from triage.values import Kind, ParsedMessage, SenderRole

THRESHOLD = 2.0
OFFICIAL = 1.5  # points of an address that is no private mail provider's
_ROLES: tuple[SenderRole, ...] = get_args(SenderRole)
_PRIVATE = WordList(
    "gmail.com googlemail.com gmx.de gmx.net gmx.com web.de t-online.de freenet.de mail.de outlook.com outlook.de"
    " hotmail.com hotmail.de live.de live.com msn.com icloud.com me.com yahoo.com yahoo.de posteo.de mailbox.org"
    " proton.me protonmail.com arcor.de aol.com ukr.net i.ua mail.ru yandex.ru bk.ru list.ru rambler.ru wp.pl"
    " o2.pl onet.pl interia.pl abv.bg mail.bg kpnmail.nl ziggo.nl hotmail.fr orange.fr free.fr yahoo.fr yahoo.ro"
    " mynet.com vodafone.de unitybox.de example.com example.org example.net"
)
_FREE = ("gmx.", "web.", "hotmail.", "outlook.", "live.", "yahoo.")


def decide_role(counted: Mapping[str, Sequence[Hit]], message: ParsedMessage, kind: Kind) -> SenderRole:
    """Machines and spam by the kind of message; else the role with most points; `client` when none has enough."""
    if kind in {"autoreply", "bounce"}:
        return "auto"
    if kind == "spam":
        return "spam"
    points = {name: total(hits) for name, hits in counted.items()}
    if _official(message):
        points["institution"] = points.get("institution", 0.0) + OFFICIAL
    best = max(points, key=lambda name: points[name], default="client")
    return next((role for role in _ROLES if role == best and points.get(best, 0.0) >= THRESHOLD), "client")


def _official(message: ParsedMessage) -> bool:
    if message.sender is None or "@" not in message.sender.address:
        return False
    domain = message.sender.address.rpartition("@")[2]
    return domain not in _PRIVATE and not domain.startswith(_FREE)
