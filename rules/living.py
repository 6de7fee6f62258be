"""Who lives where a word of residence says so: the writer, or somebody the writer tells of?"""

from __future__ import annotations

from rules.wordlist import folded
from rules.words import Words

OWN, OTHER = "own", "other"
_BEFORE, _AFTER = 6, 2  # words round the word of residence in which its subject stands


_WRITER = folded(
    "ich wir selbst selber i we we're i'm im ben biz kendim я ми мы أنا انا نحن نحنا احنا إحنا من ما je nous ja eu"
    " noi ние аз ik"
    " wij we ez em unë ne yo nosotros io noi አነ زه موږ"
    " wohne lebe oturuyorum oturuyoruz otururum yaşıyorum yaşıyoruz kalıyorum kalıyoruz живу живемо живем живём"
    " мешкаю"
    " мешкаємо проживаю проживаємо проживаем أسكن اسكن أعيش اعيش نسكن نعيش ساكنين عايشين habitons vivons logeons"
    " mieszkam mieszkamy locuiesc locuim trăiesc trăim stăm живея живеем woon dijîm dimînim jetoj jetojmë jetojme"
    " banoj"
    " banojmë vivo vivimos resido abito abitiamo سکونت دارم zindagi هستم هستیم deganahay ዝነብር"
)
_SOMEBODY = folded(
    "er sie die der he she they who his her onlar kendisi він вона вони он она они qui il elle ils elles hij zij"
    " bruder schwester tante onkel cousin cousine neffe nichte oma opa schwager schwägerin freund freundin nachbar"
    " nachbarin kollege kollegin bekannte bekannter mutter vater eltern kinder kind sohn tochter mann frau ex familie"
    " klient klientin klienten patient patientin bewohner bewohnerin bewohnerinnen schüler schülerin mündel"
    " mitarbeiter"
    " mitarbeiterin bewerber bewerberin azubi auszubildende saisonkraft schwester bekannten ehepaar"
    " brother sister aunt uncle cousin nephew niece grandmother grandma friend neighbour neighbor colleague mother"
    " father"
    " parents son daughter husband wife kids children"
    " kardeşim abim ablam kuzenim amcam dayım halam teyzem yeğenim arkadaşım annem babam kızım oğlum eşim yengem"
    " брат сестра тітка дядько подруга друг сусідка мати мама батько син донька чоловік дружина тетя дядя соседка"
    " мать отец"
    " сын дочь дочка муж жена знакомая знакомый племянник"
    " اخي أخي اختي أختي عمي خالي عمتي خالتي صديقي صديقتي أمي امي ابي أبي ابني بنتي زوجي زوجتي جارتي"
    " برادرم خواهرم دوستم مادرم پدرم پسرم دخترم شوهرم خانمم کاکایم مامایم"
    " frère sœur oncle cousine ami amie voisine mère père fils fille mari femme collègue"
    " siostra kuzyn ciocia wujek kolega koleżanka córka mąż żona syn matka ojciec"
    " fratele sora unchiul mătușa vărul prietenul prietena mama tatăl soțul soția fiul fiica"
    " сестра ми леля чичо приятел майка баща зет broer zus tante oom neef nicht vriend vriendin buurvrouw moeder"
    " vader"
    " zoon dochter schoonzoon schoondochter schoonzus hermano hermana prima primo tía tío amigo amiga compañera"
    " madre padre hijo"
    " hija marido esposa fratello sorella amico amica motra vëllai nëna babai birayê xwişka hevalê hevala"
)


def lives_there(words: Words, first: int, last: int) -> str:
    """OWN or OTHER for the words of residence `first` to `last`; "" when nothing close by says whose home it is."""
    if not _WRITER.isdisjoint(words.forms[first : last + 1]):
        return OWN
    sentence = words.sentences[first]
    before = (n for n in range(first - 1, max(-1, first - 1 - _BEFORE), -1))
    behind = (n for n in range(last + 1, min(len(words), last + 1 + _AFTER)))
    for at in (*before, *behind):
        if words.sentences[at] != sentence:
            continue
        if words.forms[at] in _WRITER:
            return OWN
        if words.forms[at] in _SOMEBODY:
            return OTHER
    return ""
