"""What was newly written is found in the mail of every client and language we meet."""

from __future__ import annotations

import pytest

from triage.message.bare import read_body

ATTRIBUTIONS = [
    "Am 19.11.2026 um 14:02 schrieb KIM <kim@kreis-viersen.de>:",
    "Am Do., 19. Nov. 2026 um 14:02 Uhr schrieb KIM Kreis Viersen <kim@kreis-viersen.de>:",
    "Am Donnerstag, 19. November 2026 um 14:02:11 MEZ hat KIM <kim@kreis-viersen.de> Folgendes geschrieben:",
    "KIM <kim@kreis-viersen.de> schrieb am Do., 19. Nov. 2026, 14:02:",
    "On Thu, 19 Nov 2026 at 14:02, KIM <kim@kreis-viersen.de> wrote:",
    "On 19 Nov 2026, at 14:02, KIM wrote:",
    "On 19/11/2026 14:02, KIM wrote:",
    "KIM <kim@kreis-viersen.de>, 19 Kas 2026 Per, 14:02 tarihinde şunu yazdı:",
    "KIM şunları yazdı (19 Kas 2026 14:02):",
    "في الخميس، ١٩ نوفمبر ٢٠٢٦ في ٢:٠٢ م كتب KIM <kim@kreis-viersen.de>:",
    "чт, 19 лист. 2026 р. о 14:02 KIM <kim@kreis-viersen.de> пише:",
    "19.11.26 14:02, KIM пише:",
    "чт, 19 нояб. 2026 г. в 14:02, KIM <kim@kreis-viersen.de>:",
    "19 нояб. 2026 г., в 14:02, KIM <kim@kreis-viersen.de> написал(а):",
    "در تاریخ پنجشنبه ۱۹ نوامبر ۲۰۲۶ ساعت ۱۴:۰۲ KIM <kim@kreis-viersen.de> نوشت:",
    "Le jeu. 19 nov. 2026 à 14:02, KIM <kim@kreis-viersen.de> a écrit :",
    "czw., 19 lis 2026 o 14:02 KIM <kim@kreis-viersen.de> napisał(a):",
    "W dniu 19.11.2026 o 14:02, KIM pisze:",
    "În joi, 19 nov. 2026 la 14:02, KIM <kim@kreis-viersen.de> a scris:",
    "Op do 19 nov. 2026 om 14:02 schreef KIM <kim@kreis-viersen.de>:",
    "Op 19-11-2026 om 14:02 heeft KIM het volgende geschreven:",
    "Il giorno gio 19 nov 2026 alle ore 14:02 KIM <kim@kreis-viersen.de> ha scritto:",
    "El jue, 19 nov 2026 a las 14:02, KIM (<kim@kreis-viersen.de>) escribió:",
    "Em qui., 19 de nov. de 2026 às 14:02, KIM <kim@kreis-viersen.de> escreveu:",
    "Den tors 19 nov. 2026 kl 14:02 skrev KIM <kim@kreis-viersen.de>:",
    "tor. 19. nov. 2026 kl. 14.02 skrev KIM <kim@kreis-viersen.de>:",
    "to 19. marrask. 2026 klo 14.02 KIM (kim@kreis-viersen.de) kirjoitti:",
    "На чт, 19.11.2026 г. в 14:02 KIM <kim@kreis-viersen.de> написа:",
    "Më 19 nëntor 2026 në 14:02, KIM <kim@kreis-viersen.de> shkroi:",
]

BLOCKS = [
    ("Von", "Gesendet", "An", "Betreff"),
    ("*Von:* KIM\n*Gesendet", "x", "*An", "*Betreff"),
    ("From", "Sent", "To", "Subject"),
    ("From", "Date", "To", "Subject"),
    ("Kimden", "Gönderildi", "Kime", "Konu"),
    ("Gönderen", "Tarih", "Kime", "Konu"),
    ("من", "تم الإرسال", "إلى", "الموضوع"),
    ("Від", "Надіслано", "Кому", "Тема"),
    ("От", "Отправлено", "Кому", "Тема"),
    ("از", "ارسال شده", "به", "موضوع"),
    ("De", "Envoyé", "À", "Objet"),
    ("Od", "Wysłano", "Do", "Temat"),
    ("De la", "Trimis", "Către", "Subiect"),
    ("Van", "Verzonden", "Aan", "Onderwerp"),
    ("Da", "Inviato", "A", "Oggetto"),
    ("De", "Enviado", "Para", "Asunto"),
    ("De", "Enviado", "Para", "Assunto"),
    ("Från", "Skickat", "Till", "Ämne"),
    ("Fra", "Sendt", "Til", "Emne"),
    ("Nga", "Dërguar", "Për", "Subjekti"),
]

FOOTERS = [
    "Von meinem iPhone gesendet",
    "Gesendet von Outlook für Android",
    "Diese Nachricht wurde von meinem Android-Gerät mit GMX Mail gesendet.",
    "Gesendet mit der WEB.DE Mail App",
    "Sent from my iPhone",
    "Sent from Yahoo Mail on Android",
    "Get Outlook for Android<https://aka.ms/x>",
    "iPhone'umdan gönderildi",
    "Samsung cihazımdan gönderildi",
    "أُرسلت من الـ iPhone",
    "Надіслано з iPhone",
    "Отправлено с iPhone",
    "ارسال از آیفون من",
    "Envoyé de mon iPhone",
    "Wysłane z iPhone'a",
    "Trimis de pe iPhone-ul meu",
    "Verstuurd vanaf mijn iPhone",
    "Inviato da iPhone",
    "Enviado desde mi iPhone",
    "Enviado do meu iPhone",
    "Skickat från min iPhone",
    "Sendt fra min iPhone",
]

