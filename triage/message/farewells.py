"""Which words close a letter, in each language we meet?"""

from __future__ import annotations

from triage.message.phrases import phrases, words

# A phrase opens the line; what may follow it is settled in closing.py. A star ends a stem: letters may go on.
_FAREWELLS: dict[str, str] = {
    "de": "hochachtungsvoll|"
    "herzlichst|mit vorzüglicher hochachtung|mit hochachtung|lg|vlg|glg|vg|mfg|mfg.|m.f.g|m.f.g.|m. f. g.|mkg|"
    "mbg|l.g.|v.g.|gruss und dank|"
    "mit verbindlichem gruss|mit kollegialem gruss|mit freundlichem gruss|mfg und danke|",
    "en": "regards|best regards*|kind regards*|warm regards*|warmest regards*|kindest regards*|many regards|"
    "with regards|with kind regards*|with best regards*|with warm regards*|with kindest regards*|with best wishes|"
    "best wishes|warm wishes|with warm wishes|with many thanks and|yours sincerely|yours faithfully|"
    "yours truly|yours respectfully|sincerely yours|truly yours|very truly yours|"
    "all the best|all my best|thanks and regards*|thanks & regards*|thanks and best regards*|"
    "thanks and kind regards*|thank you and regards*|thank you and best regards*|thank you and kind regards*|"
    "many thanks and regards*|many thanks and best*|with gratitude|with respect|best rgds|rgds|kr,|br,|"
    "best and thanks|kind greetings|"
    "best greetings|with friendly greetings|with kind greetings|friendly greetings",
    "tr": "saygılar*|saygilar*|saygıyla|saygiyla|sevgiler*|sevgiyle|selam ve saygı*|selam ve sevgi*|"
    "en iyi dilek*|"
    "hürmetler*|hurmetler*|en derin saygı*|sevgi ve saygı*|saygı ve sevgi*|saygı ve selam*|"
    "teşekkürler, saygılar|teşekkürler saygılar|teşekkür ve saygı*|sağlıcakla|hoşça kalın|hoşçakalın|görüşmek üzere",
    "ar": "مع أطيب|مع اطيب|مع خالص|مع التحية|مع تحيات*|مع تحياتي|مع فائق|"
    "مع الاحترام|أطيب التحيات|اطيب التحيات|مع احترامي|مع كامل|مع وافر|مع كل الاحترام|مع الشكر والتقدير|مع جزيل|"
    "مع الشكر|مع شكري|خالص التحية|خالص تحياتي|مع المودة|المخلص|المخلصة|"
    "tahiyati|tahiyyati|maa salama|ma3 salama|ma3a salama|ma3 tahiyati|maa tahiyati|ma3 el salama|m3 alslama|"
    "ma3 alsalama|wa shukran",
    "uk": "з повагою|із повагою|з найкращими|з найщирішими|щиро ваш|щиро ваша|з вдячністю|із вдячністю|з теплом|"
    "усього найкращого|всього найкращого|всього доброго|усього доброго|"
    "з пошаною|z povahoyu|s povagoyu|z povagoyu|z povahoiu",
    "ru": "с уважением|с наилучшими|с приветом|с благодарностью|с почтением|с теплом|с любовью|с пожеланиями|"
    "с искренним уважением|с глубоким уважением|искренне ваш|искренне ваша|всего доброго|всего хорошего|"
    "всего наилучшего|до скорой встречи|заранее благодарю, с уважением|"
    "s uvazheniem|s uvajeniem|s uvagheniem|s uwazheniem|s uvazeniem|s privetom|vsego dobrogo|vsego horoshego|"
    "vsego khoroshego|s nailuchshimi|do svidaniya",
    "fa": "با سپاس|با تشکر و|با عرض احترام|با تقدیم احترام|ارادتمند|با بهترین|با آرزوی|"
    "با تقدیر و تشکر|با کمال احترام|با سپاس فراوان|قربان شما|قربانت|دوستدار شما|مخلص شما|"
    "ba ehteram|baa ehteram|ba sepas|ba tashakor|ba arze ehteram|eradatmand|khodahafez|khoda hafez|ghorbane shoma|"
    "ba behtarin",
    "fr": "cordialement|bien cordialement|très cordialement|tres cordialement|amicalement|bien amicalement|"
    "bien à vous|bien a vous|bien à toi|bien a toi|meilleures salutations|sincères salutations|"
    "sinceres salutations|salutations distinguées|salutations distinguees|salutations cordiales|"
    "avec mes salutations|avec mes meilleures|avec mes sincères|avec mes remerciements|"
    ""
    ""
    "respectueusement|meilleurs sentiments|cdt|cdlt|crdt|bàv|"
    "bonne réception|bonne reception|merci et cordialement|merci, cordialement|"
    "dans l'attente de votre réponse, cordialement",
    "pl": "pozdrawiam*|z poważaniem|z powazaniem|z wyrazami*|serdecznie pozdrawiam*|pozdrowienia|łączę pozdrow*|"
    "łączę wyrazy*|z pozdrowieniami|z serdecznymi|serdeczne pozdrow*|serdeczności|pozdr|pozdr.|z szacunkiem|"
    "dziękuję i pozdrawiam|dziekuje i pozdrawiam",
    "ro": "cu stimă|cu stima|cu respect|cu drag|cu deosebită*|cu deosebita*|cu considerație|cu consideratie|"
    "cu mulțumiri|cu multumiri|toate cele bune|"
    "al dumneavoastră|mulțumesc și o zi bună|cu salutări",
    "bg": "с уважение|поздрави*|с поздрав*|с почит|с най-добри*|всичко добро|всичко най-добро|сърдечни поздрави|"
    "искрено ваш|с благодарност|s uvazhenie|s uvajenie|pozdravi",
    "nl": "met vriendelijke|met vriendelijk|met hartelijke|met de meeste|met hoogachting|met beste|met groet*|"
    "vriendelijke groet*|hartelijke groet*|groeten|groetjes|grtz|met vr. gr*|m.vr.gr*|mvg|mvrgr|"
    "hoogachtend|beste groeten|veel groet*|lieve groet*|vriendelijk groet*|alvast bedankt, groet*|"
    "dank en groet*",
    "it": "cordiali saluti|distinti saluti|un cordiale saluto|un caro saluto|cordialmente|i migliori saluti|"
    "migliori saluti|i miei migliori*|tanti saluti|cari saluti|un saluto|con i migliori*|con i più cordiali*|"
    "con osservanza|grazie e saluti|"
    "grazie e cordiali*|grazie, cordiali*|sinceramente vostro",
    "es": "un saludo|un cordial saludo|un afectuoso saludo|"
    "atentamente|muy atentamente|atte|atte.|cordialmente|saludos cordiales|con un cordial*|"
    "respetuosamente|"
    "gracias y un saludo|gracias y saludos|muchos saludos|con mis mejores*",
    "pt": "atenciosamente|cumprimentos|com os melhores*|com os meus*|melhores cumprimentos|"
    "cordialmente|respeitosamente|com cumprimentos|obrigado e cumprimentos|"
    "os meus cumprimentos|com estima|",
    "ku": "bi rêz*|bi rez*|bi hurmet*|silav û rêz*|silav u rez*|bi silav*|bi silavên*|bi xatirê te|bi xatirê we|"
    "bi hêvî*|ligel rêz*|digel rêz*|rêz û silav*|bi dilxweşî",
    "sq": "me respekt|me të fala|me te fala|me nderime|përshëndetje të përzemërta|"
    "me përshëndetje*|me pershendetje*|me konsideratë|me konsiderate|gjithë të mirat|gjithe te mirat|"
    "përzemërsisht|pershendetje te perzemerta|faleminderit dhe*",
    "ti": "ብኽብሪ|ብኽብረት|ምስ ሰላምታ|ብሓቂ|ምስ አኽብሮት|ከበርቲ|ሰላም ኩኑ|ብዝለዓለ ኽብሪ|ምስ ክብሪ",
    "am": "ከአክብሮት ጋር|ከሰላምታ ጋር|በአክብሮት",
    "ps": "په درنښت|په درناوي|ستاسو مخلص|",
    "so": "ixtiraam*|si daacad*|mahadsanid iyo salaan|ixtiraam iyo salaan|",
    "da": "med venlig*|venlig hilsen|mange hilsner|bedste hilsner|de bedste hilsner|kærlig hilsen|"
    "mvh|m.v.h|dbh|med hilsen",
    "no": "med vennlig*|vennlig hilsen|beste hilsen|hilsen|med beste*|vennligst hilsen",
    "sv": "med vänlig*|vänliga häls*|bästa häls*|med bästa häls*|många häls*|varma häls*|hjärtliga häls*|mvh.|",
    "fi": "ystävällisin*|terveisin|parhain terv*|yhteistyöterv*|kunnioittaen|t\\.|",
    "cs": "s pozdravem|s úctou|s pozdravom|s přátelským*|s přáním*|děkuji a s*",
    "sk": "s úctou|s priateľským*|s prianím*|pekný deň|so srdečným*|",
    "hu": "üdvözlettel|tisztelettel|szívélyes üdv*|baráti üdv*|maradok tisztelettel|köszönettel",
    "hr": "srdačan pozdrav|s poštovanjem|s postovanjem|lijep pozdrav|lijepi pozdrav|lep pozdrav|"
    "puno pozdrava|sa poštovanjem|с поштовањем|срдачан поздрав|lepo pozdravljeni",
    "el": "με εκτίμηση|με εκτιμηση|με φιλικούς*|με τιμή|χαιρετισμούς|χαιρετισμοι|με σεβασμό|ευχαριστώ, με",
    "he": "בברכה|בכבוד רב|תודה ובברכה|",
    "zh": "此致|敬礼|祝好|顺祝商祺|谨启|敬上|此致敬礼",
    "ja": "敬具|よろしくお願いいたします|よろしくお願いします|宜しくお願い致します|宜しくお願いいたします|草々|",
    "ko": "안부 전합니다",
    "vi": "trân trọng*|kính thư|thân ái|kính chào|thân mến",
    "id": "hormat kami|hormat saya|salam hormat|terima kasih dan salam|",
    "hi": "सादर|भवदीय|भवदीया|धन्यवाद सहित|शुभकामनाओं सहित",
    "ur": "آپ کا مخلص|نیک تمنائیں|خیر اندیش|",
    "ka": "პატივისცემით|საუკეთესო სურვილებით",
    "hy": "հարգանքով|լավագույն մաղթանքներով",
}
FAREWELLS: tuple[str, ...] = phrases("|".join(_FAREWELLS.values()))

