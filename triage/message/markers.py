"""Which words do mail programs put around a quoted or forwarded mail, in each language we meet?"""

from __future__ import annotations

from typing import Literal

from triage.message.phrases import phrases

Role = Literal["from", "sent", "to", "cc", "subject", "other"]

# header lines that Outlook, GMX, Samsung, Notes and others write above the mail they quote; all in lower case
_LABELS: dict[Role, str] = {
    "from": (
        "von|from|kimden|gönderen|من|المرسل|مرسل|від|від кого|відправник|от|от кого|отправитель|از|فرستنده|de|"
        "expéditeur|od|nadawca|de la|expeditor|van|afzender|da|mittente|remitente|remetente|fra|från|avsändare|"
        "afsender|lähettäjä|nga|absender|ji|odesílatel|odesilatel|odosielateľ|feladó|küldő|από|αποστολέας|pošiljatelj|"
        "pošiljalec|šalje|подател|发件人|寄件者|寄件人|發件人|差出人|送信者|送信元|보낸 사람|보낸사람|발신|발신자|từ|"
        "người gửi|מאת|شاندن|dari|lähettänyt|saatja|nuo|no|sender|author|autor|จาก|kontoinhaber"
    ),
    "sent": (
        "gesendet|gesendet am|datum|sent|date|gönderildi|gönderme tarihi|gönderilme tarihi|gönderim tarihi|tarih|"
        "تاريخ الإرسال|التاريخ|تم الإرسال|أرسلت|أُرسلت|الإرسال|مرسلة|بتاريخ|تاريخ|надіслано|надісланий|дата|"
        "дата і час|відправлено|отправлено|отправлен|تاریخ|ارسال شده|ارسال شد|فرستاده شده|ارسال‌شده|envoyé|"
        "date d'envoi|date d’envoi|envoyé le|wysłano|wysłane|data|data wysłania|trimis|trimis la|dată|verzonden|"
        "verzonden op|inviato|inviata|data invio|enviado|enviado el|enviada em|enviado em|enviada|fecha|skickat|"
        "skickades|sendt|dato|lähetetty|päiväys|päivämäärä|pvm|dërguar|изпратено|datë|data e dërgimit|odesláno|"
        "odoslané|dátum|küldve|elküldve|feladva|küldés dátuma|στάλθηκε|εστάλη|απεστάλη|αποστολή|ημερομηνία|poslano|"
        "poslato|发送时间|发送日期|日期|时间|寄件日期|傳送時間|發送時間|已傳送|送信日時|日時|送信|送信日|日付|"
        "보낸 날짜|보낸날짜|날짜|보냄|발송일|đã gửi|ngày|ngày gửi|thời gian|gửi|vào|lúc|נשלח|תאריך|dîrok|şandin|"
        "hat şandin|dikirim|tanggal|saadetud|kuupäev|išsiųsta|nosūtīts|sent on|sent at|zeit|time|ส่ง|วันที่|enviat|"
        "wrote"
    ),
    "to": (
        "an|to|kime|alıcı|إلى|الى|المرسل إليه|المستلم|кому|до|получатель|одержувач|به|گیرنده|à|a|destinataire|"
        "destinataires|pour|do|adresat|odbiorca|către|destinatar|aan|para|destinatario|destinatário|till|til|"
        "mottagare|modtager|për|vastaanottaja|empfänger|komu|pro|příjemce|adresát|címzett|προς|παραλήπτης|za|prima|"
        "до кого|收件人|收件者|宛先|받는 사람|받는사람|수신|수신자|đến|tới|người nhận|אל|ji bo|bo|kepada|saaja|kam|"
        "kur|recipient|recipients|ถึง|per a|на"
    ),
    "cc": (
        "cc|kopie|kopie an|bcc|bilgi|نسخة|копія|копия|رونوشت|dw|udw|cópia|kopi|copie à|kopia|kopio|copie|copia|c.c|"
        "másolatot kap|másolat|κοινοποίηση|κοιν|kopija|kópia|копие|抄送|副本|密送|참조|숨은참조|đồng gửi|עותק|gizli|"
        "titkos másolat|kp|kk|ccn|cci|cco|tembusan|сс"
    ),
    "subject": (
        "betreff|ogg|subject|konu|الموضوع|موضوع|тема|objet|sujet|temat|subiect|onderwerp|oggetto|asunto|assunto|ämne|"
        "emne|aihe|subjekti|tema|относно|předmět|predmet|tárgy|θέμα|zadeva|naslov|主题|主旨|主題|件名|表題|제목|"
        "tiêu đề|chủ đề|נושא|mijar|mijara|subjek|perihal|teema|tēma|thema|betrifft|betr|lënda|assumpte|เรื่อง|"
        "หัวเรื่อง|temas|тақырып"
    ),
    "other": (
        "reply-to|antwort an|antworten an|wichtigkeit|priorität|importance|priority|anlagen|anlage|anhang|anhänge|"
        "attachments|attachment|gesendet von|sent by|organisation|organization|message-id|nachrichten-id|sensitivity|"
        "vertraulichkeit|kategorien|categories|pièces jointes|importance :|ekler|önem|вложения|вкладення|załączniki|"
        "allegati|adjuntos|datos adjuntos|anexos|bijlagen|bilagor|vedhæftede filer|mailed-by|signed-by|antwoord aan|"
        "répondre à|rispondi a|responder a|odpowiedź do|user-agent|resent-from|resent-to|return-path|list-id|x-mailer|"
        "附件|添付ファイル|첨부|첨부파일|přílohy|prílohy|mellékletek|συνημμένα|attached"
    ),
}
LABELS: dict[str, Role] = {label.casefold(): role for role, labels in _LABELS.items() for label in labels.split("|")}

