"""Which mails does the bench work on? About 6 KB each, as offices get them, made from a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from email.message import EmailMessage

_GERMAN = (
    "ich wohne seit drei Jahren mit meiner Familie in Nettetal und brauche Hilfe bei einem Antrag.",
    "Das Jobcenter hat mir geschrieben, dass Unterlagen fehlen, aber ich verstehe den Brief nicht.",
    "Mein Aufenthaltstitel läuft bald ab und ich bekomme keinen Termin.",
    "Können Sie mir sagen, wo ich einen Kurs mit Kinderbetreuung finde?",
    "Die Wohnung hat Schimmel und der Vermieter antwortet nicht auf unsere Briefe.",
    "Meine Tochter soll im Sommer in die Schule kommen, wir haben noch keine Zusage.",
    "Ich habe gestern schon einmal angerufen, aber es war leider niemand da.",
    "Wir würden uns sehr freuen, wenn uns jemand zurückrufen könnte.",
    "Bitte entschuldigen Sie, dass ich so viel schreibe, ich weiß nicht weiter.",
    "Meine Nachbarin hat mir gesagt, dass Sie vielen Leuten geholfen haben.",
    "Am besten erreichen Sie mich am Nachmittag, vormittags bin ich nicht zu Hause.",
    "Anbei schicke ich Ihnen das Schreiben, das wir bekommen haben.",
)
_OTHERS = (
    (
        "Please help me to find an apartment for my family in Kempen.",
        "We have been waiting for an answer for more than four months now.",
        "Could you please tell me which documents I have to bring?",
        "My husband works in the evening, so I can come only in the morning.",
    ),
    (
        "Merhaba, randevu almak istiyorum, Viersen'de oturuyorum.",
        "Gelen mektubu anlamadım, bana yardım edebilir misiniz?",
        "Eşim ve iki çocuğumla birlikte burada yaşıyoruz.",
        "Size nasıl ulaşabilirim, telefon numaranızı bulamadım.",
    ),
    (
        "Доброго дня, мені потрібна допомога з реєстрацією дитини в школі.",
        "Ми живемо у Грефраті вже другий рік разом із мамою.",
        "Підкажіть, будь ласка, куди мені краще звернутися.",
        "Дуже дякую за вашу відповідь і за вашу роботу.",
    ),
    (
        "مرحبا، أحتاج إلى مساعدة في فهم رسالة وصلتني الأسبوع الماضي.",
        "نسكن في نيتتال منذ سنتين مع أطفالنا الثلاثة.",
        "هل يمكنكم أن تشرحوا لي ماذا يجب أن أفعل الآن؟",
        "شكرا جزيلا لكم على وقتكم ومساعدتكم.",
    ),
)
_QUOTED = (
    "vielen Dank für Ihre Nachricht. Bitte senden Sie uns noch die fehlenden Unterlagen zu.",
    "Wir melden uns, sobald wir eine Antwort von der zuständigen Stelle haben.",
)
_WORDS = (
    "Straße",
    "Termin",
    "Brief",
    "Antrag",
    "Amt",
    "Kind",
    "Schule",
    "Arbeit",
    "Miete",
    "Konto",
    "Bescheid",
    "Frist",
    "Kurs",
)
_GERMAN_SHARE = 0.65
_PARAGRAPH = '<p style="margin:0;font-family:Arial,sans-serif;font-size:11pt">'


def mails(number: int, seed: int = 1) -> Iterator[bytes]:
    """Plain, alternative and HTML-only mails, some answers with quoted history, a fifth with an attachment."""
    chance = random.Random(seed)
    for index in range(number):
        yield _mail(index, chance)


def _mail(index: int, chance: random.Random) -> bytes:
    message = EmailMessage()
    message["From"] = f"Person {index} <person{index}@example.org>"
    message["To"] = "KIM <kim@kreis-viersen.de>"
    message["Subject"] = f"{chance.choice(_WORDS)} und {chance.choice(_WORDS)}, Frage {index}"
    message["Message-ID"] = f"<bench-{index}-{chance.getrandbits(64):x}@example.org>"
    message["Date"] = "Fri, 20 Nov 2026 08:15:00 +0100"
    for hop in range(5):
        host = f"mx{hop}.example.net (mx{hop}.example.net [192.0.2.{hop}])"
        message["Received"] = f"from {host} by mx.example.org with ESMTPS id {hop}; Fri, 20 Nov 2026 08:1{hop}:00 +0100"
    signature = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz0123456789+/", k=344))
    message["DKIM-Signature"] = f"v=1; a=rsa-sha256; d=example.org; s=s1; h=from:to:subject; bh=47DEQ; b={signature}"
    message["ARC-Seal"] = f"i=1; a=rsa-sha256; d=example.net; s=arc; cv=none; b={signature[::-1]}"
    message["ARC-Message-Signature"] = f"i=1; a=rsa-sha256; d=example.net; s=arc; h=from:to; b={signature[100:]}"
    message["X-Example-Antispam"] = f"BCL:0;ARA:{signature[:300]}"
    message["Authentication-Results"] = "mx.example.org; spf=pass smtp.mailfrom=example.org; dkim=pass; dmarc=pass"
    message["X-Mailer"] = "Example Mail 16.0"
    text = _text(index, chance)
    kind = index % 5
    if kind in (0, 1, 2):
        message.set_content(text)
    if kind in (0, 1):
        message.add_alternative(_html(text), subtype="html")
    if kind in (3, 4):
        message.set_content(_html(text), subtype="html") if kind == 3 else message.set_content(text)
    if kind == 4:
        message.add_attachment(chance.randbytes(1500), maintype="application", subtype="pdf", filename="Bescheid.pdf")
    return message.as_bytes().replace(b"\n", b"\r\n")


def _text(index: int, chance: random.Random) -> str:
    lines = ["Guten Tag,", ""]
    language = _GERMAN if chance.random() < _GERMAN_SHARE else chance.choice(_OTHERS)
    lines += [f"{chance.choice(language)} {chance.choice(_WORDS)} {chance.randrange(10_000)}." for _ in range(8)]
    lines += ["", "Mit freundlichen Grüßen", f"Person {index}", "Tel. 030 23125001"]
    if index % 3 == 0:
        lines += ["", "Am 18.11.2026 um 10:02 schrieb KIM Kreis Viersen <kim@kreis-viersen.de>:"]
        lines += [f"> {line}" for line in _QUOTED * 4]
    return "\n".join(lines)


def _html(text: str) -> str:
    rows = "".join(f"{_PARAGRAPH}{line}</p>\n" for line in text.split("\n"))
    return f"<html><head><style>p {{ color: #111111 }}</style></head><body>{rows}</body></html>"
