"""In which words do mail systems say that a mail was not, or not yet, delivered? All folded."""

from __future__ import annotations

from triage.message.phrases import words
from triage.message.tables import Table

DAEMONS = words(  # nobody but a mail system has these local parts
    "mailer-daemon mailerdaemon mailer_daemon mail-daemon mail_daemon maildaemon mdaemon mail-delivery maildelivery "
    "mail-delivery-system mail-delivery-subsystem mailer bounce-notification delivery-status "
    "microsoftexchange329e71ec88ae4615bbc36ab6ce41109e"
)
DAEMON_NAMES = Table(  # display names of mail systems
    "mailer-daemon|mailer daemon|mail-daemon|mail daemon|mail delivery subsystem|mail delivery system|"
    "mail deliver system|mail delivery service|mail delivery agent|mail delivery status|internet mail delivery|"
    "delivery subsystem|email delivery system|mail transfer agent|mail system internal"
)
OFFICES = words(  # mail systems write from these, and sometimes people do
    "postmaster post-master post_master post.master mailadmin mail-admin mail_admin sysadmin administrator admin "
    "system-administrator systemadministrator mailmaster mailserver mail-server mail-system mailsystem smtpd courier "
    "bounce bounces noreply no-reply no_reply donotreply antivirus mailscanner mailguard "
    "virus-alert virusalert spamfilter listserv majordomo fml root daemon bulk-admin mail-notification sysop smtp mta"
)
OFFICE_PARTS = ("postm", "daemon", "mailer", "mailadm", "mail-adm", "mail.adm", "delivery", "undeliver", "bounce")
OFFICE_NAMES = Table(
    "system administrator|system-administrator|systemadministrator|administrateur|mail administrator|"
    "postmaster|mail system|e-mail system|"
    "system attendant|mail server|mailserver|interscan|mailmarshal|mailscanner|antivirus|anti-virus|antigen|"
    "scanmail|symantec|content filter|mail security|email security|spam firewall|amministratore|administrador|"
    "beheerder|system operator|mail delivery|delivery failure|microsoft outlook|undeliverable|mail gateway"
)
SUBJECTS = Table(
    # English
    "undelivered mail|undelivered message|undelivered e|undeliverable|undeliverd|non-deliverable|nondeliverable|"
    "not deliverable|non delivery|non-delivery|nondelivery|mail delivery failed|mail delivery failure|"
    "mail delivery error|mail delivery problem|mail delivery system|mail delivery status|mail delivery notification|"
    "mail delivery report|mail delivery warning|mail delivery delayed|mail delivery deferred|message delivery|"
    "email delivery|e-mail delivery|delivery failure|delivery failed|delivery has failed|delivery error|"
    "delivery problem|delivery status|delivery report|delivery notification|delivery warning|delivery attempt|"
    "delivery delayed|delivery is delayed|delivery incomplete|delivery unsuccessful|delivery notice|failure delivery|"
    "failed delivery|failed mail|failed message|failed to deliver|failure notice|failure notification|"
    "mail failure|message failure|permanent failure|permanent delivery|temporary failure|returned mail|returned email|"
    "returned e-mail|returned message|returned to sender|returning message|return to sender|mail returned|"
    "message returned|message not delivered|mail not delivered|mail was not delivered|message was not delivered|"
    "could not be sent|had delivery problems|delivery problem|could not be completed|not be forwarded|"
    "could not be delivered|couldn't be delivered|could not deliver|cannot be delivered|can't be delivered|"
    "unable to deliver|unable to send|not been delivered|wasn't delivered|mail system error|mail error|message error|"
    "mail bounced|message bounced|bounced mail|bounced message|bounce notification|[bounce]|bounce:|delayed mail|"
    "delayed message|message delayed|message status|message is delayed|mail delayed|warning: message|"
    "warning: could not send|error sending your|error while sending|notice: mail delivery|warning: delayed|"
    "user unknown|unknown user|unknown recipient|invalid recipient|no such user|address not found|mailbox full|"
    "mailbox is full|over quota|quota exceeded|message rejected|mail rejected|message blocked|mail blocked|"
    "message refused|you sent blocked|rejected mail|your message was rejected|your mail was rejected|"
    "your message to|was blocked|has been blocked|error in mail|problem delivering|problem with your mail|"
    "nonexistent address|virus in your|virus found|virus detected|virus warning|virus alert|detected a virus|"
    "banned attachment|banned content|content violation|policy violation|considered unsolicited bulk|"
    "spam detected|failed recipients|mail transaction failed|unsent message|unsent mail|unable to process|"
    "error(s) in forwarding|ignored not member|delivery to the following|host unknown|"
    # German
    "unzustellbar|nicht zustellbar|nichtzustell|zustellung fehlgeschlagen|zustellung gescheitert|"
    "zustellung verzögert|zustellung der e-mail|zustellung nicht möglich|zustellfehler|zustellungsfehler|"
    "zustellbenachrichtigung|zustellungsbenachrichtigung|zustellstatus|fehler bei der zustellung|"
    "fehler beim zustellen|mailzustellung|nachricht nicht zugestellt|nicht zugestellt|konnte nicht zugestellt|"
    "konnte nicht gesendet|fehler bei mailzustellung|anhang abgelehnt|e-mail abgelehnt|nachricht abgelehnt|"
    "mail zurückgewiesen|nachricht zurückgewiesen|übermittlungsfehler|rücksendung|fehlgeschlagene zustellung|"
    "annahme verweigert|postfach voll|verzögerte zustellung|zustellung verweigert|"
    # other languages of Europe
    "échec de la remise|échec de remise|échec de la livraison|échec de livraison|échec d'envoi|échec de l'envoi|"
    "échec de distribution|échec de la distribution|non remis|non distribu|non livré|courrier non distribué|"
    "remise retardée|message différé|retour à l'expéditeur|avis de non-remise|notification d'état de remise|"
    "onbestelbaar|niet bezorgd|bezorging mislukt|niet afgeleverd|aflevering mislukt|kon niet worden bezorgd|"
    "bezorgingsfout|bezorging vertraagd|mancato recapito|recapito non riuscito|"
    "impossibile recapitare|messaggio non recapitato|"
    "non recapitabile|mancata consegna|consegna non riuscita|mancato invio|errore di consegna|notifica di mancat|"
    "avviso di mancata|no se puede entregar|no entregado|no entregable|error de entrega|error en la entrega|"
    "fallo en la entrega|fallo de entrega|entrega fallida|correo devuelto|mensaje devuelto|no se pudo entregar|"
    "no se ha podido entregar|notificación del estado de entrega|devuelto|entrega retrasada|não entregue|"
    "não é possível entregar|não foi possível entregar|falha na entrega|falha de entrega|mensagem devolvida|"
    "erro de entrega|não entregável|notificação de status|entrega atrasada|no s'ha pogut lliurar|"
    "kan ikke leveres|kunne ikke leveres|ikke leveret|ikke levert|levering mislykkedes|"
    "mislykket levering|går inte att leverera|kunde inte levereras|ej levererat|oleverbar|leveransfel|"
    "leverans misslyckades|ei voitu toimittaa|toimitus epäonnistui|perille toimittamaton|toimittamaton|"
    "niedostarczon|nie można dostarczyć|nie dostarczono|nie doręczon|niedoręczon|zwrot wiadomości|"
    "błąd dostarcz|dostarczenie nie|zwrot do nadawcy|nedoručiteln|nedoručen|nelze doručit|chyba doručení|"
    "nedoručiteľn|nie je možné doručiť|nem kézbesíthető|kézbesíthetetlen|sikertelen kézbesítés|kézbesítési hiba|"
    "nedostavljeno|nije isporučen|ne može se isporučiti|nedostavlj|nije moguće isporučiti|ni mogoče dostaviti|"
    "nedostavljivo|nelivrat|nu a putut fi livrat|nu poate fi livrat|imposibil de livrat|livrare eșuată|"
    "eroare de livrare|nuk u dorëzua|nuk mund të dorëzohet|teslim edilemedi|teslim edilemeyen|teslim edilemiyor|"
    "iletilemedi|iletilemeyen|teslimat başarısız|gönderilemedi|teslim hatası|teslimat durumu|αποτυχία παράδοσης|"
    "δεν παραδόθηκε|δεν είναι δυνατή η παράδοση|αδύνατη η παράδοση|"
    # Cyrillic
    "не вдалося доставити|не доставлено|недоставлен|ваше сообщение не|недоставленное|сообщение не доставлено|"
    "письмо не доставлено|ошибка доставки|не удалось доставить|не может быть доставлено|возврат почты|"
    "возвращено отправителю|отчет о доставке|недоставка|помилка доставки|неможливо доставити|лист не доставлено|"
    "не може бути доставлен|недоставимо|неуспешно доставяне|невъзможно доставяне|грешка при доставка|"
    "неиспоручен|задержка доставки|"
    # Arabic, Persian, Hebrew
    "تعذر التسليم|لم يتم التسليم|فشل تسليم|فشل التسليم|تعذّر تسليم|تعذر تسليم|غير قابل للتسليم|لم يتم تسليم|"
    "تأخر التسليم|تحویل داده نشد|قابل تحویل نیست|عدم تحویل|تحویل ناموفق|تحویل نشد|غیر قابل تحویل|خطا در تحویل|"
    "לא ניתן למסור|לא נמסרה|כשל במסירה|"
    # East Asia
    "配信不能|配信できません|配信エラー|配送エラー|送信エラー|送信できません|メールを配信できません|配信の失敗|配信失敗|"
    "不達|返送|エラーメール|未配信|配信に失敗|配信遅延|送信に失敗|退信|无法投递|無法投遞|无法送达|無法傳遞|無法送達|"
    "投递失败|投遞失敗|发送失败|發送失敗|传递失败|传输失败|未送达|未送達|未传递|未傳遞|退回|邮件被退|배달되지|"
    "배달할 수 없|배달 실패|전송 실패|전송되지|전달할 수 없|전달되지|반송|발송 실패|메일 실패|수신 거부|"
    "không thể gửi|không gửi được|tidak terkirim|gagal terkirim|pengiriman gagal|ส่งไม่ถึง|ไม่สามารถส่ง"
)
# The subject begins so: formulas of mail systems, which people keep only when they answer or forward.
FORMULAS = Table(
    "undelivered mail returned to sender|undelivered message returned|undeliverable message|undeliverable mail|"
    "mail delivery failed|mail delivery failure|mail delivery system|mail system error|message delivery has failed|"
    "delivery status notification|delivery notification: delivery|delivery failure|failure notice|returned mail:|"
    "returned mail|permanent delivery failure|warning: could not send|warning: message|notice: mail delivery|"
    "message status - undeliverable|ignored not member|rejected mail|[bounce]|unzustellbar:|nicht zugestellt:|"
    "undeliverable:|non remis|non remis :|onbestelbaar:|no se puede entregar:|não entregue:|niedostarczone:|"
    "teslim edilemedi:|не доставлено:|недоставленное сообщение|недоставлено:|未送达|系统退信|未传递|配信不能:|"
    "message you sent blocked|delivery report|your message could not be delivered|delayed mail|non recapitabile:|"
    "nelivrabil:|nedoručitelné:|kézbesíthetetlen:|kan ikke leveres:|går inte att leverera:"
)
# What a mail system writes, and a person hardly does except when quoting one.
SENTENCES = Table(
    "some or all of the intended|could not be reached|no valid recipients|considered spam|identified as spam|"
    "classified as spam|hat einige oder alle empfänger|den empfänger nicht erreicht|konnte nicht erreicht werden|"
    "n'est pas parvenu|n'ont pas pu être joint|no llegó a|no se ha podido enviar|não chegou a|heeft niet alle|"
    "届きません|届きませんでした|"
    "could not be sent|had delivery problems|delivery problem|could not be completed|not be forwarded|"
    "could not be delivered|couldn't be delivered|cannot be delivered|can't be delivered|can not be delivered|"
    "wasn't delivered|was not delivered|not been delivered|were not delivered|was undeliverable|is undeliverable|"
    "has been delayed|is delayed|was delayed|not yet been delivered|has not been delivered|unable to deliver|"
    "could not deliver|couldn't deliver|cannot deliver|wasn't able to deliver|not able to deliver|"
    "failed to deliver|failed to reach|did not reach|didn't reach|delivery failed|delivery has failed|"
    "delivery to the following|delivery failure|delivery attempt|undeliverable to|not deliverable|"
    "this is the mail system at|this is the mail delivery|this is the qmail|this is the mail transport|"
    "mail delivery agent|this is a permanent error|permanent fatal errors|permanent errors|transient non-fatal|"
    "a message that you sent|the message you sent|your message did not|the following address|"
    "the following recipient|the following message|following user|following destination|"
    "following e-mail address|following email address|has been returned|was returned|is being returned|returned to you|"
    "returned to the sender|user unknown|unknown user|mailbox full|mailbox is full|quota exceeded|over quota|"
    "exceeded quota|mailbox unavailable|recipient address rejected|recipient rejected|was rejected|"
    "has been rejected|were rejected|rejected by|was refused|refused by|was blocked|has been blocked|"
    "no such user|unknown recipient|unknown address|does not exist|doesn't exist|address not found|"
    "address couldn't be found|not listed in|not found in directory|invalid recipient|host unknown|"
    "host not found|domain not found|sorry, no mailbox|relay denied|relaying denied|will keep trying|"
    "still being retried|will be retried|still trying|you do not need to resend|resend your message|"
    "in reply to rcpt to|in reply to end of data|smtp error from remote|remote host said|remote server returned|"
    "error from remote mail server|transcript of session|reason for failure|reason for the failure|reasons:|"
    "generating server|diagnostic information|error message below|recipient(s)|virus was found|contained a virus|"
    "infected with|contains a virus|unsolicited bulk|message has been blocked|not accept|queue too long|"
    "delivery status notification|error while attempting|not reach the following|"
    # German
    "nicht zugestellt werden|nicht zugestellt|nicht zustellen|nicht angenommen|nicht ausgeliefert|"
    "konnte dem zielserver|postfach des empfängers|empfänger unbekannt|unbekannter empfänger|zustellung an|"
    "zustellung ihrer|zustellung der|zustellversuch|fehler bei der übermittlung|nicht übermittelt|nicht gesendet|"
    "zurückgewiesen|postfach ist voll|empfängerpostfach|e-mail-adresse wurde nicht gefunden|existiert nicht|"
    "speicherplatz überschritten|diagnoseinformation|ursprüngliche nachrichten|nicht erreicht|"
    # French, Dutch, Italian, Spanish, Portuguese
    "n'a pas pu être remis|n'a pas pu être distribu|n'a pas pu être délivr|n'a pas pu être livré|"
    "n'a pas été remis|pas pu être envoy|impossible de remettre|destinataire inconnu|n'a pas atteint|"
    "échec de la remise|échec de remise|boîte aux lettres est pleine|informations de diagnostic|"
    "kon niet worden bezorgd|kan niet worden bezorgd|niet bezorgd|niet worden afgeleverd|niet bereikt|"
    "diagnostische gegevens|onbekende gebruiker|postvak is vol|non è stato possibile recapitare|"
    "impossibile recapitare|non è stato recapitato|non recapitat|recapito non riuscito|non può essere recapitato|"
    "non ha raggiunto|consegna fallita|non è stato consegnato|informazioni di diagnostica|casella piena|"
    "no se pudo entregar|no se ha podido entregar|no pudo ser entregado|no ha podido ser entregado|"
    "no ha llegado|error en la entrega|información de diagnóstico|buzón lleno|usuario desconocido|"
    "não pôde ser entregue|não foi possível entregar|não foi entregue|informações de diagnóstico|caixa cheia|"
    # North and East
    "kunne ikke leveres|kunde inte levereras|kan ikke leveres|kan inte levereras|ei voitu toimittaa|"
    "nie została dostarczona|nie może zostać dostarczon|nie można dostarczyć|nie udało się dostarczyć|"
    "o niedoręczeniu|skrzynka odbiorcy|nie mogła zostać|informacje diagnostyczne|nelze doručit|nebyla doručena|"
    "nebylo možné doručit|nem sikerült kézbesíteni|nem kézbesíthető|nu a putut fi livrat|nu poate fi livrat|"
    "nu s-a putut livra|cutia poștală|nije isporučen|nuk mund të dorëzohet|nuk u dorëzua|teslim edilemedi|"
    "iletilemedi|ulaştırılamadı|teslim edilemiyor|posta kutusu dolu|tanılama bilgileri|δεν ήταν δυνατή η παράδοση|"
    "δεν παραδόθηκε|не удалось доставить|не доставлено|не может быть доставлен|не было доставлено|"
    "не вдалося доставити|не було доставлено|не може бути доставлен|диагностические сведения|"
    "ящик переполнен|скринька переповнена|адресат не найден|получатель не найден|невозможно доставить|"
    # Arabic, Persian, East Asia
    "تعذر تسليم|تعذّر تسليم|لم يتم تسليم|فشل تسليم|تسليم رسالتك|صندوق البريد ممتلئ|تحویل داده نشد|"
    "تحویل نشد|صندوق پستی پر|配信できません|配信されません|送信できません|お届けできません|届けることができません|"
    "宛先が見つかりません|あて先|以下のメール|メールサーバ|無法投遞|无法投递|无法送达|無法送達|未能送达|投递失败|退信|退回|"
    "无法发送|收件人|전송하지 못|배달하지 못|전달되지|전송할 수 없|수신자|반송"
)
# Short words of all kinds of systems; they count only beside a subject that says the same.
HINTS = Table(
    "5.1.1|5.2.2|5.7.1|4.4.1|550|552|553|554|bounce|reject|undeliver|unzustell|"
    "teslim|تسليم|доставит|доставлен|доставк|dostarcz|doręcz|livrat|bezorg|recapit|consegn|entreg|remis|remise|levere|"
    "toimitt|doruč|kézbesít|παράδοσ|配信|投递|退信|반송|zustell|deliver|speicher|quota|virus|blocked|mailbox|postfach"
)
FIELDS = Table(  # RFC 3464 §2.2–2.3 fields written into the text
    "reporting-mta:|final-recipient:|original-recipient:|diagnostic-code:|remote-mta:|action: failed|"
    "action: delayed|arrival-date:|x-postfix-queue-id:|last-attempt-date:|status: 5.|status: 4.|received-from-mta:"
)
RETURNED = Table(  # announces the returned mail
    "below this line is a copy|this is a copy of the message|copy of your message|copy of the message|"
    "original message follows|original message header|unsent message|returned message|undelivered message|"
    "message header follows|message headers follow|headers of the original|header of the original|"
    "header from the original|message text follows|transcript of session follows|the original message|"
    "your original message|original message:|start of returned|message attached|is attached below|"
    "diagnoseinformation|ursprüngliche nachrichtenkopf|kopfzeilen der ursprünglichen|diagnostic information for|"
    "informations de diagnostic|información de diagnóstico|informazioni di diagnostica|informacje diagnostyczne|"
    "диагностические сведения|diagnostische gegevens|tanılama bilgileri|original-nachrichtenkopf|"
    "original headers|message-id: <|return-path: <|received: from|received: by"
)
RETURNED_TYPES = frozenset(("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"))
STATUS_TYPES = frozenset(("message/delivery-status", "message/global-delivery-status"))
NO_BOUNCE = Table("don't delete this message|folder internal data")
