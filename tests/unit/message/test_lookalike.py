"""Names that pretend are marked; the ordinary names of people in any script are not."""

from __future__ import annotations

import time
from itertools import product

import pytest

from triage.message import authorities
from triage.message.confusables import LATIN, as_read
from triage.message.lookalike import marks
from triage.message.own import OwnSigns
from triage.values import Address

OWN = OwnSigns()

# Invented people: every first name is joined with every second one of its row.
PEOPLE = [
    ("Amira Jörg Käthe Łukasz Ömer Zoë", "Müller Öztürk Straßer Šimić Dvořák Kowalska-Nowak"),
    ("Nguyễn Ştefan Çağla Ioană Besnik Gülistan", "Trần Țurcanu Yıldırım Bălan Çelik Îbrahîm"),
    ("Анна Вера Роса Сара Тарас ЕВА", "Сокор Ротар Хасанова КОРОСТА Мартынов Орехова"),
    ("Олексій Вікторія Їжак Ґалина Зоряна Юрій", "Ковальчук Шевченко Мельник О'Гара Сидір Кравець"),
    ("Олексiй Вiкторiя Iрина Вiра Тимофiй Анастасiя", "Коваленко Рiзник Iльченко Бойко Сiрко Осiпов"),
    ("Иван Георги Ралица Йорданка Стоян Пенчо", "Стоянов Вълкова Костов Хаджиев Арсов Тасев"),
    ("Јована Љубица Ђорђе Његош Џевад Ана", "Јовић Петровић Станковић Хаџић Костић Тасић"),
    ("Мухьаммад Iимран ХIава Аьрби Зулай IадIан", "ГIайрханов Хаджиев КIантов Оьздоев Мамаев Исаев"),
    ("Æхсар Аслæн Зæринæ Сослан Бæтрадз Фатимæ", "Дзагоев Хетæгкаты Коцоев Тотыров Гаглоев Кочиев"),
    ("Әсел Қайрат Өмүрбек Нұрлан Гүлнар Ғалым", "Сүлейменов Қасымова Ибраимов Жұмабай Өтеген Асқар"),
    ("Αλέξανδρος Ελένη Κώστας ΜΑΡΙΑ Νίκος Ρένα", "Παπαδάκης Κανάρης ΑΝΤΩΝΙΟΥ Ντόκος Βούτος Τάκης"),
    ("أميرة محمد يوسف فاطمة عبدالله ليلى", "الأحمد حداد القاسم النجار خليل منصور"),
    ("زهرا علی‌رضا مهدی نسترن بهروز گلناز", "کریمی حسینی‌نژاد رضایی پژوهش چراغی نوری"),
    ("ሰላም ኣማኑኤል ሄለን ዮናስ", "ተስፋይ ገብረ ሃይለ በርሀ"),
    ("Արամ Անահիտ Գոռ Սոնա", "Հակոբյան Սարգսյան Պետրոսյան Ոսկանյան"),
    ("გიორგი ნინო დავით", "ბერიძე კაპანაძე წერეთელი"),
    ("דוד רחל משה", "כהן לוי מזרחי"),
    ("王 田中 김", "小明 太郎 민수"),
    ("राहुल आशा அருண் สมชาย", "शर्मा वर्मा ราชา குமார்"),
]
NAMES = [
    *(f"{one} {other}" for first, second in PEOPLE for one, other in product(first.split(), second.split())),
    "Олена (Olena) Коваль", "أميرة Amira", "Amira أميرة الأحمد", "ООО Вектор GmbH", "Мария-Anna Sokolowa", "Отдел IT",
    "VIP-клиент", "ЮКасса PayOK", "ЮMoney", "Cветлана", "А. Б. Wagner", "Amira 🌻", "5 µm Gruppe", "O’Brien, Seán",
    "Kempen, Sabine", "Viersen, Karl", "Frau Kreis", "Kim Nguyen", "КIМ", "Tafel Kreis Viersen e.V.", "Jobcentrix",
    "Flüchtlingshilfe Stadt Kempen e. V.", "Info", "Amira @ Arbeit", "\u200eأميرة\u200f", "\u2067أميرة\u2069",
    "\u202bمحمد حداد\u202c", "Ω-Team", "Café Ολα", "Dr. К. Орлова", "Kinder- und Jugendhilfe", "Polizeisportverein",
    "Sparkasse", "Deutsch-Russischer Verein Родина e.V.", "PRЯMO", "№ 5 Службa",
]  # fmt: skip


