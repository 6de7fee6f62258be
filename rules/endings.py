"""Which endings and clitics does each language without a good stemmer put on its words? (folded spelling)"""

from __future__ import annotations

from rules.wordlist import WordList

UKRAINIAN = WordList(
    "ями ами ові еві ого ому ими іми ої ою ею єю ів їв ам ям ах ях ом ем єм ий ій им їм их їх а я у ю і ї и е є о ь"
    " ість істю ості ння нням нню ень ати яти ити іти ути увати ювати ає ує ить ять уть ють ає аю аєш аємо аєте ують"
    " ала али ав ило или ив ила лася лися вся ться тися"
)
BULGARIAN = WordList(
    "ията ията ите ата ята ето ото ове еве овете евете ът ят та то те ия ии и а я о е у ю й ам ям ите ва ват"
)
RUSSIAN_EXTRA = WordList("ться тся лась лись лось")
POLISH = WordList(
    "ami ach owi owie ego emu ymi imi ych ich om ow em ie ia iu ej a e i o u y ymy imy aja uje ac ec ic yc owac"
    " osc osci anie ania aniu eniu eniem enia enie ka ki ke ce ek kow"
)
ALBANIAN = WordList("eve ave ive in it es et ve en ne te se i e a u t n ur uar uara jen je")
KURMANJI = WordList("eke en an em yen yan ek ya ye a e i yi")
SOMALI = WordList("ka ga ha da ta kii gii dii tii yada ada yaal o")
TURKISH = WordList(
    "larimizin larimiz lerimiz lariniz leriniz larindan lerinden larinda lerinde larina lerine larini lerini larinin"
    " lerinin larim lerim lari leri lar ler imizin umuzun imizi imize imizde imiz umuz iniz unuz"
    " sinin sunun sindan sinden sunda sinda sinde sina sine suna sini sunu si su"
    " imin umun imi umu ime uma imde umda im um in un i u a e"
    " nin nun yi yu ya ye ni nu na ne nda nde ndan nden da de ta te dan den tan ten la le yla yle"
    " dir tir dur tur siz suz lik luk ligi lugu lige luga ki"
)
ARABIC_BEFORE = ("وبال", "وكال", "فبال", "ولل", "وال", "فال", "بال", "كال", "لل", "ال")
ARABIC_CLITICS = ("و", "ف", "ب", "ل", "ك")
ARABIC_AFTER = WordList("تهما تكم تهم تنا تها هما كما ات ان ين ون وا تي ته تك نا ها هم هن كم كن ني يه ه ي ك ت")
PERSIAN_AFTER = WordList("هايمان هايتان هايشان هايي هايم هايت هايش هاي ها مان تان شان ام ات اش اي ان ي م ت ش ه")
GERMAN_VERBAL_PREFIXES = WordList(
    "be ge er ver ent zer emp miss mit vor auf aus an ab bei ein nach zu um un ur durch uber unter wider wieder"
    " hinter her hin los weg fort heim"
)
GERMAN_TAILS = frozenset(("", "e", "n", "s", "en", "er", "es", "em", "ern", "ens", "in", "innen"))
