"""Does the text name a day within a week?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import compress, count
from typing import NamedTuple

from rules.fold import fold
from rules.memory import Remembered
from rules.words import ENDED, JOINED, Words

WITHIN = 7  # days


class Day(NamedTuple):
    """A day the text names."""

    first: int  # word
    last: int  # word, inclusive
    days: int  # from the day of arrival


def day_words(text: str) -> frozenset[str]:
    """The folded words of a text of words; an apostrophe within one is no letter."""
    return frozenset(fold(word).replace("'", "") for word in text.split())


_TODAY = day_words(
    "heute today aujourd bugün اليوم сьогодні сегодня امروز днес dziś dzisiaj azi astăzi vandaag îro sot hoy tonight"
)
_TOMORROW = day_words(
    "morgen tomorrow yarın بكرا بكره غدا الغد завтра فردا demain утре jutro mâine sibê nesër mañana amanha"
)
_AFTER = day_words("übermorgen післязавтра послезавтра پسفردا pojutrze poimâine overmorgen вдругиден")
_WEEKDAYS = tuple(
    day_words(words)
    for words in (
        "montag monday pazartesi الاثنين понеділок понеділка понедельник понедельника دوشنبه lundi понеделник"
        " poniedziałek poniedziałku luni maandag mo",
        "dienstag tuesday salı الثلاثاء вівторок вівторка вторник вторника سه‌شنبه mardi wtorek wtorku marți dinsdag di",
        "mittwoch wednesday çarşamba الاربعاء середа середу середи среда среду среды چهارشنبه mercredi сряда"
        " środa środę środy miercuri woensdag mi",
        "donnerstag thursday perşembe الخميس четвер четверга четверг پنجشنبه jeudi четвъртък czwartek czwartku"
        " joi donderdag do",
        "freitag friday cuma الجمعة п'ятниця п'ятницю п'ятниці пятница пятницу пятницы جمعه vendredi петък piątek"
        " piątku vineri vrijdag fr",
        "samstag sonnabend saturday cumartesi السبت субота суботу суботи суббота субботу субботы شنبه samedi"
        " събота sobota sobotę sâmbătă zaterdag sa",
        "sonntag sunday الأحد неділя неділю неділі воскресенье воскресенья یکشنبه dimanche неделя niedziela"
        " duminică zondag so",
    )
)
_MONTHS = tuple(
    day_words(words)
    for words in (
        "januar jan january ocak січня января ژانویه janvier يناير януари stycznia ianuarie januari",
        "februar feb february şubat лютого февраля فوریه février فبراير февруари lutego februarie februari",
        "märz mär march mart березня марта مارس mars март marca martie maart",
        "april apr nisan квітня апреля آوریل avril ابريل април kwietnia aprilie",
        "mai may mayıs травня мая می مايو май maja mei",
        "juni jun june haziran червня июня ژوئن juin يونيو юни czerwca iunie",
        "juli jul july temmuz липня июля ژوئیه juillet يوليو юли lipca iulie",
        "august aug ağustos серпня августа اوت août اغسطس август sierpnia augustus",
        "september sep sept eylül вересня сентября سپتامبر septembre سبتمبر септември września septembrie",
        "oktober okt october ekim жовтня октября اکتبر octobre اكتوبر октомври października octombrie",
        "november nov kasım листопада ноября نوامبر novembre نوفمبر ноември listopada noiembrie",
        "dezember dez december aralık грудня декабря دسامبر décembre ديسمبر декември grudnia decembrie",
    )
)
_WEEK = day_words(
    "woche hafta haftaya тижня тижні тиждень неделе неделю недели هفته semaine tygodniu săptămâna седмица"
    " week hefteya javën semana settimana الاسبوع أسبوع هالاسبوع"
)
_THIS = day_words(
    "diese dieser nächste nächsten nächster kommende kommenden this next coming bu gelecek önümüzdeki цього"
    " наступного цьому этой следующей این آینده cette prochaine tym przyszłym asta viitoare тази следващата deze"
    " volgende vê bê këtë tjetër esta próxima questa prossima هذا القادم الجاي الجاية"
)
_DAYS = day_words(
    "tagen days gün gun günde ايام يومين أيام дні днів дня дней روز jours dni zile дни dagen rojan ditë días giorni"
)
_AHEAD = day_words(
    "in binnen noch innerhalb within only sonra içinde kaldı kaldi بعد خلال باقي через за протягом течение залишилось"
    " осталось остается بعد مانده دیگر ظرف dans sous reste za w zostało peste mai след остават over nog di për pas"
    " en dentro quedan tra entro"
)
_BEHIND = day_words("sonra içinde kaldı kaldi مانده دیگر باقي left remaining over")  # of these, what may stand behind
_NUMBERS = {
    form: number
    for number, words in enumerate(
        (
            "zwei two iki اثنين два дві دو deux dwa dwie două две twee du dy dos due",
            "drei three üç ثلاثة ثلاث три سه trois trzy trei drie sê tre tres",
            "vier four dört اربعة أربع чотири четыре چهار quatre cztery patru четири vier çar katër cuatro",
            "fünf five beş خمسة خمس п'ять пять پنج cinq pięć cinci пет vijf pênc pesë cinco cinque",
            "sechs six altı ستة ست шість шесть شش six sześć șase шест zes şeş gjashtë seis sei",
            "sieben seven yedi سبعة سبع сім семь هفت sept siedem șapte седем zeven heft shtatë siete sette",
        ),
        2,
    )
    for form in day_words(words)
}
_THIS_WEEK, _TWO_DAYS = day_words("هالاسبوع هالأسبوع"), day_words("يومين")  # one word
_OVER = day_words(
    "letzten letzter letzte letztem vergangenen vergangener vorigen vorletzten jeden jeder jedem immer every last"
    " past"
    " geçen her الماضي كل минулого минулу минулої кожного кожну кожної прошлый прошлую прошлого каждый каждую"
    " گذشته هر"
    " dernier chaque ostatni każdy trecut fiecare миналия всеки vorige elke afgelopen pasado cada scorso ogni seit"
    " since depuis"
)
_SHORT = day_words("mo di mi do fr sa so")  # German only, and only with the dot or "am" of an abbreviation
_BEFORE_SHORT = frozenset(("am", "bis", "ab", "vor", "zum"))
_NEXT = day_words("nächste nächsten next gelecek наступного следующий следующего بعد prochain")


_WEEKDAY = {form: number for number, names in reversed(list(enumerate(_WEEKDAYS))) for form in names}
_COMING = _NEXT | day_words(
    "nächster kommende kommenden kommender coming önümüzdeki наступному следующей آینده prochaine przyszłym viitoare"
    " следващата volgende bê tjetër próxima prossima القادم الجاي الجاية"
)
_WEEKS = day_words(
    "wochen wo weeks hafta тижні тижнів недели недель هفته أسابيع اسابيع semaines tygodnie tygodni săptămâni"
    " седмици weken"
    " semanas settimane javë hefte tagen"
)
_AFTER_NUMBER = day_words("luni salı salî")  # behind a number these count months and years
_FULL_WEEKDAYS = frozenset(_WEEKDAY) - _SHORT
_NAMES = frozenset((*_TODAY, *_TOMORROW, *_AFTER, *_WEEKDAY, *_WEEK, *_DAYS))
_may_name: Remembered[bool] = Remembered(lambda form: form in _NAMES or form.isdigit(), 50_000)  # most do not


def days_named(words: Words, today: date | None) -> Iterator[Day]:
    """Every day named, at most WITHIN days ahead; dates by number only when the day of arrival is known."""
    for at in compress(count(), map(_may_name.__getitem__, words.forms)):
        form = words.forms[at]
        if form in _TODAY:
            yield Day(first=at, last=at, days=0)
        elif form in _TOMORROW and not _means_morning(words, at):
            yield Day(first=at, last=at, days=1)
        elif form in _AFTER:
            yield Day(first=at, last=at, days=2)
        elif form in _WEEK or form in _DAYS:
            yield from _counted(words, at)
        elif form.isdigit():
            yield from _numbered(words, at, today)
        else:
            yield from _weekday(words, at, today)


def _counted(words: Words, at: int) -> Iterator[Day]:
    """Next week, in three days; a weekday beside the week says it better."""
    if words.forms[at] in _WEEK and not _FULL_WEEKDAYS.isdisjoint(words.forms[max(0, at - 3) : at + 4]):
        return
    last = min(len(words) - 1, at + 1)
    around = words.forms[max(0, at - 2) : at]
    around += [form for form in words.forms[at + 1 : last + 1] if form in _BEHIND]
    if words.forms[at] in _WEEK:
        if words.forms[at] in _THIS_WEEK or not _THIS.isdisjoint(words.forms[max(0, at - 1) : last + 1]):
            yield Day(first=at, last=at, days=WITHIN)
        return
    count = words.forms[at - 1] if at else ""
    days = int(count) if count.isdigit() and len(count) == 1 else _NUMBERS.get(count, 0)
    if words.forms[at] in _TWO_DAYS:
        days = 2
    if 0 < days <= WITHIN and not _AHEAD.isdisjoint(around):
        yield Day(first=at - 1, last=at, days=days)


def _means_morning(words: Words, at: int) -> bool:
    """Guten Morgen, jeden Morgen, am Morgen."""
    return at > 0 and words.forms[at - 1] in {"guten", "jeden", "am", "gut", "heute", "gegen"}


def _weekday(words: Words, at: int, today: date | None) -> Iterator[Day]:
    form = words.forms[at]
    number = _WEEKDAY.get(form)
    if (
        number is None
        or _is_other_word(words, at)
        or _is_over(words, at)
        or (form in _SHORT and not _is_abbreviation(words, at))
    ):
        return
    if _of_next_week(words, at):
        yield Day(first=at, last=at, days=min(7 - today.weekday() + number, WITHIN) if today else WITHIN)
        return
    ahead = (number - today.weekday()) % 7 if today else 3
    later = at > 0 and words.forms[at - 1] in _NEXT
    yield Day(first=at, last=at, days=min(ahead + (7 if later and ahead < 2 else 0), WITHIN))  # noqa: PLR2004  "next" Monday said on a Sunday


def _is_other_word(words: Words, at: int) -> bool:
    """Kurmanji "6 salî" (years old), Romanian "două luni" (months): no Tuesday, no Monday."""
    if words.text[words.starts[at] : words.ends[at]].lower().endswith("î"):
        return True
    before = words.forms[at - 1] if at else ""
    return words.forms[at] in _AFTER_NUMBER and (before.isdigit() or before in _NUMBERS or before == "de")


def _of_next_week(words: Words, at: int) -> bool:
    """Wednesday of next week."""
    near = words.forms[max(0, at - 3) : at + 4]
    return not _WEEK.isdisjoint(near) and not _COMING.isdisjoint(near)


def _is_abbreviation(words: Words, at: int) -> bool:
    """Bis Fr., Mo. 8 h; never Romanian "să", French "di"."""
    if not words.text[words.starts[at] : words.ends[at]].istitle():
        return False
    if at and words.forms[at - 1] in _BEFORE_SHORT:
        return True
    return at + 1 < len(words) and words.forms[at + 1].isdigit() and len(words.forms[at + 1]) <= 2  # noqa: PLR2004  hours


def _is_over(words: Words, at: int) -> bool:
    """Last Friday, every Friday, Friday in two weeks."""
    near = words.forms[max(0, at - 4) : at + 5]
    if not _WEEKS.isdisjoint(near) and any(form in _NUMBERS or form == "14" for form in near):
        return True
    return not _OVER.isdisjoint(words.forms[max(0, at - 2) : at + 2])


def _numbered(words: Words, at: int, today: date | None) -> Iterator[Day]:
    """30.11., 30.11.2026, 30 November."""
    if today is None or at + 1 >= len(words) or len(words.forms[at]) > 2:  # noqa: PLR2004  a day has two digits
        return
    if words.gaps[at + 1] == ENDED and not _dotted(words, at):
        return
    day, following = int(words.forms[at]), words.forms[at + 1]
    month = next((n for n, names in enumerate(_MONTHS, 1) if following in names), 0)
    if not month and following.isdigit() and len(following) <= 2 and _dotted(words, at):  # noqa: PLR2004  same
        month = int(following)
    ahead = _ahead(day, month, today)
    if ahead is not None and 0 <= ahead <= WITHIN:
        yield Day(first=at, last=at + 1, days=ahead)


def _dotted(words: Words, at: int) -> bool:
    """Whether only a dot or slash (and a blank) stands between a number and the next word."""
    between = words.text[words.ends[at] : words.starts[at + 1]].strip()
    return between in {".", "/", "-"} or (words.gaps[at + 1] == JOINED and between == ".")


def _ahead(day: int, month: int, today: date) -> int | None:
    """Days until the next such date; None when there is none."""
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            return None
        if found >= today - timedelta(days=60):
            return (found - today).days
    return None