# close a letter only when nothing or a name follows up to the end: they greet or begin sentences as well
UNSURE: tuple[str, ...] = phrases(
    "bonne journée|bonne journee|bonne soirée|bonne soiree|bon week-end|bonne fin de journée|bonne semaine|"
    "excellente journée|mit freundlichen|mit freundlichem|mit herzlichen|mit besten|br|b.r.|kr|k.r.|brgds|best|"
    "bests|cheers|sincerely|respectfully|gratefully|love|with love|"
    "greetings|"
    "im auftrag|i. a.|i.a.|i. v.|"
    "i.v.|ppa.|in vertretung|ihr|ihre|dein|deine|herzlich|bg|lieben dank und|beste|amitiés|salut|saludo|tot dan|"
    "jouw|alles liebe|alles gute|bis bald|bis dann|man liest sich|ihr kim-team|ihr team|tschüss|tschüssi|tschau|"
    "ciao|sg|hg|hdl|yours|faithfully|cordially|warmly|take care|cheerio|talk soon|see you soon|xoxo|ttyl|"
    "greetings from|many greetings|selamlar|iyi çalışmalar|iyi calismalar|iyi günler|iyi gunler|iyi akşamlar|"
    "iyi haftalar|iyi hafta sonları|kolay gelsin|تحياتي|تحياتنا|مع السلامة|دمتم|ودمتم|щиро|гарного дня|"
    "до побачення|бувайте|на все добре|до свидания|до связи|хорошего дня|довиждане|лек ден|приятен ден|хубав ден|"
    "با احترام|با درود|خداحافظ|خدانگهدار|با مهر|salutations|mes salutations|sincèrement|avec respect|au plaisir|"
    "bises|bisous|à bientôt|miłego dnia|milego dnia|do widzenia|do usłyszenia|ukłony|uklony|numai bine|o zi bună|"
    "o zi buna|o zi frumoasă|o zi frumoasa|salutări|salutari|la revedere|cele bune|groet|gr.|gr,|grt|tot ziens|"
    "saluti|buona giornata|buona serata|a presto|arrivederci|ossequi|in fede|saludos|cordial saludo|buen día|"
    "hasta pronto|sinceramente|un abrazo|abrazos|abraços|abraço|um abraço|att|att.|att,|grato|grata|saudações|"
    "até breve|beijinhos|bjs|sinqerisht|mirupafshim|të fala|te fala|ditë të mbarë|dite te mbare|salaan|"
    "salaan sare|nabad gelyo|nabadgelyo|mudane/marwo|ستاسو د|په مينه|د درناوي|hilsen|hilsner|vh|kh|knus|"
    "hav en god dag|ha en fin dag|venligst|vänligen|hälsning|hälsningar|ha en bra dag|trevlig helg|terv|terv.|"
    "terveiset|hezký den|pěkný den|zdraví|pekný den|srdečne|srdečně|üdv|üdv.|pozdrav|lp|поздрав|srdačno|"
    "φιλικά|כל טוב|בתודה|以上|감사합니다|드림|올림|salam,|والسلام|وسلام|wassalam|wasalam|سلام"
)

