"""What phones, offices, gateways and lists add to a mail is kept beside what the person wrote."""

from __future__ import annotations

import time

import pytest

from triage.message.bare import read_body

WRITTEN = "Guten Tag,\nich suche einen Deutschkurs am Vormittag. Können Sie mir helfen?"
OFFICE = "Mit freundlichen Grüßen\nK. Muster"

FOOTERS = [
    "Von meinem iPhone gesendet", "Von meinem iPad gesendet.", "Von meinem Samsung Galaxy Smartphone gesendet.",
    "Von meinem Huawei-Mobiltelefon gesendet", "Von meinem Xiaomi gesendet", "Von meinem Handy gesendet",
    "Von meinem/meiner Galaxy gesendet", "Von meinem Android-Gerät mit K-9 Mail gesendet.", "Vom iPhone gesendet",
    "Gesendet von Outlook für iOS", "Gesendet von Outlook für Android<https://aka.ms/x>",
    "Gesendet von Mail<https://go.microsoft.com/fwlink/?LinkId=1> für Windows", "Gesendet von Mail für Windows 10",
    "Gesendet mit der GMX Mail App", "Gesendet mit der WEB.DE Mail App", "Gesendet mit der Telekom Mail App",
    "Gesendet mit der freenet Mail App", "Gesendet von Yahoo Mail auf Android", "Gesendet von meinem Windows Phone",
    "Diese Nachricht wurde von meinem Android-Gerät mit GMX Mail gesendet.", "Gesendet mit FairEmail",
    "Diese Nachricht wurde von meinem Android Mobiltelefon mit WEB.DE Mail gesendet.", "Holen Sie sich Outlook für iOS",
    "Outlook für Android herunterladen", "Gesendet mit Proton Mail", "Sent from my iPhone", "Sent from my iPad",
    "Sent from my Galaxy", "Sent from my Samsung Galaxy smartphone.", "Sent from my BlackBerry 10 smartphone.",
    "Sent from my mobile device", "Sent from my phone. Please excuse my brevity.", "Sent from Mail for Windows",
    "Sent from Outlook for Android", "Get Outlook for iOS<https://aka.ms/o0ukef>", "Get Outlook for Android",
    "Sent from Yahoo Mail for iPhone", "Sent from Yahoo Mail on Android", "Sent via the Samsung Galaxy S21",
    "Sent with Proton Mail secure email.", "Sent from ProtonMail mobile", "Sent from Gmail Mobile", "Sent from Outlook",
    "Sent from my toaster", "[Sent from my iPhone]", "(sent from my phone)", "iPhone'umdan gönderildi",
    "iPhone’umdan gönderildi", "iPad'imden gönderildi", "Samsung cihazımdan gönderildi", "Android'den gönderildi",
    "Android için Outlook uygulamasını edinin", "Outlook for Android uygulamasını edinin",
    "Yahoo Postadan gönderildi", "Telefonumdan gönderildi", "أُرسلت من الـ iPhone",
    "تم الإرسال من هاتف Samsung الخاص بي",
    "أُرسلت من بريد Yahoo على Android", "مرسل من جهاز Galaxy الخاص بي", "الحصول على Outlook لـ Android",
    "Надіслано з iPhone", "Надіслано з мого смартфону Samsung Galaxy", "Відправлено з мобільного телефону",
    "Надіслано з Outlook для iOS", "Отримати Outlook для Android", "Отправлено с iPhone", "Отправлено из Почты Mail.ru",
    "Отправлено с моего смартфона Samsung Galaxy", "Отправлено из мобильной Почты Mail.ru",
    "Отправлено из Яндекс.Почты", "Отправлено из Outlook для Android", "Скачать Outlook для iOS", "ارسال از آیفون من",
    "ارسال‌شده از iPhone من", "ارسال شده از گوشی سامسونگ", "Envoyé de mon iPhone", "Envoyé depuis mon Samsung Galaxy",
    "Envoyé à partir de Outlook pour Android", "Envoyé à partir de mon smartphone", "Envoyé de mon appareil mobile",
    "Télécharger Outlook pour Android", "Obtenez Outlook pour iOS", "Provenance : Courrier pour Windows",
    "Wysłane z iPhone'a", "Wysłane z telefonu Samsung", "Wysłano z Outlook dla systemu Android",
    "Pobierz program Outlook dla systemu iOS", "Wysłane z Poczty dla systemu Windows", "Trimis de pe iPhone-ul meu",
    "Trimis din Yahoo Mail pe Android", "Obțineți Outlook pentru Android", "Trimis de pe telefonul meu",
    "Изпратено от моя iPhone", "Изпратено от Mail за Windows", "Verstuurd vanaf mijn iPhone",
    "Verzonden vanaf mijn Galaxy", "Verzonden met Outlook voor Android", "Outlook voor iOS downloaden",
    "Inviato da iPhone", "Inviato dal mio Galaxy", "Inviato da Outlook per Android", "Scarica Outlook per iOS",
    "Inviato da Libero Mail per Android", "Enviado desde mi iPhone", "Enviado desde mi Samsung Galaxy.",
    "Enviado desde Outlook para Android", "Obtener Outlook para iOS", "Enviado desde mi móvil", "Enviado do meu iPhone",
    "Enviado do Outlook para Android", "Obter o Outlook para iOS", "Enviado a partir do meu telemóvel",
    "Dërguar nga iPhone-i im", "Ji iPhone'a min hat şandin", "Skickat från min iPhone", "Skickat från Outlook för iOS",
    "Hämta Outlook för Android", "Sendt fra min iPhone", "Sendt fra Outlook til Android", "Hent Outlook til iOS",
    "Få Outlook for iOS", "Lähetetty iPhonesta", "Lähetetty Samsung Galaxysta", "Hanki Outlook for Android",
    "Odesláno z iPhonu", "Odesláno z mého telefonu", "Odoslané z iPhonu", "Odoslané z mobilného telefónu",
    "Elküldve az iPhone-omról", "iPhone-ról küldve", "Poslano s iPhonea", "Poslato sa mog iPhone telefona",
    "Poslano iz Outlooka za Android", "Στάλθηκε από το iPhone μου", "נשלח מה-iPhone שלי", "从我的 iPhone 发送",
    "发自我的iPhone", "從我的 iPhone 傳送", "iPhoneから送信", "나의 iPhone에서 보냄", "Đã gửi từ iPhone của tôi",
    "Dikirim dari iPhone saya", "मेरे iPhone से भेजा गया", "ส่งจาก iPhone ของฉัน", "გამოგზავნილია ჩემი iPhone-დან",
]  # fmt: skip

