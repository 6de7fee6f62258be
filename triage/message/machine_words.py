"""Which subjects and sentences do responders write, in each language we meet? All folded."""

from __future__ import annotations

from triage.message.tables import Table

REPLY_SUBJECTS = Table(  # the subject begins so, and only responders write it
    "automatische antwort|automatische e-mail-antwort|automatische mail-antwort|automatische rückantwort|"
    "automatische rückmeldung|automatische abwesenheit|automatische eingangsbestätigung|automatische nachricht|"
    "automatisch generierte|automatisierte antwort|autoantwort|auto-antwort|auto antwort|abwesenheitsnotiz|"
    "abwesenheitsnachricht|abwesenheitsmeldung|abwesenheitsassistent|abwesenheitsmitteilung|abwesenheitsagent|"
    "abwesenheitsbenachrichtigung|automatic reply|automatic response|automatic answer|automatic email|"
    "automated reply|automated response|automated email|automatically generated|auto-reply|auto reply|autoreply|"
    "auto-response|auto response|autoresponse|auto-respond|autorespond|autoresponder|auto responder|autorply|"
    "auto-responder|out of office|out-of-office|out of the office|ooo:|ooo |o.o.o|oof:|vacation reply|"
    "vacation response|vacation message|vacation notice|away message|away notice|auto acknowledgement|"
    "réponse automatique|réponse d'absence|message automatique|message d'absence|notification d'absence|"
    "avis d'absence|absence du bureau|absent du bureau|réponse auto|automatisch antwoord|automatische reactie|"
    "automatische beantwoording|afwezigheidsbericht|afwezigheidsmelding|afwezigheidsassistent|niet aanwezig:|"
    "afwezig:|abwesend:|absent:|absente:|ausente:|away:|nieobecny:|nieobecna:|"
    "risposta automatica|risposta automatizzata|risposta di assenza|fuori sede|fuori ufficio|assente:|"
    "respuesta automática|respuesta automatica|contestación automática|mensaje automático|fuera de la oficina|"
    "fuera de oficina|resposta automática|resposta automatica|resposta automàtica|mensagem automática|"
    "fora do escritório|autosvar|automatisk svar|automatiskt svar|automaattinen vastaus|poissaoloviesti|"
    "poissaoloilmoitus|frånvaromeddelande|frånvaro:|fraværsmelding|fraværsbesked|sjálfvirkt svar|"
    "odpowiedź automatyczna|automatyczna odpowiedź|autoodpowiedź|nieobecność:|poza biurem|automatická odpověď|"
    "automatická odpoveď|automatikus válasz|automatikus valasz|házon kívül|răspuns automat|raspuns automat|"
    "mesaj automat|automatski odgovor|automatischer|samodejni odgovor|automatinis atsakymas|automātiskā atbilde|"
    "automaatvastus|automaatne vastus|automatische ontvangstbevestiging|otomatik yanıt|otomatik cevap|"
    "ofis dışında|işyeri dışında|otomatik mesaj|αυτόματη απάντηση|εκτός γραφείου|"
    "автоматична відповідь|автовідповідь|автовідповідач|автоматический ответ|автоответчик|автоответ|"
    "автоматичен отговор|автоматски одговор|аўтаматычны адказ|автоматическое уведомление|нет на месте|"
    "вне офиса|поза офісом|رد تلقائي|رد آلي|الرد التلقائي|الرد الآلي|رد تلقائى|خارج المكتب|پاسخ خودکار|"
    "پاسخ اتوماتیک|خارج از دفتر|اتومات ځواب|תגובה אוטומטית|מענה אוטומטי|תשובה אוטומטית|מחוץ למשרד|"
    "përgjigje automatike|bersiva otomatîk|bersiva xweber|jawaab otomaatig ah|ራስ-ሰር ምላሽ|automatic ምላሽ|"
    "自動応答|自動返信|自動回答|自動送信|不在通知|不在メッセージ|自动回复|自动答复|自動回覆|自動回復|外出时的自动回复|"
    "자동 회신|자동 응답|자동회신|자동응답|부재중|trả lời tự động|thư trả lời tự động|balasan otomatis|balas otomatis|"
    "jawapan automatik|ตอบกลับอัตโนมัติ|การตอบกลับอัตโนมัติ|स्वचालित उत्तर|স্বয়ংক্রিয় উত্তর|خودکار جواب"
)

