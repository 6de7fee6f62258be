"""A sender is proved or refuted by our own mail server alone, whatever else a mail says about itself."""

from __future__ import annotations

import time

import pytest

from triage.message import authentication_results as results
from triage.message.authenticity import is_aligned, trust
from triage.message.own import OwnSigns
from triage.values import Address, Trust, TrustVerdict

US = "mx.kreis-viersen.de"
OWN = OwnSigns(authserv_ids=frozenset({US}))
AMIRA = Address(name="Amira", address="amira@example.org")
BORDER = ("Received", f"from mail.example.org (mail.example.org [93.184.216.34]) by {US} (Postfix) with ESMTPS id 1; x")


def judged(value: str, sender: Address | None = AMIRA) -> Trust:
    return trust([("Authentication-Results", value), BORDER], sender, OWN)


@pytest.mark.parametrize(
    ("said", "verdict", "reason"),
    [
        ("; none", "unknown", "weder"),
        (" 1; none", "unknown", "weder"),
        ("; dmarc=pass header.from=example.org", "verified", "DMARC bestätigt"),
        ("; dmarc=pass (p=none dis=none) header.from=EXAMPLE.org.", "verified", "DMARC bestätigt"),
        ("; dmarc=pass", "verified", "DMARC"),
        ("; dmarc=pass header.from=example.net", "unknown", "weder"),
        ("; dmarc=fail (p=reject) header.from=example.org", "failed", "DMARC fehlgeschlagen"),
        ("; spf=pass smtp.mailfrom=example.org; dkim=pass header.d=example.org; dmarc=fail", "failed", "DMARC"),
        ("; dmarc=none; spf=pass smtp.mailfrom=x@example.org", "verified", "SPF bestätigt die Domain"),
        ("; dmarc=temperror; dkim=pass header.d=example.org", "verified", "DKIM bestätigt die Domain"),
        ("; spf=pass smtp.mailfrom=a@example.org; dkim=pass header.d=example.org", "verified", "SPF und DKIM"),
        ("; dkim=pass header.i=@news.example.org", "verified", "DKIM"),
        ("; dkim=pass header.d=example.com; dkim=pass header.d=example.org", "verified", "DKIM"),
        ("; dkim=pass header.d=mailer.example.com", "unknown", "weder"),
        ("; dkim=pass header.d=org", "unknown", "weder"),
        ("; dkim=pass header.d=notexample.org", "unknown", "weder"),
        ("; dkim=pass", "unknown", "weder"),
        ("; spf=pass smtp.helo=example.org", "unknown", "weder"),
        ("; spf=fail smtp.mailfrom=amira@example.org", "failed", "SPF fehlgeschlagen"),
        ("; spf=hardfail smtp.mailfrom=amira@example.org; dkim=fail header.d=example.org", "failed", "SPF und DKIM"),
        ("; spf=softfail smtp.mailfrom=amira@example.org", "unknown", "weder"),
        ("; spf=fail smtp.mailfrom=bounce@relay.example.com", "unknown", "weder"),
        ("; spf=fail smtp.mailfrom=a@example.org; dkim=pass header.d=example.org", "verified", "DKIM bestätigt"),
        ("; spf=neutral; dkim=neutral; iprev=pass; arc=pass; x-own=pass", "unknown", "weder"),
        ("; auth=pass smtp.auth=amira@example.org", "verified", "Anmeldung"),
        ("; auth=fail smtp.auth=amira@example.org", "unknown", "weder"),
        ("; DKIM/1 = Pass (2048-bit key; \"odd) reason = \"all; well\" header . d = Example.Org", "verified", "DKIM"),
        ("; dkim=pass header.b=\"a;b=c\" header.d=\"example.org\"", "verified", "DKIM"),
        (" 1 (a (nested) comment) ; (x) spf (y) = (z) pass (w) smtp . mailfrom = example.org", "verified", "SPF"),
        ("; =pass; ;; spf; = ; dkim=", "unknown", "weder"),
    ],
)  # fmt: skip
def test_what_our_server_said_is_understood(said: str, verdict: TrustVerdict, reason: str) -> None:
    found = judged(US + said)

    assert (found.verdict, reason in found.reason) == (verdict, True), found


@pytest.mark.parametrize(
    "server",
    ["mx.example.org", f"{US}.example.org", f"x{US}", "", "spf=pass", f"{US} 2", f'"{US}@x"', f"({US}) other.example"],
)
def test_what_another_server_said_does_not_count(server: str) -> None:
    assert judged(f"{server}; dmarc=fail").verdict == "unknown"


@pytest.mark.parametrize("server", [US.upper(), f'"{US}"', f"(hop 1) {US} (x)", f"{US} 1"])
def test_the_name_of_our_server_is_known_in_every_spelling(server: str) -> None:
    assert judged(f"{server}; dmarc=fail").verdict == "failed"


