"""Invented requests in many languages whose names, numbers and addresses are labelled, drawn anew for every run."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

# (given name, family name): none of them is a stand-in of the product
PEOPLE: dict[str, list[tuple[str, str]]] = {
    "de": [
        ("Annegret", "Pützfeld"), ("Hans-Josef", "Schmitz"), ("Mechthild", "Thönnessen"), ("Lukas", "Bongartz"),
        ("Rosa", "Koch"), ("Finn", "Wolters"),
    ],
    "en": [
        ("Nimal", "Perera"), ("Blessing", "Okonkwo"), ("Samuel", "Adeyemi"), ("Priyanka", "Sharma"),
        ("Hannah", "Wilson"), ("Kwame", "Owusu"),
    ],
    "tr": [
        ("Ayşe", "Yılmaz"), ("Mehmet", "Öztürk"), ("Zeynep", "Korkmaz"), ("Hüseyin", "Doğan"), ("Gülsüm", "Çelik"),
        ("Emre", "Aksoy"),
    ],
    "ar": [
        ("محمد", "العلي"), ("فاطمة", "الحسن"), ("أحمد", "عبد الرحمن"), ("زينب", "حداد"), ("يوسف", "الخطيب"),
        ("مريم", "شحادة"),
    ],
    "uk": [
        ("Олена", "Коваленко"), ("Дмитро", "Бойко"), ("Оксана", "Гриценко"), ("Юрій", "Савчук"),
        ("Наталія", "Кравчук"), ("Максим", "Поліщук"),
    ],
    "ru": [
        ("Светлана", "Иванова"), ("Александр", "Смирнов"), ("Людмила", "Кузнецова"), ("Роман", "Шмидт"),
        ("Зарема", "Мусаева"), ("Тимур", "Ахмедов"),
    ],
    "fa": [
        ("رضا", "حسینی"), ("زهرا", "محمدی"), ("حمید", "رستمی"), ("فاطمه", "اکبری"), ("عبدالله", "یوسفی"),
        ("نرگس", "حیدری"),
    ],
    "fr": [
        ("Clarisse", "Ngo Mbarga"), ("Ibrahima", "Diallo"), ("Aïssatou", "Camara"), ("Jean-Baptiste", "Kouassi"),
        ("Mariam", "Traoré"), ("Yannick", "Dubois"),
    ],
    "pl": [
        ("Agnieszka", "Kowalczyk"), ("Tomasz", "Lewandowski"), ("Bożena", "Jabłońska"), ("Krzysztof", "Dąbrowski"),
        ("Małgorzata", "Szymańska"), ("Paweł", "Grabowski"),
    ],
    "ro": [
        ("Ionuț", "Gheorghe"), ("Mihaela", "Constantin"), ("Bogdan", "Ciobanu"), ("Ștefania", "Ungureanu"),
        ("Gabi", "Manole"), ("Alina", "Preda"),
    ],
    "bg": [
        ("Митко", "Георгиев"), ("Сийка", "Иванова"), ("Димитър", "Христов"), ("Мария", "Петкова"),
        ("Ивайло", "Маринов"), ("Росица", "Ангелова"),
    ],
    "nl": [
        ("Joost", "van der Heijden"), ("Truus", "Jansen"), ("Mohamed", "El Idrissi"), ("Lotte", "Vermeulen"),
        ("Bram", "de Graaf"), ("Sanne", "Kuipers"),
    ],
    "ku": [
        ("Berîvan", "Xelîl"), ("Rêzan", "Osman"), ("Nesrîn", "Mistefa"), ("Diyar", "Hesso"), ("Silava", "Şêxo"),
        ("Kawa", "Bozan"),
    ],
    "sq": [
        ("Valbona", "Hoxha"), ("Blerim", "Rexhepi"), ("Shpresa", "Kelmendi"), ("Driton", "Thaçi"),
        ("Flutura", "Zeqiri"), ("Luan", "Demaj"),
    ],
    "es": [
        ("Yulimar", "Rodríguez"), ("Jhonatan", "Quispe"), ("Guadalupe", "Hernández"), ("Edwin", "Cárdenas"),
        ("Milagros", "Vargas"), ("Óscar", "Ibáñez"),
    ],
    "it": [("Concetta", "Esposito"), ("Salvatore", "Caruso"), ("Assunta", "Gallo"), ("Gennaro", "Russo")],
    "pt": [("Thayná", "Ferreira"), ("Edson", "Rocha"), ("Conceição", "Barbosa"), ("Leandro", "Azevedo")],
    "so": [("Xaliimo", "Axmed"), ("Cabdullahi", "Maxamuud"), ("Sagal", "Jimcaale"), ("Ayaanle", "Diiriye")],
    "ti": [("ተኽለ", "ገብረስላሰ"), ("ኣስቴር", "ተወልደ"), ("ሙሴ", "ሃይለስላሰ"), ("ሳራ", "ዘርኣይ")],
}  # fmt: skip
# {n} whole name, {g} given name, {f} family name, {p} telephone, {d} date of birth, {z} number of a file, {i} IBAN,
# {m} mail address, {s} street and number, {c} postcode and town
TEXTS: dict[str, list[str]] = {
    "de": [
        "Guten Tag,\n\nmein Name ist {n}, geboren am {d}. Ich suche einen Deutschkurs in Nettetal. Tel."
        " {p}\n\nMit freundlichen Grüßen\n{n}",
        "Hallo, ich heiße {n} und wohne in der {s} in Kempen. Meine AZR-Nummer ist {z}. Bitte helfen Sie mir.",
        "Hr. {f}, {d}, Waldniel, braucht Hilfe mit dem Jobcenter. Rückruf {p}.",
        "Gestern war {g} bei mir und hat gesagt, dass die Wohnung gekündigt ist. {g} hat zwei Kinder. Frau"
        " {f} vom Jobcenter weiß Bescheid.",
        "Sehr geehrte Frau {f},\nder Antrag mit Aktenzeichen {z} wurde abgelehnt. Mein Konto: {i}. Schreiben"
        " Sie an {m}.\nLG {g}",
        "Meine Nachbarin {n} ({p}) hat Schimmel in der Wohnung. Ihr Sohn {g} ist krank. Adresse: {s}, {c}.",
        "{n}, {s}, {c}\n\nIch möchte einen Termin wegen der Einbürgerung. BG-Nummer: {z}",
        "ich bin {g} und ich brauche eine wohnung in viersen, meine nummer ist {p}",
    ],
    "en": [
        "Dear Sir or Madam,\nmy name is {n} and I was born on {d}. I need a German course in Viersen. Call"
        " me: {p}\nKind regards,\n{n}",
        "Hello, this is {n}. My husband {g} lost his job. We live at {s}, Kempen. File number {z}.",
        "My daughter {g} needs a place in school. Mr {f} told me to write to you. My mail is {m}.",
        "Yesterday {g} went to the office with {f} and nobody helped. Please transfer to {i}.\nThanks\n{g}",
        "I'm {n}, asylum seeker, ID {z}, living in {c}.",
    ],
    "tr": [
        "Merhaba, benim adım {n}. Doğum tarihim {d}. Viersen'de ev arıyorum. Telefonum {p}\nSaygılarımla\n{n}",
        "Eşim {g} Almanca kursuna gitmek istiyor. Adresimiz {s}, Kempen. Dosya numarası {z}",
        "Sayın {f}, oğlum {g}'nin okulu için yazıyorum. Mail adresim {m}. Teşekkürler, {g}",
        "{g} Hanım bize yardım etti. Hesap numaram {i}.",
    ],
    "ar": [
        "السلام عليكم، اسمي {n} وأنا من سوريا. تاريخ ميلادي {d}. أبحث عن دورة لغة في فيرسن. رقمي {p}\nمع التحية\n{n}",
        "مرحبا، ابني {g} يحتاج مدرسة. نحن نسكن في {s}. رقم الملف {z}",
        "السيد {f} من مكتب العمل قال إن الطلب مرفوض. زوجتي {g} مريضة. الايميل {m}",
        "أنا {n} أحتاج مساعدة في السكن. حسابي {i} وهاتفي {p}",
    ],
    "uk": [
        "Добрий день! Мене звати {n}, народилася {d}. Шукаю курси німецької у Фірзені. Телефон {p}\nЗ повагою,\n{n}",
        "Мій син {g} не має місця у школі. Ми живемо: {s}, Кемпен. Номер справи {z}",
        "Пані {f} з Jobcenter сказала писати вам. Моя пошта {m}. Дякую, {g}",
        "Вчора {g} ходила до лікаря, а {f} перекладав. Рахунок {i}",
    ],
    "ru": [
        "Здравствуйте! Меня зовут {n}, дата рождения {d}. Ищу квартиру в Фирзене. Телефон {p}\nС уважением,\n{n}",
        "Моя дочь {g} хочет учить немецкий. Адрес: {s}, Кемпен. Номер дела {z}",
        "Господин {f} из джобцентра отказал. Пишите на {m}. Спасибо, {g}",
        "Вчера {g} пришла с письмом, счет {i}, {f} тоже был.",
    ],
    "fa": [
        "سلام، نام من {n} است. تاریخ تولد من {d} است. من در فیرزن کلاس زبان می‌خواهم. شماره من {p}\nبا احترام\n{n}",
        "پسرم {g} مریض است و ما در {s} زندگی می کنیم. شماره پرونده {z}",
        "آقای {f} گفت به شما بنویسم. ایمیل {m}",
        "اسم من {n} و از افغانستان آمده ام. تلفن {p}",
    ],
    "fr": [
        "Bonjour, je m'appelle {n}, né le {d}. Je cherche un cours d'allemand à Viersen. Tél. {p}\nCordialement,\n{n}",
        "Mon fils {g} est malade. Nous habitons {s}, Kempen. Numéro de dossier {z}",
        "Madame {f} du Jobcenter m'a dit de vous écrire. Mon adresse : {m}. Merci, {g}",
        "Hier {g} est venu avec {f}, le compte est {i}.",
    ],
    "pl": [
        "Dzień dobry, nazywam się {n}, urodzona {d}. Szukam kursu niemieckiego w Viersen. Telefon {p}\nZ"
        " poważaniem\n{n}",
        "Mój mąż {g} stracił pracę. Mieszkamy: {s}, Kempen. Numer sprawy {z}",
        "Pan {f} z Jobcenter kazał napisać. Mój mail {m}. Pozdrawiam, {g}",
        "Wczoraj {g} była u lekarza, konto {i}, {f} tłumaczył.",
    ],
    "ro": [
        "Bună ziua, mă numesc {n}, născut {d}. Caut un curs de germană în Viersen. Telefon {p}\nCu respect,\n{n}",
        "Fiul meu {g} este bolnav. Locuim pe {s}, Kempen. Număr dosar {z}",
        "Doamna {f} de la Jobcenter a spus să scriu. Mail {m}. Mulțumesc, {g}",
    ],
    "bg": [
        "Здравейте, казвам се {n}, роден {d}. Търся курс по немски във Фирзен. Телефон {p}\nС уважение,\n{n}",
        "Синът ми {g} е болен. Живеем на {s}, Кемпен. Номер {z}",
        "Госпожа {f} от Jobcenter каза да пиша. Имейл {m}. Благодаря, {g}",
    ],
    "nl": [
        "Goedemiddag, mijn naam is {n}, geboren op {d}. Ik zoek een cursus Duits in Viersen. Tel. {p}\nMet"
        " vriendelijke groet,\n{n}",
        "Mijn zoon {g} is ziek. Wij wonen {s}, Kempen. Dossiernummer {z}",
        "Mevrouw {f} van het Jobcenter zei dat ik moest schrijven. Mail {m}. Groetjes, {g}",
    ],
    "ku": [
        "Silav, navê min {n} e, {d}. Ez li Viersen kursa almanî dixwazim. Telefon {p}\nSpas\n{n}",
        "Kurê min {g} nexweş e. Em li {s} dijîn. Hejmara dosyayê {z}",
        "Birêz {f} ji Jobcenter got binivîse. Mail {m}",
    ],
    "sq": [
        "Përshëndetje, quhem {n}, i lindur {d}. Kërkoj kurs gjermanisht në Viersen. Telefoni {p}\nMe respekt,\n{n}",
        "Djali im {g} është sëmurë. Jetojmë në {s}, Kempen. Numri {z}",
        "Zonja {f} nga Jobcenter tha të shkruaj. Mail {m}. Faleminderit, {g}",
    ],
    "es": [
        "Hola, me llamo {n}, nacida el {d}. Busco un curso de alemán en Viersen. Teléfono {p}\nSaludos,\n{n}",
        "Mi hijo {g} está enfermo. Vivimos en {s}, Kempen. Número de expediente {z}",
        "La señora {f} del Jobcenter me dijo que escribiera. Mi correo {m}. Gracias, {g}",
    ],
    "it": [
        "Buongiorno, mi chiamo {n}, {d}. Cerco un corso di tedesco a Viersen. Tel. {p}\nCordiali saluti\n{n}",
        "Signora {f} ha detto di scrivere. Mail {m}. Grazie, {g}",
    ],
    "pt": [
        "Olá, meu nome é {n}, {d}. Procuro um curso de alemão em Viersen. Tel. {p}\nAtenciosamente,\n{n}",
        "A senhora {f} disse para escrever. Mail {m}. Obrigada, {g}",
    ],
    "so": [
        "Salaan, magacaygu waa {n}. Waxaan raadinayaa koorso Jarmal Viersen. Tel. {p}\nMahadsanid\n{n}",
        "Wiilkayga {g} wuu xanuunsan yahay. Lambarka {z}",
    ],
    "ti": ["ሰላም፣ ስመይ {n} እዩ። ኮርስ ጀርመን የድልየኒ። ቴሌፎን {p}\nየቐንየለይ\n{n}", "ወደይ {g} ሓሚሙ ኣሎ። ቁጽሪ {z}"],
}  # fmt: skip
_STREETS = {
    "de": [
        "Bahnhofstraße {}",
        "Kölner Str. {}",
        "Am Alten Rathaus {}",
        "Hochstr. {}a",
        "Karl-Arnold-Weg {}",
        "Süchtelner Straße {}",
    ],
    "ar": ["شارع الملك فيصل {}", "Bahnhofstraße {}"],
    "uk": ["вул. Шевченка {}", "Krefelder Straße {}"],
    "ru": ["улица Ленина {}", "Krefelder Straße {}"],
    "bg": ["ул. Витоша {}", "Krefelder Straße {}"],
    "fr": ["rue Victor Hugo {}", "Krefelder Straße {}"],
    "pl": ["ul. Mickiewicza {}", "Krefelder Straße {}"],
    "tr": ["Atatürk Caddesi No:{}", "Krefelder Straße {}"],
    "es": ["calle Mayor {}", "Krefelder Straße {}"],
}  # fmt: skip
_TOWNS = ("Hückelhoven-Ratheim", "Übach", "Wegberg-Arsbeck", "Braunsrath")  # that no rule knows
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A request with what has to go."""

    language: str
    text: str
    spans: tuple[tuple[int, int, str], ...]  # start, end, kind


