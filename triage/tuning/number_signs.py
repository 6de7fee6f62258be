"""Which signs of a text are numbers, addresses and dates of a person, and what do like ones read?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from triage.tuning.likeness import Likeness


class Found(NamedTuple):
    """A stretch to be replaced, and by what."""

    start: int
    end: int
    kind: str  # mail, link, iban, phone, date, number, street, place, name
    stand_in: str
    why: str  # German
    sure: bool = True  # False: words a rule needs are left alone


_D = r"[0-9٠-٩۰-۹]"
_L = r"[^\W\d_]"
_MAIL = re.compile(r"[\w.+%-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]+|(?:facebook|instagram|t|wa)\.(?:com|me)/[^\s<>\"]+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w.])@[\w.]{3,}")
_IBAN = re.compile(r"\b[A-Z]{2} ?\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,4})?\b")
_DATE = re.compile(
    rf"(?<!{_D})(?:({_D}{{1,2}})([./\- ]\s?)({_D}{{1,2}})([./\- ]\s?)({_D}{{4}}|{_D}{{2}})"
    rf"|({_D}{{4}})([./\-])({_D}{{1,2}})([./\-])({_D}{{1,2}}))(?!{_D})"
)
_MONTHS = (
    "januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|january|february|march"
    "|may|june|july"
    "|october|december|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık|janvier"
    "|février|mars|avril"
    "|juin|juillet|août|septembre|octobre|novembre|décembre|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia"
    "|września|października|listopada|grudnia|ianuarie|februarie|martie|aprilie|iunie|iulie|septembrie|octombrie"
    "|noiembrie"
    "|decembrie|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|січня|лютого"
    "|березня|квітня"
    "|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|януари|февруари|юни|юли|септември|октомври"
    "|ноември|декември"
    "|januari|februari|maart|mei|augustus|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre"
    "|noviembre"
    "|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|novembre|dicembre|janeiro"
    "|fevereiro|março|maio"
    "|junho|julho|setembro|outubro|dezembro|يناير|فبراير|مارس|أبريل|ابريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر"
    "|نوفمبر|ديسمبر"
    "|كانون|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين|فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر"
    "|دی|بهمن|اسفند"
)
_SPOKEN_DATE = re.compile(
    rf"(?<!{_D})({_D}{{1,2}})((?:\.|st|nd|rd|th)?\s+(?:de\s+)?(?:{_MONTHS})(?:\s+de)?\s+)({_D}{{4}})(?!{_D})",
    re.IGNORECASE,
)
_BORN = re.compile(
    rf"(?:geboren|geb\.?|jahrgang|born|doğum\w*|مواليد|متولد|né\(?e?\)?|urodzon\w+|født|народ\w+|рожд\w+"
    rf"|született)\D{{0,14}}({_D}{{4}})(?!{_D})",
    re.IGNORECASE,
)
_PHONE = re.compile(rf"(?<![\w.,])(?:\+|00|\(0|0|٠|۰)[ ()/.\-]*{_D}(?:[ ()/.\-–]{{0,3}}{_D}){{5,14}}(?!\w)")
_LABEL = (
    "aktenzeichen|az\\.?|azr(?:-nummer|-nr\\.?)?|kundennummer|kundennr\\.?|bg(?:-nummer|-nr\\.?)?"
    "|bedarfsgemeinschaft|geschäftszeichen"
    "|gz\\.?|vorgangsnummer|versicherungsnummer|steuer-?id|steuernummer|passnummer|pass-nr\\.?|ausweisnummer"
    "|ausweis-nr\\.?"
    "|personalnummer|mitgliedsnummer|nummer|nr\\.?|id|file number|reference|ref\\.?|case number|number|no\\.?"
    "|dosya numara\\w*|numara\\w*|no:"
    "|رقم|ملف|شماره|پرونده|номер\\w*|справ\\w*|дело|дела|numéro|n°|dossier|numer\\w*|număr\\w*|dosar|nummer"
    "|dossiernummer|hejmar\\w*"
    "|numri|número|expediente|numero|processo|lambarka|lambar"
)
_LABELLED = re.compile(
    rf"(?<!{_L})(?:{_LABEL})(?!{_L})[\s:#.]{{0,4}}(?=\S*{_D})((?:[A-Z]{{1,4}}[ -]?)?[\w./\-]*{_D}[\w./\-]*(?:"
    rf" {_D}[\w./\-]+)*)",
    re.IGNORECASE,
)
_MIXED = re.compile(
    r"(?<![\w/.-])(?=[\w/.-]{6,})(?=(?:[^\s\d]*\d){4})(?=[\w/.-]*[A-Z/-])[A-Z0-9][A-Za-z0-9ÄÖÜäöü]*"
    r"(?:[/.-]+[A-Za-z0-9ÄÖÜäöü]+)*(?![\w])"
)
_LONG = re.compile(rf"(?<![\w]){_D}(?:[ ./\-]?{_D}){{5,}}(?!\w)")
_YEARS = re.compile(r"(?:19|20)\d\d ?[-/] ?(?:(?:19|20)?\d\d)")
_KINDS = (
    r"straße|strasse|str\.|str|weg|allee|gasse|ring|damm|ufer|wall|pfad|steig|stieg|chaussee|promenade|platz"
    r"|markt|feld|berg"
    r"|hof|garten|kamp|busch|graben|heide|bruch|winkel|tor|park"
)
_NO = rf"{_D}{{1,4}}(?:\s?[a-hA-H](?!\w))?(?:\s?[-/]\s?{_D}{{1,4}}[a-h]?)?"
_OLD_STYLE = "Am|An der|An den|Auf dem|Auf der|Im|In der|Zum|Zur|Hinter dem|Unter den"
_AMOUNT = "Uhr|Euro|€|Jahre|Tag|Woche|Monat|Stunde|Minute|Person|Kind"  # what a number counts that is no house
_BEFORE = (
    r"rue|avenue|boulevard|ul\.|ulica|ulicy|strada|str\.|calle|via|viale|rua|вул\.|вулиця|вулиці|ул\.|улица|улице|бул\."
    r"|rruga|kolana|شارع|خیابان|کوچه|جادة"
)
_NUMBER_SIGN = r"no|nr|n°|№|رقم|شماره|پلاک|буд\.|дом|д\."
_STREETS = (
    re.compile(
        rf"(?<!\w)((?:[A-ZÄÖÜ][\w.]*[- ]){{0,2}}(?:[A-ZÄÖÜ][\wßäöü.-]*?)?(?:{_KINDS}))"
        rf"(\s*(?:,?\s*Nr\.?\s*)?)({_NO})(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\w)((?:{_OLD_STYLE}) (?:[A-ZÄÖÜ][\w-]+ ?){{1,2}}?)(\s*(?:Nr\.?\s*)?)({_NO})(?![\w.%€]|\s?(?:{_AMOUNT}))"
    ),
    re.compile(
        rf"(?<!\w)((?:{_BEFORE})\s+(?:[^\W\d_.,]+\s?){{1,3}}?)(,?\s*(?:{_NUMBER_SIGN})?[.:]?\s*)({_NO})(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<!\w)((?:[A-ZÇĞİÖŞÜ][\w]+\s){1,2}(?:sokak|sokağı|sok\.|caddesi|cad\.|street|road|lane))"
        rf"(,?\s*(?:no)?[.:]?\s*)({_NO})(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\w)()()({_NO})\s?,?\s(?:rue|avenue|boulevard)\s"
        r"(?:de\s|du\s|des\s|la\s|l['’])*"
        r"[^\W\d_]+(?:\s[A-Z][^\W\d_]+)?",
        re.IGNORECASE,
    ),
)
_BARE_STREET = re.compile(
    r"(?<!\w)[A-ZÄÖÜ][\wßäöü]*[a-zßäöü](?:straße|strasse|gasse|allee)(?!\w)"
    r"|(?<!\w)[A-ZÄÖÜ][\wßäöü-]+(?:str\.)(?=\s|,|$)"
)
_CODE = re.compile(rf"(?<![\w-])(?:D-)?({_D}{{5}})(\s+)([A-ZÄÖÜ][\wßäöü]+(?:[- ][A-ZÄÖÜ][\wßäöü]+)?)?")


def numbers(text: str, like: Likeness, is_place: Callable[[str], bool]) -> Iterator[Found]:
    """What has digits in it or is an address, most telling first; later ones may overlap earlier ones."""
    for match in _MAIL.finditer(text):
        yield Found(*match.span(), "mail", "beispiel@example.org", "Mailadresse")
    for pattern in (_LINK, _HANDLE):
        for match in pattern.finditer(text):
            stand_in = "@beispiel" if pattern is _HANDLE else "https://example.org"
            yield Found(*match.span(), "link", stand_in, "Adresse im Netz")
    for match in _IBAN.finditer(text):
        yield Found(*match.span(), "iban", match.group()[:2] + like.number(match.group()[2:]), "Bankverbindung")
    yield from _dates(text, like)
    for match in _PHONE.finditer(text):
        yield Found(*match.span(), "phone", _dialled(match.group(), like), "Telefonnummer")
    yield from _places(text, like, is_place)
    for match in _LABELLED.finditer(text):
        yield Found(*match.span(1), "number", like.number(match.group(1)), "Nummer einer Akte oder Person")
    for pattern in (_MIXED, _LONG):
        for match in pattern.finditer(text):
            if not _YEARS.fullmatch(match.group()):
                yield Found(*match.span(), "number", like.number(match.group()), "lange Nummer")


def _dates(text: str, like: Likeness) -> Iterator[Found]:
    for match in _DATE.finditer(text):
        day, one, month, two, year, *turned = match.groups()
        if not _is_date(day or turned[4], month or turned[2]):
            continue
        if day:
            said = like.shifted(day, 28) + one + like.shifted(month, 12) + two + _year(year, like)
        else:
            said = (
                _year(turned[0], like)
                + turned[1]
                + like.shifted(turned[2], 12)
                + turned[3]
                + like.shifted(turned[4], 28)
            )
        yield Found(*match.span(), "date", said, "Datum")
    for match in _SPOKEN_DATE.finditer(text):
        said = like.shifted(match[1], 28) + match[2] + _year(match[3], like)
        yield Found(*match.span(), "date", said, "Datum")
    for match in _BORN.finditer(text):
        yield Found(*match.span(1), "date", _year(match[1], like), "Geburtsjahr")


def _is_date(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12  # noqa: PLR2004 - of a calendar


def _year(year: str, like: Likeness) -> str:
    """Near the year: an adult stays an adult, a deadline of this year stays one."""
    value, length = int(year), len(year)
    if value >= 2020 and length == 4:  # noqa: PLR2004 - a year somebody deals with now, not a birth
        return year
    turned = max(0, value + (-3, -2, -1, 1, 2, 3)[int(like.shifted("1", 6)) - 1]) % (100 if length == 2 else 10_000)  # noqa: PLR2004 - two digits
    digits = str(turned).rjust(length, "0")
    zero = next(zero for zero in (0x30, 0x660, 0x6F0) if zero <= ord(year[0]) <= zero + 9)
    return "".join(chr(zero + int(digit)) for digit in digits)


def _dialled(phone: str, like: Likeness) -> str:
    """The prefix of a country or of mobile phones may stay: it tells nobody from anybody."""
    kept = 3 if phone.startswith("+") else 2
    return phone[:kept] + like.number(phone[kept:])


def _places(text: str, like: Likeness, is_place: Callable[[str], bool]) -> Iterator[Found]:
    for pattern in _STREETS:
        for match in pattern.finditer(text):
            said = f"{like.street(match[1] or match.group())}{match[2] or ' '}{like.shifted(_digits(match[3]), 90)}"
            yield Found(*match.span(), "street", said, "Straße mit Hausnummer")
    for match in _BARE_STREET.finditer(text):
        yield Found(*match.span(), "street", like.street(match.group()), "Straße", sure=False)
    for match in _CODE.finditer(text):
        code, gap, town = match.groups()
        if town and is_place(town):
            yield Found(*match.span(1), "place", code, "")  # the place may be what the rule is about
        elif town:
            yield Found(
                match.start(1),
                match.end(),
                "place",
                f"{like.number(code)}{gap}{like.town(town)}",
                "Postleitzahl und Ort",
            )


def _digits(number: str) -> str:
    return re.match(rf"{_D}+", number).group()  # type: ignore[union-attr]  # the pattern begins with digits
