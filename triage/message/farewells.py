"""Which words close a letter, sign for a phone, or begin a disclaimer, in each language we meet? All casefolded."""

from __future__ import annotations

from triage.message.phrases import phrases

SIGN_OFFS: tuple[str, ...] = phrases(
    "mit freundliche|mit freundlichem|mit herzliche|mit besten grü|mit besten grue|mit lieben gr|mit lieben gruss|"
    "mit beste gr|mit sonnigen|mit kollegialen|mit vielen grü|mit gruss|mit grüssen|mit freundl|mit fr. gr|"
    "freundliche grü|freundliche grue|freundlichen gr|freundlicher gruss|viele grü|viele grue|viele liebe grü|"
    "vielen dank und viele grü|vielen dank und freundliche|vielen dank und liebe grü|danke und gruss|"
    "danke und viele grü|danke und liebe grü|dank und gruss|danke, gruss|danke, lg|danke lg|danke und lg|liebe grü|"
    "liebe grue|lieben gruss|beste grü|beste grue|besten gruss|herzliche grü|herzliche grue|herzlichen gruss|"
    "schöne grü|schönen gruss|einen lieben gruss|gruss|grüsse|gruesse|grüssle|lg|vg|mfg|m.f.g|bg|vlg|"
    "hochachtungsvoll|herzlichst|herzlich,|im auftrag|i. a.|i.a.|i. v.|ihr kim-team|alles gute und|bis bald und|"
    "best regards|kind regards|warm regards|regards|with kind|with best|with regards|best wishes|many thanks and|"
    "sincerely|yours sincerely|yours faithfully|yours truly|yours,|cheers,|all the best|best,|respectfully|"
    "thanks and regards|thanks & regards|thank you and best|saygılar|saygilar|saygıyla|saygiyla|sevgiler|"
    "en iyi dilek|hürmetler|teşekkürler, saygılar|مع أطيب|مع اطيب|مع خالص|مع التحية|مع تحيات|تحياتي|مع فائق|وتفضلوا|"
    "وتفضلو|مع الاحترام|أطيب التحيات|مع احترامي|مع كامل|з повагою|з найкращими|щиро ваш|з вдячністю та|с уважением|"
    "с наилучшими|с приветом|всего доброго|всього найкращого|با احترام|با سپاس|ارادتمند|با تشکر و|با عرض احترام|"
    "cordialement|bien cordialement|bien à vous|salutations|meilleures salutations|sincères salutations|"
    "avec mes salutations|veuillez agréer|je vous prie d'agréer|bien à toi|respectueusement|pozdrawiam|z poważaniem|"
    "z powazaniem|z wyrazami|serdecznie pozdrawiam|pozdrowienia|łączę pozdrow|cu stimă|cu stima|cu respect|cu drag|"
    "toate cele bune|met vriendelijke|vriendelijke groet|groeten|groetjes|hartelijke groet|mvg|met hartelijke|"
    "cordiali saluti|distinti saluti|saluti|un cordiale saluto|un saluto|saludos|un saludo|atentamente|cordialmente|"
    "un cordial saludo|atenciosamente|cumprimentos|com os melhores|com os meus|abraços|med venlig|med vennlig|"
    "med vänlig|mvh|vänliga häls|hälsningar|hilsen|venlig hilsen|vennlig hilsen|ystävällisin|с уважение|поздрави|"
    "me respekt|me të fala|bi rêzdarî|bi hurmet|silav û rêz|με εκτίμηση|s pozdravem|s pozdravom|üdvözlettel|"
    "srdačan pozdrav|lep pozdrav|ixtiraam|ብኽብሪ|په درنښت"
)

FOOTERS: tuple[str, ...] = phrases(
    "gesendet von|gesendet mit|gesendet vom|gesendet über|gesendet aus|gesendet via|"
    "diese nachricht wurde von meinem|diese e-mail wurde von meinem|sent from|sent with|sent via|sent on the go|"
    "get outlook for|holen sie sich outlook|hole dir outlook|outlook für android|outlook für ios|"
    "outlook for android|outlook for ios|yahoo mail:|iphone'umdan|iphone’umdan|ipad'imden|ipad’imden|android'den|"
    "samsung cihazımdan|samsung galaxy|galaxy'imden|android için outlook|ios için outlook|أُرسلت من|أرسلت من|"
    "أُرسل من|أرسل من|مرسل من|مرسلة من|تم الإرسال من|احصل على outlook|надіслано з|надіслано із|відправлено з|"
    "отправлено с|отправлено из|отправлено от|ارسال شده از|ارسال از|فرستاده شده از|envoyé de mon|envoyé depuis|"
    "envoyé à partir|obtenez outlook|télécharger outlook|wysłane z|wysłano z|pobierz outlook|uzyskaj outlook|"
    "trimis de pe|trimis din|obțineți outlook|verstuurd vanaf|verzonden vanaf|outlook voor|inviato da|inviato dal|"
    "ottieni outlook|enviado desde|enviado do meu|enviado de mi|enviado a partir|obtener outlook|obter o outlook|"
    "obtenha o outlook|skickat från|skickades från|sendt fra|hent outlook|få outlook|lähetetty|изпратено от|"
    "dërguar nga|virenfrei|virus-free|virenfrei.|mit der gmx|mit der web.de|отримати outlook|скачать outlook|"
    "get bluemail|get typeapp|trimis cu|poslano z|odesláno z|küldve"
)

DISCLAIMER_STARTS: tuple[str, ...] = phrases(
    "diese e-mail|diese email|diese mail|diese nachricht|der inhalt dieser|die in dieser|this e-mail|this email|"
    "this message|this communication|this electronic|the information|the contents of this|the content of this|"
    "confidential|important notice|important:|disclaimer|vertraulich|haftungsausschluss|wichtiger hinweis|hinweis:|"
    "rechtlicher hinweis|ce message|ce courriel|cet e-mail|le présent message|bu e-posta|bu mesaj|bu elektronik|"
    "niniejsza wiadomość|ta wiadomość|dit bericht|deze e-mail|questo messaggio|questa e-mail|este mensaje|"
    "este correo|esta mensagem|este e-mail|это сообщение|данное сообщение|это письмо|це повідомлення|цей лист|"
    "هذه الرسالة|هذا البريد|این ایمیل|این پیام|acest mesaj|acest e-mail|dette brev|denne e-mail|det här"
)

CONFIDENTIAL: tuple[str, ...] = (
    "vertraul",
    "unbefugt",
    "confiden",
    "intended recipient",
    "intended only",
    "intended solely",
    "privileged",
    "gizli",
    "poufn",
    "vertrouwelijk",
    "riservat",
    "destinat",
    "fortrolig",
    "конфід",
    "конфид",
    "سري",
    "محرمانه",
    "nicht der richtige adressat",
    "haftung",
)

POSTSCRIPTS: tuple[str, ...] = (
    "ps:",
    "ps.",
    "ps ",
    "p.s",
    "p. s",
    "nb:",
    "nachtrag",
    "noch etwas",
    "noch eine",
    "übrigens",
)
