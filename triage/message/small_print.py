"""Which words begin or fill the small print under a mail: confidentiality, viruses, environment, mailing lists?"""

from __future__ import annotations

from triage.message.openings import by_opening
from triage.message.phrases import phrases

# how a notice begins; two words of NOTICE_WORDS in its first lines make it one
_OPENINGS: dict[str, str] = {
    "de": "diese e-mail|diese email|diese mail|diese nachricht|diese elektronische|der inhalt dieser|"
    "die inhalte dieser|"
    "die in dieser|die information|der inhalt der|die mit dieser|vertraulich|haftungsausschluss|wichtiger hinweis|"
    "wichtige hinweise|hinweis|rechtlicher hinweis|rechtliche hinweise|dieses e-mail|dieses dokument|dies ist eine|"
    "achtung|sollten sie diese|sollten sie nicht|wenn sie nicht der|falls sie nicht|wenn sie diese|falls sie diese|"
    "disclaimer|e-mail-disclaimer|vertraulichkeitshinweis|datenschutzhinweis|hinweis zum datenschutz|"
    "informationen zum datenschutz|unsere datenschutz|bitte beachten sie: diese|aus rechtlichen|die unbefugte|"
    "verschwiegenheit|die übermittlung|der austausch von nachrichten|e-mails können|elektronisch übermittelte|"
    "unbefugte|zugang für elektronische|formgebundene|die e-mail-adresse dient|informationen nach art|nach art. 13",
    "en": "this e-mail|this email|this mail|this message|this communication|this electronic|this transmission|"
    "this document|the information|information in this|the contents of this|the content of this|confidential|"
    "important notice|important:|important -|disclaimer|e-mail disclaimer|email disclaimer|notice:|privileged|"
    "privacy notice|if you are not the|if you have received|if you received|if this e-mail|if this email|any views|"
    "the views|views expressed|any unauthori|unauthori|please note that this|warning:|caution:|legal notice|"
    "the sender|we do not accept|any opinions|emails are not|internet communications|e-mail transmission|private and",
    "tr": "bu e-posta|bu eposta|bu mesaj|bu elektronik|bu ileti|bu mail|gizlilik|yasal uyarı|uyarı:|önemli not|"
    "işbu e-posta|bu iletide|sorumluluk reddi",
    "ar": "هذه الرسالة|هذا البريد|إن هذه الرسالة|تحتوي هذه|إخلاء مسؤولية|اخلاء مسؤولية|تنبيه|سري|المعلومات الواردة|"
    "ان هذه الرسالة|هذا الإيميل|إشعار السرية|تنويه",
    "uk": "це повідомлення|цей лист|цей електронний|ця електронна|інформація, що|інформація в цьому|конфіденційн|"
    "увага|дане повідомлення|даний лист|якщо ви не є|якщо ви отримали",
    "ru": "это сообщение|данное сообщение|это письмо|данное письмо|это электронное|настоящее сообщение|"
    "информация, содерж|"
    "информация в этом|конфиденциальн|внимание|содержание данного|содержание этого|если вы не являетесь|"
    "если вы получили|"
    "настоящее электронное|уведомление о конф",
    "fa": "این ایمیل|این پیام|این نامه|محتوای این|سلب مسئولیت|توجه:|اطلاعات این|محرمانه",
    "fr": "ce message|ce courriel|cet e-mail|cet email|le présent message|le present message|ce mail|"
    "cette communication|"
    "les informations contenues|l'information contenue|avis de confidentialité|avertissement|confidentialité|"
    "avis important|si vous n'êtes pas|si vous avez reçu|si vous recevez|le contenu de ce|ce document|la présente",
    "pl": "niniejsza wiadomość|ta wiadomość|niniejszy e-mail|treść tej|treść niniejszej|informacje zawarte|"
    "wiadomość ta|uwaga|klauzula|informacja zawarta|poufn|jeżeli nie są|jeśli nie jest|ten e-mail|informujemy, że",
    "ro": "acest mesaj|acest e-mail|acest email|prezentul mesaj|informațiile conținute|informatiile continute|"
    "conținutul acestui|declinarea|confidențial|notă de confid|atenție|dacă nu sunteți|mesajul și",
    "bg": "това съобщение|този имейл|този e-mail|това писмо|информацията|поверителн|внимание|това електронно|"
    "ако не сте",
    "nl": "dit bericht|deze e-mail|deze email|dit e-mailbericht|de informatie|de inhoud van|disclaimer|vertrouwelijk|"
    "deze mail|aan dit bericht|aan deze e-mail|indien u niet|als u niet|op dit bericht|dit e-mail",
    "it": "questo messaggio|questa e-mail|questa email|le informazioni|il presente messaggio|la presente|"
    "il contenuto di|"
    "avviso di riservatezza|avvertenza|riservatezza|questa comunicazione|ai sensi del|informativa|"
    "se avete ricevuto|qualora",
    "es": "este mensaje|este correo|este e-mail|este email|la información contenida|aviso legal|aviso de confid|"
    "confidencialidad|advertencia|el contenido de este|esta comunicación|si no es usted|la información incluida|"
    "en cumplimiento|de conformidad|si usted ha recibido|aviso:",
    "pt": "esta mensagem|este e-mail|este email|as informações|a informação contida|aviso legal|aviso de confid|"
    "confidencialidade|o conteúdo desta|esta comunicação|se você não|caso não seja|a presente mensagem|aviso:",
    "ku": "ev peyam|ev e-name|ev name",
    "sq": "ky mesazh|ky email|ky e-mail|informacioni|përmbajtja e këtij|kjo email|kjo e-mail",
    "da": "denne e-mail|denne mail|denne meddelelse|dette brev|fortrolig|oplysningerne",
    "no": "denne e-posten|denne eposten|denne meldingen|innholdet",
    "sv": "det här meddelandet|detta meddelande|detta e-post|denna e-post|det här mejlet|informationen i",
    "fi": "tämä viesti|tämä sähköposti|tämän viestin|luottamuksel",
    "cs": "tato zpráva|tento e-mail|obsah tohoto|obsah této|upozornění|důvěrn|informace obsažené|tento email",
    "sk": "táto správa|obsah tejto|upozornenie|dôvern|informácie obsiahnuté",
    "hu": "ez az e-mail|ez az üzenet|jelen üzenet|jelen e-mail|az e-mail|bizalmas|a jelen",
    "hr": "ova poruka|ova e-pošta|ova elektronička|ovaj e-mail|sadržaj ove|napomena|povjerljiv|ова порука|ovaj mail",
    "el": "το παρόν μήνυμα|αυτό το μήνυμα|το περιεχόμενο|το μήνυμα|οι πληροφορίες|εμπιστευτικ",
    "zh": "本邮件|此邮件|本電子郵件|免责声明|保密|本信件",
    "ja": "このメール|本メール|本電子メール",
    "he": "הודעה זו|דואר אלקטרוני זה|המידע",
    "ko": "이 메일|본 메일|본 이메일",
}
NOTICES: tuple[str, ...] = phrases("|".join(_OPENINGS.values()))
NOTICE_OPENINGS = by_opening(NOTICES)