# a line of a web form; among header lines it says that a person was asked these things
FORM: frozenset[str] = frozenset(
    phrases(
        "name|vorname|nachname|familienname|vor- und nachname|ihr name|dein name|telefon|telefonnummer|tel|handy|"
        "mobil|phone|telephone|phone number|e-mail|email|mail|e-mail-adresse|ihre e-mail|plz|ort|wohnort|adresse|"
        "anschrift|straße|strasse|geburtsdatum|nachricht|ihre nachricht|mitteilung|anliegen|ihr anliegen|kommentar|"
        "message|your message|your name|comment|comments|address|city|date of birth|firma|anrede|first name|last name|"
        "nom|prénom|téléphone|votre message|courriel|ad|soyad|ad soyad|telefon numarası|mesaj|adres|e-posta|имя|"
        "телефон|сообщение|ім'я|повідомлення|imię|nazwisko|imię i nazwisko|wiadomość|numer telefonu|nume|prenume|"
        "mesajul|naam|bericht|nome|messaggio|telefono|nombre|mensaje|teléfono|mensagem|الاسم|الهاتف|الرسالة|نام|تلفن|"
        "پیام|aktenzeichen|kundennummer|az|bg-nummer|نص الرسالة|име|съобщение|jméno|zpráva|meno|správa|név|üzenet|"
        "navn|besked|namn|meddelande|nimi|viesti|όνομα|μήνυμα|姓名|留言|お名前|이름"
    )
)

