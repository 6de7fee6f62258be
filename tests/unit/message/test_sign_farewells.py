"""A letter's end is found in every language, and only where the letter ends."""

from __future__ import annotations

import pytest

from triage.message.bare import read_body

# per language: a sentence, closing formulas as people type them, a name, thanks
LETTERS: dict[str, tuple[str, tuple[str, ...], str, tuple[str, ...]]] = {
    "de": (
        "Ich suche einen Deutschkurs am Vormittag.",
        (
            "Mit freundlichen Grüßen", "mit freundlichen grüßen", "Mit freundlichen Gruessen", "mit freundliche grüße",
            "Mit freundlichem Gruß", "MfG", "mfg", "MFG,", "Freundliche Grüße", "Viele Grüße", "Viele liebe Grüße",
            "Liebe Grüße", "Beste Grüße", "Herzliche Grüße", "Schöne Grüße aus Kempen", "Gruß", "Grüße", "LG", "VG",
            "Hochachtungsvoll", "Mit besten Grüßen", "Mit herzlichen Grüßen", "*Mit freundlichen Grüßen*",
            "Mit ganz lieben Grüßen aus Nettetal", "mit freundlichen Grüssen / Best regards", "Herzlichst",
            "Mit freundlichem Gruss", "Mit kollegialen Grüßen", "Vielen Dank und freundliche Grüße",
            "Danke und Gruß", "Sonnige Grüße vom Niederrhein", "Mit freundlichen Grüßen i. A.", "Viele Grüsse",
        ),
        "Amina Beispiel",
        ("Danke", "Vielen Dank", "Vielen Dank im Voraus!", "Danke schön", "Herzlichen Dank,"),
    ),
    "en": (
        "I am looking for a language course in the morning.",
        (
            "Best regards", "Best regards,", "Kind Regards", "Kindest regards,", "Warm regards,", "Regards,",
            "With kind regards", "Best wishes,", "Yours sincerely,", "Yours faithfully", "Sincerely,", "Best,",
            "All the best,", "Thanks and regards,", "Cheers,", "Many thanks and best wishes", "Respectfully,",
        ),
        "Sam Example",
        ("Thanks,", "Thank you", "Many thanks,", "Thanks in advance", "Thx"),
    ),
    "tr": ("Sabahları bir dil kursu arıyorum.",
           ("Saygılarımla", "Saygilarimla", "Saygılar", "Sevgiler,", "İyi çalışmalar", "İyi günler", "Selamlar",
            "En iyi dileklerimle"), "Ayşe Örnek", ("Teşekkürler", "Teşekkür ederim", "Tesekkurler")),
    "ar": ("أبحث عن دورة لغة في الصباح.",
           ("مع أطيب التحيات", "مع التحية", "تحياتي", "مع خالص الشكر والتقدير", "وتفضلوا بقبول فائق الاحترام",
            "Ma3 tahiyati"), "أمينة مثال", ("شكرا", "شكراً جزيلاً")),
    "uk": ("Шукаю мовний курс зранку.", ("З повагою", "з повагою,", "З найкращими побажаннями", "Гарного дня"),
           "Олена Приклад", ("Дякую", "Щиро дякую!")),
    "ru": ("Ищу языковой курс по утрам.", ("С уважением", "с уважением,", "С наилучшими пожеланиями",
           "Всего доброго", "S uvazheniem"), "Ольга Пример", ("Спасибо", "Заранее спасибо")),
    "fa": ("دنبال کلاس زبان در صبح هستم.", ("با احترام", "با تشکر و احترام", "ارادتمند", "Ba ehteram"),
           "مریم نمونه", ("با تشکر", "ممنون")),
    "fr": ("Je cherche un cours de langue le matin.",
           ("Cordialement", "Bien cordialement,", "Bien à vous", "Salutations distinguées", "Cdlt",
            "Veuillez agréer, Madame, Monsieur, l'expression de mes salutations distinguées.", "Bonne journée"),
           "Marie Exemple", ("Merci", "Merci d'avance", "Merci beaucoup,")),
    "pl": ("Szukam kursu językowego rano.", ("Pozdrawiam", "Z poważaniem", "Z wyrazami szacunku",
           "Serdecznie pozdrawiam,"), "Anna Przykład", ("Dziękuję", "Z góry dziękuję")),
    "ro": ("Caut un curs de limbă dimineața.", ("Cu stimă", "Cu respect,", "Toate cele bune", "O zi bună"),
           "Ion Exemplu", ("Mulțumesc", "Multumesc mult")),
    "bg": ("Търся езиков курс сутрин.", ("С уважение", "Поздрави,", "С най-добри пожелания"), "Иван Пример",
           ("Благодаря", "Благодаря предварително")),
    "nl": ("Ik zoek een taalcursus in de ochtend.", ("Met vriendelijke groet", "Met vriendelijke groeten,", "Groeten",
           "Groetjes", "Mvg", "Hartelijke groeten"), "Piet Voorbeeld", ("Bedankt", "Alvast bedankt")),
    "it": ("Cerco un corso di lingua la mattina.", ("Cordiali saluti", "Distinti saluti", "Saluti"),
           "Carla Esempio", ("Grazie", "Grazie mille")),
    "es": ("Busco un curso de idiomas por la mañana.", ("Un saludo", "Saludos", "Atentamente", "Saludos cordiales",
           "Un cordial saludo"), "Juan Ejemplo", ("Gracias", "Muchas gracias,")),
    "pt": ("Procuro um curso de línguas de manhã.", ("Atenciosamente", "Cumprimentos", "Com os melhores cumprimentos",
           "Abraços"), "João Exemplo", ("Obrigado", "Muito obrigada")),
    "ku": ("Ez li kursa ziman digerim.", ("Bi rêzdarî", "Bi rêz û hurmet", "Silav û rêz"), "Rojda Mînak", ("Spas",)),
    "sq": ("Kërkoj një kurs gjuhe në mëngjes.", ("Me respekt", "Me të fala"), "Arta Shembull", ("Faleminderit",)),
    "ti": ("ናይ ቋንቋ ኮርስ እደሊ ኣለኹ።", ("ብኽብሪ", "ምስ ሰላምታ"), "ሰናይት ኣብነት", ("የቐንየለይ",)),
    "ps": ("د ژبې کورس غواړم.", ("په درنښت",), "زرغونه بېلګه", ("مننه",)),
    "so": ("Waxaan raadinayaa koorso luqad.", ("Ixtiraam", "Salaan"), "Hodan Tusaale", ("Mahadsanid",)),
    "da": ("Jeg søger et sprogkursus.", ("Med venlig hilsen", "Venlig hilsen", "Mvh"), "Lars Eksempel", ("Tak",)),
    "sv": ("Jag söker en språkkurs.", ("Med vänliga hälsningar", "Mvh"), "Eva Exempel", ("Tack",)),
    "cs": ("Hledám jazykový kurz.", ("S pozdravem", "S úctou"), "Jana Ukázka", ("Děkuji",)),
    "hu": ("Nyelvtanfolyamot keresek.", ("Üdvözlettel", "Tisztelettel"), "Kovács Példa", ("Köszönöm",)),
    "hr": ("Tražim tečaj jezika.", ("Srdačan pozdrav", "S poštovanjem", "Lijep pozdrav"), "Ana Primjer", ("Hvala",)),
    "el": ("Ψάχνω μάθημα γλώσσας.", ("Με εκτίμηση",), "Ελένη Δείγμα", ("Ευχαριστώ",)),
}  # fmt: skip
ENDS = [(tongue, line) for tongue, (_, formulas, _, _) in LETTERS.items() for line in formulas]
THANKED = [(tongue, line) for tongue, (_, _, _, lines) in LETTERS.items() for line in lines]