AWAY_ENDS = Table(  # the subject says so of somebody: "Maria Muster is out of the office"
    "is out of the office|is out of office|ist ausser haus|ist ausser haus.|ist nicht im büro|est absent|est absente|"
    "is on vacation|is on leave|is away|is afwezig|non è in ufficio|está fuera de la oficina|jest nieobecn|"
    "(returning |(rückkehr am |(retour "
)

REPLY_TAGS = Table(  # anywhere in the subject
    "(auto-reply|(auto reply|(autoreply|(auto-response|(automatic reply|(automated reply|(automatic response|"
    "(out of office|(ooo|(vacation|(automatische antwort|(abwesend|(abwesenheit|(réponse automatique|"
    "(risposta automatica|(respuesta automática|[auto-reply|[auto reply|[autoreply|[automatic reply|"
    "[automatische antwort|- out of office|- auto reply|- auto-reply|- autoreply|- automatische antwort|"
    "automatic reply:|automatische antwort:|out of office autoreply|auto-reply:|autoreply:|auto reply:"
)

AWAY_TAGS = Table("[ferien]|[urlaub]|[abwesend]|[vacation]|[holiday]|[ooo]|[out of office]")

AWAY_SUBJECTS = Table(  # people write these too
    "auto:|nicht im dienst|nicht im büro|nicht im haus|ausser haus|abwesend|abwesenheit|im urlaub|urlaub|"
    "betriebsferien|"
    "ferien|elternzeit|auf dienstreise|büro geschlossen|on vacation|vacation|on leave|annual leave|"
    "on holiday|holiday|away|maternity leave|parental leave|en congé|congé|absence|absent|afwezig|vakantie|in ferie|"
    "ferie|vacaciones|férias|semester|urlop|nieobecn|dovolená|szabadság|concediu|godišnji|izindeyim|izin|tatil|"
    "відпустк|отпуск|إجازة|مرخصی|休暇|不在|休假|휴가|loma|no longer with|has left the company|mailbox closed|"
    "nicht mehr im unternehmen|neue e-mail-adresse|new email address|email address change|adressänderung"
)

ACK_SUBJECTS = Table(
    "eingangsbestätigung|empfangsbestätigung|bestätigung ihrer|ihre anfrage|ihre nachricht|ihre e-mail|ihr ticket|"
    "ticket|anfrage eingegangen|wir haben ihre|vielen dank für ihre|danke für ihre|request received|your request|"
    "your enquiry|your inquiry|your message|your email|your ticket|your support request|we have received|"
    "we've received|we received|thank you for your|thank you for contacting|thanks for contacting|"
    "thanks for your|case created|case #|support ticket|confirmation of receipt|acknowledgement|acknowledgment|"
    "accusé de réception|confirmation de réception|votre demande|votre message|ontvangstbevestiging|uw bericht|"
    "uw aanvraag|bedankt voor|conferma di ricezione|la sua richiesta|abbiamo ricevuto|acuse de recibo|"
    "hemos recibido|su solicitud|recebemos|a sua mensagem|confirmação de receb|potwierdzenie|otrzymaliśmy|"
    "twoje zgłoszenie|confirmare de primire|am primit|talebiniz|başvurunuz|mesajınız alın|ваш запрос|ваше обращение|"
    "ваш запит|ваше звернення|підтвердження отримання|تم استلام|طلبك|درخواست شما|受付|お問い合わせ|我们已收到"
)

