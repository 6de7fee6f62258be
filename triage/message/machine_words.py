"""Which subjects and sentences do machines write, in each language we meet? All casefolded."""

from __future__ import annotations

from triage.message.phrases import phrases

REPLY_SUBJECTS: tuple[str, ...] = phrases(  # the subject begins so
    "automatische antwort|automatic reply|auto-reply|auto reply|autoreply|auto:|auto response|automated reply|"
    "automated response|automatische rückmeldung|automatische eingangsbest|abwesenheitsnotiz|abwesenheitsnachricht|"
    "abwesenheitsmeldung|abwesenheitsassistent|abwesend:|out of office|out of the office|ooo:|réponse automatique|"
    "autosvar|automatisk svar|automatiskt svar|automatisch antwoord|automatische reactie|afwezig:|"
    "afwezigheidsbericht|risposta automatica|risposta automatizzata|fuori sede|respuesta automática|"
    "respuesta automatica|fuera de la oficina|resposta automática|odpowiedź automatyczna|automatyczna odpowiedź|"
    "otomatik yanıt|otomatik cevap|رد تلقائي|رد آلي|الرد التلقائي|автоматична відповідь|автовідповідь|"
    "автоматический ответ|автоответ|پاسخ خودکار|răspuns automat|automaattinen vastaus|автоматичен отговор|"
    "përgjigje automatike|bersiva otomatîk|automatická odpověď|automatikus válasz|automatski odgovor"
)

ABSENCE: tuple[str, ...] = phrases(  # somebody is away …
    "nicht im büro|nicht im dienst|nicht im hause|nicht im haus|ausser haus|im urlaub|in urlaub|in elternzeit|"
    "auf dienstreise|auf einer fortbildung|derzeit abwesend|zurzeit abwesend|zur zeit abwesend|bin abwesend|"
    "nicht erreichbar|nicht am arbeitsplatz|nicht vor ort|büro geschlossen|bleibt geschlossen|ist geschlossen|"
    "während der ferien|während der herbstferien|out of the office|out of office|on annual leave|on vacation|"
    "on leave|away from my desk|away until|i am travelling|i am traveling|currently away|limited access to e|"
    "ofis dışında|izindeyim|izinde olacağım|yıllık izin|خارج المكتب|في إجازة|у відпустці|поза офісом|в отпуске|"
    "вне офиса|در مرخصی|خارج از دفتر|absent du bureau|en congé|absente du bureau|suis absent|na urlopie|poza biurem|"
    "nieobecn|în concediu|nu sunt la birou|op vakantie|wegens vakantie|niet op kantoor|in ferie|fuori ufficio|"
    "de vacaciones|fuera de la oficina|de férias|fora do escritório|på semester|på ferie|në pushime|në leje|"
    "в отпуск|в отпуска"
)

RETURN: tuple[str, ...] = phrases(  # … and says what a machine says for them
    "wieder erreichbar|wieder im büro|wieder im dienst|wieder für sie da|wieder zur verfügung|lesen wir ihre|"
    "lese ich ihre|meine vertretung|vertretung:|vertreten durch|vertritt mich|in dringenden fällen|"
    "in dringenden angelegenheiten|wird nicht weitergeleitet|nicht automatisch weitergeleitet|nicht gelesen|"
    "nach meiner rückkehr|lese meine mails nicht|wird nicht bearbeitet|on my return|upon my return|when i return|"
    "i will return|i will be back|back in the office|for urgent matters|in urgent cases|in case of emergency|"
    "will get back to you|will respond|will not be forwarded|acil durum|döndüğümde|dönüşümde|للحالات العاجلة|"
    "في الحالات العاجلة|عند عودتي|після повернення|у термінових|после возвращения|по срочным|در موارد ضروری|"
    "en cas d'urgence|à mon retour|w pilnych|po powrocie|în cazuri urgente|la întoarcere|voor spoed|bij spoed|"
    "vanaf de|al mio ritorno|per urgenze|a mi regreso|para urgencias|no meu regresso|em caso de urgência|"
    "vid brådskande|ved hastesaker|për raste urgjente|при спешни"
)

GENERATED: tuple[str, ...] = phrases(  # only machines say this of themselves
    "automatisch generierte|automatisch erzeugte|automatisch erstellt|wurde automatisch|dies ist eine automatische|"
    "this is an automated|this is an automatic|automatically generated|automatic confirmation|"
    "automated confirmation|bitte antworten sie nicht auf diese|please do not reply to this|do not reply to this|"
    "postfach wird nicht überwacht|mailbox is not monitored|bu e-posta otomatik|otomatik olarak oluşturul|"
    "تم إنشاء هذه الرسالة تلقائ|هذه رسالة تلقائية|це автоматичне повідомлення|не відповідайте на цей лист|"
    "это автоматическое|не отвечайте на это письмо|این پیام به صورت خودکار|ceci est un message automatique|"
    "ne pas répondre à ce|wiadomość wygenerowana automatycznie|nie odpowiadaj na tę|mesaj generat automat|"
    "nu răspundeți la acest|automatisch gegenereerd|niet op deze e-mail|messaggio automatico|"
    "non rispondere a questa|mensaje automático|no responda a este|mensagem automática|não responda a este|"
    "automatisk genereret|automatiskt genererat"
)

