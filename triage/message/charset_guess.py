"""Which charset are octets most likely in that nobody labelled?"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_SAMPLE = 4000  # octets looked at
_WORDS = 150  # words with octets beyond ASCII looked at
_WORD = re.compile(rb"[A-Za-z\x80-\xff]{1,40}+")
_LATIN = re.compile(r"[a-zA-Z]")
_SIGNS = frozenset("\u00a0„“”‘’‚–—…«»°§€·´•²³½№¡¿©®×\u200e\u200f\u200c")
_LONGEST_RUN = 3  # letters with marks side by side in a language of Latin letters
_GOOD, _FAIR, _RARE, _SIGN, _BAD = 1.0, 0.8, 0.4, 0.3, -2.0


@dataclass(frozen=True, slots=True)
class _Language:
    """What the letters beyond ASCII look like in one language."""

    codecs: tuple[str, ...]
    usual: str  # lower-case letters, the frequent ones
    rare: str = ""  # letters that occur, seldom
    is_latin: bool = True


# The order settles ties. What is written here is the alphabet, nothing about any one mail.
_LANGUAGES = (
    _Language(("cp1252", "cp850", "mac-roman"), "äöüß", "éèàâ"),  # German
    _Language(("cp1252", "mac-roman", "cp850"), "éèêàçîôûùâëïœ", "üæÿ"),  # French
    _Language(("cp1252", "mac-roman", "cp850"), "áéíóúñ", "ü"),  # Spanish
    _Language(("cp1252",), "ãõçáéíóúâêô", "àü"),  # Portuguese
    _Language(("cp1252",), "àèéìòù", "óî"),  # Italian
    _Language(("cp1252",), "éëïáóè", "öüíúê"),  # Dutch
    _Language(("cp1252",), "åäö", "éæøü"),  # Swedish, Finnish
    _Language(("cp1252",), "æøå", "éäöòóô"),  # Danish, Norwegian
    _Language(("cp1254",), "ışğçöüi̇", "âîû"),  # Turkish
    _Language(("cp1250", "iso8859-2", "cp852"), "ąćęłńóśźż", "üöä"),  # Polish
    _Language(("cp1250", "iso8859-2", "cp852"), "áéíěščřžýůú", "ťďňó"),  # Czech
    _Language(("cp1250", "iso8859-2", "cp852"), "áäčďéíľĺňóôŕšťúýž"),  # Slovak
    _Language(("cp1250", "iso8859-2", "cp852"), "áéíóöőúüű"),  # Hungarian
    _Language(("cp1250", "iso8859-2"), "ăâîşţ"),  # Romanian
    _Language(("iso8859-16",), "ăâîșț"),  # Romanian
    _Language(("cp1250", "iso8859-2"), "čćžšđ"),  # Croatian, Slovene
    _Language(("cp1252",), "áéíóúýþðöæ"),  # Icelandic; its þ and ý are the ş and ı of Turkish, of whom there are more
    _Language(("cp1257",), "āčēģīķļņšūžąęėįų", "õäöü"),  # Baltic
    _Language(
        ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"), "оеаинтсрвлкмдпуя", "ыьгзбчйхжшюцщэфъё", False
    ),
    _Language(("cp1251", "koi8-u"), "оаинтервсклмдупія", "зьгбчйхжшюцщєїґф", False),  # Ukrainian
    _Language(("cp1253", "iso8859-7"), "αοιετσνηυρπκμλάήίόέύώςωγδθχ", "φβξζψϊϋΐΰ", False),  # Greek
    _Language(("cp1256",), "اليمونرتبةعدسفهكقحأ", "جشصخإذىئضطغآؤءثزظپچژگک،؟ًّ", False),  # Arabic, Persian
    _Language(("iso8859-6",), "اليمونرتبةعدسفهكقحأ", "جشصخإذىئضطغآؤءثزظ،؟", False),
    _Language(("cp1255",), "יוהלאתרבשמנדםקח", "פעגטצסכזןץףך", False),  # Hebrew
    _Language(("cp874",), "านรอกเงมยลวดทส่ตะป้ีัิบคหแจพชขใไ", "็ซถธณศผืโภษญฐฟฉูุ์ำๆ", False),  # Thai
)
_HAN = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学"
    "法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外"
    "天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很"
    "请谢您课程题什么候办室需帮助您好這為個國時來們會對發動過說產種後學經進著電裡現實兩體當從業還與關樣數應無問麼條題謝請"
    "課程什候辦室需幫助您好"
)
_HANGUL = frozenset(
    "이다는에을가의고한하지기도로를사인은시어서리대자정아해니라있그일나부수전스을제보상구들주여과만게동안원중소장오습면감합"
    "회료와함께언제담러갈알싶녕세요경우문생성화무발신국진조간실공성용관계방연학교위내"
)
_GB_COMMON, _BIG5_COMMON = range(0xB0, 0xD8), range(0xA4, 0xC7)  # lead octets of the frequent characters


def guessed_codec(octets: bytes) -> str:
    """The likeliest codec of octets that are not UTF-8; `cp1252` when nothing speaks for another. Never raises."""
    sample = octets[:_SAMPLE]
    words = [word for word in _WORD.findall(sample) if not word.isascii()][:_WORDS]
    if not words:
        return "cp1252"
    best, points = "cp1252", 0.0
    joined = b" ".join(words)
    read: dict[str, str] = {}
    for language in _LANGUAGES:
        for rank, codec in enumerate(language.codecs):
            text = read.setdefault(codec, joined.decode(codec, "replace"))
            found = _weighed(text, language) - (0.02 * rank)
            if found > points + 0.001:
                best, points = codec, found
    for codec in ("gb18030", "cp949", "euc_jp", "cp932", "cp950"):
        if (found := _weighed_pairs(sample, codec)) > points:
            best, points = codec, found
    return best


def _weighed(text: str, language: _Language) -> float:
    """How well the letters fit, at most 1: frequent letters good, foreign ones, odd case and odd company bad."""
    total, count = 0.0, 0
    for word in text.split(" "):
        run, before = 0, ""
        for letter in word:
            if letter <= "\x7f":
                run, before = 0, letter
                continue
            run, count = run + 1, count + 1
            total += _letter(letter, before, language)
            total += _BAD if language.is_latin and run > _LONGEST_RUN else 0.0
            before = letter
        if not language.is_latin and _LATIN.search(word):
            total += _BAD
    return total / max(1, count)


def _letter(letter: str, before: str, language: _Language) -> float:
    low = letter.lower()
    if low in language.usual or low in language.rare:
        if letter != low and before.islower():
            return _BAD  # a capital behind a small letter
        if language.is_latin:
            return _GOOD if low in language.usual else _FAIR
        return (_GOOD if low in language.usual else _RARE) - (0.05 if letter != low else 0.0)
    if letter in _SIGNS:
        return _SIGN
    return _BAD


def _weighed_pairs(sample: bytes, codec: str) -> float:
    """The same for East Asian codecs, where two octets are a character; 0 when they do not fit."""
    strict = {"gb18030": "gb2312", "cp949": "euc_kr"}.get(codec, codec)
    try:
        text = codecs.getincrementaldecoder(strict)().decode(sample)
    except UnicodeDecodeError:
        return 0.0
    wide = [letter for letter in text if letter > "\x7f"]
    return sum(_wide_letter(letter, codec) for letter in wide) / max(1, len(wide))


def _wide_letter(letter: str, codec: str) -> float:
    is_kana, is_japanese = "\u3041" <= letter <= "\u30fe", codec in ("euc_jp", "cp932")
    if is_kana:
        return 1.0 if is_japanese else 0.3
    if "\u3000" <= letter <= "\u303f" or "\uff01" <= letter <= "\uff5e":
        return 0.8  # full-width punctuation
    if "\uac00" <= letter <= "\ud7a3":
        return 0.95 if letter in _HANGUL else 0.6
    if not "\u4e00" <= letter <= "\u9fff":
        return 0.0  # half-width kana, Cyrillic rows and the like: what other charsets look like when read so
    if codec in ("gb18030", "cp950"):
        lead = letter.encode(codec)[0]
        common = _GB_COMMON if codec == "gb18030" else _BIG5_COMMON
        return (0.95 if letter in _HAN else 0.65) if lead in common else 0.3
    return 0.7 if is_japanese else 0.3