ABSENCE = Table(  # somebody is away …
    "nicht im büro|nicht im dienst|nicht im hause|nicht im haus|ausser haus|im urlaub|in urlaub|in elternzeit|"
    "im mutterschutz|auf dienstreise|auf einer fortbildung|auf fortbildung|derzeit abwesend|zurzeit abwesend|"
    "zur zeit abwesend|bin abwesend|einschliesslich abwesend|nicht erreichbar|nicht am arbeitsplatz|nicht vor ort|"
    "büro geschlossen|büro ist|bleibt geschlossen|ist geschlossen|bleiben geschlossen|sind geschlossen|"
    "während der ferien|betriebsferien|betriebsurlaub|während der herbstferien|nicht mehr im unternehmen|"
    "nicht mehr für|nicht mehr bei|aus dem unternehmen ausgeschieden|nicht mehr tätig|wird nicht mehr gelesen|"
    "nicht mehr gelesen|nicht mehr abgerufen|nicht mehr genutzt|postfach ist nicht|"
    "out of the office|out of office|on annual leave|on vacation|on leave|on holiday|on parental leave|"
    "on maternity leave|on a business trip|away from my desk|away from the office|away until|i am away|i'm away|"
    "i will be away|i am travelling|i am traveling|i'm travelling|i'm traveling|currently away|currently out|"
    "will be out|limited access to e|limited access to my e|no access to e|no longer work|no longer with|"
    "no longer employed|has left the company|have left the company|left the company|no longer monitored|"
    "no longer in use|no longer active|office is closed|offices are closed|not in the office|unavailable until|"
    "ofis dışında|ofiste değil|izindeyim|izinde olaca|izinli|yıllık izin|tatildeyim|خارج المكتب|في إجازة|"
    "في اجازة|у відпустці|поза офісом|відсутн|в отпуске|вне офиса|отсутствую|нахожусь в отпуск|در مرخصی|"
    "خارج از دفتر|absent du bureau|en congé|absente du bureau|suis absent|serai absent|actuellement absent|"
    "ne travaille plus|na urlopie|poza biurem|nieobecn|nie pracuj|în concediu|nu sunt la birou|op vakantie|"
    "wegens vakantie|niet op kantoor|ben afwezig|ben ik afwezig|niet aanwezig|met verlof|in ferie|fuori ufficio|"
    "fuori sede|sono assente|sarò assente|de vacaciones|fuera de la oficina|estaré ausente|ausente|de férias|"
    "fora do escritório|på semester|inte på kontoret|på ferie|ikke på kontoret|lomalla|poissa|na dovolené|"
    "mimo kancelář|szabadságon|házon kívül|nem vagyok az irodában|na godišnjem|izvan ureda|në pushime|në leje|"
    "jashtë zyrës|в отпуск|в отпуска|извън офиса|σε άδεια|εκτός γραφείου|不在に|不在の|休暇中|休假|外出|부재중|휴가"
)

DEPUTY = Table(  # … and a notice says what happens to mail meanwhile
    "meine vertretung|vertretung:|vertretung ist|vertretung hat|vertretung übernimmt|vertreten durch|"
    "vertreten von|vertritt mich|vertreten mich|in dringenden fällen|in dringenden angelegenheiten|"
    "in dringenden baulichen|bei dringenden|in eiligen|in notfällen wenden|wird nicht weitergeleitet|"
    "werden nicht weitergeleitet|nicht automatisch weitergeleitet|nicht gelesen|automatisch weitergeleitet|"
    "lese meine mails nicht|wird nicht bearbeitet|werden nicht bearbeitet|lesen wir ihre|lese ich ihre|"
    "e-mails werden|mails werden|bitte wenden sie sich|wenden sie sich bitte|for urgent matters|for urgent|"
    "in urgent cases|if urgent|if your matter is urgent|if this is urgent|if your message is urgent|"
    "in case of emergency|in my absence|in his absence|in her absence|during my absence|will not be forwarded|"
    "not be read|please contact my|please contact:|please direct|please send your|please resend|"
    "will be forwarded|acil durum|acil konular|للحالات العاجلة|في الحالات العاجلة|للأمور العاجلة|у термінових|"
    "у невідкладних|по срочным|в срочных|در موارد ضروری|موارد فوری|en cas d'urgence|en mon absence|"
    "pendant mon absence|veuillez contacter|w pilnych|w sprawach pilnych|în cazuri urgente|pentru urgențe|"
    "voor spoed|bij spoed|voor dringende|in dringende gevallen|per urgenze|per questioni urgenti|in caso di urgenza|"
    "para urgencias|en caso de urgencia|para asuntos urgentes|em caso de urgência|para assuntos urgentes|"
    "vid brådskande|ved hastesaker|ved presserende|kiireellisissä|v naléhavých|sürgős esetben|u hitnim|"
    "për raste urgjente|"
    "при спешни|για επείγοντα|お急ぎの|緊急の|紧急|急事|긴급"
)