def requests(seed: int, rounds: int) -> Iterator[Labelled]:
    """Every text with people and numbers drawn by chance, so many times."""
    dice = random.Random(seed)
    for _ in range(rounds):
        for language, texts in TEXTS.items():
            for text in texts:
                yield _filled(text, language, dice)


def _filled(text: str, language: str, dice: random.Random) -> Labelled:
    given, family = dice.choice(PEOPLE[language])
    made = {
        "n": f"{given} {family}", "g": given, "f": family, "p": _phone(dice, language), "d": _born(dice, language),
        "z": _file(dice), "i": _iban(dice), "m": f"{_letters(dice)}.{_letters(dice)}@{_letters(dice)}.de",
        "s": dice.choice(_STREETS.get(language, ["Krefelder Straße {}", "Neustr. {}"])).format(dice.randint(1, 199)),
        "c": f"{dice.randint(52000, 53999)} {dice.choice(_TOWNS)}",
    }  # fmt: skip
    pieces: list[str] = []
    spans: list[tuple[int, int, str]] = []
    length = 0
    for part in re.split(r"(\{[a-z]\})", text):
        said = made[part[1]] if re.fullmatch(r"\{[a-z]\}", part) else part
        if said is not part:
            spans.extend(_spans(said, part[1], length))
        pieces.append(said)
        length += len(said)
    return Labelled(language=language, text="".join(pieces), spans=tuple(spans))