# German: any line of these words that ends in a greeting noun is a farewell, in whichever spelling
GERMAN_LEAD: frozenset[str] = words(
    "mit viele vielen liebe lieben liebem lieber liebste beste besten bestem allerbeste herzliche herzlichen "
    "herzlichem herzlicher freundliche freundlichen freundlichem freundlicher freundlichem freundlichsten freundl. fr. "
    "freudlichen freundlich freundlichn freundlchen freuntlichen freundliches freundichen frundlichen freindlichen "
    "schöne schönen schoene schoenen sonnige sonnigen kollegiale kollegialen kollegialem nette netten besinnliche "
    "winterliche winterlichen frühlingshafte sommerliche sommerlichen herbstliche herbstlichen weihnachtliche "
    "weihnachtlichen österliche frohe kreative einen ein und & dank danke vielen dank, danke, verbindliche "
    "verbindlichen allerliebste ganz vorweihnachtliche weihnachtlichem stürmische sende verbleibe wir ich verbleiben "
    "senden solidarische solidarischen gute guten im voraus für ihre hilfe mühe bemühungen ihr verständnis "
    "warme warmen"
)
GERMAN_NOUNS: tuple[str, ...] = ("gruss", "grüss", "gruess", "grüs", "grus", "grues")
GERMAN_NOT_AFTER: frozenset[str] = words("gott dich sie euch ihn ihm gottle göttin")

