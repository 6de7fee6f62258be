"""Which words are so frequent that they give a language away, or pass for a term they are not?"""

from __future__ import annotations

from rules.fold import fold
from rules.wordlist import WordList, spoken_in

_WORDS = {
    "de": "ich wir sie mir mich uns der die das den dem ein eine einen und oder nicht ist sind war habe hat haben"
    " wird für mit von bei auf aus nach wie was wann wo bitte danke kann muss möchte brauche mein meine"
    " meinen unser kein keine auch noch schon aber wenn weil dass zum zur im am vom seit bis über hallo"
    " guten tag grüße gruß frau herr hr fr wohnt will sucht bitte um braucht ruft anrufer anruferin rückruf",
    "en": "the and you your my our we is are was were have has had not for with from please thank thanks would"
    " could can i am he she they this that what when where how do does need but because hello dear hi if"
    " been will it of to",
    "tr": "ve bir bu için ben biz siz ne nasıl değil var yok çok ama daha gibi bana benim bizim ile mi mı mu da"
    " de merhaba lütfen teşekkür teşekkürler istiyorum ediyorum olarak kadar sonra önce iyi günler selam"
    " şimdi hem ki şey lazım",
    "fr": "je nous vous il elle est sont suis avons avez ai le la les un une des du au aux et ou pas pour avec"
    " dans mon ma mes notre ce cette qui que bonjour merci comment mais sur depuis besoin s'il plaît très"
    " plus chez d'un mari",
    "pl": "jest jestem nie się na w z do i że dzień dobry proszę dziękuję mam mamy czy jak dla od po ale co moja"
    " mój moje nasz już tylko bardzo mogę może pan pani państwo są był była o za przez chciałbym chciałabym"
    " gdzie",
    "ro": "și nu este sunt am are pentru cu din la un o mai ce cum vă rog mulțumesc bună ziua mea meu noastră"
    " despre dar dacă care sau să fost avem mi ne de unde vreau trebuie foarte că în și lui",
    "nl": "ik wij zij het een en niet van voor met op is zijn heb heeft hebben mijn ons onze kan moet graag dank"
    " bedankt hallo goedemiddag maar ook wat hoe waar wel naar bij deze er geen dat die om te nog",
    "es": "yo nosotros usted el la los las un una y o no es son soy estoy tengo tiene para con por en mi mis"
    " nuestro que qué cómo dónde hola gracias pero más muy necesito favor buenos días buenas tardes desde"
    " del al",
    "ku": "ez em hûn tu ew li ji bo û di de ku ne na min me xwe heye tune nîne dikim dikin dixwazim silav spas"
    " gelek çi çawa kengî rojbaş jî bi wê wî vê ev va lê ser nav bû hatiye pirsa dibe kurê keça mala",
    "sq": "unë ne ju ai ajo jam është janë kam ka kemi dhe ose nuk për me në nga të së një ku si kur çfarë"
    " përshëndetje faleminderit ju lutem mund duhet por që ka jetoj dua tim time im ime tonë mirë",
    "so": "waan waxaan anigu aniga iyo oo ku ka u la in ma waa mahadsanid fadlan salaan maxaa xaggee caawimaad"
    " ilmo guri waxay wuxuu si laakiin leh jira",
    "it": "io noi il lo gli una un e non è sono ho hai ha per con di da mio mia nostro che come dove ciao grazie"
    " buongiorno ma anche vorrei posso della nel più",
    "pt": "eu nós o os uma um e não é são sou estou tenho para com por em meu minha nosso que como onde olá"
    " obrigado obrigada mas preciso bom dia muito da do",
    "hr": "nije gdje kako zašto molim hvala trebam imam imamo moj moja naš možete dobar dan jesam nisam sam smo šta"
    " treba zbog također",
    "cs": "jsem jsme není prosím děkuji dobrý jak kde proč máme můj moje náš potřebuji můžete také protože",
    "hu": "vagyok nem és hogy kérem köszönöm jó napot van nincs mert szeretnék kell tudok",
    "sv": "jag inte och är att tack mitt vi behöver hjälp mycket också",
    "uk": "я ми ви він вона це що як для не на у в з із та і й але чи мені мене мій моя наш дуже дякую добрий"
    " день будь ласка потрібно можна треба є був була також вже ще після до від по про коли де які",
    "ru": "я мы вы он она это что как для не на у в с из и но или мне меня мой моя наш очень спасибо здравствуйте"
    " добрый день пожалуйста нужно можно надо был была также уже еще после до от по про когда где какие есть"
    " если чтобы ли",
    "bg": "аз ние вие той тя това че как за не на в с от и но или ми ме моя моята нашия много благодаря здравейте"
    " добър ден моля трябва може съм сме е са беше също вече още след до по кога къде да се има имам ли ще",
    "fa": "است را که می این از به برای با ما من شما هم یک در و اما خیلی لطفا سلام تشکر ممنون هستم هستیم دارم"
    " داریم نیست بود شده کنم کنید چه چطور کجا آیا بخاطر باید میخواهم یا تا نه دارد کردم شد",
    "ar": "في من على إلى الى عن أن ان هذا هذه لا ما لم هل كيف أين متى مع كان كانت لي عندي انا أنا نحن لكن أو ثم"
    " بعد قبل شكرا السلام عليكم مرحبا بدي كل يوم اذا لو سمحت ممكن عم لسا مو شو ليش هلق ولا هو هي الله يعني",
    "ps": "زه موږ تاسو دا چې نه په د ته سره لپاره یم دی ده یو کوم څنګه مننه سلام غواړم زما",
    "ckb": "من ئێمە ئێوە لە بۆ بە ئەم کە نییە هەیە سوپاس سڵاو دەکەم چۆن کەی",
}
_ORDINARY = WordList(
    "diese dieser dieses diesem diesen gebe geben gibt gab macht machen gemacht geht gehen kommt kommen komme"
    " sagt sagen sage sagte heute morgen jetzt hier dort dann denn mehr viel alle alles andere anderen etwas immer"
    " wieder nur sehr ganz gut guten lieber liebe team endet ende bald general single make made take come go get"
    " give want look last next first time day week month year other same just only also see tell know think say"
    " said per sub mit out all any some one two son una uno mare cat rate post brief chat art band rat tag"
)
WEIGHTS: dict[str, dict[str, float]] = {  # folded word → language → what it says, less when languages share it
    word: dict.fromkeys(sorted(languages), 1.0 / len(languages)) for word, languages in spoken_in(_WORDS).items()
}
COMMON = frozenset(WEIGHTS) | frozenset(map(fold, _ORDINARY))  # forms too frequent to be a term in disguise
ASKING = frozenset(
    map(
        fold,
        WordList(
            "kennen kennt wissen знаєте знаете bitte bitten bittet brauche brauchen braucht suche suchen sucht"
            " möchte möchten will wollen könnte könnten können wie wo wer wann welche wohin warum hilfe helfen"
            " fragt frage fragen rückruf please could can how where need want question lütfen nasıl nerede"
            " istiyorum istiyoruz lazım soru كيف وين هل اريد بدي ممكن محتاج سؤال как где можно нужно нужна"
            " помогите прошу подскажите вопрос як чи можна потрібно потрібна допоможіть питання چگونه چطور لطفا"
            " کجا میخواهم سوال comment peut besoin cherche jak gdzie proszę szukam cum unde vreau къде моля hoe"
            " waar graag zoek çawa ku dixwazim si dua cómo dónde necesito busco"
        ),
    )
)  # words with which people ask for something