RETURN = Table(  # … or when somebody is back, as people say too
    "wieder erreichbar|wieder im büro|wieder im dienst|wieder für sie da|wieder zur verfügung|wieder da|"
    "nach meiner rückkehr|on my return|upon my return|when i return|when i am back|when i get back|i will return|"
    "i will be back|be back in|back in the office|back on|returning on|will get back to you|will respond|"
    "will reply|döndüğümde|dönüşümde|tarihinde döne|عند عودتي|після повернення|повернуся|после возвращения|вернусь|"
    "پس از بازگشت|à mon retour|de retour|po powrocie|wracam|la întoarcere|vanaf de|ben ik weer|terug op|"
    "al mio ritorno|rientr|a mi regreso|a mi vuelta|no meu regresso|ao retornar|åter på|tilbake|tilbage den|palaan|"
    "po návratu|visszatér|po povratku|kthehem|завръщам|επιστρέψω"
)

THANKS = Table(
    "vielen dank für ihre|danke für ihre|herzlichen dank für ihre|vielen dank für deine|thank you for your e|"
    "thank you for your m|thanks for your e|thanks for your m|thank you for contacting|thanks for contacting|"
    "thank you for writing|thanks for getting in touch|thank you for getting|merci pour votre|merci de votre|"
    "je vous remercie de votre|bedankt voor uw|dank voor uw|grazie per il|grazie per la|la ringrazio per|"
    "gracias por su|gracias por tu|obrigado pela|obrigada pela|obrigado por|dziękuję za|dziękujemy za|mulțumesc pentru|"
    "mulţumesc pentru|vă mulțumim|e-postanız için teşekkür|mesajınız için teşekkür|teşekkür eder|شكرا لرسالت|"
    "شكراً لرسالت|شكرا لتواصل|شكرا على|дякую за ваш|дякуємо за|спасибо за ваш|спасибо за письмо|благодарим за|"
    "благодаря за|از پیام شما|از ایمیل شما|tack för ditt|takk for din|tak for din|kiitos viest|děkuji za|"
    "köszönöm levelét|hvala na|faleminderit për|ありがとうございます|感谢您|谢谢您|감사합니다"
)

GENERATED = Table(  # only machines say this of themselves
    "automatisch generierte|automatisch erzeugte|automatisch erstellte|nachricht wurde automatisch|"
    "e-mail wurde automatisch|mail wurde automatisch|antwort wurde automatisch|automatisch versendet|"
    "dies ist eine automatische|dies ist eine automatisierte|das ist eine automatische|automatische antwort auf|"
    "automatische eingangsbestätigung|this is an automated|this is an automatic|this is an auto|"
    "this message is automat|this email is automat|this e-mail is automat|automatically generated|"
    "generated automatically|automatic confirmation|automated confirmation|automated reply|automated response|"
    "automatic reply from|sent automatically|this message was automat|bu e-posta otomatik|bu mesaj otomatik|"
    "otomatik olarak oluşturul|otomatik olarak gönderil|تم إنشاء هذه الرسالة تلقائ|هذه رسالة تلقائية|هذه رسالة آلية|"
    "هذا رد تلقائي|це автоматичне повідомлення|це автоматична|згенеровано автоматично|это автоматическое|"
    "это автоматический|сообщение сгенерировано автоматически|письмо сформировано автоматически|"
    "این پیام به صورت خودکار|این یک پیام خودکار|ceci est un message automatique|ceci est une réponse automatique|"
    "généré automatiquement|envoyé automatiquement|message automatique|wiadomość wygenerowana automatycznie|"
    "wiadomość została wygenerowana automatycznie|to jest automatyczn|mesaj generat automat|este un mesaj automat|"
    "automatisch gegenereerd|dit is een automatisch|messaggio automatico|generato automaticamente|"
    "generata automaticamente|mensaje automático|generado automáticamente|respuesta automática|mensagem automática|"
    "gerada automaticamente|gerado automaticamente|automatisk genereret|automatisk generert|automatiskt genererat|"
    "automaattinen viesti|automaattinen vastaus|automaticky generov|automatikusan generált|automatski generi|"
    "автоматично съобщение|αυτοματοποιημένο μήνυμα|αυτόματο μήνυμα|mesazh automatik|自動送信|自動応答|自動返信|"
    "自动回复|自动发送|系统自动|자동으로 발송|자동 발송|자동 응답|발신 전용"
)

