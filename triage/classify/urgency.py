"""How pressing is this, and which words or days say so?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rules.fold import fold
from rules.hinting import NOTHING, Hinted
from rules.hit import Hit, total
from rules.words import Words
from triage.classify.coming import at_stake, comes
from triage.classify.deadline import Day, days_named
from triage.classify.kind import UNANSWERED
from triage.classify.proof import evidence, hinted_at, proof_of_words
from triage.values import Evidence, Label, ParsedMessage

HIGH = 3.0  # points
HIGH_HINTED = 1.5  # points that suffice beside hints: these mostly take away, for most messages press nobody
LOW = 2.0
LOW_OFFERED = 3.0  # of what a helper or an office writes
GOOD_NEWS = "low.gute_nachricht"  # counts only where nothing is asked
_THANKS = frozenset((GOOD_NEWS, "low.dank"))
LOW_ELSEWHERE = 5.0  # of a matter of the person's own: one word of leisure does not mean nobody waits
_UNHURRIED = frozenset(("ehrenamt_netzwerk", "sonstiges"))
_BOUND = frozenset(
    ("aufenthalt", "familie", "dokumente", "finanzen")
)  # authorities and courts name no day without consequence
_LOOSE = _UNHURRIED | {"sprache"}  # days named there are mostly hours of a course or a meeting
_OFFERS_COUNT = frozenset(("arbeit", "wohnen"))  # a flat or a job offered is worth an answer soon
_BILLED = frozenset(("high.akut_krank", "high.medizin", "high.koerper_jetzt"))  # of a bill the illness is over
_ORGANISED = frozenset(("institution", "press"))  # of whom nobody waits for help, unless their date is near
ENQUIRY = "low.presse_forschung"  # press and research are at most normal, however near their date
DEADLINE = 3.0  # points of a day within a week beside a word of harm
REACH = 12  # words between the two
_HOME = ZoneInfo("Europe/Berlin")
_CLOSING = time(23, 59)  # a day named without an hour lasts to its end
_DAY_RULE = "frist.tag"


def _beginnings(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in text.split())


_HARM = _beginnings(
    "anhörung räumung abschieb ausreise rückführ überstell überführ transferred widerspruch klagefrist stromsperr"
    " abgestellt abgeschaltet gekündigt kündigung läuft ablauf abgelaufen verfall verlier gerichtstermin verhandlung"
    " vollstreck gerichtsvollzieher zwangs obdach auszieh auszug entbindung operation operiert fiktion sperrung"
    " mahnbescheid deadline expire evict deport hearing interview removal frist bundesamt anmeldung aufnahmegespräch"
    " vorsprache botschaft befragung flug abflug abholen vergeben einschulung unterschr collect convocation ambassade"
    " vorstellungsgespräch aufnahmetermin vorladung ladung enteign pfänd amtsgericht landgericht sozialgericht"
    " verwaltungsgericht familiengericht arbeitsgericht bereithalt bereitzuhalten umverteil verplomb abgedreht"
    " geflogen bailiff mandat"
    " mülakat mahkeme sınır tahliye kesil kesecek itiraz doluyor bitiyor duruşma ameliyat строк"
    " термін депорт виселен співбесід відключ оскарж закінчу операц депорт выселен собеседован отключ лечу літак"
    " обжал заканчива истека ترحيل طرد محكم مقابل اعتراض تنتهي ينتهي بتخلص بيخلص مهلت مهله دیپورت اخراج دادگاه"
    " مصاحبه اعتراض délai expuls audience tribunal recours expire entretien wysiedl eksmis rozprawa odwoła"
    " evacua instanț expulz изгон изтича boşaltın boşaltma اخلا محكمه بيفتحوا يفتحوا فرودگاه"
)
_HARM_WORDS = frozenset(
    _beginnings(
        "frist gericht haft raus op gas strom court cut coupe coupé sąd суд суду срок срока сроки قطع موعد sonst"
        " otherwise yoksa وإلا інакше иначе وگرنه sinon terminam"
    )
)
_DONE = frozenset(
    _beginnings(
        "bekommen erhalten gekommen kam kamen gegeben gesagt gekriegt angerufen unterschrieben war waren hatte hat habe"
        " got received came gave said was told geldi aldım verdi وصل وصلني اجا отримала отримав прийшов прийшло"
        " получила получил пришло пришел reçu dostałam dostałem primit получих"
    )
)
_WAS = frozenset(_beginnings("war waren hatte was were had был была було був была était avait fue fui oldu بود byłam"))
_CALLED_OFF = _beginnings(
    "aufgehoben verlegt verschoben abgesagt entfällt entfallen cancelled canceled postponed rescheduled iptal ertelen"
    " скасован отменен отменён отменил перенес تأجل الغي الغاء کنسل reporté annulé odwołan przełożon"
    " amânat отложен verzet"
)
_ABBREVIATED = 3  # words
_SHORTLY = 2  # words before a day that tell it as past: "war am Montag"
_JUST_NOW = 5  # words round a "today" that tells what happened, not what threatens


class Pressure(NamedTuple):
    """What weighs on the decision besides the rules."""

    kind: str
    main_topic: str
    role: str
    asks: bool = True  # somebody wants something: good news alone is none then
    moves: bool = False  # the sender cancels or moves an appointment: its day presses nobody


def decide_urgency(
    message: ParsedMessage,
    counted: Mapping[str, Sequence[Hit]],
    words: Mapping[str, Words],
    texts: Mapping[str, str],
    pressure: Pressure,
    *,
    hinted: Hinted = NOTHING,
) -> Label:
    """high, normal or low; with the words that say so. Words like "urgent" alone decide nothing.

    `hinted`: what words and other rules add to `high`, or take from it.
    """
    billed = _BILLED if pressure.main_topic == "finanzen" else frozenset()
    pressing = [hit for hit in counted.get("high", ()) if hit.rule not in billed]
    high = tuple(evidence(hit, texts) for hit in pressing)
    deadline = tuple(_deadlines(message, words, pressure))[:1] if not pressure.moves else ()
    points = total(pressing) + sum(piece.weight for piece in deadline) + hinted.points.get("high", 0.0)
    low_hits = [hit for hit in counted.get("low", ()) if hit.rule != GOOD_NEWS or not pressure.asks]
    low = tuple(evidence(hit, texts) for hit in low_hits)
    least_high = HIGH_HINTED if "high" in hinted.points else HIGH
    proof = high + deadline
    if proof or points >= least_high:  # where nothing presses nobody asks what took from it
        proof += tuple(hinted_at(hinted, "high", texts))
    if message.urgent_hint or pressure.main_topic == "gewalt_notfall":
        return Label(id="high", score=points if proof else HIGH, evidence=proof)
    if pressure.kind in UNANSWERED:
        return Label(id="low", score=total(low_hits), evidence=low)
    normal = Label(id="normal", score=points if proof else 0.0, evidence=proof)
    enquiry = pressure.role == "press" or any(hit.rule == ENQUIRY for hit in low_hits)
    if points >= least_high:
        return normal if enquiry else Label(id="high", score=points, evidence=proof)
    offered = pressure.main_topic == "ehrenamt_netzwerk" and pressure.role != "client"
    least = _least(pressure, {hit.rule for hit in low_hits})
    running = pressure.kind == "followup" and pressure.main_topic == "sonstiges"  # of a case the two work on
    organised = pressure.role in _ORGANISED and pressure.main_topic in _UNHURRIED and not running
    if organised and _soon(message, words):
        return normal
    if total(low_hits) >= least or offered or organised or pressure.role == "press":
        return Label(id="low", score=total(low_hits), evidence=low)
    return normal


def decide_due(message: ParsedMessage, words: Mapping[str, Words], urgency: Label) -> datetime | None:
    """The end of the nearest day that counted for the urgency, in the office's zone; None when none did."""
    if message.received_at is None or all(piece.rule != _DAY_RULE for piece in urgency.evidence):
        return None
    today = message.received_at.astimezone(_HOME).date()
    named = list(_days(message, words, binding=True)) or list(_days(message, words, binding=True, every=True))
    nearest = min(day.days for _, _, day in named)
    return datetime.combine(today + timedelta(days=nearest), _CLOSING, _HOME)


