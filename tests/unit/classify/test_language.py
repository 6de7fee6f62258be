"""The language of a text, also of a short one, or an honest "und"."""

from __future__ import annotations

import unicodedata

import pytest

from rules.tokens import Tokens
from triage.classify.language import NOT_LATIN, language

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
        ("salam, man mikham baraye dokhtaram kelas peida konam, lotfan komak", "fa"),
        ("salam, ana saken b Kempen w bidi kors alman, shou lazem a3mel?", "ar"),
        ("slm 3andi mo3id b jobcenter bas ma b3ref wein", "ar"),
        ("dobryi den, ya zhyvu v Kempen i meni treba likar dlia dytyny", "uk"),
        ("zdravstvujte, ja zhivu v Dülken, mne nuzhno prodlit dokumenty", "ru"),
        ("zdraveite, az rabotya v Willich i iskam da popitam za dete", "bg"),
        ("Dobar dan, ja sam iz Bosne i trebam pomoć, imam dijete", "hr"),
        ("Suche 2Zimmer Wohnung ab 3er Monat, Kurs B1 oder A2, 24h Pflege", "de"),
        ("Man hat mir gesagt, dass man da etwas machen kann", "de"),
        ("ik ben man en woon in Venlo", "nl"),
    ],
)
def test_a_language_is_recognised(text: str, code: str) -> None:
    assert language(text, _tokens.read(text).forms, {}) == code


def test_what_is_taken_for_latin_at_a_glance_holds_no_letter_of_another_script() -> None:
    letters = [letter for letter in map(chr, range(0x3000)) if letter.isalpha() and not NOT_LATIN.match(letter)]

    assert len(letters) > 400
    assert {unicodedata.name(letter).split()[0] for letter in letters} == {"LATIN"}
