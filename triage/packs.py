"""What does an installation decide in files of its own: hours, letters, ready-made texts, competent offices?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from config import competence, consent
from config.files import folder
from config.settings import Settings
from triage.filing.promise import Calendar, Promises
from triage.respond.modules import Modules
from triage.respond.modules import load as load_modules
from triage.respond.partners import Partner, Partners, Wording
from triage.respond.templates import Templates
from triage.respond.templates import load as load_templates
from triage.values import MUNICIPALITIES, TOPICS, Urgency


def promises(settings: Settings) -> Promises:
    """Office hours, free days and what is promised within them."""
    office, sla = settings.office, settings.sla
    calendar = Calendar(
        week=office.hours.week(), closing_days=frozenset(office.closing_days), zone=settings.office.zone
    )
    reactions: dict[Urgency, timedelta | None] = {
        "high": sla.high.within, "normal": sla.normal.within, "low": sla.low.within,
    }  # fmt: skip
    kept = {urgency: within for urgency, within in reactions.items() if within is not None}
    return Promises(calendar=calendar, reaction=kept)


def templates(environment: Mapping[str, str]) -> Templates:
    """The acknowledgement texts, those of TRIAGE_CONFIG_DIR over the shipped ones. Raises BadInput."""
    shipped, chosen = folder("mail", {}), folder("mail", environment)
    return load_templates(shipped) if chosen == shipped else load_templates(shipped, chosen)


def modules(environment: Mapping[str, str]) -> Modules:
    """The ready-made texts of replies and what stands under them, read as the templates are. Raises BadInput."""
    texts, letters = (list(dict.fromkeys((folder(n, {}), folder(n, environment)))) for n in ("modules", "mail"))
    return load_modules(texts, letters)


def partners(environment: Mapping[str, str]) -> Partners:
    """The competent offices and the words of consent. Raises SettingsInvalid."""
    rows = competence.load(environment, topics=TOPICS, towns=MUNICIPALITIES)
    words = consent.load(environment)
    return Partners(
        matrix=tuple(Partner(topics=row.topics, towns=row.towns, **row.cells) for row in rows),
        wording=Wording(version=words.version, texts=words.texts),
    )