def said(name: str, address: str = "amira@example.org", *, files: tuple[str, ...] = ()) -> tuple[str, ...]:
    return marks(Address(name=name, address=address), files, OWN)


def test_the_names_of_people_in_every_script_are_ordinary() -> None:
    marked = {name: found for name in NAMES if (found := said(name))}

    assert len(NAMES) > 500
    assert marked == {}


@pytest.mark.parametrize(
    "name",
    ["раураl", "Pаypal", "PayPаl Support", "Sрarkasse Krefeld", "Krеis Viersen", "Jobcentеr", "Αmazon", "Apрle-ID",
     "раурӏ раураl", "АРРLE", "ВАМF", "Ροlizei", "Аmіra Наddаd", "Cвeтлана", "арр.ӏе еВау", "ебау ВАNК", "ЅuррогТ",
     "рaураӏ", "Ⅰnfo Bаnk", "Sоñа"],
)  # fmt: skip
def test_a_word_of_two_scripts_that_reads_as_one_is_marked(name: str) -> None:
    assert any(mark.startswith("Anzeigename ahmt Buchstaben nach: „") for mark in said(name)), said(name)


@pytest.mark.parametrize("name", ["раурӏ", "еВау", "аррӏе", "ΑΡΡΙΕ", "ВАΜк", "ѕесυrіtу"])
def test_only_known_words_are_marked_when_a_word_is_written_in_another_script_alone(name: str) -> None:
    known = as_read(name) in authorities.IMITATED or any(letter.isascii() for letter in name)

    assert bool(said(name)) is known


@pytest.mark.parametrize(
    ("name", "address", "shown"),
    [
        ("info@bank.example", "x@example.org", "info@bank.example"),
        ("Bank <Info@bank.example>", "x@example.org", "Info@bank.example"),
        ("kim@kreis-viersen.de via Portal", "x@example.org", "kim@kreis-viersen.de"),
        ("'amira@example.org'", "AMIRA@example.org", ""),
        ("Amira (amira@example.org)", "amira@example.org", ""),
        ("Treffen @ KIM", "amira@example.org", ""),
        ("amira@büro", "amira@example.org", ""),
    ],
)
def test_a_name_that_shows_another_address_is_marked(name: str, address: str, shown: str) -> None:
    expected = (f"Anzeigename enthält eine andere Adresse: {shown}",) if shown else ()

    assert said(name, address) == expected


@pytest.mark.parametrize(
    ("name", "address", "domain"),
    [
        ("Kreis Viersen", "a@example.org", "kreis-viersen.de"),
        ("KREIS  VIERSEN", "a@kreis-viersen.de.example.org", "kreis-viersen.de"),
        ("Kreis Viersen - Ausländeramt", "a@example.org", "kreis-viersen.de"),
        ("Ausländeramt Kreis Viersen", "a@example.org", "kreis-viersen.de"),
        ("KIM Kreis Viersen", "kim@kreis-viersen.example", "kreis-viersen.de"),
        ("Stadt Tönisvorst (Bürgerbüro)", "a@example.org", "toenisvorst.de"),
        ("Bundesamt für Migration und Flüchtlinge", "a@example.org", "bamf.bund.de"),
        ("Bundesagentur fuer Arbeit", "a@example.org", "arbeitsagentur.de"),
        ("Jobcenter Kreis Viersen, Team 4", "a@example.org", "jobcenter-ge.de"),
        ("Кreis Viersen", "a@example.org", "kreis-viersen.de"),
        ("Kreis Viersen", "a@kreis-viersen.de", ""),
        ("Kreis Viersen", "a@jugend.kreis-viersen.de", ""),
        ("KIM Kreis Viersen", "kim@kreis-viersen.de", ""),
        ("Jobcenter Kreis Viersen", "a@jobcenter-ge.de", ""),
        ("Agentur für Arbeit Krefeld", "a@arbeitsagentur.de", ""),
        ("Kreis Viersener Turnverein", "a@example.org", ""),
        ("Stadt Kempener Blatt", "a@example.org", ""),
    ],
)
def test_a_name_of_an_authority_with_a_foreign_domain_is_marked(name: str, address: str, domain: str) -> None:
    found = [mark for mark in said(name, address) if "gehört zu" in mark]

    assert [mark.split()[3].strip(",") for mark in found] == ([domain] if domain else [])