# between rules these words alone begin small print
HEADINGS: frozenset[str] = frozenset(
    phrases(
        "disclaimer|e-mail disclaimer|email disclaimer|confidentiality notice|confidential|legal notice|"
        "legal disclaimer|"
        "haftungsausschluss|vertraulichkeitshinweis|rechtlicher hinweis|wichtiger hinweis|vertraulich|"
        "avis de confidentialité|aviso legal|aviso de confidencialidad|aviso de confidencialidade|gizlilik uyarısı|"
        "yasal uyarı|avviso di riservatezza|klauzula poufności|примечание о конфиденциальности"
    )
)

NOTICE_WORDS: tuple[str, ...] = phrases(
    # de
    "vertraul|unbefugt|adressat|empfänger bestimmt|empfaenger|empfänger sind|irrtümlich|versehentlich|vernichten|"
    "löschen sie|rechtlich geschützt|gesetzlich geschützt|nicht gestattet|haftung|untersagt|rechtsverbindlich|"
    "datenschutzhinweis|datenschutzerklärung|informationspflicht|dsgvo|ausschließlich für|ausschliesslich für|"
    "verschlüsselt|elektronische dokumente|schriftform|schweigepflicht|personenbezogen|nutzung dieser|gewähr|manipul|"
    # en
    "confidential|intended recipient|intended only|intended solely|intended for|privileged|addressee|unauthori|"
    "in error|delete it|delete this|notify the sender|notify us|liability|disclos|prohibited|copying|distribution|"
    "legally|named recipient|do not necessarily|viruses|proprietary|strictly|gdpr|data protection|dissemin|"
    # tr ar fa
    "gizli|alıcı|yetkisiz|siliniz|silin|yanlışlıkla|sorumluluk|kişiye özel|hukuki|kopyala|"
    "سري|سرية|المرسل إليه|المستلم|بالخطأ|بطريق الخطأ|حذف|مسؤولية|غير مصرح|محرمانه|گیرنده|اشتباه|حذف کنید|"
    # uk ru bg
    "конфід|адресат|помилково|видал|несанкціон|отримувач|призначен|конфиденц|предназначен|по ошибке|удал|"
    "несанкцион|получател|ошибочно|поверител|предназнач|погрешка|изтрий|"
    # fr it es pt ro
    "confidentiel|destinat|par erreur|strictement|détruire|supprimer|interdit|responsab|riserv|per errore|cancell|"
    "vietat|privacy|divulga|confidencial|por error|elimin|prohib|proibi|por engano|por erro|apagu|confidenți|confiden|"
    "din eroare|ștergeți|stergeti|interzis|reglament|2016/679|"
    # pl nl and the north
    "poufn|adresat|odbiorc|omyłk|przez pomyłk|usun|zabronion|vertrouwelijk|geadresseerde|bestemd|ten onrechte|"
    "verwijder|onbevoegd|aansprakelijk|fortroli|modtager|ved en fejl|slett|konfidensi|mottaker|ved en feil|"
    "konfidenti|mottagare|av misstag|radera|luottamuk|vastaanottaj|tarkoitettu|poista|"
    # others
    "důvěrn|adresát|omylem|smaž|příjemc|určen|dôvern|omylom|vymaž|príjemc|bizalmas|címzett|tévedés|törölj|"
    "povjerljiv|primatelj|primalac|greškom|izbriš|namijenjen|поверљив|грешком|εμπιστευτικ|παραλήπτη|εκ παραδρομής|"
    "διαγράψ|konfidencial|marrës|gabim|fshi|保密|机密|收件人|删除|機密|破棄|受信者|誤って|חסוי|נמען|בטעות|기밀|"
    "수신인|삭제|veşartî"
)

