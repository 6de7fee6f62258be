"""How does a rulebook leave the house as a file, and come back?"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, get_args

from rules.difference import Change, difference
from rules.load import load_texts
from rules.problem import RulesInvalid
from rules.rulebook import FAMILIES, Rulebook
from rules.table import COLUMNS, Line, merged, rows_of, rules_of
from triage.errors import BadInput
from triage.tuning import sheet

Format = Literal["csv", "xlsx", "zip"]
FORMATS: tuple[Format, ...] = get_args(Format)
MEDIA: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
LARGEST = 20_000_000  # octets of an uploaded file, and of all files of an archive
_MOST_FILES = 500
_NUMBERS = ("weight", "within", "adds")
_GUARDED = "=+-@\t\r\x00＝＋－＠"  # what a spreadsheet would take for a formula at the beginning of a cell
_NAME = re.compile(rf"(?:.*/)?((?:{'|'.join((*FAMILIES, 'places', 'hints'))})/[\w-]+\.(?:ya?ml|csv))")
_STAMP = (2000, 1, 1, 0, 0, 0)  # the same rules make the same archive, octet for octet


def written_as(texts: Mapping[str, str], kind: Format) -> bytes:
    """A rulebook's files as a table of its rules (CSV or a workbook), or all of them as an archive of YAML and CSV."""
    if kind == "zip":
        return _archive(texts)
    rows = list(rows_of(load_texts(texts).rules))
    if kind == "xlsx":
        cells = [[_cell(name, row[name]) for name in COLUMNS] for row in rows]
        return sheet.written([list(COLUMNS), *cells], "Regeln")
    text = io.StringIO()
    out = csv.writer(text, delimiter=";", lineterminator="\r\n")
    out.writerow(COLUMNS)
    out.writerows([_guarded(name, row[name]) for name in COLUMNS] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def read(octets: bytes, name: str, base: Mapping[str, str]) -> dict[str, str]:
    """The files of the rulebook an uploaded file makes of the one in force (`base`).

    A table replaces the rules of the labels it names and nothing else; an archive replaces everything but the places,
    which stay when it has none. Raises BadInput with every problem, each with its row or file and line.
    """
    if len(octets) > LARGEST:
        raise BadInput(["Die Datei ist zu groß."])
    match name.lower().rpartition(".")[2]:
        case "csv" | "txt":
            texts = _from_table(_csv_rows(octets), base)
        case "xlsx":
            texts = _from_table(sheet.read(octets), base)
        case "zip":
            texts = _with_places(_unpacked(octets), base)
        case _:
            raise BadInput([f"{name}: Erwartet wird eine Datei .csv, .xlsx oder .zip."])
    loaded(texts)
    return texts


def loaded(texts: Mapping[str, str]) -> Rulebook:
    """The rulebook of these files. Raises BadInput with every problem."""
    try:
        return load_texts(texts)
    except RulesInvalid as invalid:
        raise BadInput([str(problem) for problem in invalid.problems]) from None


def preview(old: Mapping[str, str], new: Mapping[str, str]) -> list[Change]:
    """What taking it over would change, in words; nothing when both mean the same. Raises BadInput."""
    return difference(loaded(old), loaded(new))


def _cell(column: str, text: str) -> str | float:
    return float(text.replace(",", ".")) if text and column in _NUMBERS else text


def _guarded(column: str, text: str) -> str:
    """Behind an apostrophe when a spreadsheet would take it for a formula, or for a text that was guarded."""
    return f"'{text}" if text and column not in _NUMBERS and text[0] in f"{_GUARDED}'" else text


def _unguarded(text: str) -> str:
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in f"{_GUARDED}'" else text


def _from_table(rows: Sequence[Sequence[str]], base: Mapping[str, str]) -> dict[str, str]:
    try:
        return merged(base, rules_of(_lines(rows)))
    except RulesInvalid as invalid:
        raise BadInput([str(problem) for problem in invalid.problems]) from None


def _lines(rows: Sequence[Sequence[str]]) -> Iterator[Line]:
    """The rows below the head, by its names. Raises BadInput when those are others."""
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    missing = [name for name in ("topic", "rule", "kind", "text") if name not in head]
    unknown = [name for name in head if name and name not in COLUMNS]
    problems = [f"Zeile 1: Es fehlt die Spalte {name}." for name in missing]
    problems += [f"Zeile 1: Die Spalte {name} ist unbekannt. Erlaubt: {', '.join(COLUMNS)}." for name in unknown]
    if problems:
        raise BadInput(problems)
    for number, row in enumerate(rows[1:], start=2):
        cells = {name: cell for name, cell in zip(head, row, strict=False) if name}
        yield Line(number, {name: cell if name == "text" else cell.strip() for name, cell in cells.items()})


def _csv_rows(octets: bytes) -> list[list[str]]:
    try:
        text = octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(["Bitte speichern Sie die Tabelle als „CSV UTF-8“."]) from None
    head = text.partition("\n")[0]
    delimiter = max(";,\t", key=head.count)
    try:
        return [
            [_unguarded(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise BadInput([f"Die Tabelle kann nicht gelesen werden: {error}."]) from None


def _archive(texts: Mapping[str, str]) -> bytes:
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(texts):
            archive.writestr(zipfile.ZipInfo(name, _STAMP), texts[name].encode(), zipfile.ZIP_DEFLATED)
    return octets.getvalue()


def _unpacked(octets: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    left = LARGEST
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            names = [(name, match[1]) for name in archive.namelist() if (match := _NAME.fullmatch(name))]
            for stored, name in names[: _MOST_FILES + 1]:
                with archive.open(stored) as file:
                    content = file.read(left + 1)
                left -= len(content)
                if left < 0 or len(found) == _MOST_FILES:
                    raise BadInput(["Das Archiv ist zu groß."])
                found[name] = content.decode("utf-8-sig")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise BadInput(["Diese Datei ist kein Archiv (.zip)."]) from None
    except UnicodeDecodeError:
        raise BadInput(["Das Archiv enthält eine Datei, die nicht UTF-8 ist."]) from None
    if not found:
        raise BadInput([f"Das Archiv enthält keine Regeln. Erwartet werden Ordner wie {', '.join(FAMILIES)}."])
    return found


def _with_places(texts: dict[str, str], base: Mapping[str, str]) -> dict[str, str]:
    if any(name.startswith("places/") for name in texts):
        return texts
    return texts | {name: text for name, text in base.items() if name.startswith("places/")}
