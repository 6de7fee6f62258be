"""Who tells of somebody else and needs nothing themselves writes for another."""

from __future__ import annotations

import pytest

from rules.tokens import Tokens
from triage.classify.another import about_another, opens

TOKENS = Tokens()


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("Die Familie wohnt nebenan, der Vater versteht die Briefe nicht, wer hilft ihnen und ihm?", True),
        ("She lives alone and her son is ill", True),
        ("Ich brauche Hilfe, mein Mann und seine Mutter sind krank", False),
        ("Vielen Dank für Ihre Hilfe und Ihre Zeit", False),
    ],
)
def test_a_mail_about_somebody_else(text: str, another: bool) -> None:
    assert about_another(TOKENS.read(text)) is another


@pytest.mark.parametrize(
    ("text", "named", "about"),
    [
        ("Meine Nachbarin sucht einen Kurs", "Meine", True),
        ("Ich frage für meine Nachbarin aus Eritrea", "meine", True),
        ("Ich wohne hier bei einem Freund und suche Arbeit", "Freund", False),
        ("Er hat Post, seine Frau auch, ich habe ihm gesagt: frag meine Nachbarin", "meine", True),
    ],
)
def test_a_mail_is_about_whom_it_opens_with_or_tells_more_of(text: str, named: str, about: bool) -> None:
    words = TOKENS.read(text)

    assert opens(words, words.at(text.index(named))) is about
