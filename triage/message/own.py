"""By which signs does a mail show that it, or a part of it, came from ourselves?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSigns:
    """Our addresses, the mark of our Message-IDs, and the lines we put under our mails."""

    addresses: frozenset[str] = frozenset({"kim@kreis-viersen.de"})  # lower-case, ours to read or send from
    message_id_suffix: str = ".kim@kreis-viersen.de"  # the end of every id we make
    marker_header: str = "X-KIM-Triage"  # stands in every mail we send
    block_phrases: tuple[str, ...] = (  # a line made of these alone is our address block
        "rathausmarkt 3, 41747 viersen",
        "rathausmarkt 3",
        "41747 viersen",
        "kommunales integrationsmanagement",
        "kreisverwaltung viersen",
        "kreis viersen",
        "kreishaus",
        "02162 39-2129",
        "02162 392129",
        "02162/39-2129",
        "02162 / 39-2129",
        "02162/39 2129",
        "02162 39 2129",
        "02162-39-2129",
        "02162-392129",
        "02162/392129",
        "(02162) 39-2129",
        "(02162) 39 2129",
        "+49 (0)2162 39-2129",
        "+49 (0) 2162 39-2129",
        "+49 2162 39 2129",
        "+49 2162/39-2129",
        "+492162392129",
        "0049 2162 39-2129",
        "+49 2162 39-2129",
        "+49 2162 392129",
        "kim@kreis-viersen.de",
        "https://www.kreis-viersen.de",
        "http://www.kreis-viersen.de",
        "www.kreis-viersen.de",
        "kreis-viersen.de",
    )
    acknowledgement_phrases: tuple[str, ...] = (  # a quoted block with one of these and a ticket number is ours
        "eingangsbestätigung",
        "ihre nachricht ist bei uns eingegangen",
        "ihre nachricht ist bei uns angekommen",
        "we have received your message",
        "wir haben ihre nachricht erhalten",
    )
    ticket_prefix: str = "KIM-"  # how a ticket number begins
    authserv_ids: frozenset[str] = frozenset()  # names our mail servers sign Authentication-Results with, lower-case

    def is_ours(self, address: str) -> bool:
        """Whether this mailbox is one of ours; case does not matter."""
        return address.lower() in self.addresses