SIGN_OFFS = [
    "Mit freundlichen Grüßen",
    "mit freundlichen grüssen",
    "MfG",
    "Viele Grüße",
    "LG Ali",
    "Kind regards,",
    "Best, Sam",
    "Saygılarımla",
    "مع أطيب التحيات",
    "З повагою",
    "С уважением",
    "با احترام",
    "Cordialement",
    "Pozdrawiam",
    "Cu stimă",
    "Met vriendelijke groet",
    "Cordiali saluti",
    "Un saludo",
    "Atenciosamente",
    "Med vänlig hälsning",
    "Bi rêzdarî",
    "Me respekt",
    "С уважение",
]

WRITTEN = "Ja, ich komme am Freitag."


@pytest.mark.parametrize("line", ATTRIBUTIONS)
@pytest.mark.parametrize("mark", ["> ", ">"])
def test_an_introduction_and_its_marked_quote_are_quoted(line: str, mark: str) -> None:
    message = read_body(f"{WRITTEN}\n\n{line}\n\n{mark}Passt Ihnen Freitag?\n", "Re: Termin")

    assert message.fresh == WRITTEN
    assert line in message.quoted


@pytest.mark.parametrize("line", [line for line in ATTRIBUTIONS if not line.endswith(" :")])
def test_an_introduction_may_be_wrapped(line: str) -> None:
    first, _, second = line.rpartition(" ")
    message = read_body(f"{WRITTEN}\n\n{first}\n{second}\n> Passt Ihnen Freitag?\n", "Re: Termin")

    assert message.fresh == WRITTEN


@pytest.mark.parametrize("line", [line for line in ATTRIBUTIONS if "@" in line])
def test_an_introduction_with_an_address_needs_no_marks_below(line: str) -> None:
    message = read_body(f"{WRITTEN}\n\n{line}\n\nPasst Ihnen Freitag?\n", "Re: Termin")

    assert message.fresh == WRITTEN


@pytest.mark.parametrize("labels", BLOCKS)
def test_a_block_of_headers_begins_the_history(labels: tuple[str, ...]) -> None:
    block = "\n".join(f"{label}: etwas" for label in labels)
    message = read_body(f"{WRITTEN}\n\n{block}\n\nPasst Ihnen Freitag?\n", "Re: Termin")

    assert message.fresh == WRITTEN
    assert "Passt Ihnen Freitag?" in message.quoted


@pytest.mark.parametrize("labels", BLOCKS)
def test_what_is_passed_on_without_a_word_is_fresh(labels: tuple[str, ...]) -> None:
    block = "\n".join(f"{label}: etwas" for label in labels)
    message = read_body(f"{block}\n\nIhre Leistung wird eingestellt.\n", "WG: Bescheid")

    assert message.fresh == "Ihre Leistung wird eingestellt."


@pytest.mark.parametrize("footer", FOOTERS)
def test_a_phone_footer_is_signature(footer: str) -> None:
    message = read_body(f"{WRITTEN}\n\n{footer}\n", "Termin")

    assert (message.fresh, message.signature) == (WRITTEN, footer)


@pytest.mark.parametrize("line", SIGN_OFFS)
def test_a_closing_formula_begins_the_signature(line: str) -> None:
    message = read_body(f"{WRITTEN}\n\n{line}\nAmina Beispiel\nTel. 0176 0000000\n", "Termin")

    assert message.fresh == WRITTEN
    assert "0176" in message.signature


@pytest.mark.parametrize(
    "text",
    [
        "Am 12.11.2026 schrieb mir das Jobcenter:\nSie müssen zahlen.",
        "Meine Daten:\nName: Ali\nAn: Kempen\nTelefon: 1",
        "Von: 8 Uhr\nBis: 12 Uhr\nbin ich in der Schule.",
        "Liebe Grete,\nich suche einen Kurs.",
        "Von meinem Chef habe ich nichts gehört.",
        "Wir sind -- wie gesagt -- zu viert.",
        "Diese E-Mail schreibe ich, weil ich Hilfe brauche.",
        "Datum: morgen\nich habe Angst vor dem Termin",
        "1) Termin\n2) Wohnung\n--> bitte beides",
        "Selamlar,\nkurs arıyorum",
    ],
)
def test_what_a_person_writes_stays_fresh(text: str) -> None:
    assert read_body(text, "Frage").fresh == text


@pytest.mark.parametrize(
    "text", ["Ja", "ok", "👍", "Danke", "LG Ali", "> nur zitiert", "41747 Viersen", "Kreis Viersen", "--\nAli"]
)
def test_what_is_written_at_all_is_never_lost(text: str) -> None:
    assert read_body(text, "Frage").fresh


def test_a_long_own_text_makes_the_forwarded_mail_history() -> None:
    own = "Ich begleite die Familie seit zwei Jahren und frage Sie um Rat. " * 10

    message = read_body(
        f"{own}\n\n---------- Forwarded message ---------\nVon: X\nBetreff: y\n\nAlter Text\n", "Fwd: y"
    )

    assert "Alter Text" in message.quoted
    assert "Alter Text" not in message.fresh