# what may join a closing formula and a name or place: "Viele Grüße aus Nettetal", "Regards from all of us"
JOINTS: frozenset[str] = words(
    "aus von vom an und û u dhe iyo ja og och & + / | - – — ihr ihre dein deine euer eure sendet senden wünscht ins "
    "für nach zu zum sowie "
    "auch from to for and your the dal da de del della des du et votre van uit en z ze i od din și si з із від та ваш "
    "ваша ваше от из и ваши از و من ve i.a. i.v. i.a i.v ppa"
)

# long formulas: how they begin, and a word that must stand in the line or the next one
LONG_FORMS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        phrases(
            "veuillez agr|veuillez recevoir|veuillez croire|veuillez accepter|je vous prie d|nous vous prions d|"
            "recevez|agréez|je vous adresse|dans l'attente|dans l’attente|en vous remerciant|en attendant votre"
        ),
        phrases("salutations|sentiments|considération|consideration|hommages|cordialement|dévouement"),
    ),
    (
        phrases("porgo|porgiamo|la saluto|colgo l|in attesa|nell'attesa|ringraziando|rimango"),
        phrases("saluti|saluto|salutiamo|ossequi"),
    ),
    (
        phrases(
            "reciba|reciban|le saluda|les saluda|sin otro particular|sin más|quedo a la espera|aprovecho|me despido"
        ),
        phrases("saludo|saluda|atentamente|cordialmente"),
    ),
    (phrases("sem mais|sem outro assunto|subscrevo|apresento"), phrases("cumprimentos|atenciosamente|subscrev")),
    (phrases("وتفضل|تفضل|وتقبل|تقبل|راجي|ولكم"), phrases("الاحترام|الإحترام|التقدير|التحية|التحيات|تحياتي")),
    (phrases("z wyraz|łącz|z poważ|pozostaj"), phrases("szacun|poważani|uszanowani|pozdrow")),
    (
        phrases("ich verbleibe|wir verbleiben|verbleibe|in der hoffnung|in erwartung"),
        phrases("gruss|grüss|gruess|hochacht"),
    ),
    (phrases("vă rog să primi|va rog sa primi|cu deosebit"), phrases("stim|consider|respect")),
    (phrases("uprzejmie prosz|z góry dzięk"), phrases("pozdrawiam|poważaniem")),
)

