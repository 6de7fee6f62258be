"""Which words introduce a quoted mail ("On … wrote:"), in each language we meet? All casefolded."""

from __future__ import annotations

from triage.message.phrases import phrases, words

# who wrote: a line with one of these, a date or address, and a colon at its end introduces a quote
WROTE: tuple[str, ...] = phrases(
    "schrieb|geschrieben|schreibt|zitat von|wrote|writes|written by|has written|quoting|said:|yazdı|yazdi|şunu yaz|"
    "şunları yaz|yazmış|كتب|كتابة|بواسطة|пише|писав|писала|написав|написала|від користувача|пишет|написал|писал|نوشت|"
    "نوشته|a écrit|écrit :|écrit:|écrivait|a ecrit|citation de|napisał|napisal|pisze|napisano|napisana|napisane|"
    "a scris|scris:|schreef|geschreven|schrijft|citeren|ha scritto|scrive|scritto:|citando|escribió|escribio|"
    "ha escrito|escribe|escreveu|escreve:|skrev|skrifaði|skriver|kirjoitti|kirjutas|kirjoittaa|написа|shkroi|"
    "ka shkruar|shkruajti|nivîsand|nivîsî|napsal|napsala|napísal|napísala|píše|napisao|napisala|pisao|je pisal|"
    "napisal/a|írta|ezt írta|írja|έγραψε|γράφει|写道|写了|寫道|写到|寫到|のメール|のメッセージ|書きました|書き込み|"
    "さんからの|さんは|님이 작성|작성:|작성했|쓴 글|님의 메일|님이 쓴|썼습니다|đã viết|viết:|viết :|כתב|כתבה|menulis|"
    "rašė|rakstīja|missatge de|va escriure|написао|написала|เขียน"
)

# how such a line begins when it begins with the date: a preposition or a day of the week
OPENERS: frozenset[str] = words(
    "wiadomość në četvrtek on am um at dnia in le el il em no op w dne dňa den på pe în in la dana στις на в у ב ב- "
    "بتاريخ في در در‌تاریخ vào lúc 在 於 于 pada kuupäev em às më li di den: tarihinde v: od the al dia às mo di mi "
    "do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mon tue tues wed thu thur "
    "thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday lun mar mer jeu ven sam dim lundi "
    "mardi mercredi jeudi vendredi samedi dimanche pzt sal çar per cum cmt paz pazartesi salı çarşamba perşembe cuma "
    "cumartesi pazar пн вт ср чт пт сб вс нд понедельник вторник среда четверг пятница суббота воскресенье понеділок "
    "вівторок середа четвер п'ятниця субота неділя понеделник петък събота неделя сряда четвъртък pon wt śr czw pt "
    "sob niedz ndz poniedziałek wtorek środa czwartek piątek sobota niedziela luni marți miercuri joi vineri sâmbătă "
    "duminică mie joi vin sâm dum ma wo vr za zo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag gio ven "
    "dom lunedì martedì mercoledì giovedì venerdì sabato domenica mié jue vie sáb dom lunes martes miércoles jueves "
    "viernes sábado domingo seg ter qua qui sex sáb segunda-feira terça-feira quarta-feira quinta-feira sexta-feira "
    "man tir ons tor fre lør søn mandag tirsdag onsdag torsdag fredag lørdag søndag mån tis tors lör sön måndag "
    "tisdag lördag söndag ti ke to pe la su maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai po út "
    "st čt pá so ne ut št pi pondělí úterý středa čtvrtek pátek sobota neděle pondelok utorok streda štvrtok piatok "
    "nedeľa hétfő kedd szerda csütörtök péntek szombat vasárnap δευ τρί τετ πέμ παρ σάβ κυρ pon uto sri čet pet sub "
    "ned thứ th الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه "
    "בתאריך ביום"
)

# words of a sentence that somebody typed, where a program names date, time and writer only; compared with their case
TALK: frozenset[str] = words(
    "mi-a m-a ni-a ми ни m'a m’a nous ich mir uns wir mich dass daß das ein eine mein meine unser unsere habe haben "
    "i've we me us the my our an bana bize لي لنا إلي мені мне нам mnie nam mi nouă mij ons jag mig oss meg minulle "
    "meille nekem nekünk mne nám mně moj moja meni μου μας nam mua për-mua ji-min"
)

# a line that begins so speaks of somebody: "Die Lehrerin schrieb am …:"
NARRATED: frozenset[str] = words("der die the er sie he she they man heute gestern today yesterday")
