"""Which calls does a phone log name, and what is wrong with its rows?"""

from __future__ import annotations

import csv
import difflib
import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

from triage.values import CallNote, Problem

COLUMNS = ("received_at", "caller", "phone", "language", "note", "town", "urgent", "callback_until")
_REQUIRED = ("received_at", "note")
_MOST_CHARACTERS = 20_000
# How the columns of phone logs and telephone systems are called in German offices.
_MEANINGS: dict[str, tuple[str, ...]] = {
    "received_at": ("datum", "zeit", "zeitpunkt", "datum/uhrzeit", "datum und uhrzeit", "eingang", "anrufzeit", "date"),
    "caller": ("name", "anrufer", "anrufer/in", "anruferin", "anrufende", "person", "kontakt", "wer"),
    "phone": ("telefon", "telefonnummer", "nummer", "rufnummer", "tel", "tel.", "tel-nr.", "rückrufnummer"),
    "language": ("sprache",),
    "note": ("notiz", "anliegen", "inhalt", "text", "betreff", "grund", "bemerkung", "worum geht es?", "thema"),
    "town": ("ort", "wohnort", "gemeinde", "stadt", "kommune"),
    "urgent": ("dringend", "eilig", "eilt"),
    "callback_until": ("rückruf bis", "rückruf", "zurückrufen bis", "rueckruf bis"),
}
_YES = frozenset({"1", "ja", "j", "yes", "y", "true", "wahr", "x"})
_NO = frozenset({"", "0", "nein", "n", "no", "false", "falsch", "-"})
# What office programs write into a date cell, ISO 8601 first.
_TIME_FORMATS = ("%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%y %H:%M", "%d.%m.%Y, %H:%M", "%d.%m.%Y")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedCall:
    """A call with the key that makes a second import of the same file file nothing twice."""

    call: CallNote
    key: str
    line: int  # of the file, 1 = header


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneLog:
    """What a file holds: good rows are usable even when others are bad."""

    calls: tuple[KeyedCall, ...]
    problems: tuple[Problem, ...]


def read_log(text: str, *, name: str, zone: str, mapping: Mapping[str, str] | None = None) -> PhoneLog:
    """Read a CSV (comma, semicolon or tab; header names the columns). `mapping`: our column → the file's.

    Times without offset are the office's. Every bad row is reported with its line; none stops the others.
    """
    problems: list[Problem] = []
    rows = _rows(one_way(text), name, problems)
    header = rows[0][1] if rows else []
    places = _columns(header, name, mapping or {}, problems)
    if places is None:
        return PhoneLog(calls=(), problems=tuple(problems))
    calls: list[KeyedCall] = []
    seen: Counter[str] = Counter()
    for line, row in rows[1:]:
        values = {column: row[at].strip() if at < len(row) else "" for column, at in places.items()}
        call = _call(values, f"{name}:{line}", ZoneInfo(zone), problems)
        if call is not None:
            calls.append(KeyedCall(call=call, key=_key(values, seen), line=line))
    return PhoneLog(calls=tuple(calls), problems=tuple(problems))