NO_ANSWER = Table(  # … and this of their address
    "antworten sie nicht auf diese|nicht auf diese e-mail|nicht auf diese mail|nicht auf diese nachricht|"
    "postfach wird nicht überwacht|nicht überwacht|keine antworten|do not reply to this|do not respond to this|"
    "don't reply to this|mailbox is not monitored|not monitored|unmonitored|yanıtlamayın|cevaplamayınız|"
    "cevap vermeyin|لا ترد على|عدم الرد|не відповідайте на|не отвечайте на|پاسخ ندهید|ne pas répondre à|"
    "ne répondez pas|nie odpowiadaj na|prosimy nie odpowiadać|nu răspundeți la|niet op deze e-mail|"
    "niet op dit bericht|niet te beantwoorden|non rispondere a|non rispondete|no responda a este|no conteste|"
    "no responder a este|não responda a|svara inte på|ikke svar på|älä vastaa|neodpovídejte|ne válaszoljon|"
    "ne odgovarajte|не отговаряйте|μην απαντήσετε|mos u përgjigjni|返信しないで|返信できません|请勿回复|회신하지"
)

RECEIVED = Table(  # a counter says it took a request in
    "haben wir erhalten|wir haben ihre|ist bei uns eingegangen|ist eingegangen|sind eingegangen|eingang ihrer|"
    "unter der nummer|ticketnummer|vorgangsnummer|bearbeitungsnummer|schnellstmöglich|so schnell wie möglich|"
    "in der reihenfolge|anfrage wurde|has been received|have received your|we received your|we've received your|"
    "has been logged|has been created|ticket number|ticket id|case number|reference number|request number|"
    "as soon as possible|within 24 hours|within one business|working days|business days|avons bien reçu|"
    "a bien été reçu|a été enregistr|hebben uw|in goede orde ontvangen|abbiamo ricevuto|hemos recibido|"
    "ha sido recibid|recebemos a sua|foi recebid|otrzymaliśmy|została przyjęta|zostało przyjęte|am primit|"
    "a fost înregistrat|alınmıştır|tarafımıza ulaş|kaydınız|تم استلام|استلمنا|отримали ваш|зареєстровано|"
    "получили ваш|зарегистрирован|دریافت شد|دریافت کردیم|har mottatt|har modtaget|har mottagit|olemme vastaanottaneet|"
    "obdrželi|megkaptuk|primili smo|получихме|受け付け|受付|已收到|접수"
)

CHALLENGE = Table(  # the mail waits until its sender proves to be a person
    "your message is being held|is being held until|held until you confirm|held for verification|"
    "confirm that you are a human|prove you are human|verify that you sent|confirm your message|"
    "please confirm your message|complete this one-time|this is a one time|one-time verification|"
    "add yourself to my|approved senders|allowed senders list|approved sender list|spam protection|challenge/response|"
    "um ihre nachricht zuzustellen|zurückgehalten, bis sie|absender bestätigen|bestätigen sie ihre nachricht|"
    "retenu en attendant|confirmer votre message|confirme su mensaje|подтвердите отправку"
)