SMALL_PRINT = [
    "Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Wenn Sie nicht der richtige\n"
    "Adressat sind oder diese E-Mail irrtümlich erhalten haben, vernichten Sie sie bitte.",
    "Der Inhalt dieser E-Mail ist ausschließlich für den bezeichneten Adressaten bestimmt. Unbefugte Weitergabe ist\n"
    "nicht gestattet.",
    "Hinweis: Diese Nachricht ist vertraulich und nur für den Empfänger bestimmt. Bitte löschen Sie sie, wenn Sie\n"
    "sie versehentlich bekommen haben.",
    "Wichtiger Hinweis:\nDie in dieser E-Mail enthaltenen Angaben sind vertraulich. Unbefugte dürfen sie nicht nutzen.",
    "This e-mail is confidential and intended solely for the addressee. If you are not the intended recipient,\n"
    "please notify the sender and delete it.",
    "CONFIDENTIALITY NOTICE: The contents of this email are privileged and may not be disclosed.",
    "Bu e-posta gizlidir ve yalnızca alıcısı içindir. Yanlışlıkla aldıysanız lütfen siliniz.",
    "هذه الرسالة سرية ومخصصة للمستلم فقط. إذا وصلتكم بالخطأ يرجى حذفها.",
    "Це повідомлення є конфіденційним і призначене лише для адресата. Якщо отримали помилково, видаліть його.",
    "Это сообщение конфиденциально и предназначено только адресату. Если вы получили его по ошибке, удалите его.",
    "این ایمیل محرمانه است و فقط برای گیرنده آن است. اگر اشتباه رسیده آن را حذف کنید.",
    "Ce message est confidentiel et réservé à son destinataire. Si vous l'avez reçu par erreur, merci de le détruire.",
    "Niniejsza wiadomość jest poufna i przeznaczona wyłącznie dla adresata. Prosimy ją usunąć.",
    "Acest mesaj este confidențial și se adresează destinatarului. Dacă l-ați primit din eroare, ștergeți-l.",
    "Това съобщение е поверително и е предназначено само за получателя.",
    "Dit bericht is vertrouwelijk en alleen bestemd voor de geadresseerde.",
    "Questo messaggio è riservato al destinatario. Se ricevuto per errore, si prega di cancellarlo.",
    "Este mensaje es confidencial y va dirigido a su destinatario. Si lo ha recibido por error, elimínelo.",
    "Esta mensagem é confidencial e destina-se ao destinatário. Se a recebeu por engano, apague-a.",
    "Ky mesazh është konfidencial. Nëse e keni marrë gabimisht, ju lutemi fshijeni.",
    "Denne e-mail er fortrolig og kun til modtageren.",
    "Bitte denken Sie an die Umwelt, bevor Sie diese E-Mail drucken.",
    "Müssen Sie diese E-Mail wirklich ausdrucken?",
    "Please consider the environment before printing this email.",
    "Pensez à l'environnement avant d'imprimer ce message.",
    "Virenfrei. www.avast.com",
    "Virus-free.www.avast.com<https://www.avast.com/sig-email?utm_medium=email>",
    "Diese E-Mail wurde von Avast Antivirus-Software auf Viren geprüft.\nwww.avast.com",
    "This email has been checked for viruses by AVG antivirus software.\nwww.avg.com",
    "You received this message because you are subscribed to the Google Groups \"Beispiel\" group.\n"
    "To unsubscribe from this group, send an email to beispiel+unsubscribe@example.org.",
    "_______________________________________________\nBeispiel mailing list\nbeispiel@lists.example.org\n"
    "https://lists.example.org/listinfo/beispiel",
    "Zum Abmelden vom Newsletter klicken Sie hier: https://example.org/ab",
]  # fmt: skip

