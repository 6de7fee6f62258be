"""Which signs of a contact block does a line show: phone, address, office, register, link, picture?"""

from __future__ import annotations

import re

from triage.message.openings import pieces
from triage.message.phrases import words

_LONGEST = 200  # characters: longer lines are prose
_NAME_WORDS = 5
_DIGITS_OF_PHONE = 6

_LABELS: tuple[str, ...] = pieces(
    "tel|telefon|fon |fon:|phone|mobil|handy|fax|telefax|e-mail|email|mail:|mailto:|e:|t:|m:|f:|p:|t. |m. |f. |"
    "w:|t +|m +|t 0|m 0|"
    "durchwahl|zentrale|web|www|internet|homepage|http|website|skype|teams|whatsapp|signal|zimmer|raum|etage|postfach|"
    "postanschrift|anschrift|hausanschrift|adresse|address|besucheradresse|öffnungszeiten|sprechzeiten|servicezeiten|"
    "bürozeiten|erreichbar|arbeitszeit|meine arbeitstage|meine arbeitszeit|opening hours|office hours|working hours|"
    "working days|working pattern|pronomen|pronouns|twitter|x:|facebook|instagram|linkedin|xing|youtube|mastodon|"
    "tiktok|folgen sie uns|besuchen sie uns|follow us|visit us|find us|sie finden uns|suivez-nous|bizi takip|"
    "geschäftsführer|geschäftsführung|vorstand|vorsitz|amtsgericht|registergericht|handelsregister|vereinsregister|"
    "hrb|hra|vr |ust-id|ustid|umsatzsteuer|steuernummer|st.-nr|sitz der|sitz:|sitz |iban|bic|bankverbindung|"
    "spendenkonto|registered|company no|vat no|managing director|ceo|siège|siret|siren|rcs|sede legale|p.iva|"
    "p. iva|c.f.|cif|nif|kvk|btw|nip|regon|krs|telefoon|mobiel|téléphone|tél|tel/|portable|teléfono|telf|tlf|móvil|"
    "celular|telefone|telemóvel|cellulare|cell|kom.|komórk|faks|gsm|cep|телефон|тел|моб|факс|пошта|почта|هاتف|"
    "الهاتف|جوال|فاكس|تلفن|موبایل|nr. tel|nr tel|tel nr|telefonnr|rufnummer|gebäude|haus |der landrat|die landrätin|"
    "der bürgermeister|die bürgermeisterin|der oberbürgermeister|der kreisdirektor|die präsidentin|der präsident|"
    "geb.|geboren|az:|az.:|aktenzeichen|kundennummer|bg-nummer|bg nummer|id:|instagram|blog"
)
_OFFICES: tuple[str, ...] = pieces(
    " gmbh| ag | kg | ug | ohg | gbr | e.v.| e. v.| eg | ltd| llc | inc | inc.| plc | s.a. | s.r.l| srl | sarl |"
    " s.l. | b.v. | bv | ggmbh|"
    " mbh|stadt |gemeinde | kreis |landkreis|kreisverwaltung|stadtverwaltung|bezirksregierung|ministerium|bundesamt|"
    "jobcenter|arbeitsagentur|agentur für arbeit|sozialamt|jugendamt|ausländerbehörde|amt für|fachbereich|fachdienst|"
    "abteilung|referat |sachgebiet|dezernat|team |geschäftsstelle|sekretariat|sachbearbeit|referent|leiter|leitung|"
    "berater|beratung|koordinator|caritas|diakonie|awo |drk |kirche|pfarr|verein |verband|stiftung|institut |"
    "universität|hochschule|schule |grundschule|gesamtschule|gymnasium|kindergarten|kita |klinik|krankenhaus|praxis|"
    "kanzlei|rechtsanw|notar|steuerberat|dipl.|dr. |prof.|m.a.|b.a.|manager|director|department|office | officer|"
    "consultant|engineer|assistant|head of|coordinator|university|school of|hospital|council|charity|ngo|"
    "directeur|directrice|director|responsable|service |bureau|mairie|müdür|uzman|danışman|belediye|kierownik|"
    "specjalist|urząd|"
    "директор|менеджер|начальник|спеціаліст|специалист|gemeente|afdeling|ufficio|comune di|responsabile|"
    "departamento|ayuntamiento|câmara|primăria|مدير|قسم|مكتب|شركة"
)
_STREETS: tuple[str, ...] = pieces(
    "strasse |str. |str.|weg |platz |allee |gasse |ring |damm |ufer |markt |straat |laan |street |road |avenue |ave. |"
    "rue |via |calle |rua |ul. |sokak |cad. |caddesi|вул.|вулиця|ул. |улица|str |boulevard|blvd"
)
_PHONE = re.compile(r"(?:\+|\b0|\(0)[\d][\d\s()/.\-–]{4,30}")
_TOWN = re.compile(r"(?:^|[\s,|·•-])(?:d-|nl-|at-|ch-)?\d{4,5}(?: ?[a-z]{2})?,? [^\W\d_]{2,}")
_PICTURE = re.compile(r"[\[<(](?:cid:|image|bild|logo|img|photo|inline|grafik|图片|https?://)[^\[\]<>\n]{0,300}[\])>]")
_LINK = re.compile(r"<?(?:https?://|www\.)\S{1,500}>?")
_EDGES = "*_ \t|·•-–—,;:()[]<>\u00a0\u200b"


def shows_contact(low: str) -> bool:
    """Whether a casefolded line tells how or where to reach somebody, or names their office."""
    return len(low) <= _LONGEST and (is_way(low) or is_place(low) or names_office(low))


def is_way(low: str) -> bool:
    """A phone number, a mail or web address, or the label of one."""
    bare = low.lstrip(_EDGES)
    return bare.startswith(_LABELS) or "@" in low or "www." in low or "http" in low or _has_phone(low)


def is_place(low: str) -> bool:
    """A street with its number, or a postcode with its town."""
    if not any(map(str.isdigit, low)):
        return False
    padded = f"{low} "
    return any(map(padded.__contains__, _STREETS)) or _TOWN.search(low) is not None


def names_office(low: str) -> bool:
    """A company, an authority, a department, a job title."""
    padded = f" {low} "
    return any(map(padded.__contains__, _OFFICES))


def _has_phone(low: str) -> bool:
    found = _PHONE.search(low)
    return found is not None and sum(map(str.isdigit, found[0])) >= _DIGITS_OF_PHONE


def is_picture(low: str) -> bool:
    """Whether a line is nothing but the place of a picture: "[cid:image001.png@01DB]"."""
    return low[:1] in "[<(" and not _PICTURE.sub("", low).strip(_EDGES)


def is_link(low: str) -> bool:
    """Whether a line is nothing but a web address."""
    return ("http" in low or "www." in low) and not _LINK.sub("", low, count=3).strip(_EDGES)


def is_name(head: str) -> bool:
    """Whether a line could be a person's name: few words, each with a capital where the script has them, no digits."""
    bare = head.strip(_EDGES + ".!")
    parts = bare.replace("-", " ").replace("/", " ").replace("&", " ").split()
    if (
        not parts
        or len(parts) > _NAME_WORDS
        or any(sign in bare for sign in "?!:;@=>#%")
        or any(map(str.isdigit, bare))
    ):
        return False
    if len(parts) == 1 and not any(map(str.isalpha, bare)):
        return False
    return all(part[0].isupper() or not part[0].islower() or part in _SMALL for part in parts) or len(parts) == 1


_SMALL: frozenset[str] = words(
    "von van de der den ten zu zur und and el al bin ibn da di del la le dos das ve i e y y."
)
