"""Which words do mail programs put around a quoted or forwarded mail, in each language we meet?"""

from __future__ import annotations

from typing import Literal

from triage.message.phrases import phrases

Role = Literal["from", "sent", "to", "cc", "subject"]

# header lines that Outlook, GMX, Samsung and others write above the mail they quote; all in lower case
_LABELS: dict[Role, str] = {
    "from": (
        "von|from|kimden|gönderen|من|المرسل|від|від кого|от|от кого|отправитель|از|فرستنده|de|expéditeur|od|"
        "nadawca|de la|van|afzender|da|mittente|remitente|remetente|fra|från|lähettäjä|nga|absender|ji"
    ),
    "sent": (
        "gesendet|gesendet am|datum|sent|date|gönderildi|gönderme tarihi|gönderilme tarihi|tarih|تاريخ الإرسال|"
        "التاريخ|تم الإرسال|أرسلت|بتاريخ|надіслано|дата|дата і час|отправлено|تاریخ|ارسال شده|فرستاده شده|envoyé|"
        "date d'envoi|wysłano|wysłane|data|trimis|verzonden|inviato|inviata|enviado|enviado el|enviada em|"
        "enviada|fecha|skickat|sendt|dato|lähetetty|dërguar|изпратено|datë"
    ),
    "to": (
        "an|to|kime|alıcı|إلى|الى|кому|до|به|گیرنده|à|destinataire|do|către|aan|a|para|till|til|për|"
        "vastaanottaja|empfänger"
    ),
    "cc": ("cc|kopie|kopie an|bcc|bilgi|نسخة|копія|копия|رونوشت|dw|cópia|kopi|copie à"),
    "subject": (
        "betreff|subject|konu|الموضوع|тема|موضوع|objet|sujet|temat|subiect|onderwerp|oggetto|asunto|assunto|ämne|"
        "emne|aihe|subjekti|tema|относно"
    ),
}
LABELS: dict[str, Role] = {label: role for role, labels in _LABELS.items() for label in labels.split("|")}

# between dashes, or alone with a colon
ORIGINAL: frozenset[str] = frozenset(
    phrases(
        "ursprüngliche nachricht|ursprüngliche mail|original message|original-nachricht|originalnachricht|"
        "original mail|ursprüngliche e-mail|original email|orijinal mesaj|orijinal ileti|özgün ileti|asıl mesaj|"
        "الرسالة الأصلية|الرسالة الاصلية|оригінальне повідомлення|початкове повідомлення|вихідне повідомлення|"
        "исходное сообщение|оригинальное сообщение|پیام اصلی|message d'origine|message d’origine|message original|"
        "e-mail d'origine|wiadomość oryginalna|oryginalna wiadomość|mesaj original|mesajul original|"
        "oorspronkelijk bericht|messaggio originale|mensaje original|mensagem original|oprindelig meddelelse|"
        "ursprungligt meddelande|opprinnelig melding|alkuperäinen viesti|оригинално съобщение|mesazhi origjinal"
    )
)
FORWARDED: frozenset[str] = frozenset(
    phrases(
        "weitergeleitete nachricht|weitergeleitete mail|weitergeleitete e-mail|"
        "anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|forwarded message|forwarded mail|"
        "begin forwarded message|iletilen mesaj|yönlendirilen mesaj|yönlendirilmiş mesaj|iletilmiş ileti|"
        "forwarded message (ileti)|رسالة معاد توجيهها|الرسالة المعاد توجيهها|رسالة محولة|الرسالة المحولة|"
        "переслане повідомлення|пересланное сообщение|пересылаемое сообщение|начало переадресованного сообщения|"
        "початок переспрямованого повідомлення|پیام هدایت شده|پیام هدایت‌شده|پیام فوروارد شده|message transféré|"
        "début du message réexpédié|début du message transféré|wiadomość przekazana|przekazana wiadomość|"
        "przekazywana wiadomość|mesaj redirecționat|mesaj redirecţionat|început mesaj redirecționat|"
        "doorgestuurd bericht|begin doorgestuurd bericht|messaggio inoltrato|inizio messaggio inoltrato|"
        "mensaje reenviado|inicio del mensaje reenviado|mensagem encaminhada|mensagem reencaminhada|"
        "início da mensagem reencaminhada|videresendt besked|videresendt melding|vidarebefordrat meddelande|"
        "vidarebefordrat brev|препратено съобщение|mesazhi i përcjellë|fwd"
    )
)

# who wrote: a line with one of these, a date or address, and a colon at its end introduces a quote
WROTE: tuple[str, ...] = phrases(
    "schrieb|geschrieben|wrote|yazdı|yazdi|şunu yaz|şunları yaz|كتب|كتابة|بواسطة|пише|писав|писала|написав|написала|"
    "пишет|написал|писал|نوشت|a écrit|napisał|pisze|a scris|schreef|geschreven|ha scritto|escribió|escreveu|skrev|"
    "kirjoitti|написа|shkroi|ka shkruar|nivîsand|napsal|napísal|je napisao|je napisala|ezt írta|έγραψε|pisal"
)
