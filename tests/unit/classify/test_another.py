"""Who tells of somebody else and needs nothing themselves writes for another."""

from __future__ import annotations

import pytest

from rules.tokens import Tokens
from triage.classify.another import about_another

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