RECEIPT_SUBJECTS = Table(
    "gelesen:|read:|nicht gelesen:|ungelesen gelöscht:|not read:|gelöscht:|deleted:|lesebestätigung|"
    "lesebestaetigung|empfangsbestätigung (|übermittelt:|zugestellt:|weitergeleitet:|"
    "read receipt|read notification|read report|return receipt|receipt:|displayed:|disposition notification|"
    "delivered:|relayed:|opened:|message read|message opened|read-receipt|okundu:|okundu bilgisi|okunmadı:|"
    "iletildi:|تمت القراءة:|مقروءة:|إيصال القراءة|لم تتم قراءتها:|прочитано:|не прочитано:|прочтено:|доставлено:|"
    "уведомление о прочтении|сповіщення про прочитання|خوانده شد:|خوانده شده:|رسید خواندن|lu :|lu:|non lu :|non lu:|"
    "remis :|remis:|accusé de lecture|confirmation de lecture|accusé de réception (affich|przeczytano:|odczytano:|"
    "nieprzeczytano:|potwierdzenie przeczytania|potwierdzenie odczytu|dostarczono:|citit:|citită:|necitit:|"
    "confirmare de citire|gelezen:|ongelezen:|niet gelezen:|leesbevestiging|bezorgd:|letto:|non letto:|"
    "conferma di lettura|ricevuta di ritorno|recapitato:|leído:|no leído:|confirmación de lectura|entregado:|lida:|"
    "lido:|não lida:|confirmação de leitura|recibo de leitura|entregue:|läst:|oläst:|läskvitto|læst:|ulæst:|lest:|"
    "ulest:|lesebekreftelse|luettu:|lukukuittaus|přečteno:|potvrzení o přečtení|elolvasva:|olvasási|pročitano:|"
    "прочетено:|διαβάστηκε:|lexuar:|開封済み|開封確認|既読|已读|已讀|읽음"
)

RECEIPT_SENTENCES = Table(
    "wurde am|gelesen am|gelesen wurde|gelöscht, ohne|ungelesen gelöscht|ohne gelesen zu werden|ihre nachricht an|"
    "ihre nachricht wurde|auf dem bildschirm angezeigt|beim empfänger angezeigt|ist eine empfangsbestätigung|"
    "ist eine lesebestätigung|eine bestätigung für die nachricht|keine garantie|was read|was deleted|"
    "without being read|has been read|has been displayed|was displayed|been opened|was opened|was received by|"
    "return receipt|no guarantee|your message to|your message was|your message has|successfully delivered|"
    "has been delivered|was delivered|message delivered|were delivered|okundu|okunmadan|تمت قراءة|تم حذف|"
    "رسالتك إلى|було прочитано|прочитано|было прочитано|прочтено|خوانده شد|a été lu|a été affich|a été supprimé|"
    "votre message a|votre message à|zostala przeczytana|została przeczytana|została wyświetlona|przeczytano|"
    "a fost citit|is gelezen|werd gelezen|uw bericht is|uw bericht aan|è stato letto|è stato visualizzato|se leyó|"
    "fue leído|ha sido leído|foi lida|foi lido|lästes|har lästs|blev læst|ble lest|luettiin|byla přečtena|"
    "el lett olvasva|開封されました|表示され|已被读取|읽었습니다"
)

COMPLAINT_SUBJECTS = Table(
    "complaint about message from|complaint about a message|email feedback report|feedback report|fbl report|"
    "feedback loop|client tos notification|abuse report|abuse complaint|spam complaint|spam report|"
    "junk mail report|this is spam report|complaint report|jmrp"
)

COUNT_SUBJECTS = Table("report domain:|report domain|dmarc aggregate report|dmarc report")

REQUESTS = Table(  # somebody wants something: then a person wrote, absent or not; "you can write to …" is no request
    "können sie mir|können sie uns|können sie bitte|können sie helfen|können sie das|können sie den|"
    "können sie meine|können sie mich|könnten sie|kann ich bitte|wann kann ich|wo kann ich|wie kann ich|"
    "kann ich einen|kann ich den|kann ich die|ich möchte|ich brauche|ich suche|ich bitte sie|ich bitte um hilfe|"
    "ich bitte um einen|ich bitte um rück|bitte helfen|bitte rufen sie mich|bitte verschieben|bitte schicken sie|"
    "bitte senden sie mir|meinen termin|mein termin|ich wollte|wir brauchen|wir suchen|könnt ihr|kannst du|"
    "can you|could you|would you|i need|i would like|i want|please help|please call me|please let me know|"
    "my appointment|yapabilir|istiyorum|ihtiyac|yardımcı olur|أريد|احتاج|أحتاج|هل يمكن|чи можете|можете допомогти|"
    "потрібн|мені треба|мне нужно|можете ли|не могли бы|помогите|хочу|می‌خواهم|می توانید|لطفا کمک|j'ai besoin|"
    "pouvez-vous|pourriez-vous|je voudrais|potrzebuj|czy moż|chciał|am nevoie|aş dori|aș dori|puteți să|ik wil|"
    "kunt u mij|kunt u ons|kunt u helpen|ho bisogno|vorrei|può aiutar|necesito|quisiera|puede ayudar|preciso de"
)

