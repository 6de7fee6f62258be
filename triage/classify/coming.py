"""Is a day somebody names still to come, and does it bind them?"""

from __future__ import annotations

import re

from rules.words import Words
from triage.classify.deadline import Day, day_words

_ROUND = 9  # words of the sentence that say whether the day is over
_CLOSE = 4  # words that say it is only a time one could call or come
_OVER = day_words(
    "war waren hatte hatten wurde wurden kam kamen gab ging gingen sagte sagten schickte bekam bekamen stand rief"
    " verstarb"
    " starb wollte wollten konnte musste letzten letzte letzter vergangenen gestern seit vorgestern neulich"
    " was were had got came said told went called took gave stole stolen lost received missed sent happened last"
    " ago since"
    " geldi gitti aldım aldı verdi dedi oldu yaptı attı geçen vardı kaldı çalıştım gönderdi aradı söyledi"
    " كان كانت اجا اجت وصل وصلت وصلني راح رحت قال قالت قالوا اخدت صار صارت الماضي"
    " був була було були прийшов прийшла прийшло отримала отримав сказали сказав звільнили минулого минулої"
    " был была было были пришел пришла пришло получила получил сказали сказал уволили прошлой прошлый лежала опоздал"
    " بود رفتم آمد گرفتم گفت گفتند شد کردند گذشته"
    " était étaient avait reçu dit arrivé passé dernier dernière venu perdu licencié"
    " był była było byli dostałam dostałem powiedział przyszedł zwolnili zeszły"
    " fost primit spus venit am-am dat lucrat trecut trecută"
    " беше бяха получих каза дойде уволниха миналата"
    " waren hebben gekregen zei kwam vorige gisteren era fue estaba recibí dijo llegó pasado pasada ayer"
    " ishte erdhi mora tha kaluar bû hat got wergirt ieri stato ricevuto scorso"
)
_PERFECT = day_words("hat habe haben hab hats wurde wurden bin ist sind has have")
_PARTICIPLE = re.compile(r"(?:\w{1,7})?ge\w{2,}(?:t|en)|(?:ver|be|ent|er|zer)\w{3,}(?:t|en)|\w{3,}iert")
_STAKES = tuple(
    day_words(
        "verlier verpass verfall storn prüfung dolmetsch vertrag unterschr schlüsselüberg wohnungsüberg arbeitstag"
        " probearbeit"
        " einschreib anmeldeschl einschul abgabe abgeben einreich nachreich vorlegen antworten stellungnahme"
        " bußgeld strafe"
        " polizei flug flieg ticket visum konsulat entlass klinik krankenhaus operier vergeben zusagen sonst raus"
        " ausgezogen"
        " lose cancel terminat fired dismiss exam surgery operation contract sign landlord handover keys enrol"
        " embassy police"
        " fine flight visa expire interpreter discharge otherwise"
        " sözleşme imza sınav ameliyat kovul çıkar ceza polis uçak bilet vize konsolos tercüman anahtar iptal"
        " kaybed yoksa"
        " عقد توقيع اوقع امتحان عملية طرد غرامة شرطة طيارة تذكرة فيزا سفارة قنصلية مترجم مفتاح الغاء بخسر يضيع"
        " договір підпис іспит операц звільн штраф поліц квиток віза посольств консульств переклад ключ скасу втрат"
        " договор подпис экзамен операц уволь уволя штраф полиц билет виза посольств перевод ключ отмен потеря"
        " قرارداد امضا امتحان عملیات جریمه پلیس پولیس تکت ویزا سفارت ترجمان کلید لغو"
        " contrat signer signature examen opérat licenci amende police billet visa ambassade interprète clés annul"
        " perd"
        " umow podpis egzamin operac zwoln mandat policj bilet ambasad tłumacz klucz anul strac"
        " semn examen operați concedi amend poliți bilet viză ambasad traducăt chei anul pierd"
        " подпис изпит операц уволн глоб полиц билет виза посолств преводач ключ отмен губя"
        " teken ondertek examen operatie ontslag boete politie ambassade tolk sleutel"
        " contrato firmar examen operación despid multa policía billete visado embajada intérprete llaves perder"
        " nënshkr provim operac pushoj gjob polic biletë ambasad përkthyes çelës"
        " îmze imtîhan ameliyat wergêr"
    )
)
_HABIT = day_words(
    "jeden jede jeder immer frei oder außer ausser zwischen abends nachmittags vormittags wöchentlich regelmäßig"
    " except or"
    " free every any each always usually her hariç olur boş كل عدا ما_عدا кожен кожного щодня або крім вільна"
    " каждый каждую"
    " кроме или свободна chaque ou sauf każdy albo oprócz fiecare sau всеки или elke elk of behalve cada o excepto"
    " çdo ose"
)
_CALL = day_words(
    "anrufen anruf rückruf zurückrufen zurückruf erreichbar melden passt passen zeit rufe rufen ruft treffen"
    " könnte könnten"
    " call ring reachable available suits arayın ararsanız uygun müsait اتصلوا تتصلوا فاضي зателефонуйте"
    " подзвоніть зручно"
    " перезвоните позвоните удобно могу appelez rappeler disponible zadzwonić dzwonić sunați suna обадете bellen"
    " llamar"
)


def at_stake(words: Words, day: Day) -> bool:
    """Whether its sentence names what a day that passes can cost: a contract, an examination, a flight."""
    return any(form.startswith(_STAKES) for form in _beside(words, day, len(words)))


def comes(words: Words, day: Day) -> bool:
    """Whether a day lies ahead and is fixed: nothing beside it is told as past, as a habit, or as a time to call."""
    if day.days <= 0:
        return False
    around = _beside(words, day, _ROUND)
    if not _OVER.isdisjoint(around) or _told(around):
        return False
    close = frozenset(_beside(words, day, _CLOSE))
    return _HABIT.isdisjoint(close) and _CALL.isdisjoint(close)


def _told(around: list[str]) -> bool:
    """A German perfect: "hat mir am Montag gesagt"."""
    return any(form in _PERFECT for form in around) and any(map(_PARTICIPLE.fullmatch, around))


def _beside(words: Words, day: Day, reach: int) -> list[str]:
    near = range(max(0, day.first - reach), min(len(words), day.last + reach + 1))
    return [words.forms[n] for n in near if words.sentences[n] == words.sentences[day.first]]