BOUNCE_SUBJECTS: tuple[str, ...] = phrases(
    "undelivered mail|undeliverable|mail delivery failed|mail delivery failure|mail delivery system|"
    "delivery failure|delivery status notification|delivery has failed|failure notice|returned mail|"
    "message not delivered|mail system error|delayed mail|warning: message|message delayed|delivery delayed|"
    "unzustellbar|nicht zustellbar|zustellung fehlgeschlagen|zustellung verzögert|zustellfehler|"
    "fehler bei der zustellung|mailzustellung|nachricht nicht zugestellt|anhang abgelehnt|teslim edilemedi|"
    "iletilemedi|تعذر التسليم|لم يتم التسليم|فشل تسليم|تعذّر تسليم|не вдалося доставити|недоставлен|не доставлено|"
    "ваше сообщение не|недоставленное|تحویل داده نشد|échec de la remise|non remis|courrier non distribué|"
    "échec de remise|niedostarczon|nie można dostarczyć|nedostavljeno|nelivrat|nu a putut fi livrat|onbestelbaar|"
    "niet bezorgd|mancato recapito|impossibile recapitare|messaggio non recapitato|no se puede entregar|"
    "no entregado|devuelto|não entregue|não é possível entregar|kan ikke leveres|går inte att leverera|недоставимо|"
    "nuk u dorëzua"
)

BOUNCE_SENTENCES: tuple[str, ...] = phrases(
    "could not be delivered|wasn't delivered|was not delivered|has been delayed|unable to deliver|"
    "couldn't be delivered|this is the mail system at|this is the qmail-send|permanent error|permanent fatal errors|"
    "user unknown|mailbox full|quota exceeded|mailbox unavailable|recipient address rejected|over quota|"
    "no such user|does not exist|nicht zugestellt werden|nicht angenommen|nicht zugestellt|konnte dem zielserver|"
    "postfach des empfängers|empfänger unbekannt|zustellung an|5.1.1|5.2.2|550 |552 |554 |5.7.1|4.4.1|"
    "teslim edilemedi|تسليم|доставит|доставлен|dostarczyć|niedoręczeniu|livrat|bezorgd|recapitat|entregad|entregar|"
    "remis|levere"
)

RECEIPT_SUBJECTS: tuple[str, ...] = phrases(
    "gelesen:|read:|nicht gelesen:|not read:|lesebestätigung|read receipt|return receipt|"
    "empfangsbestätigung (anzeige|disposition notification|okundu:|okundu bilgisi|تمت القراءة:|прочитано:|прочтено:|"
    "уведомление о прочтении|خوانده شد:|lu :|lu:|accusé de lecture|confirmation de lecture|przeczytano:|"
    "potwierdzenie przeczytania|citit:|gelezen:|leesbevestiging|letto:|conferma di lettura|leído:|"
    "confirmación de lectura|lida:|läst:|læst:|lest:"
)

NEWSLETTER_SUBJECTS: tuple[str, ...] = (
    "newsletter",
    "rundbrief",
    "infobrief",
    "bülten",
    "розсилка",
    "рассылка",
    "bulletin",
)

UNSUBSCRIBE: tuple[str, ...] = phrases(
    "newsletter abmelden|newsletter abbestellen|vom newsletter abmelden|hier abmelden|abmelden können sie sich|"
    "keinen newsletter mehr|keinen infobrief mehr|verteiler abonniert|aus dem verteiler|unsubscribe|opt out|"
    "manage your preferences|view this email in your browser|im browser ansehen|im browser anzeigen|listeden çıkmak|"
    "abonelikten çık|إلغاء الاشتراك|відписатися|підписані на|отписаться|لغو اشتراک|se désabonner|se désinscrire|"
    "wypisz się|dezabon|uitschrijven|afmelden voor|disiscriviti|annulla l'iscrizione|darse de baja|"
    "cancelar a subscrição|cancelar inscrição|avregistrera|afmeld"
)

LEAVING: tuple[str, ...] = phrases(  # a person who wants to leave a newsletter writes so
    "melden sie mich|möchte mich|nehmen sie mich|bitte abmelden|unsubscribe me|please unsubscribe|remove me"
)

REQUESTS: tuple[str, ...] = phrases(  # somebody wants something: then a person wrote, absent or not
    "können sie|könnten sie|kann ich|ich möchte|ich brauche|ich suche|ich bitte|bitte helfen|bitte rufen|"
    "bitte verschieben|meinen termin|mein termin|ich wollte|wir brauchen|wir suchen|könnt ihr|can you|could you|"
    "i need|i would like|i want|please help|please call|my appointment|yapabilir|istiyorum|ihtiyac|أريد|احتاج|أحتاج|"
    "ممكن|можете|потрібн|мені треба|мне нужно|хочу|می‌خواهم|لطفا|j'ai besoin|pouvez-vous|je voudrais|potrzebuj|"
    "chciał|am nevoie|aş dori|aș dori|ik wil|kunt u|ho bisogno|vorrei|necesito|quisiera|preciso"
)