BLOCKS = [
    "K. Muster\nSachbearbeiterin\nStadt Beispielstadt\nMusterweg 3\n41379 Brüggen\nTel. 02163 000-0\nFax 02163 000-1\n"
    "k.muster@example.org\nwww.example.org",
    "K. Muster\n[cid:image001.png@01DB]\nVerein Beispiel e.V.\n"
    "Telefon: +49 2163 0000000 | E-Mail: k.muster@example.org\nÖffnungszeiten: Mo-Fr 8-12 Uhr\n"
    "Amtsgericht Krefeld HRB 0000\nGeschäftsführerin: L. Muster",
    "Dr. Sam Example\nPronouns: they/them\nHead of Advice\nExample Charity\nT: +44 20 0000 0000\nwww.example.org\n"
    "Follow us: https://example.com/x",
]  # fmt: skip

BANNERS = [
    "[EXT]", "[EXTERN]", "[EXTERNAL EMAIL]", "EXTERNAL SENDER",
    "ACHTUNG: Diese E-Mail kommt von extern. Bitte keine Links oder Anhänge öffnen.",
    "Achtung! Diese E-Mail stammt von einem externen Absender.\nKlicken Sie nicht auf Links.",
    "CAUTION: This email originated from outside of the organization. Do not click links or open attachments unless\n"
    "you recognize the sender.",
    "You don't often get email from ali@example.org. Learn why this is important<https://aka.ms/x>",
    "Sie erhalten nicht oft eine E-Mail von ali@example.org. Erfahren Sie, warum dies wichtig ist",
    "ATTENTION : ce message provient de l'extérieur, expéditeur inconnu.",
    "UWAGA: wiadomość od nadawcy zewnętrznego.", "DİKKAT: Bu e-posta kurum dışından gelmiştir.",
    "LET OP: deze e-mail komt van buiten de organisatie.", "ВНИМАНИЕ: внешний отправитель письма.",
    "*****************\nVorsicht: externe E-Mail\n*****************",
]  # fmt: skip


@pytest.mark.parametrize("footer", FOOTERS)
def test_a_footer_of_a_program_is_signature(footer: str) -> None:
    message = read_body(f"{WRITTEN}\n\n{footer}\n")

    assert (message.fresh, message.signature) == (WRITTEN, footer)


@pytest.mark.parametrize("footer", FOOTERS)
def test_what_is_written_below_a_footer_stays(footer: str) -> None:
    assert (
        read_body(f"{WRITTEN}\n\n{footer}\n\nIch kann nur vormittags.\n").fresh
        == f"{WRITTEN}\nIch kann nur vormittags."
    )


@pytest.mark.parametrize("footer", ["Von meinem iPhone gesendet", "Sent from my iPhone"])
def test_a_footer_below_a_signature_belongs_to_it(footer: str) -> None:
    assert read_body(f"{WRITTEN}\n\nMfG\nAmina\n\n{footer}").fresh == WRITTEN