# between dashes, or alone above header lines
ORIGINAL: tuple[str, ...] = phrases(
    "original|ursprüngliche nachricht|ursprüngliche mail|ursprüngliche e-mail|ursprungsnachricht|original message|"
    "original-nachricht|originalnachricht|original nachricht|original mail|original-mail|originalmail|original email|"
    "original e-mail|originale nachricht|originale e-mail|vorherige nachricht|antwort nachricht|original appointment|"
    "ursprünglicher termin|original meeting|reply message|previous message|reply to message|orijinal mesaj|"
    "orijinal ileti|özgün ileti|özgün mesaj|asıl mesaj|asıl ileti|orijinal e-posta|الرسالة الأصلية|الرسالة الاصلية|"
    "رسالة أصلية|оригінальне повідомлення|початкове повідомлення|вихідне повідомлення|первинне повідомлення|"
    "исходное сообщение|оригинальное сообщение|первоначальное сообщение|исходное письмо|پیام اصلی|message d'origine|"
    "message d’origine|message original|message initial|mail original|e-mail d'origine|e-mail d’origine|"
    "courriel original|wiadomość oryginalna|oryginalna wiadomość|wiadomość pierwotna|treść oryginalnej wiadomości|"
    "original-meddelelse|mesaj original|mesajul original|mesaj iniţial|mesaj inițial|oorspronkelijk bericht|"
    "oorspronkelijk e-mailbericht|origineel bericht|oorspronkelijke bericht|messaggio originale|messaggio originario|"
    "mail originale|mensaje original|correo original|mensagem original|mensagem anterior|oprindelig meddelelse|"
    "originalmeddelelse|oprindelig besked|original meddelelse|ursprungligt meddelande|originalmeddelande|"
    "ursprungsmeddelande|originalt meddelande|opprinnelig melding|original melding|originalmelding|"
    "alkuperäinen viesti|alkuperäinen sähköposti|оригинално съобщение|първоначално съобщение|mesazhi origjinal|"
    "mesazh origjinal|peyama orîjînal|původní zpráva|původní e-mail|originální zpráva|pôvodná správa|pôvodný e-mail|"
    "eredeti üzenet|eredeti levél|αρχικό μήνυμα|πρωτότυπο μήνυμα|izvorna poruka|originalna poruka|izvirno sporočilo|"
    "оригинална порука|原始邮件|原始消息|原邮件|原始郵件|原始訊息|元のメッセージ|元のメール|オリジナルメッセージ|"
    "원본 메시지|원본 메일|원본 이메일|원본메일|thư gốc|tin nhắn gốc|thư ban đầu|הודעה מקורית|ההודעה המקורית|"
    "pesan asli|algne kiri|originalus laiškas|sākotnējais ziņojums|missatge original|ข้อความต้นฉบับ"
)
FORWARDED: tuple[str, ...] = phrases(
    "weitergeleitete nachricht|weitergeleitete mail|weitergeleitete e-mail|weitergeleitete email|weitergeleitet von|"
    "weiterleitung von|weitergeleitet durch|anfang der weitergeleiteten nachricht|anfang weitergeleitete nachricht|"
    "anfang der weitergeleiteten e-mail|beginn der weitergeleiteten nachricht|beginn weitergeleitete nachricht|"
    "forwarded message|forwarded mail|forwarded email|forwarded e-mail|forwarded by|forwarded from|"
    "begin forwarded message|start of forwarded message|begin forwarded e-mail|fwd message|fwd|iletilen mesaj|"
    "iletilen ileti|iletilmiş mesaj|iletilmiş ileti|yönlendirilen mesaj|yönlendirilmiş mesaj|yönlendirilen ileti|"
    "iletilen e-posta|yönlendirilen e-posta|i̇letilen ileti|i̇letilen mesaj|i̇letilmiş ileti|"
    "forwarded message (ileti)|iletinin başlangıcı|i̇letilmiş iletinin başlangıcı|iletilmiş iletinin başlangıcı|"
    "رسالة معاد توجيهها|الرسالة المعاد توجيهها|رسالة محولة|الرسالة المحولة|رسالة مُعاد توجيهها|رسالة معاد إرسالها|"
    "بداية الرسالة المعاد توجيهها|بداية الرسالة المحولة|بدء الرسالة المعاد توجيهها|بدء الرسالة المُعاد توجيهها|"
    "переслане повідомлення|пересланий лист|пересилане повідомлення|перенаправлене повідомлення|пересланное сообщение|"
    "пересылаемое сообщение|перенаправленное сообщение|пересланное письмо|переадресованное сообщение|"
    "начало переадресованного сообщения|начало пересылаемого сообщения|початок переспрямованого повідомлення|"
    "початок пересланого повідомлення|початок переадресованого повідомлення|پیام هدایت شده|پیام هدایت‌شده|"
    "پیام فوروارد شده|پیام بازارسال شده|پیام ارجاع شده|شروع پیام هدایت شده|message transféré|message réexpédié|"
    "début du message réexpédié|début du message transféré|courriel transféré|e-mail transféré|mail transféré|"
    "réacheminé par|transféré par|wiadomość przekazana|przekazana wiadomość|przekazywana wiadomość|"
    "treść przekazanej wiadomości|wiadomość przesłana dalej|przesłana wiadomość|przekazane przez|"
    "początek przekazywanej wiadomości|początek przekazanej wiadomości|początek wiadomości przekazanej|"
    "mesaj redirecționat|mesaj redirecţionat|mesaj retrimis|mesaj transmis|mesajul redirecționat|"
    "început mesaj redirecționat|începutul mesajului redirecționat|început mesaj retrimis|doorgestuurd bericht|"
    "doorgestuurde e-mail|doorgestuurde bericht|begin doorgestuurd bericht|begin van doorgestuurd bericht|"
    "doorgestuurd door|messaggio inoltrato|messaggio girato|inizio messaggio inoltrato|inizio del messaggio inoltrato|"
    "inoltrato da|mensaje reenviado|correo reenviado|inicio del mensaje reenviado|inicio de mensaje reenviado|"
    "reenviado por|mensagem encaminhada|mensagem reencaminhada|mensagem reenviada|início da mensagem encaminhada|"
    "início da mensagem reencaminhada|inicio da mensagem encaminhada|encaminhado por|videresendt besked|"
    "videresendt meddelelse|videresendt mail|start på videresendt besked|begynd på videresendt besked|"
    "videresendt melding|videresendt e-post|start på videresendt melding|begynnelse på videresendt melding|"
    "vidarebefordrat meddelande|vidarebefordrat brev|vidarebefordrat mejl|vidarebefordrat e-postmeddelande|"
    "början på vidarebefordrat brev|början på vidarebefordrat meddelande|vidare befordrat brev|välitetty viesti|"
    "edelleenlähetetty viesti|lähetetty edelleen viesti|välitetty viesti alkaa|välitetyn viestin alku|"
    "препратено съобщение|препратено писмо|начало на препратеното съобщение|mesazhi i përcjellë|mesazh i përcjellë|"
    "peyama hatî şandin|peyama şandî|přeposlaná zpráva|předaná zpráva|přeposlaný e-mail|začátek přeposílané zprávy|"
    "začátek přeposlané zprávy|preposlaná správa|začiatok preposlanej správy|začiatok preposielanej správy|"
    "továbbított üzenet|továbbított levél|továbbított üzenet kezdete|a továbbított üzenet kezdete|προωθημένο μήνυμα|"
    "προωθούμενο μήνυμα|αρχή προωθημένου μηνύματος|έναρξη προωθημένου μηνύματος|proslijeđena poruka|prosleđena poruka|"
    "početak proslijeđene poruke|započni proslijeđenu poruku|posredovano sporočilo|прослеђена порука|转发的邮件|"
    "转发邮件|转发信息|转发的消息|被转发邮件|以下是转发的邮件|下面是被转发的邮件|轉寄郵件|轉寄的郵件|轉寄訊息|"
    "已轉寄的郵件|以下是轉寄的郵件|開始轉寄郵件|転送メッセージ|転送されたメッセージ|転送されたメール|転送メール|"
    "전달된 메시지|전달된 메일|전달된 이메일|전달 메시지|thư được chuyển tiếp|tin nhắn được chuyển tiếp|"
    "thư đã chuyển tiếp|bắt đầu thư được chuyển tiếp|bắt đầu tin nhắn được chuyển tiếp|הודעה שהועברה|ההודעה שהועברה|"
    "תחילת ההודעה שהועברה|pesan terusan|pesan yang diteruskan|edastatud kiri|persiųstas laiškas|pārsūtīts ziņojums|"
    "missatge reenviat|ข้อความที่ส่งต่อ"
)