@pytest.mark.parametrize(
    "received",
    [
        f"from {US} ({US} [10.1.2.3]) by box.kreis-viersen.de with ESMTP id 1; x",
        f"from {US} by box.kreis-viersen.de with LMTP id 1 (envelope-from <a@example.org>); x",
        f"from localhost (localhost [127.0.0.1]) by {US} (Postfix) with ESMTP id 1; x",
        f"from {US} ([127.0.0.1]) by localhost ({US} [127.0.0.1]) (amavisd-new, port 10024) with ESMTP; x",
        "from EX1.kreis.local (10.1.2.3) by EX2.kreis.local (10.1.2.4) with Microsoft SMTP Server id 15.2.1118.7; x",
        "from EX1.kreis.local (fd00:1::2) by EX2.kreis.local (fd00:1::3) with Microsoft SMTP Server; x",
        "(qmail 4711 invoked from network); 20 Nov 2026 08:00:00 -0000",
        "by box.kreis-viersen.de (Postfix, from userid 1000) id 1; x",
        f"from {US} ([IPv6:fd00::1])\r\n\tby box.kreis-viersen.de with ESMTP; x",
    ],
)
def test_a_hop_inside_the_house_does_not_hide_what_our_border_said(received: str) -> None:
    fields = [("Received", received), ("Authentication-Results", f"{US}; dmarc=fail"), BORDER]

    assert trust(fields, AMIRA, OWN).verdict == "failed"


@pytest.mark.parametrize(
    "received",
    [
        BORDER[1],
        f"from {US} (evil.example.net [93.184.216.34]) by gateway.example.com with ESMTP; x",
        f"from [10.0.0.1] (evil.example.net [93.184.216.34]) by {US} with ESMTP; x",
        f"from evil.example.net ([93.184.216.34] helo=[10.0.0.1]) by {US} with ESMTP; x",
        f"from [127.0.0.1] (unknown [2a00:1450::1]) by {US} with ESMTP; x",
        f"from [10.0.0.1] (unknown [93.184.216.34]:53211) by {US} with ESMTP; x",
        f"from [10.0.0.1] (unknown 93.184.216.34:53211) by {US} with ESMTP; x",
        f"from (by a with LMTP ( evil.example.net [93.184.216.34]) by {US} with ESMTP; x",
        f"from 10.0.0.1 (balancer [10.0.0.2]) by {US} with ESMTP; x",
        "from evil.example.net",
        f"from evil.example.net by {US}",
    ],
)
def test_below_the_border_anybody_may_have_written(received: str) -> None:
    forged = [("Authentication-Results", f"{US}; dmarc=pass"), ("Received", f"from a by {US} with LMTP; x")]

    assert trust([("Received", received), *forged], AMIRA, OWN).verdict == "unknown"


def test_all_results_of_our_servers_above_the_border_are_taken_together() -> None:
    fields = [
        ("Return-Path", "<amira@example.org>"),
        ("authentication-results", f"{US}; spf=pass smtp.mailfrom=example.org"),
        ("Authentication-Results", "other.example; dmarc=fail"),
        ("Authentication-Results", f"{US};\r\n\tdkim=pass header.d=example.org"),
        BORDER,
    ]

    assert trust(fields, AMIRA, OWN).reason == "SPF und DKIM bestätigen die Domain"


def test_without_the_setting_nothing_is_asked() -> None:
    assert trust([("Authentication-Results", f"{US}; dmarc=fail"), BORDER], AMIRA, OwnSigns()) == Trust()


def test_an_unclear_sender_is_never_proved_but_can_be_refuted() -> None:
    assert judged(f"{US}; dmarc=pass", None) == Trust(reason="Die Mail nennt keinen eindeutigen Absender")
    assert judged(f"{US}; dmarc=fail", None).verdict == "failed"


def test_a_domain_is_compared_as_it_goes_over_the_wire() -> None:
    sender = Address(name="", address="info@bücher.example")

    assert judged(f"{US}; dkim=pass header.d=xn--bcher-kva.example", sender).verdict == "verified"
    assert judged(f"{US}; dkim=pass header.d=bücher.example", sender).verdict == "verified"


@pytest.mark.parametrize(
    ("one", "other", "aligned"),
    [("a.org", "a.org", True), ("m.a.org", "a.org", True), ("a.org", "m.a.org", True), ("m.a.org", "n.a.org", False),
     ("org", "a.org", False), ("ba.org", "a.org", False), ("", "", False), ("", "a.org", False)],
)  # fmt: skip
def test_domains_align_with_parent_and_child(one: str, other: str, aligned: bool) -> None:
    assert is_aligned(one, other) is aligned


@pytest.mark.parametrize(
    "value",
    ["(" * 16_000, ")" * 16_000, '"' * 16_001, "\\" * 16_001, ";" * 16_000, "= " * 8_000, ". " * 8_000,
     f"{US}; dkim=pass " + "header.d " * 1_800, f"{US}; " + "a" * 16_000, f"{US} ; " + " " * 16_000 + "x",
     f"{US}; dkim=pass header.d=" + "a." * 8_000, f"{US}; dkim=pass header.d=" + "ä" * 16_000 + "."],
)  # fmt: skip
def test_hostile_fields_cost_no_time(value: str) -> None:
    before = time.process_time()

    fields = [("Received", value), ("Authentication-Results", value)] * 20
    trust([*fields, ("Received", f"from {value} by {US}"), BORDER], AMIRA, OWN)
    trust([("Received", "1." * 8_000), ("Received", f"from {'1:' * 8_000} by x")], AMIRA, OWN)

    assert time.process_time() - before < 0.5


def test_a_field_is_taken_apart_as_the_rfc_has_it() -> None:
    value = 'example.com (a) ; spf=pass smtp.mailfrom=example.net; dkim=fail reason="bad; key" header.d=x.y'

    found = results.results(results.without_comments(value))

    assert [(one.method, one.result, dict(one.properties)) for one in found] == [
        ("spf", "pass", {"smtp.mailfrom": "example.net"}),
        ("dkim", "fail", {"reason": "bad__key", "header.d": "x.y"}),
    ]