@pytest.mark.parametrize("notice", SMALL_PRINT)
@pytest.mark.parametrize("above", ["", f"{OFFICE}\n\n", f"{OFFICE}\nTel. 02163 0000\n\n", "-- \nK. Muster\n\n"])
def test_small_print_is_signature(notice: str, above: str) -> None:
    message = read_body(f"{WRITTEN}\n\n{above}{notice}\n")

    assert message.fresh == WRITTEN
    assert notice in message.signature


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize(
    "above", ["", "Mit freundlichen Grüßen\n\n", "-- \n", "--\n", "—\n", "___\n", "________________\n"]
)
def test_a_contact_block_is_signature(block: str, above: str) -> None:
    message = read_body(f"{WRITTEN}\n\n{above}{block}\n")

    assert (message.fresh, message.signature) == (WRITTEN, f"{above}{block}")


@pytest.mark.parametrize("block", BLOCKS)
def test_a_postscript_below_a_block_stays(block: str) -> None:
    message = read_body(f"{WRITTEN}\n\nMfG\n{block}\n\nPS: Es eilt.\n")

    assert message.fresh == f"{WRITTEN}\nPS: Es eilt."


@pytest.mark.parametrize("banner", BANNERS)
def test_a_gateways_warning_is_not_what_was_written(banner: str) -> None:
    message = read_body(f"{banner}\n\n{WRITTEN}\n\n{OFFICE}\n")

    assert message.fresh == WRITTEN
    assert message.signature.startswith(banner)


@pytest.mark.parametrize("banner", BANNERS)
def test_a_warning_may_touch_the_text(banner: str) -> None:
    assert read_body(f"{banner}\n{WRITTEN}\n").fresh == WRITTEN


def test_text_below_the_dashes_of_an_empty_reply_is_what_was_written() -> None:
    text = "-- \nAmina Beispiel\nTel. 0176 0000000\n\nIch suche für meine Schwester einen Deutschkurs in Kempen."

    assert read_body(text).fresh == "Ich suche für meine Schwester einen Deutschkurs in Kempen."


def test_a_pgp_signature_is_signature() -> None:
    text = (
        f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{WRITTEN}\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n=x\n"
        "-----END PGP SIGNATURE-----"
    )

    assert read_body(text).fresh == WRITTEN


@pytest.mark.parametrize(
    "line",
    [
        "--", "-- ", "____", "danke", "mfg", "Mit freundlichen Grüßen", "- Ali", "diese e-mail", "Dieses " * 50,
        "-----BEGIN PGP SIGNATURE-----", "tel. 0176 " * 30, "veuillez " * 40, "[cid:" * 60, "https://" * 50, "0 " * 190,
        "grüße " * 60, "Von meinem iPhone", "Achtung", "0176-" * 80, "(0)(0)(0)", "I am " * 90, "ali@example.org",
    ],
)  # fmt: skip
@pytest.mark.parametrize("above", ["", "Hallo, ich brauche Hilfe.\nEs eilt.\nMfG\n"])
def test_hostile_repetition_takes_linear_time(line: str, above: str) -> None:
    def cost(size: int) -> float:
        text = above + (line + "\n") * (size // (len(line) + 1))
        begun = time.process_time()
        read_body(text)
        return time.process_time() - begun

    small, large = cost(30_000), cost(240_000)

    assert large < 8 * small * 4 + 0.2
    assert large < 3


@pytest.mark.parametrize(
    ("text", "fresh"),
    [
        ("Passt mir.\nAnbei der Brief.\n\n***** DISCLAIMER *****\nNo warranty.", "Passt mir.\nAnbei der Brief."),
        ("Passt das?\n\n*K. Muster*\n*Beispiel GmbH*\n*T* +49 2163 0000 | *M* 0170 0000000\n*E* k@example.org",
         "Passt das?"),
        ("Siehe Anlage, es eilt.\n\nThank you,\nSam Example | Manager | Example Inc.\n1 Main Street",
         "Siehe Anlage, es eilt."),
        ("Ich suche Hilfe.\nMfG\nOlena\n\nMeine Nummer ist 0176 0000000 und ich wohne in Kempen.",
         "Ich suche Hilfe.\nMeine Nummer ist 0176 0000000 und ich wohne in Kempen."),
        ("Ich suche Hilfe.\nMfG\nOlena\nTel. 0176 0000000\n\nIch habe ein Kind vergessen zu nennen.",
         "Ich suche Hilfe.\nIch habe ein Kind vergessen zu nennen."),
        ("I want a course.\n____________\nSam Example", "I want a course."),
        ("Ja, gern. Bis dann!\n\nViele Grüße\n\nAmina\n\n--\nAmina Beispiel\nVerein e.V.", "Ja, gern. Bis dann!"),
    ],
)  # fmt: skip
def test_blocks_of_other_shapes(text: str, fresh: str) -> None:
    assert read_body(text).fresh == fresh
