"""How does a moment read to somebody at a desk?"""

from __future__ import annotations

from datetime import datetime, timedelta
from gettext import GNUTranslations
from zoneinfo import ZoneInfo

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def words(moment: datetime, now: datetime, zone: ZoneInfo, t: GNUTranslations) -> str:
    """ "vor 12 Min.", "heute 14:03", "gestern 9:00", "20.11.2026". Both times aware."""
    here, today = moment.astimezone(zone), now.astimezone(zone).date()
    if timedelta(0) <= now - moment < _MINUTE:
        return t.gettext("just now")
    if timedelta(0) <= now - moment < _HOUR:
        return t.gettext("%(n)d min ago") % {"n": (now - moment) // _MINUTE}
    days = (here.date() - today).days
    clock = here.strftime("%-H:%M")
    near = {0: t.gettext("today %s"), -1: t.gettext("yesterday %s"), 1: t.gettext("tomorrow %s")}
    return near[days] % clock if days in near else here.strftime("%d.%m.%Y")


def left(moment: datetime, now: datetime, zone: ZoneInfo, t: GNUTranslations) -> str:
    """How long a deadline leaves: "noch 18 Min.", "seit 2 Std. überfällig", "bis heute 16:00"."""
    if moment < now:
        return t.gettext("overdue for %s") % span(now - moment, t)
    if moment - now < _HOUR:
        return t.gettext("%s left") % span(moment - now, t)
    return t.gettext("until %s") % words(moment, now, zone, t)


def day(moment: datetime, now: datetime, zone: ZoneInfo, t: GNUTranslations) -> str:
    """The day alone: "heute", "morgen", "gestern", "20.11.2026". Both times aware."""
    here = moment.astimezone(zone)
    near = {0: t.gettext("today"), -1: t.gettext("yesterday"), 1: t.gettext("tomorrow")}
    return near.get((here.date() - now.astimezone(zone).date()).days) or here.strftime("%d.%m.%Y")


def span(length: timedelta, t: GNUTranslations) -> str:
    """Minutes, hours or days, whichever is the largest that fits."""
    if length < _HOUR:
        return t.gettext("%(n)d min") % {"n": max(1, length // _MINUTE)}
    if length < _DAY:
        return t.gettext("%(n)d h") % {"n": length // _HOUR}
    return t.ngettext("%(n)d day", "%(n)d days", length // _DAY) % {"n": length // _DAY}


def exact(moment: datetime, zone: ZoneInfo) -> str:
    """Date and time to the minute, for titles."""
    return moment.astimezone(zone).strftime("%d.%m.%Y %H:%M")


def tomorrow_morning(now: datetime, zone: ZoneInfo) -> str:
    """Tomorrow at nine, as a date field takes it."""
    return f"{(now.astimezone(zone) + _DAY).date().isoformat()}T09:00"