def decoded(data: bytes) -> str:
    """UTF-8, else what office programs on Windows still write."""
    try:
        return one_way(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return one_way(data.decode("cp1252", "replace"))


def one_way(text: str) -> str:
    """Without byte order mark and NUL, lines ended one way: a form that carries the text must not change a key."""
    return text.removeprefix("\ufeff").replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def header_of(text: str) -> tuple[str, ...]:
    """How the file names its columns; () when it has none that can be read."""
    rows = _rows(one_way(text), "", [])
    return tuple(cell.strip() for cell in rows[0][1]) if rows else ()


def guessed(header: Sequence[str]) -> dict[str, str]:
    """Our column → the file's that means it, where a name leaves little doubt."""
    free = list(header)
    found: dict[str, str] = {}
    for column in COLUMNS:
        meant = next((h for h in free if h.casefold() in (column, *_MEANINGS[column])), None)
        if meant is not None:
            found[column] = meant
            free.remove(meant)
    return found


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _rows(text: str, name: str, problems: list[Problem]) -> list[tuple[int, list[str]]]:
    """Every row that is not blank with the line it ends on; the header is the first."""
    reader = csv.reader(StringIO(text), delimiter=_delimiter(text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return rows
        except csv.Error as error:
            problems.append(Problem(place=f"{name}:{reader.line_num}", text=f"Zeile nicht lesbar: {error}."))
            continue
        if any(cell.strip() for cell in row):
            rows.append((reader.line_num, row))


def _columns(
    header: Sequence[str], name: str, mapping: Mapping[str, str], problems: list[Problem]
) -> dict[str, int] | None:
    names = [cell.strip().casefold() for cell in header]
    wanted = {column: mapping.get(column, column).casefold() for column in COLUMNS}
    places = {column: names.index(there) for column, there in wanted.items() if there in names}
    missing = [wanted[column] for column in _REQUIRED if column not in places]
    unknown = [column for column in mapping if column not in COLUMNS]
    problems += [Problem(place=f"{name}:1", text=f"Die Spalte „{m}“ fehlt.", hint=_nearest(m, names)) for m in missing]
    problems += [
        Problem(place=f"{name}:1", text=f"Keine unserer Spalten: „{u}“.", hint=_nearest(u, COLUMNS)) for u in unknown
    ]
    return None if missing or unknown else places


def _nearest(word: str, known: Sequence[str]) -> str:
    found = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"Meinten Sie „{found[0]}“?" if found else f"Vorhanden: {', '.join(known) or 'keine'}."


def _call(values: Mapping[str, str], place: str, zone: ZoneInfo, problems: list[Problem]) -> CallNote | None:
    found = len(problems)
    received_at = _time(values, "received_at", place, zone, problems)
    until = _time(values, "callback_until", place, zone, problems)
    urgent = _flag(values.get("urgent", ""), place, problems)
    note = values.get("note", "")
    if not note:
        problems.append(Problem(place=place, text="Die Notiz ist leer.", hint="Bitte kurz schreiben, worum es geht."))
    if len(note) > _MOST_CHARACTERS:
        problems.append(Problem(place=place, text=f"Die Notiz ist länger als {_MOST_CHARACTERS} Zeichen."))
    if len(problems) > found or received_at is None:
        return None
    return CallNote(
        note=note,
        received_at=received_at,
        caller=values.get("caller", ""),
        phone=values.get("phone", ""),
        language=values.get("language", ""),
        town=values.get("town", ""),
        urgent=urgent,
        callback_until=until,
    )


def _time(
    values: Mapping[str, str], column: str, place: str, zone: ZoneInfo, problems: list[Problem]
) -> datetime | None:
    text = values.get(column, "")
    if not text:
        if column in _REQUIRED:
            problems.append(Problem(place=place, text=f"{column} ist leer.", hint="Beispiel: 2026-11-20T08:15"))
        return None
    for parse in (datetime.fromisoformat, *(_strptime(f) for f in _TIME_FORMATS)):
        try:
            found = parse(text)
        except ValueError:
            continue
        return found if found.tzinfo else found.replace(tzinfo=zone)
    problems.append(Problem(place=place, text=f"{column}: kein Datum mit Uhrzeit.", hint="Beispiel: 2026-11-20T08:15"))
    return None


def _strptime(form: str) -> Callable[[str], datetime]:
    return lambda text: datetime.strptime(text, form)  # noqa: DTZ007 - the caller adds the office's zone


def _flag(text: str, place: str, problems: list[Problem]) -> bool:
    folded = text.casefold()
    if folded not in _YES | _NO:
        problems.append(Problem(place=place, text="urgent: weder ja noch nein.", hint="Erlaubt: ja, nein."))
    return folded in _YES


def _key(values: Mapping[str, str], seen: Counter[str]) -> str:
    """promises 2.3: the hash of all columns plus the occurrence number within the file."""
    digest = hashlib.sha256("\x1f".join(values.get(c, "") for c in COLUMNS).encode()).hexdigest()
    seen[digest] += 1
    return f"{digest}:{seen[digest]}"