def _soon(message: ParsedMessage, words: Mapping[str, Words]) -> bool:
    """Whether a day within a week is named at all."""
    today = message.received_at.astimezone(_HOME).date() if message.received_at else None
    return any(day.days for read in words.values() for day in days_named(read, today))


def _least(pressure: Pressure, told: set[str]) -> float:
    """Points that make a message low: fewer for leisure, for who offers or organises, for thanks without a question."""
    if pressure.main_topic in _UNHURRIED or (not pressure.asks and told & _THANKS):
        return LOW
    waiting = pressure.role == "client" or pressure.main_topic in _OFFERS_COUNT
    return LOW_ELSEWHERE if waiting else LOW_OFFERED


def _binds(pressure: Pressure) -> bool:
    """Whether any day that comes presses: of a new matter of somebody's own, not of a follow-up or an invitation."""
    return pressure.kind == "request" and pressure.main_topic not in _LOOSE and pressure.role != "press"


def _deadlines(message: ParsedMessage, words: Mapping[str, Words], pressure: Pressure) -> Iterator[Evidence]:
    binding = _binds(pressure)
    for name, read, day in _days(message, words, binding=binding, every=binding and pressure.main_topic in _BOUND):
        yield proof_of_words(name, read, (day.first, day.last), rule=_DAY_RULE, weight=DEADLINE)


