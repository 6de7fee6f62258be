"""Who asks to be rung back is found, and who does not is not."""

from __future__ import annotations

import pytest

from triage.classify.callback import callback_wish


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("fragt nach b1 kurs, rückruf bitte", "rückruf"),
        ("Bittet um Rückruf am Nachmittag", "Bittet um Rückruf"),
        ("Herr K. möchte telefonischen Rückruf", "möchte telefonischen Rückruf"),
        ("Bitte rufen Sie heute noch zurück", "rufen Sie heute noch zurück"),
        ("wir sollen zurückrufen", "zurückrufen"),
        ("bittet uns zurückzurufen", "zurückzurufen"),
        ("bittet um einen Anruf", "bittet um einen Anruf"),
        ("Bitte morgen anrufen", "Bitte morgen anrufen"),
        ("please call her back", "call her back"),
        ("merci de rappeler", "rappeler"),
        ("erst kein Rückruf nötig gewesen. Jetzt bitte Rückruf!", "Rückruf"),
    ],
)
def test_the_words_that_ask_are_named(note: str, words: str) -> None:
    found = callback_wish(note)

    assert found is not None
    assert found.text == words
    assert note[found.start : found.end] == words


@pytest.mark.parametrize(
    "note",
    [
        "",
        "fragt nach einem Kurs",
        "kein Rückruf nötig",
        "Rückruf nicht nötig",
        "Rückruf erledigt",
        "möchte ohne weiteren Rückruf einen Termin",
        "ruft selbst zurück",
        "ruft nicht zurück",
        "hat schon dreimal angerufen",
    ],
)
def test_nobody_is_rung_back_who_did_not_ask(note: str) -> None:
    assert callback_wish(note) is None
