"""Is this line what a phone, a mail program or a mail provider put under the text by itself?"""

from __future__ import annotations

from triage.message.openings import by_opening, opens, pieces
from triage.message.phrases import phrases

_LONGEST = 160
_SHORT = 45  # characters: a line so short that says "sent from my …" needs no device we know
_TRIM = "[]()<>*_-–—~| \t\u00a0\u200b\u200e\u200f\"'„“"

# how the line begins; a device or program must be named too
_SENT: dict[str, str] = {
    "de": "gesendet von|gesendet mit|gesendet vom|gesendet über|gesendet aus|gesendet via|gesendet per|verfasst mit|"
    "von unterwegs gesendet|unterwegs gesendet|mobil gesendet|von meinem|von meiner|vom iphone|vom ipad|vom handy|"
    "von mein|diese nachricht wurde von|diese nachricht wurde mit|diese e-mail wurde von|diese e-mail wurde mit|"
    "diese mail wurde von|diese mail wurde mit|diese email wurde von|diese nachricht ist von|geschrieben auf|"
    "geschrieben mit|gesendet auf|versendet mit|versandt mit|nachricht gesendet von|email gesendet|abgesendet von",
    "en": "sent from|sent with|sent via|sent using|sent by|sent on|sent through|written on|composed on|typed on|"
    "this email was sent from|this message was sent from|this e-mail was sent from|this mail was sent from|"
    "emailed from|mailed from|from my|sent securely|secured by|secured with",
    "tr": "gönderen:|şuradan gönderildi|mobil cihazımdan|gönderildi:",
    "ar": "أُرسلت من|أرسلت من|أُرسل من|أرسل من|مرسل من|مرسلة من|تم الإرسال من|تم الارسال من|ارسلت من|أرسلت بواسطة|"
    "تم الإرسال بواسطة|أُرسلت باستخدام|أرسلت باستخدام|ارسل من|مُرسل من|أُرسلت من الـ|أُرسلت عبر",
    "uk": "надіслано з|надіслано із|надіслано через|відправлено з|відправлено із|надіслано за допомогою|надіслано від|"
    "відіслано з|отправлено з|надсилається з",
    "ru": "отправлено с|отправлено со|отправлено из|отправлено от|отправлено через|отправлено при|послано с|"
    "написано с|отправлено мобильн|отправлено моим",
    "fa": "ارسال شده از|ارسال‌شده از|ارسال از|فرستاده شده از|فرستاده‌شده از|ارسال شده توسط|فرستاده شده با|ارسال شده با",
    "fr": "envoyé de|envoyé depuis|envoyé à partir|envoyé avec|envoyé par|envoyé via|envoye de mon|envoye depuis|"
    "envoyé du|provenance :|provenance:|message envoyé|ce message a été envoyé",
    "pl": "wysłane z|wysłano z|wysłane za|wysłano za|wysłane przez|wiadomość wysłana z|wysłane ze|wysłano ze|wyslane z|"
    "wyslano z|wiadomość została wysłana",
    "ro": "trimis de pe|trimis din|trimis cu|trimis de la|trimise de pe|trimis prin|expediat de pe|trimis folosind",
    "bg": "изпратено от|изпратено с|изпратено чрез|пратено от|изпратен от",
    "nl": "verstuurd vanaf|verzonden vanaf|verstuurd met|verzonden met|verzonden via|verstuurd via|verzonden vanuit|"
    "verstuurd vanuit|verstuurd van|verzonden van|verstuurd door",
    "it": "inviato da|inviato dal|inviata da|inviato con|inviato tramite|inviato dalla|inviato mediante|"
    "messaggio inviato",
    "es": "enviado desde|enviado de|enviado con|enviado por|enviado a través|enviado vía|mensaje enviado|enviada desde",
    "pt": "enviado do|enviado a partir|enviado pelo|enviado através|enviada do|enviado da|enviado via|mensagem enviada",
    "ku": "ji iphone|ji telefona|hat şandin",
    "sq": "dërguar nga|dërguar me|derguar nga|dërguar prej",
    "so": "waxaa laga soo diray|laga soo diray",
    "am": "ከኔ|ከእኔ|ካብ",
    "da": "sendt fra|sendt med|sendt via|skickat fra",
    "no": "sendt frå|hentet fra",
    "sv": "skickat från|skickades från|skickat med|skickat via|sänt från|skickat fran",
    "fi": "lähetetty|lähetin",
    "cs": "odesláno z|odesláno ze|odesláno pomocí|posláno z|poslano z|odesláno prostřednictvím|odeslano z",
    "sk": "odoslané z|odoslané zo|odoslané pomocou|poslané z|odoslane z",
    "hu": "elküldve|küldve|az iphone|elküldve az|elkuldve",
    "hr": "poslano s|poslano sa|poslato sa|poslato s|poslano iz|poslano putem|послато са",
    "el": "στάλθηκε από|εστάλη από|σταλθηκε απο|αποστολή από",
    "he": "נשלח מ|נשלח באמצעות|נשלח מה",
    "zh": "发自我的|发自|从我的|從我的|傳送自|寄自我的|使用|来自我的|寄件自|通过",
    "ja": "iphone|ipad|私の|スマートフォンから|携帯から|android",
    "ko": "나의|내|iphone에서",
    "vi": "đã gửi từ|được gửi từ|gửi từ",
    "id": "dikirim dari|terkirim dari|dihantar dari",
    "hi": "मेरे|भेजा गया|मेरे iphone",
    "th": "ส่งจาก",
    "ur": "میرے|بھیجا گیا",
    "ka": "გამოგზავნილია",
    "hy": "ուղարկված է|ուղարկվել է",
}
# "sent" at the line's end, after a device or program
_SENT_LAST: tuple[str, ...] = phrases(
    "gesendet|geschickt|versendet|gesandt|verschickt|geschrieben|gönderildi|gonderildi|gönderilmiştir|gönderilmiş|"
    "gönderdim|送信|から送信|发送|發送|傳送|보냄|보낸 메일|भेजा गया|küldve|verzonden|verstuurd|hat şandin|şandin|"
    "بھیجا گیا|से भेजा गया"
)
# where such lines begin when no verb stands in front
_DEVICE_FIRST: tuple[str, ...] = pieces(
    "iphone|ipad|ipod|android|samsung|galaxy|huawei|xiaomi|redmi|oppo|nokia|lg |blackberry|windows|yahoo|"
    "outlook|gmail|cep telefon|telefonum|mobil|akıllı telefon|akilli telefon|tablet|posta|mail|从我的|從我的|나의|내 |"
    "मेरे|میرے|ji "
)
_DEVICES: tuple[str, ...] = pieces(
    "iphone|ipad|ipod|айфон|آیفون|ايفون|آيفون|أيفون|iphon|android|андроид|андроїд|اندروید|أندرويد|اندرويد|samsung|"
    "galaxy|huawei|xiaomi|redmi|oppo|realme|oneplus|motorola|moto g|nokia|sony|xperia|htc|lumia|honor|"
    "blackberry|outlook|windows|gmx|web.de|freenet|t-online|telekom|yahoo|gmail|proton|tutanota|tuta|mailbox|"
    "handy|smartphone|mobiltelefon|mobile|mobil|mobilen|phone|telefon|telefoon|teléfon|telemóvel|celular|cellulare|"
    "móvil|movil|portable|téléphone|tablet|tablette|téléfono|телефон|смартфон|планшет|мобільн|мобильн|هاتف|جوال|موبايل|"
    "گوشی|موبایل|puhelim|mobiili|mail app|mail-app|mailapp|e-mail app|email app|app mail|mail für|mail for|mail pour|"
    "mail para|mail per|mail voor|mail.ru|yandex|яндекс|почт|пошт|ukr.net|i.ua|mail til|mail för|posta|poczt|bluemail|"
    "typeapp|superhuman|fairemail|k-9|k9|aqua mail|thunderbird|mailspring|roundcube|zimbra|"
    "webmail|apple|imac|macbook|newton|mymail|airmail|canary|missive|zoho|libero|"
    "orange|sfr|laposte|free.fr|virgilio|tiscali|wp.pl|onet|interia|abv|seznam|centrum|ziggo|kpn|"
    "vodafone|1&1|1und1|ionos|posteo|mailo|hotmail|cihazım|cihazi|cihaz|uređaj|gerät|device|appareil|dispositivo|"
    "urządzeni|dispozitiv|устройств|пристро|جهاز|دستگاه|手机|手機|邮箱|信箱|スマートフォン|携帯|컴퓨터|휴대|"
    "linkedin|surface|chromebook|e.mail|ipad'imden"
)
_MY: tuple[str, ...] = (" my ", " meinem ", " meiner ", " mon ", " ma ", " mi ", " mijn ", " meu ", " minha ", " mio ",
                        " min ", " mojego ", " mojej ", " мого ", " моего ", " tim ", " telefonul meu")  # fmt: skip