# help desks ask for it in their own mail, and everything below is that mail
REPLY_ABOVE: tuple[str, ...] = phrases(
    "above this line|over this line|oberhalb dieser zeile|über dieser zeile|über diese zeile|au-dessus de cette ligne|"
    "encima de esta línea|por encima de esta|sopra questa riga|acima desta linha|boven deze regel|boven deze lijn|"
    "powyżej tej linii|bu satırın üst|выше этой строки|вище цього рядка|فوق هذا السطر|بالای این خط|deasupra acestei|"
    "над този ред|over denne linje|ovanför den här raden|tämän rivin yläpuolelle|nad tento řádek|nad tento riadok|"
    "e sor fölé|πάνω από αυτή τη γραμμή|iznad ove linije|在此行上方|この行より上|이 줄 위에|phía trên dòng này|"
    "מעל שורה זו"
)

# words that a person puts into a reply to say that the answers stand in the history below
INLINE: tuple[str, ...] = phrases(
    "inline|in-line|in red below|in blue below|in green below|below in red|below in blue|below in green|in red.|"
    "answers below in|comments below in|between the lines|in between your|in capitals below|see my comments below|"
    "see my answers below|my answers are below|my replies below|im text unten|unten im text|direkt im text|"
    "direkt in ihrer mail|direkt in deiner mail|direkt in der mail|in rot|in blau|in grün|rot markiert|blau markiert|"
    "farbig markiert|zwischen den zeilen|in ihrem text|in deinem text|in der mail unten|unten in der mail|"
    "antworten stehen unten|antworten weiter unten|antworten unten|antwort steht unten|en rouge|en bleu|en vert|"
    "dans le texte ci-dessous|dans votre message ci-dessous|in rosso|in blu sotto|nel testo sotto|risposte sotto|"
    "en rojo|en azul|respuestas abajo|em vermelho|em azul|respostas abaixo|in het rood|in rood|in blauw|"
    "tussen de regels|tussen uw tekst|na czerwono|na niebiesko|w tekście poniżej|odpowiedzi poniżej|kırmızı ile|"
    "kırmızıyla|kırmızı renk|mavi ile|satır arası|aşağıda yanıtla|aşağıda cevapla|красным|синим|ответы ниже|"
    "ответы в тексте|червоним|синім|відповіді нижче|відповіді в тексті|باللون الأحمر|بالأحمر|الإجابات أدناه|"
    "به رنگ قرمز|با رنگ قرمز|پاسخ‌ها در زیر|cu roșu|cu rosu|cu albastru|răspunsuri mai jos|med rött|i rött|med rødt|"
    "i rødt|mellan raderna|punaisella|červeně|červenou|pirossal|με κόκκινο|crveno|с червено|me të kuqe|红色|紅色|赤字|"
    "빨간색|màu đỏ|באדום"
)
ANSWER_STARTS: tuple[str, ...] = phrases(
    "-->|->|==>|=>|>>|→|►|➔|***|##|antwort:|a:|answer:|reply:|re:|réponse|risposta:|respuesta:|resposta:|antwoord:|"
    "odpowiedź:|odp:|cevap:|yanıt:|ответ:|відповідь:|جواب:|الجواب:|پاسخ:|răspuns:|svar:|vastaus:|odpověď:|válasz:|"
    "[antwort|[answer|[reply"
)