@pytest.mark.parametrize(("tongue", "line"), ENDS)
@pytest.mark.parametrize("below", ["{name}", "{name}\nTel. 0176 0000000", "", "\n{name}", "{name}\n\n{name}, M.A."])
def test_a_formula_and_the_name_below_are_signature(tongue: str, line: str, below: str) -> None:
    sentence, _, name, _ = LETTERS[tongue]
    foot = f"{line}\n{below.format(name=name)}".strip()

    message = read_body(f"{sentence}\n{sentence}\n\n{foot}\n")

    assert message.fresh == f"{sentence}\n{sentence}"
    assert message.signature == foot


@pytest.mark.parametrize(("tongue", "line"), [(t, line) for t, line in ENDS if "/" not in line and len(line) < 50])
def test_a_formula_may_carry_the_name_on_its_line(tongue: str, line: str) -> None:
    sentence, _, name, _ = LETTERS[tongue]
    foot = f"{line.rstrip(',*').lstrip('*')}, {name}"

    assert read_body(f"{sentence}\n{sentence}\n{foot}\n").fresh == f"{sentence}\n{sentence}"


@pytest.mark.parametrize(("tongue", "line"), THANKED)
def test_thanks_before_the_name_close_the_letter(tongue: str, line: str) -> None:
    sentence, _, name, _ = LETTERS[tongue]

    message = read_body(f"{sentence}\n{sentence}\n\n{line}\n{name}\n")

    assert (message.fresh, message.signature) == (f"{sentence}\n{sentence}", f"{line}\n{name}")