PERSONAL = Table(  # somebody speaks of what happened to them, a machine does not
    "meine mail|meine e-mail|meine email|meine nachricht|meiner mail|meiner e-mail|meiner nachricht|mein schreiben|"
    "meine letzte|ich bekomme|ich bekam|ich erhalte|ich erhielt|ich habe|hab ich|habe ich|ich hatte|ich wollte|"
    "wir haben versucht|wir bekommen|wir erhalten|bekommen wir|kam zurück|kommt zurück|kamen zurück|zurückgekommen|"
    "kommt immer|ihre automatische|ihre abwesenheits|deine abwesenheits|eure abwesenheits|ihren abwesenheits|"
    "deine automatische|ihrer automatischen|diese fehlermeldung|folgende fehlermeldung|folgende meldung|"
    "my mail|my email|my e-mail|my message to|my last|my previous|i got|i get|i received|i have received|"
    "i keep getting|i tried|i sent you|i've been|i am getting|i'm getting|we got|we keep|we tried|came back|"
    "your out of office|your out-of-office|your auto|your automatic|your vacation|this error|following error|"
    "the error below|see below|any idea|j'ai reçu|j'ai envoyé|mon message|mon mail|mon e-mail|"
    "votre réponse automatique|"
    "he recibido|mi correo|mi mensaje|su respuesta automática|ho ricevuto|la mia mail|il mio messaggio|"
    "la mia e-mail|mijn mail|mijn e-mail|mijn bericht|ik kreeg|ik krijg|recebi|o meu email|a minha mensagem|"
    "moja wiadomość|mój mail|mój e-mail|dostałem|dostałam|otrzymałem|otrzymałam|am primit de la|mesajul meu|"
    "e-postam|mailim|mesajım|gönderdim|aldım|رسالتي|وصلتني|بريدي|мій лист|моє повідомлення|я отримав|я отримала|"
    "моё письмо|мое письмо|мой письмо|я получил|я получила|ایمیل من|پیام من|دریافت کردم|mitt mejl|min mail|"
    "min e-post|můj e-mail|az e-mailem|moj mejl|emaili im|моят имейл"
)

ABOUT = Table(  # somebody speaks of a notice they got or want to set up
    "ihre automatische|ihre abwesenheits|ihren abwesenheits|ihrer abwesenheits|deine abwesenheits|eure abwesenheits|"
    "deine automatische|ihrer automatischen|eure automatische|die automatische antwort|die abwesenheitsnotiz|"
    "eine automatische antwort bek|eine abwesenheitsnotiz|abwesenheitsnotiz ein|abwesenheitsnotiz aus|"
    "ich bekomme|ich bekam|ich erhalte|ich erhielt|ich habe ihre|habe ich ihre|ich habe nur|habe nur|"
    "wir bekommen nur|wir erhalten nur|your out of office|your out-of-office|your auto|your automatic|"
    "your vacation|your away|the automatic reply|the auto-reply|the autoreply|the out of office message|"
    "an auto-reply|an automatic reply from|auto-replies|autoreplies|auto-responder|i got|i get|i keep getting|"
    "i only got|i received|we got|we keep|votre réponse automatique|votre message d'absence|la réponse automatique|"
    "j'ai reçu|su respuesta automática|he recibido|recibí|la sua risposta automatica|ho ricevuto|"
    "uw automatische|je automatische|ik kreeg|ik krijg|a sua resposta automática|recebi|"
    "pana automatyczn|państwa automatyczn|dostałem|dostałam|otrzymałem|otrzymałam|otomatik yanıtınız|"
    "otomatik cevabınız|aldım|ردك التلقائي|وصلني|وصلتني|вашу автоматичну|вашу автовідповідь|я отримав|я отримала|"
    "ваш автоответ|ваш автоматический|я получил|я получила|پاسخ خودکار شما|دریافت کردم|ditt autosvar|"
    "vaši automatickou|răspunsul dumneavoastră automat|am primit răspuns"
)