# what somebody says who hands a mail on without a matter of his own; not what also stands in an answer, such as
# "I have forwarded your request"
PASS_ON: tuple[str, ...] = phrases(
    "anbei leite|hiermit leite|leite ich ihnen|leite ich euch|leite ich dir|leiten wir ihnen|leite ihnen|leite euch|"
    "anliegend leite|nachfolgend leite|untenstehend leite|zur kenntnis|z. k.|z.k.|z.kt.|zur info|zuständigkeitshalber|"
    "zur weiteren bearbeitung|zur weiteren veranlassung|m. d. b. u.|m.d.b.u.|siehe unten|s. unten|siehe mail unten|"
    "s.u.|untenstehende mail|untenstehende e-mail|unten stehende mail|unten stehende e-mail|untenstehende nachricht|"
    "nachfolgende mail|nachfolgende e-mail|nachfolgende nachricht|nachstehende mail|nachstehende e-mail|"
    "nachstehende nachricht|folgende mail|folgende e-mail|folgende email|folgende nachricht|"
    "diese mail habe ich bekommen|diese e-mail habe ich|kam diese mail|kam folgende|see below|see the below|"
    "see mail below|see the email below|see the message below|fyi|for your information|am forwarding|i'm forwarding|"
    "forwarding this|forwarding you|forwarding the|passing this on|passing on this|pass this on|below mail|"
    "below email|mail below|email below|e-mail below|message below|aşağıdaki mail|aşağıdaki mesaj|aşağıdaki e-posta|"
    "aşağıya bak|iletiyorum|yönlendiriyorum|bilginize|bilgilerinize|أعيد توجيه|أحيل إليكم|انظر أدناه|الرسالة أدناه|"
    "الرسالة التالية|للعلم|пересилаю|перенаправляю|до відома|див. нижче|дивіться нижче|лист нижче|пересылаю|"
    "к сведению|см. ниже|смотрите ниже|письмо ниже|ارجاع می‌دهم|پیام زیر|ایمیل زیر|جهت اطلاع|fais suivre|"
    "faisons suivre|vous transfère|te transfère|pour information|voir ci-dessous|message ci-dessous|mail ci-dessous|"
    "courriel ci-dessous|przekazuję wiadomość|przekazuję mail|przekazuję poniższ|przesyłam dalej|do wiadomości|"
    "patrz poniżej|zobacz poniżej|wiadomość poniżej|redirecționez|vezi mai jos|mesajul de mai jos|pentru informare|"
    "препращам|за сведение|вижте по-долу|stuur ik u|stuur ik je|hierbij stuur|ter info|ter informatie|ter kennisname|"
    "zie onder|zie hieronder|vi inoltro|le inoltro|ti inoltro|inoltro la|inoltro il|per conoscenza|vedi sotto|"
    "reenvío este|le reenvío|te reenvío|para su información|ver abajo|vea abajo|reencaminho|encaminho abaixo|"
    "para conhecimento|ver abaixo|segue abaixo|videresender|til orientering|se nedenfor|vidarebefordrar|"
    "skickar vidare|för kännedom|se nedan|välitän|tiedoksi|katso alla|přeposílám|pro informaci|viz níže|preposielam|"
    "pre informáciu|pozri nižšie|továbbítom|tájékoztatásul|lásd alább|προωθώ|για ενημέρωση|δείτε παρακάτω|"
    "prosljeđujem|na znanje|vidi dolje|po ju përcjell|për informacion|shih më poshtë|dişînim|转发给|供参考|见下|"
    "轉寄給|転送します|転送いたします|下記のメール|전달합니다|전달드립니다|아래 메일|chuyển tiếp|xem bên dưới|מעביר|"
    "לידיעתך|ראה למטה"
)