def _spans(said: str, kind: str, at: int) -> Iterator[tuple[int, int, str]]:
    """A name's words are labelled one by one, without the little ones between them."""
    if kind not in "ngf":
        yield at, at + len(said), kind
        return
    for word in re.finditer(r"[^\W\d_]+", said):
        if word.group() not in ("van", "der", "de", "El", "عبد"):
            yield at + word.start(), at + word.end(), "name"


def _phone(dice: random.Random, language: str) -> str:
    number = "".join(str(dice.randint(1, 9)) for _ in range(8))
    form = dice.choice(["0157 {}", "+49 176 {}", "02162/{}", "0049-152-{}", "0163{}", "(02153) {}"])
    said = form.format(number if dice.random() < 0.5 else f"{number[:3]} {number[3:]}")
    if language == "ar" and dice.random() < 0.4:
        return said.replace("(", "").replace(")", "").translate(_ARABIC_DIGITS)
    return said.translate(_PERSIAN_DIGITS) if language == "fa" and dice.random() < 0.4 else said


def _born(dice: random.Random, language: str) -> str:
    day, month, year = dice.randint(1, 28), dice.randint(1, 12), dice.randint(1955, 2015)
    said = dice.choice(
        [
            f"{day:02}.{month:02}.{year}",
            f"{day}.{month}.{year % 100:02}",
            f"{day:02}/{month:02}/{year}",
            f"{year}-{month:02}-{day:02}",
        ]
    )
    return said.translate(_ARABIC_DIGITS) if language == "ar" and dice.random() < 0.4 else said


def _file(dice: random.Random) -> str:
    digits = "".join(str(dice.randint(1, 9)) for _ in range(12))
    return dice.choice(
        [
            digits,
            f"{digits[:7]}-{digits[7:10]}",
            f"33.2/{digits[:4]}-{digits[4:6]}",
            f"35702//00{digits[:5]}",
            f"L01X{digits[:5]}",
        ]
    )


def _iban(dice: random.Random) -> str:
    digits = "".join(str(dice.randint(0, 9)) for _ in range(18))
    plain = f"DE{dice.randint(10, 99)}{digits}"
    return plain if dice.random() < 0.5 else " ".join(plain[i : i + 4] for i in range(0, 22, 4))


def _letters(dice: random.Random) -> str:
    return "".join(dice.choice("abcdefghiklmnoprstuvw") for _ in range(dice.randint(3, 9)))