@pytest.mark.parametrize(("tongue", "line"), THANKED)
def test_thanks_above_a_formula_are_part_of_the_text(tongue: str, line: str) -> None:
    sentence, formulas, name, _ = LETTERS[tongue]

    message = read_body(f"{sentence}\n\n{line}\n\n{formulas[0]}\n{name}\n")

    assert (message.fresh, message.signature) == (f"{sentence}\n\n{line}", f"{formulas[0]}\n{name}")


@pytest.mark.parametrize(("tongue", "line"), THANKED)
def test_thanks_at_the_top_are_what_is_said(tongue: str, line: str) -> None:
    sentence = LETTERS[tongue][0]
    text = f"{line}\n{sentence}"

    assert read_body(text).fresh == text


@pytest.mark.parametrize("tongue", LETTERS)
def test_a_formula_at_the_top_greets(tongue: str) -> None:
    sentence, formulas, _, _ = LETTERS[tongue]
    text = f"{formulas[0]}\n{sentence}"

    assert read_body(text).fresh == text


@pytest.mark.parametrize("tongue", LETTERS)
def test_a_letter_without_a_matter_is_kept(tongue: str) -> None:
    _, formulas, name, thanks = LETTERS[tongue]

    assert read_body(f"{formulas[0]}\n{name}").fresh
    assert read_body(f"{thanks[0]}\n{name}").fresh
    assert read_body(thanks[0]).fresh == thanks[0]


@pytest.mark.parametrize("mark", ["PS:", "P.S.", "P. S.", "PS -", "Nachtrag:", "NB:"])
@pytest.mark.parametrize("tongue", LETTERS)
def test_a_postscript_is_said_by_the_writer(tongue: str, mark: str) -> None:
    sentence, formulas, name, _ = LETTERS[tongue]

    message = read_body(f"{sentence}\n\n{formulas[0]}\n{name}\nTel. 0176 0000000\n\n{mark} {sentence}\n")

    assert message.fresh == f"{sentence}\n{mark} {sentence}"


@pytest.mark.parametrize(
    "text",
    [
        "Guten Tag,\nvielen Dank im Voraus. Meine Nummer ist 0176 0000000, wohne in Brüggen, bitte rufen Sie an.",
        "Danke für Ihre Nachricht, ich komme am Montag.\nIch bringe den Brief mit.",
        "Vielen Dank\nich habe noch eine Frage zu dem Kurs",
        "Hallo\nGrüß Gott Frau Beispiel\nich habe eine Frage",
        "Mein Nachbar schreibt so:\nMit freundlichen Menschen ist es leicht.\nStimmt das?",
        "Wir brauchen Hilfe.\nIm Auftrag von Frau Muster schreibe ich Ihnen heute.\nSie kann kein Deutsch.",
        "Frage zum Bescheid\nBG Nummer 12345 ist neu\nwas muss ich tun",
        "Der Fernseher\nLG Fernseher kaputt, wer zahlt das\nVermieter sagt nein",
        "I read the letter.\nSincerely hope you can help me with it.\nThe date is Monday.",
        "About the plan.\nBest would be Monday morning for us.\nTell me please.",
        "Er hat die Schule in Kempen\nmit besten Noten bestanden und\nsucht nun eine Lehre.",
        "Wir haben einen Brief bekommen,\nmit herzlichen Worten vom Vermieter\nund trotzdem will er kündigen.",
        "Wem soll ich das melden:\nLG Waschmaschine kaputt\nund der Vermieter zahlt nicht.",
        "Take care of this please.\nThank you for the letter from Monday.\nIt came too late.",
        "Ich habe zwei Fragen.\nDanke für die Antwort auf die erste.\nDie zweite ist: wann kommt der Bescheid?",
        "Das Datum stimmt nicht.\nLiebe Frau Grete hat es auch gesehen.",
        "Merhaba,\niyi günler, ben Ali, kurs arıyorum.",
        "Kann ich kommen?\nAli",
        "Wie heißen Sie?\nAmina Beispiel",
        "41747 Viersen",
        "Musterweg 3\n41379 Brüggen",
        "Hier meine Daten:\n\nAli Beispiel\nMusterweg 3\n41379 Brüggen\nTel. 0176 0000000\nali@example.org",
        "Name: Ali Beispiel\nGeburtsdatum: 01.02.1990\nTelefon: 0176 0000000\nE-Mail: ali@example.org",
        "Ja\nDanke",
        "Gerne\n\nDanke!",
        "Bitte um Termin\nDanke",
        "Ich brauche:\n-- Wohnung\n-- Kurs",
        "Einkauf:\n- Milch\n- Brot",
        "Teil eins ist der Brief vom Amt.\n--\nTeil zwei: ich verstehe ihn nicht, was soll ich tun?",
        "Erster Punkt ist wichtig für uns.\n____\nZweiter Punkt: wir haben keine Wohnung.\n____\nDritter Punkt folgt.",
        "Von meinem Handy habe ich Ihnen gestern die Unterlagen gesendet.\nSind sie da?",
        "Gesendet von meinem Chef an das Jobcenter am Montag.\nKeine Antwort.",
        "Diese Nachricht ist vertraulich, bitte nicht an den Empfänger weitergeben.\nMein Mann schlägt mich.",
        "Hallo,\ndiese E-Mail ist vertraulich, ich bitte Sie, sie zu löschen. Ich habe Angst.\nBitte helfen Sie.",
        "Sie erhalten diese Leistung bis Mai, schreibt das Amt.\nStimmt das?",
        "Achtung: ich ziehe nach außerhalb, meine Mail bleibt gleich.\nWas muss ich tun?",
        "Hinweis: mein Absender stimmt nicht mehr, ich bin extern untergebracht.\nDanke",
    ],
)  # fmt: skip
def test_what_only_looks_like_an_end_stays_fresh(text: str) -> None:
    assert read_body(text).fresh == text


