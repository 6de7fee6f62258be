"""Which office does a row of competence.csv name for which topic and town, and what is wrong with the file?"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from config.files import SettingsInvalid, file_text

NAME = "competence.csv"
COLUMNS = ("topic", "municipality", "office", "does", "address", "phone", "mail", "web", "hours", "hint")
ANY = "*"
_REQUIRED = COLUMNS[:3]
_LONGEST = 400  # characters of a cell
_MAIL_PARTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One office for some topics in some towns; what is not known for certain is empty."""

    topics: tuple[str, ...]  # ids; ("*",) for all
    towns: tuple[str, ...]  # same
    cells: Mapping[str, str]  # the other columns, stripped


def load(environment: Mapping[str, str], *, topics: Sequence[str], towns: Sequence[str]) -> tuple[Row, ...]:
    """The packaged file, or the one of its name in TRIAGE_CONFIG_DIR. Raises SettingsInvalid with every problem."""
    place, text = file_text(NAME, environment)
    rows, problems = read(text, place, topics=topics, towns=towns)
    if problems:
        raise SettingsInvalid(problems)
    return rows


def read(text: str, place: str, *, topics: Sequence[str], towns: Sequence[str]) -> tuple[tuple[Row, ...], list[str]]:
    """Rows in the file's order, and `place:line  column: what is wrong.` for everything that is."""
    lines = list(_lines(text, place))
    problems = [line for _at, line in lines if isinstance(line, str)]
    cells = [(at, line) for at, line in lines if not isinstance(line, str)]
    header = [name.strip().casefold() for name in cells[0][1]] if cells else []
    problems += _header_problems(header, place)
    if problems:
        return (), problems
    rows = []
    for at, line in cells[1:]:
        values = {name: line[i].strip() if i < len(line) else "" for i, name in enumerate(header)}
        wrong = list(_problems(values, len(line) - len(header), f"{place}:{at}", topics, towns))
        problems += wrong
        if not wrong:
            rows.append(_row(values))
    return tuple(rows), problems


def _lines(text: str, place: str) -> Iterator[tuple[int, list[str] | str]]:
    """Each row that is neither blank nor a remark (#), with the line it ends on; a sentence where it cannot be read."""
    text = text.removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    reader = csv.reader(StringIO(text), delimiter=max(";,\t", key=first.count), strict=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield reader.line_num, f"{place}:{reader.line_num}  Die Zeile ist nicht lesbar: {error}."
            continue
        if any(cell.strip() for cell in row) and not row[0].startswith("#"):
            yield reader.line_num, row


def _header_problems(header: Sequence[str], place: str) -> Iterator[str]:
    for name in header:
        if name not in COLUMNS:
            yield f'{place}:1  "{name}": unbekannte Spalte.{_meant(name, COLUMNS)}'
    for name in _REQUIRED:
        if name not in header:
            yield f"{place}:1  {name}: Die Spalte fehlt."


def _problems(
    values: Mapping[str, str], surplus: int, place: str, topics: Sequence[str], towns: Sequence[str]
) -> Iterator[str]:
    if surplus > 0:
        yield f"{place}  Die Zeile hat {surplus} Felder zu viel."
    yield from _unknown(values, "topic", topics, place)
    yield from _unknown(values, "municipality", towns, place)
    if not values["office"]:
        yield f"{place}  office: Der Name der Stelle fehlt."
    for name, value in values.items():
        if len(value) > _LONGEST:
            yield f"{place}  {name}: länger als {_LONGEST} Zeichen."
        if any(ord(sign) < ord(" ") for sign in value):
            yield f"{place}  {name}: unsichtbares Steuerzeichen."
    if (mail := values.get("mail", "")) and (len(mail.split("@")) != _MAIL_PARTS or " " in mail):
        yield f"{place}  mail: keine Adresse. Beispiel: post@example.org."
    if (web := values.get("web", "")) and not web.startswith("https://"):
        yield f"{place}  web: beginnt nicht mit https://."


def _unknown(values: Mapping[str, str], column: str, known: Sequence[str], place: str) -> Iterator[str]:
    words = values[column].split()
    if not words:
        yield f"{place}  {column}: ist leer. Für alle: {ANY}."
    for word in words:
        if word not in known and (word != ANY or len(words) > 1):
            yield f'{place}  {column} = "{word}": unbekannt.{_meant(word, known)}'


def _meant(word: str, known: Sequence[str]) -> str:
    found = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f' Meinten Sie "{found[0]}"?' if found else f" Es gibt: {', '.join(known)}."


def _row(values: Mapping[str, str]) -> Row:
    cells = {name: values.get(name, "") for name in COLUMNS[2:]}
    return Row(topics=tuple(values["topic"].split()), towns=tuple(values["municipality"].split()), cells=cells)
