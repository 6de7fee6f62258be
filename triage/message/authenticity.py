"""Did our own mail server find that the mail really comes from the sender's domain?"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Iterator, Sequence

from triage.message import authentication_results as results
from triage.message.authentication_results import Result
from triage.message.headers import unfolded
from triage.message.own import OwnSigns
from triage.values import Address, Trust

Field = tuple[str, str]  # name and value as they stand in the mail, in order
_LONGEST = 16_384  # octets of one header; limits.ONE_HEADER
_MOST = 200  # fields of our servers above the mail's own; more is not looked at
_NUMBERS = re.compile(r"[0-9a-f:.]{3,64}")
_DOTS, _COLONS = 3, 2  # the least signs of an IPv4 and of an IPv6 address
_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
_HOUSE = tuple(  # RFC 1918, RFC 4193, RFC 4291 §2.5.6: addresses the internet does not carry
    ipaddress.ip_network(network)
    for network in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "::1/128", "fc00::/7", "fe80::/10")
)
_NOT_ASKED = Trust()


def trust(fields: Iterable[Field], sender: Address | None, own: OwnSigns) -> Trust:
    """The verdict of our servers on the domain in From. `fields` are the mail's header fields from the top down.

    Only Authentication-Results named in `own.authserv_ids` count, and only where nobody but our servers can have
    written: above the Received field of the hop that took the mail in (RFC 8601 §4.1, §7.1). Never raises.
    """
    if not own.authserv_ids:
        return _NOT_ASKED
    values = list(_ours(fields, own))
    if not values:
        return Trust(reason="Unser Mailserver hat kein Prüfergebnis vermerkt")
    domain = _domain_of(sender.address) if sender else ""
    return _verdict([found for value in values for found in results.results(value)], domain)


def _ours(fields: Iterable[Field], own: OwnSigns) -> Iterator[str]:
    """Authentication-Results of our servers, without comments, from the top to where the mail came in from outside."""
    for number, (name, value) in enumerate(fields):
        low = name.lower()
        if low == "received" and not _is_internal(unfolded(value)[:_LONGEST], own):
            return
        if low == "authentication-results":
            text = results.without_comments(unfolded(value)[:_LONGEST])
            if results.server(text) in own.authserv_ids:
                yield text
        if number >= _MOST:
            return


def _is_internal(received: str, own: OwnSigns) -> bool:
    """Whether this hop handed over inside our house: local delivery, or a client with none but private addresses.

    A client may write anything into its greeting, but its address is written by the server that took the mail, so
    one public address is enough to call the hop the border. RFC 5321 §4.4.
    """
    flat = f" {' '.join(received.split())} "
    source, _, rest = flat.rpartition(" by ")
    if not flat[:6].lower().startswith(" from ") and "from" not in results.without_comments(flat).lower().split():
        return True  # taken from a program on the same machine: nobody connected
    words = results.without_comments(rest).lower().split()
    if "with" in words and words[words.index("with") + 1 : words.index("with") + 2] in (["lmtp"], ["lmtps"]):
        return True
    addresses = list(_addresses(source))
    if not addresses:
        return False
    if all(address is not None and address.is_loopback for address in addresses):
        return True
    return not own.authserv_ids.intersection(words[:1]) and all(_is_of_the_house(address) for address in addresses)


def _addresses(source: str) -> Iterator[_Ip | None]:
    """Everything that looks like an IP address; None for what cannot be read as one, such as one with a port."""
    for match in _NUMBERS.finditer(source.lower().replace("ipv6:", " ")):
        text = match[0].strip(".")
        if text.count(".") == _DOTS or text.count(":") >= _COLONS:
            try:
                yield ipaddress.ip_address(text)
            except ValueError:
                yield None


def _is_of_the_house(address: _Ip | None) -> bool:
    return address is not None and any(address in network for network in _HOUSE)


def _verdict(found: Sequence[Result], domain: str) -> Trust:
    """DMARC decides where it was asked; else SPF and DKIM, aligned with the domain in From (RFC 7489 §3.1)."""
    dmarc = {one.result for one in found if one.method == "dmarc"}
    if dmarc & {"fail", "reject"}:
        return Trust(verdict="failed", reason="DMARC fehlgeschlagen")
    if _says(found, "dmarc", "pass", domain):
        return Trust(verdict="verified", reason="DMARC bestätigt die Domain")
    confirmed = [name for name, method in _CHECKED if _says(found, method, "pass", domain)]
    if confirmed:
        verb = "bestätigt" if len(confirmed) == 1 else "bestätigen"
        return Trust(verdict="verified", reason=f"{' und '.join(confirmed)} {verb} die Domain")
    refused = [name for name, method in _CHECKED[:2] if _says(found, method, "fail", domain)]
    if refused:
        return Trust(verdict="failed", reason=f"{' und '.join(refused)} fehlgeschlagen")
    if not domain:
        return Trust(reason="Die Mail nennt keinen eindeutigen Absender")
    return Trust(reason="Unser Mailserver konnte die Domain weder bestätigen noch widerlegen")


_CHECKED = (("SPF", "spf"), ("DKIM", "dkim"), ("Die Anmeldung am eigenen Server", "auth"))


def _says(found: Sequence[Result], method: str, result: str, domain: str) -> bool:
    """`fail` of SPF is the domain's own "-all" (RFC 7208 §2.6.4); softfail and errors say nothing."""
    same = {"fail": ("fail", "hardfail")}.get(result, (result,))
    return any(one.method == method and one.result in same and _speaks_for(one, domain) for one in found)


def _speaks_for(one: Result, domain: str) -> bool:
    """Whether the identity that was checked is the domain in From, a parent or a child of it."""
    named = next((value for key in _IDENTITIES[one.method] if (value := one.properties.get(key))), "")
    if one.method == "dmarc" and not named:
        return bool(domain)  # RFC 7489 §11.1: header.from is optional, DMARC checks nothing but From
    return is_aligned(_domain_of(named), domain)


_IDENTITIES = {
    "dmarc": ("header.from",),
    "spf": ("smtp.mailfrom", "smtp.mail", "smtp.from", "envelope-from"),
    "dkim": ("header.d", "header.i"),
    "auth": ("smtp.auth", "smtp.mailfrom"),
}


def is_aligned(one: str, other: str) -> bool:
    """Equal, or one the parent of the other; a top-level domain alone is nobody's parent."""
    if one == other:
        return bool(one)
    short, long = sorted((one, other), key=len)
    return "." in short and long.endswith(f".{short}")


def _domain_of(identity: str) -> str:
    """The domain of an address or of a bare domain, as on the wire: lower-case, no final dot, IDNA."""
    domain = identity.rpartition("@")[2].strip().strip("<>").rstrip(".").lower()
    if domain.isascii():
        return domain if "." in domain else ""
    try:
        return domain[:253].encode("idna").decode("ascii")
    except UnicodeError:
        return ""
