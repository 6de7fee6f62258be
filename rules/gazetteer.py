"""Which places, traps and cue words does the installation know?"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

from rules.problem import RuleProblem, nearest

MUNICIPALITIES = (
    "brueggen", "grefrath", "kempen", "nettetal", "niederkruechten", "schwalmtal", "toenisvorst",
    "viersen", "willich", "outside",
)  # fmt: skip
OUTSIDE = "outside"
NAME_KINDS = ("town", "district", "hamlet", "unsure", "camp")
OUTSIDE_KINDS = ("near", "far", "abroad")
CUE_KINDS = (
    "residence", "elsewhere", "region", "local", "move", "before", "not_now", "abroad", "title", "street", "nearby",
    "decoy",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A name and the municipality it stands for."""

    place: str  # a municipality or `outside`
    name: str  # as spelt in the data
    kind: str  # town, district, hamlet, unsure, camp, near, far, abroad, postcode, dialling


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All place data as read, not yet folded."""

    names: tuple[Place, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()  # (municipality, outside or none; phrase) that settle what they contain
    codes: tuple[Place, ...] = ()  # postcodes
    dialling: tuple[tuple[str, tuple[str, ...]], ...] = ()  # code → municipalities
    cues: tuple[tuple[str, str], ...] = ()  # (kind, phrase)


_Row = dict[str, str]


@dataclass(slots=True)
class _Table:
    """One CSV file with the places of its rows."""

    name: str
    problems: list[RuleProblem]
    rows: list[tuple[int, _Row]]

    def checked(self, column: str, allowed: tuple[str, ...]) -> Iterator[_Row]:
        """The rows; a value outside the allowed ones is a problem and its row is left out."""
        for line, row in self.rows:
            value = row.get(column) or ""
            if value in allowed:
                yield row
            else:
                text = f'unknown {column} "{value}"'
                self.problems.append(RuleProblem(place=f"{self.name}:{line}", text=text, hint=nearest(value, allowed)))


def read_gazetteer(texts: Mapping[str, str], problems: list[RuleProblem]) -> Gazetteer:
    """The gazetteer in these CSV files (docs/places.md); what is wrong is added to `problems`."""
    names: list[Place] = []
    fixed: list[tuple[str, str]] = []
    codes: list[Place] = []
    dialling: list[tuple[str, tuple[str, ...]]] = []
    cues: list[tuple[str, str]] = []
    for name in sorted(texts):
        table = _table(name, texts[name], problems)
        match name.removeprefix("places/").removesuffix(".csv").split("_")[0]:
            case "names":
                names.extend(_names(table))
            case "outside":
                rows = table.checked("kind", OUTSIDE_KINDS)
                names.extend(Place(OUTSIDE, row["name"], row["kind"]) for row in rows)
            case "fixed":
                rows = table.checked("place", (*MUNICIPALITIES, "none"))
                fixed.extend((row["place"], row["phrase"]) for row in rows)
            case "postcodes":
                rows = table.checked("place", MUNICIPALITIES)
                codes.extend(Place(row["place"], row["code"], "postcode") for row in rows)
            case "dialling":
                dialling.extend((row["code"], tuple(row["places"].split())) for _, row in table.rows)
            case "cues":
                rows = table.checked("kind", CUE_KINDS)
                cues.extend((row["kind"], phrase) for row in rows for phrase in row["phrases"].split("|"))
            case other:
                known = ("names", "outside", "fixed", "postcodes", "dialling", "cues")
                problems.append(RuleProblem(place=f"{name}:1", text="unknown place file", hint=nearest(other, known)))
    return Gazetteer(tuple(names), tuple(fixed), tuple(codes), tuple(dialling), tuple(cues))


def _names(table: _Table) -> Iterator[Place]:
    kinds = {id(row) for row in table.checked("kind", NAME_KINDS)}
    for row in table.checked("place", MUNICIPALITIES):
        if id(row) in kinds:
            yield Place(row["place"], row["name"], row["kind"])


_COLUMNS: dict[str, tuple[str, ...]] = {
    "names": ("place", "name", "kind"),
    "outside": ("name", "kind"),
    "fixed": ("place", "phrase"),
    "postcodes": ("place", "code"),
    "dialling": ("code", "places"),
    "cues": ("kind", "language", "phrases"),
}


def _table(name: str, text: str, problems: list[RuleProblem]) -> _Table:
    reader = csv.DictReader(StringIO(text))
    table = _Table(name, problems, [])
    needed = _COLUMNS.get(name.removeprefix("places/").removesuffix(".csv").split("_")[0], ())
    missing = [column for column in needed if column not in (reader.fieldnames or ())]
    if missing:
        problems.append(RuleProblem(place=f"{name}:1", text=f"column missing: {', '.join(missing)}"))
        return table
    for row in reader:
        if all(row.get(column) for column in needed):
            table.rows.append((reader.line_num, row))
        else:
            problems.append(RuleProblem(place=f"{name}:{reader.line_num}", text="a value is missing"))
    return table
