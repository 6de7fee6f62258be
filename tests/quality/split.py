"""Which labelled messages may be looked at while tuning, and which are set aside?"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
Row = dict[str, Any]


def rows() -> list[Row]:
    """All labelled messages, in file order."""
    return [row for file in sorted(DATA.glob("devset*.jsonl")) for row in read_rows(file)]


def read_rows(file: Path) -> list[Row]:
    """The labelled messages of one file, a JSON object a line."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]


def split() -> tuple[list[Row], list[Row]]:
    """(development, hold-out): of each language and main topic every third by the hash of its id is set aside."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows():
        groups[row["lang"], row["topics"][0]].append(row)
    aside = set()
    spill = 0
    for key in sorted(groups):
        for row in sorted(groups[key], key=_hash):
            spill += 1
            if spill % 3 == 0:
                aside.add(row["id"])
    everything = rows()
    return [r for r in everything if r["id"] not in aside], [r for r in everything if r["id"] in aside]


LEARNED = ("devset*.jsonl", "made_*.jsonl", "fresh_a.jsonl", "taught_*.jsonl")


def learned() -> dict[str, list[Row]]:
    """Writer → the messages hints are learned from: all that is labelled but the hold-out and the blind files."""
    aside = {row["id"] for row in split()[1]}
    files = sorted(file for pattern in LEARNED for file in DATA.glob(pattern))
    return {file.stem: [row for row in read_rows(file) if row["id"] not in aside] for file in files}


def blind() -> list[Row]:
    """Messages nobody read and nothing learned from: `unseen_*` and `fresh_b`.

    Written by people who knew the label guide and the office, not the rules. Look at figures, never at words.
    """
    files = [*sorted(DATA.glob("unseen_*.jsonl")), DATA / "fresh_b.jsonl"]
    return [row for file in files for row in read_rows(file)]


def _hash(row: Row) -> str:
    return hashlib.sha256(str(row["id"]).encode()).hexdigest()
