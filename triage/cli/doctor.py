"""Is all well with this installation?"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from config.files import SettingsInvalid
from triage import bootstrap
from triage.errors import TriageError
from triage.failpoints import armed
from triage.telling import undelivered

if TYPE_CHECKING:
    from triage.bootstrap import House

_MANY_COPIES = 5  # a pass a minute puts fewer there
_LITTLE_SPACE = 1024**3  # octets


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at; the text of anything but OK ends with its remedy."""

    check: str
    level: Literal["OK", "WARN", "FAIL"]
    text: str


def examine(environment: Mapping[str, str]) -> list[Finding]:
    """Every check; one that breaks is a finding itself and stops none of the others."""
    try:
        loaded = bootstrap.read_settings(None, environment)
        house = bootstrap.open_house(loaded, environment)
    except SettingsInvalid as invalid:
        return [Finding(check="Konfiguration", level="FAIL", text=problem) for problem in invalid.problems]
    except Exception as trouble:  # whatever keeps the house shut is the finding
        return [Finding(check="Start", level="FAIL", text=f"{type(trouble).__name__}: {_first_line(trouble)}")]
    try:
        return list(_findings(house))
    finally:
        house.close()


def _findings(house: House) -> Iterator[Finding]:
    where = house.loaded.file or "Vorgaben"
    yield Finding(check="Konfiguration", level="OK", text=f"{where}")
    yield _database(house)
    yield from _mailboxes(house)
    yield _postage(house)
    yield from _hooks(house)
    yield from _people(house)
    yield _read_log(house)
    yield _rules(house)
    yield _space(house)
    if armed is not None:
        yield Finding(check="Failpoint", level="FAIL", text=f"{armed[0]} ist scharf → TRIAGE_FAILPOINT entfernen")


def _database(house: House) -> Finding:
    began = time.monotonic()
    try:
        with house.office.store.transaction():
            pass
    except Exception as trouble:  # any driver's error
        return Finding(check="Datenbank", level="FAIL", text=f"{_first_line(trouble)} → läuft der Server, ist Platz?")
    spent = (time.monotonic() - began) * 1000
    return Finding(check="Datenbank", level="OK", text=f"Schema aktuell, Schreibtest {spent:.0f} ms")


def _mailboxes(house: House) -> Iterator[Finding]:
    if not house.office.accounts:
        yield Finding(check="Postfach", level="WARN", text="keines eingerichtet → Abschnitt [mail.NAME] anlegen")
    for account in house.office.accounts:
        name = f"Postfach „{account.name}“"
        try:
            mailbox = house.office.connect(account.name)
            try:
                view = mailbox.look(account.folder, write=False)
            finally:
                mailbox.close()
        except (TriageError, OSError) as trouble:
            remedy = f"mail.{account.name} prüfen, dann `triage mail test {account.name}`"
            yield Finding(check=name, level="FAIL", text=f"{_first_line(trouble)} → {remedy}")
        else:
            mode = house.office.mode(account.name)
            yield Finding(check=name, level="OK", text=f"{len(view.uids)} Mails in {view.folder}, Modus {mode}")
        yield from _copies(house, account.name)


def _copies(house: House, name: str) -> Iterator[Finding]:
    """Whether copies of what people sent lie in the mailbox."""
    from triage.respond.outbox import copies

    with house.office.store.reading() as db:
        found = copies(db, name)
    remedy = f"Ordner nennen: mail.{name}.sent_folder"
    if refused := found.get("refused"):
        text = f"{refused} Kopien lehnte der Mailserver ab; gesendet wurden sie → Speicherplatz prüfen oder {remedy}"
        yield Finding(check=f"Gesendetes „{name}“", level="WARN", text=text)
    if (waiting := found.get("due", 0)) > _MANY_COPIES and house.office.mode(name) == "live":
        text = f"{waiting} Kopien fehlen im Postfach; gesendet wurden sie → {remedy}"
        yield Finding(check=f"Gesendetes „{name}“", level="WARN", text=text)


def _postage(house: House) -> Finding:
    if house.settings.smtp.host:
        return Finding(check="Postausgang", level="OK", text=f"{house.settings.smtp.host}:{house.settings.smtp.port}")
    return Finding(check="Postausgang", level="WARN", text="keiner eingerichtet → smtp.host; Bestätigungen warten")


def _hooks(house: House) -> Iterator[Finding]:
    """Whether every webhook still takes what it is told."""
    for name in house.office.hooks:
        waiting, why = undelivered(house.office, name)
        check = f"Webhook „{name}“"
        if not waiting:
            yield Finding(check=check, level="OK", text="alles zugestellt")
        else:
            text = f"{waiting} Meldungen nicht zugestellt, zuletzt: {why} → Adresse und Geheimnis prüfen"
            yield Finding(check=check, level="WARN", text=text)


def _people(house: House) -> Iterator[Finding]:
    from triage.desk.people import Gaps, gaps

    with house.office.store.reading() as db:
        found: Gaps = gaps(db, {account.name for account in house.office.accounts})
    remedy = "Verwaltung › Leute: jemanden für geschützte Vorgänge benennen"
    if found.unguarded:
        text = f"geschützte Vorgänge sehen alle, denn niemand ist benannt für: {', '.join(found.unguarded)} → {remedy}"
        yield Finding(check="Geschütztes", level="WARN", text=text)
    else:
        yield Finding(check="Geschütztes", level="OK", text=f"{found.circle} Personen sind benannt")
    if found.unwatched:
        text = f"Vorgänge sehen alle, denn niemand hat: {', '.join(found.unwatched)} → Verwaltung › Leute: zuordnen"
        yield Finding(check="Zuständigkeit", level="WARN", text=text)


def _read_log(house: House) -> Finding:
    from triage.desk.readlog import verify

    with house.office.store.reading() as db:
        verdict = verify(db)
    if verdict.broken:
        where = ", ".join(map(str, verdict.broken[:5]))
        remedy = "Sicherung vergleichen, Datenschutzbeauftragte informieren"
        return Finding(check="Einsicht", level="FAIL", text=f"Protokoll verändert bei Eintrag {where} → {remedy}")
    newest = f", Siegel {verdict.seal[:16]}" if verdict.seal else ""
    return Finding(check="Einsicht", level="OK", text=f"{verdict.entries} Einträge, Kette heil{newest}")


def _rules(house: House) -> Finding:
    from rules.check import failing_examples
    from rules.load import load_texts
    from triage.tuning import versions

    with house.office.store.reading() as db:
        number = versions.live_key(db)[0]
        book = load_texts(versions.texts_of(db, number))
    failing = failing_examples(book)
    total = sum(len(rule.examples) + len(rule.counterexamples) for rule in book.rules)
    if failing:
        text = f"{len(failing)} von {total} Beispielen stimmen nicht → `triage rules test`"
        return Finding(check="Regeln", level="FAIL", text=text)
    return Finding(check="Regeln", level="OK", text=f"v{number}: {len(book.rules)} Regeln, {total} Beispiele stimmen")


def _space(house: House) -> Finding:
    free = shutil.disk_usage(house.settings.data_dir).free
    level: Literal["OK", "WARN"] = "OK" if free > _LITTLE_SPACE else "WARN"
    remedy = "" if level == "OK" else " → Platz schaffen"
    return Finding(check="Platte", level=level, text=f"{free / 1024**3:.0f} GB frei{remedy}")


def _first_line(trouble: BaseException) -> str:
    return (str(trouble).splitlines() or [type(trouble).__name__])[0][:200]