_TOLD: tuple[str, ...] = (" ich ", " wir ", " habe ", " haben ", " wird ", " ik ", " heb ", " heeft ")

# whole lines that need nothing else
_ADVERTS: tuple[str, ...] = phrases(
    "get outlook for|outlook für|outlook for|holen sie sich outlook|hole dir outlook|laden sie outlook|"
    "android için outlook|ios için outlook|outlook'u edin|احصل على outlook|الحصول على outlook|تنزيل outlook|"
    "отримати outlook|"
    "завантажити outlook|скачать outlook|скачайте outlook|загрузить outlook|obtenez outlook|télécharger outlook|"
    "obtenir outlook|pobierz outlook|pobierz program outlook|uzyskaj outlook|pobierz aplikację outlook|"
    "obțineți outlook|descărcați outlook|"
    "outlook voor|download outlook|outlook downloaden|ottieni outlook|scarica outlook|obtener outlook|"
    "descargar outlook|"
    "obtén outlook|obter o outlook|obtenha o outlook|baixar o outlook|hämta outlook|skaffa outlook|hent outlook|"
    "få outlook|hanki outlook|získat outlook|stáhnout outlook|získať outlook|az outlook|preuzmite outlook|"
    "λήψη outlook|λήψη του outlook|получете outlook|изтеглете outlook|merrni outlook|下载 outlook|获取 outlook|"
    "取得 outlook|"
    "outlook for ios|outlook for android|ios 版 outlook|ios 用 outlook|android 版 outlook|لتنزيل outlook|"
    "دریافت outlook|"
    "yahoo mail:|yahoo mail -|yahoo mail –|yahoo! mail|get bluemail|get typeapp|get the app|get the new yahoo|"
    "mit der gmx|mit der web.de|gmx - die|gmx freemail|web.de freemail|free-mail|jetzt gmx|jetzt kostenlos|"
    "ihre e-mail-postfächer sicher|eine sichere e-mail|freenet mail|t-online mail|1&1 mail|das gute mail-postfach|"
    "secure email made|sicher versendet mit|alle postfächer an einem ort|alle e-mail-adressen|e-mail made in germany|"
    "diese e-mail wurde mit der|verschickt mit|do you yahoo|invite your mail|join me on|free email, |"
    "mail.de |posteo.de|protonmail|proton mail|tutanota|sent from outlook|sent from mail|sent from yahoo|"
    "securely sent|excuse brevity|please excuse|excuse my brevity|excuse typos|sorry for typos|pardon my|"
    "bitte entschuldigen sie die kürze|entschuldigen sie die kürze|tippfehler bitte|kurz, weil mobil|"
    "tippfehler sind|bitte entschuldigen sie eventuelle|veuillez excuser la brièveté"
)
_STARTS = by_opening(phrases("|".join((*_SENT.values(), "|".join(_DEVICE_FIRST)))))
_ADVERT_STARTS = by_opening(_ADVERTS)
OPENINGS: tuple[str, ...] = phrases("|".join((*_SENT.values(), *_DEVICE_FIRST, *_ADVERTS)))


def is_phone_footer(low: str) -> bool:
    """Whether a casefolded line is the mark of a program: "Von meinem iPhone gesendet", "Get Outlook for iOS"."""
    if len(low) > _LONGEST or low.endswith(("?", "؟")):
        return False
    low = low.lstrip(_TRIM)
    if opens(low, _ADVERT_STARTS):
        return True
    if not opens(low, _STARTS):
        return False
    return _names_sender(low.rstrip(_TRIM + ".!。"))


def _names_sender(low: str) -> bool:
    """A verb of sending, and the device or program it was done with."""
    if low.endswith(_SENT_LAST):
        return _is_known(low) and not any(word in f" {low} " for word in _TOLD)
    if low.startswith(_DEVICE_FIRST) or low.startswith(("von mein", "vom ", "from my")):
        return False  # "iPhone kaputt", "Von meinem Chef habe ich nichts gehört"
    return _is_known(low) or (len(low) <= _SHORT and any(word in low for word in _MY))


def _is_known(low: str) -> bool:
    return any(device in low for device in _DEVICES)