@pytest.mark.parametrize(
    ("address", "mark"),
    [
        ("a@xn--mller-kva.example", "in Sonderschreibweise: xn--mller-kva.example (gelesen „müller.example“)"),
        ("a@müller.example", "in Sonderschreibweise: müller.example (gelesen „müller.example“)"),
        ("a@xn--pypal-4ve.example", "ahmt Buchstaben nach: xn--pypal-4ve.example (gelesen „paypal.example“)"),
        ("a@xn--80ak6aa92e.example", "ahmt Buchstaben nach: xn--80ak6aa92e.example (gelesen „apple.example“)"),
        ("a@xn--\x80.example", None),
        ("a@xn---.example", None),
        ("a@example.org", ""),
    ],
)  # fmt: skip
def test_a_domain_that_is_not_what_it_looks_like_is_spelled_out(address: str, mark: str | None) -> None:
    found = said("Amira", address)

    assert mark is None or found == ((f"Domain der Adresse {mark}",) if mark else ())


@pytest.mark.parametrize(
    ("file", "start"),
    [
        ("Rechnung\u202efdp.exe", "Dateiname enthält Zeichen, die die Leserichtung umkehren"),
        ("\u2067a.exe\u2069.pdf", "Dateiname enthält"),
        ("Bescheid.рdf", "Dateiname ahmt eine Endung nach"),
        ("Bescheid.ехе", "Dateiname ahmt eine Endung nach"),
        ("Договор.pdf", ""),
        ("Справка ехе", ""),
        ("شهادة الميلاد.pdf", ""),
        ("Geburtsurkunde_Кoпия.pdf", ""),
        ("Übersetzung.docx", ""),
        ("файл.тхт2024", ""),
    ],
)
def test_a_file_name_that_hides_its_kind_is_marked(file: str, start: str) -> None:
    found = marks(None, [file], OWN)

    assert [mark.startswith(start) for mark in found] == ([True] if start else [])


def test_forced_direction_in_a_name_is_marked_and_not_repeated_in_the_mark() -> None:
    found = said("Ami\u202era")

    assert found == ("Anzeigename enthält Zeichen, die die Leserichtung umkehren",)
    assert not [
        sign for mark in said("\u202eраураl\u202c", files=("\u202ea.exe",)) for sign in mark if sign in "\u202e\u202c"
    ]


def test_look_alikes_are_single_letters_of_the_other_script() -> None:
    assert all(len(key) == 1 and not key.isascii() and value.isascii() for key, value in LATIN.items())
    assert {as_read(name) for name in [*authorities.EXACT, *authorities.BEGINS]} == {
        *authorities.EXACT, *authorities.BEGINS}  # fmt: skip


@pytest.mark.parametrize("text", ["а" * 400_000, "a@" * 200_000, "аa" * 200_000, "- " * 200_000, "@" * 400_000,
                                  "\u202e" * 400_000])  # fmt: skip
def test_hostile_names_cost_no_time(text: str) -> None:
    before = time.process_time()

    marks(Address(name=text, address=f"a@{text}"), [text, f"a.{text}"] * 100, OWN)

    assert time.process_time() - before < 0.5