@pytest.mark.parametrize(
    ("text", "fresh"),
    [
        ("Ich komme am Montag um neun.\nLG Ali\n\nKann meine Frau mitkommen?",
         "Ich komme am Montag um neun.\nKann meine Frau mitkommen?"),
        ("Wo muss ich hin mit dem Brief?\nMfG Ali\nIch bin nur vormittags zu Hause",
         "Wo muss ich hin mit dem Brief?\nIch bin nur vormittags zu Hause"),
        ("Wir suchen eine Wohnung.\nMfG\nAli\n\nBitte rufen Sie uns an.",
         "Wir suchen eine Wohnung.\nBitte rufen Sie uns an."),
        ("Der Kurs ist voll, was nun?\nlg ali", "Der Kurs ist voll, was nun?"),
        ("Der Kurs ist voll, was nun?\ndanke\nali", "Der Kurs ist voll, was nun?"),
        ("Der Kurs ist voll, was nun?\n- Amina", "Der Kurs ist voll, was nun?"),
        ("Der Kurs ist voll, was nun?\n\n--Ali Beispiel", "Der Kurs ist voll, was nun?"),
        ("Das passt.\nDanke, Amina", "Das passt."),
        ("That works for me on Monday.\nThanks! Sam", "That works for me on Monday."),
        ("Das passt mir gut.\nLiebe Grüße 😊\nAmina", "Das passt mir gut."),
        ("Ich freue mich auf Ihre Antwort und verbleibe\nmit freundlichen Grüßen\nAli Beispiel",
         "Ich freue mich auf Ihre Antwort und verbleibe"),
        ("Passt das so?\n\nGruß Monika B.", "Passt das so?"),
        ("Passt das so?\n\nFreundliche Grüße, E. N.", "Passt das so?"),
        ("Passt das so?\n\nLiebe Grüße von uns allen\nAmina", "Passt das so?"),
        ("Passt das so?\n\nMit freundlichen Grüßen Ihr Ali Muster vom Team Beispiel in Kempen", "Passt das so?"),
        ("Dat is goed zo.\n\nMet vriendelijke groet, / Kind regards,\n\nPiet", "Dat is goed zo."),
        ("Das passt mir gut.\n=====\nAli Beispiel\nTel. 0176 0000000\n=====", "Das passt mir gut."),
        ("Ich komme am Montag.\nDanke, Frau Muster", "Ich komme am Montag.\nDanke, Frau Muster"),
        ("Das Amt antwortet nicht.\n\nMit freundlichen\nGrüßen\n\nAli Beispiel", "Das Amt antwortet nicht."),
    ],
)  # fmt: skip
def test_the_end_is_cut_and_nothing_else(text: str, fresh: str) -> None:
    assert read_body(text).fresh == fresh


def test_a_dashed_name_above_a_lists_footer_is_signature() -> None:
    footer = f"{'_' * 47}\nchor mailing list\nchor@lists.example.org\nhttps://lists.example.org/chor"
    message = read_body(f"Wer bringt am Freitag die Noten mit?\n\n-Tamara Quell\n\n\n{footer}\n")

    assert message.fresh == "Wer bringt am Freitag die Noten mit?"
