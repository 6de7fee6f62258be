"""What stands in the first sheet of a workbook, cell by cell, as text?"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO
from xml.etree import ElementTree

from triage.errors import BadInput

LARGEST = 150_000_000  # octets of one part, unpacked
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REFERENCE = re.compile(r"([A-Z]{1,3})\d+")
_MOST_COLUMNS = 100
_NOT_A_BOOK = "Diese Datei ist keine Excel-Arbeitsmappe (.xlsx)."


def written(rows: Sequence[Sequence[str | float]], name: str) -> bytes:
    """A workbook of one sheet. Texts stay texts: nothing in them is ever a formula or a link."""
    import xlsxwriter  # type: ignore[import-untyped]  # ships no types

    octets = io.BytesIO()
    how = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(octets, how) as book:
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(rows[0]) - 1, 16)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell == "":
                    continue
                if isinstance(cell, str):
                    sheet.write_string(at, column, cell)
                else:
                    sheet.write_number(at, column, cell)
    return octets.getvalue()


def read(octets: bytes) -> list[list[str]]:
    """The rows of the first sheet, empty cells as "". Numbers read as they are kept, formulas as what they gave.

    Raises BadInput for anything that is no workbook, or larger unpacked than a rulebook is.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as book:
            shared = list(_texts(book, "xl/sharedStrings.xml", "si"))
            sheets = sorted(n for n in book.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n))
            if not sheets:
                raise BadInput([_NOT_A_BOOK])
            return list(_rows(_elements(book, sheets[0], "row"), shared))
    except (
        zipfile.BadZipFile,
        ElementTree.ParseError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ):
        raise BadInput([_NOT_A_BOOK]) from None


class _Part(io.RawIOBase):
    """A part as it is unpacked, no more of it than a rulebook needs, and without a document type."""

    def __init__(self, part: IO[bytes]) -> None:
        self._part, self._left, self._end = part, LARGEST, b""

    def read(self, size: int = -1) -> bytes:
        """As any file. Raises BadInput."""
        found = self._part.read(size)
        self._left -= len(found)
        if self._left < 0:
            raise BadInput(["Die Arbeitsmappe ist zu groß."])
        # no program writes entities, which could stand for gigabytes; a part in UTF-16 could hide them
        seen, self._end = self._end + found, found[-2:]
        if b"<!D" in seen or b"<!E" in seen or b"\x00" in seen:
            raise BadInput([_NOT_A_BOOK])
        return found


def _elements(book: zipfile.ZipFile, name: str, tag: str) -> Iterator[ElementTree.Element]:
    """The elements of that name, one at a time: a whole rulebook as a tree would take half a gigabyte."""
    if name not in book.namelist():
        return
    with book.open(name) as part:
        for _, element in ElementTree.iterparse(_Part(part)):  # noqa: S314 - without a document type there is nothing left to expand
            if element.tag == f"{_MAIN}{tag}":
                yield element
                element.clear()


def _texts(book: zipfile.ZipFile, name: str, tag: str) -> Iterator[str]:
    for item in _elements(book, name, tag):
        yield _text(item)


def _rows(rows: Iterable[ElementTree.Element], shared: Sequence[str]) -> Iterator[list[str]]:
    expected = 1
    for row in rows:
        number = int(row.get("r", str(expected)))
        for _ in range(min(number - expected, LARGEST // 1_000)):
            yield []  # rows without any cell are left out of the file
        expected = number + 1
        cells: dict[int, str] = {}
        for at, cell in enumerate(row.iter(f"{_MAIN}c")):
            cells[_column(cell.get("r", ""), at)] = _value(cell, shared)
        yield [cells.get(column, "") for column in range(min(_MOST_COLUMNS, max(cells, default=-1) + 1))]


def _value(cell: ElementTree.Element, shared: Sequence[str]) -> str:
    kind, value = cell.get("t", "n"), cell.findtext(f"{_MAIN}v") or ""
    match kind:
        case "s":
            return shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""
        case "inlineStr":
            return _text(cell)
        case "b":
            return "ja" if value == "1" else "nein"
        case _:
            return value.removesuffix(".0") if kind == "n" else value


def _text(item: ElementTree.Element) -> str:
    """Its runs one after the other, without how a word sounds. Signs XML cannot hold are written as _x0007_."""
    runs = [node.text or "" for node in item.iter(f"{_MAIN}t")]
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda sign: chr(int(sign[1], 16)), "".join(runs))


def _column(reference: str, otherwise: int) -> int:
    letters = _REFERENCE.fullmatch(reference)
    if letters is None:
        return otherwise
    at = 0
    for letter in letters[1]:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1
