"""The language of a text, also of a short one, or an honest "und"."""

from __future__ import annotations

import pytest

from rules.tokens import Tokens
from triage.classify.language import language

_tokens = Tokens()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Danke", "de"),
        ("1234", "und"),
        ("", "und"),
        ("Kempen", "und"),
        ("Merhaba, size bir şey sormak istiyorum", "tr"),
        ("Jobcenter'dan mektup geldi ama anlamadım", "tr"),
        ("Dobrego dnia, mam pytanie o kurs", "pl"),
        ("Bună ziua, am o întrebare despre apartament", "ro"),
        ("Goedemiddag, ik heb een vraag over mijn huis", "nl"),
        ("Përshëndetje, kam nevojë për ndihmë", "sq"),
        ("Silav, ez li Kempen dijîm û pirsa min heye", "ku"),
        ("Hola, necesito ayuda con mi permiso", "es"),
        ("Bonjour, j'ai une question sur mon titre de séjour", "fr"),
        ("Waan u baahanahay caawimaad fadlan", "so"),
        ("Добрий день, потрібна допомога", "uk"),
        ("Здравствуйте, нужна помощь с документами", "ru"),
        ("Здравейте, имам нужда от помощ със документите", "bg"),
        ("السلام عليكم، عندي سؤال عن الإقامة", "ar"),
        ("سلام، من یک سوال دارم در مورد اقامت", "fa"),
        ("سلام، زه پوښتنه لرم چې څنګه مرسته ترلاسه کړم", "ps"),
        ("سڵاو، من پرسیارێکم هەیە لە بارەی ماڵ", "ku"),
        ("ሰላም ሓገዝ የድልየኒ ኣሎ", "ti"),
        ("Termin beim Jobcenter, Bescheid liegt vor, bitte Rückruf", "de"),
        ("I have a question about my flat", "en"),
    ],
)
def test_a_language_is_recognised(text: str, code: str) -> None:
    assert language(text, _tokens.read(text).forms, {}) == code