# "Danke, Frau Beispiel" thanks the reader; a name without such a word is the writer's
HONORIFICS: frozenset[str] = words(
    "frau herr hr fr dr prof mr mrs ms miss sir madam madame monsieur mme m señor señora signor signora senhor senhora "
    "pan pani domnul doamna mevrouw meneer dhr mw liebe lieber hanım bey sayın السيد السيدة پан пані господин госпожа "
    "gospodin gospođa sehr für dass wenn allen alle all everyone team guys"
)

# thanks and good wishes close a letter only in front of the writer's name
_THANKS: dict[str, str] = {
    "de": "danke|danke schön|dankeschön|danke sehr|vielen dank|vielen lieben dank|herzlichen dank|besten dank|"
    "lieben dank|tausend dank|danke im voraus|vielen dank im voraus|danke vorab|vielen dank vorab|vielen dank schonmal|"
    "danke dir|danke ihnen|ich danke ihnen|recht herzlichen dank|mit bestem dank|mit dank|merci|dank|dankend|"
    "danke für ihre hilfe|vielen dank für ihre hilfe|vielen dank für ihre mühe|danke für ihre mühe|"
    "vielen dank für ihr verständnis|vielen dank für ihre unterstützung|danke und tschüss|schönes wochenende|"
    "schönen tag|schönen tag noch|einen schönen tag|einen schönen tag noch|schönen abend|schönen abend noch|"
    "einen schönen abend|bis später|bis morgen|bis bald|bleiben sie gesund|danke vielmals",
    "en": "thanks|thank you|thank you very much|thank you so much|many thanks|thanks a lot|thanks so much|"
    "thanks very much|thanks again|thank you again|thanks in advance|thank you in advance|many thanks in advance|"
    "thx|thnx|tnx|ty|much appreciated|with thanks|with many thanks|thanks a million|thanks a bunch|thank u|"
    "have a nice day|have a great day|have a good day|have a good one|have a nice weekend|have a great weekend|"
    "have a lovely day|looking forward to hearing from you|looking forward to your reply|thanks for your help|"
    "thank you for your help|thanks for everything|thanks for your time|thank you for your time|peace|later",
    "tr": "teşekkürler|tesekkurler|teşekkür ederim|tesekkur ederim|çok teşekkürler|çok teşekkür ederim|"
    "şimdiden teşekkürler|simdiden tesekkurler|şimdiden teşekkür ederim|sağolun|sağ olun|sagolun|teşekkür ederiz|"
    "cok tesekkurler",
    "ar": "شكرا|شكراً|وشكرا|وشكراً|و شكرا|وشكرا لكم|وشكرا جزيلا|شكرا لكم|شكراً لكم|شكرا جزيلا|شكراً جزيلاً|"
    "شكرا جزيلا لكم|مع الشكر الجزيل|جزاكم الله خيرا|"
    "shukran|shokran|choukran|shukran jazilan|shukran jazeelan",
    "uk": "дякую|щиро дякую|дуже дякую|дякую вам|наперед дякую|заздалегідь дякую|дякуємо|dyakuyu|diakuiu|djakuju",
    "ru": "спасибо|большое спасибо|спасибо большое|благодарю|благодарю вас|заранее спасибо|заранее благодарю|"
    "спасибо вам|спасибо заранее|spasibo|bolshoe spasibo|zaranee spasibo",
    "fa": "با تشکر|ممنون|متشکرم|سپاسگزارم|مرسی|با تشکر فراوان|خیلی ممنون|سپاس|ممنونم|تشکر|"
    "mamnoon|mamnun|merci az shoma|tashakor|kheili mamnoon|ba tashakkor|motshakeram|moteshakeram",
    "fr": "merci|merci beaucoup|merci d'avance|merci d’avance|mille mercis|grand merci|merci à vous|merci bien|"
    ""
    "je vous remercie|je vous remercie d'avance",
    "pl": "dziękuję|dziekuje|dzięki|dzieki|dziękuję bardzo|z góry dziękuję|z gory dziekuje|bardzo dziękuję|dziękujemy",
    "ro": "mulțumesc|multumesc|mulțumesc mult|multumesc mult|mulțumesc frumos|vă mulțumesc|va multumesc|"
    "mulțumesc anticipat|multumesc anticipat|mersi|mulțumim|multumim",
    "bg": "благодаря|благодаря ви|благодаря предварително|много благодаря|мерси|blagodarya",
    "nl": "bedankt|alvast bedankt|dank u|dank u wel|dank je wel|dank je|hartelijk dank|bij voorbaat dank|"
    "bij voorbaat hartelijk dank|heel erg bedankt|hartelijk bedankt|fijne dag|prettig weekend|fijn weekend|"
    "nog een fijne dag",
    "it": "grazie|grazie mille|mille grazie|molte grazie|grazie in anticipo|vi ringrazio|la ringrazio|"
    "ringraziando|tante grazie",
    "es": "gracias|muchas gracias|gracias de antemano|muchas gracias de antemano|mil gracias|le agradezco|"
    "gracias por todo|gracias por su ayuda|agradecido|agradecida",
    "pt": "obrigado|obrigada|muito obrigado|muito obrigada|agradeço desde já|desde já agradeço|obrigado desde já|"
    "bom dia|bom fim de semana|agradecido",
    "ku": "spas|gelek spas|spas dikim|zor spas|supas|zor supas|gelekî spas|spas ji bo we",
    "sq": "faleminderit|ju faleminderit|shumë faleminderit|faleminderit shumë|shume faleminderit|flm",
    "ti": "የቐንየለይ|የቅንየለይ|ብጣዕሚ የቐንየለይ|yekenyeley",
    "am": "አመሰግናለሁ",
    "ps": "مننه|ډېره مننه|ډیره مننه|manana",
    "so": "mahadsanid|waad mahadsan tahay|mahadsanidiin|aad baad u mahadsan tahay|waad mahadsantahay",
    "da": "tak|mange tak|på forhånd tak|tusind tak|tak på forhånd|god weekend",
    "no": "takk|tusen takk|på forhånd takk|mange takk|god helg",
    "sv": "tack|tack så mycket|tack på förhand|stort tack|tusen tack|tack i förväg",
    "fi": "kiitos|kiitos etukäteen|kiitos paljon|kiitoksia|paljon kiitoksia",
    "cs": "děkuji a přeji hezký den|děkuji a hezký den|přeji hezký den|děkuji|děkuji předem|předem děkuji|díky|"
    "děkujeme|moc děkuji",
    "sk": "ďakujem|ďakujem vopred|vopred ďakujem|vďaka",
    "hu": "köszönöm|köszönöm szépen|előre is köszönöm|kösz|köszi",
    "hr": "hvala|hvala unaprijed|hvala puno|hvala lijepa|puno hvala|hvala vam|хвала",
    "el": "ευχαριστώ|ευχαριστώ πολύ|σας ευχαριστώ|ευχαριστώ εκ των προτέρων|ευχαριστω",
    "he": "תודה|תודה רבה|תודה מראש",
    "zh": "谢谢|谢谢您|多谢|感谢|謝謝|谢谢您的关注",
    "ja": "ありがとうございます|ありがとうございました|どうもありがとうございます",
    "ko": "고맙습니다|감사드립니다",
    "vi": "cảm ơn|xin cảm ơn|cám ơn|xin chân thành cảm ơn",
}
THANKS: frozenset[str] = frozenset(phrases("|".join(_THANKS.values())))

POSTSCRIPTS: tuple[str, ...] = (
    "ps:", "ps.", "ps -", "ps –", "p.s", "p. s", "pps", "p.p.s", "nb:", "n.b.", "nachtrag", "nachsatz", "noch etwas",
    "noch eine", "noch was", "übrigens", "post scriptum", "postscriptum", "p/s", "ps ", "ps,", "з.і", "p.d", "pd:",
    "з.ы", "зы:", "p.s.", "п.с", "пс:", "not:", "dipnot", "ملاحظة", "ملحوظة", "پ.ن", "پی‌نوشت", "پی نوشت", "п.п.с",
    "постскриптум", "post-scriptum", "edit:", "ergänzung:", "one more thing", "eine frage noch", "eine bitte noch",
)  # fmt: skip
