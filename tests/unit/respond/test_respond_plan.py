"""Each guard against answering machines, alone: it objects to its own case and to nothing else (promises 5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from triage.respond.plan import GUARDS, AnswerPolicy, Occasion, objections, silence
from triage.values import Address, Automatic, Classification, Filing, Label, ParsedMessage, Trust, Zone

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MESSAGE = ParsedMessage(
    channel="email",
    text="Hallo",
    zones=(Zone(start=0, end=5, kind="fresh"),),
    sender=Address(name="Amira", address="amira@example.org"),
)
LABELS = Classification(
    language="de",
    kind="request",
    sender_role="client",
    topics=(Label(id="sprache", score=3.0),),
    municipality=None,
    urgency=Label(id="normal", score=0.0),
    certain=True,
    rulebook="sha256:0",
)
OPEN = Occasion(
    message=MESSAGE,
    labels=LABELS,
    filing=Filing(outcome="ticket", reason="Neues Anliegen."),
    mode="live",
    may_acknowledge=True,
    received_at=NOW - timedelta(hours=1),
    now=NOW,
    acknowledged_at=None,
    own_addresses=frozenset({"kim@kreis-viersen.de"}),
)


def from_(address: str, **how: Any) -> Occasion:
    return replace(OPEN, message=replace(MESSAGE, sender=Address(name="", address=address), **how))


def filed(**how: Any) -> Occasion:
    return replace(OPEN, filing=replace(OPEN.filing, **how))


def test_an_ordinary_new_request_is_answered() -> None:
    assert silence(OPEN) is None


CASES: list[tuple[str, Occasion]] = [
    ("not_a_mail", replace(OPEN, message=replace(MESSAGE, channel="phone"))),
    *[("not_new", filed(outcome=outcome)) for outcome in ("followup", "duplicate", "set_aside", "ignored")],
    ("not_allowed", replace(OPEN, may_acknowledge=False)),
    ("not_allowed", filed(closed=True)),
    ("too_old", replace(OPEN, received_at=NOW - timedelta(hours=72, seconds=1))),
    ("automatic", replace(OPEN, message=replace(MESSAGE, automatic=Automatic(kind="list", reason="x")))),
    ("header_sign", replace(OPEN, message=replace(MESSAGE, silences=("X-Loop",)))),
    ("no_sender", replace(OPEN, message=replace(MESSAGE, sender=None))),
    ("no_sender", replace(OPEN, message=replace(MESSAGE, ambiguous_sender=True))),
    *[
        ("no_sender", from_(address))
        for address in ("", "amira", "a b@example.org", "a@example", "a@[127.0.0.1]", "a@b@c.de", "ä@example.org",
                        "a@exämple.org", "a@example.org\r\nBcc: x@y.de", '"a"@example.org', "a@-x.de", "a@x..de",
                        "a" * 65 + "@example.org", "<a@example.org>", "a@example.c-", "a@example.-c",
                        "a@" + "x" * 60 + "." + ".".join(["y" * 60] * 4) + ".de")
    ],
    *[
        ("machine_sender", from_(f"{name}@example.org"))
        for name in ("mailer-daemon", "MAILER-DAEMON", "postmaster", "noreply", "No-Reply", "noreply+abc", "bounces",
                     "keine-antwort", "root", "newsletter", "abuse")
    ],
    ("ourselves", from_("KIM@kreis-viersen.de")),
    ("forged", replace(OPEN, message=replace(MESSAGE, trust=Trust(verdict="failed", reason="DMARC fehlgeschlagen")))),
    *[("advertising", replace(OPEN, labels=replace(LABELS, kind=kind))) for kind in ("spam", "newsletter")],  # type: ignore[arg-type]  # both are kinds
    ("recently", replace(OPEN, acknowledged_at=NOW - timedelta(days=7) + timedelta(seconds=1))),
    ("not_live", replace(OPEN, mode="observe")),
    ("not_live", replace(OPEN, mode="dry-run")),
    ("switched_off", replace(OPEN, policy=AnswerPolicy(enabled=False))),
]  # fmt: skip


@pytest.mark.parametrize(("guard", "occasion"), CASES, ids=[f"{n}-{guard}" for n, (guard, _) in enumerate(CASES)])
def test_p4_a_guard_objects_alone_and_says_why_in_german(guard: str, occasion: Occasion) -> None:
    found = list(objections(occasion))

    assert [o.guard for o in found] == [guard]
    assert len(found[0].reason) > 10


def test_p4_every_guard_has_a_case_of_its_own() -> None:
    assert {guard for guard, _ in CASES} == {guard.__name__ for guard in GUARDS}


@pytest.mark.parametrize(
    "occasion",
    [
        replace(OPEN, received_at=NOW - timedelta(hours=72)),
        replace(OPEN, received_at=NOW + timedelta(days=300)),
        replace(OPEN, acknowledged_at=NOW - timedelta(days=7)),
        from_("o'brien+kurs@mail.example.co.uk"),
        from_("rootine@example.org"),
        replace(OPEN, message=replace(MESSAGE, trust=Trust(reason="nichts vermerkt"), marks=("Anzeigename …",))),
        from_("a@xn--exmple-cua.org"),
        replace(OPEN, policy=AnswerPolicy(max_age_hours=2)),
    ],
)
def test_at_the_border_an_answer_still_goes_out(occasion: Occasion) -> None:
    assert silence(occasion) is None


def test_silence_wins_however_many_object() -> None:
    both = replace(filed(outcome="duplicate"), mode="observe", may_acknowledge=False)

    assert [o.guard for o in objections(both)] == ["not_new", "not_allowed", "not_live"]
    assert silence(both) is not None
