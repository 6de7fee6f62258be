"""By which words around it is a name recognised, in whatever language?"""

from __future__ import annotations

import re

from rules.wordlist import WordList, folded

_LETTER = r"[^\W\d_]"


SAID: set[str] = set()  # every word of the phrases below: none of them is a name


def _either(phrases: str) -> str:
    """Phrases parted by |, the longest first, blanks of any width."""
    found = sorted((phrase.strip() for phrase in phrases.split("|")), key=len, reverse=True)
    SAID.update(word.casefold() for phrase in found for word in re.findall(rf"{_LETTER}+", phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "['’]") for phrase in found)


# what says that a name follows, however it is written
INTRODUCTION = re.compile(
    rf"(?<!{_LETTER})(?:"
    + _either(
        "mein name ist|mein name|ich heiße|ich heisse|ich heise|heißt|heisst|namens|mit namen|der name ist|name ist"
        "|hier spricht|hier ist|vorname|nachname|familienname|name|anrufer|anruferin|kontakt|ansprechpartner"
        "|ansprechpartnerin|gez.|i.a.|i. a."
        "|my name is|my name's|his name is|her name is|named|is called|first name|last name|surname"
        "|benim adım|adım|ismim|adı|ismi|soyadım|adım soyadım|adı soyadı"
        "|اسمي|إسمي|انا اسمي|أنا اسمي|اسمي هو|اسمه|اسمها|الاسم|المدعو|المدعوة|واسمي|يدعى|تدعى|إسمه|إسمها"
        "|نام من|اسم من|اسمم|نامم|نام خانوادگی|نام|اسمش|به نام|بنام|نامش|اسم"
        "|мене звати|мене звуть|моє ім'я|моє ім’я|звати|на ім'я|ім'я|прізвище|звуть|піб"
        "|меня зовут|моё имя|мое имя|зовут|по имени|имя|фамилия|фио"
        "|je m'appelle|mon nom est|il s'appelle|elle s'appelle|s'appelle|nommé|nommée|prénom|nom"
        "|nazywam się|mam na imię|ma na imię|na imię|imię i nazwisko|imię|nazwisko|nazywa się"
        "|mă numesc|ma numesc|numele meu este|mă cheamă|ma cheama|se numește|îl cheamă|o cheamă|numele"
        "|казвам се|името ми е|се казва|името"
        "|mijn naam is|ik heet|genaamd|heet|naam"
        "|navê min|navê wî|navê wê|nave min|bi navê"
        "|quhem|më quajnë|emri im është|emri im eshte|quhet|i quajtur|e quajtur"
        "|me llamo|mi nombre es|se llama|llamado|llamada|nombre|apellido"
        "|mi chiamo|il mio nome è|si chiama|cognome"
        "|meu nome é|o meu nome é|chamo-me|me chamo|chama-se"
        "|magacaygu waa|magacayga waa|magacaygu|magaceygu waa|magaciisu waa|magaceedu waa|la yiraahdo"
        "|ስመይ|ስሙ|ስማ|ስሜ|ይበሃል|zovem se|moje ime je|ismam|esmi|esme man|nomam"
    )
    + rf")(?!{_LETTER})[\s:,\-–]{{1,4}}",
    re.IGNORECASE,
)
# those by which people name themselves, so that a name may follow in small letters
OF_ONESELF = re.compile(
    "mein name|ich hei|my name|benim ad|adım|ismim|je m|меня|мене|nazywam|mam na|mă |ma num|numele meu|казвам|mijn naam"
    "|ik heet|navê min|quhem|me llamo|mi chiamo|me chamo|chamo-me|meu nome|magac|zovem",
    re.IGNORECASE,
)
# what says so only before a capital letter and a word nobody knows: "ich bin Syrer" names nobody
SELF = re.compile(
    rf"(?<!{_LETTER})(?:"
    + _either(
        "ich bin|ich bin die|ich bin der|wir sind|i am|i'm|this is|ben|biz|je suis|jestem|sunt|eu sunt|аз съм|ik ben"
        "|ez|unë jam|soy|sono|sou|waxaan ahay|ja sam|я|это|це|أنا|انا|من|ኣነ|c'est"
    )
    + rf")(?!{_LETTER})[\s,]+",
    re.IGNORECASE,
)
_TITLES = (
    "herr|herrn|frau|fr.|hr.|hrn.|familie|fam.|eheleute|dr.|prof.|dipl.|mr|mr.|mrs|mrs.|ms|ms.|miss|sir|family"
    "|bay|bayan|sayın|sn.|aile|ailesi"
    "|monsieur|madame|mme|mlle|m.|mademoiselle|famille"
    "|pan|pani|panu|panią|pana|państwo|państwa|rodzina"
    "|domnul|doamna|domnului|doamnei|dl.|dna.|d-na|familia"
    "|пан|пані|пану|пана|родина|сім'я|господин|госпожа|господину|госпоже|гражданин|гражданка|семья|семьи|г-жа|г-н"
    "|господине|госпожо|meneer|mevrouw|dhr.|mevr.|mw.|familie|birêz|xanim|zoti|zonja|z.|znj.|señor|señora|sr."
    "|sra.|don|doña"
    "|signor|signora|signore|sig.|sig.ra|senhor|senhora|dona|mudane|marwo|mudanah|gospodin|gospođa|gospođo|ato"
    "|السيد|السيدة|للسيد|للسيدة|سيد|الأستاذ|الاستاذ|الدكتور|الدكتورة|الآنسة|عائلة|الأخ|الأخت|أبو|ابو|أم|الحاج|السيّد"
    "|آقای|آقا|خانم|خانواده|جناب|سرکار|داکتر|دکتر|ኣይተ|ወይዘሮ|ወ/ሮ|አቶ"
)
TITLE = re.compile(rf"(?<!{_LETTER})(?:{_either(_TITLES)})(?!{_LETTER})[ \t.]{{1,3}}", re.IGNORECASE)
IS_TITLE = re.compile(_either(_TITLES.replace(".", "")), re.IGNORECASE)
OWN_KIN = re.compile(
    rf"(?<!{_LETTER})(?:mein|dein|sein|ihr|unser|euer|ein|kein|d|jed|dies|schwanger|alleinerziehend|jung|älter)"
    r"(?:e|er|em|en|es|as|ie)?\s+$",
    re.IGNORECASE,
)
# "Ayşe Hanım": the title stands behind
TITLE_BEHIND = re.compile(
    rf"[ \t]+(?:{_either('hanım|bey|hoca|abla|abi|teyze|amca|hanim|beg')})(?!{_LETTER})", re.IGNORECASE
)
# whom somebody speaks of: where no capital letters tell names apart
KIN = re.compile(
    rf"(?<!{_LETTER})(?:و|ل|ب)?(?:"
    + _either(
        "ابني|إبني|ابنتي|بنتي|ولدي|زوجي|زوجتي|مرتي|جوزي|أخي|اخي|أخوي|أختي|اختي|والدي|والدتي|أمي|امي|أبي|ابي|عمي|خالي"
        "|خالتي|عمتي|صديقي|صديقتي|جاري|جارتي|طفلي|طفلتي|ابن|ابنة|زوجها|زوجته|ابنها|ابنه"
        "|پسرم|دخترم|شوهرم|همسرم|برادرم|خواهرم|خانمم|پدرم|مادرم|زنم|فرزندم|دوستم|طفلم|بچه‌ام|عمویم"
        "|ወደይ|ጓለይ|ሓወይ|ሓፍተይ|በዓል ቤተይ|ሰብኣየይ|ሰበይተይ|ኣደይ|ኣቦይ"
    )
    + rf")(?!{_LETTER})[\s:،,]{{1,3}}",
)
# the same where capital letters do; German stands aside, for there every noun has one
KIN_BIG = re.compile(
    rf"(?<!{_LETTER})(?:"
    + _either(
        "my son|my daughter|my husband|my wife|my brother|my sister|my mother|my father|my friend|my child"
        "|my uncle|my aunt"
        "|oğlum|kızım|eşim|kocam|karım|kardeşim|annem|babam|abim|ablam|mon fils|ma fille|mon mari|ma femme"
        "|mon frère|ma sœur"
        "|ma mère|mon père|mój syn|moja córka|mój mąż|moja żona|mój brat|moja siostra|moja mama|mój ojciec"
        "|fiul meu|fiica mea"
        "|soțul meu|soția mea|fratele meu|sora mea|mama mea|синът ми|дъщеря ми|мъжът ми|жена ми|брат ми"
        "|сестра ми|mijn zoon"
        "|mijn dochter|mijn man|mijn vrouw|mijn broer|mijn zus|kurê min|keça min|mêrê min|jina min|hevjîna min"
        "|birayê min"
        "|xwişka min|djali im|vajza ime|burri im|gruaja ime|vëllai im|motra ime|mi hijo|mi hija|mi esposo"
        "|mi esposa|mi marido"
        "|mi hermano|mi hermana|mio figlio|mia figlia|mio marito|mia moglie|meu filho|minha filha|meu marido"
        "|minha esposa"
        "|wiilkayga|gabadhayda|ninkayga|xaaskayga|мій син|моя донька|моя дочка|мій чоловік|моя дружина|мій брат"
        "|моя сестра"
        "|мой сын|моя дочь|мой муж|моя жена|мой брат|моя мама"
    )
    + rf")(?!{_LETTER})[\s,]{{1,3}}",
    re.IGNORECASE,
)
GREETING = re.compile(
    rf"(?<!{_LETTER})(?:"
    + _either(
        "liebe|lieber|liebes|hallo|hi|hey|moin|servus|guten tag|guten morgen|sehr geehrte|sehr geehrter|dear"
        "|hello|bonjour"
        "|cher|chère|salut|merhaba|sayın|selam|sevgili|cześć|drogi|droga|szanowny|szanowna|dzień dobry|bună"
        "|bună ziua|dragă"
        "|stimate|stimată|hola|estimado|estimada|querida|querido|ciao|gentile|cara|caro|olá|cara|prezado|prezada"
        "|beste|geachte"
        "|silav|rojbaş|përshëndetje|i dashur|e dashur|salaan|салам|привіт|вітаю|добрий день|шановна|шановний"
        "|доброго дня|привет"
        "|здравствуйте|уважаемая|уважаемый|дорогая|добрый день|здравейте|уважаема|уважаеми|скъпа|zdravo|draga|dragi"
        "|مرحبا|عزيزي|عزيزتي|اهلا|أهلا|حضرة|سلام|سلام علیکم|ሰላም"
    )
    + rf")(?!{_LETTER})[ \t,]{{1,3}}",
    re.IGNORECASE,
)
CLOSING = re.compile(
    rf"(?<!{_LETTER})(?:"
    + _either(
        "mit freundlichen grüßen|mit freundlichen grüssen|mit freundlichem gruß|freundliche grüße"
        "|mit besten grüßen|mfg|viele grüße"
        "|viele liebe grüße|liebe grüße|beste grüße|herzliche grüße|schöne grüße|grüße|gruß|lg|vg"
        "|hochachtungsvoll|vielen dank"
        "|danke|danke schön|besten dank|bis bald|ihre|ihr|deine|dein"
        "|kind regards|best regards|warm regards|regards|best wishes|sincerely|yours sincerely|yours faithfully"
        "|thanks|thank you"
        "|many thanks|cheers|best|saygılarımla|saygılar|teşekkürler|teşekkür ederim|selamlar|iyi günler|sevgiler"
        "|مع التحية|مع تحياتي|تحياتي|مع أطيب التحيات|مع فائق الاحترام|وشكرا|شكرا|شكرا لكم|شكراً|مع الشكر|والسلام|تحية"
        "|با احترام|با تشکر|تشکر|ممنون|با سپاس|سپاس|З повагою|з повагою|дякую|щиро дякую|с уважением|спасибо"
        "|заранее спасибо"
        "|cordialement|bien cordialement|merci|merci d'avance|salutations|bien à vous|z poważaniem|pozdrawiam"
        "|dziękuję|serdecznie pozdrawiam"
        "|cu respect|cu stimă|mulțumesc|vă mulțumesc|с уважение|благодаря|поздрави|met vriendelijke groet|groet"
        "|groetjes|bedankt"
        "|bi rêz|bi hurmet|spas|silavên germ|me respekt|faleminderit|përshëndetje|saludos|atentamente|gracias"
        "|un saludo|cordiali saluti"
        "|distinti saluti|grazie|saluti|atenciosamente|cumprimentos|obrigado|obrigada|mahadsanid|salaan|wasalaam"
        "|ምስ ሰላምታ|የቐንየለይ|የቀንየለይ"
        "|ምስ ክብሪ|srdačan pozdrav|pozdrav|hvala|s poštovanjem"
    )
    + rf")(?!{_LETTER})[ \t]*[,.!؛،–-]*[ \t]*(?:\r?\n[ \t]*){{0,3}}",
    re.IGNORECASE,
)
NOT_A_PERSON = WordList(
    "team kollegen kolleginnen kollege kollegin damen herren zusammen alle büro buero leute sir madam all"
    " everyone colleagues"
    " ladies gentlemen kim amt jobcenter"
)
PARTICLES = folded(
    "von van der den de del di da dos el al bin ibn ben abu abd bint ter ten la le du und mc st zu zum"
    " عبد بن ابن آل ابو"
)
SAID.update(
    WordList(
        "እዩ እያ እየ ኢዩ ነው ነኝ tel telefon tel fax mail email handy mobil имейл мейл пошта почта"
        " lambarka telefoni adresa adresse"
    )
)
# Given names that rulebooks hold as well: in the names of houses, saints and streets.
STILL_NAMES = WordList(
    "rosa maria marie anna peter paul josef joseph johannes martin elisabeth katharina michael thomas andreas"
    " georg anton"
    " franziskus barbara monika christian irmgard helena clemens nikolaus ludwig karl friedrich heinrich"
)
# Ordinary words many people are called by.
ALSO_NAMES = WordList(
    "koch müller mueller schneider fischer becker richter könig koenig wolf klein groß gross lang schwarz weiß"
    " weiss braun"
    " bauer schäfer zimmermann krause jäger vogel stein engel sommer winter herbst berg busch horn kraft sturm"
    " hoffnung demir"
    " deniz umut can barış savaş bahar gül hope faith grace joy blessing precious miracle mercy jung fuchs hahn"
    " kaiser"
)