# lines that are small print by themselves
LINES: tuple[str, ...] = phrases(
    # before printing
    "bitte denken sie an die umwelt|denken sie an die umwelt|bitte prüfen sie, ob diese|bitte prüfen sie der umwelt|"
    "der umwelt zuliebe|denk an die umwelt|bitte denken sie an unsere umwelt|bitte drucken sie diese|"
    "bevor sie diese e-mail|bevor sie diese mail|muss diese e-mail wirklich|müssen sie diese e-mail wirklich|"
    "müssen sie diese mail wirklich|umweltschutz geht|"
    "please consider the environment|consider the environment|think before you print|think green|save paper:|"
    "please don't print|do you really need to print|before printing|please think of the environment|save a tree|"
    "go green|pensez à l'environnement|pensez à l’environnement|pensez a l'environnement|n'imprimez|avant d'imprimer|"
    "adoptez l'éco|lütfen çevreyi|çevreyi düşün|çevreniz için|bu e-postayı yazdırmadan|lütfen bu e-postayı yazdırma|"
    "denk aan het milieu|denk eerst aan het milieu|bespaar papier|prima di stampare|pensa all'ambiente|"
    "rispetta l'ambiente|pensi all'ambiente|piensa en el medio|piense en el medio|antes de imprimir|"
    "pense no meio|pense no ambiente|proteja o ambiente|pomyśl o środowisku|zanim wydrukujesz|pomyśl zanim|"
    "chroń środowisko|gândiți-vă la mediu|protejați mediul|înainte de a tipări|подумайте об окружающей|"
    "берегите природу|перш ніж друкувати|подумайте про довкілля|бережіть природу|моля, помислете|tänk på miljön|"
    "tenk på miljøet|tænk på miljøet|ajattele ympäristö|myslete na životní|gondoljon a környezet|"
    "mendoni për mjedisin|فكر في البيئة|حافظ على البيئة|يرجى مراعاة البيئة|"
    # virus scanners
    "virenfrei|virus-free|virus free|ohne viren|sans virus|garanti sans virus|libre de virus|senza virus|"
    "privo di virus|livre de vírus|virusvrij|wolna od wirusów|без вирусов|без вірусів|virüs bulunmuyor|virüssüz|"
    "fără viruși|viruso|vírusmentes|neobsahuje žádné viry|خال من الفيروسات|خالي من الفيروسات|"
    "diese e-mail wurde von avast|diese e-mail wurde auf viren|diese e-mail wurde von avg|"
    "diese nachricht wurde auf viren|es wurden keine viren|dieses e-mail wurde auf viren|checked by avg|"
    "this email has been checked|this email has been scanned|this e-mail has been scanned|"
    "this message has been scanned|this mail has been scanned|no virus found|no viruses found|"
    "ce message a été vérifié|cet e-mail a été vérifié|l'absence de virus|este correo electrónico ha sido comprobado|"
    "este email foi escaneado|este e-mail foi verificado|questa e-mail è stata controllata|"
    "ta wiadomość e-mail została sprawdzona|deze e-mail is gecontroleerd|deze e-mail is gescand|"
    "это сообщение проверено на вирусы|bu e-posta avast|"
    # lists and unsubscribing
    "to unsubscribe|unsubscribe|you received this message because|you are receiving this|you're receiving this|"
    "you received this email|you are subscribed|you are getting this|to stop receiving these|to stop receiving emails|"
    "manage your subscription|manage preferences|update your preferences|to post to this group|for more options, visit|"
    "to view this discussion|visit this group|view this email in your browser|view in browser|"
    "reply to this email directly|mailing list|list info|listinfo|if you no longer wish|"
    "vom newsletter abmelden|newsletter abmelden|abmelden:|abbestellen:|sie erhalten diese e-mail|"
    "sie erhalten diese mail|sie erhalten diese nachricht|"
    "sie erhalten den newsletter|diese e-mail wurde an|diese e-mail ging an|wenn sie keine weiteren|"
    "wenn sie diese e-mails nicht mehr|zum abmelden|um sich abzumelden|um sich vom|hier abmelden|"
    "newsletter abbestellen|"
    "se désabonner|se désinscrire|pour vous désabonner|pour se désinscrire|vous recevez ce message|"
    "vous recevez ce mail|vous recevez cet e-mail|vous recevez ce courriel|"
    "darse de baja|para darse de baja|cancelar la suscripción|recibe este correo|ha recibido este correo|"
    "ha recibido este mensaje|"
    "cancelar inscrição|para cancelar a subscrição|annulla l'iscrizione|per annullare l'iscrizione|"
    "per cancellarti|hai ricevuto questa e-mail|hai ricevuto questa mail|uitschrijven|afmelden|"
    "u ontvangt deze e-mail|u ontvangt deze mail|u ontvangt deze nieuwsbrief|wypisz się|aby zrezygnować|"
    "otrzymujesz tę wiadomość|dezabonare|pentru a vă dezabona|отписаться|чтобы отписаться|вы получили это письмо|"
    "вы получили это сообщение|відписатися|"
    "щоб відписатися|ви отримали цей лист|ви отримали це повідомлення|отпиши|abonelikten çık|abonelikten ayrıl|"
    "bu e-postayı aldınız|إلغاء الاشتراك|"
    "لإلغاء الاشتراك|لغو عضویت|لغو اشتراک|avregistrera|afmeld|meld deg av|peruuta tilaus"
)
LINE_STARTS = by_opening(LINES)
