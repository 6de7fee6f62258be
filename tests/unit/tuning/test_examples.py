"""A request becomes an example with nobody in it, its rule still finds it, and it goes when its time is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from models.message import Message
from models.ticket import Ticket
from rules.load import load_texts
from rules.rulebook import Rule, Rulebook
from tests.unit.pipeline.offices import file_one, mail
from tests.unit.tuning.ruled import WOHNEN, A, rulebook
from triage.errors import BadInput
from triage.office import Office
from triage.tuning import examples, expiry, versions

TEXT = "Guten Tag, mein Name ist Zeynep Korkmaz, Tel. 0157 83451226. Ich suche einen Deutschkurs in Nettetal."


@pytest.fixture
def asked(ruled: Office) -> tuple[Ticket, Message]:
    number = file_one(ruled, mail(TEXT, From="Zeynep Korkmaz <zeynep.korkmaz@example.org>")).ticket
    with ruled.store.reading() as db:
        ticket = db.exec(select(Ticket).where(Ticket.number == number)).one()
        return ticket, db.exec(select(Message).where(Message.ticket_id == ticket.id)).one()


def book() -> Rulebook:
    return load_texts(rulebook(A, wohnen=WOHNEN))


def rule(of: str = "sprache.kurs") -> Rule:
    found = book().rule(of)
    assert found is not None
    return found


def test_a_proposal_has_nobody_in_it_and_the_rule_still_finds_it(asked: tuple[Ticket, Message]) -> None:
    found = examples.propose(*asked, rule(), book())

    assert "Zeynep" not in found.text
    assert "83451226" not in found.text
    assert [found.text[start:end] for start, end in found.hits] == ["Deutschkurs"]
    assert "Nettetal" in found.text
    assert not found.shortened


def test_a_proposal_for_a_rule_that_does_not_match_says_so(asked: tuple[Ticket, Message]) -> None:
    assert examples.propose(*asked, rule("wohnen.schimmel"), book()).hits == ()


def test_of_a_long_mail_the_part_around_the_words_is_proposed(asked: tuple[Ticket, Message]) -> None:
    ticket, message = asked
    message.text = "und so weiter " * 100 + "ich suche einen Deutschkurs " + "und so fort " * 100
    message.zones = [[0, len(message.text), "fresh"]]

    found = examples.propose(ticket, message, rule(), book())

    assert found.shortened
    assert len(found.text) <= examples.LONGEST
    assert found.hits


def test_what_a_person_writes_instead_is_looked_at_and_not_changed(asked: tuple[Ticket, Message]) -> None:
    found = examples.review("Frau Korkmaz sucht einen Deutschkurs", *asked, rule(), book())

    assert found.text == "Frau Korkmaz sucht einen Deutschkurs"
    assert [flag.text for flag in found.flagged] == ["Korkmaz"]
    assert found.hits


def test_an_example_is_noted_with_its_ticket_for_twelve_months(ruled: Office, asked: tuple[Ticket, Message]) -> None:
    key = asked[0].id or 0
    with ruled.store.transaction() as db:
        examples.keep(db, ruled, "klein", rule="sprache.kurs", text=" ein Deutschkurs ", ticket_id=key)
        examples.keep(db, ruled, "klein", rule="sprache.kurs", text="ein Deutschkurs", ticket_id=key)
        with pytest.raises(BadInput):
            examples.keep(db, ruled, "klein", rule="sprache.kurs", text=" ", ticket_id=key)

    with ruled.store.reading() as db:
        (known,) = examples.of_ticket(db, key)
        assert examples.expired(db, ruled.clock.now()) == ()
        assert examples.expired(db, ruled.clock.now() + timedelta(days=366)) == (known,)
    assert known.digest == examples.digest_of("ein Deutschkurs")


KEPT = """# Kopf
topic: sprache
rules:
  - id: sprache.kurs
    weight: 4
    any: {de: [Deutschkurs, Sprachkurs]}
    examples:
      - "ein Deutschkurs"   # bleibt
      - "Max hat einen Deutschkurs"
    # Fuß
"""


def kept(office: Office, texts: dict[str, str], said: str, days: int) -> None:
    """Publish, note the example's origin, and let time pass."""
    with office.store.reading() as db:
        onto = versions.live_key(db)[0]
    versions.publish(office, "klein", texts, onto=onto, note="Beispiel")
    number = file_one(office, mail("Ein Deutschkurs")).ticket
    with office.store.transaction() as db:
        key = db.exec(select(Ticket.id).where(Ticket.number == number)).one()
        examples.keep(db, office, "klein", rule="sprache.kurs", text=said, ticket_id=key or 0)
    office.clock.set(office.clock.now() + timedelta(days=days))  # type: ignore[attr-defined]  # a clock that can be set


def in_force(office: Office) -> tuple[versions.Version, dict[str, str]]:
    with office.store.reading() as db:
        now = versions.live(db)
        return now, versions.texts_of(db, now.number)


def test_after_twelve_months_it_leaves_the_rules_and_nothing_else_changes(ruled: Office) -> None:
    kept(ruled, rulebook(KEPT), "Max hat einen Deutschkurs", days=364)
    assert expiry.remove_expired(ruled) == 0
    ruled.clock.set(ruled.clock.now() + timedelta(days=2))  # type: ignore[attr-defined]  # a clock that can be set

    assert expiry.remove_expired(ruled) == 1

    now, texts = in_force(ruled)
    assert texts["topics/sprache.yaml"] == KEPT.replace('      - "Max hat einen Deutschkurs"\n', "")
    assert (now.author, "zwölf Monate" in now.note) == ("triage", True)
    assert expiry.remove_expired(ruled) == 0


def test_the_last_example_of_a_rule_can_go_too(ruled: Office) -> None:
    kept(ruled, rulebook(A + "# anders\n"), "ein Deutschkurs", days=366)

    assert expiry.remove_expired(ruled) == 1

    found = load_texts(in_force(ruled)[1]).rule("sprache.kurs")
    assert found is not None
    assert found.examples == ()


def test_an_example_somebody_took_out_before_is_only_forgotten(ruled: Office) -> None:
    kept(ruled, rulebook(A + "# anders\n"), "ein anderes Beispiel", days=366)
    before = in_force(ruled)

    assert expiry.remove_expired(ruled) == 1

    assert in_force(ruled) == before
    assert expiry.remove_expired(ruled) == 0


def test_the_examples_of_a_ticket_go_with_it(ruled: Office) -> None:
    kept(ruled, rulebook(KEPT), "Max hat einen Deutschkurs", days=1)
    with ruled.store.reading() as db:
        (key,) = db.exec(select(Ticket.id)).all()

    assert expiry.remove_of_ticket(ruled, key or 0) == 1

    assert "Max" not in in_force(ruled)[1]["topics/sprache.yaml"]
    assert expiry.remove_of_ticket(ruled, key or 0) == 0