def _days(
    message: ParsedMessage, words: Mapping[str, Words], *, binding: bool, every: bool = False
) -> Iterator[tuple[str, Words, Day]]:
    today = message.received_at.astimezone(_HOME).date() if message.received_at else None
    for name, read in words.items():
        for day in _threatening(read, today, binding=binding, every=every):
            if name != "body" or _fresh(message, read.starts[day.first]):
                yield name, read, day


def _threatening(words: Words, today: date | None, *, binding: bool, every: bool) -> Iterator[Day]:
    """Days with a word of harm close by; of a `binding` matter days at stake, of authorities (`every`) all."""
    for day in days_named(words, today):
        bound = comes(words, day) if every else binding and _costs(words, day)
        if bound or (_harmed(words, day) and not _happened(words, day)):
            yield day


def _costs(words: Words, day: Day) -> bool:
    """A fixed day ahead, in whose sentence something is at stake or harm is told of anywhere."""
    return comes(words, day) and (at_stake(words, day) or any(map(_harms, words.forms)))


def _harmed(words: Words, day: Day) -> bool:
    return any(_harms(form) for form in _beside(words, day, REACH))


def _harms(form: str) -> bool:
    return form.startswith(_HARM) or form in _HARM_WORDS


def _happened(words: Words, day: Day) -> bool:
    """ "Today I got a letter", "was there on Monday" and an appointment called off name no day that comes."""
    if any(form.startswith(_CALLED_OFF) for form in _beside(words, day, REACH)):
        return True
    if day.days == 0:
        return not _DONE.isdisjoint(_beside(words, day, _JUST_NOW))
    return not _WAS.isdisjoint(words.forms[max(0, day.first - _SHORTLY) : day.first])


def _beside(words: Words, day: Day, reach: int) -> list[str]:
    """The words close to a day in its sentence."""
    near = range(max(0, day.first - reach), min(len(words), day.last + reach + 1))
    close = range(day.first - _ABBREVIATED, day.last + _ABBREVIATED + 1)  # notes end sentences at every abbreviation
    return [words.forms[n] for n in near if n in close or words.sentences[n] == words.sentences[day.first]]


def _fresh(message: ParsedMessage, start: int) -> bool:
    return next((zone.kind == "fresh" for zone in message.zones if zone.start <= start < zone.end), True)
